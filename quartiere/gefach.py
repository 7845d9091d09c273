"""The panels of the timber frame for what is drawn outside a browser.

Pages take the same beams from `bausteine/figuren.html` and the same colours from `portal.css`.
"""

from quartiere.models import Figur, Ton

Punkt = tuple[float, float]

SEITE = 48  # units, the side of a panel
RAHMEN: tuple[Punkt, ...] = ((0, 0), (48, 0), (48, 48), (0, 48), (0, 0))
# Each beam as the points of its line; what reaches over the panel's edge is cut off there.
BALKEN: dict[Figur, tuple[tuple[Punkt, ...], ...]] = {
    Figur.ANDREASKREUZ: (((0, 0), (48, 48)), ((48, 0), (0, 48))),
    Figur.STREBEN: (((-4, 36), (36, -4)), ((12, 52), (52, 12))),
    Figur.RAUTE: (((24, 0), (48, 24), (24, 48), (0, 24), (24, 0)),),
    Figur.PFOSTEN: (((24, 0), (24, 48)), ((0, 24), (48, 24))),
    Figur.SPARREN: (((1, 50), (24, -2), (47, 50)),),
    Figur.RIEGEL: (((0, 16), (48, 16)), ((0, 32), (48, 32))),
    Figur.LEER: (),
}
# The panels of the portal's own mark, row by row.
ZEICHEN = (
    (Figur.ANDREASKREUZ, Figur.STREBEN, Figur.RAUTE),
    (Figur.PFOSTEN, Figur.SPARREN, Figur.RIEGEL),
)
# The signs as sRGB; white on each of them has at least 8.5 : 1 (WCAG 1.4.6).
SCHILD: dict[Ton, str] = {
    Ton.VIOLETT: "#6E0095",
    Ton.BLAU: "#00536E",
    Ton.ROT: "#8B0000",
    Ton.TUERKIS: "#005741",
    Ton.ORANGE: "#734000",
    Ton.GRUEN: "#425300",
    Ton.GRAU: "#454B6B",
}
