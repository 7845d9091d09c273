"""When a period is over: what goes, what stays, and that nobody is disturbed by it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
import time_machine
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from akteure.models import Akteur, Kontakt
from hattingen_portal.datenschutz import fristen, lauf
from hattingen_portal.datenschutz.abgelaufen import sorten
from hattingen_portal.datenschutz.lauf import ansehen, ausfuehren
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from hattingen_portal.grundlage.sperre import gesperrt_speichern
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.ablage import ablegen
from hattingen_portal.post.models import Sendung
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderung, Einladung
from quartiere.models import Ansprechperson
from tests import fabriken as f
from tests.portal.datenschutz import kanarie
from tests.portal.meldungen.bestand import meldung

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
TAG = timedelta(days=1)
HERBST = {"beginn": date(2024, 8, 1), "ende": date(2024, 12, 31)}


def gefunden(jetzt: Any = f.JETZT) -> dict[str, int]:
    return {befund.name: befund.anzahl for befund in ansehen(jetzt) if befund.anzahl}


def getan(jetzt: Any = f.JETZT) -> dict[str, int]:
    """Do what a dry run has announced, give it, and see that nothing is left to do."""
    angekuendigt = gefunden(jetzt)
    assert {b.name: b.anzahl for b in ausfuehren(jetzt) if b.anzahl} == angekuendigt
    assert gefunden(jetzt) == {}
    return angekuendigt


def beantwortet(vor: timedelta) -> Meldung:
    return meldung(zustand="erledigt", abgeschlossen_am=f.JETZT - vor)


def mail(vor: timedelta, **felder: Any) -> Sendung:
    angaben = {"an": ["a@example.org"], "betreff": "Gruß", "text": "x", "zustand": "abgelegt"}
    return Sendung.objects.create(angelegt_am=f.JETZT - vor, **angaben | felder)


def anmeldungen(*konten: str) -> list[AccessAttempt]:
    """Store failed logins that are over, of which those of "bleibt" cannot go."""
    alle = [AccessAttempt.objects.create(username=k, failures_since_start=1) for k in konten]
    AccessAttempt.objects.update(attempt_time=f.JETZT - TAG)
    with connection.cursor() as zeiger:
        zeiger.execute(
            "CREATE FUNCTION bleibt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'bleibt: %', OLD.username USING ERRCODE = 'restrict_violation'; "
            "END $$;"
            "CREATE TRIGGER bleibt BEFORE DELETE ON axes_accessattempt FOR EACH ROW "
            "WHEN (OLD.username = 'bleibt') EXECUTE FUNCTION bleibt()"
        )
    return alle


def test_a_row_that_cannot_go_keeps_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in its batch nor in the next one, nor of a kind that comes later in the table."""
    monkeypatch.setattr(lauf, "AUF_EINMAL", 3)
    _, b, _, d, _ = alle = anmeldungen("a", "bleibt", "c", "bleibt", "e")
    beantwortet(400 * TAG)
    getan: list[lauf.Befund] = []
    with pytest.raises(lauf.UnloeschbarError) as fehler:
        getan.extend(ausfuehren(f.JETZT))
    assert [(befund.name, befund.anzahl) for befund in getan if befund.anzahl] == [
        ("gescheiterte Anmeldungen", len(alle) - 2),
        ("abgeschlossene Meldungen", 1),
    ]
    assert str(fehler.value) == (
        "Nicht alles Abgelaufene ließ sich löschen:\n"
        f"gescheiterte Anmeldungen: Nummer {b.pk} (IntegrityError)\n"
        f"gescheiterte Anmeldungen: Nummer {d.pk} (IntegrityError)"
    )
    assert set(AccessAttempt.objects.all()) == {b, d}
    assert gefunden() == {"gescheiterte Anmeldungen": 2}


