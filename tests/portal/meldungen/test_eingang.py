"""A message comes in: stored once, its mails queued, nothing of it where it does not belong."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from hattingen_portal.meldungen.adressat import adressat
from hattingen_portal.meldungen.eingang import entgegennehmen
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.post.models import Sendung
from tests import fabriken as f

SEKUNDE = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def neu(**felder: object) -> Meldung:
    vorgabe = {"art": Art.KONTAKT, "text": "Wann ist die nächste Konferenz?"}
    return Meldung(**vorgabe | felder)


# --- To whom it goes -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_message_goes_to_whom_the_public_can_reach_for_its_stadtteil(settings: Settings) -> None:
    settings.PORTAL_EMAIL = "portal@example.org"
    welper, baak, eobs = (f.stadtteil(name) for name in ("Welper", "Baak", "EOBS"))
    assert adressat(welper) == adressat(None) == "portal@example.org"

    f.ansprechperson(email="stadt@example.org")
    f.ansprechperson(email="", reihenfolge=1).stadtteile.add(welper)
    f.ansprechperson(email="zweite@example.org", reihenfolge=3).stadtteile.add(welper)
    f.ansprechperson(email="erste@example.org", reihenfolge=2).stadtteile.add(welper, eobs)
    f.ansprechperson(email="intern@example.org", oeffentlich=False).stadtteile.add(baak)
    assert [adressat(s) for s in (welper, baak, eobs, None)] == [
        "erste@example.org",
        "stadt@example.org",
        "erste@example.org",
        "stadt@example.org",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("adresse", ["", "keine Adresse", "a@example.org\nBcc: b@example.org"])
def test_without_an_address_it_is_only_stored(settings: Settings, adresse: str) -> None:
    """Never lost: the office finds it in the admin."""
    settings.PORTAL_EMAIL = adresse
    meldung = entgegennehmen(neu(name="Ada"), jetzt=f.JETZT)
    assert list(Meldung.objects.all()) == [meldung]
    assert not Sendung.objects.exists()


@pytest.mark.django_db
def test_a_correction_goes_to_the_stadtteil_of_its_entry() -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Baak")
    f.ansprechperson(email="welper@example.org").stadtteile.add(welper)
    f.ansprechperson(email="stadt@example.org")
    hier, ueberall = f.akteur(), f.akteur()
    hier.stadtteile.add(welper)
    ueberall.stadtteile.add(welper, baak)
    for akteur in (hier, ueberall):
        entgegennehmen(neu(art=Art.BERICHTIGUNG, akteur=akteur), jetzt=f.JETZT)
    assert [s.an for s in Sendung.objects.order_by("pk")] == [
        ["welper@example.org"],
        ["stadt@example.org"],
    ]


# --- Its mails -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_office_and_the_sender_get_a_mail_in_the_same_transaction(settings: Settings) -> None:
    settings.PORTAL_EMAIL = "portal@example.org"
    meldung = entgegennehmen(
        neu(name="Ada", email="ada@example.org", nummer="K7Q2-9XBT"), jetzt=f.JETZT
    )
    an_das_buero, bestaetigung = Sendung.objects.order_by("pk")
    assert set(meldung.sendungen.all()) == {an_das_buero, bestaetigung}
    assert ProcrastinateJob.objects.count() == 2

    assert an_das_buero.an == ["portal@example.org"]
    assert an_das_buero.antwort_an == "ada@example.org"
    assert an_das_buero.betreff == "Neue Meldung K7Q2-9XBT: Kontakt"
    assert "Wann ist die nächste Konferenz?" in an_das_buero.text
    assert f"/admin/hattingen_portal/meldung/{meldung.pk}/change/" in an_das_buero.text

    assert bestaetigung.an == ["ada@example.org"]
    assert bestaetigung.antwort_an == "portal@example.org"
    assert bestaetigung.betreff == "Ihre Nachricht ist angekommen (K7Q2-9XBT)"
    assert "spätestens am Mittwoch, 28. Januar 2026" in bestaetigung.text


@pytest.mark.django_db
@pytest.mark.parametrize("art", Art)
def test_no_word_of_the_sender_goes_to_the_address_that_the_sender_typed(art: Art) -> None:
    """Or the portal would write to anybody whatever somebody wants."""
    werbung = "KAUFEN-SIE-JETZT"
    meldung = neu(
        art=art,
        name=werbung,
        email="fremd@example.org",
        telefon=werbung,
        text=werbung,
        seite=werbung,
        akteur=f.akteur("Verein") if art == Art.BERICHTIGUNG else None,
    )
    vorschlag = Vorschlag(feld="name", bisher="Verein", vorgeschlagen=werbung)
    vorschlaege = [vorschlag] if art == Art.BERICHTIGUNG else []
    entgegennehmen(meldung, vorschlaege, jetzt=f.JETZT)
    sendung = Sendung.objects.get()
    assert sendung.an == ["fremd@example.org"]
    assert werbung not in sendung.betreff + sendung.text + sendung.antwort_an


@pytest.mark.django_db
def test_what_somebody_typed_stands_in_no_subject(settings: Settings) -> None:
    settings.PORTAL_EMAIL = "portal@example.org"
    stadtteil = f.stadtteil("Welper")
    felder = dict.fromkeys(("name", "telefon", "text", "seite"), "Bcc: ada@example.org")
    entgegennehmen(neu(stadtteil=stadtteil, **felder), jetzt=f.JETZT)
    assert "Bcc" not in Sendung.objects.get().betreff


@pytest.mark.django_db
def test_what_cannot_be_stored_is_not_mailed() -> None:
    with pytest.raises(ValidationError):
        entgegennehmen(neu(email="keine Adresse"), jetzt=f.JETZT)
    assert not Meldung.objects.exists()
    assert not Sendung.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_nothing_personal_gets_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        entgegennehmen(
            neu(name="Rostgans", email="rostgans@example.org", text="Rostgans"), jetzt=f.JETZT
        )
    gemeldet = [r.getMessage() for r in caplog.records if r.name != "django.db.backends"]
    assert [zeile for zeile in gemeldet if "rostgans" in zeile.lower()] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_nobody_is_flooded_with_confirmations(settings: Settings) -> None:
    """However many connections they come from; the messages are stored all the same."""
    settings.PORTAL_EMAIL = "portal@example.org"
    for nummer in range(5):
        adresse = "Opfer@example.org" if nummer % 2 else "opfer@example.org"
        entgegennehmen(neu(email=adresse, text=str(nummer)), jetzt=f.JETZT)
    entgegennehmen(neu(email="ada@example.org"), jetzt=f.JETZT)
    an = [sendung.an[0].lower() for sendung in Sendung.objects.all()]
    assert {wer: an.count(wer) for wer in an} == {
        "portal@example.org": 6,
        "opfer@example.org": 3,
        "ada@example.org": 1,
    }


# --- Once ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_message_within_ten_minutes_is_one_message() -> None:
    felder = {"email": "ada@example.org", "name": "Ada"}
    erste = entgegennehmen(neu(**felder), jetzt=f.JETZT)
    assert entgegennehmen(neu(**felder), jetzt=f.JETZT + SEKUNDE) == erste
    assert entgegennehmen(neu(**felder), jetzt=f.JETZT + 10 * MINUTE - SEKUNDE) == erste
    assert Sendung.objects.count() == 1

    spaeter = entgegennehmen(neu(**felder), jetzt=f.JETZT + 10 * MINUTE)
    assert spaeter != erste
    assert Meldung.objects.count() == Sendung.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "anders",
    [
        {"art": Art.BARRIERE},
        {"text": "Wo?"},
        {"name": "Grace"},
        {"email": "grace@example.org"},
        {"telefon": "1"},
        {"seite": "/termine/"},
    ],
)
def test_another_message_is_another_one(anders: dict[str, str]) -> None:
    entgegennehmen(neu(), jetzt=f.JETZT)
    entgegennehmen(neu(**anders), jetzt=f.JETZT)
    assert Meldung.objects.count() == 2


@pytest.mark.django_db
def test_another_proposal_for_the_same_entry_is_another_message() -> None:
    akteur = f.akteur()
    for name in ("Eins", "Zwei", "Eins"):
        vorschlag = Vorschlag(feld="name", bisher="x", vorgeschlagen=name)
        entgegennehmen(neu(art=Art.BERICHTIGUNG, akteur=akteur), [vorschlag], jetzt=f.JETZT)
    assert [v.vorgeschlagen for v in Vorschlag.objects.order_by("pk")] == ["Eins", "Zwei"]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_message() -> None:
    """Each in a transaction of its own; all start at the same moment."""
    gleichzeitig = threading.Barrier(4)
    nummern: list[str] = []

    def in_eigener_verbindung(tun: Callable[[], Meldung]) -> None:
        try:
            gleichzeitig.wait()
            nummern.append(tun().nummer)
        finally:
            connection.close()

    def senden() -> Meldung:
        return entgegennehmen(neu(email="ada@example.org"), jetzt=f.JETZT)

    faeden = [threading.Thread(target=in_eigener_verbindung, args=[senden]) for _ in range(4)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert nummern == [Meldung.objects.get().nummer] * 4
    assert Sendung.objects.count() == 1
