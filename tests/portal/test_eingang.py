"""A body is read to its end, whatever the answer needs of it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from hattingen_portal.eingang import ganz_gelesen

LANG = 300_000  # bytes


@pytest.mark.django_db
@pytest.mark.parametrize("pfad", ["/admin/hattingen_portal/seite/1/change/", "/gibt-es-nicht/"])
def test_what_nobody_needs_is_read_all_the_same(pfad: str) -> None:
    gesendet = BytesIO(bytes(LANG))
    environ = RequestFactory().post(pfad).environ | {
        "CONTENT_LENGTH": str(LANG),
        "wsgi.input": gesendet,
    }
    zustaende: list[str] = []

    def antworten(zustand: str, *_: Any) -> None:
        zustaende.append(zustand)
        assert gesendet.tell() < LANG  # the portal itself had no use for it

    antwort = ganz_gelesen(WSGIHandler())(environ, antworten)
    assert gesendet.tell() == LANG
    assert len(zustaende) == 1
    list(antwort)


def test_without_a_body_nothing_is_read() -> None:
    environ: dict[str, Any] = {"wsgi.input": None}
    assert ganz_gelesen(lambda *_: [b"ja"])(environ, print) == [b"ja"]
