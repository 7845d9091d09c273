"""The office's telephone, known also while the database is away."""

import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings


def merken(nummer: str) -> None:
    """Note the number that the database gives, "" for none, in the file PORTAL_RUFNUMMER.

    A file, because a process that has just started, perhaps for the database's sake, has read
    nothing yet; and because of several processes each may have noted last.
    """
    datei: Path = settings.PORTAL_RUFNUMMER
    if gemerkte() == nummer:
        return
    with suppress(OSError):  # a full disk is no reason to show no page
        datei.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=datei.parent, delete=False) as entwurf:
            entwurf.write(nummer)
        Path(entwurf.name).replace(datei)


def gemerkte() -> str:
    """Give the number that was last noted; "" where none was."""
    try:
        return settings.PORTAL_RUFNUMMER.read_text().strip()
    except OSError:
        return ""
