"""manage.py termine_importieren: what goes in, what comes out, and the exit code."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hattingen_portal.grunddaten import grunddaten_anlegen
from konferenzen.models import Konferenz, Status

pytestmark = pytest.mark.django_db

DATEN = Path(__file__).parents[1] / "daten"
RUNDE = "Frühjahr 2027"
WELPER = ["Welper", "2027-02-01T17:00+01:00", "2027-02-01T19:00+01:00", "Meditationszentrum"]
# As a person reads the examples: Stadtteil, begin, end, the venue's name begins with, finding;
# of a row in error the Stadtteil and what its finding is about.
ERWARTET: dict[str, list[list[str | None]]] = {
    "01-tabelle-striche.txt": [
        [*WELPER, "neu"],
        [
            "Winz-Baak",
            "2027-02-03T17:00+01:00",
            "2027-02-03T19:00+01:00",
            "Energiebüro",
            "neu",
        ],
        ["EOBS", None, None, None, "neu"],
    ],
    "02-tabulatoren.txt": [
        [
            "Holthausen",
            "2027-02-09T17:00+01:00",
            "2027-02-09T19:00+01:00",
            "Gemeinschaftsraum",
            "neu",
        ],
        ["Blankenstein", None, None, None, "neu"],
    ],
    "03-semikolon.csv": [
        [
            "Hattingen-Mitte",
            "2027-02-11T17:30+01:00",
            "2027-02-11T19:30+01:00",
            "Alzheimer",
            "neu",
        ],
        ["Blankenstein", "2027-02-10T17:00+01:00", "2027-02-10T19:00+01:00", None, "neu"],
    ],
    "07-fehler.txt": [
        ["Welper", "1. Februar 2027 ist ein Montag"],
        ["Holthausen", "den 30. Februar gibt es nicht"],
        [None, "Südstadt ist kein bekannter Stadtteil"],
        ["Winz-Baak", "Ende vor Beginn"],
        [
            "Blankenstein",
            "2027-02-10T17:00+01:00",
            "2027-02-10T19:00+01:00",
            "Forstmann",
            "neu",
        ],
    ],
    "08-entfaellt.txt": [[*WELPER, "abgesagt"]],
}


@pytest.fixture(autouse=True)
def _grunddaten() -> None:
    grunddaten_anlegen()


class Lauf:
    """One run of the command: exit code and what it wrote."""

    def __init__(self, *argumente: str, **optionen: Any) -> None:
        aus, fehler = io.StringIO(), io.StringIO()
        self.code = 0
        try:
            call_command(
                "termine_importieren",
                *argumente,
                **{"runde": RUNDE} | optionen,
                stdout=aus,
                stderr=fehler,
            )
        except SystemExit as ende:
            self.code = ende.code
        self.aus, self.fehler = aus.getvalue(), fehler.getvalue()


def kurz(zeile: dict[str, Any], erwartet: list[str | None]) -> list[str | None]:
    """A row of the JSON output in the short form of ``ERWARTET``."""
    if zeile["befund"] == "fehler":
        (meldung,) = zeile["meldungen"]
        gemeint = erwartet[1] if erwartet[1] in meldung else meldung
        return [zeile["stadtteil"], gemeint]
    name = zeile["ort"] and zeile["ort"]["name"]
    anfang = erwartet[3] if name and name.startswith(erwartet[3] or name) else name
    return [zeile["stadtteil"], zeile["beginn"], zeile["ende"], anfang, zeile["befund"]]


@pytest.mark.parametrize("datei", ERWARTET)
def test_beispiele(datei: str) -> None:
    lauf = Lauf(str(DATEN / datei), json=True, pruefen=True)
    gelesen = json.loads(lauf.aus)
    erwartet = ERWARTET[datei]
    assert [kurz(*paar) for paar in zip(gelesen, erwartet, strict=True)] == erwartet
    assert lauf.code == (1 if datei == "07-fehler.txt" else 0)
    assert lauf.fehler == ""
    assert Konferenz.objects.count() == 0


def test_json_genau() -> None:
    lauf = Lauf(str(DATEN / "01-tabelle-striche.txt"), json=True)
    assert json.loads(lauf.aus)[::2] == [
        {
            "stadtteil": "Welper",
            "kuerzel": "Welper",
            "beginn": "2027-02-01T17:00+01:00",
            "ende": "2027-02-01T19:00+01:00",
            "ort": {
                "name": "Meditationszentrum",
                "raum": "Großer Saal, 1. Obergeschoss",
                "strasse": "Sankt-Joseph-Straße 2",
                "plz": "45527",
                "stadt": "Hattingen",
            },
            "befund": "neu",
            "meldungen": [],
        },
        {
            "stadtteil": "EOBS",
            "kuerzel": "EOBS",
            "beginn": None,
            "ende": None,
            "ort": None,
            "befund": "neu",
            "meldungen": [],
        },
    ]
    assert [k.status for k in Konferenz.objects.all()] == [Status.ENTWURF] * 3


def test_veroeffentlichen_und_noch_einmal() -> None:
    datei = str(DATEN / "01-tabelle-striche.txt")
    assert Lauf(datei, veroeffentlichen=True).code == 0
    assert [k.status for k in Konferenz.objects.all()] == [Status.OEFFENTLICH] * 3
    lauf = Lauf(datei, json=True)
    assert [zeile["befund"] for zeile in json.loads(lauf.aus)] == ["unveraendert"] * 3


def test_fehlerhafte_liste_speichert_nichts_ausser_mit_nur_lesbare() -> None:
    datei = str(DATEN / "07-fehler.txt")
    assert Lauf(datei).code == 1
    assert Konferenz.objects.count() == 0
    assert Lauf(datei, nur_lesbare=True).code == 1
    assert [k.stadtteil.name for k in Konferenz.objects.all()] == ["Blankenstein"]


@pytest.mark.parametrize("als_json", [False, True])
def test_nichts_brauchbares(tmp_path: Path, als_json: bool) -> None:
    leer = tmp_path / "leer.txt"
    leer.touch()
    for datei, satz in (
        (leer, "Die Liste ist leer."),
        (tmp_path / "fehlt.txt", f"Die Datei „{tmp_path / 'fehlt.txt'}“ gibt es nicht."),
        (tmp_path, f"Die Datei „{tmp_path}“ lässt sich nicht lesen."),
    ):
        lauf = Lauf(str(datei), json=als_json)
        assert (lauf.code, lauf.fehler) == (2, f"{satz}\n")
        assert lauf.aus == ("[]\n" if als_json else "")


@pytest.fixture
def standardeingabe(tmp_path: Path) -> Iterator[Callable[[bytes | None], None]]:
    """Put bytes on standard input, or close it with None; all is as before afterwards."""
    vorher = os.dup(0)

    def setzen(daten: bytes | None) -> None:
        if daten is None:
            os.close(0)
            return
        datei = tmp_path / "eingabe"
        datei.write_bytes(daten)
        nummer = os.open(datei, os.O_RDONLY)
        os.dup2(nummer, 0)
        os.close(nummer)

    yield setzen
    os.dup2(vorher, 0)
    os.close(vorher)


def test_die_standardeingabe_wird_als_bytes_gelesen(
    standardeingabe: Callable[[bytes | None], None],
) -> None:
    standardeingabe((DATEN / "02-tabulatoren.txt").read_text().encode("cp1252"))
    lauf = Lauf("-", json=True)
    assert [zeile["stadtteil"] for zeile in json.loads(lauf.aus)] == ["Holthausen", "Blankenstein"]


def test_eine_geschlossene_standardeingabe(
    standardeingabe: Callable[[bytes | None], None],
) -> None:
    standardeingabe(None)
    lauf = Lauf("-")
    assert (lauf.code, lauf.fehler) == (2, "Die Datei „-“ lässt sich nicht lesen.\n")


@pytest.mark.parametrize("als_json", [False, True])
def test_eine_ausgabe_die_nicht_alle_zeichen_kennt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, als_json: bool
) -> None:
    liste = tmp_path / "liste.txt"
    liste.write_text("Welper | 01.02., 17–19 Uhr |")
    strom = io.TextIOWrapper(io.BytesIO(), "latin-1", newline="\n")
    with monkeypatch.context() as ersatz:
        ersatz.setattr(sys, "stdout", strom)
        call_command("termine_importieren", str(liste), runde=RUNDE, json=als_json)
    strom.seek(0)
    aus = strom.read()
    if als_json:
        assert json.loads(aus)[0]["meldungen"] == ["„01.02.“: ohne Jahr; gelesen als 2027."]
    else:
        assert aus.startswith("Runde \\u201eFrühjahr 2027\\u201c\n")


def test_ohne_runde_geht_es_nicht() -> None:
    with pytest.raises(CommandError):
        call_command("termine_importieren", "-")


def test_hilfe_braucht_weder_terminal_noch_datenbank() -> None:
    lauf = subprocess.run(
        [sys.executable, "manage.py", "termine_importieren", "--help"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert "--nur-lesbare" in lauf.stdout
