"""Press text and newsletter text, exact for each state a conference can be in."""

from datetime import date, timedelta
from typing import Any

import pytest

from konferenzen.bisheriges import BisherigerTermin
from konferenzen.models import Art, Form, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.pressetext import Absender, konferenz_text, runden_text
from quartiere.models import Ansprechperson, Stadtteil
from tests import fabriken as f

ZIEL = "https://quartiere.example.org/termine/welper/"
BEGINN = f.berlin(2026, 1, 26, 17)
WELPER = Stadtteil(name="Welper", kuerzel="Welper")
HAUS = Veranstaltungsort(
    name="Haus", raum="Saal", strasse="Weg", hausnummer="1", plz="45527", stadt="Hattingen"
)
PERSON = Ansprechperson(
    funktion="Quartiersentwicklung", stelle="Stadt", telefon="(02324) 1", email="q@example.org"
)
ABSENDER = Absender("Stadt Hattingen", PERSON)
SCHLUSS = [
    f"Alle Angaben und Kalender: {ZIEL}",
    "Kontakt: Quartiersentwicklung, Stadt, Telefon (02324) 1, q@example.org",
]
EINLADUNG = (
    "Stadtteilkonferenzen sind offene Treffen für alle, die sich in ihrem Stadtteil engagieren "
    "oder es vorhaben. Haben Sie ein Thema für die Tagesordnung? Bitte melden Sie es vorab."
)
ORT = "Ort: Haus, Saal, Weg 1, 45527 Hattingen"
ZUGANG = "Fragen zum Zugang beantworten wir gern."


def runde(**felder: Any) -> Runde:
    tage = {"beginn": date(2026, 1, 1), "ende": date(2026, 7, 31)}
    return Runde(**{"name": "Frühjahr 2026"} | tage | felder)


def konferenz(**felder: Any) -> Konferenz:
    vorgabe: dict[str, Any] = {
        "art": Art.STADTTEILKONFERENZ,
        "stadtteil": WELPER,
        "runde": runde(),
        "status": Status.OEFFENTLICH,
        "beginn": BEGINN,
        "ort": HAUS,
    }
    angaben = vorgabe | felder
    if angaben["beginn"] and "ende" not in angaben:
        angaben["ende"] = angaben["beginn"] + timedelta(hours=2)
    return Konferenz(**angaben)


def presse(**felder: Any) -> list[str]:
    """Give headline and paragraphs, without those that stand in each text."""
    texte = konferenz_text(konferenz(**felder), f.JETZT, ZIEL, ABSENDER)
    absaetze = texte.presse.split("\n\n")
    assert absaetze[-2:] == SCHLUSS
    return [texte.ueberschrift, *absaetze[:-2]]


def newsletter(**felder: Any) -> list[str]:
    zeilen = konferenz_text(konferenz(**felder), f.JETZT, ZIEL, ABSENDER).newsletter.split("\n")
    assert zeilen.pop() == f"Mehr: {ZIEL}"
    return zeilen


def test_announced() -> None:
    assert presse() == [
        "Stadtteilkonferenz Welper am Montag, 26. Januar 2026",
        "Die Stadtteilkonferenz Welper findet am Montag, 26. Januar 2026, von 17 bis 19 Uhr statt.",
        ORT,
        ZUGANG,
        EINLADUNG,
    ]
    assert newsletter() == [
        "Stadtteilkonferenz Welper am Montag, 26. Januar 2026",
        "Montag, 26. Januar 2026, 17–19 Uhr",
        "Haus, Saal, Weg 1, 45527 Hattingen",
    ]


def test_on_its_day_it_says_the_same() -> None:
    heute = konferenz_text(konferenz(), BEGINN - timedelta(hours=3), ZIEL, ABSENDER)
    assert heute == konferenz_text(konferenz(), f.JETZT, ZIEL, ABSENDER)


def test_everything_that_can_be_known() -> None:
    haus = Veranstaltungsort(
        name="Haus",
        stufenlos="ja",
        aufzug="nein",
        rollstuhl_wc="ja",
        induktionsschleife="nein",
        zugang_hinweis="Der Eingang liegt im Hof.",
        oepnv="Bus 141",
    )
    assert presse(
        ort=haus,
        ende_geschaetzt=True,
        beschreibung="Spielplätze und mehr.",
        anmeldung_kontakt="Quartiersbüro, Telefon 1",
        anmeldung_bis=date(2026, 1, 20),
        anmeldung_hinweis="Bitte mit Personenzahl",
    )[1:-1] == [
        "Die Stadtteilkonferenz Welper findet am Montag, 26. Januar 2026, um 17 Uhr statt.",
        "Ort: Haus",
        (
            "Stufenlos erreichbar: Ja\nAufzug: Nein\nRollstuhlgerechtes WC: Ja\n"
            "Induktionsschleife: Nein\nHinweis: Der Eingang liegt im Hof.\nBus und Bahn: Bus 141"
        ),
        "Worum es geht: Spielplätze und mehr.",
        (
            "Anmeldung: Quartiersbüro, Telefon 1, bis Dienstag, 20. Januar 2026. Bitte mit "
            "Personenzahl."
        ),
    ]


