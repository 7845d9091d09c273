"""A list that moves or cancels says why: for what the public knew, not for what is new."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from konferenzen.models import Form, Konferenz, Status
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
WO = "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
ANDERSWO = "Rathaus, Rathausplatz 1, 45525 Hattingen"
LISTE = f"""\
Stadtteil | Datum und Uhrzeit | Ort
Welper | Mo., 2. Februar 2026, 17–19 Uhr | {WO}
Blankenstein | entfällt | {WO}
Holthausen | Mi., 4. Februar 2026, 17–19 Uhr | {WO}
EOBS | Do., 5. Februar 2026, 17–19 Uhr | {WO}
"""


def test_the_reason_goes_to_what_is_moved_or_cancelled(tmp_path: Path) -> None:
    ort = f.ort()
    verlegt = f.konferenz(
        beginn=f.berlin(2026, 1, 26, 17), ort=ort, stadtteil=f.stadtteil("Welper")
    )
    abgesagt = f.konferenz(
        beginn=f.berlin(2026, 1, 27, 17), ort=ort, stadtteil=f.stadtteil("Blankenstein")
    )
    holthausen = f.stadtteil("Holthausen")
    bisher_offen = f.konferenz(stadtteil=f.stadtteil("EOBS"))
    liste = tmp_path / "liste.txt"
    liste.write_text(LISTE, encoding="utf-8")

    call_command(
        "termine_importieren",
        str(liste),
        runde="Frühjahr 2026",
        grund=" Das Haus ist gesperrt. ",
        veroeffentlichen=True,
    )

    neu = Konferenz.objects.get(stadtteil=holthausen)
    assert (neu.status, neu.statusgrund, neu.aenderungen.get().grund) == (
        Status.OEFFENTLICH,
        "",
        "",
    )
    bisher_offen.refresh_from_db()
    eintrag = bisher_offen.aenderungen.get(sequenz=2)
    assert (bisher_offen.statusgrund, eintrag.grund) == ("", "")
    assert "termin_steht_fest" in eintrag.arten
    for konferenz, art in ((verlegt, "verlegt"), (abgesagt, "abgesagt")):
        eintrag = konferenz.aenderungen.get(sequenz=2)
        assert (eintrag.arten, eintrag.grund) == ([art], "Das Haus ist gesperrt.")
        konferenz.refresh_from_db()
        assert konferenz.statusgrund == "Das Haus ist gesperrt."


@pytest.mark.parametrize(
    ("felder", "zeile", "begruendet"),
    [
        ({}, f"Mo., 26. Januar 2026, 17–19 Uhr | {ANDERSWO}", True),
        ({}, f"Mo., 26. Januar 2026, 18–20 Uhr | {WO}", True),
        ({}, f"folgt | {WO}", True),
        ({}, "Mo., 26. Januar 2026, 17–19 Uhr | online", True),
        ({"form": Form.ONLINE, "ort": None}, f"Mo., 26. Januar 2026, 17–19 Uhr | {WO}", True),
        ({"ort": None}, f"Mo., 26. Januar 2026, 17–19 Uhr | {WO}", False),
        ({"ort": None, "beginn": None}, f"Mo., 26. Januar 2026, 17–19 Uhr | {WO}", False),
        ({"beginn": None}, f"Mo., 26. Januar 2026, 17–19 Uhr | {ANDERSWO}", False),
        ({"status": Status.ENTWURF}, f"Mo., 26. Januar 2026, 18–20 Uhr | {WO}", False),
    ],
    ids=[
        *("anderer Ort", "andere Zeit", "verschoben", "jetzt online", "jetzt vor Ort"),
        *("erster Ort", "erster Termin", "erster Termin anderswo", "Entwurf"),
    ],
)
def test_what_nobody_knew_otherwise_needs_no_reason(
    tmp_path: Path, felder: dict[str, Any], zeile: str, begruendet: bool
) -> None:
    vorgabe = {"beginn": f.berlin(2026, 1, 26, 17), "ort": f.ort()}
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), **vorgabe | felder)
    liste = tmp_path / "liste.txt"
    liste.write_text(f"Stadtteil | Datum und Uhrzeit | Ort\nWelper | {zeile}\n", encoding="utf-8")
    call_command(
        "termine_importieren",
        str(liste),
        runde="Frühjahr 2026",
        grund="Das Haus ist gesperrt.",
        veroeffentlichen=True,
    )
    konferenz.refresh_from_db()
    eintrag = konferenz.aenderungen.latest("sequenz")
    gesagt = "Das Haus ist gesperrt." if begruendet else ""
    assert (konferenz.statusgrund, eintrag.grund) == (gesagt, gesagt)
