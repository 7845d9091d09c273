"""A list that moves or cancels says why: for what the public knew, not for what is new."""

from pathlib import Path

import pytest
from django.core.management import call_command

from konferenzen.models import Konferenz, Status
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
WO = "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
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
