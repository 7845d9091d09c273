"""The picture of a conference over HTTP: for whom there is one, how it is kept, what names it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Status
from konferenzen.vorschaubild.zeichnung import zeichnen
from tests import fabriken as f
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/termine/welper-fruehjahr-2026/vorschaubild.png"


def welper(**felder: Any) -> Any:
    return f.konferenz(
        stadtteil=f.stadtteil("Welper"),
        ort=f.ort(),
        **{"beginn": f.berlin(2026, 1, 26, 17)} | felder,
    )


def test_the_picture_of_a_public_conference(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    welper()
    with django_assert_num_queries(2):
        antwort = client.get(ADRESSE)
    assert antwort["Content-Type"] == "image/png"
    assert antwort["Cache-Control"] == "public, no-cache"
    assert antwort["Content-Disposition"] == 'inline; filename="welper-fruehjahr-2026.png"'
    with Image.open(BytesIO(antwort.content)) as bild:
        assert bild.size == (1200, 630)
    assert client.get(ADRESSE, headers={"If-None-Match": antwort["ETag"]}).status_code == 304
    assert client.head(ADRESSE).status_code == 200
    assert client.post(ADRESSE).status_code == 405


@pytest.mark.parametrize(
    "felder",
    [
        {"status": Status.ENTWURF},
        {"status": Status.ZURUECKGEZOGEN},
        {"veroeffentlichen_ab": f.JETZT + timedelta(days=1)},
    ],
)
def test_what_is_not_public_has_none(client: Client, felder: dict[str, Any]) -> None:
    welper(**felder)
    assert client.get(ADRESSE).status_code == 404
    assert client.get("/termine/fehlt/vorschaubild.png").status_code == 404


def test_a_former_address_still_gives_it(client: Client) -> None:
    konferenz = welper()
    konferenz.slug = "neu"
    konferenz.save()
    assert client.get(ADRESSE).content == client.get("/termine/neu/vorschaubild.png").content


def test_a_changed_conference_gets_a_new_picture_at_a_new_address(client: Client) -> None:
    konferenz = welper()

    def vorschau() -> tuple[str, str]:
        meta = hole(client, konferenz.get_absolute_url()).meta()
        return meta["og:image"].partition(ADRESSE)[2], meta["og:image:alt"]

    haus = "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
    vorher = client.get(ADRESSE).content
    assert vorschau() == (
        "?stand=1",
        f"Stadtteilkonferenz Welper, Montag, 26. Januar 2026, 17–19 Uhr, {haus}",
    )
    konferenz.status = Status.ABGESAGT
    fortschreiben(konferenz, jetzt=f.JETZT)
    assert vorschau() == (
        "?stand=2",
        f"Stadtteilkonferenz Welper, Abgesagt, Montag, 26. Januar 2026, 17–19 Uhr, {haus}",
    )
    assert client.get(f"{ADRESSE}?stand=2").content != vorher


def test_pictures_that_were_drawn_are_not_drawn_again(client: Client) -> None:
    welper()
    zeichnen.cache_clear()
    for _ in range(3):
        client.get(ADRESSE)
    assert (zeichnen.cache_info().misses, zeichnen.cache_info().hits) == (1, 2)
