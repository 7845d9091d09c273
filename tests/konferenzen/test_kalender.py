"""kalender.py: what stands in a calendar, to the byte."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline
from pytest_django import Settings

from konferenzen import kalender
from konferenzen.bisheriges import BisherigerTermin
from konferenzen.models import Art, Form, Konferenz, Runde, Status, Veranstaltungsort
from tests.konferenzen.ungespeichert import GEAENDERT, GEWESEN, HAUS, KOPF, MITTE, WINTER, konferenz


@pytest.fixture(autouse=True)
def _identitaet(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    settings.PORTAL_KOMMUNE = "Hattingen"
    settings.PORTAL_TRAEGER = "Stadt Hattingen"
    settings.PORTAL_NAME = "Quartiersportal"
    settings.PORTAL_EMAIL = ""


ZEITZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
LEERER_FEED = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Stadt Hattingen//Quartiersportal//DE
CALSCALE:GREGORIAN
DESCRIPTION:Alles in Welper.
X-WR-CALDESC:Alles in Welper.
NAME:Welper: Termine
X-WR-CALNAME:Welper: Termine
COLOR:indigo
REFRESH-INTERVAL;VALUE=DURATION:PT6H
SOURCE;VALUE=URI:https://quartiere.example.org/kalender/stadtteil/welper.i
 cs
URL:https://quartiere.example.org/stadtteile/welper/
X-PUBLISHED-TTL:PT6H
X-WR-TIMEZONE:Europe/Berlin
{ZEITZONE}END:VCALENDAR
"""
EINZELTERMIN = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Stadt Hattingen//Quartiersportal//DE
CALSCALE:GREGORIAN
{ZEITZONE}BEGIN:VEVENT
SUMMARY:Welper: Stadtteilkonferenz
DTSTART;TZID=Europe/Berlin:20260126T170000
DTEND;TZID=Europe/Berlin:20260126T190000
DTSTAMP:20260114T090000Z
UID:1@quartiere.example.org
SEQUENCE:3
CATEGORIES:Stadtteilkonferenz,Welper
CLASS:PUBLIC
CONTACT:Quartiersentwicklung\\, Telefon (02324) 204-5552
CREATED:20260112T090000Z
DESCRIPTION:Es gibt Kaffee\\; bitte Tassen mitbringen.\\n\\nOnline teilnehmen
 : https://treffen.example.org/a?b=c\\,d\\n\\nAnmeldung: Quartiersentwicklung
 \\, Telefon (02324) 204-5552\\, bis Freitag\\, 23. Januar 2026\\n\\nBarrierefre
 iheit gern angeben.\\n\\nAlles zu diesem Termin: https://quartiere.example.o
 rg/termine/welper/
