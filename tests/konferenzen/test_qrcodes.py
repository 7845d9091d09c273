"""The QR codes of the calendars over HTTP, and where they stand."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from hattingen_portal.grundlage.qr import qr_svg
from konferenzen.models import Art
from tests import fabriken as f
from tests.konferenzen.abruf import MONTAG, holen
from tests.seite import Element, Seite, hole

pytestmark = pytest.mark.django_db
BASIS = "https://quartiere.example.org"


@pytest.fixture(autouse=True)
def uhr() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.JETZT, tick=False) as reise:
        yield reise


@pytest.fixture(autouse=True)
def adresse(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


@pytest.mark.parametrize(
    ("pfad", "stelle"),
    [
        ("/kalender/qr/alle.svg", "/kalender/#alle"),
        ("/kalender/qr/stadtteil/welper.svg", "/kalender/#stadtteil-welper"),
        ("/kalender/qr/stadtteil/frueher.svg", "/kalender/#stadtteil-welper"),
        ("/kalender/qr/art/sprechstunde.svg", "/kalender/#art-sprechstunde"),
    ],
)
def test_each_leads_to_its_calendar_on_the_page(pfad: str, stelle: str) -> None:
    f.stadtteil("Welper", slug="welper", fruehere_slugs=["frueher"])

    antwort = holen(pfad)

    assert (antwort.status_code, antwort["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert antwort.content == qr_svg(f"{BASIS}{stelle}")


@pytest.mark.parametrize(
    "pfad", ["/kalender/qr/stadtteil/nirgends.svg", "/kalender/qr/art/nirgends.svg"]
)
def test_unknown_ones_are_not_found(pfad: str) -> None:
    f.stadtteil("Welper", slug="welper")

    assert holen(pfad).status_code == 404


def test_who_has_it_already_gets_304(uhr: time_machine.Traveller) -> None:
    antwort = holen("/kalender/qr/alle.svg")
    kopf = Client().head("/kalender/qr/alle.svg")

    assert (kopf.status_code, kopf.headers, kopf.content) == (200, antwort.headers, b"")
    assert antwort["Cache-Control"] == "public, no-cache"
    for bedingung in (
        {"if-none-match": antwort["ETag"]},
        {"if-modified-since": antwort["Last-Modified"]},
    ):
        assert holen("/kalender/qr/alle.svg", **bedingung).status_code == 304
    uhr.shift(86400)
    assert holen("/kalender/qr/alle.svg", **{"if-none-match": antwort["ETag"]}).status_code == 304


def test_the_page_has_one_for_each_calendar_and_the_place_it_leads_to(client: Client) -> None:
    welper = f.stadtteil("Welper", slug="welper")
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=MONTAG, stadtteil=welper)

    seite = hole(client, "/kalender/")

    kalender = ["alle", "stadtteil/welper", "art/stadtteilkonferenz", "art/themenkonferenz"]
    stellen = [name.replace("/", "-") for name in kalender]
    assert [(bild.attrs["src"], bild.attrs["alt"]) for bild in qr_bilder(seite)] == [
        (f"/kalender/qr/{name}.svg", f"QR-Code, führt zu {BASIS}/kalender/#{stelle}")
        for name, stelle in zip(kalender, stellen, strict=True)
    ]
    for bild in qr_bilder(seite):
        assert (bild.attrs["width"], bild.attrs["height"]) == ("176", "176")
    zeilen = [zeile.attrs.get("id", "") for zeile in seite.alle("li", "abo")]
    assert zeilen == [*stellen, ""]  # and a single date


def qr_bilder(seite: Seite) -> list[Element]:
    return [bild for bild in seite.alle("img") if bild.attrs["src"].startswith("/kalender/qr/")]
