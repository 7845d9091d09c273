"""Look into one PDF, in a process of its own: PDF on stdin, what is wrong with it on stdout.

A file of some hundred bytes can unpack to gigabytes. So whoever reads one sets itself narrow limits
and may die of them. Without Django and the portal, for a quick start: `pruefung.py` runs it.
"""

import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

SPEICHER = 1024**3  # bytes, all in all
RECHENZEIT = 5  # seconds
# What acts by itself: by keys of a dictionary, by the kind of an action, by that of an annotation
# (ISO 32000-1: 12.6.4 actions, 12.5.6 annotations, 7.11.4 embedded files, 12.7.8 XFA).
SCHLUESSEL = {"/JS": "skript", "/EF": "dateien", "/EmbeddedFiles": "dateien", "/XFA": "xfa"}
AKTIONEN = {
    "/JavaScript": "skript",
    "/Launch": "programm",
    "/GoToE": "dateien",
    "/SubmitForm": "senden",
    "/ImportData": "senden",
    "/Rendition": "medien",
    "/Movie": "medien",
    "/Sound": "medien",
    "/RichMediaExecute": "medien",
}
DARSTELLUNGEN = {
    "/RichMedia": "medien",
    "/Movie": "medien",
    "/Sound": "medien",
    "/Screen": "medien",
    "/3D": "medien",
    "/FileAttachment": "dateien",
}
# Whole names only. qpdf has undone by then what hides one (/#4aS) or an object (object streams).
VERDACHT = re.compile(
    rb"/(?:%s)(?![^\s()<>\[\]{}/%%])"
    % b"|".join(
        name[1:].encode()
        for name in sorted({*SCHLUESSEL, *AKTIONEN, *DARSTELLUNGEN, "/EmbeddedFile"})
    )
)


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


def befund(inhalt: bytes) -> list[str]:
    """Give what is wrong with the PDF `inhalt`, as values of `pruefung.Mangel` in their order.

    Whatever qpdf finds wrong with a broken file is raised: types, lengths, endless references.
    """
    import pikepdf  # noqa: PLC0415 - not before the limits are set

    try:
        with pikepdf.open(BytesIO(inhalt)) as pdf:
            return [*_fehlendes(pdf), *_aktives(pdf, pikepdf)]
    except pikepdf.PasswordError:
        return ["gesperrt"]


def _fehlendes(pdf: Any) -> list[str]:
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


def _aktives(pdf: Any, pikepdf: Any) -> list[str]:
    """Give which kinds of active content there are, sorted, in objects that no page leads to, too.

    Whoever opens a programme or minutes only wants to read; what acts may come from a stranger
    whose file a clerk passes on unseen.
    """
    gefunden: set[str] = set()
    for objekt in pdf.objects:
        kopf = objekt.stream_dict if isinstance(objekt, pikepdf.Stream) else objekt
        # Quick, and the word may yet stand in a text.
        if isinstance(kopf, pikepdf.Object) and VERDACHT.search(kopf.unparse(resolved=True)):
            gefunden.update(_in(kopf, pikepdf))
    return sorted(gefunden)


def _in(objekt: Any, pikepdf: Any) -> Iterator[str]:
    """Give what acts in `objekt` itself; what it refers to is an object of its own."""
    offen = [objekt]
    while offen:
        teil = offen.pop()
        if isinstance(teil, pikepdf.Dictionary):
            yield from _eines(teil)
            weitere = [teil[name] for name in teil.keys()]  # noqa: SIM118 - pikepdf gives pairs otherwise
        elif isinstance(teil, pikepdf.Array):
            weitere = list(teil)
        else:
            continue
        offen += [w for w in weitere if isinstance(w, pikepdf.Object) and not w.is_indirect]


def _eines(woerterbuch: Any) -> Iterator[str]:
    yield from (was for name, was in SCHLUESSEL.items() if name in woerterbuch)
    for name, arten in (("/S", AKTIONEN), ("/Subtype", DARSTELLUNGEN)):
        if (was := arten.get(str(woerterbuch.get(name)))) is not None:
            yield was
    if str(woerterbuch.get("/Type")) == "/EmbeddedFile":
        yield "dateien"


if __name__ == "__main__":
    begrenzen()
    sys.stdout.write(" ".join(befund(sys.stdin.buffer.read())))
