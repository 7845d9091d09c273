"""Of an account that is erased the row stays, for others refer to it, and nobody in it."""

from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from hattingen_portal.datenschutz.konto import ist_ehemalig, konto_loeschen
from hattingen_portal.grundlage.geschichte.aufzeichnung import durch_wen, geschichte_von
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from quartiere.models import Stadtteil, Zustaendigkeit
from tests import fabriken as f
from tests.portal.datenschutz.kanarie import anmelden
from tests.portal.meldungen.bestand import meldung
from tests.rollen import konto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def test_nothing_of_the_person_is_left_and_nobody_can_log_in() -> None:
    welper = f.stadtteil("Welper")
    person = konto("Stadtteilbetreuung", stadtteile=(welper,), name="anna")
    andere = konto("Redaktion", name="berta")
    Client().force_login(andere)
    anmelden(person)
    durch_wen(welper, person)
    welper.save()
    LogEntry.objects.create(
        user=andere,
        content_type=ContentType.objects.get_for_model(User),
        object_id=person.pk,
        object_repr="anna",
        action_flag=2,
    )
    assert (Session.objects.count(), ist_ehemalig(person)) == (2, False)

    konto_loeschen(person)
    person.refresh_from_db()
    assert ist_ehemalig(person)
    assert (person.email, person.first_name, person.last_name) == ("", "", "")
    assert (person.is_active, person.is_staff, person.has_usable_password()) == (
        *(False, False),
        False,
    )
    assert list(Group.objects.filter(user=person)) == []
    assert [z.konto for z in Zustaendigkeit.objects.all()] == []
    assert (TOTPDevice.objects.count(), AccessAttempt.objects.count()) == (0, 0)
    (uebrig,) = Session.objects.all()
    assert uebrig.get_decoded()["_auth_user_id"] == str(andere.pk)
    letzter = geschichte_von(Stadtteil).first()
    assert letzter is not None
    assert (letzter.durch_name, LogEntry.objects.get().object_repr) == (
        "ehemaliges Konto",
        "ehemaliges Konto",
    )


def befehl(*angaben: str) -> str:
    call_command("person_loeschen", *angaben, stdout=(aus := StringIO()))
    return aus.getvalue()


def test_the_command_shows_first_and_then_erases() -> None:
    User.objects.create_user("anna", "Anna@example.org")
    eine = meldung(email="anna@EXAMPLE.org", name="Anna Beispiel")
    eine.sendungen.add(Sendung.objects.create(an=["anna@example.org"], betreff="x", text="x"))
    verein = f.akteur("Verein", beschreibung="Leitung: Anna Beispiel")
    was = (
        "    1  Meldungen: werden gelöscht\n"
        "    1  E-Mails: werden gelöscht\n"
        "    1  Konten: werden gesperrt; Name, E-Mail-Adresse und Rollen verschwinden\n"
        "Davon noch nicht beantwortet: 1.\n"
        "Bitte selbst prüfen: Der Name steht auch hier, vielleicht ein anderer Mensch: "
        f"Akteur {verein.pk}\n"
    )
    assert befehl("anna@example.org") == (
        f"{was}Es ist nichts geändert. Mit --ausfuehren geschieht es.\n"
    )
    assert Meldung.objects.count() == 1
    assert befehl("anna@example.org", "--ausfuehren") == f"{was}Das ist geschehen.\n"
    assert (Meldung.objects.count(), Sendung.objects.count()) == (0, 0)
    assert befehl("anna@example.org") == "Über diese Adresse ist nichts gespeichert.\n"
    with pytest.raises(CommandError, match="keine E-Mail-Adresse"):
        befehl("anna")