def test_a_session_that_cannot_go_is_not_named() -> None:
    """Whoever knows its key is logged in; what is raised goes into the log."""
    Session.objects.create(session_key="geheim", expire_date=f.JETZT - 400 * TAG)
    with connection.cursor() as zeiger:
        zeiger.execute(
            "CREATE TABLE haelt (session varchar(40) REFERENCES django_session);"
            "INSERT INTO haelt VALUES ('geheim')"
        )
    with pytest.raises(lauf.UnloeschbarError) as fehler:
        list(ausfuehren(f.JETZT))
    assert str(fehler.value) == (
        "Nicht alles Abgelaufene ließ sich löschen:\n"
        "beendete Sitzungen: eine Zeile (IntegrityError)"
    )


def test_the_command_names_what_could_not_go_and_what_went() -> None:
    _, b = anmeldungen("a", "bleibt")
    with pytest.raises(CommandError) as fehler:
        call_command("loeschfristen", "--ausfuehren", stdout=(aus := StringIO()))
    assert fehler.value.returncode == 1
    assert str(fehler.value) == (
        "Nicht alles Abgelaufene ließ sich löschen:\n"
        f"gescheiterte Anmeldungen: Nummer {b.pk} (IntegrityError)"
    )
    assert aus.getvalue() == "      1  gescheiterte Anmeldungen: Löschung\n"


def test_messages_go_a_year_after_they_are_closed_and_open_ones_never(
    django_capture_on_commit_callbacks: Callable[..., Any], settings: Settings
) -> None:
    alte, neue = beantwortet(366 * TAG), beantwortet(365 * TAG)
    offene = meldung(eingegangen_am=f.JETZT - 3000 * TAG)
    sendung = mail(TAG)
    alte.sendungen.add(sendung)
    ablegen(b"Subject: x\n\nx", sendung.kennung)
    with django_capture_on_commit_callbacks(execute=True):
        assert gefunden() == {"abgeschlossene Meldungen": 1}
        ausgefuehrt = [befund.name for befund in ausfuehren(f.JETZT) if befund.anzahl]
    # The file goes with its mail; here, where nothing is committed before, as one left over.
    assert ausgefuehrt == ["abgeschlossene Meldungen", lauf.DATEIEN]
    assert set(Meldung.objects.all()) == {neue, offene}
    assert (Sendung.objects.count(), list(Path(settings.PORTAL_ABLAGE).iterdir())) == (0, [])


def test_mails_go_after_their_time_and_waiting_ones_stay() -> None:
    mail(91 * TAG)
    mail(8 * TAG, vertraulich=True, zustand="wartet")
    stehen = [mail(90 * TAG), mail(91 * TAG, zustand="wartet"), mail(7 * TAG, vertraulich=True)]
    assert getan() == {"Mails": 1, "vertrauliche Mails": 1}
    assert set(Sendung.objects.all()) == set(stehen)


def test_files_whose_mail_is_gone_go_and_nothing_else(settings: Settings) -> None:
    da = mail(TAG)
    ablegen(b"x", da.kennung)
    ablegen(b"x", Sendung().kennung)
    ordner = Path(settings.PORTAL_ABLAGE)
    (ordner / "notizen-der-it.txt").touch()
    assert getan() == {lauf.DATEIEN: 1}
    assert {datei.name[-12:] for datei in ordner.iterdir()} == {
        f"{da.kennung}.eml"[-12:],
        "n-der-it.txt",
    }


def test_the_note_of_an_invitation_is_emptied_in_its_history_too() -> None:
    vorbei = f.konferenz(beginn=f.berlin(2025, 1, 13, 17))
    spaeter = f.konferenz(beginn=f.berlin(2025, 1, 15, 17))
    ohne_termin = f.konferenz(runde=f.runde("Herbst 2024", **HERBST))
    for konferenz in (vorbei, spaeter, ohne_termin):
        Einladung.objects.create(konferenz=konferenz, akteur=f.akteur(), notiz="Allergie")
    assert getan() == {"Notizen zu Einladungen": 2}
    for zeilen in (Einladung.objects.all(), geschichte_von(Einladung)):
        notizen = {zeile.konferenz_id: zeile.notiz for zeile in zeilen}
        assert notizen == {vorbei.pk: "", spaeter.pk: "Allergie", ohne_termin.pk: ""}


