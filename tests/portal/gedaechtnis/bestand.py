"""Something for each public page, and the pages that show it."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from akteure.models import Akteur, Kategorie
from konferenzen.models import Einladung, Konferenz
from quartiere.models import Stadtteil
from tests import fabriken as f

MONTAG, TAG = f.berlin(2026, 1, 26, 17), timedelta(days=1)
KONFERENZ = "/termine/welper-fruehjahr-2026/"
FEED = "/kalender/alle.ics"
SEITEN = {
    "/": 2,
    "/termine/": 2,
    "/termine/archiv/": 2,
    "/termine/runden/fruehjahr-2026/": 2,
    "/stadtteile/welper/": 2,
    "/akteure/": 2,
    "/aktuelles/": 2,
    KONFERENZ: 2,
    FEED: 2,
}
MIT_KONFERENZ = {"/", "/termine/", "/termine/runden/fruehjahr-2026/", "/stadtteile/welper/"}
MIT_KONFERENZ |= {KONFERENZ, FEED}


def anlegen(anzahl: int) -> None:
    welper = Stadtteil.objects.get_or_create(name="Welper", defaults={"kuerzel": "Welper"})[0]
    f.ansprechperson(name="Alex Muster").stadtteile.add(welper)
    erste = Konferenz.objects.filter(slug="welper-fruehjahr-2026").first()
    erste = erste or f.konferenz(stadtteil=welper, runde=f.runde(), ort=f.ort(), beginn=MONTAG)
    vorhandene = Akteur.objects.count()
    for nummer in range(vorhandene, vorhandene + anzahl):
        rat = {"art": "sprechstunde", "titel": f"Rat {nummer}"}
        f.konferenz(**rat, stadtteil=welper, beginn=MONTAG + nummer * TAG, ort=f.ort(f"H {nummer}"))
        f.konferenz(**rat, stadtteil=welper, beginn=f.JETZT - (nummer + 1) * TAG)
        akteur = f.akteur()
        akteur.kategorien.add(f.kategorie(f"Art {Kategorie.objects.count()}"))
        akteur.stadtteile.add(welper)
        Einladung.objects.create(konferenz=erste, akteur=akteur)
        f.beitrag(konferenz=erste).stadtteile.add(welper)


def alle_seiten(client: Client) -> dict[str, str]:
    return {adresse: client.get(adresse).text for adresse in SEITEN}


def mit(client: Client, wort: str) -> set[str]:
    """Give the addresses whose page says `wort`, folded lines of calendars joined."""
    seiten = alle_seiten(client).items()
    return {adresse for adresse, text in seiten if wort in text.replace("\r\n ", "")}


def nummer() -> int:
    return Konferenz.objects.get(slug="welper-fruehjahr-2026").pk


def sql(befehl: str, *werte: object) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(befehl, werte)


def gezaehlt(client: Client, adresse: str) -> int:
    with CaptureQueriesContext(connection) as abfragen:
        assert client.get(adresse).status_code == 200
    return len(abfragen)
