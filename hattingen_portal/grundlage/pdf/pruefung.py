"""Whether a PDF has what a screen reader needs. A file in, findings out; no database, no request.

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
    """What a PDF lacks, by the words that stand in the admin."""

    STRUKTUR = "struktur", "ohne Struktur (Tags)"
    TITEL = "titel", "ohne Titel"
    SPRACHE = "sprache", "ohne Angabe der Sprache"
    GESPERRT = "gesperrt", "gesperrt"
    UNLESBAR = "unlesbar", "lässt sich nicht prüfen"


def maengel(inhalt: bytes) -> list[Mangel] | None:
    """Give what the PDF `inhalt` lacks, in the order of `Mangel`; empty where nothing is found.

    None where it cannot be looked into now (`plaetze.py`): others are, or there is no folder.

    Tags (ISO 32000-1, 14.7 and 14.8: marked, with a structure tree that holds something), a title
    that viewers show (14.3.3, 12.2; WCAG technique PDF18) and a language (14.9.2; PDF16). One that
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
