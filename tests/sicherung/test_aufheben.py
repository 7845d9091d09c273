"""Which backups stay."""

from pathlib import Path

import pytest

from hattingen_portal.sicherung.aufheben import ueberzaehlig

TAGE = ["2025-11-30", "2025-12-24", "2025-12-31", "2026-01-04", "2026-01-05", "2026-01-14"]


def sicherungen(tage: list[str]) -> list[Path]:
    return [Path(f"portal-{tag}T013000Z.zip") for tag in tage]


@pytest.mark.parametrize(
    ("regel", "gehen"),
    [
        ({"letzte": 6}, []),
        ({"letzte": 2}, TAGE[:4]),
        # 31 December and 4 January lie in one week, 5 January in the next.
        ({"letzte": 1, "wochen": 3}, [TAGE[0], TAGE[1], TAGE[2]]),
        ({"letzte": 1, "monate": 3}, [TAGE[1], TAGE[3], TAGE[4]]),
        ({"letzte": 1, "wochen": 2, "monate": 2}, [TAGE[0], TAGE[1], TAGE[3]]),
    ],
)
def test_the_latest_and_one_of_each_week_and_month_stay(
    regel: dict[str, int], gehen: list[str]
) -> None:
    assert ueberzaehlig(sicherungen(TAGE[::-1]), **regel) == sicherungen(gehen)


def test_other_files_are_left_alone() -> None:
    fremde = [Path("portal.zip"), Path("portal-2026-01-14T013000Z.zip.unfertig"), Path("notiz.txt")]
    assert ueberzaehlig(fremde, letzte=0) == []
