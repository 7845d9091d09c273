"""The boxes beside the conferences: what waits, and what of it is due."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User

from hattingen_portal.cockpit.aufgaben import Aufgabe
from hattingen_portal.cockpit.kaesten import Kasten, Zeile, kaesten
from hattingen_portal.meldungen.werte import Zustand
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.models import Zustand as Sendezustand
from hattingen_portal.seiten.models import Schluessel, Seite
from tests import fabriken as f
from tests.portal.cockpit.anfrage import anfrage
from tests.portal.meldungen.bestand import meldung
from tests.portal.seiten.fabrik import alle_seiten, seite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
BEITRAEGE = "/admin/aktuelles/beitrag/"
MELDUNGEN = "/admin/hattingen_portal/meldung/"
MAILS = "/admin/hattingen_portal/sendung/"
SEITEN = "/admin/hattingen_portal/seite/"
NACHRICHTEN, LISTE_DER_MELDUNGEN, LISTE_DER_MAILS, RECHTSTEXTE = range(4)


def kasten(stelle: int) -> Kasten:
    return kaesten(anfrage(), f.JETZT)[stelle]


def sendung(zustand: Sendezustand) -> Sendung:
    return Sendung.objects.create(an=["a@example.org"], betreff="B", text="T", zustand=zustand)


def test_where_nothing_waits_that_is_good_news() -> None:
    alle_seiten()
    f.beitrag()
    meldung(zustand=Zustand.BEANTWORTET, abgeschlossen_am=f.JETZT, antwort_weg="brief")
    sendung(Sendezustand.WARTET)

    assert [(k.titel, k.leer, k.zeilen, k.aufgaben) for k in kaesten(anfrage(), f.JETZT)] == [
        ("Nachrichten", "Keine Nachricht wartet.", [], []),
        ("Meldungen", "Alle Meldungen sind beantwortet.", [], []),
        ("Mails", "Alle Mails sind hinausgegangen.", [], []),
        (
            "Impressum, Datenschutz, Barrierefreiheit",
            "Alle Angaben sind da, und nichts ist zu prüfen.",
            [],
            [],
        ),
    ]


def test_planned_news_come_first_then_drafts() -> None:
    entwurf = f.beitrag("Entwurf", veroeffentlichen_ab=None)
    geplant = f.beitrag("Geplant", veroeffentlichen_ab=f.berlin(2026, 1, 19, 8))
    f.beitrag("Draußen")

    assert kasten(NACHRICHTEN).zeilen == [
        Zeile(
            "Geplant", "erscheint am Montag, 19. Januar, 8 Uhr", f"{BEITRAEGE}{geplant.pk}/change/"
        ),
        Zeile("Entwurf", "Entwurf", f"{BEITRAEGE}{entwurf.pk}/change/"),
    ]


def test_of_many_news_the_rest_is_a_number() -> None:
    for n in range(7):
        f.beitrag(f"Entwurf {n}", veroeffentlichen_ab=None)

    zeilen = kasten(NACHRICHTEN).zeilen

    assert [zeile.text for zeile in zeilen] == [f"Entwurf {n}" for n in range(5)] + ["2 weitere"]
    assert zeilen[-1].adresse == BEITRAEGE


def test_public_news_with_a_placeholder_are_counted() -> None:
    f.beitrag(teaser="Am [[Platzhalter: Tag]].")
    f.beitrag("Was ein Platzhalter ist", text="<p>Ein Platzhalter ist ein Wort.</p>")

    assert kasten(NACHRICHTEN).zeilen == [
        Zeile("1 öffentliche Nachricht", "mit Platzhaltern", f"{BEITRAEGE}?q=Platzhalter")
    ]


def test_messages_are_counted_and_what_is_due_becomes_a_task() -> None:
    for tag in (8, 12, 14, 18, 19):
        meldung(faellig_am=date(2026, 1, tag))

    ergebnis = kasten(LISTE_DER_MELDUNGEN)

    assert ergebnis.zeilen == [
        Zeile("5 Meldungen offen", "davon 2 überfällig", f"{MELDUNGEN}?zustand__exact=offen")
    ]
    wofuer = "Menschen warten darauf"
    assert ergebnis.aufgaben == [
        Aufgabe(
            "2 Meldungen beantworten",
            wofuer,
            date(2026, 1, 8),
            "die erste überfällig seit 8. Januar",
            f"{MELDUNGEN}?frist=ueberfaellig",
        ),
        Aufgabe(
            "2 Meldungen beantworten",
            wofuer,
            date(2026, 1, 14),
            "die erste heute fällig",
            f"{MELDUNGEN}?frist=bald",
        ),
    ]


def test_one_message_is_one() -> None:
    meldung(faellig_am=date(2026, 1, 16))

    ergebnis = kasten(LISTE_DER_MELDUNGEN)

    [zeile], [aufgabe] = ergebnis.zeilen, ergebnis.aufgaben
    assert (zeile.text, zeile.zusatz) == ("1 Meldung offen", "")
    assert (aufgabe.text, aufgabe.worte) == ("1 Meldung beantworten", "fällig am 16. Januar")


def test_mails_that_lie_as_files_have_not_gone_out() -> None:
    for zustand in (Sendezustand.ABGELEGT, Sendezustand.ABGELEGT, Sendezustand.WARTET):
        sendung(zustand)

    ergebnis = kasten(LISTE_DER_MAILS)

    assert ergebnis.zeilen == [
        Zeile(
            "2 Mails nur als Datei abgelegt",
            "niemand hat sie bekommen",
            f"{MAILS}?zustand__exact=abgelegt",
        )
    ]
    assert ergebnis.aufgaben == []


def test_mails_that_nobody_got_are_to_be_looked_at_today() -> None:
    for zustand in (Sendezustand.GESCHEITERT, Sendezustand.GESCHEITERT, Sendezustand.WARTET):
        sendung(zustand)

    ergebnis = kasten(LISTE_DER_MAILS)

    adresse = f"{MAILS}?zustand__exact=gescheitert"
    assert ergebnis.zeilen == [Zeile("2 Mails gescheitert", "", adresse)]
    [aufgabe] = ergebnis.aufgaben
    assert (aufgabe.text, aufgabe.faellig, aufgabe.adresse) == (
        "2 Mails prüfen",
        date(2026, 1, 14),
        adresse,
    )


def test_pages_to_review_are_one_line_and_one_task_for_each_day() -> None:
    alle_seiten()
    Seite.objects.filter(schluessel=Schluessel.IMPRESSUM).update(geprueft_am=date(2025, 1, 10))
    Seite.objects.filter(schluessel=Schluessel.DATENSCHUTZ).update(geprueft_am=date(2025, 2, 1))
    Seite.objects.filter(schluessel=Schluessel.LEICHTE_SPRACHE).update(geprueft_am=date(2025, 2, 1))

    ergebnis = kasten(RECHTSTEXTE)

    assert ergebnis.zeilen == [
        Zeile("3 Seiten zu prüfen", "Datenschutz, Impressum, Leichte Sprache", SEITEN)
    ]
    assert list(ergebnis.aufgaben) == [
        Aufgabe(
            "2 Seiten prüfen",
            "Datenschutz, Leichte Sprache",
            date(2026, 2, 1),
            "fällig am 1. Februar",
            SEITEN,
        ),
        Aufgabe(
            "1 Seite prüfen",
            "Impressum",
            date(2026, 1, 10),
            "überfällig seit 10. Januar",
            SEITEN,
        ),
    ]


def test_what_is_missing_on_the_pages_is_one_number() -> None:
    seite(Schluessel.IMPRESSUM, text="<p>[[Platzhalter: Name]], [[Platzhalter: Ort]]</p>")
    seite(Schluessel.DATENSCHUTZ, text="<p>Text.</p>", geprueft_am=None)

    ergebnis = kasten(RECHTSTEXTE)

    assert [(zeile.text, zeile.zusatz) for zeile in ergebnis.zeilen] == [
        ("1 Seite zu prüfen", "Datenschutz"),
        ("2 Angaben fehlen noch", ""),
    ]
    [aufgabe] = ergebnis.aufgaben
    assert (aufgabe.faellig, aufgabe.worte) == (date(2026, 1, 14), "noch nie geprüft")


def test_nobody_sees_a_box_of_what_they_may_not_see() -> None:
    seite(Schluessel.IMPRESSUM, geprueft_am=None)
    meldung(faellig_am=f.JETZT.date())
    person = User.objects.create_user("kollegin", is_staff=True)
    assert kaesten(anfrage(person), f.JETZT) == []

    sehen = Permission.objects.filter(codename__in=["view_seite", "view_meldung"])
    person.user_permissions.set(sehen)
    person = User.objects.get(pk=person.pk)
    assert [(k.titel, k.aufgaben) for k in kaesten(anfrage(person), f.JETZT)] == [
        ("Meldungen", []),  # who may only look is given nothing to do
        ("Impressum, Datenschutz, Barrierefreiheit", []),
    ]
