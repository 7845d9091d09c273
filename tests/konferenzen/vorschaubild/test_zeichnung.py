"""The drawing itself: its size, its colours, and words of any length that stay inside."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from konferenzen.vorschaubild.inhalt import Inhalt
from konferenzen.vorschaubild.satz import HALBFETT, druckbar, setzen
from konferenzen.vorschaubild.zeichnung import LINKS, SCHILDBREITE, SPALTE, zeichnen
from quartiere.gefach import SCHILD
from quartiere.models import Figur, Ton

LANG = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz"
WELPER = Inhalt(
    titel="Stadtteilkonferenz Welper",
    gebiet="Welper, Frühjahr 2026",
    figur=Figur.ANDREASKREUZ,
    ton=Ton.VIOLETT,
    absender="Quartiersportal Hattingen",
    wochentag="Montag",
    tag="26",
    monat="Januar 2026",
    uhrzeit="17–19 Uhr",
    ort="Haus",
    anschrift="Straße 2, 45527 Hattingen",
)
OHNE = replace(WELPER, wochentag="", tag="", monat="", uhrzeit="", ohne_termin="Termin folgt")
RIESIG = Inhalt(
    titel=f"{LANG} " * 3,
    gebiet=LANG,
    figur=Figur.LEER,
    ton=Ton.GRAU,
    absender=f"{LANG} {LANG}",
    zustand=LANG,
    zusatz=f"bisher {LANG} {LANG}",
    wochentag="Donnerstag",
    tag="30",
    monat="September 2026",
    uhrzeit="17.30 Uhr bis Donnerstag, 30. September 2026, 19.30 Uhr",
    ort=f"{LANG} {LANG} {LANG}",
    anschrift=f"{LANG} {LANG} {LANG}",
)


def bild(inhalt: Inhalt) -> Image.Image:
    with Image.open(BytesIO(zeichnen(inhalt))) as gelesen:
        return gelesen.convert("RGB")


def hell(farbe: tuple[int, ...]) -> bool:
    return min(farbe) > 250


@pytest.mark.parametrize("inhalt", [WELPER, OHNE, RIESIG, replace(WELPER, abgesagt=True)])
def test_size_and_weight(inhalt: Inhalt) -> None:
    png = zeichnen(inhalt)
    assert len(png) < 60_000
    with Image.open(BytesIO(png)) as gelesen:
        assert (gelesen.format, gelesen.mode, gelesen.size) == ("PNG", "P", (1200, 630))
        assert gelesen.info == {}
    assert png == zeichnen(replace(inhalt))


@pytest.mark.parametrize("ton", Ton)
def test_the_sign_has_the_colour_of_its_stadtteil(ton: Ton) -> None:
    punkt = bild(replace(WELPER, ton=ton)).getpixel((5, 610))
    soll = tuple(bytes.fromhex(SCHILD[ton][1:]))
    assert isinstance(punkt, tuple)
    assert max(abs(a - b) for a, b in zip(punkt, soll, strict=True)) <= 2


def test_the_figures_differ_also_without_colour() -> None:
    streifen = {
        figur: bild(replace(WELPER, figur=figur)).crop((0, 0, SCHILDBREITE, 136)).convert("1")
        for figur in Figur
    }
    assert len({bytes(b.tobytes()) for b in streifen.values()}) == len(Figur)


@pytest.mark.parametrize("inhalt", [OHNE, replace(WELPER, abgesagt=True)])
def test_a_sign_that_does_not_hold_is_not_filled(inhalt: Inhalt) -> None:
    punkt = bild(inhalt).getpixel((50, 590))
    assert isinstance(punkt, tuple)
    assert hell(punkt)


def test_the_longest_words_stay_in_their_place() -> None:
    gross = bild(RIESIG)
    for leer in (
        gross.crop((LINKS + SPALTE + 2, 0, 1200, 630)),  # right of all words
        gross.crop((SCHILDBREITE, 0, LINKS - 2, 630)),  # between them and the sign
        gross.crop((LINKS, 546, 1200, 553)),  # above the foot
        gross.crop((LINKS, 603, 1200, 630)),  # under it
    ):
        assert all(hell(farbe) for _, farbe in leer.getcolors(1 << 20) or [])
    rand = gross.crop((SCHILDBREITE - 20, 140, SCHILDBREITE, 630))
    assert not any(hell(farbe) for _, farbe in rand.getcolors(1 << 20) or [])


@pytest.mark.parametrize("titel", ["🎉", "", "ﷺ 漢字", "Fest \x00\u202e\ud83d", "ẞ Ǆ a\u0308"])
def test_signs_that_the_font_has_not_are_left_out(titel: str) -> None:
    assert bild(replace(WELPER, titel=titel)).size == (1200, 630)


def test_what_can_be_printed() -> None:
    assert druckbar("🎉 Fest\n am \u202e漢 See – „Bürger“ ẞ", HALBFETT) == (
        "Fest am See – „Bürger“ ẞ"
    )
    assert druckbar("Bu\u0308rger", HALBFETT) == "Bürger"


def test_text_takes_the_largest_size_in_which_it_fits() -> None:
    assert setzen("Welper", HALBFETT, 680, (76, 1), (40, 1)).schrift.size == 76
    assert setzen("Stadtteilkonferenz Welper", HALBFETT, 680, (76, 1), (40, 1)).schrift.size == 40
    zwei = setzen("Stadtteilkonferenz Welper", HALBFETT, 680, (76, 2), (40, 1))
    assert (zwei.zeilen, zwei.schrift.size) == (("Stadtteilkonferenz", "Welper"), 76)


def test_a_word_is_broken_only_where_nothing_else_helps() -> None:
    geteilt = setzen("Niederwenigern-Niederbonsfeld", HALBFETT, 340, (60, 3), (40, 3))
    assert geteilt.zeilen == ("Niederwenigern-", "Niederbonsfeld")
    lang = setzen(LANG, HALBFETT, 300, (40, 9))
    assert "".join(zeile.rstrip("-") for zeile in lang.zeilen) == LANG
    gekuerzt = setzen(f"{LANG} Ende", HALBFETT, 300, (40, 2))
    assert [zeile[-1] for zeile in gekuerzt.zeilen] == ["-", "…"]
    for satz in (geteilt, lang, gekuerzt):
        assert satz.breite <= 340
