"""docs/sicherheit.md names what there is: each file, each test, each requirement once."""

import ast
import re
from pathlib import Path

WURZEL = Path(__file__).parents[2]
TEXT = (WURZEL / "docs/sicherheit.md").read_text()
# A path of the project, and behind :: a test in it.
GENANNT = re.compile(
    r"`((?:docs|tests|hattingen_portal|konferenzen|akteure|aktuelles|quartiere|static|requirements)"
    r"/[\w./-]*)(?:::(\w+))?`"
)
# The requirements of level 1 in OWASP ASVS 5.0.0, by section.
STUFE_1 = {
    "1.2": 5, "1.3": 2, "1.5": 1, "2.1": 1, "2.2": 2, "2.3": 1, "3.2": 2, "3.3": 1, "3.4": 2,
    "3.5": 3, "4.1": 1, "4.4": 1, "5.2": 2, "5.3": 2, "6.1": 1, "6.2": 8, "6.3": 2, "6.4": 2,
    "7.2": 4, "7.4": 2, "8.1": 1, "8.2": 2, "8.3": 1, "9.1": 3, "9.2": 1, "10.4": 5, "11.3": 2,
    "11.4": 1, "12.1": 1, "12.2": 2, "13.4": 1, "14.2": 1, "14.3": 1, "15.1": 1, "15.2": 1,
    "15.3": 1,
}  # fmt: skip


def test_every_file_and_test_that_it_names_is_there() -> None:
    genannt = GENANNT.findall(TEXT)
    assert len(genannt) > 60
    fehlt = []
    for pfad, test in genannt:
        datei = WURZEL / pfad
        if not datei.exists() or (test and test not in _tests(datei)):
            fehlt.append(f"{pfad}::{test}")
    assert fehlt == []


def _tests(datei: Path) -> set[str]:
    baum = ast.parse(datei.read_text())
    return {knoten.name for knoten in baum.body if isinstance(knoten, ast.FunctionDef)}


def test_every_requirement_of_the_first_level_has_its_line_and_says_where() -> None:
    zeilen = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (.+) \|$", TEXT, re.MULTILINE)
    soll = [f"{teil}.{n}" for teil, anzahl in STUFE_1.items() for n in range(1, anzahl + 1)]
    assert len(soll) == 70
    assert [nummer for nummer, _, _ in zeilen] == soll
    assert all(worte.strip() and wo.strip() for _, worte, wo in zeilen)


def test_the_numbers_of_the_limits_are_those_of_the_code() -> None:
    from hattingen_portal.anmeldung import sperre
    from hattingen_portal.grundlage.formular.zugriff import GRENZEN
    from hattingen_portal.suche.views import JE_ANSCHLUSS as SUCHEN

    for grenze, worte in (
        (GRENZEN[0], "5 in 10 minutes for a line"),
        (GRENZEN[1], "300 an hour for all"),
        (sperre.JE_ANSCHLUSS, "30 in 10 minutes"),
        (SUCHEN[0], "60 in 5 minutes for a line"),
    ):
        minuten = int(grenze.dauer.total_seconds() // 60)
        wie_oft = f"{grenze.hoechstens} in {minuten} minutes".replace("in 60 minutes", "an hour")
        assert worte.startswith(wie_oft)
        assert worte in TEXT
