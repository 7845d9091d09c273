"""The page inside the pages of others: what it shows, and who may frame it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as einstellungen
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.konferenzen.abruf import MONTAG, TAG
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/einbetten/termine/"
STADT = "https://www.example.org"


def rahmen(antwort: HttpResponse) -> tuple[str, str | None]:
    """Give who may frame the answer, in the words of both headers."""
    vorgaben = dict(
        teil.strip().split(" ", 1) for teil in antwort["Content-Security-Policy"].split(";")
    )
    return vorgaben["frame-ancestors"], antwort.get("X-Frame-Options")


# --- Who may frame it ---


def test_nobody_may_frame_it_unless_named(client: Client, settings: Settings) -> None:
    settings.PORTAL_EINBETTEN_VON = []
    assert rahmen(client.get(ADRESSE)) == ("'none'", "DENY")

    settings.PORTAL_EINBETTEN_VON = [STADT, "https://quartier.example.org:8443"]
    assert rahmen(client.get(ADRESSE)) == (f"{STADT} https://quartier.example.org:8443", None)


def test_every_other_page_stays_out_of_frames(client: Client, settings: Settings) -> None:
    settings.PORTAL_EINBETTEN_VON = [STADT]
    konferenz = f.konferenz(beginn=MONTAG)
    for adresse in (
        *("/", "/termine/", konferenz.get_absolute_url(), "/kalender/", "/daten/"),
        *("/daten/termine.json", "/kalender/alle.ics", "/admin/login/", "/einbetten/"),
        *("/gibt-es-nicht/", "/gesundheit/"),
    ):
        assert rahmen(client.get(adresse)) == ("'none'", "DENY"), adresse


def test_the_rest_of_the_policy_stays(client: Client, settings: Settings) -> None:
    settings.PORTAL_EINBETTEN_VON = [STADT]
    erlaubt = client.get(ADRESSE)["Content-Security-Policy"]
    ueblich = client.get("/termine/")["Content-Security-Policy"]

    ohne = re.compile(r"frame-ancestors [^;]*")
    assert sorted(ohne.sub("", erlaubt).split("; ")) == sorted(ohne.sub("", ueblich).split("; "))


# --- What it shows ---


@pytest.fixture
def bestand() -> None:
    welper = f.stadtteil("Welper", fruehere_slugs=["altwelper"])
    f.konferenz(stadtteil=welper, beginn=MONTAG + TAG)
    f.konferenz(stadtteil=f.stadtteil("Mitte"), beginn=MONTAG, status=Status.ABGESAGT)
    f.konferenz(stadtteil=f.stadtteil("EOBS"))
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Rat", stadtteil=welper, beginn=MONTAG + 3 * TAG)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Vorbei", stadtteil=welper, beginn=MONTAG - 99 * TAG)
    for status, felder in (
        (Status.ENTWURF, {}),
        (Status.OEFFENTLICH, {"veroeffentlichen_ab": f.JETZT + TAG}),
        (Status.ZURUECKGEZOGEN, {}),
    ):
        f.konferenz(
            art=Art.SPRECHSTUNDE,
            titel="Kanarie",
            stadtteil=welper,
            beginn=MONTAG,
            status=status,
            **felder,
        )


@pytest.mark.usefixtures("bestand")
@pytest.mark.parametrize(
    ("suche", "ueberschrift", "namen", "hinweise"),
    [
        ("", "Hattingen", ["Mitte", "Welper", "Rat", "EOBS"], 0),
        ("?stadtteil=welper", "Welper", ["Welper", "Rat"], 0),
        ("?stadtteil=altwelper", "Welper", ["Welper", "Rat"], 0),
        ("?stadtteil=welper&art=sprechstunde", "Welper", ["Rat"], 0),
        ("?anzahl=2", "Hattingen", ["Mitte", "Welper"], 0),
        ("?stadtteil=atlantis", "Hattingen", ["Mitte", "Welper", "Rat", "EOBS"], 1),
        ("?stadtteil=%00&anzahl=%00", "Hattingen", ["Mitte", "Welper", "Rat", "EOBS"], 1),
        ("?anzahl=0", "Hattingen", ["Mitte", "Welper", "Rat", "EOBS"], 1),
        (f"?anzahl={'9' * 5000}", "Hattingen", ["Mitte", "Welper", "Rat", "EOBS"], 1),
        ("?stadtteil=welper&anzahl=viele", "Welper", ["Welper", "Rat"], 1),
        ("?unbekannt=1", "Hattingen", ["Mitte", "Welper", "Rat", "EOBS"], 0),
    ],
)
def test_the_next_dates_as_asked_for(
    client: Client, suche: str, ueberschrift: str, namen: list[str], hinweise: int
) -> None:
    seite = hole(client, ADRESSE + suche)

    assert seite.texte("h1") == [f"Termine in {ueberschrift}"]
    assert seite.texte("p", "tafelzeile__name") == namen
    assert len(seite.alle("p", "hinweis")) == hinweise


@pytest.mark.usefixtures("bestand")
def test_states_are_said_as_elsewhere(client: Client) -> None:
    assert hole(client, ADRESSE).texte("span", "zustand") == [
        "Abgesagt",
        "Termin wird noch bekanntgegeben",
    ]


def test_without_a_date_it_says_so(client: Client) -> None:
    f.stadtteil("Welper")
    for suche in ("", "?stadtteil=welper"):
        seite = hole(client, ADRESSE + suche)
        assert seite.texte("p", "hinweis") == ["Zurzeit ist hier kein Termin angekündigt."]


def test_it_shows_six_unless_asked_for_others(client: Client) -> None:
    for nummer in range(21):
        f.konferenz(art=Art.SPRECHSTUNDE, titel=f"Nr. {nummer}", beginn=MONTAG + nummer * TAG)
    for suche, anzahl in (("", 6), ("?anzahl=20", 20), ("?anzahl=21", 6)):
        assert len(hole(client, ADRESSE + suche).alle("li", "tafelzeile")) == anzahl


@pytest.mark.usefixtures("bestand")
def test_it_is_small_alone_and_not_for_search_engines(client: Client) -> None:
    seite = hole(client, ADRESSE)

    assert [e.attrs["target"] for e in seite.alle("base")] == ["_top"]
    assert [e.attrs["content"] for e in seite.alle("meta") if e.attrs.get("name") == "robots"] == [
        "noindex"
    ]
    assert not [e for e in seite.elemente if e.tag in {"script", "header", "footer", "nav", "form"}]
    [blatt] = [e.attrs["href"] for e in seite.alle("link") if e.attrs["rel"] == "stylesheet"]
    assert re.fullmatch(r"/static/portal/einbetten(\.\w+)?\.css", blatt)
    assert not client.get(ADRESSE).cookies


@pytest.mark.usefixtures("bestand")
def test_its_stylesheet_holds_the_rules_for_all_that_it_shows(client: Client) -> None:
    ganz, knapp = (
        set(
            re.findall(
                r"\.([a-z][\w-]*)", (einstellungen.BAU / f"static/portal/{name}").read_text()
            )
        )
        for name in ("portal.css", "einbetten.css")
    )
    f.konferenz(
        stadtteil=f.stadtteil("Baak"),
        runde=f.runde("Übung", beispiel=True),
        beginn=f.JETZT - timedelta(hours=1),
        status=Status.OEFFENTLICH,
    )
    f.konferenz(stadtteil=f.stadtteil("Baak 2"), status=Status.VERSCHOBEN)
    benutzt = {k for e in hole(client, f"{ADRESSE}?art=x").elemente for k in e.klassen}

    assert benutzt & ganz - knapp == set()
    assert len(benutzt & knapp) > 20


@pytest.mark.parametrize(("suche", "anfragen"), [("", 1), ("?stadtteil=welper", 3)])
def test_it_costs_the_same_with_one_row_and_with_thirty(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    suche: str,
    anfragen: int,
) -> None:
    welper = f.stadtteil("Welper")
    for nummer in range(30):
        f.konferenz(
            stadtteil=welper,
            runde=f.runde(f"Runde {nummer}"),
            beginn=MONTAG + nummer * TAG,
            ort=f.ort(str(nummer)),
        )
        if nummer in {0, 29}:
            with django_assert_num_queries(anfragen):
                client.get(ADRESSE + (f"{suche}&anzahl=20" if suche else "?anzahl=20"))
