"""Whether a PDF has what a screen reader needs, and nothing that acts. A file in, findings out.

The program can tell what is missing, never that a document is accessible: reading order and words
for pictures only a person can judge.
"""

import subprocess
import sys
from pathlib import Path

from django.db.models import TextChoices

from hattingen_portal.grundlage.pdf.plaetze import platz

LESER = Path(__file__).with_name("lesen.py")
FRIST = 10  # seconds by the clock, where the machine has other things to do


class Mangel(TextChoices):
    """What is wrong with a PDF, by the words that stand in the admin."""

    STRUKTUR = "struktur", "ohne Struktur (Tags)"
    TITEL = "titel", "ohne Titel"
    SPRACHE = "sprache", "ohne Angabe der Sprache"
    GESPERRT = "gesperrt", "gesperrt"
    UNLESBAR = "unlesbar", "lässt sich nicht prüfen"
    DATEIEN = "dateien", "enthält andere Dateien, deshalb verborgen"
    MEDIEN = "medien", "enthält Filme oder Töne, deshalb verborgen"
    PROGRAMM = "programm", "startet Programme, deshalb verborgen"
    SENDEN = "senden", "verschickt Eingaben, deshalb verborgen"
    SKRIPT = "skript", "enthält ein Skript, deshalb verborgen"
    XFA = "xfa", "enthält ein XFA-Formular, deshalb verborgen"


# What acts by itself, and nobody who wants to read needs; the words stand behind "enthält". Such a
# PDF is refused, or not given out where it was found late.
AKTIVES = {
    Mangel.DATEIEN: "andere Dateien",
    Mangel.MEDIEN: "Filme oder Töne",
    Mangel.PROGRAMM: "einen Befehl, der ein Programm startet",
    Mangel.SENDEN: "ein Formular, das Eingaben verschickt",
    Mangel.SKRIPT: "ein Skript (JavaScript)",
    Mangel.XFA: "ein XFA-Formular",
}


def maengel(inhalt: bytes) -> list[Mangel] | None:
    """Give what is wrong with the PDF `inhalt`, in the order of `Mangel`; empty for nothing.

    None where it cannot be looked into now (`plaetze.py`): others are, or there is no folder.

    Tags (ISO 32000-1, 14.7 and 14.8: marked, with a structure tree that holds something), a title
    that viewers show (14.3.3, 12.2; WCAG technique PDF18) and a language (14.9.2; PDF16); then
    which kinds of active content it has (`AKTIVES`). One that
    asks for a password is only `GESPERRT`; one that is broken, or asks for more memory or time than
    any sound one, only `UNLESBAR`.
    """
    with platz() as belegter:
        return None if belegter is None else _gelesen(inhalt, belegter)


def _gelesen(inhalt: bytes, belegter: int) -> list[Mangel]:
    """Let the reader look; it holds the place `belegter` as well, should this process be killed."""
    try:
        gelesen = subprocess.run(  # noqa: S603 - our own program, the file on its stdin
            [sys.executable, "-I", str(LESER)],
            input=inhalt,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[belegter],
            env={},  # nothing secret is in there with a stranger's file
            timeout=FRIST,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return [Mangel.UNLESBAR]
    return [Mangel(wert) for wert in gelesen.stdout.decode().split()]
