"""HEAD says what GET says, without a body."""

import pytest
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from konferenzen.models import Unterlage
from tests import fabriken as f

pytestmark = pytest.mark.django_db


def antwort(methode: str, adresse: str) -> tuple[str, dict[str, str], bytes]:
    """Ask as a server does, for the test client drops the body of HEAD by itself."""
    gesagt: list[tuple[str, dict[str, str]]] = []
    umgebung = RequestFactory().generic(methode, adresse).environ
    koerper = WSGIHandler()(umgebung, lambda status, kopf: gesagt.append((status, dict(kopf))))
    try:
        return (*gesagt[0], b"".join(koerper))
    finally:
        koerper.close()


@pytest.fixture
def unterlage() -> str:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17), stadtteil=f.stadtteil("Welper"))
    return Unterlage.objects.create(
        konferenz=konferenz,
        titel="Einladung",
        datei=ContentFile(b"%PDF-1.7 Inhalt", name="e.pdf"),
        oeffentlich=True,
    ).get_absolute_url()


def test_pages_feeds_and_files_send_a_head_and_nothing_else(unterlage: str) -> None:
    for adresse in ("/impressum/", "/kalender/alle.ics", "/gibt-es-nicht/", unterlage):
        get, head = antwort("GET", adresse), antwort("HEAD", adresse)

        assert get[2] != b"", adresse
        assert head == (*get[:2], b""), adresse


def test_get_keeps_its_body(client: Client, unterlage: str) -> None:
    assert client.get(unterlage).getvalue() == b"%PDF-1.7 Inhalt"
