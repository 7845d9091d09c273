"""What somebody is told who asks what is stored about them."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from akteure.models import Akteur, Kontakt
from hattingen_portal.datenschutz.adressen import Adresse
from hattingen_portal.datenschutz.auskunft import auskunft
from hattingen_portal.management.commands.auskunft import name
from hattingen_portal.meldungen.models import Vorschlag
from hattingen_portal.post.ablage import ablegen
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.nachricht import nachricht
from hattingen_portal.post.zustellung import versuchen
from tests import fabriken as f
from tests.portal.datenschutz import kanarie
from tests.portal.meldungen.bestand import meldung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MAIL = "Anna@Example.org"


def befehl(*angaben: str) -> str:
    call_command("auskunft", *angaben, stdout=(aus := StringIO()))
    return aus.getvalue()


def test_which_database_was_asked_is_said(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    call_command("auskunft", MAIL, "--json")
    assert capsys.readouterr().err == f"Gefragt wurde die Datenbank in {settings.DATEN}.\n"


def test_a_database_of_the_citys_own_is_named() -> None:
    zugang = {"ENGINE": "django.db.backends.postgresql", "NAME": "portal", "HOST": ""}
    assert name(zugang) == "„portal“ auf diesem Rechner"
    assert name(zugang | {"HOST": "db.example.org"}) == "„portal“ auf db.example.org"


def test_a_message_is_told_with_what_for_and_until_when() -> None:
    meldung(
        nummer="2345-6789",
        name="Anna Beispiel",
        email="anna@example.org",
        text="Guten Tag,\nwann ist das nächste Treffen?",
        zustand="erledigt",
        abgeschlossen_am=f.JETZT,
    )
    assert befehl(MAIL) == ANTWORT


ANTWORT = """\
Was im Quartiersportal Hattingen über Anna@Example.org gespeichert ist
Stand: 14. Januar 2026, 10:00 Uhr

Daten zu dieser Adresse
=======================

Meldung
-------
Vorgangsnummer: 2345-6789
Art: Kontakt
Zustand: ohne Antwort erledigt
Eingegangen: 14. Januar 2026, 10:00 Uhr
Zu beantworten bis: 28. Januar 2026
Name: Anna Beispiel
E-Mail: anna@example.org
Nachricht: Guten Tag,
  wann ist das nächste Treffen?
Abgeschlossen am: 14. Januar 2026, 10:00 Uhr
Wozu: Nachrichten beantworten
Rechtsgrundlage: Art. 6 (1) e DSGVO, § 3 DSG NRW
Aufbewahrt: 1 Jahr nach dem Abschluss; offene bleiben, also bis 14. Januar 2027; \
danach: Löschung

Sie können diese Daten berichtigen (Artikel 16 DSGVO) oder löschen lassen (Artikel 17), ihre \
Verarbeitung einschränken lassen (Artikel 18) oder ihr widersprechen (Artikel 21), und sich bei \
der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen beschweren \
(Artikel 77). Wer sonst Ihre Daten bekommt, steht auf der Seite Datenschutz.
"""


def test_a_mail_that_became_a_file_was_accepted_for_nobody() -> None:
    """There is no mail server in the tests."""
    sendung = Sendung.objects.create(an=["anna@example.org"], betreff="Gruß", text="x")
    versuchen(sendung.pk, letzter=False)
    mail, datei = auskunft(Adresse(MAIL), f.JETZT).angaben
    assert mail.werte["Zustand"] == "als Datei abgelegt"
    assert "Angenommen für" not in mail.werte
    assert datei.art == "E-Mail als Datei"


def test_a_mail_that_a_server_took_says_for_whom() -> None:
    angaben = {"zustand": "gesendet", "gesendet_am": f.JETZT, "angenommen": ["anna@example.org"]}
    Sendung.objects.create(an=["anna@example.org"], betreff="Gruß", text="x", **angaben)
    (mail,) = auskunft(Adresse(MAIL), f.JETZT).angaben
    assert mail.werte["Angenommen für"] == "anna@example.org"


def arten(*, eigen: bool) -> list[str]:
    alle = auskunft(Adresse(MAIL), f.JETZT).angaben
    return [angabe.art for angabe in alle if angabe.eigen is eigen]


def test_all_that_belongs_to_the_person_is_told_and_texts_of_others_in_part() -> None:
    person = f.akteur("Anna Beispiel", art=Akteur.Art.EINZELPERSON, email="anna@example.org")
    Kontakt.objects.create(akteur=person, email="anna@example.org")
    ueber = meldung(art="berichtigung", akteur=person, email="b@example.org", text="x")
    Vorschlag.objects.create(meldung=ueber, feld="name", bisher="Anna", vorgeschlagen="Anne")
    konto = User.objects.create_user("ANNA@example.org", first_name="Anna", password="geheim")
    kanarie.anmelden(konto)
    lang = "Vorher steht viel, das einen anderen Menschen angeht. " * 3
    meldung(email="c@example.org", text=f"{lang}Fragen Sie anna@example.org. {lang}")
    sendung = Sendung(an=["d@example.org"])
    mail = nachricht(an=sendung.an, betreff="x", text=f"Von {MAIL}", kennung=sendung.kennung)
    ablegen(mail.as_bytes(), sendung.kennung)

    assert arten(eigen=True) == [
        *("Meldung", "Vorschlag", "Akteur", "Geschichte: Akteur", "Interner Kontakt"),
        *("Zugriffsversuch", "Fehlgeschlagener Zugriff", "Zugriffslog"),
        *("Konto", "TOTP device", "Static device"),
    ]
    assert arten(eigen=False) == ["Meldung", "E-Mail als Datei"]
    (text,) = (
        angabe.werte
        for angabe in auskunft(Adresse(MAIL), f.JETZT).angaben
        if angabe.art == "Meldung" and not angabe.eigen
    )
    assert text == {
        "Nachricht": "… r steht viel, das einen anderen Menschen angeht. Fragen Sie "
        "anna@example.org. Vorher steht viel, das einen anderen Menschen angeht. Vorh …"
    }
    gesagt = befehl(MAIL, "--json")
    assert "geheim" not in gesagt
    assert konto.password not in gesagt
    assert json.loads(gesagt)["angaben"][0]["werte"]["Eintrag"] == "Anna Beispiel"


def test_each_field_of_the_table_that_names_the_person_is_told() -> None:
    kanarie.ueberall()
    gesagt = befehl(kanarie.MAIL, "--json").lower()
    antwort = json.loads(gesagt)
    assert {angabe["eigen"] for angabe in antwort["angaben"]} == {True, False}
    assert all(angabe["zweck"] and angabe["aufbewahrt"] for angabe in antwort["angaben"])


def test_nothing_is_told_where_there_is_nothing() -> None:
    meldung(email="johanna@example.org", text="anna@example.org.uk")
    assert "Über diese Adresse ist nichts gespeichert." in befehl("anna@example.org")
    with pytest.raises(CommandError, match="„anna“ ist keine E-Mail-Adresse"):
        befehl("anna")