def test_another_day_as_its_end() -> None:
    assert presse(ende=f.berlin(2026, 1, 27, 12))[1] == (
        "Die Stadtteilkonferenz Welper findet am Montag, 26. Januar 2026, von 17 Uhr bis "
        "Dienstag, 27. Januar 2026, 12 Uhr statt."
    )


def test_moved() -> None:
    assert presse(
        bisheriger_beginn=f.berlin(2026, 1, 24, 16), statusgrund="Der Saal wird gestrichen"
    ) == [
        "Stadtteilkonferenz Welper: neuer Termin",
        (
            "Die Stadtteilkonferenz Welper ist verlegt und findet am Montag, 26. Januar 2026, von "
            "17 bis 19 Uhr statt. Bisher angekündigt war Samstag, 24. Januar 2026, 16 Uhr. Der "
            "Grund: Der Saal wird gestrichen."
        ),
        ORT,
        ZUGANG,
        EINLADUNG,
    ]
    assert newsletter(bisheriger_beginn=f.berlin(2026, 1, 24, 16))[:3] == [
        "Stadtteilkonferenz Welper: neuer Termin",
        "Montag, 26. Januar 2026, 17–19 Uhr",
        "Bisher angekündigt: Samstag, 24. Januar 2026, 16 Uhr",
    ]


def test_moved_twice_the_reason_is_said_to_be_that_of_the_last_change() -> None:
    alte = [f.berlin(2026, 1, tag, 16) for tag in (19, 24)]
    felder: dict[str, Any] = {
        "bisheriger_beginn": alte[1],
        "bisherige_termine": [BisherigerTermin(t, None, f.JETZT).als_werte() for t in alte],
        "statusgrund": "Der Saal wird gestrichen",
    }
    assert "Der Grund der letzten Änderung: Der Saal wird gestrichen." in presse(**felder)[1]
    alt = "Montag, 19. Januar 2026, 16 Uhr, zuletzt Samstag, 24. Januar 2026, 16 Uhr"
    assert newsletter(**felder)[2:5:2] == [
        f"Bisher angekündigt: {alt}",
        "Der Grund der letzten Änderung: Der Saal wird gestrichen.",
    ]


def test_at_another_time_of_the_same_day() -> None:
    assert presse(bisheriger_beginn=f.berlin(2026, 1, 26, 16))[:2] == [
        "Stadtteilkonferenz Welper: neue Uhrzeit",
        (
            "Die Stadtteilkonferenz Welper hat eine neue Uhrzeit und findet am Montag, 26. Januar "
            "2026, von 17 bis 19 Uhr statt. Bisher angekündigt war 16 Uhr."
        ),
    ]


def test_at_another_venue() -> None:
    assert presse(bisheriger_ort="Altes Haus, Weg 9")[:2] == [
        "Stadtteilkonferenz Welper: neuer Ort",
        (
            "Die Stadtteilkonferenz Welper findet am Montag, 26. Januar 2026, von 17 bis 19 Uhr "
            "statt. Der Ort hat sich geändert; bisher angekündigt war: Altes Haus, Weg 9."
        ),
    ]


def test_cancelled() -> None:
    felder: dict[str, Any] = {
        "status": Status.ABGESAGT,
        "statusgrund": "Die Heizung ist defekt.",
        "anmeldung_kontakt": "Büro",
        "beschreibung": "Spielplätze.",
        "form": Form.HYBRID,
        "online_link": "https://example.org/raum",
    }
    assert presse(**felder) == [
        "Stadtteilkonferenz Welper: abgesagt",
        (
            "Die Stadtteilkonferenz Welper am Montag, 26. Januar 2026, von 17 bis 19 Uhr fällt "
            "aus. Der Grund: Die Heizung ist defekt."
        ),
    ]
    assert newsletter(**felder) == [
        "Stadtteilkonferenz Welper: abgesagt",
        "Montag, 26. Januar 2026, 17–19 Uhr",
        "Der Grund: Die Heizung ist defekt.",
    ]


