"""What a process remembers is never older than the database, whichever way somebody writes to it.

Only outside of a transaction is anything remembered, hence `transaction=True`.
"""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from akteure.models import Akteur, Kategorie
from aktuelles.models import Beitrag
from hattingen_portal.grundlage import vorbereitet
from hattingen_portal.grundlage.ablage import AblageFortError
from hattingen_portal.grundlage.gedaechtnis import (
    Vorrat,
    abgeleitet,
    lesen,
    merkbar,
    offen,
    reihenfolge,
    zweifeln,
)
from hattingen_portal.stand.models import Stand
from konferenzen import fragen
from konferenzen.models import (
    Einladung,
    Konferenz,
    Runde,
    Status,
    Unterlage,
    Veranstaltungsort,
)
from konferenzen.stammdaten import konferenzzeilen
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil
from tests import fabriken as f

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt", "bestand")]
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


@pytest.fixture
def bestand(transactional_db: None, settings: Any) -> None:
    """Store something for each page; keep no whole page, so that each is made anew."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    anlegen(1)


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


@pytest.mark.parametrize("anzahl", [0, 29])
def test_a_page_asks_twice_with_one_row_and_with_thirty(client: Client, anzahl: int) -> None:
    anlegen(anzahl)
    for _ in range(3):  # to know the rows, and to plan the questions
        alle_seiten(client)
    gezaehlt = {}
    for adresse in SEITEN:
        with CaptureQueriesContext(connection) as abfragen:
            client.get(adresse)
        gezaehlt[adresse] = len(abfragen)
    assert gezaehlt == SEITEN


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


def nummer() -> int:
    return Konferenz.objects.get(slug="welper-fruehjahr-2026").pk


def umbenennen(konferenz: Konferenz, titel: str) -> None:
    konferenz.titel = titel
    konferenz.save()


def sql(befehl: str, *werte: object) -> None:
    with connection.cursor() as zeiger:
        zeiger.execute(befehl, werte)


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


def test_a_rollback_leaves_nothing_behind(client: Client) -> None:
    vorher = alle_seiten(client)
    with transaction.atomic():
        Konferenz.objects.filter(pk=nummer()).update(titel="Nie gewesen")
        Veranstaltungsort.objects.filter(konferenzen=nummer()).update(name="Nirgends")
        assert "Nie gewesen" in client.get("/termine/").text
        assert "Nirgends" in client.get(KONFERENZ).text
        transaction.set_rollback(True)
    assert alle_seiten(client) == vorher


def test_a_draft_and_a_clerk_find_the_memory_closed(client: Client, django_user_model: Any) -> None:
    alle_seiten(client)
    client.force_login(django_user_model.objects.create_superuser("sb"))
    with CaptureQueriesContext(connection) as abfragen:
        client.get("/termine/")
    assert len(abfragen) > SEITEN["/termine/"]


def test_time_passes_over_what_is_remembered(client: Client, jetzt: Any) -> None:
    assert "Heute" not in client.get(KONFERENZ).text
    jetzt.move_to(MONTAG.replace(hour=8))
    assert "Heute" in client.get(KONFERENZ).text
    jetzt.move_to(MONTAG)
    assert "Läuft gerade" in client.get(KONFERENZ).text
    jetzt.move_to(MONTAG + TAG)
    assert "Vorbei" in client.get(KONFERENZ).text
    assert "Welper" in client.get("/termine/archiv/").text


def test_threads_share_what_they_know(client: Client) -> None:
    vorher = alle_seiten(client)
    gesehen: list[dict[str, str]] = []

    def lesen_lassen() -> None:
        try:
            gesehen.extend(alle_seiten(Client()) for _ in range(2))
        finally:
            connection.close()

    faeden = [Thread(target=lesen_lassen) for _ in range(2)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert gesehen == [vorher] * 4


def test_a_connection_that_knows_no_statement_is_answered_all_the_same(client: Client) -> None:
    """So it is behind a pooler, which hands out connections as they come."""
    vorher = [alle_seiten(client) for _ in range(3)][-1]
    sql("DEALLOCATE ALL")
    assert alle_seiten(client) == vorher
    assert alle_seiten(client) == vorher


def test_no_more_is_kept_than_there_is_room_for() -> None:
    vorrat: Vorrat[int] = Vorrat(3)
    vorrat.legen({1: 1, 2: 2, 3: 3})
    assert vorrat.holen([1]) == {1: 1}
    vorrat.legen({4: 4})
    assert vorrat.holen([1, 2, 3, 4]) == {1: 1, 3: 3, 4: 4}
    assert len(vorrat) == 3


def test_with_the_memory_closed_rows_are_read_each_time() -> None:
    frage = konferenzzeilen.frage(lambda _jetzt: Konferenz.objects.filter(pk=nummer()), f.JETZT)
    (erste,), (zweite,) = lesen(frage)[0], lesen(frage)[0]
    assert erste == zweite
    assert erste is not zweite


def test_the_pages_of_a_list_share_its_order(client: Client) -> None:
    """The first asks for it; another page asks for its own rows, and reads those it has not met."""
    anlegen(70)
    archiv = "/termine/archiv/"
    for _ in range(2):
        client.get(archiv)
    assert gezaehlt(client, f"{archiv}?seite=2") == 3
    assert gezaehlt(client, f"{archiv}?seite=3") == 3


def gezaehlt(client: Client, adresse: str) -> int:
    with CaptureQueriesContext(connection) as abfragen:
        assert client.get(adresse).status_code == 200
    return len(abfragen)


def test_what_goes_between_the_order_and_the_page_is_left_out() -> None:
    vorher = reihenfolge(fragen.vergangene, f.JETZT)
    stand = Stand.objects.get()
    with offen(stand.fassung, stand.stammdaten, f.JETZT):
        alle = reihenfolge(fragen.vergangene, f.JETZT)
        Konferenz.objects.filter(pk=alle[0]).update(
            status=Status.ZURUECKGEZOGEN, letzter_beginn=MONTAG, letztes_ende=MONTAG
        )
        assert reihenfolge(fragen.vergangene, f.JETZT) == alle == vorher
        gelesen = lesen(konferenzzeilen.nur(f.JETZT, alle))[0]
    assert [konferenz.pk for konferenz in gelesen] == list(alle[1:])


def test_a_statement_that_is_prepared_already_is_used(client: Client) -> None:
    """As after a doubt, and behind a pooler whose connections others have used before."""
    vorher = [alle_seiten(client) for _ in range(3)][-1]
    vorbereitet._bekannte.clear()
    assert alle_seiten(client) == vorher
    assert {adresse: gezaehlt(client, adresse) for adresse in SEITEN} == SEITEN


def test_what_could_not_be_looked_at_is_not_kept() -> None:
    stand = Stand.objects.get()
    zeile = merkbar(Konferenz.objects.get(pk=nummer()))
    versuche: list[int] = []

    def machen() -> str:
        versuche.append(len(versuche))
        if len(versuche) == 1:
            zweifeln("Die Ablage antwortet nicht")
        return f"Versuch {len(versuche)}"

    with offen(stand.fassung, stand.stammdaten, f.JETZT) as augenblick:
        gemacht = [abgeleitet(zeile, "so", machen) for _ in range(3)]
    assert gemacht == ["Versuch 1", "Versuch 2", "Versuch 2"]
    assert augenblick.zweifel == ["Die Ablage antwortet nicht"]


def test_a_page_made_in_doubt_is_made_anew(client: Client, settings: Any) -> None:
    """Its document's size was out of reach, and is known the next time."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    plan = ContentFile(b"%PDF-1.7", "plan.pdf")
    Unterlage.objects.create(konferenz_id=nummer(), titel="Plan", datei=plan, oeffentlich=True)
    ablage = {"BACKEND": "tests.portal.test_gedaechtnis.AblageFort"}
    with override_settings(STORAGES=settings.STORAGES | {"default": ablage}):
        assert "8\xa0Bytes" not in client.get(KONFERENZ).text
    assert "8\xa0Bytes" in client.get(KONFERENZ).text


class AblageFort(FileSystemStorage):
    """A store that does not answer."""

    def size(self, name: str) -> int:
        raise AblageFortError(name)
