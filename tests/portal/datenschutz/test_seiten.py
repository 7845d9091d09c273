"""The pages on which the office answers who asks, and erases."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akteure.models import Akteur, Kontakt
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from konferenzen.models import Einladung
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.rollen import angemeldet, konto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
SEITE = reverse("admin:personendaten")
MAIL = "anna@example.org"


@pytest.fixture
def buero(db: None) -> Client:
    return angemeldet(konto("Quartiersentwicklung", name="buero"))


def formular(seite: str) -> dict[str, str]:
    """Give the fields with which the page on `seite` asks whether to erase."""
    versteckt = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', seite)
    return {name: wert for name, wert in versteckt if name != "csrfmiddlewaretoken"}


def zeilen(seite: str) -> list[list[str]]:
    """Give what the table of the page says."""
    tabelle = re.findall(r"<tr>(.*?)</tr>", seite, re.DOTALL)[1:]
    nackt = [re.sub(r"<[^>]+>", " ", zeile) for zeile in tabelle]
    return [
        [" ".join(teil.split()) for teil in re.split(r"\n\s*\n", zeile.strip())] for zeile in nackt
    ]


def suchen(client: Client, adresse: str = MAIL) -> str:
    antwort = client.post(SEITE, {"adresse": adresse})
    assert antwort.status_code == 200
    return antwort.text


def test_the_list_of_messages_leads_there_those_who_may(buero: Client) -> None:
    liste = reverse("admin:hattingen_portal_meldung_changelist")
    assert SEITE in buero.get(liste).text
    kollegin = angemeldet(konto("Stadtteilbetreuung", stadtteile=(f.stadtteil(),)))
    assert SEITE not in kollegin.get(liste).text
    assert kollegin.post(SEITE, {"adresse": MAIL}).status_code == 403


def test_it_is_shown_first_and_then_erased(buero: Client) -> None:
    eine = meldung(email=MAIL, name="Anna Beispiel")
    eine.sendungen.add(Sendung.objects.create(an=[MAIL], betreff="Gruß", text="x"))
    verein = f.akteur("Verein", beschreibung="Fragen an Anna Beispiel oder anna@example.org")
    seite = suchen(buero, "ANNA@example.org ")
    assert reverse("admin:hattingen_portal_meldung_change", args=[eine.pk]) in seite
    assert "Noch nicht beantwortet: 1." in seite
    assert "Bitte selbst prüfen:" in seite
    assert reverse("admin:akteure_akteur_change", args=[verein.pk]) in seite
    assert (Meldung.objects.count(), Sendung.objects.count()) == (1, 1)

    antwort = buero.post(SEITE, formular(seite) | {"loeschen": ""}, follow=True)
    assert antwort.redirect_chain == [(SEITE, 302)]
    satz = (
        "Gelöscht oder geleert: Meldungen (1), E-Mails (1), Akteurinnen und Akteure: Texte mit "
        "der Adresse (1), Geschichte: Texte mit der Adresse (1)."
    )
    assert [str(m) for m in antwort.context["messages"]] == [satz]
    assert (Meldung.objects.count(), Sendung.objects.count()) == (0, 0)
    verein.refresh_from_db()
    assert verein.beschreibung == "Fragen an Anna Beispiel oder [entfernt]"
    eintrag = LogEntry.objects.get()
    assert eintrag.user.username == "buero"
    assert MAIL not in eintrag.change_message
    assert "Meldungen (1)" in eintrag.change_message


def namensgleiche(seite: str) -> list[str]:
    """Give what the page says somebody has to look at."""
    _, _, liste = seite.partition("Bitte selbst prüfen:")
    eintraege = re.findall(r"<li>(.*?)</li>", liste.partition("</ul>")[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", eintrag).split()) for eintrag in eintraege]


def test_of_many_places_twenty_are_named_and_all_on_demand(buero: Client) -> None:
    for n in range(23):
        meldung(email=MAIL, name="Anna Beispiel")
        f.akteur(f"Verein {n:02}", beschreibung="Fragen an Anna Beispiel")
    kurz = suchen(buero)
    ganz = buero.post(SEITE, {"adresse": MAIL, "alle": ""}).text

    alle = [f"Akteur: Verein {n:02}" for n in range(23)]
    assert namensgleiche(kurz) == [*alle[:20], "und 3 weitere"]
    assert namensgleiche(ganz) == alle
    stellen = reverse("admin:hattingen_portal_meldung_changelist")
    assert [len(re.findall(rf'"{stellen}\d+/change/"', seite)) for seite in (kurz, ganz)] == [
        20,
        23,
    ]
    knopf = '<button type="submit" class="button" name="alle">Alle Stellen anzeigen</button>'
    assert [seite.count(knopf) for seite in (kurz, ganz)] == [1, 0]

    # What is shown in part goes as a whole, from either page.
    assert formular(kurz) == formular(ganz)
    assert buero.post(SEITE, formular(kurz) | {"loeschen": ""}).status_code == 302
    assert not Meldung.objects.exists()


@pytest.mark.parametrize("wie", [{}, {"alle": ""}])
def test_thirty_places_take_no_more_queries_than_one(buero: Client, wie: dict[str, str]) -> None:
    meldung(email=MAIL, name="Anna Beispiel")
    konferenz = f.konferenz(beginn=f.JETZT)

    def dazu(n: int) -> None:
        verein = f.akteur(f"Verein {n:02}", beschreibung="Fragen an Anna Beispiel")
        Einladung.objects.create(
            konferenz=konferenz, akteur=verein, reihenfolge=n, notiz="Frau Anna Beispiel"
        )

    def abfragen() -> int:
        with CaptureQueriesContext(connection) as gezaehlt:
            assert buero.post(SEITE, {"adresse": MAIL} | wie).status_code == 200
        return len(gezaehlt)

    dazu(0)
    abfragen()  # what Django looks up once for all requests
    eine = abfragen()
    for n in range(1, 30):
        dazu(n)
    assert abfragen() <= eine  # of the kinds, too, not all may be among the first


def test_what_is_private_of_an_entry_is_shown_in_full_on_demand(buero: Client) -> None:
    person = f.akteur("Anna Beispiel", art=Akteur.Art.EINZELPERSON)
    for n in range(21):
        f.akteur(f"Verein {n:02}", beschreibung="Fragen an Anna Beispiel")
    kurz = buero.get(akteurseite(person)).text
    ganz = buero.post(akteurseite(person), {"alle": ""}).text
    assert [len(namensgleiche(seite)) for seite in (kurz, ganz)] == [21, 21]
    assert [namensgleiche(seite)[20] for seite in (kurz, ganz)] == [
        *("und 1 weitere", "Akteur: Verein 20")
    ]
    assert Akteur.objects.filter(pk=person.pk).exists()


def test_what_came_in_between_is_shown_before_it_goes(buero: Client) -> None:
    meldung(email=MAIL)
    felder = formular(suchen(buero))
    meldung(email=MAIL)
    antwort = buero.post(SEITE, felder | {"loeschen": ""})
    assert "Inzwischen würde etwas anderes gelöscht" in antwort.text
    assert Meldung.objects.count() == 2
    assert buero.post(SEITE, formular(antwort.text) | {"loeschen": ""}).status_code == 302
    assert Meldung.objects.count() == 0


def test_the_answer_is_a_file_that_nobody_keeps(buero: Client) -> None:
    meldung(email=MAIL, text="Hallo")
    antwort = buero.post(SEITE, {"adresse": MAIL, "auskunft": ""})
    assert antwort["Content-Disposition"] == 'attachment; filename="auskunft.txt"'
    assert "no-store" in antwort["Cache-Control"]
    assert "Nachricht: Hallo" in antwort.text


@pytest.mark.parametrize(
    ("eingabe", "fehler"),
    [
        ("", "Bitte geben Sie die E-Mail-Adresse der Person ein."),
        ("anna", "„anna“ ist keine E-Mail-Adresse."),
    ],
)
def test_what_is_no_address_is_told(buero: Client, eingabe: str, fehler: str) -> None:
    antwort = buero.post(SEITE, {"adresse": eingabe, "loeschen": ""})
    assert antwort.status_code == 200
    assert fehler in antwort.text


def test_nothing_is_there_to_be_erased(buero: Client) -> None:
    seite = suchen(buero)
    assert "<p>Nichts. Auch das ist eine Auskunft: Bitte teilen Sie es der Person mit.</p>" in seite
    assert formular(seite) == {}


def test_an_entry_without_anything_private_leads_back(buero: Client) -> None:
    verein = f.akteur("Verein")
    seite = buero.get(akteurseite(verein)).text
    assert "<p>Nichts: Hier ist nichts Privates gespeichert.</p>" in seite
    zurueck = reverse("admin:akteure_akteur_change", args=[verein.pk])
    assert f'<a href="{zurueck}">Zurück zum Eintrag</a>' in seite
    assert formular(seite) == {}


def test_the_office_erases_no_account_and_says_so(buero: Client) -> None:
    person = User.objects.create_user("sb", MAIL, is_staff=True)
    AccessAttempt.objects.create(username=MAIL, failures_since_start=5)
    meldung(email=MAIL)
    seite = suchen(buero)
    assert "Zu dieser Adresse gibt es ein Konto. Es bleibt" in seite
    antwort = buero.post(SEITE, formular(seite) | {"loeschen": ""}, follow=True)
    assert [str(m).split(".")[0] for m in antwort.context["messages"]] == [
        "Gelöscht oder geleert: Meldungen (1)",
        "Zu dieser Adresse gibt es ein Konto",
    ]
    person.refresh_from_db()
    assert (person.email, person.is_active, Meldung.objects.count()) == (MAIL, True, 0)
    assert AccessAttempt.objects.get().username == MAIL  # nor unlocks it


def test_who_keeps_accounts_erases_them_too_but_not_the_own(sb: Client) -> None:
    User.objects.filter(username="sb").update(email="sb@example.org")
    person = User.objects.create_user("anna", MAIL, is_staff=True)
    sb.post(SEITE, formular(suchen(sb)) | {"loeschen": ""})
    person.refresh_from_db()
    assert (person.username, person.email, person.is_active) == (f"ehemalig-{person.pk}", "", False)
    assert "Es bleibt" in suchen(sb, "sb@example.org")


def akteurseite(akteur: Akteur) -> str:
    return reverse("admin:akteure_akteur_privates", args=[akteur.pk])


def privates_loeschen(client: Client, akteur: Akteur) -> Any:
    seite = client.get(akteurseite(akteur))
    assert seite.status_code == 200
    return client.post(akteurseite(akteur), formular(seite.text) | {"loeschen": ""})


def test_of_an_organisation_the_private_goes_and_the_public_stays(buero: Client) -> None:
    verein = f.akteur("Verein", email="info@example.org", einwilligung_wortlaut="Ja.")
    Kontakt.objects.create(akteur=verein, name="Anna Beispiel", email=MAIL)
    Einladung.objects.create(konferenz=f.konferenz(), akteur=verein, notiz="Rollstuhl")
    meldung(email=MAIL)
    fremde = meldung(email="info@example.org")
    assert (
        akteurseite(verein)
        in buero.get(reverse("admin:akteure_akteur_change", args=[verein.pk])).text
    )
    assert privates_loeschen(buero, verein).url == reverse(
        "admin:akteure_akteur_change", args=[verein.pk]
    )
    verein.refresh_from_db()
    assert (verein.email, verein.einwilligung_wortlaut) == ("info@example.org", "")
    assert (Kontakt.objects.count(), Einladung.objects.get().notiz) == (0, "")
    assert list(Meldung.objects.all()) == [fremde]


def test_the_address_that_is_public_is_not_taken_for_a_persons(buero: Client) -> None:
    verein = f.akteur("Verein", email=MAIL)
    Kontakt.objects.create(akteur=verein, email=MAIL)
    eine = meldung(email=MAIL)
    privates_loeschen(buero, verein)
    assert list(Meldung.objects.all()) == [eine]
    assert Kontakt.objects.count() == 0


def test_a_private_person_goes_as_a_whole(buero: Client) -> None:
    person = f.akteur("Anna Beispiel", art=Akteur.Art.EINZELPERSON)
    Kontakt.objects.create(akteur=person, name="Anna Beispiel", email=MAIL)
    konferenz = f.konferenz(beginn=f.berlin(2026, 2, 2, 17))
    Einladung.objects.create(konferenz=konferenz, akteur=person)
    meldung(art="berichtigung", akteur=person, email="b@example.org")
    LogEntry.objects.create(
        user=User.objects.get(),
        action_flag=2,
        object_repr="x",
        change_message='[{"added": {"name": "Gast", "object": "Anna Beispiel \\u2013 Welper"}}]',
    )
    antwort = privates_loeschen(buero, person)
    assert antwort.url == reverse("admin:akteure_akteur_changelist")
    uebrig = [m.objects.count() for m in (Akteur, Kontakt, Einladung, Meldung)]
    assert uebrig == [0, 0, 0, 0]
    assert "Anna" not in " ".join(LogEntry.objects.values_list("change_message", flat=True))
    assert buero.get(akteurseite(person)).status_code == 404


def test_who_may_not_delete_an_akteur_erases_nothing_of_it() -> None:
    welper = f.stadtteil("Welper")
    verein = f.akteur()
    verein.stadtteile.add(welper)
    kollegin = angemeldet(konto("Stadtteilbetreuung", stadtteile=(welper,)))
    assert kollegin.get(akteurseite(verein)).status_code == 403
    seite = kollegin.get(reverse("admin:akteure_akteur_change", args=[verein.pk])).text
    assert "Private Daten löschen" not in seite
