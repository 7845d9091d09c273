"""What Lighthouse gives the pages on a phone: the median of three runs, and what they weigh.

    make lighthouse

It serves a portal of its own, with the data of a first start, as `make start` does; not as a test
system, which keeps search machines out. Fails when a median is below 100, and names what cost
points. Needs Chromium, and Node.js from 22.19 on, which make fetches into .venv.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

WURZEL = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(WURZEL))

from tests.browser.conftest import SCHALTER
from tests.browser.portal import portal

NODE = os.environ.get("NODE") or str(WURZEL / ".venv/bin/node")
LIGHTHOUSE = WURZEL / "benchmarks/node_modules/lighthouse/cli/index.js"
LAEUFE = 3
VERSUCHE = 3  # to record one run
SEITEN = {
    "Startseite": "/",
    "Runde": "/termine/runden/fruehjahr-2026/",
    "Konferenz": "/termine/welper-fruehjahr-2026/",
    "Stadtteil": "/stadtteile/welper/",
    "Formular": "/kontakt/",
}
NOTEN = {
    "performance": "Leistung",
    "accessibility": "Barrierefreiheit",
    "best-practices": "Güte",
    "seo": "Suchmaschinen",
}


def main() -> None:
    """Print a line for each page; leave with 1 where a median is below 100."""
    verfehlt = False
    with portal("typisch", PORTAL_TESTSYSTEM="nein") as adresse:
        _drucken("Seite", *NOTEN.values(), "übertragen")
        for name, pfad in SEITEN.items():
            berichte = [_bericht(adresse + pfad) for _ in range(LAEUFE)]
            noten = [median(_note(bericht, art) for bericht in berichte) for art in NOTEN]
            bytes_ = median(_bytes(bericht) for bericht in berichte)
            _drucken(name, *(f"{note:.0f}" for note in noten), f"{bytes_ / 1000:.0f} kB")
            if min(noten) < 100:
                verfehlt = True
                print(*sorted({zeile for b in berichte for zeile in _abzuege(b)}), sep="\n")
    sys.exit(verfehlt)


def _bericht(adresse: str) -> dict[str, Any]:
    """Give what Lighthouse says about the page at `adresse`, seen on a phone."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Kein Chromium gefunden (Debian: apt install chromium).")
    befehl = [
        *(NODE, str(LIGHTHOUSE), adresse, "--output=json", "--quiet"),
        "--no-enable-error-reporting",
        f"--chrome-flags={' '.join(['--headless', *SCHALTER])}",
    ]
    umgebung = os.environ | {"CHROME_PATH": chromium}
    # Now and then it records no trace (NO_NAVSTART), and asks to be run again.
    for _ in range(VERSUCHE):
        ausgabe = subprocess.run(befehl, env=umgebung, stdout=subprocess.PIPE, check=False)
        if ausgabe.returncode == 0:
            break
    ausgabe.check_returncode()
    bericht: dict[str, Any] = json.loads(ausgabe.stdout)
    return bericht


def _note(bericht: dict[str, Any], art: str) -> float:
    """Give the points of 100."""
    return 100 * float(bericht["categories"][art]["score"])


def _bytes(bericht: dict[str, Any]) -> float:
    return float(bericht["audits"]["total-byte-weight"]["numericValue"])


def _abzuege(bericht: dict[str, Any]) -> list[str]:
    """Give the audits that count and are not perfect."""
    gewichtet = {
        teil["id"]
        for kategorie in bericht["categories"].values()
        for teil in kategorie["auditRefs"]
        if teil["weight"]
    }
    return [
        f"    {befund['title']}: {befund['score']} {befund.get('displayValue', '')}"
        for befund in bericht["audits"].values()
        if befund["id"] in gewichtet and befund["score"] not in {None, 1}
    ]


def _drucken(erste: str, *spalten: str) -> None:
    print(erste.ljust(12) + "".join(spalte.rjust(18) for spalte in spalten), flush=True)


if __name__ == "__main__":
    main()
