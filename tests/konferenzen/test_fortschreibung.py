"""fortschreiben(): what a public change costs, and what costs nothing."""

from datetime import timedelta
from importlib import import_module
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from hattingen_portal.grundlage.sperre import VeraltetError
from konferenzen.berichtigung import berichtigen
from konferenzen.bisheriges import bisherige
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Konferenz, Status, Veranstaltungsort
from tests import fabriken as f

pytestmark = pytest.mark.django_db

JETZT = f.JETZT
SPAETER = JETZT + timedelta(hours=3)
MONTAG = f.berlin(2026, 1, 26, 17)
TAG, STUNDE = timedelta(days=1), timedelta(hours=1)


def frisch(konferenz: Konferenz) -> Konferenz:
    return Konferenz.objects.get(pk=konferenz.pk)


def stand(konferenz: Konferenz) -> tuple[int, object, int]:
    gespeichert = frisch(konferenz)
    return gespeichert.sequenz, gespeichert.geaendert_am, gespeichert.version


def test_a_draft_is_saved_without_a_public_trace() -> None:
    konferenz = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    konferenz.beginn += timedelta(days=1)
    konferenz.ende += timedelta(days=1)

    fortschreiben(konferenz, jetzt=SPAETER)

    entwurf = frisch(konferenz)
    assert (entwurf.sequenz, entwurf.version) == (0, 2)
    assert (entwurf.veroeffentlicht_am, entwurf.letzter_beginn) == (None, None)


def test_publishing_is_the_first_public_change() -> None:
    konferenz = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    konferenz.status = Status.OEFFENTLICH

    fortschreiben(konferenz, jetzt=SPAETER)

    oeffentlich = frisch(konferenz)
    assert stand(konferenz) == (1, SPAETER, 2)
    assert oeffentlich.veroeffentlicht_am == SPAETER
    assert (oeffentlich.letzter_beginn, oeffentlich.letztes_ende) == (
        MONTAG,
        MONTAG + timedelta(hours=2),
    )


def test_publishing_at_a_set_time_counts_from_that_time() -> None:
    freigabe = JETZT + timedelta(days=3)
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=freigabe)
    assert stand(konferenz) == (1, freigabe, 1)

    konferenz.titel = "Vor der Freigabe umbenannt"
    fortschreiben(konferenz, jetzt=SPAETER)

    assert stand(konferenz) == (1, freigabe, 2)


def test_a_scheduled_one_may_become_a_draft_again() -> None:
    konferenz = f.konferenz(veroeffentlichen_ab=JETZT + timedelta(days=3))
    konferenz.status = Status.ENTWURF

    fortschreiben(konferenz, jetzt=SPAETER)

    assert frisch(konferenz).veroeffentlicht_am is None


@pytest.mark.parametrize("status", [Status.OEFFENTLICH, Status.VERSCHOBEN, Status.ABGESAGT])
def test_a_date_emptied_before_the_release_was_never_public(status: Status) -> None:
    freigabe = JETZT + timedelta(days=2)
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=freigabe)
    konferenz.status, konferenz.beginn, konferenz.ende = status, None, None

    fortschreiben(konferenz, jetzt=SPAETER)

    ohne_termin = frisch(konferenz)
    assert (ohne_termin.letzter_beginn, ohne_termin.letztes_ende) == (None, None)
    assert list(Konferenz.objects.im_kalender(freigabe)) == []


def test_a_date_moved_before_the_release_leaves_only_the_new_one() -> None:
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=JETZT + timedelta(days=2))
    konferenz.beginn += timedelta(days=7)
    konferenz.ende += timedelta(days=7)

    fortschreiben(konferenz, jetzt=SPAETER)

    assert frisch(konferenz).letzter_beginn == MONTAG + timedelta(days=7)


