"""Rows that are known are never older than the database, whichever way somebody writes to it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from akteure.models import Akteur, Kategorie
from aktuelles.models import Beitrag
from hattingen_portal.grundlage.gedaechtnis import offen
from hattingen_portal.grundlage.zeilen import lesen
from hattingen_portal.stand.models import Stand
from konferenzen.models import Einladung, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.stammdaten import konferenzzeilen
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil
from tests import fabriken as f
from tests.portal.gedaechtnis.bestand import (
    FEED,
    KONFERENZ,
    MIT_KONFERENZ,
    MONTAG,
    SEITEN,
    alle_seiten,
    anlegen,
    gezaehlt,
    mit,
    nummer,
    sql,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt", "bestand")]

# Rows beside the conference: the first one's field, and the pages that show it.
RUNDUM: list[tuple[Any, str, set[str]]] = [
    (Veranstaltungsort, "name", MIT_KONFERENZ),
    (Runde, "name", {"/termine/", "/termine/runden/fruehjahr-2026/", KONFERENZ}),
    (Stadtteil, "name", set(SEITEN) - {"/aktuelles/"}),
    (Ansprechperson, "name", {KONFERENZ, "/stadtteile/welper/"}),
    (Kategorie, "name", {"/akteure/", "/stadtteile/welper/", KONFERENZ}),
    (Akteur, "name", {"/akteure/", "/stadtteile/welper/", KONFERENZ}),
    (Beitrag, "titel", {"/", "/aktuelles/", "/stadtteile/welper/", KONFERENZ}),
]


@pytest.mark.parametrize("anzahl", [0, 29])
def test_a_page_asks_twice_with_one_row_and_with_thirty(client: Client, anzahl: int) -> None:
    anlegen(anzahl)
    for _ in range(3):  # to know the rows, and to plan the questions
        alle_seiten(client)
    assert {adresse: gezaehlt(client, adresse) for adresse in SEITEN} == SEITEN


def test_news_read_for_one_page_are_known_to_the_conference_they_are_about(client: Client) -> None:
    for _ in range(3):
        alle_seiten(client)
    Beitrag.objects.update(titel="Anders")
    assert "Anders" in client.get("/aktuelles/").text
    with CaptureQueriesContext(connection) as abfragen:
        assert "Anders" in client.get(KONFERENZ).text
    assert not [a["sql"] for a in abfragen if '"aktuelles_beitrag"."teaser"' in a["sql"]]


def test_a_changed_conference_shows_at_once(client: Client) -> None:
    alle_seiten(client)
    umbenennen(Konferenz.objects.get(pk=nummer()), "Anders")
    assert mit(client, "Anders") == MIT_KONFERENZ
    Konferenz.objects.filter(pk=nummer()).update(titel="Noch einmal")
    assert mit(client, "Noch einmal") == MIT_KONFERENZ
    sql("UPDATE konferenzen_konferenz SET titel = 'Zuletzt' WHERE id = %s", nummer())
    assert mit(client, "Zuletzt") == MIT_KONFERENZ


def umbenennen(konferenz: Konferenz, titel: str) -> None:
    konferenz.titel = titel
    konferenz.save()


def test_a_changed_row_around_it_shows_at_once(client: Client) -> None:
    alle_seiten(client)
    for modell, feld, seiten in RUNDUM:
        schluessel = modell.objects.order_by("pk").values_list("pk", flat=True)[0]
        modell.objects.filter(pk=schluessel).update(**{feld: f"Neu {modell.__name__}"})
        assert mit(client, f"Neu {modell.__name__}") == seiten
        befehl = f"UPDATE {modell._meta.db_table} SET {feld} = %s WHERE id = %s"
        sql(befehl, f"Ganz Neu {modell.__name__}", schluessel)
        assert mit(client, f"Ganz Neu {modell.__name__}") == seiten


def test_what_hangs_on_a_row_without_standing_in_it_shows_at_once(client: Client) -> None:
    ortsteil = f.ortsteil("Hüttenau", Stadtteil.objects.get(name="Welper"))
    akteur, konferenz = Akteur.objects.get(), Konferenz.objects.get(pk=nummer())
    alle_seiten(client)
    akteur.kategorien.set([f.kategorie("Kitas")])
    akteur.ortsteile.add(ortsteil)
    konferenz.ortsteile.add(ortsteil)
    assert "Kitas" in client.get("/akteure/").text
    assert "Hüttenau" in client.get("/akteure/").text
    assert "Hüttenau" in client.get(KONFERENZ).text
    Einladung.objects.all().delete()
    akteur.kategorien.clear()
    Ortsteil.objects.filter(pk=ortsteil.pk).update(name="Welper-Nord")
    assert akteur.name not in client.get(KONFERENZ).text
    assert "Welper-Nord" in client.get("/akteure/").text
    assert "Welper-Nord" in client.get(KONFERENZ).text


def test_what_is_withdrawn_is_gone_at_once(client: Client) -> None:
    alle_seiten(client)
    Konferenz.objects.filter(pk=nummer()).update(
        status=Status.ZURUECKGEZOGEN, titel="Geheim", letzter_beginn=MONTAG, letztes_ende=MONTAG
    )
    assert mit(client, "Geheim") <= {FEED}
    assert client.get(KONFERENZ).status_code == 404


def test_with_the_memory_closed_rows_are_read_each_time() -> None:
    frage = konferenzzeilen.frage(lambda _jetzt: Konferenz.objects.filter(pk=nummer()), f.JETZT)
    (erste,), (zweite,) = lesen(frage)[0], lesen(frage)[0]
    assert erste == zweite
    assert erste is not zweite


def test_rows_come_in_the_order_of_the_question_known_or_not() -> None:
    anlegen(2)
    assert zweimal_gelesen("-pk") == [sorted(alle_nummern(), reverse=True)] * 2


def test_a_row_that_a_question_gives_more_than_once_comes_as_often() -> None:
    """Here once for each invitation, as the query joins them."""
    anlegen(2)
    je_einladung = [*[nummer()] * 3, *sorted(alle_nummern() - {nummer()})]
    assert zweimal_gelesen("einladungen") == [je_einladung] * 2


def zweimal_gelesen(feld: str) -> list[list[int]]:
    """Give the keys of all conferences by `feld`, asked twice: at first one of them is known."""
    stand = Stand.objects.get()
    alle = konferenzzeilen.frage(lambda _: Konferenz.objects.order_by(feld, "pk"), f.JETZT)
    zweite = konferenzzeilen.frage(lambda _: Konferenz.objects.order_by(feld, "pk")[1:2], f.JETZT)
    with offen(stand.fassung, stand.stammdaten, f.JETZT):
        lesen(zweite)
        return [[zeile.pk for zeile in lesen(alle)[0]] for _ in range(2)]


def alle_nummern() -> set[int]:
    return set(Konferenz.objects.values_list("pk", flat=True))
