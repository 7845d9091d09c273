"""German words for dates and times, and what is said about them at which moment."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from konferenzen.bisheriges import BisherigerTermin
from konferenzen.models import Runde, Status
from konferenzen.zeitangaben import Lage, datum, uhrzeit, zeitangabe
from tests.fabriken import berlin
from tests.konferenzen.ungespeichert import konferenz

MONTAG = berlin(2026, 1, 26, 17)
STUNDE = timedelta(hours=1)


@pytest.mark.parametrize(
    ("zeit", "worte"),
    [
        (berlin(2026, 1, 26, 17), "Montag, 26. Januar 2026"),
        (berlin(2026, 3, 1), "Sonntag, 1. März 2026"),
        (berlin(2027, 12, 31, 23, 59), "Freitag, 31. Dezember 2027"),
        # In Hattingen it is already the next day, in winter and in summer.
        (datetime(2026, 1, 26, 23, 30, tzinfo=UTC), "Dienstag, 27. Januar 2026"),
        (datetime(2026, 7, 26, 22, 30, tzinfo=UTC), "Montag, 27. Juli 2026"),
    ],
)
def test_a_day_in_words(zeit: datetime, worte: str) -> None:
    assert datum(zeit) == worte


@pytest.mark.parametrize(
    ("beginn", "ende", "geschaetzt", "worte"),
    [
        (berlin(2026, 1, 26, 17), berlin(2026, 1, 26, 19), False, "17–19 Uhr"),
        (berlin(2026, 1, 26, 17, 30), berlin(2026, 1, 26, 19, 30), False, "17.30–19.30 Uhr"),
        (berlin(2026, 1, 26, 17), berlin(2026, 1, 26, 19, 5), False, "17–19.05 Uhr"),
        (berlin(2019, 9, 23, 17, 30), berlin(2019, 9, 23, 19, 30), True, "17.30 Uhr"),
        (berlin(2026, 1, 26, 17), berlin(2026, 1, 26, 19), True, "17 Uhr"),
        (berlin(2026, 1, 26, 0), berlin(2026, 1, 26, 9), False, "0–9 Uhr"),
        (
            berlin(2026, 1, 26, 17),
            berlin(2026, 1, 27, 12),
            False,
            "17 Uhr bis Dienstag, 27. Januar 2026, 12 Uhr",
        ),
        (
            datetime(2026, 7, 1, 15, tzinfo=UTC),
            datetime(2026, 7, 1, 17, tzinfo=UTC),
            False,
            "17–19 Uhr",
        ),
    ],
)
def test_a_time_in_words(beginn: datetime, ende: datetime, geschaetzt: bool, worte: str) -> None:
    assert uhrzeit(beginn, ende, ende_geschaetzt=geschaetzt) == worte


@pytest.mark.parametrize(
    ("jetzt", "lage", "hinweis"),
    [
        (berlin(2026, 1, 25, 23, 59), Lage.KOMMT, ""),
        (berlin(2026, 1, 26, 0), Lage.HEUTE, "Heute"),
        (MONTAG - timedelta(seconds=1), Lage.HEUTE, "Heute"),
        (MONTAG, Lage.LAEUFT, "Läuft gerade"),
        (MONTAG + 2 * STUNDE - timedelta(seconds=1), Lage.LAEUFT, "Läuft gerade"),
        (MONTAG + 2 * STUNDE, Lage.VORBEI, "Vorbei"),
    ],
)
def test_today_running_and_over(jetzt: datetime, lage: Lage, hinweis: str) -> None:
    angabe = zeitangabe(konferenz(beginn=MONTAG), jetzt)
    assert (angabe.lage, angabe.hinweis) == (lage, hinweis)
    assert angabe.eintragbar == (lage != Lage.VORBEI)


def test_on_the_day_itself_a_moved_one_says_why_an_old_date_follows() -> None:
    verlegt = konferenz(beginn=MONTAG, bisheriger_beginn=MONTAG - timedelta(days=7))
    angabe = zeitangabe(verlegt, MONTAG - STUNDE)
    assert (angabe.lage, angabe.hinweis, angabe.bisher) == (
        Lage.HEUTE,
        "Heute, verlegt",
        "Montag, 19. Januar 2026, 17 Uhr",
    )


def bisher(*termine: tuple[datetime, datetime | None]) -> dict[str, Any]:
    """Give the fields of a conference that was announced for these dates, one after the other."""
    return {
        "bisheriger_beginn": termine[-1][0],
        "bisherige_termine": [
            BisherigerTermin(beginn, ende, berlin(2026, 1, 13)).als_werte()
            for beginn, ende in termine
        ],
    }


@pytest.mark.parametrize(
    ("termine", "hinweis", "worte"),
    [
        (
            [(MONTAG - STUNDE, MONTAG + STUNDE)],
            "Uhrzeit geändert",
            "16–18 Uhr",
        ),
        (
            [(MONTAG - STUNDE, None), (MONTAG + STUNDE, MONTAG + 2 * STUNDE)],
            "Uhrzeit geändert",
            "16 Uhr, zuletzt 18–19 Uhr",
        ),
        (
            [(MONTAG - 24 * STUNDE, MONTAG - 22 * STUNDE), (MONTAG - STUNDE, MONTAG)],
            "Verlegt",
            "Sonntag, 25. Januar 2026, 17–19 Uhr, zuletzt Montag, 26. Januar 2026, 16–17 Uhr",
        ),
    ],
)
def test_all_dates_that_were_announced_are_named(
    termine: list[tuple[datetime, datetime | None]], hinweis: str, worte: str
) -> None:
    verlegt = konferenz(beginn=MONTAG, **bisher(*termine))
    vorher, am_tag = zeitangabe(verlegt, berlin(2026, 1, 14)), zeitangabe(verlegt, MONTAG - STUNDE)
    am_tag_hinweis = "Heute, verlegt" if hinweis == "Verlegt" else f"Heute, {hinweis}"
    assert (vorher.hinweis, vorher.bisher) == (hinweis, worte)
    assert (am_tag.hinweis, am_tag.bisher) == (am_tag_hinweis, worte)


def test_an_assumed_end_is_never_said_to_be_known() -> None:
    angabe = zeitangabe(konferenz(beginn=MONTAG, ende_geschaetzt=True), MONTAG + STUNDE)
    assert (angabe.hinweis, angabe.ganz) == ("Hat begonnen", "Montag, 26. Januar 2026, 17 Uhr")


def test_the_parts_of_a_sign() -> None:
    angabe = zeitangabe(konferenz(beginn=berlin(2026, 9, 3, 17)), MONTAG)
    teile = (angabe.wochentag, angabe.tag, angabe.monat, angabe.monat_kurz, angabe.jahr)
    assert teile == ("Donnerstag", "3", "September", "Sept.", "2026")


@pytest.mark.parametrize(
    ("felder", "lage", "hinweis", "bisher", "eintragbar"),
    [
        ({}, Lage.OFFEN, "Termin wird noch bekanntgegeben", "", False),
        (
            {"bisheriger_beginn": MONTAG},
            Lage.VERSCHOBEN,
            "Verschoben",
            "Montag, 26. Januar 2026, 17 Uhr",
            False,
        ),
        (
            {"status": Status.VERSCHOBEN, "bisheriger_beginn": MONTAG},
            Lage.VERSCHOBEN,
            "Verschoben",
            "Montag, 26. Januar 2026, 17 Uhr",
            False,
        ),
        (
            {"status": Status.ABGESAGT, "beginn": MONTAG, "letzter_beginn": MONTAG},
            Lage.ABGESAGT,
            "Abgesagt",
            "",
            False,
        ),
        ({"beginn": MONTAG, "letzter_beginn": MONTAG}, Lage.KOMMT, "", "", True),
        (
            {"beginn": MONTAG, "bisheriger_beginn": MONTAG - timedelta(days=7, minutes=30)},
            Lage.VERLEGT,
            "Verlegt",
            "Montag, 19. Januar 2026, 16.30 Uhr",
            True,
        ),
    ],
)
def test_what_is_said_about_the_state(
    felder: dict[str, Any], lage: Lage, hinweis: str, bisher: str, eintragbar: bool
) -> None:
    angabe = zeitangabe(konferenz(**felder), berlin(2026, 1, 14))
    assert (angabe.lage, angabe.hinweis, angabe.bisher, angabe.eintragbar) == (
        lage,
        hinweis,
        bisher,
        eintragbar,
    )


@pytest.mark.parametrize(
    ("felder", "ganz", "schild"),
    [
        ({}, "Termin wird noch bekanntgegeben", ("Termin", "folgt")),
        (
            {"status": Status.VERSCHOBEN},
            "Verschoben, neuer Termin folgt",
            ("Termin", "folgt"),
        ),
        ({"status": Status.ABGESAGT}, "Abgesagt", ("Fällt", "aus")),
        (
            {"runde": Runde(name="Herbst 2025", ende=date(2026, 1, 13))},
            "Kein Termin bekannt",
            ("Ohne", "Termin"),
        ),
        (
            {"status": Status.VERSCHOBEN, "runde": Runde(ende=date(2026, 1, 13))},
            "Kein Termin bekannt",
            ("Ohne", "Termin"),
        ),
        (
            {"runde": Runde(name="Frühjahr 2026", ende=date(2026, 1, 14))},
            "Termin wird noch bekanntgegeben",
            ("Termin", "folgt"),
        ),
    ],
)
def test_what_is_said_where_there_is_no_date(
    felder: dict[str, Any], ganz: str, schild: tuple[str, str]
) -> None:
    angabe = zeitangabe(konferenz(**felder), berlin(2026, 1, 14))
    assert (angabe.ganz, angabe.schild) == (ganz, schild)