@pytest.mark.parametrize("status", [Status.ENTWURF, Status.ZURUECKGEZOGEN])
def test_what_is_taken_back_before_its_release_starts_clean(status: Status) -> None:
    konferenz = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=JETZT + timedelta(days=2))
    konferenz.status = status
    fortschreiben(konferenz, jetzt=SPAETER)

    zurueck = frisch(konferenz)
    assert (zurueck.sequenz, zurueck.veroeffentlicht_am) == (0, None)
    assert (zurueck.letzter_beginn, zurueck.letztes_ende) == (None, None)
    assert zurueck.geaendert_am == SPAETER

    zurueck.status, zurueck.veroeffentlichen_ab = Status.OEFFENTLICH, None
    zurueck.beginn = zurueck.ende = None
    fortschreiben(zurueck, jetzt=SPAETER)
    assert stand(konferenz)[:2] == (1, SPAETER)
    assert list(Konferenz.objects.im_kalender(SPAETER)) == []


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("beginn", MONTAG - timedelta(minutes=30)),
        ("ende", MONTAG + timedelta(hours=3)),
        ("form", Form.HYBRID),
        ("online_link", "https://example.org/raum"),
        ("titel", "Neuer Titel"),
        ("art", Art.SPRECHSTUNDE),
        ("status", Status.ABGESAGT),
        ("status", Status.ZURUECKGEZOGEN),
    ],
)
def test_a_change_of_the_date_raises_sequenz_by_one(feld: str, wert: object) -> None:
    konferenz = f.konferenz(beginn=MONTAG, titel="Titel")
    uid = konferenz.uid
    setattr(konferenz, feld, wert)

    fortschreiben(konferenz, jetzt=SPAETER)

    assert stand(konferenz) == (2, SPAETER, 2)
    assert frisch(konferenz).uid == uid


def test_another_venue_raises_sequenz_by_one() -> None:
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort())
    konferenz.ort = f.ort("Forstmann")

    fortschreiben(konferenz, jetzt=SPAETER)

    assert stand(konferenz) == (2, SPAETER, 2)


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("ende_geschaetzt", True),
        ("datum_hinweis", "im September"),
        ("beschreibung", "Neu"),
        ("anmeldung_kontakt", "Telefon (02324) 204-5552"),
        ("anmeldung_bis", MONTAG.date()),
        ("anmeldung_hinweis", "Bitte früh"),
        ("statusgrund", "Krankheit"),
        ("slug", "neue-adresse"),
    ],
)
def test_other_public_text_only_moves_the_time_of_change(feld: str, wert: object) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    setattr(konferenz, feld, wert)

    fortschreiben(konferenz, jetzt=SPAETER)

    assert stand(konferenz) == (1, SPAETER, 2)


def test_another_round_only_moves_the_time_of_change() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.runde = f.runde("Herbst 2026")

    fortschreiben(konferenz, jetzt=SPAETER)

    assert stand(konferenz) == (1, SPAETER, 2)


def test_what_the_public_never_sees_changes_nothing_public() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.raum_geteilt = True

    fortschreiben(konferenz, jetzt=SPAETER)

    assert stand(konferenz) == (1, JETZT, 2)


def test_a_date_taken_back_keeps_the_last_published_times() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.status, konferenz.beginn, konferenz.ende = Status.VERSCHOBEN, None, None

    fortschreiben(konferenz, grund="Der Raum ist gesperrt.", jetzt=SPAETER)

    verschoben = frisch(konferenz)
    assert verschoben.sequenz == 2
    assert verschoben.letzter_beginn == MONTAG
    assert verschoben.statusgrund == "Der Raum ist gesperrt."


def test_no_form_can_set_what_only_the_record_may() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    uid = konferenz.uid
    konferenz.uid, konferenz.sequenz, konferenz.veroeffentlicht_am = "erfunden", 99, None

    fortschreiben(konferenz, jetzt=SPAETER)

    gespeichert = frisch(konferenz)
    assert (gespeichert.uid, gespeichert.sequenz) == (uid, 1)
    assert gespeichert.veroeffentlicht_am == JETZT


def test_a_stale_row_is_refused_and_nothing_is_saved() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    veraltet = frisch(konferenz)
    konferenz.titel = "Zuerst gespeichert"
    fortschreiben(konferenz, jetzt=SPAETER)
    veraltet.titel = "Zu spät"

    with pytest.raises(VeraltetError):
        fortschreiben(veraltet, jetzt=SPAETER)

    assert frisch(konferenz).titel == "Zuerst gespeichert"


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_the_same_moment_exactly_one_is_saved() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    gelesen = [frisch(konferenz), frisch(konferenz)]
    start = Barrier(2)
    abgelehnt: list[str] = []

    def speichern(zeile: Konferenz, titel: str) -> None:
        try:
            zeile.titel = titel
            start.wait()
            fortschreiben(zeile, jetzt=SPAETER)
        except VeraltetError:
            abgelehnt.append(titel)
        finally:
            connection.close()

    faeden = [
        Thread(target=speichern, args=paar) for paar in zip(gelesen, ("eins", "zwei"), strict=True)
    ]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()

    gespeichert = frisch(konferenz)
    assert sorted([gespeichert.titel, *abgelehnt]) == ["eins", "zwei"]
    assert (gespeichert.sequenz, gespeichert.version) == (2, 2)


