"""A conference's history in plain words, from entries that the portal made itself."""

from datetime import timedelta
from typing import Any

import pytest

from konferenzen.berichtigung import berichtigen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderung, Aenderungsart, Art, Form, Konferenz, Status
from konferenzen.verlauf import Schritt, Teil, schritt, verlauf
from tests import fabriken as f

pytestmark = pytest.mark.django_db
DIENSTAG = f.berlin(2026, 2, 10, 17)
MITTWOCH = f.berlin(2026, 2, 11, 17)
STUNDE = timedelta(hours=1)
DRITTER_FEBRUAR = f.berlin(2026, 2, 3, 10)
FORSTMANN = {"name": "Forstmann", "strasse": "Marktplatz", "hausnummer": "15"}
ALT = "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
NEU = "Forstmann, Marktplatz 15, 45527 Hattingen"


def welper(**felder: Any) -> Konferenz:
    return f.konferenz(stadtteil=f.stadtteil("Welper"), **felder)


def aendern(konferenz: Konferenz, *, grund: str = "", **felder: Any) -> Aenderung:
    """Change `konferenz` on 3 February and give the entry of it."""
    for feld, wert in felder.items():
        setattr(konferenz, feld, wert)
    if "beginn" in felder and "ende" not in felder:
        konferenz.ende = konferenz.beginn and konferenz.beginn + 2 * STUNDE
    fortschreiben(konferenz, grund=grund, jetzt=DRITTER_FEBRUAR)
    return konferenz.aenderungen.get(sequenz=konferenz.sequenz)


def saetze(aenderung: Aenderung) -> list[str]:
    return schritt(aenderung, jahr=2026).saetze


def test_moved_in_the_words_that_people_use() -> None:
    verlegt = schritt(aendern(welper(beginn=DIENSTAG), beginn=MITTWOCH), jahr=2026)

    vorher = "Dienstag, 10. Februar, 17–19 Uhr"
    dann = "neu Mittwoch, 11. Februar, 17–19 Uhr"
    assert verlegt == Schritt(
        zeitpunkt=DRITTER_FEBRUAR,
        tag="3. Februar",
        teile=[Teil("Verlegt", vorher, dann)],
        grund="",
    )
    assert verlegt.saetze == [f"Verlegt am 3. Februar: vorher {vorher}, {dann}"]


def test_the_year_stands_where_nothing_else_names_it() -> None:
    naechstes = f.berlin(2027, 1, 12, 17)
    verlegt = aendern(welper(beginn=DIENSTAG), beginn=naechstes)
    assert [schritt(verlegt, jahr=jahr).saetze for jahr in (2026, 2027, None)] == [
        [
            (
                "Verlegt am 3. Februar: vorher Dienstag, 10. Februar, 17–19 Uhr, "
                "neu Dienstag, 12. Januar 2027, 17–19 Uhr"
            )
        ],
        [
            (
                "Verlegt am 3. Februar 2026: vorher Dienstag, 10. Februar 2026, 17–19 Uhr, "
                "neu Dienstag, 12. Januar, 17–19 Uhr"
            )
        ],
        [
            (
                "Verlegt am 3. Februar 2026: vorher Dienstag, 10. Februar 2026, 17–19 Uhr, "
                "neu Dienstag, 12. Januar 2027, 17–19 Uhr"
            )
        ],
    ]


