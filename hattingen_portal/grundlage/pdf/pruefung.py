"""Whether a PDF has what a screen reader needs. A file in, findings out; no database, no request.

The program can tell what is missing, never that a document is accessible: reading order and words
for pictures only a person can judge.
"""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.db.models import TextChoices


class Mangel(TextChoices):
    """What a PDF lacks, by the words that stand in the admin."""

    STRUKTUR = "struktur", "ohne Struktur (Tags)"
    TITEL = "titel", "ohne Titel"
    SPRACHE = "sprache", "ohne Angabe der Sprache"
    GESPERRT = "gesperrt", "gesperrt"
    UNLESBAR = "unlesbar", "beschädigt"


def maengel(inhalt: bytes) -> list[Mangel]:
    """Give what the PDF `inhalt` lacks, in the order of `Mangel`; empty where nothing is found.

    Tags (ISO 32000-1, 14.7 and 14.8: marked, with a structure tree that holds something), a title
    that viewers show (14.3.3, 12.2; WCAG technique PDF18) and a language (14.9.2; PDF16). One that
    asks for a password is only `GESPERRT`.
    """
    import pikepdf  # noqa: PLC0415 - a compiled library that only an upload needs

    try:
        with pikepdf.open(BytesIO(inhalt)) as pdf:
            return _gelesen(pdf)
    except pikepdf.PasswordError:
        return [Mangel.GESPERRT]
    # qpdf finds something else wrong with each broken file: types, lengths, endless references.
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError, RuntimeError):
        return [Mangel.UNLESBAR]


def _gelesen(pdf: Any) -> list[Mangel]:
    katalog = pdf.Root
    vorhanden = {
        Mangel.STRUKTUR: bool(_eintrag(katalog, "/MarkInfo", "/Marked"))
        and _eintrag(katalog, "/StructTreeRoot", "/K") is not None,
        Mangel.TITEL: bool(_eintrag(katalog, "/ViewerPreferences", "/DisplayDocTitle"))
        and bool(_titel(pdf)),
        Mangel.SPRACHE: bool(str(_eintrag(katalog, "/Lang") or "").strip()),
    }
    return [mangel for mangel, ist_da in vorhanden.items() if not ist_da]


def _eintrag(objekt: Any, *namen: str) -> Any:
    """Give what stands in `objekt` under `namen`, one inside the other; None without it."""
    for name in namen:
        if not hasattr(objekt, "get"):
            return None
        objekt = objekt.get(name)
    return objekt


def _titel(pdf: Any) -> str:
    """Give the title of the document: that of its metadata, else that of its information."""
    titel = ""
    # Metadata that is no proper XML says nothing.
    with suppress(SyntaxError, ValueError, LookupError):
        titel = str(pdf.open_metadata().get("dc:title") or "").strip()
    return titel or str(_eintrag(pdf.docinfo, "/Title") or "").strip()