def einzelperson(am: date | None, widerrufen: date | None) -> Akteur:
    return f.akteur(
        art=Akteur.Art.EINZELPERSON,
        einwilligung_am=am,
        einwilligung_wortlaut="Ja.",
        einwilligung_widerrufen_am=widerrufen,
    )


def test_who_has_withdrawn_consent_is_forgotten_after_a_month() -> None:
    person = einzelperson(date(2025, 1, 1), date(2025, 12, 14))
    Kontakt.objects.create(akteur=person, name="Anna Beispiel")
    Einladung.objects.create(konferenz=f.konferenz(), akteur=person, notiz="x")
    einzelperson(date(2025, 12, 31), date(2025, 12, 14))  # has given it anew
    einzelperson(date(2025, 1, 1), date(2025, 12, 15))
    f.akteur("Verein", einwilligung_widerrufen_am=date(2020, 1, 1))
    assert getan() == {"Einzelpersonen, die widerrufen haben": 1}
    assert not Akteur.objects.filter(pk=person.pk).exists()
    assert (Akteur.objects.count(), Kontakt.objects.count(), Einladung.objects.count()) == (3, 0, 0)
    assert not geschichte_von(Akteur).filter(id=person.pk).exists()
    assert not geschichte_von(Einladung).filter(akteur_id=person.pk).exists()


def test_a_closed_account_loses_its_name_a_year_after_the_last_login() -> None:
    for name, aktiv, vor in (("alt", False, 366), ("neu", False, 365), ("da", True, 3000)):
        zeit = f.JETZT - vor * TAG
        User.objects.create_user(
            name, f"{name}@example.org", last_login=zeit, date_joined=zeit, is_active=aktiv
        )
    User.objects.create_user("nie", is_active=False, date_joined=f.JETZT - 366 * TAG)
    assert getan() == {"gesperrte Konten": 2}
    namen = User.objects.order_by("pk").values_list("username", flat=True)
    assert [name.partition("-")[0] for name in namen] == ["ehemalig", "neu", "da", "ehemalig"]


def test_who_changed_what_is_named_for_three_years(jetzt: time_machine.Traveller) -> None:
    person = User.objects.create_user("sb", first_name="Anna", last_name="Beispiel")
    konferenz = f.konferenz(beginn=f.berlin(2026, 2, 2, 17))
    konferenz.beginn, konferenz.ende = f.berlin(2026, 2, 3, 17), f.berlin(2026, 2, 3, 19)
    fortschreiben(konferenz, durch=person, jetzt=f.JETZT)
    eintrag = geschichte_von(type(konferenz)).latest("history_id")
    assert (eintrag.durch_name, eintrag.history_user) == ("Anna Beispiel", person)
    jetzt.move_to(f.JETZT + fristen.JAHR * 3)
    assert gefunden(f.JETZT + fristen.JAHR * 3) == {}
    assert getan(f.JETZT + fristen.JAHR * 3 + TAG) == {
        "Namen im Änderungsverlauf": 1,
        "Namen in der Geschichte: Konferenzen": 1,
    }
    eintrag.refresh_from_db()
    assert (eintrag.durch_name, eintrag.history_user) == ("nicht mehr gespeichert", None)
    verlegt = Aenderung.objects.latest("sequenz")
    assert (verlegt.durch_name, verlegt.durch) == ("nicht mehr gespeichert", None)


def test_older_versions_of_a_person_go_and_the_present_one_stays() -> None:
    person = f.ansprechperson(name="Anna Beispiel")
    person.stadtteile.add(f.stadtteil("Welper"))
    person.name = "Anna Muster"
    gesperrt_speichern(person)
    f.akteur("Verein")
    jetzt = f.JETZT + fristen.JAHR * 3 + TAG
    assert getan(jetzt) == {"frühere Fassungen: Ansprechpersonen": 2}
    (uebrig,) = geschichte_von(Ansprechperson)
    assert uebrig.name == "Anna Muster"
    gewaehlt = apps.get_model("quartiere.Ansprechperson_stadtteileGeschichte")
    assert [zeile.history_id for zeile in gewaehlt.objects.all()] == [uebrig.history_id]


