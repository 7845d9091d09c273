"""What PostgreSQL has to do for the search: read indexes, and nothing when rows are written."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from hattingen_portal.suche import abfrage
from hattingen_portal.suche.bereiche import oeffentliches
from hattingen_portal.suche.quellen import QUELLEN, Quelle
from hattingen_portal.suche.worte import lesen
from tests import fabriken as f
from tests.portal.suche.bestand import suche

pytestmark = pytest.mark.django_db
TABELLEN = [quelle for quelle in QUELLEN if "VALUES" not in quelle.zeilen]
VIELE = """
INSERT INTO akteure_akteur (slug, fruehere_slugs, version, art, name, beschreibung, website, email,
    telefon, stand, einwilligung_wortlaut)
SELECT 'a' || i, '{}', 1, 'organisation', 'Verein ' || md5(i::text), 'Im Quartier', '', '', '',
    'erfasst', ''
FROM generate_series(1, 3000) AS i;
INSERT INTO konferenzen_konferenz (slug, fruehere_slugs, version, art, titel, beginn, ende,
    ende_geschaetzt, datum_hinweis, form, online_link, raum_geteilt, beschreibung,
    anmeldung_kontakt, anmeldung_hinweis, status, statusgrund, uid, sequenz, erstellt_am,
    geaendert_am)
SELECT 'k' || i, '{}', 1, 'veranstaltung', 'Treffen ' || md5('k' || i), now(), now() + interval
    '2 hours', false, '', 'vor_ort', '', false, '', '', '', 'oeffentlich', '', 'u' || i, 1, now(),
    now()
FROM generate_series(1, 3000) AS i;
ANALYZE akteure_akteur, konferenzen_konferenz;
"""


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(zeile for (zeile,) in cursor.fetchall())


@pytest.mark.parametrize("quelle", TABELLEN, ids=lambda quelle: quelle.kuerzel)
def test_each_expression_is_that_of_an_index(quelle: Quelle) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexonlyscan = off")
    tabelle = quelle.zeilen
    for bedingung, index in (
        (f"suche_vektor({quelle.name} || ' ' || {quelle.text}) @@ 'x'::tsquery", "vektor"),
        (f"suche_worte({quelle.name}) LIKE '%welper%'", "worte"),
        (f"suche_worte({quelle.name}) %> 'welper'", "worte"),
    ):
        gelesen = plan(f"SELECT id FROM {tabelle} WHERE {bedingung}")
        assert f"on {tabelle}_suche_{index}" in gelesen, gelesen


def test_among_many_rows_only_indexes_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute(VIELE)
    jetzt = timezone.now()
    worte = abfrage.suchworte(lesen("Verein Wepler").worte)
    # The statement's own plan, in place of its rows.
    monkeypatch.setattr(abfrage, "_SUCHEN", f"EXPLAIN {abfrage._SUCHEN}")
    monkeypatch.setattr(abfrage, "Fundstelle", str)
    for aehnlich in (False, True):
        zeilen = abfrage._fundstellen(worte, oeffentliches(jetzt, None), jetzt, aehnlich=aehnlich)
        gelesen = "\n".join(map(str, zeilen))
        for tabelle in ("akteure_akteur", "konferenzen_konferenz"):
            assert f"{tabelle}_suche_vektor" in gelesen
            assert f"{tabelle}_suche_worte" in gelesen
        # Conferences may be read whole where many belong to what was found.
        assert re.search(r"Seq Scan on akteure_akteur\b", gelesen) is None


def test_the_migration_can_be_undone_and_done_again(client: Client) -> None:
    def eigenes() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM pg_proc WHERE proname LIKE 'suche\\_%')"
                " + (SELECT count(*) FROM pg_indexes WHERE indexname ~ '_suche_(vektor|worte)$')"
                " + (SELECT count(*) FROM pg_ts_config WHERE cfgname LIKE 'suche\\_%')"
                " + (SELECT count(*) FROM pg_ts_dict WHERE dictname LIKE 'suche\\_%')"
            )
            return int(cursor.fetchone()[0])

    assert eigenes() == 9 + 2 * len(TABELLEN) + 2
    call_command("migrate", "hattingen_portal", "zero", verbosity=0)
    assert eigenes() == 0
    call_command("migrate", "hattingen_portal", verbosity=0)
    f.akteur("Mühlenhof")
    assert suche(client, "Muehlenhof") == ["Mühlenhof"]


@pytest.mark.parametrize("text", ["wort " * 400_000, "ü" * 400_000, "\u0308" * 200_000])
def test_a_text_without_end_can_be_saved_and_found(client: Client, text: str) -> None:
    f.beitrag("Bericht", text=f"<p>{text}</p>")
    assert suche(client, "Bericht") == ["Bericht"]


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_finds_nothing(client: Client) -> None:
    f.akteur("Verein")
    call_command("flush", verbosity=0, interactive=False)
    assert suche(client, "Verein") == []
    f.akteur("Vereinigung")
    assert suche(client, "Verein") == ["Vereinigung"]
