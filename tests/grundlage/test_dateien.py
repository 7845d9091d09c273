"""Uploads are judged by their content."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hattingen_portal.grundlage import dateien
from konferenzen.models import Unterlage


def test_a_pdf_is_kept_and_read_from_its_start_again() -> None:
    datei = ContentFile(b"%PDF-1.7\n...")
    dateien.pdf_pruefen(datei)
    assert datei.read(5) == b"%PDF-"


def test_a_stored_pdf_is_not_left_open() -> None:
    name = default_storage.save("a.pdf", ContentFile(b"%PDF-1.7"))
    datei = Unterlage(datei=name).datei
    dateien.pdf_pruefen(datei)
    assert datei.closed


@pytest.mark.parametrize("inhalt", [b"", b"MZ\x90", b"<html>"])
def test_anything_else_is_refused_whatever_its_name(inhalt: bytes) -> None:
    with pytest.raises(ValidationError, match="kein PDF"):
        dateien.pdf_pruefen(ContentFile(inhalt, name="Protokoll.pdf"))


def test_a_pdf_that_calls_itself_a_program_is_refused() -> None:
    with pytest.raises(ValidationError, match="kein PDF"):
        dateien.pdf_pruefen(ContentFile(b"%PDF-1.4", name="Protokoll.exe"))


def test_a_huge_pdf_is_refused() -> None:
    datei = ContentFile(b"%PDF-")
    datei.size = dateien.PDF_HOECHSTENS + 1
    with pytest.raises(ValidationError, match="größer als 20 MB"):
        dateien.pdf_pruefen(datei)


def test_a_path_cannot_be_guessed_and_keeps_only_the_ending() -> None:
    eins, zwei = (dateien.unerratbarer_pfad("bilder", "../Mein Foto.JPG") for _ in range(2))
    assert eins != zwei
    assert eins.startswith("bilder/")
    assert eins.endswith(".jpg")
    assert eins.count("/") == 1
