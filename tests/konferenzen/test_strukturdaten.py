"""A conference as a schema.org Event: what it says at each point of its life, and what never."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Runde, Status, Veranstaltungsort
from konferenzen.strukturdaten import ereignis, ereignisliste
from tests import fabriken as f
from tests.konferenzen.ungespeichert import GEWESEN, HAUS, WINTER, konferenz
from tests.seite import hole
from tests.strukturwoerter import verstoesse

BASIS = "https://quartiere.example.org"
SEITE = f"{BASIS}/termine/welper/"
SOMMER = f.berlin(2026, 6, 26, 17)


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


TRAEGER = {
    "@type": "GovernmentOrganization",
    "@id": f"{BASIS}/#traeger",
    "name": "Stadt Hattingen",
    "url": f"{BASIS}/",
}
GRUND = {
    "@type": "Event",
    "@id": f"{SEITE}#termin",
    "name": "Welper: Stadtteilkonferenz",
    "url": SEITE,
    "startDate": "2026-01-26T17:00:00+01:00",
    "eventStatus": "https://schema.org/EventScheduled",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "organizer": TRAEGER,
    "image": f"{SEITE}vorschaubild.png?stand=1",
}
ENDE = {"endDate": "2026-01-26T19:00:00+01:00"}
PLATZ = {
    "@type": "Place",
    "name": "Haus",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "Straße 2",
        "postalCode": "45527",
        "addressLocality": "Hattingen",
        "addressCountry": "DE",
    },
}


def test_everything_known() -> None:
    ort = Veranstaltungsort(
        name="Haus",
        raum="Saal",
        strasse="Straße",
        plz="45527",
        stadt="Hattingen",
        breite="51.399000",
        laenge="7.186000",
    )
    assert ereignis(konferenz(beginn=WINTER, ort=ort, beschreibung="Was wir vorhaben.")) == {
        **GRUND,
        **ENDE,
        "location": {
            "@type": "Place",
            "name": "Haus, Saal",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Straße",
                "postalCode": "45527",
                "addressLocality": "Hattingen",
                "addressCountry": "DE",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 51.399, "longitude": 7.186},
        },
        "description": "Was wir vorhaben.",
    }


@pytest.mark.parametrize(
    ("felder", "erwartet"),
    [
        pytest.param({"beginn": WINTER}, ENDE, id="angesetzt, Ort noch offen"),
        pytest.param({"beginn": WINTER, "ende_geschaetzt": True}, {}, id="Ende nur angenommen"),
        pytest.param(
            {"beginn": SOMMER},
            {
                "startDate": "2026-06-26T17:00:00+02:00",
                "endDate": "2026-06-26T19:00:00+02:00",
            },
            id="Sommerzeit",
        ),
        pytest.param(
            {"beginn": WINTER, "bisheriger_beginn": WINTER - timedelta(days=7)},
            {
                **ENDE,
                "eventStatus": "https://schema.org/EventRescheduled",
                "previousStartDate": "2026-01-19T17:00:00+01:00",
            },
            id="verlegt",
        ),
        pytest.param(
            {
                "status": Status.VERSCHOBEN,
                "statusgrund": "Der Saal ist gesperrt.",
                "beschreibung": "Was wir vorhaben.",
                "bisheriger_beginn": WINTER,
                **GEWESEN,
            },
            {
                "eventStatus": "https://schema.org/EventPostponed",
                "description": "Der Saal ist gesperrt.\n\nWas wir vorhaben.",
            },
            id="verschoben",
        ),
        pytest.param(
            GEWESEN,
            {"eventStatus": "https://schema.org/EventPostponed"},
            id="Datum zurückgenommen",
        ),
        pytest.param(
            {
                "beginn": WINTER,
                "status": Status.ABGESAGT,
                "statusgrund": "Krankheit",
                "bisheriger_beginn": WINTER - timedelta(days=7),
            },
            {
                **ENDE,
                "eventStatus": "https://schema.org/EventCancelled",
                "description": "Krankheit",
            },
            id="verlegt, dann abgesagt",
        ),
        pytest.param(
            {"status": Status.ABGESAGT, **GEWESEN},
            {"eventStatus": "https://schema.org/EventCancelled"},
            id="verschoben, dann abgesagt",
        ),
    ],
)
def test_each_state_of_its_date(felder: dict[str, Any], erwartet: dict[str, Any]) -> None:
    daten = ereignis(konferenz(**felder))
    assert daten == GRUND | erwartet
    assert verstoesse({"@context": "https://schema.org"} | daten) == []


NETZ = {"@type": "VirtualLocation", "url": "https://video.example.org/welper"}
SEITE_ALS_ORT = {"@type": "VirtualLocation", "url": SEITE}


@pytest.mark.parametrize(
    ("felder", "teilnahme", "ort"),
    [
        ({"ort": HAUS}, "Offline", PLATZ),
        ({"ort": HAUS, "online_link": NETZ["url"]}, "Offline", PLATZ),
        ({"ort": Veranstaltungsort(name="Haus")}, "Offline", {"@type": "Place", "name": "Haus"}),
        ({"form": Form.ONLINE, "online_link": NETZ["url"]}, "Online", NETZ),
        ({"form": Form.ONLINE}, "Online", SEITE_ALS_ORT),
        (
            {"form": Form.HYBRID, "ort": HAUS, "online_link": NETZ["url"]},
            "Mixed",
            [PLATZ, NETZ],
        ),
        ({"form": Form.HYBRID}, "Mixed", SEITE_ALS_ORT),
    ],
)
def test_where_people_meet(felder: dict[str, Any], teilnahme: str, ort: Any) -> None:
    daten = ereignis(konferenz(beginn=WINTER, **felder))
    assert daten == GRUND | ENDE | {
        "eventAttendanceMode": f"https://schema.org/{teilnahme}EventAttendanceMode",
        "location": ort,
    }
    assert verstoesse({"@context": "https://schema.org"} | daten) == []


@pytest.mark.parametrize(
    "felder",
    [
        {},
        {"datum_hinweis": "im September"},
        {"status": Status.ABGESAGT},
        {"beginn": WINTER, "runde": Runde(name="Beispielrunde", beispiel=True)},
        {"runde": Runde(name="Beispielrunde", beispiel=True), **GEWESEN},
    ],
)
def test_without_any_date_or_as_an_example_it_is_no_event(felder: dict[str, Any]) -> None:
    assert ereignis(konferenz(**felder)) is None
    assert ereignisliste([konferenz(**felder)]) is None


def test_a_title_names_the_stadtteil_and_the_whole_city_needs_none() -> None:
    armut = {"beginn": WINTER, "art": Art.THEMENKONFERENZ, "titel": "Armut"}
    namen = [ereignis(konferenz(**armut, **weiter)) for weiter in ({}, {"stadtteil": None})]
    assert [daten and daten["name"] for daten in namen] == ["Welper: Armut", "Armut"]


# --- On the pages --------------------------------------------------------------------------------

TAG = timedelta(days=1)
BOESE = "</script><script>alert(1)</script>&\u2028"


def ziele(liste: dict[str, Any]) -> list[str]:
    return [schritt["url"].removeprefix(BASIS) for schritt in liste["itemListElement"]]


@pytest.mark.usefixtures("jetzt")
@pytest.mark.django_db
def test_a_conference_carries_its_event_through_its_life(client: Client) -> None:
    welper = f.konferenz(stadtteil=f.stadtteil("Welper"))

    def stand(**felder: Any) -> list[list[Any]]:
        for name, wert in felder.items():
            setattr(welper, name, wert)
        fortschreiben(welper, jetzt=f.JETZT)
        welper.refresh_from_db()
        return [
            [daten.get(name) for name in ("startDate", "previousStartDate", "eventStatus")]
            for daten in hole(client, welper.get_absolute_url()).strukturdaten("Event")
        ]

    erster, zweiter = "2026-01-26T17:00:00+01:00", "2026-01-27T17:00:00+01:00"
    wort = "https://schema.org/Event"
    zwei = timedelta(hours=2)
    assert stand() == []
    assert stand(beginn=WINTER, ende=WINTER + zwei) == [[erster, None, f"{wort}Scheduled"]]
    assert stand(beginn=WINTER + TAG, ende=WINTER + TAG + zwei) == [
        [zweiter, erster, f"{wort}Rescheduled"]
    ]
    assert stand(beginn=None, ende=None, status=Status.VERSCHOBEN) == [
        [zweiter, None, f"{wort}Postponed"]
    ]
    assert stand(beginn=WINTER, ende=WINTER + zwei, status=Status.OEFFENTLICH) == [
        [erster, zweiter, f"{wort}Rescheduled"]
    ]
    assert stand(status=Status.ABGESAGT) == [[erster, None, f"{wort}Cancelled"]]


@pytest.mark.usefixtures("jetzt")
@pytest.mark.django_db
def test_no_text_of_a_conference_gets_out_of_its_block(client: Client) -> None:
    welper = f.konferenz(
        beginn=WINTER,
        titel=BOESE,
        beschreibung=BOESE,
        statusgrund=BOESE,
        ort=f.ort(BOESE),
        stadtteil=f.stadtteil(BOESE),
    )
    seite = hole(client, welper.get_absolute_url())
    [daten] = seite.strukturdaten("Event")
    assert daten["name"] == BOESE
    assert daten["description"] == f"{BOESE}\n\n{BOESE}"
    assert daten["location"]["name"] == BOESE
    assert seite.skripte() == []


@pytest.mark.usefixtures("jetzt")
@pytest.mark.django_db
def test_lists_lead_to_what_is_an_event_and_public(client: Client) -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    f.konferenz(stadtteil=welper, beginn=WINTER)
    f.konferenz(stadtteil=baak, beginn=WINTER + TAG)
    f.konferenz(stadtteil=f.stadtteil("EOBS"))
    armut = {"art": Art.THEMENKONFERENZ, "titel": "Armut", "beginn": WINTER + 2 * TAG}
    f.konferenz(**armut)
    f.konferenz(**armut | {"titel": "Kanarie"}, status=Status.ENTWURF)
    f.konferenz(**armut | {"titel": "Kanarie 2"}, veroeffentlichen_ab=f.JETZT + TAG)
    f.konferenz(
        stadtteil=welper,
        beginn=WINTER + TAG,
        runde=f.runde("Beispielrunde", beispiel=True),
    )
    erwartet = {
        "/termine/": [
            "/termine/welper-fruehjahr-2026/",
            "/termine/winz-baak-fruehjahr-2026/",
            "/termine/armut/",
        ],
        "/termine/?stadtteil=winz-baak": ["/termine/winz-baak-fruehjahr-2026/"],
        "/termine/runden/fruehjahr-2026/": [
            "/termine/welper-fruehjahr-2026/",
            "/termine/winz-baak-fruehjahr-2026/",
        ],
        "/stadtteile/welper/": ["/termine/welper-fruehjahr-2026/", "/termine/armut/"],
    }
    for adresse, konferenzen in erwartet.items():
        [liste] = hole(client, adresse).strukturdaten("ItemList")
        assert ziele(liste) == konferenzen, adresse
    for adresse in ("/termine/runden/beispielrunde/", "/termine/welper-beispielrunde/"):
        arten = [daten["@type"] for daten in hole(client, adresse).strukturdaten()]
        assert arten == ["BreadcrumbList"], adresse
