"""Lists in all forms as people paste them, and what a careful person reads from each.

They stand in ``tests/daten/listenformen``; their venues are examples. A new case is a new section:
"=== name", the list, "--- gelesen" and what ``gegend.bericht`` says of it.
"""

import re
from textwrap import dedent

import pytest

from .gegend import DATEN, bericht


def faelle() -> dict[str, tuple[str, list[str]]]:
    gesammelt = {}
    for datei in sorted((DATEN / "listenformen").glob("*.txt")):
        for abschnitt in datei.read_text(encoding="utf-8").split("=== ")[1:]:
            name, _, rest = abschnitt.partition("\n")
            text, _, gelesen = rest.partition("\n--- gelesen\n")
            gesammelt[f"{datei.stem}: {name}"] = (text, gelesen.rstrip("\n").split("\n"))
    return gesammelt


FAELLE = faelle()


def test_es_sind_alle():
    assert len(FAELLE) >= 90


@pytest.mark.parametrize(("text", "gelesen"), FAELLE.values(), ids=FAELLE)
def test_form(text, gelesen):
    assert bericht(text) == gelesen


def test_die_beispiele_des_handbuchs():
    text = (DATEN.parents[1] / "docs" / "handbuch.md").read_text(encoding="utf-8")
    _, _, abschnitt = text.partition("## Eine Terminliste einlesen\n")
    beispiele = re.findall(r"```text\n(.*?)```", abschnitt.partition("\n## ")[0], re.DOTALL)
    welper = "Welper 2027-02-01 17:00-19:00 Bürgertreff, Am Hang, 7"
    assert [bericht(dedent(beispiel)) for beispiel in beispiele] == [
        [f"2 {welper}, 45527, Hattingen", "- 1 Kopfzeile"],
        ["1 Hattingen-Mitte 2027-02-11 17:00-19:00 Bürgertreff, Am Hang, 7"],
        [f"1 {welper}"],
        [f"1 {welper}", "- 1 Uhrzeit für alle Termine"],
    ]
