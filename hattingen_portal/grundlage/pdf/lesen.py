"""Look into one PDF, in a process of its own: PDF on stdin, what it lacks on stdout.

A file of some hundred bytes can unpack to gigabytes. So whoever reads one sets itself narrow limits
and may die of them. Without Django and the portal, for a quick start: `pruefung.py` runs it.
"""

import resource
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

SPEICHER = 1024**3  # bytes, all in all
RECHENZEIT = 5  # seconds


def begrenzen() -> None:
    """Let this process take no more than a sound PDF needs; the kernel ends it beyond that."""
    grenzen = {
        resource.RLIMIT_AS: SPEICHER,
        resource.RLIMIT_CPU: RECHENZEIT,
        resource.RLIMIT_CORE: 0,
    }
    for was, wert in grenzen.items():
        _, hoechstens = resource.getrlimit(was)  # a server may have narrower ones, which stay
        grenze = wert if hoechstens == resource.RLIM_INFINITY else min(wert, hoechstens)
        resource.setrlimit(was, (grenze, grenze))


def fehlendes(inhalt: bytes) -> list[str]:
    """Give what the PDF `inhalt` lacks, as values of `pruefung.Mangel` in their order.

    Whatever qpdf finds wrong with a broken file is raised: types, lengths, endless references.
    """
    import pikepdf  # noqa: PLC0415 - not before the limits are set

    try:
        with pikepdf.open(BytesIO(inhalt)) as pdf:
            return _gelesen(pdf)
    except pikepdf.PasswordError:
        return ["gesperrt"]


def _gelesen(pdf: Any) -> list[str]:
    katalog = pdf.Root
    vorhanden = {
        "struktur": bool(_eintrag(katalog, "/MarkInfo", "/Marked"))
        and _eintrag(katalog, "/StructTreeRoot", "/K") is not None,
        "titel": bool(_eintrag(katalog, "/ViewerPreferences", "/DisplayDocTitle"))
        and bool(_titel(pdf)),
        "sprache": bool(str(_eintrag(katalog, "/Lang") or "").strip()),
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


if __name__ == "__main__":
    begrenzen()
    sys.stdout.write(" ".join(fehlendes(sys.stdin.buffer.read())))
