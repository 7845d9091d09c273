"""How many PDFs are read at once, by all processes of the portal: each may take a gigabyte.

A place is a locked file in a folder of the portal. The kernel lets go of it when the last one who
has it open ends, also when killed; so nothing has to be cleaned up.
"""

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings

log = logging.getLogger(__name__)

PLAETZE = 2
WARTEZEIT = 15  # seconds until it is said that none is free
PAUSE = 0.1  # seconds between two looks


@dataclass
class Geduld:
    """How often somebody still looks for a place again: counted, for tests stop the clock."""

    pausen: int = field(default_factory=lambda: round(WARTEZEIT / PAUSE))


_gemeinsam: ContextVar[Geduld | None] = ContextVar("gemeinsam", default=None)


@contextmanager
def gemeinsam_warten(geduld: Geduld | None = None) -> Iterator[None]:
    """Let all PDFs in the block have one `geduld` (WARTEZEIT when None): a form may bring many."""
    marke = _gemeinsam.set(geduld or Geduld())
    try:
        yield
    finally:
        _gemeinsam.reset(marke)


@contextmanager
def platz() -> Iterator[int | None]:
    """Give one of the places as a file descriptor, to hand on to the reader, until the block ends.

    Waits for one; gives None where none was free in time, or the folder takes no files, which
    stands in the log then.
    """
    schloss = _belegt()
    try:
        yield None if schloss is None else schloss.fileno()
    finally:
        if schloss is not None:
            schloss.close()


def _belegt() -> IO[bytes] | None:
    geduld = _gemeinsam.get() or Geduld()
    try:
        while (schloss := _freier()) is None and geduld.pausen > 0:
            geduld.pausen -= 1
            time.sleep(PAUSE)
    except OSError as fehler:
        ort, grund = settings.PORTAL_PDF_PLAETZE, fehler.strerror
        log.error("PDFs bleiben ungeprüft: %s nimmt keine Dateien (%s).", ort, grund)  # noqa: TRY400 - says all
        return None
    return schloss


def _freier() -> IO[bytes] | None:
    ordner = settings.PORTAL_PDF_PLAETZE
    ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
    for nummer in range(PLAETZE):
        schloss: IO[bytes] = (ordner / str(nummer)).open("wb")
        try:
            fcntl.flock(schloss, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            schloss.close()
        else:
            return schloss
    return None
