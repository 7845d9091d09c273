"""Whose rows are whose, as each QuerySet says it; and to whom it says nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from akteure.models import Akteur
from aktuelles.models import Anhang, Beitrag
from hattingen_portal.grundlage.betreuung import betreute, stadtteile_von
from hattingen_portal.meldungen.models import Meldung
from konferenzen.models import Aenderung, Einladung, Konferenz, Runde, Unterlage
from quartiere.models import Ortsteil, Stadtteil
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.rollen import konto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MODELLE: list[type[Model]] = [
    Stadtteil,
    Ortsteil,
    Akteur,
    Konferenz,
    Unterlage,
    Einladung,
    Aenderung,
    Beitrag,
    Anhang,
    Meldung,
]


def zeilen(stadtteil: Stadtteil | None) -> dict[type[Model], Any]:
    """Make a row of each restricted model that belongs to `stadtteil`, or to the whole city."""
    verein, beitrag = f.akteur(), f.beitrag()
    if stadtteil is None:
        k = f.konferenz(art="themenkonferenz", titel="Für alle")
    else:
        k = f.konferenz(stadtteil=stadtteil)
        verein.stadtteile.add(stadtteil)
        beitrag.stadtteile.add(stadtteil)
    return {
        Stadtteil: stadtteil,
        Ortsteil: f.ortsteil(f"Teil von {stadtteil}", stadtteil),
        Akteur: verein,
        Konferenz: k,
        Unterlage: k.unterlagen.create(titel="Protokoll"),
        Einladung: k.einladungen.create(akteur=verein),
        Aenderung: k.aenderungen.get(),
        Beitrag: beitrag,
        Anhang: beitrag.anhaenge.create(titel="Anhang"),
        Meldung: meldung(stadtteil=stadtteil),
    }


def betreut(person: Any) -> dict[type[Model], list[Any]]:
    return {modell: list(betreute(modell, person).order_by("pk")) for modell in MODELLE}


def test_who_is_there_for_stadtteile_works_on_their_rows_and_no_others() -> None:
    welper, mitte, holthausen = (f.stadtteil(n) for n in ("Welper", "Mitte", "Holthausen"))
    in_welper, in_mitte = zeilen(welper), zeilen(mitte)
    zeilen(holthausen)
    zeilen(None)
    einer, zwei = (
        konto("Stadtteilbetreuung", stadtteile=wo) for wo in ((welper,), (welper, mitte))
    )
    assert betreut(einer) == {modell: [in_welper[modell]] for modell in MODELLE}
    assert betreut(zwei) == {modell: [in_welper[modell], in_mitte[modell]] for modell in MODELLE}


def test_nobody_else_is_limited_and_who_has_no_stadtteil_yet_to_nothing() -> None:
    welper = f.stadtteil("Welper")
    zeilen(welper)
    zeilen(None)
    alles = {modell: list(modell._default_manager.order_by("pk")) for modell in MODELLE}
    nichts: dict[type[Model], list[Any]] = {modell: [] for modell in MODELLE}
    assert betreut(konto("Quartiersentwicklung")) == alles
    assert betreut(konto()) == alles  # permissions say what may be done with it: nothing
    assert betreut(User.objects.create_superuser("sb")) == alles
    assert betreut(konto("Stadtteilbetreuung")) == nichts
    assert betreut(konto("Quartiersentwicklung", "Stadtteilbetreuung")) == nichts
    assert betreut(AnonymousUser()) == nichts
    assert list(betreute(Runde, konto("Redaktion", stadtteile=(welper,)))) == []


def test_the_stadtteile_of_a_person_are_read_once() -> None:
    welper = f.stadtteil("Welper")
    person = konto("Redaktion", stadtteile=(welper,))
    with CaptureQueriesContext(connection) as abfragen:
        assert {stadtteile_von(person) for _ in range(3)} == {frozenset({welper.pk})}
    assert len(abfragen) == 1