@pytest.mark.parametrize(
    ("anfangs", "dann", "worte"),
    [
        (
            {"beginn": DIENSTAG},
            {"beginn": DIENSTAG + STUNDE},
            "Uhrzeit geändert am 3. Februar: vorher 17–19 Uhr, neu 18–20 Uhr",
        ),
        (
            {"beginn": DIENSTAG},
            {"ende": DIENSTAG + 3 * STUNDE},
            "Uhrzeit geändert am 3. Februar: vorher 17–19 Uhr, neu 17–20 Uhr",
        ),
        (
            {"beginn": DIENSTAG, "ende_geschaetzt": True},
            {"ende": DIENSTAG + 3 * STUNDE},
            "Uhrzeit geändert am 3. Februar",
        ),
        (
            {},
            {"beginn": DIENSTAG},
            "Termin festgelegt am 3. Februar: Dienstag, 10. Februar, 17–19 Uhr",
        ),
        (
            {"beginn": DIENSTAG},
            {"beginn": None, "status": Status.VERSCHOBEN, "datum_hinweis": "im März"},
            (
                "Verschoben am 3. Februar: vorher Dienstag, 10. Februar, 17–19 Uhr, "
                "neuer Termin folgt (im März)"
            ),
        ),
        (
            {"beginn": DIENSTAG},
            {"status": Status.ABGESAGT},
            "Abgesagt am 3. Februar: vorher Dienstag, 10. Februar, 17–19 Uhr",
        ),
        ({}, {"status": Status.ABGESAGT}, "Abgesagt am 3. Februar"),
        (
            {"beginn": DIENSTAG, "status": Status.ABGESAGT},
            {"status": Status.OEFFENTLICH},
            "Wieder angesetzt am 3. Februar: Dienstag, 10. Februar, 17–19 Uhr",
        ),
        ({"beginn": DIENSTAG}, {"status": Status.ZURUECKGEZOGEN}, "Zurückgezogen am 3. Februar"),
        (
            {},
            {"status": Status.ZURUECKGEZOGEN, "online_link": "https://example.org/a"},
            "Zurückgezogen am 3. Februar",
        ),
        (
            {"form": Form.HYBRID},
            {"form": Form.ONLINE},
            "Teilnahme geändert am 3. Februar: vorher vor Ort und online, neu online",
        ),
        (
            {},
            {"titel": "Großes Treffen"},
            "Name geändert am 3. Februar: vorher Stadtteilkonferenz Welper, neu Großes Treffen",
        ),
        (
            {"titel": "Treffen"},
            {"art": Art.VERANSTALTUNG},
            "Art geändert am 3. Februar: vorher Stadtteilkonferenz, neu Veranstaltung",
        ),
        (
            {"titel": "Treffen", "art": Art.VERANSTALTUNG},
            {"stadtteil": "Blankenstein"},
            "Stadtteil geändert am 3. Februar: vorher Welper, neu Blankenstein",
        ),
        (
            {},
            {"online_link": "https://example.org/a"},
            "Link zur Online-Teilnahme bekanntgegeben am 3. Februar",
        ),
        (
            {"online_link": "https://example.org/a"},
            {"online_link": "https://example.org/b"},
            "Link zur Online-Teilnahme geändert am 3. Februar",
        ),
        (
            {"online_link": "https://example.org/a"},
            {"online_link": ""},
            "Angaben geändert am 3. Februar",
        ),
    ],
)
def test_each_kind_of_change_in_words(
    anfangs: dict[str, Any], dann: dict[str, Any], worte: str
) -> None:
    if name := dann.get("stadtteil"):
        dann = dann | {"stadtteil": f.stadtteil(name)}
    assert saetze(aendern(welper(**anfangs), **dann)) == [worte]


def test_a_venue_is_set_changed_taken_back_and_corrected() -> None:
    konferenz = welper()
    alt, neu = f.ort(), f.ort(**FORSTMANN)
    schritte = [saetze(aendern(konferenz, ort=ort)) for ort in (alt, neu, None, neu)]
    neu.hausnummer = "16"
    berichtigen(neu, jetzt=DRITTER_FEBRUAR)
    neu.breite, neu.laenge = 51.4, 7.2
    berichtigen(neu, jetzt=DRITTER_FEBRUAR)
    schritte += [saetze(a) for a in konferenz.aenderungen.order_by("sequenz")[5:]]

    assert schritte == [
        [f"Ort festgelegt am 3. Februar: {ALT}"],
        [f"Ort geändert am 3. Februar: vorher {ALT}, neu {NEU}"],
        [f"Ort geändert am 3. Februar: vorher {NEU}, neuer Ort folgt"],
        [f"Ort festgelegt am 3. Februar: {NEU}"],
        [f"Ort berichtigt am 3. Februar: vorher {NEU}, neu {NEU.replace('15', '16')}"],
        ["Lage auf der Karte berichtigt am 3. Februar"],
    ]


