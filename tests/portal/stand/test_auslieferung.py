"""What another release prints in another way has another name."""

import pytest

from hattingen_portal.stand.auslieferung import QUELLEN
from tests.umgebung import WURZEL

RAEUME = ("akteure", "aktuelles", "hattingen_portal", "konferenzen", "quartiere", "templates")
# A date list that a command reads in; of it pages print what stands in the database.
KEINE_VORLAGE = {WURZEL / "konferenzen/daten/termine-fruehjahr-2026.txt"}


@pytest.mark.parametrize("raum", RAEUME)
def test_every_file_that_something_is_printed_from_counts(raum: str) -> None:
    alle = {
        datei for datei in (WURZEL / raum).rglob("*") if datei.is_file() and datei.suffix != ".pyc"
    }
    gezaehlte = {datei for muster in QUELLEN for datei in WURZEL.glob(muster)}
    assert alle - gezaehlte - KEINE_VORLAGE == set()
