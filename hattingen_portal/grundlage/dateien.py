"""What an uploaded file must be before it is kept."""

from math import ceil
from pathlib import PurePath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File

PDF_HOECHSTENS = 20 * 1024 * 1024  # bytes
LEERES = b"\xef\xbb\xbf\x00\t\n\f\r "  # a byte order mark and white space
BILD_HOECHSTENS = 20 * 1024 * 1024  # bytes


def pdf_pruefen(datei: File) -> None:
    """Raise ValidationError unless `datei` is a PDF by its content and at most 20 MB long."""
    if (datei.size or 0) > PDF_HOECHSTENS:
        raise ValidationError("Die Datei ist größer als 20 MB. Bitte verkleinern Sie das PDF.")
    nur_hier_offen = datei.closed  # stored already; an upload is open and has still to be saved
    datei.seek(0)
    anfang = datei.read(1024)
    datei.seek(0)
    if nur_hier_offen:
        datei.close()
    endung = PurePath(datei.name or "").suffix.lower()
    # At its very beginning, where readers allow some text before: that could be another format.
    if not anfang.lstrip(LEERES).startswith(b"%PDF-") or endung not in {".pdf", ""}:
        raise ValidationError("Das ist kein PDF. Bitte speichern Sie das Dokument als PDF ab.")


def bildgroesse_pruefen(datei: File) -> None:
    """Raise ValidationError when the image file is over 20 MB; `bildannahme` judges the rest."""
    if (groesse := datei.size or 0) > BILD_HOECHSTENS:
        raise ValidationError(
            f"Das Bild hat {ceil(groesse / 1024**2)} MB. Erlaubt sind 20 MB. Bitte verkleinern Sie "
            "es, oder speichern Sie es als JPEG."
        )


def unerratbarer_pfad(ordner: str, dateiname: str) -> str:
    """Give a storage path that nobody can guess: a draft's file has no public address."""
    return f"{ordner}/{uuid4().hex}{PurePath(dateiname).suffix.lower()[:8]}"