def zurueckgezogen() -> Konferenz:
    konferenz = f.konferenz(beginn=MONTAG, titel="Treffen")
    konferenz.status = Status.ZURUECKGEZOGEN
    fortschreiben(konferenz, grund="Doppelt eingetragen.", jetzt=SPAETER)
    return frisch(konferenz)


@pytest.mark.parametrize(
    ("feld", "wert"),
    [("titel", "Geheim"), ("statusgrund", "Geheim"), ("art", Art.SPRECHSTUNDE), ("runde", None)],
)
def test_calendars_keep_a_withdrawn_one_as_it_was_published(feld: str, wert: object) -> None:
    konferenz = zurueckgezogen()
    konferenz.art = Art.THEMENKONFERENZ if feld == "runde" else konferenz.art
    setattr(konferenz, feld, wert)

    with pytest.raises(ValidationError, match="steht noch in abonnierten Kalendern"):
        fortschreiben(konferenz, jetzt=SPAETER)

    gespeichert = frisch(konferenz)
    assert (gespeichert.titel, gespeichert.statusgrund) == ("Treffen", "Doppelt eingetragen.")


def test_a_title_cannot_come_along_with_the_withdrawal() -> None:
    konferenz = f.konferenz(beginn=MONTAG, titel="Treffen")
    konferenz.status, konferenz.titel = Status.ZURUECKGEZOGEN, "Nie öffentlich"

    with pytest.raises(ValidationError, match="steht noch in abonnierten Kalendern"):
        fortschreiben(konferenz, jetzt=SPAETER)


def test_a_date_cannot_come_along_with_the_withdrawal() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.beginn, konferenz.ende = MONTAG + TAG, MONTAG + TAG + STUNDE
    konferenz.status = Status.ZURUECKGEZOGEN

    fortschreiben(konferenz, jetzt=SPAETER)

    gespeichert = frisch(konferenz)
    assert (gespeichert.letzter_beginn, gespeichert.bisheriger_beginn) == (MONTAG, None)


def test_what_is_prepared_for_a_withdrawn_one_is_no_public_change() -> None:
    konferenz = zurueckgezogen()
    konferenz.beginn += timedelta(days=7)
    konferenz.ende += timedelta(days=7)
    konferenz.beschreibung = "Neuer Anlauf"
    vorher = stand(konferenz)

    fortschreiben(konferenz, jetzt=SPAETER + timedelta(hours=1))

    assert stand(konferenz)[:2] == vorher[:2]
    assert frisch(konferenz).letzter_beginn == MONTAG

    konferenz.status, konferenz.titel = Status.OEFFENTLICH, "Zweites Treffen"
    fortschreiben(konferenz, jetzt=SPAETER + timedelta(hours=2))
    assert frisch(konferenz).letzter_beginn == MONTAG + timedelta(days=7)
    assert stand(konferenz)[:2] == (3, SPAETER + timedelta(hours=2))


def test_of_what_was_withdrawn_no_old_date_or_venue_comes_back() -> None:
    alt, neu = f.ort("Alt"), f.ort("Neu")
    konferenz = f.konferenz(beginn=MONTAG, ort=alt)
    konferenz.ort = neu
    konferenz.beginn, konferenz.ende = MONTAG + TAG, MONTAG + TAG + STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)
    assert (konferenz.bisheriger_beginn, konferenz.bisheriger_ort) == (MONTAG, alt.anschrift)
    konferenz.status = Status.ZURUECKGEZOGEN
    fortschreiben(konferenz, jetzt=SPAETER)
    konferenz.beginn, konferenz.ende = MONTAG + 2 * TAG, MONTAG + 2 * TAG + STUNDE
    konferenz.status, konferenz.ort = Status.OEFFENTLICH, None

    fortschreiben(konferenz, jetzt=SPAETER)

    gespeichert = frisch(konferenz)
    assert (gespeichert.bisheriger_beginn, gespeichert.bisheriger_ort) == (None, "")
    assert gespeichert.bisherige_termine == []


