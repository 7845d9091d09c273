"""What the picture of a conference says at each point of its life; nothing of one day only."""

from typing import Any

import pytest

from konferenzen.bisheriges import BisherigerTermin
from konferenzen.models import Art, Form, Runde, Status, Veranstaltungsort
from konferenzen.vorschaubild.inhalt import Inhalt, inhalt
from quartiere.models import Figur, Stadtteil, Ton
from tests import fabriken as f
from tests.konferenzen.ungespeichert import konferenz

WELPER = Stadtteil(name="Welper", figur="andreaskreuz", ton="violett")
RUNDE = Runde(name="Frühjahr 2026", ende=f.berlin(2026, 7, 31).date())
HAUS = Veranstaltungsort(
    name="Haus", raum="Saal", strasse="Straße", hausnummer="2", plz="45527", stadt="Hattingen"
)
WINTER = f.berlin(2026, 1, 26, 17)
KOMMT: dict[str, Any] = {"stadtteil": WELPER, "runde": RUNDE, "ort": HAUS, "beginn": WINTER}
BISHER = "bisher Montag, 19. Januar 2026, 17 Uhr"
VORHER = f.berlin(2026, 1, 19, 17)


def gezeigt(**felder: Any) -> Inhalt:
    return inhalt(konferenz(**KOMMT | felder), f.JETZT)


def test_everything_of_a_conference_to_come() -> None:
    assert gezeigt() == Inhalt(
        titel="Stadtteilkonferenz Welper",
        gebiet="Welper, Frühjahr 2026",
        figur=Figur.ANDREASKREUZ,
        ton=Ton.VIOLETT,
        absender="Quartiersportal Hattingen",
        wochentag="Montag",
        tag="26",
        monat="Januar 2026",
        uhrzeit="17–19 Uhr",
        ort="Haus",
        anschrift="Saal, Straße 2, 45527 Hattingen",
    )


@pytest.mark.parametrize(
    ("felder", "zustand", "zusatz", "ohne_termin"),
    [
        ({}, "", "", ""),
        ({"beginn": f.berlin(2026, 1, 14, 17)}, "", "", ""),
        ({"beginn": f.berlin(2026, 1, 14, 9)}, "", "", ""),
        ({"beginn": f.berlin(2026, 1, 12, 17)}, "", "", ""),
        ({"bisheriger_beginn": VORHER}, "Verlegt", BISHER, ""),
        (
            {"beginn": f.berlin(2026, 1, 14, 17), "bisheriger_beginn": VORHER},
            "Verlegt",
            BISHER,
            "",
        ),
        ({"bisheriger_beginn": f.berlin(2026, 1, 26, 16)}, "Uhrzeit geändert", "bisher 16 Uhr", ""),
        (
            {
                "bisheriger_beginn": VORHER,
                "bisherige_termine": [
                    BisherigerTermin(beginn, None, f.JETZT).als_werte()
                    for beginn in (f.berlin(2026, 1, 20, 17), VORHER)
                ],
            },
            "Verlegt",
            BISHER,
            "",
        ),
        ({"bisheriger_ort": "Rathaus"}, "Neuer Ort", "bisher Rathaus", ""),
        ({"beginn": f.berlin(2026, 1, 12, 17), "bisheriger_ort": "Rathaus"}, "", "", ""),
        ({"status": Status.ABGESAGT}, "Abgesagt", "", ""),
        ({"status": Status.ABGESAGT, "beginn": None}, "Abgesagt", "", "Fällt aus"),
        (
            {"status": Status.VERSCHOBEN, "beginn": None, "bisheriger_beginn": VORHER},
            "Verschoben, neuer Termin folgt",
            BISHER,
            "Termin folgt",
        ),
        ({"beginn": None}, "Termin wird noch bekanntgegeben", "", "Termin folgt"),
        (
            {"beginn": None, "datum_hinweis": "im Juni"},
            "Termin wird noch bekanntgegeben",
            "im Juni",
            "Termin folgt",
        ),
    ],
)
def test_its_state(felder: dict[str, Any], zustand: str, zusatz: str, ohne_termin: str) -> None:
    angaben = gezeigt(**felder)
    assert (angaben.zustand, angaben.zusatz, angaben.ohne_termin) == (zustand, zusatz, ohne_termin)
    assert bool(angaben.tag) is (not ohne_termin)
    assert angaben.abgesagt is (zustand == "Abgesagt")
    assert angaben.geaendert is (zustand not in {"", "Termin wird noch bekanntgegeben"})


@pytest.mark.parametrize(
    ("felder", "ort", "anschrift"),
    [
        ({"form": Form.ONLINE, "ort": None}, "Online", ""),
        ({"form": Form.HYBRID}, "Haus und online", "Saal, Straße 2, 45527 Hattingen"),
        ({"ort": None}, "Der Ort wird noch bekanntgegeben", ""),
        ({"ort": None, "status": Status.ABGESAGT}, "", ""),
    ],
)
def test_where_people_meet(felder: dict[str, Any], ort: str, anschrift: str) -> None:
    angaben = gezeigt(**felder)
    assert (angaben.ort, angaben.anschrift) == (ort, anschrift)


def test_a_date_that_never_was_is_no_change() -> None:
    frueher = Runde(name="Herbst 2025", ende=f.berlin(2025, 12, 31).date())
    angaben = gezeigt(beginn=None, runde=frueher)
    assert (angaben.zustand, angaben.geaendert) == ("Kein Termin bekannt", False)


def test_one_for_the_whole_city_has_the_empty_frame() -> None:
    angaben = gezeigt(art=Art.THEMENKONFERENZ, titel="Armut", stadtteil=None, runde=None)
    assert (angaben.titel, angaben.gebiet) == ("Armut", "ganze Stadt")
    assert (angaben.figur, angaben.ton) == (Figur.LEER, Ton.GRAU)


def test_an_example_says_so() -> None:
    angaben = gezeigt(runde=Runde(name="Herbst", ende=RUNDE.ende, beispiel=True))
    assert angaben.beispiel
    assert angaben.in_worten == (
        "Beispiel, Stadtteilkonferenz Welper, Montag, 26. Januar 2026, 17–19 Uhr, Haus, "
        "Saal, Straße 2, 45527 Hattingen"
    )


def test_in_words_for_those_who_do_not_see_it() -> None:
    assert gezeigt(status=Status.ABGESAGT, ort=None).in_worten == (
        "Stadtteilkonferenz Welper, Abgesagt, Montag, 26. Januar 2026, 17–19 Uhr"
    )
