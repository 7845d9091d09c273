"""kalender.py: what stands in a calendar, to the byte, and what three other programs read in it."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pytest_django import Settings

from konferenzen import kalender
from konferenzen.models import Art, Form, Konferenz, Runde, Status, Veranstaltungsort
from quartiere.models import Stadtteil
from tests.fabriken import BERLIN, berlin
from tests.konferenzen.kalender_leser import (
    Gelesen,
    mit_ical_js,
    mit_icalendar,
    mit_khal,
    roh_mit_ical_js,
)

GEAENDERT = datetime(2026, 1, 14, 9, tzinfo=UTC)
KOPF = kalender.Kopf(
    name="Welper: Termine",
    beschreibung="Alles in Welper.",
    quelle="https://quartiere.example.org/kalender/stadtteil/welper.ics",
    seite="https://quartiere.example.org/stadtteile/welper/",
    ton="violett",
)
WELPER = Stadtteil(name="Welper", kuerzel="Welper", slug="welper")
MITTE = Stadtteil(name="Hattingen-Mitte", kuerzel="Mitte", slug="hattingen-mitte")
HAUS = Veranstaltungsort(
    name="Haus", strasse="Straße", hausnummer="2", plz="45527", stadt="Hattingen"
)


@pytest.fixture(autouse=True)
def _identitaet(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    settings.PORTAL_KOMMUNE = "Hattingen"
    settings.PORTAL_TRAEGER = "Stadt Hattingen"
    settings.PORTAL_NAME = "Quartiersportal"
    settings.PORTAL_EMAIL = ""


def konferenz(**felder: Any) -> Konferenz:
    """Make an unsaved conference in Welper as the database would give it."""
    vorgabe = {
        "uid": "1@quartiere.example.org",
        "slug": "welper",
        "stadtteil": WELPER,
        "status": Status.OEFFENTLICH,
        "sequenz": 1,
        "erstellt_am": GEAENDERT - timedelta(days=2),
        "geaendert_am": GEAENDERT,
    }
    if felder.get("beginn"):
        vorgabe["ende"] = felder["beginn"] + timedelta(hours=2)
    return Konferenz(**vorgabe | felder)


WINTER = berlin(2026, 1, 26, 17)
GEWESEN: dict[str, Any] = {
    "letzter_beginn": WINTER,
    "letztes_ende": WINTER + timedelta(hours=2),
}

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


SONDERZEICHEN = r"a,b;c:d\e \n \N \\ C:\Neu 'q' 🎉 äöüß 👩‍👩‍👧"
LANG = "Ärger, Öl; Übermut\\ – 🎉 👩‍👩‍👧 " * 80
VIELERLEI: list[tuple[dict[str, Any], Gelesen]] = [
    (
        felder | {"uid": f"{nummer}@quartiere.example.org", "sequenz": nummer},
        Gelesen(
            uid=f"{nummer}@quartiere.example.org",
            beginn=datetime.fromisoformat(f"2026-{beginn}:00Z"),
            ende=datetime.fromisoformat(f"2026-{ende}:00Z"),
            titel=titel,
            ort=ort,
            status=status,
            sequenz=nummer,
        ),
    )
    for nummer, (felder, beginn, ende, titel, ort, status) in enumerate(
        [
            (
                {"beginn": WINTER, "ort": HAUS},
                "01-26T16:00",
                "01-26T18:00",
                "Welper: Stadtteilkonferenz",
                "Haus, Straße 2, 45527 Hattingen",
                "CONFIRMED",
            ),
            (
                {"beginn": berlin(2026, 7, 6, 17), "titel": "Sommer"},
                "07-06T15:00",
                "07-06T17:00",
                "Welper: Sommer",
                "",
                "CONFIRMED",
            ),
            (  # across the change to summer time: from 01:30 CET to 04:30 CEST
                {"beginn": berlin(2026, 3, 29, 1, 30), "ende": berlin(2026, 3, 29, 4, 30)},
                "03-29T00:30",
                "03-29T02:30",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": berlin(2026, 3, 29, 17)},
                "03-29T15:00",
                "03-29T17:00",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (  # across the change to winter time: from 01:30 CEST to 03:30 CET
                {"beginn": berlin(2026, 10, 25, 1, 30), "ende": berlin(2026, 10, 25, 3, 30)},
                "10-24T23:30",
                "10-25T02:30",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (  # within the hour that the clocks show twice, both times
                {
                    "beginn": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
                    "ende": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
                },
                "10-25T00:30",
                "10-25T01:30",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": berlin(2026, 10, 25, 17)},
                "10-25T16:00",
                "10-25T18:00",
                "Welper: Stadtteilkonferenz",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": WINTER, "status": Status.ABGESAGT, "form": Form.ONLINE},
                "01-26T16:00",
                "01-26T18:00",
                "ABGESAGT: Welper: Stadtteilkonferenz",
                "online",
                "CANCELLED",
            ),
            (
                {"status": Status.VERSCHOBEN, **GEWESEN},
                "01-26T16:00",
                "01-26T18:00",
                "VERSCHOBEN: Welper: Stadtteilkonferenz",
                "",
                "CANCELLED",
            ),
            (
                {"status": Status.ZURUECKGEZOGEN, "ort": HAUS, **GEWESEN},
                "01-26T16:00",
                "01-26T18:00",
                "ZURÜCKGEZOGEN: Welper: Stadtteilkonferenz",
                "",
                "CANCELLED",
            ),
            (
                {"beginn": WINTER, "runde": Runde(name="Herbst", beispiel=True)},
                "01-26T16:00",
                "01-26T18:00",
                "Beispiel: Welper: Stadtteilkonferenz",
                "",
                "TENTATIVE",
            ),
            (
                {
                    "beginn": WINTER,
                    "titel": SONDERZEICHEN,
                    "ort": Veranstaltungsort(name="Raum; 2, \\Nord\nhinten", stadt="Hattingen"),
                    "beschreibung": LANG,
                },
                "01-26T16:00",
                "01-26T18:00",
                f"Welper: {SONDERZEICHEN}",
                "Raum; 2, \\Nord hinten, Hattingen",
                "CONFIRMED",
            ),
            (
                {"beginn": WINTER, "titel": "مؤتمر الحي (עברית)"},
                "01-26T16:00",
                "01-26T18:00",
                "Welper: مؤتمر الحي (עברית)",
                "",
                "CONFIRMED",
            ),
            (
                {"beginn": WINTER, "titel": "Nu\x00ll\x07 \u2028Absatz\x85Ende\x7f"},
                "01-26T16:00",
                "01-26T18:00",
                "Welper: Null  Absatz Ende",
                "",
                "CONFIRMED",
            ),
        ],
        start=1,
    )
]


@pytest.fixture
def inhalt() -> bytes:
    return kalender.feed(KOPF, [konferenz(**felder) for felder, _ in VIELERLEI], [])


def test_icalendar_reads_what_is_meant(inhalt: bytes) -> None:
    assert mit_icalendar(inhalt) == [erwartet for _, erwartet in VIELERLEI]


def test_ical_js_reads_what_is_meant(inhalt: bytes) -> None:
    assert mit_ical_js(inhalt) == [erwartet for _, erwartet in VIELERLEI]


def test_khal_reads_what_is_meant(inhalt: bytes, tmp_path: Path) -> None:
    assert mit_khal(inhalt, tmp_path) == [erwartet.ohne_sequenz() for _, erwartet in VIELERLEI]


def test_ical_js_and_icalendar_read_the_same_descriptions(inhalt: bytes) -> None:
    texte = [str(e["DESCRIPTION"]) for e in Calendar.from_ical(inhalt).walk("VEVENT")]

    assert [e["beschreibung"] for e in roh_mit_ical_js(inhalt)] == texte
    assert sum(LANG in text for text in texte) == 1


def test_lines_are_folded_between_characters_and_end_in_crlf(inhalt: bytes) -> None:
    zeilen = inhalt.split(b"\r\n")

    assert zeilen.pop() == b""
    assert max(len(zeile) for zeile in zeilen) == 75
    for zeile in zeilen:
        assert not [zeichen for zeichen in zeile.decode() if zeichen < " " or zeichen in "\x7f\x85"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_without_its_control_characters(text: str) -> None:
    objekt = konferenz(beginn=WINTER, ort=HAUS, beschreibung=f"Anfang{text}Ende")

    gelesen = str(ereignis(objekt)["DESCRIPTION"])

    sauber = "\n".join(kalender.ohne_steuerzeichen(f"Anfang{text}Ende").splitlines())
    assert gelesen == f"{sauber}\n\n{ADRESSE}"


def wechseltage() -> list[date]:
    """Give the days of both changes from 2007 to 2037 as the time zone database knows them."""
    tage = (date(2007, 1, 1) + timedelta(days=nummer) for nummer in range(31 * 366))
    return [
        tag
        for tag in tage
        if tag.year <= 2037
        and berlin(tag.year, tag.month, tag.day).utcoffset()
        != (berlin(tag.year, tag.month, tag.day) + timedelta(days=1)).utcoffset()
    ]


def test_the_time_zone_is_right_to_the_minute_from_2007_to_2037() -> None:
    zone = tzical(io.StringIO(kalender.feed(KOPF, [], []).decode())).get("Europe/Berlin")
    tage = wechseltage()
    minuten = [
        datetime(tag.year, tag.month, tag.day, tzinfo=UTC) + timedelta(minutes=minute)
        for tag in tage
        for minute in range(-60, 180)
    ]

    falsch = [
        zeit
        for zeit in minuten
        if zeit.astimezone(zone).utcoffset() != zeit.astimezone(BERLIN).utcoffset()
    ]

    assert (len(tage), falsch) == (62, [])


def test_ical_js_places_every_change_of_the_clocks_from_2007_to_2037() -> None:
    zeiten = [
        berlin(tag.year, tag.month, tag.day, stunde, minute)
        for tag in wechseltage()
        for stunde, minute in ((0, 0), (1, 59), (3, 0), (3, 1), (23, 59))
    ]
    inhalt = kalender.feed(KOPF, [konferenz(beginn=zeit) for zeit in zeiten], [])

    assert [gelesen.beginn for gelesen in mit_ical_js(inhalt)] == zeiten
