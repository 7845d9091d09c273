"""Every list of the admin as a file: its rows and no others, for those who may see them."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akteure.models import Akteur, Kontakt
from hattingen_portal.anmeldung.models import Anmeldesperre
from hattingen_portal.grundlage.verwaltung import ausgabe
from hattingen_portal.grundlage.verwaltung.ausgabe import MitAusgabe
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.blatt import csv_zeilen, excel_zeilen
from tests.rollen import betreuung
from tests.seite import Seite
from tests.verwaltung import LISTE, aktion, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)
OHNE_DATEI = {Anmeldesperre}  # names and addresses of those who failed leave the portal never
EIGENE = [
    modell
    for modell in admin.site._registry
    if not modell.__module__.startswith("django.contrib") and modell not in OHNE_DATEI
]


def adresse(modell: type[models.Model], form: str = "csv", auswahl: str = "") -> str:
    name = f"{modell._meta.app_label}_{modell._meta.model_name}"
    return reverse(f"admin:{name}_ausgeben", args=[form]) + auswahl


def erste_spalte(antwort: Any) -> list[str]:
    assert antwort.status_code == 200
    return [zeile[0] for zeile in csv_zeilen(antwort.content)[1:]]


def als_tabelle(antwort: Any) -> list[dict[str, str]]:
    koepfe, *zeilen = csv_zeilen(antwort.content)
    return [dict(zip(koepfe, zeile, strict=True)) for zeile in zeilen]


def person(client: Client, *rechte: str) -> Client:
    """Log in somebody of the staff who may do just this."""
    mensch = User.objects.create_user("p", is_staff=True)
    mensch.user_permissions.set(Permission.objects.filter(codename__in=rechte))
    client.force_login(mensch)
    return client


@pytest.mark.parametrize("modell", EIGENE, ids=lambda modell: modell.__name__)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_list_has_its_columns_and_its_buttons(
    sb: Client, modell: type[models.Model], form: str
) -> None:
    verwaltung = admin.site.get_model_admin(modell)
    assert isinstance(verwaltung, MitAusgabe)
    antwort = sb.get(adresse(modell, form))
    assert antwort.status_code == 200
    zeilen = csv_zeilen(antwort.content) if form == "csv" else excel_zeilen(antwort.content)
    koepfe = zeilen[0]
    assert koepfe == [spalte.kopf for spalte in verwaltung.spalten]
    assert len(set(koepfe)) == len(koepfe) > 0
    liste = reverse(f"admin:{modell._meta.app_label}_{modell._meta.model_name}_changelist")
    assert adresse(modell, form) in Seite(sb.get(liste).text).adressen()
    assert sb.get(adresse(modell, "pdf")).status_code == 404


def test_a_conference_in_words_and_in_cells(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    k = f.konferenz(
        stadtteil=welper, beginn=MONTAG, ort=f.ort("Haus", raum="Saal"), anmeldung_bis=MONTAG.date()
    )
    k.ortsteile.set([f.ortsteil("Dorf"), f.ortsteil("Berg")])
    k.einladungen.create(akteur=f.akteur("Verein"), notiz="geheim")
    [zeile] = als_tabelle(sb.get(adresse(Konferenz)))
    assert zeile == {
        "Konferenz": "Stadtteilkonferenz Welper",
        "Art": "Stadtteilkonferenz",
        "Runde": "Frühjahr 2026",
        "Stadtteil": "Welper",
        "Einzelne Ortsteile": "Berg, Dorf",
        "Wochentag": "Montag",
        "Beginn": "26.01.2026 17:00",
        "Ende": "26.01.2026 19:00",
        "Ungefährer Termin": "",
        "Form": "vor Ort",
        "Ort": "Haus, Saal",
        "Anschrift": "Sankt-Joseph-Straße 2, 45527 Hattingen",
        "Link zur Online-Teilnahme": "",
        "Anmeldung bei": "",
        "Anmeldung bis": "26.01.2026",
        "Status": "öffentlich",
        "Grund": "",
        "Veröffentlichen ab": "",
        "Eingeladen": "Verein",
    }
    antwort = sb.get(adresse(Konferenz, "xlsx"))
    [koepfe, werte] = excel_zeilen(antwort.content)
    zellen = dict(zip(koepfe, werte, strict=True))
    assert zellen["Beginn"] == datetime(2026, 1, 26, 17)  # noqa: DTZ001 - Excel knows no zones
    assert zellen["Ort"] == "Haus, Saal"
    assert unquote(antwort["Content-Disposition"]) == (
        'attachment; filename="konferenzen-2026-01-14.xlsx"'
    )
    assert "no-store" in antwort["Cache-Control"]


def test_an_assumed_end_and_a_missing_date_are_empty(sb: Client) -> None:
    f.konferenz(beginn=MONTAG, ende=MONTAG + timedelta(hours=2), ende_geschaetzt=True)
    f.konferenz(datum_hinweis="im Mai")
    ohne, mit = sorted(als_tabelle(sb.get(adresse(Konferenz))), key=lambda zeile: zeile["Beginn"])
    assert (mit["Beginn"], mit["Ende"]) == ("26.01.2026 17:00", "")
    assert (ohne["Wochentag"], ohne["Beginn"], ohne["Ungefährer Termin"]) == ("", "", "im Mai")


def test_the_file_holds_what_the_list_shows_in_its_order(sb: Client) -> None:
    welper, mitte = f.stadtteil("Welper", reihenfolge=1), f.stadtteil("Mitte", reihenfolge=2)
    herbst = f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    f.konferenz(stadtteil=mitte, titel="B", status=Status.ENTWURF)
    f.konferenz(stadtteil=welper, titel="A", beginn=MONTAG)
    f.konferenz(stadtteil=welper, titel="C", runde=herbst, beginn=MONTAG + timedelta(days=1))
    auswahlen = {
        "?o=1": ["C", "A", "B"],
        "?o=-1": ["B", "C", "A"],
        f"?stadtteil__id__exact={welper.pk}": ["C", "A"],
        f"?stadtteil__id__exact={welper.pk}&runde__id__exact={herbst.pk}": ["C"],
        "?termin=offen": ["B"],
        "?q=mitte": ["B"],
        "?q=nirgends": [],
        "?status__exact=entwurf&p=7&all=": ["B"],
    }
    for auswahl, erwartet in auswahlen.items():
        gezeigt = erste_spalte(sb.get(adresse(Konferenz, auswahl=auswahl)))
        assert gezeigt == erwartet, auswahl
        if "p=7" not in auswahl:
            liste = sb.get(LISTE + auswahl).context["cl"].result_list
            assert [k.titel for k in liste] == erwartet, auswahl
    seite = Seite(sb.get(f"{LISTE}?q=mitte&o=1").text)
    assert adresse(Konferenz, auswahl="?q=mitte&o=1") in seite.adressen()


def test_all_pages_of_the_list_are_in_the_file(sb: Client) -> None:
    for n in range(60):
        f.akteur(f"Verein {n:02}")
    assert len(erste_spalte(sb.get(adresse(Akteur, auswahl="?p=2")))) == 60


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(sb: Client) -> None:
    antwort = sb.get(adresse(Konferenz, auswahl="?beginn__year=unsinn"))
    assert (antwort.status_code, antwort["Location"]) == (302, f"{LISTE}?e=1")
    assert sb.get(adresse(Konferenz, auswahl="?q=%00")).status_code == 400


def test_the_ticked_rows_alone(sb: Client) -> None:
    eine, zweite = f.konferenz(titel="A", beginn=MONTAG), f.konferenz(titel="B")
    f.konferenz(titel="C")
    antwort = aktion(sb, "ausgeben_csv", eine, zweite)
    assert sorted(erste_spalte(antwort)) == ["A", "B"]
    antwort = aktion(sb, "ausgeben_xlsx", zweite)
    assert excel_zeilen(antwort.content)[1][0] == "B"
    wahl = dict(sb.get(LISTE).context["action_form"].fields["action"].choices)
    assert wahl["ausgeben_xlsx"] == "Ausgewählte Konferenzen als Excel-Datei ausgeben"


def test_who_may_not_see_the_list_gets_no_file(client: Client) -> None:
    f.konferenz(titel="Geheim", status=Status.ENTWURF)
    person(client, "view_akteur")
    for form in ("csv", "xlsx"):
        assert client.get(adresse(Konferenz, form)).status_code == 403
    assert client.get(adresse(Akteur)).status_code == 200
    assert Client().get(adresse(Akteur)).status_code == 302


def test_the_private_contact_is_for_those_who_may_view_it(client: Client) -> None:
    verein = f.akteur("Verein", email="info@example.org")
    f.akteur("Ohne")
    Kontakt.objects.create(akteur=verein, name="Kanarie", email="privat@example.org", notiz="Notiz")
    person(client, "view_akteur")
    ohne = client.get(adresse(Akteur))
    assert erste_spalte(ohne) == ["Ohne", "Verein"]
    assert "info@example.org" in ohne.text
    for geheim in ("Kanarie", "privat@example.org", "Interner Kontakt"):
        assert geheim not in ohne.text
    mensch = User.objects.get()
    mensch.user_permissions.add(Permission.objects.get(codename="view_kontakt"))
    [ohne_kontakt, zeile] = als_tabelle(client.get(adresse(Akteur)))
    assert zeile["Interner Kontakt: Name"] == "Kanarie"
    assert zeile["Interner Kontakt: E-Mail"] == "privat@example.org"
    assert ohne_kontakt["Interner Kontakt: Name"] == ""
    assert "Notiz" not in str(zeile)


def test_a_stadtteil_colleague_gets_contacts_of_their_own_actors_alone() -> None:
    welper = f.stadtteil("Welper")
    eigener, stadtweiter = f.akteur("Eigener"), f.akteur("Stadtweiter")
    eigener.stadtteile.add(welper)
    for verein in (eigener, stadtweiter):
        Kontakt.objects.create(akteur=verein, name=f"Kanarie {verein}", email="k@example.org")
    client = betreuung(welper)
    wahl = {"action": "ausgeben_csv", "_selected_action": [eigener.pk, stadtweiter.pk]}
    liste = reverse("admin:akteure_akteur_changelist")
    for antwort in (client.get(adresse(Akteur)), client.post(liste, wahl)):
        assert {
            zeile["Name"]: (zeile["Interner Kontakt: Name"], zeile["Interner Kontakt: E-Mail"])
            for zeile in als_tabelle(antwort)
        } == {"Eigener": ("Kanarie Eigener", "k@example.org"), "Stadtweiter": ("", "")}


def test_messages_and_mails_leave_without_names_addresses_and_words(sb: Client) -> None:
    meldung = Meldung.objects.create(
        art="kontakt",
        faellig_am=date(2026, 1, 28),
        name="Kanarie",
        email="kanarie@example.org",
        telefon="0123456",
        text="Wortlaut",
        notiz="intern",
    )
    mail = Sendung.objects.create(
        an=["kanarie@example.org"], betreff="Ihre Nachricht", text="Wortlaut"
    )
    meldung.sendungen.add(mail)
    for modell, erwartet in ((Meldung, meldung.nummer), (Sendung, "Ihre Nachricht")):
        antwort = sb.get(adresse(modell))
        assert erste_spalte(antwort) == [erwartet]
        for geheim in ("anarie", "0123456", "Wortlaut", "intern"):
            assert geheim not in antwort.text


def test_a_formula_from_the_database_reaches_no_sheet(sb: Client) -> None:
    f.akteur("=cmd|' /C calc'!A0", telefon="+49 2324 1", beschreibung="@SUM(1)")
    [zeile] = als_tabelle(sb.get(adresse(Akteur)))
    gelesen = [zeile["Name"], zeile["Öffentliches Telefon"], zeile["Beschreibung"]]
    assert gelesen == ["'=cmd|' /C calc'!A0", "'+49 2324 1", "'@SUM(1)"]
    assert excel_zeilen(sb.get(adresse(Akteur, "xlsx")).content)[1][0] == gelesen[0]


def test_too_many_rows_are_said_and_not_given(sb: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ausgabe, "HOECHSTENS", 2)
    for n in range(3):
        f.akteur(f"Verein {n}")
    antwort = sb.get(adresse(Akteur, auswahl="?q=verein"))
    liste = reverse("admin:akteure_akteur_changelist")
    assert (antwort.status_code, antwort["Location"]) == (302, f"{liste}?q=verein")
    [gesagt] = meldungen(antwort)
    assert gesagt.startswith("Das wären 3 Zeilen. In eine Datei passen 2: Bitte wählen Sie")
    assert len(erste_spalte(sb.get(adresse(Akteur, auswahl="?q=verein+1")))) == 1


def _reich(n: int) -> None:
    """Make a row of each kind with everything that a column looks up elsewhere."""
    welper = f.stadtteil(f"Stadtteil {n}")
    dorf = f.ortsteil(f"Ortsteil {n}", welper)
    verein = f.akteur(f"Verein {n}")
    verein.stadtteile.add(welper)
    verein.ortsteile.add(dorf)
    verein.kategorien.add(f.kategorie(f"Kategorie {n}"))
    Kontakt.objects.create(akteur=verein, name="x")
    k = f.konferenz(stadtteil=welper, beginn=MONTAG, ort=f.ort(f"Haus {n}"))
    k.ortsteile.add(dorf)
    k.einladungen.create(akteur=verein)
    b = f.beitrag(f"Nachricht {n}", konferenz=k)
    b.stadtteile.add(welper)
    b.ortsteile.add(dorf)
    f.ansprechperson().stadtteile.add(welper)
    f.runde(f"Runde {n}")
    Meldung.objects.create(art="kontakt", faellig_am=MONTAG.date(), stadtteil=welper)
    Sendung.objects.create(an=["a@example.org"], betreff="x", text="x")


@pytest.mark.parametrize("modell", EIGENE, ids=lambda modell: modell.__name__)
def test_the_number_of_queries_is_fixed(
    sb: Client, modell: type[models.Model], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _reich(0)
    with CaptureQueriesContext(connection) as gezaehlt:
        sb.get(adresse(modell))
    for n in range(1, 30):
        _reich(n)
    with django_assert_num_queries(len(gezaehlt)):
        sb.get(adresse(modell))
