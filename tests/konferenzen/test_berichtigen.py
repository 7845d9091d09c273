"""What conferences show without holding it: venue, Stadtteil, round, documents and invitations."""

import time
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Model

from hattingen_portal.grundlage.sperre import VeraltetError
from konferenzen.berichtigung import berichtigen
from konferenzen.einladen import alle_akteure_einladen
from konferenzen.fortschreibung import beilagen_fortschreiben, fortschreiben
from konferenzen.models import Konferenz, Status, Veranstaltungsort
from tests import fabriken as f

pytestmark = pytest.mark.django_db

JETZT = f.JETZT
SPAETER = JETZT + timedelta(hours=3)
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
GESEHEN, GEZAEHLT, NICHTS = (1, SPAETER), (2, SPAETER), (1, JETZT)


def stand(konferenz: Konferenz) -> tuple[int, object]:
    gespeichert = Konferenz.objects.get(pk=konferenz.pk)
    return gespeichert.sequenz, gespeichert.geaendert_am


def saetze(feld: str, wert: Model) -> list[Konferenz]:
    """Give one conference of each kind that refers to `wert`, and at last one that does not."""
    stadtteil = wert if feld == "stadtteil" else f.stadtteil()
    alle = {"art": "sprechstunde", "titel": "Sprechstunde", "stadtteil": stadtteil, feld: wert}
    return [
        f.konferenz(beginn=MONTAG, **alle),
        f.konferenz(beginn=JETZT - 30 * TAG, **alle),
        f.konferenz(beginn=JETZT - 700 * TAG, **alle),
        f.konferenz(beginn=MONTAG + TAG, status=Status.ENTWURF, **alle),
        f.konferenz(beginn=MONTAG + 2 * TAG, veroeffentlichen_ab=JETZT + 5 * TAG, **alle),
        f.konferenz(beginn=MONTAG),
    ]


@pytest.mark.parametrize(
    ("art", "feld", "neu", "gezaehlt"),
    [
        ("ort", "hausnummer", "2a", True),
        ("ort", "zugang_hinweis", "Klingel rechts", False),
        ("ort", "stufenlos", "ja", False),
        ("stadtteil", "name", "Welper-Nord", True),
        ("stadtteil", "kuerzel", "WN", True),
        ("runde", "beispiel", True, True),
        ("runde", "name", "Frühling 2026", False),
    ],
)
def test_a_correction_reaches_what_the_public_has_seen(
    art: str, feld: str, neu: object, gezaehlt: bool
) -> None:
    zeile = {
        "ort": f.ort,
        "stadtteil": f.stadtteil,
        "runde": lambda: f.runde("Eigene Runde"),
    }[art]()
    konferenzen = saetze(art, zeile)
    geplant = stand(konferenzen[4])
    entwurf = stand(konferenzen[3])
    setattr(zeile, feld, neu)

    berichtigen(zeile, jetzt=SPAETER)

    assert [stand(k) for k in konferenzen] == [
        GEZAEHLT if gezaehlt else GESEHEN,
        GESEHEN,
        NICHTS,
        entwurf,
        geplant,
        NICHTS,
    ]
    zeile.refresh_from_db()
    assert (getattr(zeile, feld), zeile.version) == (neu, 2)


@pytest.mark.parametrize(
    ("art", "feld", "neu"),
    [("stadtteil", "reihenfolge", 9), ("runde", "ende", JETZT.date() + 300 * TAG)],
)
def test_what_no_conference_shows_is_passed_on_to_none(art: str, feld: str, neu: object) -> None:
    zeile = f.stadtteil() if art == "stadtteil" else f.runde("Eigene Runde")
    konferenzen = saetze(art, zeile)
    vorher = [stand(k) for k in konferenzen]
    setattr(zeile, feld, neu)

    berichtigen(zeile, jetzt=SPAETER)

    assert [stand(k) for k in konferenzen] == vorher


def test_a_conference_is_told_as_long_as_the_feeds_carry_it() -> None:
    ort = f.ort()
    mitternacht = f.berlin(2026, 1, 14) - 365 * TAG
    noch_da = f.konferenz(beginn=mitternacht - timedelta(hours=1), ort=ort)
    heraus = f.konferenz(beginn=mitternacht - timedelta(hours=3), ort=ort)
    assert list(Konferenz.objects.im_kalender(SPAETER)) == [noch_da]
    ort.hausnummer = "2a"

    berichtigen(ort, jetzt=SPAETER)

    assert [stand(noch_da), stand(heraus)] == [GESEHEN, NICHTS]


def test_the_page_of_one_without_a_date_changes_with_its_venue() -> None:
    ort = f.ort()
    konferenz = f.konferenz(ort=ort)
    ort.zugang_hinweis = "Klingel rechts"

    berichtigen(ort, jetzt=SPAETER)

    assert stand(konferenz) == GESEHEN


def test_a_stale_venue_is_refused() -> None:
    ort = f.ort()
    veraltet = type(ort).objects.get(pk=ort.pk)
    berichtigen(ort, jetzt=SPAETER)

    with pytest.raises(VeraltetError):
        berichtigen(veraltet, jetzt=SPAETER)


