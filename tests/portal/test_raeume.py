"""The rooms: the contract that forbids the roof must know the whole roof."""

import tomllib
from pathlib import Path

PROJEKT = Path(__file__).parents[2]
# What lies in the same folder and is no part of the roof.
BODEN = {"grundlage", "__init__", "__pycache__"}


def test_the_import_contract_names_every_module_of_the_roof() -> None:
    vertraege = tomllib.loads((PROJEKT / "pyproject.toml").read_text())["tool"]["importlinter"]
    dach = next(v for v in vertraege["contracts"] if v["name"] == "No room imports the roof")
    ordner = PROJEKT / "hattingen_portal"
    module = {p.stem for p in ordner.iterdir() if p.is_dir() or p.suffix == ".py"} - BODEN

    assert dach["forbidden_modules"] == sorted(f"hattingen_portal.{name}" for name in module)
