"""The office's telephone, known also while the database is away."""

import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_zuletzt: dict[Path, str] = {}


def merken(nummer: str) -> None:
    """Note the number that the database gives, "" for none, in the file PORTAL_RUFNUMMER.

    Costs nothing while it stays the same. A file, because a process that has just started, perhaps
    for the database's sake, has read nothing yet.
    """
    datei: Path = settings.PORTAL_RUFNUMMER
    if _zuletzt.get(datei) == nummer:
        return
    with suppress(OSError):  # a full disk is no reason to show no page
        datei.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=datei.parent, delete=False) as entwurf:
            entwurf.write(nummer)
        Path(entwurf.name).replace(datei)
        _zuletzt[datei] = nummer


def gemerkte() -> str:
    """Give the number that was last noted; "" where none was."""
    try:
        return settings.PORTAL_RUFNUMMER.read_text().strip()
    except OSError:
        return ""