@pytest.mark.django_db(transaction=True)
def test_a_correction_waits_for_the_list_that_moves_conferences_there() -> None:
    ort = f.ort()
    dort, kommt_dazu = f.konferenz(beginn=MONTAG, ort=ort), f.konferenz(beginn=MONTAG + TAG)
    fertig, gescheitert = Event(), []
    ort.hausnummer = "2a"

    def korrigieren() -> None:
        try:
            berichtigen(ort, jetzt=SPAETER)
        except Exception as fehler:
            gescheitert.append(fehler)
        finally:
            connection.close()
            fertig.set()

    faden = Thread(target=korrigieren)
    with transaction.atomic():
        dort.beschreibung = "Neu"
        fortschreiben(dort, jetzt=JETZT)
        faden.start()
        _warten_bis_jemand_wartet()
        kommt_dazu.ort = ort
        fortschreiben(kommt_dazu, jetzt=JETZT)
    faden.join()

    assert gescheitert == []
    assert stand(dort) == GEZAEHLT
    ort.refresh_from_db()
    assert ort.hausnummer == "2a"


@pytest.mark.django_db(transaction=True)
def test_who_moves_in_while_the_venue_is_being_corrected_is_told_too() -> None:
    ort = f.ort()
    konferenz = f.konferenz(beginn=MONTAG)
    fehler: list[Exception] = []

    def berichten() -> None:
        try:
            ort.hausnummer = "2a"
            berichtigen(ort, jetzt=SPAETER)
        except Exception as ausnahme:
            fehler.append(ausnahme)
        finally:
            connection.close()

    def einziehen() -> None:
        konferenz.ort = Veranstaltungsort.objects.get()
        fortschreiben(konferenz, jetzt=SPAETER)
        with transaction.atomic():
            konferenz.titel = "Treffen"
            fortschreiben(konferenz, jetzt=SPAETER)
            umbenannt.set()
            weiter.wait()
        connection.close()

    umbenannt, weiter = Event(), Event()
    faeden = [Thread(target=berichten), Thread(target=einziehen)]
    with transaction.atomic():
        Veranstaltungsort.objects.select_for_update(no_key=True).get()
        faeden[0].start()
        _warten_bis_jemand_wartet()
        faeden[1].start()
        umbenannt.wait()
    _warten_bis_jemand_wartet()
    weiter.set()
    for faden in faeden:
        faden.join()

    assert fehler == []
    eintraege = list(konferenz.aenderungen.order_by("sequenz"))
    assert [(e.sequenz, e.arten) for e in eintraege] == [
        (1, ["bekanntgegeben"]),
        (2, ["ort_geaendert"]),
        (3, ["angaben"]),
        (4, ["ort_berichtigt"]),
    ]
    assert eintraege[3].vorher == eintraege[2].nachher


def _warten_bis_jemand_wartet() -> None:
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.01)


def test_documents_are_told_as_soon_as_the_public_sees_them() -> None:
    konferenz, entwurf = f.konferenz(), f.konferenz(status=Status.ENTWURF)
    vorher = stand(entwurf)
    intern = {"titel": "Protokoll", "datei": ContentFile(b"%PDF-1.7", name="a.pdf")}

    with beilagen_fortschreiben(konferenz, jetzt=SPAETER):
        unterlage = konferenz.unterlagen.create(**intern)
    assert stand(konferenz) == NICHTS

    unterlage.oeffentlich = True
    with beilagen_fortschreiben(konferenz, jetzt=SPAETER):
        unterlage.save()
    assert stand(konferenz) == GESEHEN

    with beilagen_fortschreiben(konferenz, jetzt=SPAETER + TAG):
        unterlage.delete()
    assert stand(konferenz) == (1, SPAETER + TAG)

    with beilagen_fortschreiben(entwurf, jetzt=SPAETER):
        entwurf.unterlagen.create(**intern, oeffentlich=True)
    assert stand(entwurf) == vorher


def test_invitations_are_told_unless_only_a_note_or_a_hidden_person_changes() -> None:
    konferenz = f.konferenz()
    person = f.akteur("Ohne Einwilligung", art="einzelperson")
    einladung = konferenz.einladungen.create(akteur=f.akteur("Verein"))

    with beilagen_fortschreiben(konferenz, jetzt=SPAETER):
        konferenz.einladungen.create(akteur=person)
        einladung.notiz = "ruft zurück"
        einladung.save()
    assert stand(konferenz) == NICHTS

    with beilagen_fortschreiben(konferenz, jetzt=SPAETER):
        einladung.delete()
    assert stand(konferenz) == GESEHEN


@pytest.mark.usefixtures("jetzt")
def test_inviting_all_of_a_stadtteil_is_told_once_somebody_is_new() -> None:
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(stadtteil=welper, jetzt=JETZT - TAG)

    assert alle_akteure_einladen(konferenz) == 0
    assert stand(konferenz) == (1, JETZT - TAG)

    f.akteur("Verein").stadtteile.add(welper)
    assert alle_akteure_einladen(konferenz) == 1
    assert stand(konferenz) == (1, JETZT)
