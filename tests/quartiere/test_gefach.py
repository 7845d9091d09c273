"""What is drawn outside a browser has the beams and colours that pages have."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from quartiere.gefach import BALKEN, SCHILD, ZEICHEN, Punkt
from quartiere.models import Figur, Ton

BEFEHL = re.compile(r"([MmLlHhVvZz])([^MmLlHhVvZz]*)")
ZAHL = re.compile(r"-?\d+(?:\.\d+)?")


def linien(pfad: str) -> tuple[tuple[Punkt, ...], ...]:
    """Give the lines of an SVG path (SVG 2, section 9.3), as far as the figures use it."""
    ergebnis: list[list[Punkt]] = []
    x = y = 0.0
    for befehl, zahlen in BEFEHL.findall(pfad):
        werte = [float(zahl) for zahl in ZAHL.findall(zahlen)]
        if befehl in "Zz":
            ergebnis[-1].append(ergebnis[-1][0])
            continue
        je = 1 if befehl in "HhVv" else 2
        for stelle in range(0, len(werte), je):
            dx, dy = werte[stelle], werte[stelle + je - 1]
            relativ = befehl.islower()
            if befehl not in "Vv":
                x = x + dx if relativ else dx
            if befehl not in "Hh":
                y = y + dy if relativ else dy
            if befehl in "Mm" and stelle == 0:
                ergebnis.append([])
            ergebnis[-1].append((x, y))
    return tuple(map(tuple, ergebnis))


def vorlage(name: str) -> str:
    return (Path(settings.BASE_DIR) / name).read_text()


@pytest.mark.parametrize("figur", Figur)
def test_the_beams_of_a_figure(figur: Figur) -> None:
    symbol = vorlage("templates/bausteine/figuren.html").split(f'id="figur-{figur}"')[1]
    pfade = re.findall(r'<path d="([^"]+)"', symbol.split("</symbol>")[0])
    assert BALKEN[figur] == tuple(linie for pfad in pfade for linie in linien(pfad))


def test_the_mark_of_the_portal_shows_the_same_panels() -> None:
    zeichen = vorlage("templates/bausteine/figuren.html").split('id="zeichen"')[1]
    figuren = re.findall(r"#figur-(\w+)", zeichen.split("</symbol>")[0])
    assert [Figur(figur) for figur in figuren] == [figur for reihe in ZEICHEN for figur in reihe]


def test_every_tone_has_its_sign() -> None:
    assert set(SCHILD) == set(Ton)
    assert all(re.fullmatch("#[0-9A-F]{6}", farbe) for farbe in SCHILD.values())
