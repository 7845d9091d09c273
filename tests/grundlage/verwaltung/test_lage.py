"""The line at the top of a form says who sees this now, in each state."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from akteure.lage import akteurlage, kategorielage
from aktuelles.lage import beitragslage
from hattingen_portal.cockpit.lage import vorlauflage
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.meldungen.lage import meldungslage
from hattingen_portal.post.lage import sendungslage
from hattingen_portal.post.models import Sendung
from hattingen_portal.seiten.lage import seitenlage
from hattingen_portal.seiten.models import Schluessel
from konferenzen.fortschreibung import fortschreiben
from konferenzen.lage import ferienlage, konferenzlage, ortlage, rundenlage, sperrtaglage
from konferenzen.models import Ferien, Sperrtag, Status
from quartiere.lage import ansprechpersonlage, ortsteillage, stadtteillage
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.portal.seiten import fabrik
from tests.rollen import wer_darf
from tests.verwaltung import form_url, offen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
SOFORT = "Was Sie sichern, sehen alle sofort."


@pytest.mark.parametrize(
    ("felder", "text", "vorlaeufig"),
    [
        ({"status": Status.ENTWURF}, "Entwurf: sieht nur das Büro.", True),
        ({}, "Öffentlich seit 14. Januar 2026; Kalender zeigen es.", False),
        (
            {"beginn": None},
            (
                "Öffentlich seit 14. Januar 2026; Kalender zeigen es noch nicht, denn der Termin "
                "fehlt."
            ),
            False,
        ),
        (
            {"beginn": f.berlin(2024, 1, 26, 17)},
            "Öffentlich seit 14. Januar 2026; Kalender zeigen es nicht mehr.",
            False,
        ),
        (
            {"veroeffentlichen_ab": f.berlin(2026, 3, 3, 9)},
            "Erscheint am 3. März 2026 um 09:00 Uhr von selbst. Bis dahin sieht es nur das Büro.",
            True,
        ),
        (
            {"status": Status.ABGESAGT},
            "Öffentlich seit 14. Januar 2026, als abgesagt; Kalender zeigen es.",
            False,
        ),
        (
            {"status": Status.ZURUECKGEZOGEN},
            "Zurückgezogen: Die Website zeigt es nicht mehr, Kalender auch nicht.",
            False,
        ),
    ],
)
def test_a_conference(felder: dict[str, Any], text: str, vorlaeufig: bool) -> None:
    lage = konferenzlage(f.konferenz(**{"beginn": MONTAG} | felder), f.JETZT)
    assert (lage.text, lage.vorlaeufig) == (text, vorlaeufig)


def test_a_conference_that_calendars_have_to_take_back() -> None:
    k = f.konferenz(beginn=MONTAG)
    k.status = Status.ZURUECKGEZOGEN
    fortschreiben(k, jetzt=f.JETZT)
    assert konferenzlage(k, f.JETZT).text == (
        "Zurückgezogen: Die Website zeigt es nicht mehr, Kalender zeigen es als abgesagt."
    )


@pytest.mark.parametrize(
    ("felder", "text", "vorlaeufig"),
    [
        ({"veroeffentlichen_ab": None}, "Entwurf: sieht nur das Büro.", True),
        (
            {"veroeffentlichen_ab": f.JETZT + TAG},
            (
                "Erscheint am 15. Januar 2026 um 10:00 Uhr von selbst. Bis dahin sieht es nur das "
                "Büro."
            ),
            True,
        ),
        ({}, f"Öffentlich seit 13. Januar 2026: {SOFORT}", False),
        (
            {"veroeffentlichen_bis": f.JETZT + TAG},
            f"Öffentlich seit 13. Januar 2026, noch bis 15. Januar 2026: {SOFORT}",
            False,
        ),
        (
            {"veroeffentlichen_bis": f.JETZT},
            "Abgelaufen: Seit dem 14. Januar 2026 sieht es nur noch das Büro.",
            False,
        ),
    ],
)
def test_a_news_post(felder: dict[str, Any], text: str, vorlaeufig: bool) -> None:
    lage = beitragslage(f.beitrag(**felder), f.JETZT)
    assert (lage.text, lage.vorlaeufig) == (text, vorlaeufig)


PERSON = {"art": "einzelperson", "stand": "bestaetigt"}
ERLAUBT = {"einwilligung_am": date(2026, 1, 2), "einwilligung_wortlaut": "Ja."}


@pytest.mark.parametrize(
    ("felder", "text"),
    [
        ({}, f"Öffentlich im Verzeichnis, als noch nicht bestätigt: {SOFORT}"),
        ({"stand": "bestaetigt"}, f"Öffentlich im Verzeichnis: {SOFORT}"),
        ({"stand": "ruhend"}, "Nicht öffentlich: Der Eintrag ruht."),
        (
            {"art": "einzelperson"},
            "Nicht öffentlich: Eine Einzelperson erscheint erst, wenn ihr Stand „bestätigt“ ist.",
        ),
        (PERSON, "Nicht öffentlich: Es fehlt die Einwilligung."),
        (PERSON | ERLAUBT, f"Öffentlich im Verzeichnis: {SOFORT}"),
        (
            PERSON | ERLAUBT | {"einwilligung_widerrufen_am": date(2026, 1, 3)},
            "Nicht öffentlich: Die Einwilligung ist widerrufen.",
        ),
        (
            PERSON | ERLAUBT | {"einwilligung_am": date(2026, 2, 2)},
            "Nicht öffentlich: Die Einwilligung gilt erst ab einem späteren Tag.",
        ),
    ],
)
def test_an_actor(felder: dict[str, Any], text: str) -> None:
    assert akteurlage(f.akteur(**felder), f.JETZT).text == text


def test_venue_and_round_are_seen_with_their_public_conferences() -> None:
    ort, runde = f.ort(), f.runde()
    f.konferenz(beginn=MONTAG, ort=ort, runde=runde, status=Status.ENTWURF)
    keine = "Sieht nur das Büro: Noch keine Konferenz dazu ist öffentlich."
    assert [ortlage(ort, f.JETZT).text, rundenlage(runde, f.JETZT).text] == [keine, keine]
    f.konferenz(beginn=MONTAG + TAG, ort=ort, runde=runde)
    assert ortlage(ort, f.JETZT).text == f"Öffentlich bei einer Konferenz: {SOFORT}"
    f.konferenz(beginn=MONTAG + 2 * TAG, ort=ort, runde=runde)
    assert rundenlage(runde, f.JETZT).text == f"Öffentlich bei 2 Konferenzen: {SOFORT}"


def test_what_has_no_drafts() -> None:
    welper = f.stadtteil("Welper")
    assert [
        stadtteillage(welper, f.JETZT).text,
        ortsteillage(f.ortsteil("Rauendahl", welper), f.JETZT).text,
        ortsteillage(f.ortsteil("Niederbonsfeld"), f.JETZT).text,
        ansprechpersonlage(f.ansprechperson(), f.JETZT).text,
        ansprechpersonlage(f.ansprechperson(oeffentlich=False), f.JETZT).text,
        kategorielage(f.kategorie("Kitas"), f.JETZT).text,
        seitenlage(fabrik.seite(Schluessel.IMPRESSUM), f.JETZT).text,
    ] == [
        f"Öffentlich: {SOFORT}",
        f"Öffentlich auf der Seite von Welper: {SOFORT}",
        "Öffentlich in der Liste der Stadtteile, als noch ohne Konferenz.",
        f"Öffentlich: {SOFORT}",
        "Nicht öffentlich: sieht nur das Büro.",
        "Öffentlich: Verzeichnis und Konferenzen nennen sie.",
        f"Öffentlich unter /impressum/: {SOFORT}",
    ]


def test_what_only_the_planning_and_the_front_page_show() -> None:
    tage: Any = {"beginn": date(2026, 3, 30), "ende": date(2026, 4, 11)}
    ferien = Ferien.objects.create(name="Osterferien", **tage)
    ueberall = Sperrtag.objects.create(was="Kirmes", **tage)
    dort = Sperrtag.objects.create(was="Umzug", **tage)
    dort.stadtteile.set([f.stadtteil("Welper"), f.stadtteil("Mitte")])
    gezeigt, weg = (Vorlauf(schritt="x", tage=1, zeigen=zeigen) for zeigen in (True, False))
    meiden = "Neue Vorschläge meiden diese Tage; Änderungen gelten, sobald Sie sichern."
    assert [
        ferienlage(ferien, f.JETZT).text,
        sperrtaglage(ueberall, f.JETZT).text,
        sperrtaglage(dort, f.JETZT).text,
        vorlauflage(gezeigt, f.JETZT).text,
        vorlauflage(weg, f.JETZT).text,
    ] == [
        f"Nicht öffentlich: Wer eine Runde plant, sieht es. {meiden}",
        f"Nicht öffentlich: Wer eine Runde plant, sieht es. {meiden}",
        f"Nicht öffentlich: Wer für Mitte, Welper eine Runde plant, sieht es. {meiden}",
        (
            "Nicht öffentlich: Wer in der Verwaltung arbeitet, sieht den Schritt auf der "
            "Startseite, mit dem neuen Tag, sobald Sie sichern."
        ),
        "Nicht öffentlich: Der Schritt fehlt auch auf der Startseite der Verwaltung.",
    ]


def test_a_message_is_seen_by_the_office_and_who_it_concerns() -> None:
    welper, verein = f.stadtteil("Welper"), f.akteur("Verein")
    berichtigung = {"art": "berichtigung", "akteur": verein}
    assert [
        meldungslage(meldung(**felder), f.JETZT).text
        for felder in ({}, {"stadtteil": welper}, berichtigung)
    ] == [
        "Nicht öffentlich: Das sieht nur das Büro.",
        "Nicht öffentlich: Das sieht nur das Büro oder wer Welper betreut.",
        "Nicht öffentlich: Das sieht nur das Büro oder wer den Stadtteil von „Verein“ betreut.",
    ]


@pytest.mark.parametrize(
    ("felder", "text"),
    [
        ({}, "Hinausgegangen ist die Mail noch nicht."),
        ({"zustand": "gescheitert"}, "Hinausgegangen ist die Mail noch nicht."),
        (
            {"angenommen": ["a@example.org"]},
            "Hinausgegangen ist die Mail bisher nur an a@example.org.",
        ),
        (
            {"zustand": "abgelegt", "angenommen": ["a@example.org"]},
            "Die Mail liegt als Datei auf dem Server, bekommen hat sie niemand.",
        ),
        (
            {"zustand": "gesendet", "gesendet_am": f.JETZT},
            "Hinausgegangen ist die Mail am 14. Januar 2026 um 10:00 Uhr.",
        ),
    ],
)
def test_a_mail(felder: dict[str, Any], text: str) -> None:
    mail = Sendung(an=["a@example.org", "b@example.org"], betreff="x", text="y", **felder)
    lage = sendungslage(mail, f.JETZT)
    assert lage.text == f"Nicht öffentlich: Hier sieht das nur das Büro. {text}"


def test_every_form_of_the_admin_says_it(sb: Client) -> None:
    ohne = {
        type(verwaltung).__name__
        for verwaltung in admin.site._registry.values()
        if getattr(verwaltung, "lage", None) is None
    }
    assert ohne == {"KontoAdmin", "AnmeldesperreAdmin"}  # which say who may do what
    mail = Sendung.objects.create(an=["a@example.org"], betreff="x", text="y")
    seite = reverse("admin:hattingen_portal_sendung_change", args=[mail.pk])
    assert "Hinausgegangen ist die Mail noch nicht." in sb.get(seite).text
    seite = reverse("admin:hattingen_portal_meldung_change", args=[meldung().pk])
    assert "Nicht öffentlich: Das sieht nur das Büro." in sb.get(seite).text


def test_who_may_only_look_reads_nothing_of_saving() -> None:
    ferien = Ferien.objects.create(
        name="Osterferien", beginn=date(2026, 3, 30), ende=date(2026, 4, 11)
    )
    vorlauf = Vorlauf.objects.create(schritt="termin", tage=1)
    zeilen = [f.akteur(stand="bestaetigt"), f.beitrag(), f.kategorie("Kitas"), ferien, vorlauf]
    leserin = wer_darf(*(f"view_{zeile._meta.model_name}" for zeile in zeilen))
    seiten = [
        reverse(f"admin:{zeile._meta.app_label}_{zeile._meta.model_name}_change", args=[zeile.pk])
        for zeile in zeilen
    ]
    assert [leserin.get(seite).context["lage"].text for seite in seiten] == [
        "Öffentlich im Verzeichnis.",
        "Öffentlich seit 13. Januar 2026.",
        "Öffentlich: Verzeichnis und Konferenzen nennen sie.",
        ("Nicht öffentlich: Wer eine Runde plant, sieht es. Neue Vorschläge meiden diese Tage."),
        ("Nicht öffentlich: Wer in der Verwaltung arbeitet, sieht den Schritt auf der Startseite."),
    ]


def test_the_form_says_it_with_a_link_to_the_page(sb: Client) -> None:
    k, entwurf = f.konferenz(beginn=MONTAG), f.konferenz(status=Status.ENTWURF)
    antwort = sb.get(form_url(k))
    assert "Öffentlich seit 14. Januar 2026; Kalender zeigen es." in antwort.text
    assert f'<a href="{antwort.context["absolute_url"]}">Seite ansehen</a>' in antwort.text
    assert "Seite ansehen" not in sb.get(form_url(entwurf)).text
    neu = sb.get(reverse("admin:konferenzen_konferenz_add")).text
    assert "Neu: Solange Sie nicht sichern, sieht das niemand." in neu


def test_a_refused_form_says_what_holds_and_not_what_was_typed(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    antwort = sb.post(form_url(k), offen(sb, k) | {"status": "oeffentlich", "ende_1": "1:00"})
    assert antwort.status_code == 200
    assert antwort.context["lage"].text == "Entwurf: sieht nur das Büro."