def test_the_log_of_the_admin_and_failed_logins_go() -> None:
    person = User.objects.create_user("sb")
    LogEntry.objects.create(user=person, action_flag=2, object_repr="x")
    LogEntry.objects.update(action_time=f.JETZT - fristen.JAHR * 3 - TAG)
    AccessAttempt.objects.create(username="sb", failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=f.JETZT - timedelta(minutes=16))
    assert getan() == {"Protokoll der Verwaltung": 1, "gescheiterte Anmeldungen": 1}


def test_after_all_periods_of_the_clock_only_what_has_none_is_left(
    django_capture_on_commit_callbacks: Callable[..., Any], jetzt: time_machine.Traveller
) -> None:
    kanarie.ueberall()
    Meldung.objects.update(zustand="erledigt", abgeschlossen_am=f.JETZT)
    Sendung.objects.update(zustand="abgelegt")
    Akteur.objects.filter(art=Akteur.Art.EINZELPERSON).update(
        einwilligung_widerrufen_am=f.JETZT.date()
    )
    User.objects.update(is_active=False)
    spaeter = kanarie.spaeter(jahre=4)
    jetzt.move_to(spaeter)
    with django_capture_on_commit_callbacks(execute=True):
        list(ausfuehren(spaeter))
    assert gefunden(spaeter) == {}
    ohne_frist = {
        f"{modell}.{feld}"
        for ort in fristen.TABELLE
        if ort.frist.danach is fristen.Danach.VON_HAND
        or ort.modell == "akteure.Akteur"  # the organisation
        for modell in kanarie.tabellen(ort.modell)
        for feld in ort.felder
    }
    assert kanarie.fundorte() - ohne_frist == set()
    assert kanarie.dateien() == []


def test_what_somebody_holds_is_left_for_the_next_time(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lauf, "AUF_EINMAL", 2)
    alle = [beantwortet(400 * TAG) for _ in range(5)]
    zugang = connection.get_connection_params()
    zugang.pop("cursor_factory")
    zugang.pop("context")
    with psycopg.connect(**zugang) as andere:
        andere.execute(
            "SELECT id FROM hattingen_portal_meldung WHERE id = %s FOR UPDATE", [alle[1].pk]
        )
        assert [b.anzahl for b in ausfuehren(f.JETZT) if b.anzahl] == [4]
    assert list(Meldung.objects.all()) == [alle[1]]
    assert getan() == {"abgeschlossene Meldungen": 1}


def test_each_period_that_ends_by_the_clock_has_a_kind_that_ends_it() -> None:
    vom_takt = {sorte.frist for sorte in sorten()}
    mit_dauer = {ort.frist for ort in fristen.TABELLE if ort.frist.dauer}
    # Jobs are deleted by post.aufraeumen; only one with files or words of its own needs more.
    assert mit_dauer - vom_takt == {fristen.AUFTRAG}


def test_the_command_changes_nothing_until_it_is_told_to() -> None:
    def befehl(*angaben: str) -> str:
        call_command("loeschfristen", *angaben, stdout=(aus := StringIO()))
        return aus.getvalue()

    beantwortet(400 * TAG)
    zeile = "      1  abgeschlossene Meldungen: Löschung"
    assert befehl() == (
        f"{zeile} (ältestes vom 10. Dezember 2024)\n"
        "Es ist nichts geändert. Mit --ausfuehren geschieht es.\n"
    )
    assert Meldung.objects.count() == 1
    assert befehl("--ausfuehren") == f"{zeile}\nDas ist geschehen.\n"
    assert befehl() == "Keine Frist ist abgelaufen. Es gibt nichts zu löschen.\n"
    assert Meldung.objects.count() == 0
