"""A venue that resembles a known one: the clerk chooses in place."""

from typing import Any

import pytest
from django.test import Client

from konferenzen.models import Konferenz, Veranstaltungsort
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import (
    ZENTRUM,
    einfuegen,
    eingaben,
    liste,
    senden,
    speichern,
    stadtteile,
    zeilenfehler,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
WELPER = "Welper | Mo., 1.2.2027, 17–19 Uhr | {}"
AEHNLICH = "Meditationszentrm, Andere Straße 9, 45527 Hattingen"


@pytest.fixture(autouse=True)
def zentrum(db: None) -> Veranstaltungsort:
    stadtteile()
    return f.ort()


def wahl(antwort: Any) -> list[str]:
    return [wert for wert, _ in antwort.context["zeilen"][0].formular["ortswahl"].field.choices]


def test_a_similar_venue_is_a_question_with_all_ways_out(
    sb: Client, zentrum: Veranstaltungsort
) -> None:
    antwort = einfuegen(sb, liste(WELPER.format(AEHNLICH)))
    assert zeilenfehler(antwort) == {
        "ort": [f"„{AEHNLICH}“ ähnelt einem bekannten Ort. Welcher Ort ist gemeint?"]
    }
    assert wahl(antwort) == ["", ZENTRUM, "+", "-"]


@pytest.mark.parametrize("gewaehlt", ["bekannt", "neu", "offen"])
def test_the_answer_holds(sb: Client, zentrum: Veranstaltungsort, gewaehlt: str) -> None:
    wert = {"bekannt": ZENTRUM, "neu": "+", "offen": "-"}[gewaehlt]
    antwort = senden(sb, einfuegen(sb, liste(WELPER.format(AEHNLICH))), z0__ortswahl=wert)
    assert zeilenfehler(antwort) == {}
    if gewaehlt != "offen":
        assert eingaben(antwort)["z0-ortswahl"] == wert
    assert Veranstaltungsort.objects.count() == 1
    speichern(sb, antwort)
    ort = Konferenz.objects.get().ort
    assert {
        "bekannt": ort == zentrum,
        "neu": ort is not None and ort.name == "Meditationszentrm",
        "offen": ort is None,
    }[gewaehlt]
    assert Veranstaltungsort.objects.count() == 1 + (gewaehlt == "neu")


def test_several_rooms_are_offered_by_their_names(sb: Client, zentrum: Veranstaltungsort) -> None:
    saal, keller = (f.ort("Haus", raum=raum) for raum in ("Saal", "Keller"))
    text = liste(WELPER.format("Haus, Sankt-Joseph-Straße 2"))
    antwort = einfuegen(sb, text)
    assert wahl(antwort) == ["", saal.anschrift, keller.anschrift, "+", "-"]
    speichern(sb, senden(sb, antwort, z0__ortswahl=keller.anschrift))
    assert Konferenz.objects.get().ort == keller


@pytest.mark.parametrize("wert", ["0", "x", "99999999999999999999", "\x00"])
def test_a_made_up_answer_asks_again(sb: Client, wert: str) -> None:
    antwort = senden(sb, einfuegen(sb, liste(WELPER.format(AEHNLICH))), z0__ortswahl=wert)
    assert list(zeilenfehler(antwort)) == ["ort"]


def test_two_rows_may_mean_the_same_new_venue(sb: Client) -> None:
    text = liste(
        WELPER.format("Bürgertreff, Am Hang 7"),
        "Holthausen | Di., 2.2.2027, 17–19 Uhr | Bürgertref, Anderer Weg 1",
    )
    antwort = einfuegen(sb, text)
    assert list(zeilenfehler(antwort, 1)) == ["ort"]
    speichern(sb, senden(sb, antwort, z1__ortswahl="Bürgertreff, Am Hang 7"))
    assert [k.ort and k.ort.name for k in Konferenz.objects.all()] == ["Bürgertreff"] * 2


def test_an_answer_to_a_question_that_is_gone_is_passed_over(
    sb: Client, zentrum: Veranstaltungsort
) -> None:
    antwort = einfuegen(sb, liste(WELPER.format(AEHNLICH)))
    antwort = senden(sb, antwort, z0__ortswahl=ZENTRUM, z0__ort="Ganz woanders, Weg 1")
    assert zeilenfehler(antwort) == {}
    speichern(sb, antwort)
    ort = Konferenz.objects.get().ort
    assert ort is not None
    assert ort.name == "Ganz woanders"


def test_an_answer_stays_while_something_else_is_wrong_with_the_row(
    sb: Client, zentrum: Veranstaltungsort
) -> None:
    antwort = einfuegen(sb, liste(WELPER.format(AEHNLICH)))
    antwort = senden(sb, antwort, z0__ortswahl=ZENTRUM, z0__tag="Di., 1.2.2027")
    assert list(zeilenfehler(antwort)) == ["tag"]
    antwort = senden(sb, antwort, z0__tag="Mo., 1.2.2027", z0__nehmen="on")
    assert zeilenfehler(antwort) == {}
    speichern(sb, antwort)
    assert Konferenz.objects.get().ort == zentrum


def test_an_answer_stays_while_the_room_is_taken(sb: Client, zentrum: Veranstaltungsort) -> None:
    f.konferenz(beginn=f.berlin(2027, 2, 1, 17), ort=zentrum)
    antwort = einfuegen(sb, liste(WELPER.format(AEHNLICH)))
    antwort = senden(sb, antwort, z0__ortswahl=ZENTRUM)
    assert list(zeilenfehler(antwort)) == ["__all__"]
    assert eingaben(antwort)["z0-ortswahl"] == ZENTRUM