GEO:51.399;7.186
LAST-MODIFIED:20260114T090000Z
LOCATION:Haus\\, Saal\\, Straße 2\\, 45527 Hattingen
ORGANIZER;CN="Stadt: Hattingen":mailto:quartier@example.org
STATUS:CONFIRMED
TRANSP:TRANSPARENT
URL:https://quartiere.example.org/termine/welper/
END:VEVENT
END:VCALENDAR
"""


def bytes_aus(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def ereignis(objekt: Konferenz) -> Any:
    (gelesen,) = Calendar.from_ical(kalender.einzeltermin(objekt)).walk("VEVENT")
    return gelesen


def absaetze(objekt: Konferenz) -> list[str]:
    return str(ereignis(objekt)["DESCRIPTION"]).split("\n\n")


def test_an_empty_feed_is_a_valid_calendar() -> None:
    assert kalender.feed(KOPF, [], []) == bytes_aus(LEERER_FEED)


def test_a_single_date_to_the_byte(settings: Settings) -> None:
    settings.PORTAL_EMAIL = "quartier@example.org"
    settings.PORTAL_TRAEGER = "Stadt: Hattingen"
    objekt = konferenz(
        beginn=WINTER,
        sequenz=3,
        form=Form.HYBRID,
        ort=Veranstaltungsort(
            name="Haus",
            raum="Saal",
            strasse="Straße",
            hausnummer="2",
            plz="45527",
            stadt="Hattingen",
            breite=51.399,
            laenge=7.186,
            zugang_hinweis="steht auf der Seite",
        ),
        online_link="https://treffen.example.org/a?b=c,d",
        beschreibung="Es gibt Kaffee; bitte Tassen mitbringen.",
        anmeldung_kontakt="Quartiersentwicklung, Telefon (02324) 204-5552",
        anmeldung_bis=date(2026, 1, 23),
        anmeldung_hinweis="Barrierefreiheit gern angeben.",
    )

    erwartet = EINZELTERMIN.replace("//Stadt Hattingen//", "//Stadt: Hattingen//")
    assert kalender.einzeltermin(objekt) == bytes_aus(erwartet)


def test_undated_ones_are_named_in_the_description_and_are_no_events() -> None:
    inhalt = kalender.feed(
        KOPF,
        [],
        [konferenz(datum_hinweis="im September"), konferenz(stadtteil=MITTE, titel="Fest; groß")],
    )

    gelesen = Calendar.from_ical(inhalt)
    assert str(gelesen["DESCRIPTION"]) == (
        "Alles in Welper.\n\nTermin wird noch bekanntgegeben:\n"
        "Welper: Stadtteilkonferenz (im September)\nHattingen-Mitte: Fest; groß"
    )
    zeilen = inhalt.replace(b"\r\n ", b"").split(b"\r\n")
    (text,) = (zeile for zeile in zeilen if zeile.startswith(b"DESCRIPTION:"))
    assert zeilen.count(text.replace(b"DESCRIPTION:", b"X-WR-CALDESC:")) == 1
    assert gelesen.walk("VEVENT") == []


@pytest.mark.parametrize(
    ("felder", "titel"),
    [
        ({}, "Welper: Stadtteilkonferenz"),
        ({"titel": "Stadtteilkonferenz Welper"}, "Welper: Stadtteilkonferenz"),
        (
            {"titel": "Stadtteilkonferenz Mitte", "stadtteil": MITTE},
            "Hattingen-Mitte: Stadtteilkonferenz",
        ),
        ({"titel": "Welper trifft sich"}, "Welper trifft sich"),
        ({"titel": "Sommerfest in Welper"}, "Welper: Sommerfest in Welper"),
        ({"art": Art.SPRECHSTUNDE, "titel": "Rat am Montag"}, "Welper: Rat am Montag"),
        (
            {"art": Art.THEMENKONFERENZ, "titel": "3. Armutskonferenz", "stadtteil": None},
            "3. Armutskonferenz",
        ),
        ({"runde": Runde(name="Herbst", beispiel=True)}, "Beispiel: Welper: Stadtteilkonferenz"),
        (
            {"runde": Runde(name="Herbst", beispiel=True), "status": Status.ABGESAGT},
            "ABGESAGT: Beispiel: Welper: Stadtteilkonferenz",
        ),
        ({"titel": "Zwei\r\nZeilen"}, "Welper: Zwei Zeilen"),
    ],
)
def test_the_summary_names_the_stadtteil_first_and_once(felder: dict[str, Any], titel: str) -> None:
    assert str(ereignis(konferenz(beginn=WINTER, **felder))["SUMMARY"]) == titel


ADRESSE = "Alles zu diesem Termin: https://quartiere.example.org/termine/welper/"


@pytest.mark.parametrize(
    ("felder", "text"),
    [
        ({"beginn": WINTER, "ort": HAUS}, [ADRESSE]),
        ({"beginn": WINTER}, ["Der Ort wird noch bekanntgegeben.", ADRESSE]),
        ({"beginn": WINTER, "form": Form.ONLINE}, [ADRESSE]),
        (
            {"beginn": WINTER, "ort": HAUS, "ende_geschaetzt": True},
            ["Wann der Termin endet, steht nicht fest: Das Ende hier ist angenommen.", ADRESSE],
        ),
        (
            {
                "beginn": WINTER,
                "ort": HAUS,
                "statusgrund": "Die Halle wird gebaut.",
                "bisheriger_beginn": WINTER - timedelta(days=7, minutes=30),
                "bisheriger_ort": "Halle, Straße 1, 45527 Hattingen",
            },
            [
                "Verlegt: bisher Montag, 19. Januar 2026, 16.30 Uhr.",
                "Nicht mehr am bisherigen Ort: Halle, Straße 1, 45527 Hattingen.",
                "Die Halle wird gebaut.",
                ADRESSE,
            ],
        ),
        (
            {
                "beginn": WINTER,
                "ort": HAUS,
                "statusgrund": "Der Saal ist belegt.",
                "bisheriger_beginn": WINTER - timedelta(hours=1),
                "bisherige_termine": [
                    BisherigerTermin(WINTER - timedelta(hours=2), None, GEAENDERT).als_werte(),
                    BisherigerTermin(WINTER - timedelta(hours=1), WINTER, GEAENDERT).als_werte(),
                ],
            },
            [
                (
                    "Uhrzeit geändert: bisher Montag, 26. Januar 2026, 15 Uhr, zuletzt Montag, "
                    "26. Januar 2026, 16–17 Uhr."
                ),
                "Grund der letzten Änderung: Der Saal ist belegt.",
                ADRESSE,
            ],
        ),
        (
            {"beginn": WINTER, "ort": HAUS, "statusgrund": "Verlegt: Die Halle wird gebaut."},
            ["Verlegt: Die Halle wird gebaut.", ADRESSE],
        ),
        (
            {"beginn": WINTER, "ort": HAUS, "runde": Runde(name="Herbst", beispiel=True)},
            [
                "Dies ist ein Beispiel zum Zeigen und Üben: Der Termin findet nicht statt.",
                ADRESSE,
            ],
        ),
        (
            {
                "beginn": WINTER,
                "status": Status.ABGESAGT,
                "statusgrund": "Der Saal ist nass.",
                "beschreibung": "Worum es ging.",
                "online_link": "https://treffen.example.org/",
                "anmeldung_bis": date(2026, 1, 23),
            },
            ["Dieser Termin ist abgesagt.", "Der Saal ist nass.", "Worum es ging.", ADRESSE],
        ),
        (
            {
                "status": Status.VERSCHOBEN,
                "datum_hinweis": "im Mai",
                "statusgrund": "Sturm.",
                **GEWESEN,
            },
            [
                "Dieser Termin ist verschoben, der neue folgt. Das alte Datum gilt nicht mehr.",
                "Sturm.",
                "Neuer Termin voraussichtlich: im Mai",
                ADRESSE,
            ],
        ),
        (
            {"status": Status.ZURUECKGEZOGEN, "beschreibung": "nicht mehr öffentlich", **GEWESEN},
            ["Dieser Eintrag wurde zurückgezogen und gilt nicht mehr."],
        ),
    ],
)
def test_the_description_says_what_holds(felder: dict[str, Any], text: list[str]) -> None:
    assert absaetze(konferenz(**felder)) == text


def test_a_withdrawn_one_tells_nothing_but_that_it_is_withdrawn() -> None:
    objekt = konferenz(
        status=Status.ZURUECKGEZOGEN,
        beginn=WINTER + timedelta(days=7),
        ort=HAUS,
        anmeldung_kontakt="niemand",
        **GEWESEN,
    )

    gelesen = ereignis(objekt)

    assert gelesen.start == WINTER
    assert sorted(gelesen) == [
        *("CATEGORIES", "CLASS", "CREATED", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART"),
        *("LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID"),
    ]


def test_who_comes_online_is_not_sent_to_a_house() -> None:
    gelesen = ereignis(konferenz(beginn=WINTER, form=Form.ONLINE, ort=HAUS))

    assert str(gelesen["LOCATION"]) == "online"


def test_a_conference_that_never_had_a_date_has_no_event() -> None:
    with pytest.raises(ValueError, match="nie einen veröffentlichten Termin"):
        kalender.einzeltermin(konferenz())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_without_its_control_characters(text: str) -> None:
    objekt = konferenz(beginn=WINTER, ort=HAUS, beschreibung=f"Anfang{text}Ende")

    gelesen = str(ereignis(objekt)["DESCRIPTION"])

    sauber = "\n".join(kalender.ohne_steuerzeichen(f"Anfang{text}Ende").splitlines())
    assert gelesen == f"{sauber}\n\n{ADRESSE}"


@given(
    st.lists(
        st.sampled_from(["a", "ä", "€", "🎉", "\\", "\\n", "\\\\", "^", "^n", ";", "x" * 70]),
        max_size=60,
    )
)
def test_lines_are_folded_as_the_library_folds_them(teile: list[str]) -> None:
    zeile = "X:" + "".join(teile)

    assert kalender.gefaltet(zeile) == Contentline(zeile).to_ical()
