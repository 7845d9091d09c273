"""sitemap.xml: what a search engine may find, since when it is as it is, and nothing else."""

from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from akteure.models import Akteur
from aktuelles.models import Beitrag
from hattingen_portal.seiten.models import Schluessel
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Konferenz, Status
from tests import fabriken as f
from tests.portal.seiten import fabrik as rechtliches
from tests.portal.test_views import alle_seiten, kanonisch
from tests.seite import hole

pytestmark = pytest.mark.django_db
BASIS = "https://quartiere.example.org"
NAMENSRAUM = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
UEBERSICHTEN = [
    "/",
    "/termine/",
    "/termine/archiv/",
    "/kalender/",
    "/stadtteile/",
    "/aktuelles/",
    "/akteure/",
    "/daten/",
    "/kontakt/",
    "/barriere-melden/",
]
JETZT = "2026-01-14T10:00:00+01:00"


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


@pytest.fixture(autouse=True)
def uhr(jetzt: time_machine.Traveller) -> time_machine.Traveller:
    return jetzt


def eintraege(client: Client) -> dict[str, str | None]:
    """Give the path of each page with its lastmod."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    wurzel = ElementTree.fromstring(response.content)
    assert wurzel.tag == f"{{{NAMENSRAUM['s']}}}urlset"
    assert {kind.tag for kind in wurzel.iter()} <= {
        f"{{{NAMENSRAUM['s']}}}{name}" for name in ("urlset", "url", "loc", "lastmod")
    }
    adressen = {
        url.findtext("s:loc", "", NAMENSRAUM): url.findtext("s:lastmod", None, NAMENSRAUM)
        for url in wurzel.findall("s:url", NAMENSRAUM)
    }
    assert len(adressen) == len(wurzel)
    assert {adresse[: len(BASIS) + 1] for adresse in adressen} == {f"{BASIS}/"}
    return {adresse.removeprefix(BASIS): stand for adresse, stand in adressen.items()}


def test_it_lists_what_is_public_and_nothing_else(client: Client) -> None:
    welper = f.stadtteil("Welper", reihenfolge=2)
    f.konferenz(stadtteil=welper, beginn=MONTAG)
    f.konferenz(stadtteil=f.stadtteil("Baak", reihenfolge=1), status=Status.ABGESAGT)
    armut = {"art": Art.THEMENKONFERENZ, "beginn": MONTAG + TAG}
    f.konferenz(**armut, titel="Armut")
    f.konferenz(**armut, titel="Kanarie 1", status=Status.ENTWURF)
    f.konferenz(**armut, titel="Kanarie 2", veroeffentlichen_ab=f.JETZT + TAG)
    f.konferenz(**armut, titel="Kanarie 3", status=Status.ZURUECKGEZOGEN)
    f.konferenz(stadtteil=welper, runde=f.runde("Kanarie 4", beispiel=True))
    f.runde("Kanarie 5")
    f.konferenz(stadtteil=welper, runde=f.runde("Kanarie 6"), status=Status.ENTWURF)
    f.beitrag("Neu")
    f.beitrag("Kanarie 7", veroeffentlichen_ab=None)
    f.beitrag("Kanarie 8", veroeffentlichen_ab=f.JETZT + TAG)
    f.beitrag("Kanarie 9", veroeffentlichen_bis=f.JETZT)
    f.akteur("Zwergenland")
    f.akteur("Ärztehaus")
    f.akteur("Kanarie 10", art=Akteur.Art.EINZELPERSON)
    f.akteur("Kanarie 11", stand=Akteur.Stand.RUHEND)
    rechtliches.seite(Schluessel.DATENSCHUTZ, text="<p>Alles steht fest.</p>")
    rechtliches.seite(Schluessel.IMPRESSUM, text="<p>[[Platzhalter: Kanarie 12]]</p>")
    rechtliches.gebaerdensprache()

    assert list(eintraege(client)) == [
        *UEBERSICHTEN,
        "/termine/runden/fruehjahr-2026/",
        "/termine/welper-fruehjahr-2026/",
        "/termine/baak-fruehjahr-2026/",
        "/termine/armut/",
        "/stadtteile/baak/",
        "/stadtteile/welper/",
        "/aktuelles/neu/",
        "/akteure/aerztehaus/",
        "/akteure/zwergenland/",
        "/datenschutz/",
        "/gebaerdensprache/",
    ]
    assert "kanarie" not in client.get("/sitemap.xml").text.lower()


def test_each_page_tells_when_it_last_changed_or_nothing(client: Client) -> None:
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper, beginn=MONTAG, jetzt=f.JETZT - 5 * TAG)
    f.konferenz(stadtteil=f.stadtteil("Baak"), jetzt=f.JETZT - 3 * TAG)
    f.konferenz(stadtteil=f.stadtteil("EOBS"), status=Status.ENTWURF)
    f.konferenz(
        art=Art.SPRECHSTUNDE,
        titel="Gewesen",
        beginn=f.berlin(2026, 1, 13, 10),
        jetzt=f.JETZT - 9 * TAG,
    )
    f.beitrag("Alt", veroeffentlichen_ab=f.JETZT - 2 * TAG)
    f.beitrag("Neu", veroeffentlichen_ab=f.JETZT - TAG / 2)
    Beitrag.objects.update(geaendert_am=f.JETZT - TAG)
    f.akteur("Zwergenland")
    assert eintraege(client) == {
        "/": "2026-01-13T22:00:00+01:00",
        "/termine/": "2026-01-13T12:00:00+01:00",
        "/termine/archiv/": "2026-01-13T12:00:00+01:00",
        "/kalender/": "2026-01-13T12:00:00+01:00",
        "/stadtteile/": None,
        "/aktuelles/": "2026-01-13T22:00:00+01:00",
        "/akteure/": None,
        "/daten/": None,
        "/kontakt/": None,
        "/barriere-melden/": None,
        "/termine/runden/fruehjahr-2026/": "2026-01-11T10:00:00+01:00",
        "/termine/welper-fruehjahr-2026/": "2026-01-09T10:00:00+01:00",
        "/termine/baak-fruehjahr-2026/": "2026-01-11T10:00:00+01:00",
        "/termine/gewesen/": "2026-01-05T10:00:00+01:00",
        "/stadtteile/welper/": None,
        "/stadtteile/baak/": None,
        "/stadtteile/eobs/": None,
        "/aktuelles/alt/": "2026-01-13T10:00:00+01:00",
        "/aktuelles/neu/": "2026-01-13T22:00:00+01:00",
        "/akteure/zwergenland/": None,
    }


def test_a_withdrawal_is_a_change_of_the_lists_it_leaves(client: Client) -> None:
    for name in ("Welper", "Baak"):
        f.konferenz(stadtteil=f.stadtteil(name), beginn=MONTAG, jetzt=f.JETZT - 5 * TAG)
    baak = Konferenz.objects.get(stadtteil__name="Baak")
    baak.status = Status.ZURUECKGEZOGEN
    fortschreiben(baak, jetzt=f.JETZT)
    stand = eintraege(client)
    assert "/termine/baak-fruehjahr-2026/" not in stand
    assert [stand["/termine/"], stand["/termine/runden/fruehjahr-2026/"]] == [JETZT, JETZT]
    assert stand["/termine/welper-fruehjahr-2026/"] == "2026-01-09T10:00:00+01:00"


def test_an_empty_portal_has_its_pages_and_tells_no_time(client: Client) -> None:
    assert eintraege(client) == dict.fromkeys(UEBERSICHTEN)


def test_whatever_name_the_request_came_in_by(client: Client) -> None:
    andere = client.get("/sitemap.xml", headers={"host": "localhost:1"}, secure=True)
    assert andere.content == client.get("/sitemap.xml").content


def test_who_has_it_already_gets_no_more(client: Client, uhr: time_machine.Traveller) -> None:
    f.konferenz(beginn=MONTAG, jetzt=f.JETZT - TAG)
    erste = client.get("/sitemap.xml")
    uhr.shift(60)
    zweite = client.get("/sitemap.xml")
    assert zweite.content == erste.content
    assert zweite["ETag"] == erste["ETag"]
    assert zweite["Last-Modified"] == erste["Last-Modified"] == "Tue, 13 Jan 2026 23:00:00 GMT"
    for kopf in (
        {"If-None-Match": erste["ETag"]},
        {"If-Modified-Since": erste["Last-Modified"]},
    ):
        assert client.get("/sitemap.xml", headers=kopf).status_code == 304
    kopf = client.head("/sitemap.xml")
    assert (kopf.status_code, kopf.content, kopf["ETag"]) == (200, b"", erste["ETag"])
    assert client.post("/sitemap.xml").status_code == 405
    f.beitrag("Neu", veroeffentlichen_ab=f.JETZT)
    alt = {"If-None-Match": erste["ETag"], "If-Modified-Since": erste["Last-Modified"]}
    assert client.get("/sitemap.xml", headers=alt).status_code == 200


@pytest.mark.parametrize("anzahl", [1, 30])
def test_it_costs_the_same_however_much_it_lists(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        f.konferenz(beginn=MONTAG + nummer * TAG, runde=f.runde(f"Runde {nummer}"))
        f.beitrag().stadtteile.add(f.stadtteil())
        f.akteur()
    rechtliches.alle_seiten()
    with django_assert_num_queries(11):
        client.get("/sitemap.xml")


def test_it_lists_just_the_pages_that_links_lead_to_and_that_want_to_be_found(
    client: Client,
) -> None:
    alle_seiten()
    liste = set(eintraege(client))
    bekannt, neu, auffindbar = set(), {"/", *liste}, set()
    while neu:
        bekannt |= neu
        ziele = set()
        for adresse in neu:
            seite = hole(client, adresse)
            ziele |= {
                urlsplit(ziel)._replace(query="", fragment="").geturl()
                for ziel in seite.adressen()
                if ziel.startswith("/")
            }
            if "robots" not in seite.meta():
                assert kanonisch(seite) == [BASIS + adresse]
                auffindbar.add(adresse)
        neu = {ziel for ziel in ziele if ziel.endswith("/")} - bekannt
    assert auffindbar == liste
    assert "/termine/runden/beispielrunde/" in bekannt - liste


def test_no_page_is_listed_that_no_link_leads_to(client: Client) -> None:
    alle_seiten()
    bekannt, neu = set(), {"/"}
    while neu:
        bekannt |= neu
        ziele = {ziel for adresse in neu for ziel in hole(client, adresse).adressen()}
        neu = {z for z in ziele if z.startswith("/") and urlsplit(z).path.endswith("/")} - bekannt
    assert set(eintraege(client)) <= bekannt
