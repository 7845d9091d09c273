"""The messages in the admin: who sees them, what is urgent, what stays as it was written."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from hattingen_portal.grunddaten import grunddaten_anlegen
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art, Weg, Zustand
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.models import Zustand as Sendezustand
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import fehler

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
LISTE = reverse("admin:hattingen_portal_meldung_changelist")
HEUTE = date(2026, 1, 14)
TAG = timedelta(days=1)


def adresse(objekt: Meldung, seite: str = "change") -> str:
    return reverse(f"admin:hattingen_portal_meldung_{seite}", args=[objekt.pk])


def sendung(objekt: Meldung, zustand: Sendezustand) -> None:
    zeit = f.JETZT if zustand == Sendezustand.GESENDET else None
    mail = Sendung.objects.create(
        an=["buero@example.org"], betreff="x", text="x", zustand=zustand, gesendet_am=zeit
    )
    objekt.sendungen.add(mail)


@pytest.fixture
def buero(client: Client) -> Client:
    """Give the browser of somebody from the Quartiersentwicklung."""
    return _angemeldet(client, "Quartiersentwicklung")


def _angemeldet(client: Client, gruppe: str) -> Client:
    grunddaten_anlegen()
    person = User.objects.create_user(gruppe, is_staff=True, first_name="Grace", last_name="H.")
    person.groups.add(Group.objects.get(name=gruppe))
    client.force_login(person)
    return client


# --- Who may -------------------------------------------------------------------------------------


def test_the_news_desk_sees_no_message(client: Client) -> None:
    objekt = meldung(art=Art.BERICHTIGUNG, akteur=f.akteur("Verein"), text="KANARIE")
    redaktion = _angemeldet(client, "Redaktion")
    adressen = [LISTE, *(adresse(objekt, s) for s in ("change", "antworten", "vorschlaege"))]
    assert [redaktion.get(a).status_code for a in adressen] == [403] * 4
    assert redaktion.post(adresse(objekt, "antworten"), {"wie": "ohne"}).status_code == 403
    assert "Meldungen" not in redaktion.get("/admin/").text
    assert Meldung.objects.get().offen


def test_the_office_sees_and_answers_them(buero: Client) -> None:
    objekt = meldung(text="KANARIE")
    assert "KANARIE" in buero.get(adresse(objekt)).text
    assert buero.get(adresse(objekt, "antworten")).status_code == 200


def test_without_a_login_there_is_nothing(client: Client) -> None:
    objekt = meldung(text="KANARIE")
    for seite in ("change", "antworten", "vorschlaege"):
        antwort = client.get(adresse(objekt, seite))
        assert (antwort.status_code, "login" in antwort["Location"]) == (302, True)


def test_a_group_that_was_there_before_gets_the_new_permissions() -> None:
    grunddaten_anlegen()
    gruppe = Group.objects.get(name="Quartiersentwicklung")
    neue = gruppe.permissions.filter(content_type__model__in=["meldung", "vorschlag", "sendung"])
    gruppe.permissions.remove(*neue)
    redaktion = set(Group.objects.get(name="Redaktion").permissions.all())

    grunddaten_anlegen()
    assert {p.codename for p in neue.all()} == {
        f"{recht}_{modell}"
        for recht in ("add", "change", "delete", "view")
        for modell in ("meldung", "vorschlag", "sendung")
    }
    assert set(Group.objects.get(name="Redaktion").permissions.all()) == redaktion


# --- The list ------------------------------------------------------------------------------------


def zeilen(client: Client, auswahl: str = "") -> list[Meldung]:
    return list(client.get(LISTE + auswahl).context["cl"].result_list)


def test_what_is_due_first_stands_first_and_filters_say_how_urgent(buero: Client) -> None:
    fertig = meldung(
        faellig_am=HEUTE - 9 * TAG,
        zustand=Zustand.BEANTWORTET,
        antwort_weg=Weg.BRIEF,
        abgeschlossen_am=f.JETZT,
    )
    spaet = meldung(faellig_am=HEUTE + 10 * TAG)
    bald = meldung(faellig_am=HEUTE + 2 * TAG)
    zu_spaet = meldung(faellig_am=HEUTE - 3 * TAG)
    assert zeilen(buero) == [zu_spaet, bald, spaet, fertig]
    assert zeilen(buero, "?frist=ueberfaellig") == [zu_spaet]
    assert zeilen(buero, "?frist=bald") == [bald]
    assert zeilen(buero, "?frist=unsinn") == [zu_spaet, bald, spaet, fertig]
    worte = [td.text for td in Seite(buero.get(LISTE).text).alle("td", "field-frist")]
    assert worte == [
        "überfällig seit 3 Tagen",
        "in 2 Tagen fällig",
        "in 10 Tagen fällig",
        "beantwortet am 14. Januar 2026 (Brief)",
    ]


def test_a_row_says_who_wrote_about_what_and_what_became_of_its_mails(
    buero: Client, settings: Settings
) -> None:
    a = meldung(name="Ada", stadtteil=f.stadtteil("Südstadt"), faellig_am=HEUTE)
    sendung(a, Sendezustand.GESENDET)
    sendung(a, Sendezustand.GESCHEITERT)
    seite = f"{settings.PORTAL_BASIS_URL}/termine/"
    b = meldung(email="b@example.org", art=Art.BARRIERE, seite=seite, faellig_am=HEUTE + TAG)
    sendung(b, Sendezustand.GESENDET)
    sendung(b, Sendezustand.WARTET)
    c = meldung(art=Art.BERICHTIGUNG, akteur=f.akteur("Verein"), faellig_am=HEUTE + 2 * TAG)
    sendung(c, Sendezustand.GESENDET)
    meldung(faellig_am=HEUTE + 3 * TAG)
    liste = Seite(buero.get(LISTE).text)
    spalten = [
        [td.text for td in liste.alle("td", f"field-{name}")]
        for name in ("absender", "worum", "mailstand")
    ]
    assert list(zip(*spalten, strict=True)) == [
        ("Ada", "Südstadt", "gescheitert"),
        ("b@example.org", "/termine/", "wartet"),
        ("Jemand ohne Namen", "Verein", "gesendet"),
        ("Jemand ohne Namen", "–", "keine"),
    ]


def test_the_list_costs_the_same_for_one_row_and_for_thirty(buero: Client) -> None:
    def eine() -> None:
        objekt = meldung(
            art=Art.BERICHTIGUNG, akteur=f.akteur(), stadtteil=f.stadtteil(), name="Ada"
        )
        sendung(objekt, Sendezustand.GESENDET)

    eine()
    buero.get(LISTE)
    with CaptureQueriesContext(connection) as mit_einer:
        buero.get(LISTE)
    for _ in range(29):
        eine()
    with CaptureQueriesContext(connection) as mit_dreissig:
        assert len(zeilen(buero)) == 30
    assert len(mit_dreissig) == len(mit_einer)


def test_the_due_date_stands_beside_the_name(buero: Client) -> None:
    """On a phone nothing further to the right is seen at once."""
    meldung()
    koepfe = [th.text for th in Seite(buero.get(LISTE).text).alle("th", "column-frist")]
    assert koepfe == ["Zu beantworten"]
    assert buero.get(LISTE).context["cl"].list_display[1:3] == ["__str__", "frist"]


def test_the_menu_says_how_many_wait(buero: Client) -> None:
    def eintrag() -> list[str]:
        worte = Seite(buero.get("/admin/").text).texte("a")
        return [wort for wort in worte if wort.startswith("Meldungen")]

    assert set(eintrag()) == {"Meldungen"}
    meldung(faellig_am=HEUTE)
    assert set(eintrag()) == {"Meldungen (1 offen)"}
    meldung(faellig_am=HEUTE - TAG)
    meldung(zustand=Zustand.ERLEDIGT, abgeschlossen_am=f.JETZT, faellig_am=HEUTE - TAG)
    assert set(eintrag()) == {"Meldungen (2 offen, 1 überfällig)"}


# --- One message ---------------------------------------------------------------------------------


def test_what_citizens_wrote_stays_and_the_due_date_and_a_note_may_change(buero: Client) -> None:
    objekt = meldung(name="Ada", text="Frage", email="ada@example.org")
    daten = formular(buero.get(adresse(objekt)).content, "meldung_form")
    eingaben = {name for name in daten if not name.startswith("initial-")}
    assert eingaben - {"csrfmiddlewaretoken", "version"} == {"faellig_am", "notiz"}

    gefaelscht = {"name": "X", "text": "X", "email": "x@example.org", "zustand": "beantwortet"}
    daten |= gefaelscht | {"faellig_am": "20.01.2026", "notiz": "Rückfrage gestellt"}
    assert buero.post(adresse(objekt), daten).status_code == 302
    objekt.refresh_from_db()
    assert (objekt.name, objekt.text, objekt.email, objekt.zustand) == (
        "Ada",
        "Frage",
        "ada@example.org",
        "offen",
    )
    assert (objekt.faellig_am, objekt.notiz) == (date(2026, 1, 20), "Rückfrage gestellt")


def test_a_barrier_cannot_be_put_off_beyond_six_weeks(buero: Client) -> None:
    objekt = meldung(art=Art.BARRIERE)
    daten = formular(buero.get(adresse(objekt)).content, "meldung_form")
    antwort = buero.post(adresse(objekt), daten | {"faellig_am": "26.02.2026"})
    assert list(fehler(antwort)) == ["faellig_am"]
    assert buero.post(adresse(objekt), daten | {"faellig_am": "25.02.2026"}).status_code == 302


def test_a_message_is_not_due_before_it_came_in(buero: Client) -> None:
    objekt = meldung()
    daten = formular(buero.get(adresse(objekt)).content, "meldung_form")
    antwort = buero.post(adresse(objekt), daten | {"faellig_am": "13.01.2026"})
    assert fehler(antwort) == {
        "faellig_am": [
            (
                "Die Meldung kam erst am 14. Januar 2026. Bitte nennen Sie diesen Tag oder einen "
                "späteren."
            )
        ]
    }
    assert buero.post(adresse(objekt), daten | {"faellig_am": "14.01.2026"}).status_code == 302


def test_a_stale_form_is_refused(buero: Client) -> None:
    objekt = meldung()
    daten = formular(buero.get(adresse(objekt)).content, "meldung_form")
    assert buero.post(adresse(objekt), daten | {"notiz": "Erste"}).status_code == 302
    gesagt = fehler(buero.post(adresse(objekt), daten | {"notiz": "Zweite"}))
    assert list(gesagt) == ["__all__", "notiz"]
    assert Meldung.objects.get().notiz == "Erste"


def test_a_page_of_the_portal_is_a_link_and_other_words_are_not(
    buero: Client, settings: Settings
) -> None:
    ziele = []
    hier = f"{settings.PORTAL_BASIS_URL}/suche/?q=a"
    fremd = ("//anderswo.example.org", "https://anderswo.example.org/", "javascript:alert(1)")
    for seite in ("/termine/", hier, "der Kalender", *fremd):
        objekt = meldung(art=Art.BARRIERE, seite=seite)
        links = Seite(buero.get(adresse(objekt)).text).alle("a")
        ziele.append([a.text for a in links if a.attrs.get("href") in (a.text, seite)])
    assert ziele == [["/termine/"], ["/suche/?q=a"], [], [], [], []]


def test_html_in_a_message_stays_text(buero: Client) -> None:
    boese = "<script>alert(1)</script>"
    objekt = meldung(name=boese, text=boese, seite=boese, telefon=boese)
    for ziel in (LISTE, adresse(objekt), adresse(objekt, "antworten")):
        assert boese not in buero.get(ziel).text


def test_only_what_is_closed_can_go_with_its_mails(buero: Client) -> None:
    offen = meldung(name="offen")
    fertig = meldung(zustand=Zustand.ERLEDIGT, abgeschlossen_am=f.JETZT)
    sendung(offen, Sendezustand.GESENDET)
    sendung(fertig, Sendezustand.GESENDET)
    assert buero.post(adresse(offen, "delete"), {"post": "yes"}).status_code == 403
    beide = {"action": "delete_selected", "_selected_action": [offen.pk, fertig.pk], "post": "yes"}
    buero.post(LISTE, beide)
    assert Meldung.objects.count() == 2

    assert buero.post(adresse(fertig, "delete"), {"post": "yes"}).status_code == 302
    assert list(Meldung.objects.all()) == [offen]
    assert Sendung.objects.count() == 1
    buero.post(adresse(offen, "antworten"), {"wie": "ohne", "version": offen.version})
    buero.post(LISTE, beide)
    assert not Meldung.objects.exists()
    assert not Sendung.objects.exists()
