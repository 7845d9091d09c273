"""The Startseite, the pages around the portal, and what is not a page."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.seite import Seite, hole

pytestmark = pytest.mark.usefixtures("jetzt")
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
FORMULARE = ("kontakt", "barriere_melden")
RECHTLICHES = (
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "leichte_sprache",
    "gebaerdensprache",
)


# --- Startseite ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_board_answers_for_every_stadtteil(client: Client) -> None:
    welper, baak, mitte, eobs = (
        f.stadtteil(name, reihenfolge=nummer)
        for nummer, name in enumerate(("Welper", "Winz-Baak", "Mitte", "EOBS"))
    )
    f.konferenz(stadtteil=eobs)
    f.konferenz(stadtteil=welper, beginn=MONTAG + TAG, ort=f.ort())
    f.konferenz(stadtteil=baak, beginn=MONTAG)
    f.konferenz(stadtteil=mitte, status=Status.ENTWURF, beginn=MONTAG)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=MONTAG)
    geheim = {"art": Art.THEMENKONFERENZ, "titel": "Geheim", "beginn": MONTAG}
    f.konferenz(**geheim, status=Status.ENTWURF)
    f.konferenz(**geheim, veroeffentlichen_ab=f.JETZT + TAG)
    f.konferenz(**geheim, status=Status.ZURUECKGEZOGEN)
    for nummer in range(4):
        f.beitrag(f"Neu {nummer}", veroeffentlichen_ab=f.JETZT - nummer * TAG)
    f.beitrag("Entwurf", veroeffentlichen_ab=None)

    seite = hole(client, "/")

    assert seite.texte("li", "tafelzeile") == [
        "Montag, 26. Januar 2026, Winz-Baak 17–19 Uhr Ort wird noch bekanntgegeben",
        (
            "Dienstag, 27. Januar 2026, Welper 17–19 Uhr "
            "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
        ),
        "EOBS Termin wird noch bekanntgegeben Ort wird noch bekanntgegeben",
        "Mitte Zurzeit ist keine Konferenz geplant",
        (
            "Montag, 26. Januar 2026, Armut Themenkonferenz, ganze Stadt 17–19 Uhr "
            "Ort wird noch bekanntgegeben"
        ),
    ]
    assert seite.texte("p", "kachel__name") == ["Welper", "Winz-Baak", "Mitte", "EOBS"]
    assert seite.texte("p", "nachricht__titel") == ["Neu 0", "Neu 1", "Neu 2"]


@pytest.mark.django_db
def test_another_city_runs_the_portal_by_settings(client: Client, settings: Settings) -> None:
    settings.PORTAL_KOMMUNE, settings.PORTAL_TRAEGER = "Musterstadt", "Stadt Musterstadt"
    text = client.get("/").text
    assert "Musterstadt" in text
    assert "Hattingen" not in text


@pytest.mark.django_db
def test_only_public_contacts_are_shown(client: Client) -> None:
    f.ansprechperson(name="Erste", telefon="(02324) 204-0", email="quartier@example.org")
    f.ansprechperson(name="Zweite").stadtteile.add(f.stadtteil("Welper"))
    f.ansprechperson(name="Kanarie", oeffentlich=False)
    seite = hole(client, "/kontakt/")
    assert seite.texte("li", "liste__eintrag") == [
        "Quartiersentwicklung Erste Stadt Telefon (02324) 204-0 quartier@example.org",
        (
            "Quartiersentwicklung Zweite Stadt Platzhalter: E-Mail-Adresse, wird von der Stadt "
            "ergänzt Zuständig für Welper"
        ),
    ]
    assert "Kanarie" not in client.get("/").text


# --- What every page has -------------------------------------------------------------------------


def alle_seiten() -> list[str]:
    """Save the first content of a portal and give the address of each kind of page."""
    call_command("grunddaten", verbosity=0)
    call_command("beispieldaten", verbosity=0)
    namen = ("startseite", "termine", "archiv", "kalender", "stadtteile", "akteure", "aktuelles")
    return [
        *(reverse(name) for name in (*namen, "daten", *FORMULARE, *RECHTLICHES)),
        "/termine/runden/fruehjahr-2026/",
        "/termine/welper-fruehjahr-2026/",
        "/termine/eobs-fruehjahr-2026/",
        "/stadtteile/eobs/",
        "/akteure/hwg-eg/",
        "/akteure/hwg-eg/berichtigen/",
        "/aktuelles/hattingen-ist-engagierte-stadt/",
    ]


@pytest.mark.django_db
def test_every_page_has_what_a_page_must_have(client: Client) -> None:
    titel = []
    for adresse in alle_seiten():
        response = client.get(adresse)
        assert response.status_code == 200, adresse
        # What keeps a form from being sent by another site, and nothing else.
        formular = bool(Seite(response.text).alle("form", "formular"))
        assert list(response.cookies) == ["csrftoken"] * formular, adresse
        assert ("Cookie" in response.get("Vary", "")) is formular, adresse
        assert "unsafe" not in response["Content-Security-Policy"], adresse
        assert len(response.content) <= 40_000, adresse
        seite = Seite(response.text)
        assert seite.alle("html")[0].attrs == {"lang": "de"}
        assert len(seite.alle("h1")) == 1, adresse
        assert seite.adressen()[0] == "#inhalt"
        assert len(seite.alle("main")) == 1
        assert [e for e in seite.elemente if "style" in e.attrs] == []
        assert seite.skripte() == seite.alle("style") == []
        fremd = [
            e.attrs[name]
            for e in seite.elemente
            for name in ("src", "action", "srcset")
            if e.attrs.get(name, "/")[0] not in "/#"
        ]
        assert fremd == []
        titel += seite.texte("title")
    assert len(set(titel)) == len(titel)


def kanonisch(seite: Seite) -> list[str]:
    return [e.attrs["href"] for e in seite.alle("link") if e.attrs["rel"] == "canonical"]


@pytest.mark.parametrize(
    ("adresse", "eigentlich"),
    [
        ("/aktuelles/", "/aktuelles/"),
        ("/aktuelles/?seite=1&unsinn=1", "/aktuelles/"),
        ("/aktuelles/?seite=2", "/aktuelles/?seite=2"),
        ("/aktuelles/?seite=99", "/aktuelles/?seite=2"),
        ("/kontakt/?unsinn=1", "/kontakt/"),
    ],
)
@pytest.mark.django_db
def test_each_page_names_its_proper_address(
    client: Client, settings: Settings, adresse: str, eigentlich: str
) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    for _ in range(13):
        f.beitrag()
    assert kanonisch(hole(client, adresse)) == [f"https://quartiere.example.org{eigentlich}"]


@pytest.mark.parametrize(
    ("adresse", "aktuell"),
    [
        ("/termine/", {"Termine": "page"}),
        ("/termine/archiv/", {"Termine": "true"}),
        ("/kalender/", {"Kalender": "page"}),
        ("/akteure/", {"Wer mitmacht": "page"}),
        ("/kontakt/", {"Kontakt": "page"}),
    ],
)
@pytest.mark.django_db
def test_the_navigation_says_where_the_reader_is(
    client: Client, adresse: str, aktuell: dict[str, str]
) -> None:
    links = [a for a in hole(client, adresse).alle("a") if "aria-current" in a.attrs]
    assert {a.text: a.attrs["aria-current"] for a in links} == aktuell


@pytest.mark.parametrize(
    "name",
    [
        "startseite",
        "termine",
        "archiv",
        "kalender",
        "stadtteile",
        "akteure",
        "aktuelles",
        "kontakt",
    ],
)
@pytest.mark.django_db
def test_a_portal_without_any_content_has_its_pages(client: Client, name: str) -> None:
    assert len(hole(client, reverse(name)).alle("h1")) == 1


# --- Test system, robots, monitor ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_test_system_says_so_and_keeps_robots_out(settings: Settings) -> None:
    for testsystem in (False, True):
        settings.PORTAL_TESTSYSTEM = testsystem
        client = Client()
        response = client.get("/")
        seite = Seite(response.text)
        robots = [m for m in seite.alle("meta") if m.attrs.get("name") == "robots"]
        assert len(robots) == testsystem
        assert len(seite.alle("p", "leiste")) == testsystem
        assert response.get("X-Robots-Tag") == ("noindex, nofollow" if testsystem else None)
        assert client.get("/kalender/alle.ics").has_header("X-Robots-Tag") == testsystem


# --- Errors and pictures -------------------------------------------------------------------------


@pytest.mark.django_db
def test_errors_have_pages_of_their_own(client: Client) -> None:
    f.ansprechperson(name="Erste")
    response = client.get("/gibt-es-nicht/")
    assert response.status_code == 404
    seite = Seite(response.text)
    assert seite.texte("h1") == ["Diese Seite gibt es nicht"]
    assert kanonisch(seite) == []

    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert Seite(response.text).texte("h1") == ["Das Formular ist abgelaufen"]

    response = client.get("/", headers={"host": "fremd.example.org"})
    assert response.status_code == 400
    assert Seite(response.text).texte("h1") == ["Diese Anfrage ist nicht lesbar"]


@pytest.mark.parametrize(
    ("vorlage", "titel"),
    [("500.html", "Das hat nicht geklappt"), ("503.html", "Gleich wieder da")],
)
def test_the_last_pages_stand_without_request_and_database(
    settings: Settings, vorlage: str, titel: str
) -> None:
    settings.PORTAL_NAME = "Stadtteilportal"
    seite = Seite(render_to_string(vorlage))
    assert seite.texte("h1") == [titel]
    assert seite.texte("title") == [f"{titel} · Stadtteilportal Hattingen"]
    assert seite.texte("a", "heim") == ["Stadtteilportal Hattingen"]
