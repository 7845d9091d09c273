"""List all foreign parts of the running portal: a bill of materials in CycloneDX 1.6 (ECMA-424).

`make stueckliste` writes it to .bau/stueckliste.json. It is made of the lock files alone, so it is
the same each time and needs no network: Python packages of betrieb.txt, and of package-lock.json
the two whose files browsers get; the rest of that only builds them.
"""

import json
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

WURZEL = Path(__file__).resolve().parent.parent
AUSGELIEFERT = ("@fontsource/fira-sans", "@kern-ux/native")


def stueckliste() -> dict[str, Any]:
    """Give the list as CycloneDX writes it; raises CalledProcessError where its program fails."""
    befehl = [
        *(sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"),
        *("--pyproject", str(WURZEL / "pyproject.toml"), "--mc-type", "application"),
        *("--spec-version", "1.6", str(WURZEL / "requirements/betrieb.txt")),
    ]
    ausgabe = subprocess.run(  # noqa: S603 - its own program with fixed arguments
        befehl, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    liste: dict[str, Any] = json.loads(ausgabe.stdout)
    for teil in liste["components"]:
        del teil["description"]  # the line of the lock file, once more
        for verweis in teil.pop("externalReferences", []):
            teil.setdefault("hashes", []).extend(verweis.get("hashes", []))
    liste["components"] += [_ausgeliefertes(name) for name in AUSGELIEFERT]
    return liste


def _ausgeliefertes(name: str) -> dict[str, Any]:
    """Give an npm package as a component, by its entry in the lock file."""
    schloss = json.loads((WURZEL / "package-lock.json").read_text())
    eintrag = schloss["packages"][f"node_modules/{name}"]
    verfahren, _, wert = eintrag["integrity"].partition("-")
    gruppe, _, kurz = name.partition("/")
    return {
        "bom-ref": f"npm-{kurz}",
        "type": "library",
        "group": gruppe,
        "name": kurz,
        "version": eintrag["version"],
        "purl": f"pkg:npm/{gruppe.replace('@', '%40')}/{kurz}@{eintrag['version']}",
        "licenses": [{"license": {"id": eintrag["license"]}}],
        "hashes": [{"alg": f"SHA-{verfahren[3:]}", "content": b64decode(wert).hex()}],
    }


if __name__ == "__main__":
    ziel = Path(sys.argv[1])
    ziel.parent.mkdir(parents=True, exist_ok=True)
    ziel.write_text(json.dumps(stueckliste(), indent=2, sort_keys=True, ensure_ascii=False) + "\n")
