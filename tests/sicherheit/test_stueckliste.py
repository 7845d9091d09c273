"""The bill of materials: all that runs and all that browsers get, the same each time."""

import json
import re
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

WURZEL = Path(__file__).parents[2]


def geschrieben(ziel: Path) -> str:
    subprocess.run([sys.executable, WURZEL / "requirements/stueckliste.py", ziel], check=True)
    return ziel.read_text()


def test_it_lists_what_is_pinned_with_its_sums_and_is_the_same_each_time(tmp_path: Path) -> None:
    text = geschrieben(tmp_path / "eine/liste.json")
    assert geschrieben(tmp_path / "andere.json") == text
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None

    teile = json.loads(text)["components"]
    gelistet = {teil["purl"]: len(teil["hashes"]) for teil in teile}
    schloss = (WURZEL / "requirements/betrieb.txt").read_text()
    gepinnt = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.+!-]+)", schloss, re.MULTILINE)
    pakete = json.loads((WURZEL / "package.json").read_text())["dependencies"]
    assert gelistet.keys() == {
        *(f"pkg:pypi/{name}@{version}" for name, version in gepinnt),
        f"pkg:npm/%40kern-ux/native@{pakete['@kern-ux/native']}",
        f"pkg:npm/%40fontsource/fira-sans@{pakete['@fontsource/fira-sans']}",
    }
    assert all(gelistet.values())