def test_a_date_from_before_the_withdrawal_does_not_come_back_with_a_new_one() -> None:
    konferenz = zurueckgezogen()
    konferenz.status, konferenz.beginn, konferenz.ende = Status.OEFFENTLICH, None, None
    fortschreiben(konferenz, jetzt=SPAETER)
    konferenz.beginn, konferenz.ende = MONTAG + TAG, MONTAG + TAG + STUNDE

    fortschreiben(konferenz, jetzt=SPAETER)

    assert frisch(konferenz).bisheriger_beginn is None


def test_a_row_of_the_release_before_keeps_its_one_old_date() -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    Konferenz.objects.update(bisheriger_beginn=MONTAG - TAG)
    konferenz = frisch(konferenz)
    assert [termin.beginn for termin in bisherige(konferenz)] == [MONTAG - TAG]

    konferenz.beginn, konferenz.ende = MONTAG + TAG, MONTAG + TAG + STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)

    assert [(t.beginn, t.ende) for t in bisherige(frisch(konferenz))] == [
        (MONTAG - TAG, None),
        (MONTAG, MONTAG + 2 * STUNDE),
    ]


def test_the_old_date_of_a_row_of_the_release_before_is_completed_from_its_changes() -> None:
    konferenz = f.konferenz(beginn=MONTAG - TAG)
    konferenz.beginn, konferenz.ende = MONTAG, MONTAG + 2 * STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)
    gemerkt = frisch(konferenz).bisherige_termine
    konferenz.beschreibung = "Mit Kaffee"
    fortschreiben(konferenz, jetzt=SPAETER + TAG)
    Konferenz.objects.update(bisherige_termine=[])
    bestand = import_module("konferenzen.migrations.0012_bisherige_termine_bestand")

    bestand.aus_den_aenderungen(apps, None)

    assert frisch(konferenz).bisherige_termine == gemerkt
    assert [termin.bis for termin in bisherige(frisch(konferenz))] == [SPAETER]


def test_the_time_of_a_public_change_never_goes_back() -> None:
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort())
    haus = Veranstaltungsort.objects.get()
    haus.hausnummer = "2a"
    berichtigen(haus, jetzt=SPAETER)

    konferenz.status = Status.ABGESAGT
    fortschreiben(konferenz, jetzt=SPAETER - STUNDE)

    assert stand(konferenz) == (3, SPAETER, 2)
    assert konferenz.aenderungen.get(sequenz=3).zeitpunkt == SPAETER


def test_what_holds_again_is_not_the_old_date_or_venue_any_more() -> None:
    haus, saal = f.ort("Haus"), f.ort("Saal")
    konferenz = f.konferenz(beginn=MONTAG, ort=haus)
    konferenz.status, konferenz.ort = Status.VERSCHOBEN, None
    konferenz.beginn = konferenz.ende = None
    fortschreiben(konferenz, jetzt=SPAETER)
    assert (konferenz.bisheriger_beginn, konferenz.bisheriger_ort) == (MONTAG, haus.anschrift)

    konferenz.status, konferenz.ort = Status.OEFFENTLICH, haus
    konferenz.beginn, konferenz.ende = MONTAG, MONTAG + STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)
    assert (konferenz.bisheriger_beginn, konferenz.bisheriger_ort) == (None, "")

    konferenz.ort = saal
    konferenz.beginn, konferenz.ende = MONTAG + TAG, MONTAG + TAG + STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)
    konferenz.ort = haus
    konferenz.beginn, konferenz.ende = MONTAG, MONTAG + STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)
    assert (konferenz.bisheriger_beginn, konferenz.bisheriger_ort) == (
        MONTAG + TAG,
        saal.anschrift,
    )


def test_the_approximate_date_goes_when_the_date_is_known() -> None:
    konferenz = f.konferenz(datum_hinweis="im Mai")
    konferenz.beginn, konferenz.ende = MONTAG, MONTAG + STUNDE
    fortschreiben(konferenz, jetzt=SPAETER)
    konferenz.status, konferenz.beginn, konferenz.ende = Status.VERSCHOBEN, None, None
    fortschreiben(konferenz, jetzt=SPAETER)
    assert frisch(konferenz).datum_hinweis == ""
