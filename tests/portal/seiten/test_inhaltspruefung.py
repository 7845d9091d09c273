"""`manage.py check --tag inhalt`: it fails while something is missing and is silent afterwards."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import DjangoAssertNumQueries, Settings

from hattingen_portal.beispieldaten import beispieldaten_anlegen
from hattingen_portal.grunddaten import grunddaten_anlegen
from hattingen_portal.post.mailserver import mailserver_lesen
from hattingen_portal.seiten.models import Schluessel, Seite, Video
from konferenzen.models import Status
from quartiere.models import Ansprechperson
from tests import fabriken as f
from tests.portal.seiten import fabrik

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


@pytest.fixture
def fertig(settings: Settings) -> None:
    """Leave nothing open: pages, contact, mailbox."""
    settings.PORTAL_EMAIL = "quartier@example.org"
    settings.PORTAL_SMTP = mailserver_lesen("smtp://localhost:25?tls=nein")
    f.ansprechperson(name="Erste", email="erste@example.org")
    fabrik.alle_seiten()


def geprueft(*argumente: str) -> tuple[str, list[str]]:
    """Give how the check ended ("" or "ERROR"), and the line of each message with its hint."""
    ausgabe = StringIO()
    ende = ""
    try:
        call_command("check", *argumente, stdout=ausgabe, stderr=ausgabe)
        text = ausgabe.getvalue()
    except SystemCheckError as fehler:
        ende, text = "ERROR", str(fehler)
    zeilen = [zeile.strip() for zeile in text.splitlines()]
    return ende, [zeile for zeile in zeilen if zeile.startswith(("?: (inhalt", "HINT"))]


def inhalt(*argumente: str) -> tuple[str, list[str]]:
    return geprueft("--tag", "inhalt", *argumente)


@pytest.mark.usefixtures("fertig")
def test_nothing_is_said_when_all_is_filled() -> None:
    assert inhalt("--fail-level", "WARNING") == ("", [])


@pytest.mark.usefixtures("fertig")
def test_a_placeholder_fails_and_says_where_to_mend_it() -> None:
    impressum = Seite.objects.get(schluessel=Schluessel.IMPRESSUM)
    fabrik.abschnitt(impressum, "Vertretung", "<p>[[Platzhalter: die Person]]</p>")
    assert inhalt() == (
        "ERROR",
        [
            ("?: (inhalt.E002) Impressum, Abschnitt „Vertretung“, Text: Platzhalter „die Person“."),
            f"HINT: Verwaltung: /admin/hattingen_portal/seite/{impressum.pk}/change/",
        ],
    )


@pytest.mark.usefixtures("fertig")
def test_an_empty_mandatory_field_fails() -> None:
    seite = Seite.objects.get(schluessel=Schluessel.BARRIEREFREIHEIT)
    seite.erklaerung.ombuds_telefon = ""
    seite.erklaerung.save()
    ende, [meldung, _] = inhalt()
    assert (ende, meldung) == (
        "ERROR",
        ("?: (inhalt.E002) Erklärung zur Barrierefreiheit, Telefon der Ombudsstelle: fehlt."),
    )


@pytest.mark.usefixtures("fertig")
def test_a_review_that_is_due_is_a_warning() -> None:
    Seite.objects.filter(schluessel=Schluessel.IMPRESSUM).update(geprueft_am=date(2025, 1, 14))
    Seite.objects.filter(schluessel=Schluessel.DATENSCHUTZ).update(geprueft_am=None)
    ende, meldungen = inhalt()
    assert (ende, meldungen[::2]) == (
        "",
        [
            "?: (inhalt.W001) Datenschutz: Die Prüfung fehlt noch.",
            "?: (inhalt.W001) Impressum: Die Prüfung ist seit 14. Januar 2026 überfällig.",
        ],
    )
    assert inhalt("--fail-level", "WARNING")[0] == "ERROR"


@pytest.mark.usefixtures("fertig")
def test_what_is_there_and_still_called_missing_is_a_warning() -> None:
    erklaerung = Seite.objects.get(schluessel=Schluessel.BARRIEREFREIHEIT)
    for inhalt_, grund in (
        ("Erläuterungen in Leichter Sprache", "Der Text liegt noch nicht vor."),
        ("Erläuterungen in Deutscher Gebärdensprache", "Das Video liegt noch nicht vor."),
        ("Konferenzen in Deutscher Gebärdensprache", "Das wäre zu aufwendig."),
        ("Dokumente von anderen Stellen", "Sie liegen uns noch nicht vor."),
    ):
        fabrik.ausnahme(erklaerung, inhalt_, begruendung=grund)
    ende, meldungen = inhalt()
    assert (ende, meldungen[::2]) == (
        "",
        [
            (
                "?: (inhalt.W002) Erklärung zur Barrierefreiheit: „Erläuterungen in Deutscher "
                "Gebärdensprache“ steht dort als fehlend, ist aber da."
            ),
            (
                "?: (inhalt.W002) Erklärung zur Barrierefreiheit: „Erläuterungen in Leichter "
                "Sprache“ steht dort als fehlend, ist aber da."
            ),
        ],
    )
    assert meldungen[1] == (
        f"HINT: Verwaltung: /admin/hattingen_portal/seite/{erklaerung.pk}/change/"
    )
    Video.objects.all().delete()
    Seite.objects.filter(schluessel=Schluessel.LEICHTE_SPRACHE).update(text="")
    assert [zeile for zeile in inhalt()[1] if "W002" in zeile] == []


@pytest.mark.usefixtures("fertig")
def test_mails_must_go_out(settings: Settings) -> None:
    settings.PORTAL_SMTP = None
    assert inhalt() == (
        "ERROR",
        [
            (
                "?: (inhalt.E008) Es ist kein Mailserver eingerichtet: Niemand bekommt die Mails "
                "des Portals, auch nicht, wer eine Nachricht schreibt."
            ),
            "HINT: Bitte setzen Sie die Umgebungsvariable PORTAL_SMTP_URL (docs/betrieb.md).",
        ],
    )


@pytest.mark.usefixtures("fertig")
def test_the_office_must_be_reachable(settings: Settings) -> None:
    settings.PORTAL_EMAIL = ""
    person = Ansprechperson.objects.get()
    Ansprechperson.objects.update(email="")
    assert inhalt() == (
        "ERROR",
        [
            "?: (inhalt.E004) Kontakt: Erste, Quartiersentwicklung hat keine E-Mail-Adresse.",
            f"HINT: Verwaltung: /admin/quartiere/ansprechperson/{person.pk}/change/",
            "?: (inhalt.E005) Das Portal hat keine E-Mail-Adresse.",
            "HINT: Bitte setzen Sie die Umgebungsvariable PORTAL_EMAIL (docs/betrieb.md).",
        ],
    )
    Ansprechperson.objects.update(oeffentlich=False)
    assert inhalt()[1][0] == (
        "?: (inhalt.E003) Kontakt: Es fehlt eine öffentliche Ansprechperson für die ganze Stadt."
    )


@pytest.mark.usefixtures("fertig")
def test_examples_must_be_gone() -> None:
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper, runde=f.runde("Echt"))
    geheim = f.runde("Ungesehen", beispiel=True)
    f.konferenz(stadtteil=f.stadtteil("Baak"), runde=geheim, status=Status.ENTWURF)
    assert inhalt() == ("", [])
    runde = f.runde("Beispielrunde", beispiel=True)
    f.konferenz(stadtteil=welper, runde=runde)
    assert inhalt() == (
        "ERROR",
        [
            (
                "?: (inhalt.E006) Runde „Beispielrunde“: Ihre Termine sind Beispiele und stehen "
                "auf der Website."
            ),
            f"HINT: Verwaltung: /admin/konferenzen/runde/{runde.pk}/change/",
        ],
    )


@pytest.mark.usefixtures("fertig")
def test_a_placeholder_in_a_public_news_post_counts() -> None:
    beitrag = f.beitrag("Neu", teaser="[Platzhalter: a]", text="<p>[[Platzhalter: b]]</p>")
    f.beitrag("Entwurf", teaser="[Platzhalter: c]", veroeffentlichen_ab=None)
    hinweis = f"HINT: Verwaltung: /admin/aktuelles/beitrag/{beitrag.pk}/change/"
    assert inhalt() == (
        "ERROR",
        [
            "?: (inhalt.E007) Beitrag „Neu“: Platzhalter „a“.",
            hinweis,
            "?: (inhalt.E007) Beitrag „Neu“: Platzhalter „b“.",
            hinweis,
        ],
    )


def test_pages_that_were_never_made_are_missing() -> None:
    meldungen = inhalt()[1]
    assert [m for m in meldungen if "E001" in m] == sorted(
        f"?: (inhalt.E001) {schluessel.label}: Die Seite fehlt." for schluessel in Schluessel
    )


def test_the_first_content_is_not_enough() -> None:
    grunddaten_anlegen()
    beispieldaten_anlegen()
    ende, meldungen = inhalt()
    nummern = [zeile[4:15] for zeile in meldungen if zeile.startswith("?")]
    assert ende == "ERROR"
    assert {nummer: nummern.count(nummer) for nummer in sorted(set(nummern))} == {
        "inhalt.E002": 31,
        "inhalt.E004": 1,
        "inhalt.E005": 1,
        "inhalt.E006": 1,
        "inhalt.E007": 3,
        "inhalt.E008": 1,
        "inhalt.W001": 5,
    }


def test_only_who_asks_is_told(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert geprueft() == ("", [])
    assert geprueft("--database", "default")[0] == "ERROR"
    # Afterwards, no other command knows of it: a migration is not stopped.
    call_command("migrate", verbosity=0, skip_checks=False)
