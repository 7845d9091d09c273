"""The worker looks into what nobody could look into, a few PDFs at a time."""

import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from aktuelles.models import Anhang
from hattingen_portal.grundlage.pdf.aufgaben import HOECHSTENS, nachholen
from hattingen_portal.grundlage.pdf.pruefung import Mangel
from konferenzen.models import Unterlage
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf
from tests.grundlage.pdf.test_plaetze import belegte

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


@pytest.fixture(autouse=True)
def ungepruefte() -> None:
    """Have rows whose files are gone, before more good ones than a run takes."""
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    for _ in range(HOECHSTENS):
        Unterlage.objects.create(konferenz=k, titel="weg", datei="unterlagen/weg.pdf")
    beitrag = f.beitrag()
    for _ in range(HOECHSTENS + 1):
        datei = default_storage.save("anhaenge/x.pdf", ContentFile(pdf(titel="")))
        Anhang.objects.create(beitrag=beitrag, titel="da", datei=datei)


def test_each_run_looks_into_a_few_until_all_that_are_there_are_done() -> None:
    gezaehlt = []
    for _ in range(3):
        nachholen(timestamp=0)
        gezaehlt.append(Anhang.objects.filter(pdf_maengel=[Mangel.TITEL]).count())
    assert gezaehlt == [HOECHSTENS, HOECHSTENS + 1, HOECHSTENS + 1]
    assert Unterlage.objects.filter(pdf_maengel=None).count() == HOECHSTENS


def test_a_run_that_finds_no_place_holds_up_no_mail(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pausen: list[float] = []
    with belegte(settings):
        monkeypatch.setattr(time, "sleep", pausen.append)
        nachholen(timestamp=0)
    assert pausen == []
    assert Anhang.objects.filter(pdf_maengel=None).count() == HOECHSTENS + 1
