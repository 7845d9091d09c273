"""What the database holds about messages, and which of them wait."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hattingen_portal.meldungen.models import DRINGENDE_ZUERST, Meldung, Vorschlag
from hattingen_portal.meldungen.nummer import ZEICHEN, vorgangsnummer
from hattingen_portal.meldungen.werte import Art, Entscheidung, Weg, Zustand
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung

pytestmark = pytest.mark.django_db
HEUTE = date(2026, 1, 14)
TAG = timedelta(days=1)
SECHS_WOCHEN = (
    "Eine gemeldete Barriere muss spätestens nach sechs Wochen beantwortet sein (§ 5 Absatz 2 "
    "BITVNRW)."
)
FERTIG = {
    "zustand": Zustand.BEANTWORTET,
    "abgeschlossen_am": f.JETZT,
    "antwort_weg": Weg.TELEFON,
}


def test_what_waits_is_due_or_overdue_by_the_day() -> None:
    alt = meldung(faellig_am=HEUTE - TAG)
    heute = meldung(faellig_am=HEUTE)
    in_einer_woche = meldung(faellig_am=HEUTE + 7 * TAG)
    meldung(faellig_am=HEUTE + 8 * TAG)
    meldung(faellig_am=HEUTE - TAG, **FERTIG)
    meldung(faellig_am=HEUTE - TAG, zustand=Zustand.ERLEDIGT, abgeschlossen_am=f.JETZT)

    assert list(Meldung.objects.ueberfaellig(HEUTE)) == [alt]
    assert list(Meldung.objects.faellig_bis(HEUTE).order_by("pk")) == [alt, heute]
    assert list(Meldung.objects.bald_faellig(HEUTE).order_by("pk")) == [heute, in_einer_woche]
    assert Meldung.objects.offen().count() == 4


def test_what_is_due_first_stands_on_top_and_what_is_done_last() -> None:
    frueher_fertig = meldung(faellig_am=HEUTE - TAG, **FERTIG | {"abgeschlossen_am": f.JETZT - TAG})
    eben_fertig = meldung(faellig_am=HEUTE, **FERTIG)
    spaeter = meldung(faellig_am=HEUTE + TAG)
    zuerst = meldung(faellig_am=HEUTE)
    assert list(Meldung.objects.order_by(*DRINGENDE_ZUERST)) == [
        zuerst,
        spaeter,
        eben_fertig,
        frueher_fertig,
    ]


@pytest.mark.parametrize(
    ("art", "tage", "zwischennachricht", "gilt"),
    [
        (Art.BARRIERE, 42, None, True),
        (Art.BARRIERE, 43, None, False),
        (Art.BARRIERE, 52, f.JETZT + 10 * TAG, True),
        (Art.BARRIERE, 53, f.JETZT + 10 * TAG, False),
        (Art.KONTAKT, 43, None, True),
    ],
)
def test_a_barrier_is_answered_within_six_weeks(
    art: Art, tage: int, zwischennachricht: Any, gilt: bool
) -> None:
    """Six weeks after it came in, or after the interim answer (BITVNRW § 5 (2))."""
    felder = {
        "art": art,
        "zwischennachricht_am": zwischennachricht,
        "faellig_am": HEUTE + tage * TAG,
    }
    if gilt:
        meldung(**felder).full_clean()
        return
    objekt = Meldung(eingegangen_am=f.JETZT, fingerabdruck="x", **felder)
    with pytest.raises(ValidationError) as fehler:
        objekt.full_clean()
    assert fehler.value.messages == [SECHS_WOCHEN]
    with pytest.raises(IntegrityError), transaction.atomic():
        objekt.save()


def test_the_day_is_that_of_the_city() -> None:
    """Half past midnight in Hattingen is the day before in UTC."""
    nachts = f.berlin(2026, 1, 15, 0, 30)
    meldung(art=Art.BARRIERE, eingegangen_am=nachts, faellig_am=date(2026, 2, 26))
    with pytest.raises(IntegrityError), transaction.atomic():
        meldung(art=Art.BARRIERE, eingegangen_am=nachts, faellig_am=date(2026, 2, 27))


@pytest.mark.parametrize(
    "felder",
    [
        {"zustand": Zustand.BEANTWORTET},
        {"zustand": Zustand.BEANTWORTET, "abgeschlossen_am": f.JETZT},
        {"zustand": Zustand.ERLEDIGT},
        {"zustand": Zustand.ERLEDIGT, "abgeschlossen_am": f.JETZT, "antwort_weg": Weg.BRIEF},
        {"abgeschlossen_am": f.JETZT},
        {"antwort_weg": Weg.EMAIL},
    ],
)
def test_what_is_closed_says_when_and_how(felder: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="meldung_abgeschlossen_oder_offen"):
        meldung(**felder)


def test_only_a_correction_belongs_to_an_entry() -> None:
    with pytest.raises(IntegrityError, match="meldung_eintrag_nur_bei_berichtigung"):
        meldung(akteur=f.akteur())


def test_an_entry_may_go_and_what_was_written_about_it_stays() -> None:
    objekt = meldung(art=Art.BERICHTIGUNG, akteur=f.akteur(), text="Umgezogen")
    objekt.akteur.delete()
    assert [(m.akteur, m.text) for m in Meldung.objects.all()] == [(None, "Umgezogen")]


def test_a_field_is_proposed_once_and_a_decision_has_its_time() -> None:
    objekt = meldung(art=Art.BERICHTIGUNG)
    Vorschlag.objects.create(meldung=objekt, feld="name", bisher="A", vorgeschlagen="B")
    with pytest.raises(IntegrityError, match="vorschlag_je_feld"), transaction.atomic():
        Vorschlag.objects.create(meldung=objekt, feld="name", bisher="A", vorgeschlagen="C")
    with pytest.raises(IntegrityError, match="vorschlag_entschieden_mit_zeit"):
        objekt.vorschlaege.update(entscheidung=Entscheidung.ABGELEHNT)


def test_a_reference_number_cannot_be_counted_and_is_read_out_without_doubt() -> None:
    nummern = [vorgangsnummer() for _ in range(200)]
    assert len(set(nummern)) == 200
    assert {len(nummer) for nummer in nummern} == {9}
    assert {nummer[4] for nummer in nummern} == {"-"}
    assert set("".join(nummern)) - {"-"} <= set(ZEICHEN)
    assert not set("0O1ILUV") & set(ZEICHEN)


def test_its_name_names_nobody() -> None:
    """Django's log keeps it when the message is long deleted."""
    objekt = meldung(name="Ada", email="ada@example.org", text="Geheimes", nummer="K7Q2-9XBT")
    assert str(objekt) == "Kontakt K7Q2-9XBT"
