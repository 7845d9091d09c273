"""Which backups are kept: the latest, and one of each of the last weeks and months."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

NAME = re.compile(r"portal-(\d{4}-\d\d-\d\dT\d{6}Z)\.zip")


def ueberzaehlig(
    sicherungen: list[Path], *, letzte: int, wochen: int = 0, monate: int = 0
) -> list[Path]:
    """Give those of `sicherungen` that may go, the oldest first; other names are left alone.

    Kept are the `letzte` newest, and the newest of each of the last `wochen` calendar weeks and
    `monate` calendar months (UTC) that have one.
    """
    datiert = sorted(
        ((_zeit(pfad), pfad) for pfad in sicherungen if NAME.fullmatch(pfad.name)), reverse=True
    )
    behalten = {pfad for _, pfad in datiert[:letzte]}
    for anzahl, abschnitt in ((wochen, _woche), (monate, _monat)):
        # The newest comes first, hence the first one of each.
        erste: dict[tuple[int, int], Path] = {}
        for zeit, pfad in datiert:
            erste.setdefault(abschnitt(zeit), pfad)
        behalten |= set(list(erste.values())[:anzahl])
    return [pfad for _, pfad in reversed(datiert) if pfad not in behalten]


def _zeit(pfad: Path) -> datetime:
    return datetime.strptime(pfad.name, "portal-%Y-%m-%dT%H%M%SZ.zip").replace(tzinfo=UTC)


def _woche(tag: date) -> tuple[int, int]:
    return tag.isocalendar()[:2]


def _monat(tag: date) -> tuple[int, int]:
    return (tag.year, tag.month)