def test_several_changes_at_once_are_one_step() -> None:
    konferenz = welper(beginn=DIENSTAG, ort=f.ort(), status=Status.ABGESAGT)
    alles = aendern(
        konferenz,
        grund="Ein Raum ist gefunden.",
        status=Status.OEFFENTLICH,
        beginn=MITTWOCH,
        ort=f.ort(**FORSTMANN),
        form=Form.HYBRID,
        titel="Treffen",
    )
    worte = schritt(alles, jahr=2026)

    assert worte.saetze == [
        "Wieder angesetzt am 3. Februar",
        "Verlegt: vorher Dienstag, 10. Februar, 17–19 Uhr, neu Mittwoch, 11. Februar, 17–19 Uhr",
        "Teilnahme geändert: vorher vor Ort, neu vor Ort und online",
        f"Ort geändert: vorher {ALT}, neu {NEU}",
        "Name geändert: vorher Stadtteilkonferenz Welper, neu Treffen",
    ]
    assert worte.ueberschrift == (
        "Wieder angesetzt, verlegt, Teilnahme geändert, Ort geändert, Name geändert"
    )
    assert worte.grund == "Ein Raum ist gefunden."


def test_online_instead_of_a_venue() -> None:
    online = aendern(welper(beginn=DIENSTAG, ort=f.ort()), form=Form.ONLINE, ort=None)
    assert saetze(online) == [
        "Teilnahme geändert am 3. Februar: vorher vor Ort, neu online",
        f"Ort geändert: vorher {ALT}",
    ]


@pytest.mark.parametrize(
    ("felder", "worte"),
    [
        ({}, "Bekanntgegeben am 3. Februar: noch ohne Termin"),
        (
            {"beginn": DIENSTAG, "form": Form.ONLINE},
            "Bekanntgegeben am 3. Februar: Dienstag, 10. Februar, 17–19 Uhr, online",
        ),
    ],
)
def test_the_announcement(felder: dict[str, Any], worte: str) -> None:
    konferenz = welper(jetzt=DRITTER_FEBRUAR, **felder)
    assert saetze(konferenz.aenderungen.get()) == [worte]


@pytest.mark.parametrize("art", Aenderungsart)
def test_an_entry_without_facts_says_that_it_happened(art: Aenderungsart) -> None:
    aenderung = Aenderung(
        konferenz=Konferenz(), sequenz=1, zeitpunkt=DRITTER_FEBRUAR, arten=[art.value]
    )
    [satz] = schritt(aenderung, jahr=2026).saetze
    assert (
        satz
        == {
            Aenderungsart.ABGESAGT: "Abgesagt am 3. Februar",
            Aenderungsart.VERSCHOBEN: "Verschoben am 3. Februar: neuer Termin folgt",
            Aenderungsart.ZURUECKGEZOGEN: "Zurückgezogen am 3. Februar",
            Aenderungsart.WIEDER_ANGESETZT: "Wieder angesetzt am 3. Februar",
            Aenderungsart.VERLEGT: "Verlegt am 3. Februar",
            Aenderungsart.TERMIN_STEHT_FEST: "Termin festgelegt am 3. Februar",
            Aenderungsart.ORT_GEAENDERT: "Ort geändert am 3. Februar",
            Aenderungsart.FORM_GEAENDERT: "Teilnahme geändert am 3. Februar",
            Aenderungsart.ORT_BERICHTIGT: "Ort berichtigt am 3. Februar",
            Aenderungsart.ANGABEN: "Angaben geändert am 3. Februar",
            Aenderungsart.BEKANNTGEGEBEN: "Bekanntgegeben am 3. Februar",
        }[art]
    )


def test_a_history_leaves_out_the_year_of_the_date_and_is_none_where_nothing_happened() -> None:
    konferenz = welper(beginn=DIENSTAG)
    eintraege = konferenz.aenderungen.order_by("sequenz")
    assert verlauf(konferenz, eintraege) == []

    aendern(konferenz, beginn=f.berlin(2027, 2, 9, 17))

    assert [s.saetze for s in verlauf(konferenz, eintraege.all())] == [
        ["Bekanntgegeben am 14. Januar 2026: Dienstag, 10. Februar 2026, 17–19 Uhr"],
        [
            (
                "Verlegt am 3. Februar 2026: vorher Dienstag, 10. Februar 2026, 17–19 Uhr, "
                "neu Dienstag, 9. Februar, 17–19 Uhr"
            )
        ],
    ]
