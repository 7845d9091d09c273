"""The column is filled on every way in; the command fills it for what came before."""

from contextlib import suppress
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DataError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from aktuelles.models import Anhang
from hattingen_portal.grundlage.pdf.pruefung import Mangel
from konferenzen.models import Konferenz, Unterlage
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def konferenz() -> Konferenz:
    return f.konferenz(beginn=f.berlin(2026, 1, 26, 17))


def test_a_stored_file_is_looked_into_and_kept_as_it_came() -> None:
    inhalt = pdf(tags=False)
    unterlage = Unterlage.objects.create(
        konferenz=konferenz(), titel="x", datei=ContentFile(inhalt, name="x.pdf")
    )
    unterlage.refresh_from_db()
    assert unterlage.pdf_maengel == [Mangel.STRUKTUR]
    assert unterlage.datei.read() == inhalt
    unterlage.datei.close()


def test_another_file_is_judged_anew_and_another_title_is_not() -> None:
    anhang = Anhang.objects.create(
        beitrag=f.beitrag(), titel="x", datei=ContentFile(pdf(sprache=""), name="x.pdf")
    )
    anhang.titel = "y"
    anhang.save()
    anhang.refresh_from_db()
    assert anhang.pdf_maengel == [Mangel.SPRACHE]
    anhang.datei = ContentFile(pdf(), name="y.pdf")
    anhang.save()
    anhang.refresh_from_db()
    assert anhang.pdf_maengel == []


def test_a_file_that_is_replaced_or_loses_its_row_does_not_stay(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    datei = ContentFile(pdf(), name="x.pdf")
    unterlage = Unterlage.objects.create(konferenz=konferenz(), titel="x", datei=datei)
    bisher = unterlage.datei.name
    with django_capture_on_commit_callbacks(execute=True):
        unterlage.titel = "y"
        unterlage.save()
    assert default_storage.exists(bisher)
    with django_capture_on_commit_callbacks(execute=True):
        unterlage.datei = ContentFile(pdf(), name="y.pdf")
        unterlage.save()
    assert not default_storage.exists(bisher)
    assert default_storage.exists(unterlage.datei.name)
    with django_capture_on_commit_callbacks(execute=True):
        Unterlage.objects.all().delete()
    assert not default_storage.exists(unterlage.datei.name)


@pytest.mark.django_db(transaction=True)
def test_a_replaced_file_stays_where_the_save_fails_or_is_rolled_back() -> None:
    datei = ContentFile(pdf(), name="x.pdf")
    unterlage = Unterlage.objects.create(konferenz=konferenz(), titel="x", datei=datei)
    bisher = unterlage.datei.name

    unterlage.datei, unterlage.titel = ContentFile(pdf(), name="y.pdf"), 161 * "x"
    with pytest.raises(DataError):
        unterlage.save()
    unterlage.titel = "y"
    unterlage.save(update_fields=["titel"])
    assert Unterlage.objects.get().datei.name == bisher
    assert default_storage.exists(bisher)

    with suppress(ZeroDivisionError), transaction.atomic():
        unterlage.save()
        raise ZeroDivisionError
    assert Unterlage.objects.get().datei.name == bisher
    assert default_storage.exists(bisher)

    unterlage.save()
    assert not default_storage.exists(bisher)
    assert default_storage.exists(Unterlage.objects.get().datei.name)


def test_what_belongs_to_nothing_for_a_day_is_thrown_away(jetzt: time_machine.Traveller) -> None:
    gesagt = []
    for ordner in ("unterlagen", "anhaenge"):
        default_storage.save(f"{ordner}/waise.pdf", ContentFile(b"%PDF"))
    for zeile, ordner in (
        (Unterlage(konferenz=konferenz(), titel="x"), "unterlagen"),
        (Anhang(beitrag=f.beitrag(), titel="x"), "anhaenge"),
    ):
        zeile.datei = default_storage.save(f"{ordner}/x.pdf", ContentFile(b"%PDF"))
        zeile.save()
    gespeichert = default_storage.get_modified_time("unterlagen/waise.pdf")
    for seitdem in (timedelta(hours=23), timedelta(hours=25)):
        jetzt.move_to(gespeichert + seitdem)
        sagt = StringIO()
        call_command("bilder_aufraeumen", stdout=sagt)
        gesagt.append(sagt.getvalue().splitlines()[1])
    assert gesagt == ["PDFs gelöscht: 0", "PDFs gelöscht: 2"]
    for ordner in ("unterlagen", "anhaenge"):
        assert default_storage.listdir(ordner)[1] == ["x.pdf"]


def test_a_file_that_goes_while_others_are_thrown_away_stops_nothing(
    jetzt: time_machine.Traveller,
) -> None:
    for ordner in ("bilder", "unterlagen"):
        default_storage.save(f"{ordner}/waise.pdf", ContentFile(b"%PDF"))
        # Seen in the folder, and not there when it is looked at.
        Path(default_storage.path(f"{ordner}/fort.pdf")).symlink_to("nirgends")
    gespeichert = default_storage.get_modified_time("unterlagen/waise.pdf")
    jetzt.move_to(gespeichert + timedelta(hours=25))
    sagt = StringIO()
    call_command("bilder_aufraeumen", stdout=sagt)
    assert sagt.getvalue() == "Bilder gelöscht: 1\nPDFs gelöscht: 1\n"


def test_the_command_looks_into_what_nobody_has_looked_into() -> None:
    k, beitrag = konferenz(), f.beitrag()
    ungeprueft = Unterlage(konferenz=k, titel="alt", datei=_gespeichert(pdf(titel="")))
    geprueft = Unterlage(konferenz=k, titel="neu", datei=_gespeichert(pdf()), pdf_maengel=["titel"])
    for unterlage in (ungeprueft, geprueft):
        unterlage.save()
    Anhang.objects.create(beitrag=beitrag, titel="weg", datei="anhaenge/weg.pdf")
    Anhang.objects.create(beitrag=beitrag, titel="da", datei=_gespeichert(b"%PDF-kaputt"))
    stand = (k.geaendert_am, k.version, beitrag.geaendert_am)

    sagt, klagt = StringIO(), StringIO()
    call_command("pdfs_pruefen", stdout=sagt, stderr=klagt)

    assert sagt.getvalue() == "PDFs geprüft: 2\n"
    assert klagt.getvalue() == (
        "Anhang „weg“: Die Datei ist nicht da. Bitte laden Sie sie neu hoch.\n"
    )
    maengel = dict(Unterlage.objects.values_list("titel", "pdf_maengel"))
    maengel |= dict(Anhang.objects.values_list("titel", "pdf_maengel"))
    assert maengel == {"alt": ["titel"], "neu": ["titel"], "weg": None, "da": ["unlesbar"]}
    k.refresh_from_db()
    beitrag.refresh_from_db()
    assert (k.geaendert_am, k.version, beitrag.geaendert_am) == stand

    call_command("pdfs_pruefen", stdout=sagt, stderr=klagt)
    assert sagt.getvalue() == "PDFs geprüft: 2\n"


def _gespeichert(inhalt: bytes) -> str:
    return default_storage.save("unterlagen/x.pdf", ContentFile(inhalt))
