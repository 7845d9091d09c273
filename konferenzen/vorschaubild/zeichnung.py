"""Draws the picture of a conference: words in, a PNG out; no request, no database, no clock."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from konferenzen.vorschaubild.inhalt import Inhalt
from konferenzen.vorschaubild.satz import HALBFETT, MITTEL, NORMAL, setzen
from quartiere.gefach import BALKEN, RAHMEN, SCHILD, SEITE, ZEICHEN
from quartiere.models import Figur

# Pixels. Open Graph gives no size; this one (1.91 : 1) is shown whole by all who show previews.
BREITE, HOEHE = 1200, 630
SCHILDBREITE = 408
FELD = 136  # side of a panel in the strip over the sign
RAND = 56
LINKS = SCHILDBREITE + RAND
SPALTE = BREITE - LINKS - RAND
FEINER = 4  # drawn so many times larger, since Pillow's lines have no smooth edges
FARBEN = 64  # a palette makes the file a third; the picture has two colours and what lies between

WEISS, SCHRIFT, LEISE, BAND = "#FFFFFF", "#131525", "#454B6B", "#E8E9EF"
WARNUNG, WARNBAND = "#8A4B00", "#FFE9C9"
ABSAGE, ABSAGEBAND = "#BD0F09", "#FFE9E6"


@lru_cache(maxsize=64)
def zeichnen(inhalt: Inhalt) -> bytes:
    """Give the picture that says `inhalt`, as a PNG of 1200 × 630 pixels."""
    bild = Image.new("RGB", (BREITE, HOEHE), WEISS)
    if inhalt.tag:
        _schild(bild, inhalt)
    else:
        _schild_ohne_termin(bild, inhalt)
    _angaben(bild, inhalt)
    _absender(bild, inhalt)
    ausgabe = BytesIO()
    wenige = bild.quantize(FARBEN, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    wenige.save(ausgabe, "PNG")
    return ausgabe.getvalue()


def _schild(bild: Image.Image, inhalt: Inhalt) -> None:
    """Draw the enamel sign: a strip of panels, the day, the time; in outline when cancelled."""
    farbe = SCHILD[inhalt.ton]
    grund, balken = (WEISS, farbe) if inhalt.abgesagt else (farbe, WEISS)
    bild.paste(grund, (0, 0, SCHILDBREITE, HOEHE))
    feld = _gefach(inhalt.figur, FELD, balken, grund, 4)
    for x in range(0, SCHILDBREITE, FELD):
        bild.paste(feld, (x, 0))
    zeichnung = ImageDraw.Draw(bild)
    zeichnung.rectangle((0, 0, SCHILDBREITE - 1, HOEHE - 1), outline=farbe, width=6)
    _termin(zeichnung, inhalt, LEISE if inhalt.abgesagt else WEISS)


def _schild_ohne_termin(bild: Image.Image, inhalt: Inhalt) -> None:
    """Draw the sign that waits for its date: dashed, with the figure and what there is to say."""
    farbe, seite, rand = SCHILD[inhalt.ton], 224, 28
    zeichnung = ImageDraw.Draw(bild)
    _gestrichelt(zeichnung, (rand, rand, SCHILDBREITE, HOEHE - rand), farbe)
    mitte = (rand + SCHILDBREITE) / 2
    bild.paste(_marke(inhalt.figur, seite, farbe, 4), (round(mitte - seite / 2), 124))
    worte = setzen(inhalt.ohne_termin, HALBFETT, SCHILDBREITE - 72, (48, 1), (40, 1))
    worte.schreiben(zeichnung, round(mitte - worte.breite / 2), 404, SCHRIFT)


def _termin(zeichnung: ImageDraw.ImageDraw, inhalt: Inhalt, farbe: str) -> None:
    """Write weekday, day, month and time on the sign."""
    x, breite = 40, SCHILDBREITE - 64
    setzen(inhalt.wochentag, MITTEL, breite, (48, 1)).schreiben(zeichnung, x, 164, farbe)
    tag = setzen(inhalt.tag, HALBFETT, breite, (240, 1))
    zeichnung.text((x - 8, 396), inhalt.tag, farbe, tag.schrift, anchor="ls")
    setzen(inhalt.monat, MITTEL, breite, (46, 1), (40, 1)).schreiben(zeichnung, x, 432, farbe)
    # Three lines where it ends on another day.
    zeit = setzen(inhalt.uhrzeit, HALBFETT, breite, (46, 1), (40, 1), (28, 3))
    zeit.schreiben(zeichnung, x, 490, farbe)
    if inhalt.abgesagt:
        zeichnung.line((x - 8, 316, x + tag.breite + 8, 316), ABSAGE, 14)


def _gestrichelt(
    zeichnung: ImageDraw.ImageDraw, rahmen: tuple[int, int, int, int], farbe: str
) -> None:
    links, oben, rechts, unten = rahmen
    for x in range(links, rechts, 30):
        for y in (oben, unten - 6):
            zeichnung.rectangle((x, y, min(x + 17, rechts), y + 6), fill=farbe)
    for y in range(oben, unten, 30):
        for x in (links, rechts - 6):
            zeichnung.rectangle((x, y, x + 6, min(y + 17, unten)), fill=farbe)


def _angaben(bild: Image.Image, inhalt: Inhalt) -> None:
    """Write what, for whom, its state and where; also the longest words end above the foot."""
    zeichnung = ImageDraw.Draw(bild)
    farbe, marke, daneben = SCHILD[inhalt.ton], 40, LINKS + 56
    bild.paste(_marke(inhalt.figur, marke, farbe, 5), (LINKS, 48))
    gebiet = f"Beispiel: {inhalt.gebiet}" if inhalt.beispiel else inhalt.gebiet
    vor = setzen(gebiet, HALBFETT, SPALTE - 56, (34, 1), (30, 1), (26, 1))
    vor.schreiben(zeichnung, daneben, 48, farbe)
    titel = setzen(inhalt.titel, HALBFETT, SPALTE, (76, 2), (68, 2), (52, 3), (46, 3), (40, 3))
    y = titel.schreiben(zeichnung, LINKS, 100, SCHRIFT) + 16
    if inhalt.zustand:
        y = _zustand(zeichnung, inhalt, y) + 16
    ort = setzen(inhalt.ort, HALBFETT, SPALTE, (42, 1), (38, 2), (34, 2), (30, 2))
    y = ort.schreiben(zeichnung, LINKS, y, SCHRIFT)
    # A state takes the room in which a long address could have two large lines.
    stufen = [(32, 1), (28, 1), (26, 2)] if inhalt.zustand else [(32, 2), (26, 2)]
    anschrift = setzen(inhalt.anschrift, NORMAL, SPALTE, *stufen)
    anschrift.schreiben(zeichnung, LINKS, y, SCHRIFT)


def _zustand(zeichnung: ImageDraw.ImageDraw, inhalt: Inhalt, y: int) -> int:
    """Write the state in its band; give where the band ends."""
    farbe, band = (WARNUNG, WARNBAND) if inhalt.geaendert else (LEISE, BAND)
    if inhalt.abgesagt:
        farbe, band = ABSAGE, ABSAGEBAND
    worte = setzen(inhalt.zustand, HALBFETT, SPALTE - 44, (36, 1), (32, 1), (28, 1))
    zusatz = setzen(inhalt.zusatz, NORMAL, SPALTE - 44, (28, 1), (26, 1))
    ende = y + worte.hoehe + zusatz.hoehe + 20
    zeichnung.rectangle((LINKS, y, LINKS + SPALTE, ende), fill=band)
    zeichnung.rectangle((LINKS, y, LINKS + 7, ende), fill=farbe)
    weiter = worte.schreiben(zeichnung, LINKS + 28, y + 10, SCHRIFT)
    zusatz.schreiben(zeichnung, LINKS + 28, weiter, SCHRIFT)
    return ende


def _absender(bild: Image.Image, inhalt: Inhalt) -> None:
    """Draw the mark of the portal and write its name, at the foot."""
    feld, unten = 24, HOEHE - 28
    for reihe, figuren in enumerate(ZEICHEN):
        for spalte, figur in enumerate(figuren):
            stueck = _gefach(figur, feld, SCHRIFT, WEISS, 5)
            bild.paste(stueck, (LINKS + spalte * feld, unten - (2 - reihe) * feld))
    name = setzen(inhalt.absender, MITTEL, SPALTE - 3 * feld - 20, (30, 1), (26, 1), (22, 1))
    name.schreiben(ImageDraw.Draw(bild), LINKS + 3 * feld + 20, unten - 42, SCHRIFT)


def _marke(figur: Figur, seite: int, farbe: str, staerke: int) -> Image.Image:
    """Give the mark of a Stadtteil: a panel that stands alone, with its whole frame."""
    marke = _gefach(figur, seite, farbe, WEISS, staerke)
    rahmen = (0, 0, seite - 1, seite - 1)
    ImageDraw.Draw(marke).rectangle(rahmen, outline=farbe, width=round(seite * staerke / SEITE))
    return marke


def _gefach(figur: Figur, seite: int, balken: str, grund: str, staerke: int) -> Image.Image:
    """Give one panel, `seite` pixels wide, its beams `staerke` units of 48 thick."""
    gross = seite * FEINER
    faktor = gross / SEITE
    bild = Image.new("RGB", (gross, gross), grund)
    zeichnung = ImageDraw.Draw(bild)
    for linie in (*BALKEN[figur], RAHMEN):
        punkte = [(x * faktor, y * faktor) for x, y in linie]
        zeichnung.line(punkte, balken, round(staerke * faktor))
    return bild.resize((seite, seite), Image.Resampling.BOX)
