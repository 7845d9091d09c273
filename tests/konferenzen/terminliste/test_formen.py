"""Lists in all forms as people paste them, and what a careful person reads from each.

They stand in ``tests/daten/listenformen``; their venues are examples. A new case is a new section:
"=== name", the list, "--- gelesen" and what ``gegend.bericht`` says of it.
"""

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