def test_postponed() -> None:
    felder: dict[str, Any] = {
        "status": Status.VERSCHOBEN,
        "beginn": None,
        "bisheriger_beginn": BEGINN,
        "datum_hinweis": "im Mai",
    }
    assert presse(**felder) == [
        "Stadtteilkonferenz Welper: verschoben, neuer Termin folgt",
        (
            "Die Stadtteilkonferenz Welper ist verschoben. Der neue Termin steht noch nicht fest. "
            "Ungefährer Termin: im Mai. Bisher angekündigt war Montag, 26. Januar 2026, 17 Uhr."
        ),
        EINLADUNG,
    ]
    assert newsletter(**felder) == [
        "Stadtteilkonferenz Welper: verschoben, neuer Termin folgt",
        "im Mai",
        "Bisher angekündigt: Montag, 26. Januar 2026, 17 Uhr",
    ]


def test_undated_and_without_a_venue() -> None:
    assert presse(beginn=None, ort=None) == [
        "Stadtteilkonferenz Welper: Termin wird noch bekanntgegeben",
        "Die Stadtteilkonferenz Welper ist geplant. Der Termin wird noch bekanntgegeben.",
        "Der Ort wird noch bekanntgegeben.",
        EINLADUNG,
    ]
    assert newsletter(beginn=None, ort=None) == [
        "Stadtteilkonferenz Welper: Termin wird noch bekanntgegeben",
        "Ort wird noch bekanntgegeben",
    ]


@pytest.mark.parametrize(
    ("felder", "absaetze", "kurz"),
    [
        (
            {"form": Form.ONLINE, "ort": None, "online_link": "https://example.org/raum"},
            ["Sie können online teilnehmen: https://example.org/raum"],
            "online",
        ),
        ({"form": Form.ONLINE, "ort": None}, ["Sie können online teilnehmen."], "online"),
        (
            {"form": Form.HYBRID, "online_link": "https://example.org/raum"},
            ["Sie können vor Ort oder online teilnehmen: https://example.org/raum", ORT, ZUGANG],
            "Haus, Saal, Weg 1, 45527 Hattingen",
        ),
    ],
)
def test_online(felder: dict[str, Any], absaetze: list[str], kurz: str) -> None:
    assert presse(**felder)[2:-1] == absaetze
    assert newsletter(**felder)[-1] == kurz


def test_with_a_title_of_its_own_for_the_whole_city() -> None:
    felder = {"art": Art.THEMENKONFERENZ, "titel": "Wohnen", "stadtteil": None, "runde": None}
    assert presse(**felder) == [
        "Wohnen am Montag, 26. Januar 2026",
        "„Wohnen“ findet am Montag, 26. Januar 2026, von 17 bis 19 Uhr statt.",
        ORT,
        ZUGANG,
    ]


def test_over() -> None:
    assert presse(beginn=f.berlin(2026, 1, 12, 17))[:2] == [
        "Stadtteilkonferenz Welper am Montag, 12. Januar 2026",
        "Die Stadtteilkonferenz Welper fand am Montag, 12. Januar 2026, von 17 bis 19 Uhr statt.",
    ]
    ohne = presse(beginn=None, runde=runde(ende=date(2026, 1, 13)))
    assert ohne[1] == "Die Stadtteilkonferenz Welper: Es ist kein Termin bekannt."


def test_an_example_says_so_first() -> None:
    felder = {"runde": runde(beispiel=True)}
    assert presse(**felder)[1] == "Beispiel – findet nicht statt"
    assert newsletter(**felder)[0] == "Beispiel – findet nicht statt"


def test_without_anybody_to_ask_it_names_the_city() -> None:
    texte = konferenz_text(konferenz(), f.JETZT, ZIEL, Absender("Stadt Hattingen", None))
    assert texte.presse.endswith("\n\nKontakt: Stadt Hattingen")


def test_a_round_has_a_line_for_each() -> None:
    mitte, eobs = (Stadtteil(name=name, kuerzel=name) for name in ("Mitte", "EOBS"))
    konferenzen = [
        konferenz(),
        konferenz(stadtteil=mitte, status=Status.ABGESAGT),
        konferenz(stadtteil=eobs, beginn=None, ort=None, datum_hinweis="im Mai"),
    ]
    texte = runden_text(runde(), konferenzen, f.JETZT, ZIEL, ABSENDER)
    zeilen = [
        "Welper: Montag, 26. Januar 2026, 17–19 Uhr, Haus, Saal, Weg 1, 45527 Hattingen",
        "Mitte: abgesagt, Montag, 26. Januar 2026, 17–19 Uhr",
        ("EOBS: Termin wird noch bekanntgegeben, im Mai, Ort wird noch bekanntgegeben"),
    ]
    offen, thema = EINLADUNG.split(" Haben")
    assert texte.ueberschrift == "Stadtteilkonferenzen Frühjahr 2026"
    assert texte.presse.split("\n\n") == [offen, "\n".join(zeilen), f"Haben{thema}", *SCHLUSS]
    assert texte.newsletter.split("\n") == [texte.ueberschrift, *zeilen, f"Mehr: {ZIEL}"]
