"""What the banner says: what holds now, of coming conferences, of the last 14 days."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grundlage.zeilen import lesen
from konferenzen.berichtigung import berichtigen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Konferenz, Status
from konferenzen.neuigkeiten import Meldung, neue_aenderungen, neuigkeiten
from tests import fabriken as f
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
TAG = timedelta(days=1)
STUNDE = timedelta(hours=1)
MONTAG = f.berlin(2026, 1, 26, 17)
DIENSTAG = f.berlin(2026, 2, 10, 18, 30)
ALT = f.JETZT - 40 * TAG
GESTERN = f.JETZT - TAG
FORSTMANN = {"name": "Forstmann", "strasse": "Marktplatz", "hausnummer": "15"}


def welper(**felder: Any) -> Konferenz:
    felder = {"beginn": MONTAG, "jetzt": ALT} | felder
    return f.konferenz(stadtteil=f.stadtteil("Welper"), **felder)


def aendern(konferenz: Konferenz, *, jetzt: datetime = GESTERN, **felder: Any) -> Konferenz:
    for feld, wert in felder.items():
        setattr(konferenz, feld, wert)
    if "beginn" in felder and "ende" not in felder:
        konferenz.ende = konferenz.beginn and konferenz.beginn + 2 * STUNDE
    fortschreiben(konferenz, jetzt=jetzt)
    return konferenz


def meldungen(jetzt: datetime = f.JETZT) -> list[list[tuple[str, str]]]:
    alle = neuigkeiten(*lesen(neue_aenderungen(jetzt)), jetzt)
    return [[(m.gilt, m.bisher) for m in neuigkeit.meldungen] for neuigkeit in alle]


@pytest.mark.parametrize(
    ("anfangs", "dann", "erwartet"),
    [
        (
            {},
            {"beginn": MONTAG + 7 * TAG},
            ("verlegt auf Montag, 2. Februar", "Montag, 26. Januar"),
        ),
        (
            {},
            {"beginn": DIENSTAG},
            ("verlegt auf Dienstag, 10. Februar, 18.30 Uhr", "Montag, 26. Januar, 17 Uhr"),
        ),
        (
            {},
            {"beginn": f.berlin(2027, 1, 12, 17)},
            ("verlegt auf Dienstag, 12. Januar 2027", "Montag, 26. Januar"),
        ),
        (
            {},
            {"ende": MONTAG + 3 * STUNDE},
            ("neue Uhrzeit: Montag, 26. Januar, 17–20 Uhr", ""),
        ),
        (
            {},
            {"beginn": MONTAG + STUNDE},
            ("neue Uhrzeit: Montag, 26. Januar, 18–20 Uhr", "17–19 Uhr"),
        ),
        (
            {"ende_geschaetzt": True},
            {"beginn": MONTAG + STUNDE},
            ("neue Uhrzeit: Montag, 26. Januar, 18 Uhr", "17 Uhr"),
        ),
        (
            {"beginn": None},
            {"beginn": MONTAG},
            ("Termin steht fest: Montag, 26. Januar, 17 Uhr", ""),
        ),
        (
            {},
            {"beginn": None, "status": Status.VERSCHOBEN},
            ("verschoben, neuer Termin folgt", "Montag, 26. Januar, 17 Uhr"),
        ),
        ({"beginn": None}, {"status": Status.VERSCHOBEN}, ("verschoben, neuer Termin folgt", "")),
        ({}, {"status": Status.ABGESAGT}, ("abgesagt", "Montag, 26. Januar, 17 Uhr")),
        ({"beginn": None}, {"status": Status.ABGESAGT}, ("abgesagt", "")),
        (
            {"status": Status.ABGESAGT},
            {"status": Status.OEFFENTLICH},
            ("findet wieder statt, Montag, 26. Januar, 17 Uhr", ""),
        ),
        (
            {"beginn": None, "status": Status.ABGESAGT},
            {"status": Status.OEFFENTLICH},
            ("findet statt, Termin folgt", ""),
        ),
        ({}, {"form": Form.ONLINE}, ("jetzt online", "")),
        ({}, {"form": Form.HYBRID}, ("jetzt auch online", "")),
        ({"form": Form.HYBRID}, {"form": Form.VOR_ORT}, ("jetzt vor Ort", "")),
    ],
)
def test_each_change_says_first_what_holds_now(
    anfangs: dict[str, Any], dann: dict[str, Any], erwartet: tuple[str, str]
) -> None:
    aendern(welper(**anfangs), **dann)
    assert meldungen() == [[erwartet]]


def test_a_later_end_is_told_without_a_move_of_long_ago() -> None:
    konferenz = aendern(welper(), jetzt=ALT + TAG, beginn=DIENSTAG)
    aendern(konferenz, ende=DIENSTAG + 3 * STUNDE)
    assert meldungen() == [[("neue Uhrzeit: Dienstag, 10. Februar, 18.30–21.30 Uhr", "")]]

    aendern(konferenz, beginn=MONTAG)
    bisher = "Dienstag, 10. Februar, 18.30 Uhr"
    assert meldungen() == [[("verlegt auf Montag, 26. Januar, 17 Uhr", bisher)]]


@pytest.mark.parametrize(
    ("dann", "erwartet"),
    [
        (
            [MONTAG + 7 * TAG, MONTAG + 8 * TAG],
            (
                "verlegt auf Dienstag, 3. Februar",
                "Montag, 26. Januar, zuletzt Montag, 2. Februar",
            ),
        ),
        (
            [MONTAG + 7 * TAG, MONTAG + 7 * TAG + STUNDE],
            (
                "verlegt auf Montag, 2. Februar, 18 Uhr",
                "Montag, 26. Januar, 17 Uhr, zuletzt Montag, 2. Februar, 17 Uhr",
            ),
        ),
        (
            [MONTAG + STUNDE, MONTAG + 2 * STUNDE],
            ("neue Uhrzeit: Montag, 26. Januar, 19–21 Uhr", "17–19 Uhr, zuletzt 18–20 Uhr"),
        ),
        (
            [MONTAG + 7 * TAG, MONTAG],
            ("verlegt auf Montag, 26. Januar", "Montag, 2. Februar"),
        ),
        (
            [MONTAG + 7 * TAG, None],
            (
                "verschoben, neuer Termin folgt",
                "Montag, 26. Januar, 17 Uhr, zuletzt Montag, 2. Februar, 17 Uhr",
            ),
        ),
        (
            [MONTAG + 7 * TAG, None, MONTAG + 7 * TAG],
            ("verlegt auf Montag, 2. Februar", "Montag, 26. Januar"),
        ),
        (
            [MONTAG + tage * TAG for tage in (1, 2, 3, 4, 7)],
            (
                "verlegt auf Montag, 2. Februar",
                (
                    "Montag, 26. Januar, dann Mittwoch, 28. Januar, dann Donnerstag, 29. Januar, "
                    "zuletzt Freitag, 30. Januar"
                ),
            ),
        ),
    ],
)
def test_who_noted_any_date_of_these_days_is_told(
    dann: list[datetime | None], erwartet: tuple[str, str]
) -> None:
    konferenz = welper()
    for nummer, beginn in enumerate(dann):
        status = Status.OEFFENTLICH if beginn else Status.VERSCHOBEN
        aendern(konferenz, jetzt=GESTERN + nummer * STUNDE, beginn=beginn, status=status)
    assert meldungen() == [[erwartet]]


@pytest.mark.parametrize(
    ("seit", "bisher"),
    [
        (f.berlin(2025, 12, 31), "Montag, 26. Januar, zuletzt Montag, 2. Februar"),
        (f.berlin(2025, 12, 31) - timedelta(seconds=1), "Montag, 2. Februar"),
    ],
)
def test_a_date_that_was_gone_before_is_not_told(seit: datetime, bisher: str) -> None:
    konferenz = aendern(welper(), jetzt=seit, beginn=MONTAG + 7 * TAG)
    aendern(konferenz, jetzt=f.JETZT, beginn=MONTAG + 8 * TAG)
    assert meldungen() == [[("verlegt auf Dienstag, 3. Februar", bisher)]]


def test_what_is_on_again_as_before_is_told_without_a_date_of_long_ago() -> None:
    verlegt = aendern(welper(), jetzt=f.JETZT - 30 * TAG, beginn=MONTAG + 7 * TAG)
    aendern(verlegt, jetzt=f.JETZT - 5 * TAG, status=Status.ABGESAGT)
    aendern(verlegt, status=Status.OEFFENTLICH)
    assert meldungen() == [[("findet wieder statt, Montag, 2. Februar, 17 Uhr", "")]]


def test_the_nearest_of_all_old_dates_decides_the_order() -> None:
    zweimal = aendern(welper(beginn=MONTAG - 7 * TAG), jetzt=GESTERN, beginn=MONTAG + 30 * TAG)
    aendern(zweimal, beginn=MONTAG + 40 * TAG)
    einmal = aendern(f.konferenz(beginn=MONTAG, jetzt=ALT), beginn=MONTAG + TAG)

    alle = neuigkeiten(*lesen(neue_aenderungen(f.JETZT)), f.JETZT)

    assert [neuigkeit.konferenz for neuigkeit in alle] == [zweimal, einmal]


def test_the_venue() -> None:
    konferenz = welper()
    alt, neu = f.ort(), f.ort(**FORSTMANN)
    worte = []
    for ort in (alt, neu, None):
        aendern(konferenz, ort=ort)
        worte += meldungen()
    assert worte == [
        [("Ort steht fest: Meditationszentrum, Sankt-Joseph-Straße 2", "")],
        [("anderer Ort: Forstmann, Marktplatz 15", "")],
        [("neuer Ort folgt", "")],
    ]


def test_a_corrected_venue() -> None:
    haus = f.ort()
    welper(ort=haus)
    haus.hausnummer = "4"
    berichtigen(haus, jetzt=GESTERN)
    assert meldungen() == [[("Ort berichtigt: Meditationszentrum, Sankt-Joseph-Straße 4", "")]]


def test_date_and_venue_changed_on_two_days_are_both_told_as_they_are_now() -> None:
    konferenz = welper(ort=f.ort())
    aendern(konferenz, jetzt=f.JETZT - 3 * TAG, beginn=DIENSTAG)
    aendern(konferenz, jetzt=f.JETZT - 2 * TAG, ort=f.ort(**FORSTMANN))
    aendern(konferenz, beschreibung="Neuer Text", titel="Treffen")
    assert meldungen() == [
        [
            ("verlegt auf Dienstag, 10. Februar, 18.30 Uhr", "Montag, 26. Januar, 17 Uhr"),
            ("anderer Ort: Forstmann, Marktplatz 15", ""),
        ]
    ]


def test_what_holds_no_more_is_not_told() -> None:
    konferenz = welper(ort=f.ort())
    aendern(konferenz, jetzt=f.JETZT - 3 * TAG, beginn=DIENSTAG, ort=f.ort(**FORSTMANN))
    aendern(konferenz, status=Status.ABGESAGT)
    bisher = "Montag, 26. Januar, 17 Uhr, zuletzt Dienstag, 10. Februar, 18.30 Uhr"
    assert meldungen() == [[("abgesagt", bisher)]]

    aendern(konferenz, status=Status.ZURUECKGEZOGEN)

    assert meldungen() == []


@pytest.mark.parametrize(
    ("seit", "anzahl"),
    [(f.berlin(2025, 12, 31), 1), (f.berlin(2025, 12, 31) - timedelta(seconds=1), 0)],
)
def test_fourteen_whole_days(seit: datetime, anzahl: int) -> None:
    """`JETZT` is 14 January; what changed on 31 December stands until the end of the day."""
    aendern(welper(), jetzt=seit, status=Status.ABGESAGT)
    assert len(meldungen(f.berlin(2026, 1, 14, 23, 59))) == anzahl


def test_only_what_people_have_to_know_about_what_is_to_come() -> None:
    def eine(titel: str, **felder: Any) -> Konferenz:
        return f.konferenz(art=Art.SPRECHSTUNDE, titel=titel, jetzt=ALT, **felder)

    aendern(eine("Vorbei", beginn=f.JETZT - 2 * STUNDE), status=Status.ABGESAGT)
    aendern(eine("Verkürzt", beginn=f.JETZT - 2 * STUNDE), ende=f.JETZT - STUNDE)
    aendern(eine("Umbenannt", beginn=MONTAG), titel="Neu")
    abgesagt = aendern(eine("Alt", beginn=MONTAG), jetzt=ALT + TAG, status=Status.ABGESAGT)
    aendern(abgesagt, titel="Längst abgesagt")
    eine("Unverändert", beginn=MONTAG)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Neu bekanntgegeben", beginn=MONTAG, jetzt=GESTERN)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Entwurf", beginn=MONTAG, status=Status.ENTWURF)
    f.konferenz(
        art=Art.SPRECHSTUNDE,
        titel="Geplant",
        beginn=MONTAG,
        status=Status.ABGESAGT,
        veroeffentlichen_ab=f.JETZT + TAG,
    )
    assert meldungen() == []


def test_the_nearest_day_first_be_it_the_old_one_or_the_new() -> None:
    def verlegt(titel: str, von: int | None, auf: int | None) -> None:
        tage = [None if tag is None else MONTAG + tag * TAG for tag in (von, auf)]
        konferenz = f.konferenz(art=Art.SPRECHSTUNDE, titel=titel, beginn=tage[0], jetzt=ALT)
        status = Status.OEFFENTLICH if tage[1] else Status.VERSCHOBEN
        aendern(konferenz, beginn=tage[1], status=status)

    verlegt("in drei Tagen", 30, 3)
    verlegt("der alte in zwei", 2, 40)
    verlegt("verschoben", 4, None)
    verlegt("der alte ist vorbei", -20, None)
    verlegt("in einem", None, 1)

    alle = neuigkeiten(*lesen(neue_aenderungen(f.JETZT)), f.JETZT)
    assert [neuigkeit.konferenz.titel for neuigkeit in alle] == [
        *("in einem", "der alte in zwei", "in drei Tagen", "verschoben", "der alte ist vorbei"),
    ]


# --- On the pages --------------------------------------------------------------------------------


def test_examples_stand_behind_what_is_real() -> None:
    beispiel = f.konferenz(beginn=MONTAG, jetzt=ALT, runde=f.runde("Beispielrunde", beispiel=True))
    echte = welper(beginn=DIENSTAG)
    for konferenz in (beispiel, echte):
        aendern(konferenz, status=Status.ABGESAGT)

    alle = neuigkeiten(*lesen(neue_aenderungen(f.JETZT)), f.JETZT)

    assert [neuigkeit.konferenz for neuigkeit in alle] == [echte, beispiel]


def test_each_page_tells_of_its_own(client: Client) -> None:
    hier, dort = f.stadtteil("Welper"), f.stadtteil("Blankenstein")
    herbst = f.runde("Herbst 2026", ende=MONTAG + 300 * TAG, beispiel=True)
    for felder in (
        {"stadtteil": hier},
        {"stadtteil": dort, "runde": herbst},
        {"art": Art.THEMENKONFERENZ, "titel": "Für alle"},
    ):
        konferenz = f.konferenz(beginn=MONTAG, jetzt=ALT, **felder)
        aendern(konferenz, status=Status.ABGESAGT)
    rest = "abgesagt, bisher Montag, 26. Januar, 17 Uhr (gilt nicht mehr)"

    assert {
        adresse: hole(client, adresse).texte("section", "neuigkeiten")
        for adresse in (
            "/",
            "/stadtteile/welper/",
            "/stadtteile/blankenstein/",
            "/termine/runden/herbst-2026/",
            "/termine/",
            "/termine/welper-fruehjahr-2026/",
        )
    } == {
        "/": [f"Welper: {rest} Für alle: {rest} Blankenstein: Beispiel {rest}"],
        "/stadtteile/welper/": [f"Welper: {rest} Für alle: {rest}"],
        "/stadtteile/blankenstein/": [f"Für alle: {rest} Blankenstein: Beispiel {rest}"],
        "/termine/runden/herbst-2026/": [f"Blankenstein: Beispiel {rest}"],
        "/termine/": [],
        "/termine/welper-fruehjahr-2026/": [],
    }


def test_a_phone_leaves_out_the_old_date_only_where_a_new_one_stands(client: Client) -> None:
    aendern(welper(), beginn=DIENSTAG)
    abgesagt = f.konferenz(stadtteil=f.stadtteil("Mitte"), beginn=MONTAG + 60 * TAG, jetzt=ALT)
    aendern(abgesagt, status=Status.ABGESAGT)
    seite = hole(client, "/")
    assert seite.texte("span", "neuigkeiten__bisher") == [
        ", bisher Montag, 26. Januar, 17 Uhr (gilt nicht mehr)"
    ]
    [banner] = seite.texte("section", "neuigkeiten")
    assert "abgesagt, bisher Freitag, 27. März, 17 Uhr" in banner


def test_no_banner_without_a_change(client: Client) -> None:
    welper()
    assert hole(client, "/").alle("section", "neuigkeiten") == []


def test_more_than_three_are_told_on_request(client: Client) -> None:
    for nummer in range(6):
        konferenz = f.konferenz(beginn=MONTAG + nummer * TAG, jetzt=ALT)
        aendern(konferenz, status=Status.ABGESAGT)
    seite = hole(client, "/")
    [banner] = seite.texte("section", "neuigkeiten")
    [uebrige] = [e.text for e in seite.alle("details") if "Änderungen" in e.text]
    assert (banner.count("abgesagt"), uebrige.count("abgesagt")) == (6, 3)
    assert uebrige.startswith("3 weitere Änderungen ")


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_banner_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        konferenz = f.konferenz(beginn=MONTAG, ort=f.ort(f"Haus {nummer}"), jetzt=ALT)
        aendern(konferenz, beginn=DIENSTAG, ort=f.ort(f"Saal {nummer}"))
        aendern(konferenz, form=Form.HYBRID)
    with django_assert_num_queries(1):
        alle = neuigkeiten(*lesen(neue_aenderungen(f.JETZT)), f.JETZT)
        assert len(alle) == anzahl
        assert alle[0].meldungen[0] == Meldung(
            "verlegt auf Dienstag, 10. Februar, 18.30 Uhr", "Montag, 26. Januar, 17 Uhr"
        )
        assert [str(neuigkeit.konferenz) for neuigkeit in alle]
