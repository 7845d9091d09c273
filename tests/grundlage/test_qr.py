"""QR codes, read back by a program that knows nothing of how they were drawn."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageOps

from hattingen_portal.grundlage.qr import RUHEZONE, qr_svg

LAENGSTE = (
    f"https://{'quartiersportal.' * 4}hattingen-an-der-ruhr.de/kalender/#stadtteil-{'x' * 120}"
)


def bild(svg: bytes) -> Image.Image:
    """Draw the modules: the image is one white square and one black path of strokes."""
    text = svg.decode()
    (kante,) = re.findall(r'viewBox="0 0 (\d+) \1"', text)
    weiss, schwarz = re.findall(r'<path (?:fill|stroke)="(#\w+)" d="', text)
    assert (weiss, schwarz) == ("#fff", "#000")
    (striche,) = re.findall(r'stroke="#000" d="([^"]+)"', text)
    zeichnung = Image.new("L", (int(kante), int(kante)), 255)
    x = y = 0.0
    for befehl, werte in re.findall(r"([Mmh])([^Mmh]+)", striche):
        zahlen = [float(zahl) for zahl in werte.split()]
        if befehl == "h":
            for spalte in range(int(x), int(x + zahlen[0])):
                zeichnung.putpixel((spalte, int(y)), 0)
            x += zahlen[0]
        else:
            x, y = (zahlen[0], zahlen[1]) if befehl == "M" else (x + zahlen[0], y + zahlen[1])
    return zeichnung


@pytest.mark.parametrize("text", ["https://quartiere.example.org/kalender/#alle", LAENGSTE])
def test_it_is_read_as_it_was_meant(text: str) -> None:
    gross = ImageOps.scale(bild(qr_svg(text)), 4, resample=Image.Resampling.NEAREST)

    assert [gefunden.text for gefunden in zxingcpp.read_barcodes(gross)] == [text]


def test_white_is_all_around() -> None:
    zeichnung = bild(qr_svg(LAENGSTE))
    kante = zeichnung.width

    assert ImageOps.invert(zeichnung).getbbox() == (
        RUHEZONE,
        RUHEZONE,
        kante - RUHEZONE,
        kante - RUHEZONE,
    )


def test_it_stands_torn_at_a_corner() -> None:
    zeichnung = bild(qr_svg("https://quartiere.example.org/kalender/#stadtteil-welper"))
    ecke = zeichnung.width - RUHEZONE - 8
    zeichnung.paste(255, (ecke, ecke, zeichnung.width, zeichnung.height))
    gross = ImageOps.scale(zeichnung, 4, resample=Image.Resampling.NEAREST)

    assert [gefunden.text for gefunden in zxingcpp.read_barcodes(gross)] == [
        "https://quartiere.example.org/kalender/#stadtteil-welper"
    ]


def test_it_is_an_image_without_size_or_style() -> None:
    svg = qr_svg("https://quartiere.example.org/")

    assert svg.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
    for fremdes in (b"style", b"class", b"width=", b"script"):
        assert fremdes not in svg
    assert svg == qr_svg("https://quartiere.example.org/")
