"""Who may read the handbook, and how the pages of the admin lead there."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from hattingen_portal.handbuch.hilfe import (
    ABSCHNITTE,
    ANMELDEN,
    UEBERALL,
    VOR_DER_ANMELDUNG,
    anker,
)
from hattingen_portal.handbuch.text import kapitel
from tests import fabriken as f
from tests.rollen import angemeldet, konto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
HANDBUCH = reverse("admin:handbuch")
NUR_ANMELDEN = reverse("admin:handbuch_anmelden")


def titel(*nur: str) -> set[str]:
    return {
        teil.titel
        for eines in kapitel()
        if eines.titel in nur or not nur
        for teil in (eines, *eines.abschnitte)
    }


def test_every_help_leads_to_a_section() -> None:
    assert {ziel for _, ziel in (*ABSCHNITTE, *UEBERALL)} - titel() == set()


def test_every_help_before_the_login_leads_to_the_chapter_that_is_open() -> None:
    assert {ziel for _, ziel in VOR_DER_ANMELDUNG} - titel(ANMELDEN) == set()


def test_no_help_is_for_a_page_that_does_not_exist() -> None:
    namen = {*namen_von(admin.site.get_urls()), "passwort_vergessen"}
    anfaenge = [anfang for anfang, _ in (*ABSCHNITTE, *VOR_DER_ANMELDUNG)]
    assert [a for a in anfaenge if not any(name.startswith(a) for name in namen)] == []
    assert [e for e, _ in UEBERALL if not any(name.endswith(e) for name in namen)] == []


def namen_von(muster: list[Any]) -> list[str]:
    innen = [name for eines in muster for name in namen_von(getattr(eines, "url_patterns", []))]
    return [*innen, *(eines.name for eines in muster if getattr(eines, "name", None))]


@pytest.mark.parametrize(
    "rolle", ["Redaktion", "Akteurspflege", "Stadtteilbetreuung", "Benutzerverwaltung"]
)
def test_all_staff_read_the_whole_handbook(rolle: str) -> None:
    antwort = angemeldet(konto(rolle)).get(HANDBUCH)
    assert antwort.status_code == 200
    assert antwort.context["kapitel"] == list(kapitel())


def test_nobody_else_reads_it() -> None:
    assert Client().get(HANDBUCH).status_code == 302


def test_whoever_cannot_log_in_reads_how_to_and_nothing_else() -> None:
    antwort = Client().get(NUR_ANMELDEN)
    assert [eines.titel for eines in antwort.context["kapitel"]] == [ANMELDEN]


@pytest.mark.parametrize(
    ("adresse", "ziel"),
    [
        ("/admin/", "Die Startseite der Verwaltung"),
        ("/admin/konferenzen/konferenz/", "In der Liste arbeiten"),
        ("/admin/konferenzen/konferenz/add/", "Eine Konferenz ankündigen"),
        ("/admin/konferenzen/konferenz/1/change/", "Etwas ändert sich"),
        ("/admin/konferenzen/konferenz/1/verlegen/", "Termin verlegen"),
        ("/admin/konferenzen/konferenz/1/history/", "Wer was geändert hat"),
        ("/admin/konferenzen/konferenz/1/pressetext/", "Pressetext kopieren"),
        ("/admin/konferenzen/runde/planen/", "Eine Runde planen"),
        ("/admin/konferenzen/runde/einlesen/", "Eine Terminliste einlesen"),
        ("/admin/hattingen_portal/meldung/", "Meldungen beantworten"),
        ("/admin/hattingen_portal/sendung/", "Mails, die nicht ankommen"),
        ("/admin/aktuelles/beitrag/add/", "Eine Nachricht schreiben"),
        ("/admin/passwort/", "Passwort vergessen"),
    ],
)
def test_a_page_leads_to_the_section_of_its_task(sb: Client, adresse: str, ziel: str) -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 3, 2, 17))
    seite = sb.get(adresse.replace("/1/", f"/{konferenz.pk}/")).text
    assert hilfen(seite) == [(f"{HANDBUCH}#{anker(ziel)}", ziel)]


def test_the_page_of_a_date_to_be_set_leads_there_too(sb: Client) -> None:
    seite = sb.get(f"/admin/konferenzen/konferenz/{f.konferenz().pk}/festlegen/").text
    ziel = "Termin festlegen"
    assert hilfen(seite) == [(f"{HANDBUCH}#{anker(ziel)}", ziel)]


@pytest.mark.parametrize(
    ("adresse", "ziel"), [("/admin/login/", "Anmelden"), ("/admin/passwort/", "Passwort vergessen")]
)
def test_before_the_login_it_leads_to_what_is_open(adresse: str, ziel: str) -> None:
    assert hilfen(Client().get(adresse).text) == [(f"{NUR_ANMELDEN}#{anker(ziel)}", ziel)]


def test_a_popup_leads_nowhere_else(sb: Client) -> None:
    assert hilfen(sb.get("/admin/konferenzen/veranstaltungsort/add/?_popup=1").text) == []


def hilfen(seite: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]+)">Hilfe: ([^<]+)</a>', seite)
