"""The news: what is public when, with pictures and documents."""

from datetime import timedelta
from io import BytesIO
from pathlib import PurePath
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from aktuelles.models import Anhang, Beitrag
from konferenzen.models import Status
from tests import fabriken as f
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
TAG = timedelta(days=1)
PDF = b"%PDF-1.7\n%%EOF\n"
NICHT_OEFFENTLICH: list[dict[str, Any]] = [
    {"veroeffentlichen_ab": None},
    {"veroeffentlichen_ab": f.JETZT + TAG},
    {"veroeffentlichen_ab": f.JETZT - 2 * TAG, "veroeffentlichen_bis": f.JETZT - TAG},
]


def png() -> ContentFile:
    puffer = BytesIO()
    Image.new("RGB", (40, 30)).save(puffer, "PNG")
    return ContentFile(puffer.getvalue(), "x.png")


def test_the_news_latest_first_pinned_before(client: Client) -> None:
    f.beitrag("Alt", veroeffentlichen_ab=f.JETZT - 9 * TAG)
    f.beitrag("Neu")
    f.beitrag("Oben", veroeffentlichen_ab=f.JETZT - 99 * TAG, angeheftet=True)
    for felder in NICHT_OEFFENTLICH:
        f.beitrag("Geheim", **felder)
    assert hole(client, "/aktuelles/").texte("p", "nachricht__titel") == ["Oben", "Neu", "Alt"]


def test_the_news_go_on_over_pages(client: Client) -> None:
    for _ in range(13):
        f.beitrag()
    laengen = [
        len(hole(client, f"/aktuelles/?seite={seite}").alle("li", "nachricht")) for seite in (1, 2)
    ]
    assert laengen == [12, 1]
    for unsinn in ("99999", "abc", "%00"):
        assert hole(client, f"/aktuelles/?seite={unsinn}").alle("li", "nachricht")


def test_a_post_with_all_it_has(client: Client) -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=f.JETZT + TAG)
    beitrag = f.beitrag(
        "Fest",
        text="<h2>Wann</h2><p>Am <strong>Montag</strong>.</p>",
        bild=png(),
        bild_alt="Ein Zelt",
        bild_nachweis="Stadt",
        konferenz=konferenz,
    )
    Anhang.objects.create(beitrag=beitrag, titel="Das Programm", datei=ContentFile(PDF, "x.pdf"))

    seite = hole(client, "/aktuelles/fest/")

    assert seite.texte("h1") == ["Fest"]
    assert "Wann" in seite.texte("h2")
    [bild] = seite.alle("img")
    kennung = PurePath(beitrag.bild.name).stem
    assert bild.attrs == {
        "src": f"/medien/bilder/{kennung}-480.png",
        "srcset": f"/medien/bilder/{kennung}-480.png 40w",
        "sizes": "(min-width: 56rem) 52rem, calc(100vw - 2rem)",
        "width": "40",
        "height": "30",
        "alt": "Ein Zelt",
        "fetchpriority": "high",
        "decoding": "async",
    }
    assert [(q.attrs["type"], q.attrs["srcset"]) for q in seite.alle("source")] == [
        ("image/avif", f"/medien/bilder/{kennung}-480.avif 40w"),
        ("image/webp", f"/medien/bilder/{kennung}-480.webp 40w"),
    ]
    assert seite.texte("figcaption") == ["Bild: Stadt"]
    assert seite.texte("li", "dokument") == ["Das Programm PDF, 15 Bytes nicht barrierefrei"]
    assert seite.texte("p", "tafelzeile__name") == ["Welper"]
    for adresse in [
        bild.attrs["src"],
        *(q.attrs["srcset"].split()[0] for q in seite.alle("source")),
    ]:
        assert Image.open(BytesIO(client.get(adresse).content)).size == (40, 30)


def test_what_the_city_has_still_to_supply_shows_as_such(client: Client) -> None:
    f.beitrag("Fest", text="<p>Im Juli [[Platzhalter: Jahr]].</p>")
    assert hole(client, "/aktuelles/fest/").texte("span", "platzhalter") == [
        "Platzhalter: Jahr, wird von der Stadt ergänzt"
    ]


def test_a_lost_picture_does_not_take_the_page_along(client: Client) -> None:
    f.beitrag("Fest", bild="bilder/weg.png", bild_alt="Ein Zelt")
    assert hole(client, "/aktuelles/fest/").alle("img") == []


def test_a_hidden_conference_stays_hidden_beside_its_post(client: Client) -> None:
    f.beitrag("Fest", konferenz=f.konferenz(status=Status.ENTWURF))
    assert hole(client, "/aktuelles/fest/").alle("li", "tafelzeile") == []


@pytest.mark.parametrize("felder", NICHT_OEFFENTLICH)
def test_what_is_not_public_has_neither_page_nor_documents(
    client: Client, felder: dict[str, Any]
) -> None:
    beitrag = f.beitrag("Geheim", slug="neu", fruehere_slugs=["alt"], **felder)
    anhang = Anhang.objects.create(beitrag=beitrag, titel="X", datei=ContentFile(PDF, "x.pdf"))
    adressen = ["/aktuelles/neu/", "/aktuelles/alt/", anhang.get_absolute_url()]
    assert [client.get(adresse).status_code for adresse in adressen] == [404, 404, 404]


def test_a_document_opens_under_a_readable_name_at_each_address_of_its_post(
    client: Client,
) -> None:
    beitrag = f.beitrag("Fest", fruehere_slugs=["feier"])
    anhang = Anhang.objects.create(
        beitrag=beitrag, titel="Das Programm für Größe", datei=ContentFile(PDF, "x.pdf")
    )
    for slug in ("fest", "feier"):
        response = client.get(f"/aktuelles/{slug}/anhang/{anhang.pk}/")
        assert response.getvalue() == PDF
        erwartet = 'attachment; filename="das-programm-fuer-groesse.pdf"'
        assert response["Content-Disposition"] == erwartet
        assert response["Cache-Control"] == "private, no-cache"  # it may be taken back
    andere = f.beitrag("Andere")
    assert client.get(f"{andere.get_absolute_url()}anhang/{anhang.pk}/").status_code == 404


def test_a_changed_address_leads_to_the_new_one(client: Client) -> None:
    beitrag = f.beitrag("Fest")
    beitrag = Beitrag.objects.get(pk=beitrag.pk)
    beitrag.slug = "sommerfest"
    beitrag.save()
    response = client.get("/aktuelles/fest/")
    assert (response.status_code, response["Location"]) == (301, "/aktuelles/sommerfest/")


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_news_cost_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for _ in range(anzahl):
        f.beitrag(konferenz=f.konferenz()).stadtteile.add(f.stadtteil())
    with django_assert_num_queries(3):
        client.get("/aktuelles/")
