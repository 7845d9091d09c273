"""Turns KERN's Fira Sans into TrueType files for what is drawn or printed on the server.

Browsers take WOFF2 cut down to their letters; Pillow and Typst read neither WOFF2 nor guess a
missing letter from elsewhere, so they get the whole font (SIL Open Font License, fsType 0).
"""

from pathlib import Path

from fontTools.ttLib import TTFont

WURZEL = Path(__file__).resolve().parent.parent
QUELLE = WURZEL / "node_modules/@kern-ux/native/dist/fonts/fira-sans"
ZIEL = WURZEL / ".bau/schriften"
# The Makefile waits for the last one.
SCHNITTE = ("Regular", "Medium", "SemiBold")


def umwandeln(quelle: Path, ziel: Path) -> None:
    """Write the WOFF2 font `quelle` as TrueType to `ziel`, whole or not at all.

    Raises ValueError when its family is not Fira Sans: Typst would fall back without a word.
    """
    with TTFont(quelle, recalcTimestamp=False) as schrift:
        familie = schrift["name"].getBestFamilyName()
        if familie != "Fira Sans":
            raise ValueError(f"{quelle.name} gehört zur Schriftfamilie „{familie}“.")
        schrift.flavor = None
        entwurf = ziel.with_suffix(".neu")
        schrift.save(entwurf)
    entwurf.replace(ziel)


if __name__ == "__main__":
    ZIEL.mkdir(parents=True, exist_ok=True)
    for schnitt in SCHNITTE:
        umwandeln(QUELLE / f"FiraSans-{schnitt}.woff2", ZIEL / f"FiraSans-{schnitt}.ttf")
