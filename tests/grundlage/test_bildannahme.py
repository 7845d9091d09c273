"""Pictures are judged by their content; what is kept is clean, upright and not too large."""

import re
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, PngImagePlugin

from hattingen_portal.grundlage import bildannahme, dateien
from hattingen_portal.grundlage.bildannahme import bereinigt, bild_pruefen, groesse, laden

ORT = 0x8825  # EXIF 2.32, GPSInfo
AUSRICHTUNG = 0x0112


def datei(bild: Image.Image, format_: str, **art: Any) -> ContentFile:
    ausgabe = BytesIO()
    bild.save(ausgabe, format_, **art)
    return ContentFile(ausgabe.getvalue())


def png_kopf(breite: int, hoehe: int) -> ContentFile:
    """Give a PNG that is only a header: nobody needs to decode it to know its size."""
    angaben = struct.pack(">IIBBBBB", breite, hoehe, 8, 2, 0, 0, 0)
    teile = [(b"IHDR", angaben), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    stuecke = (
        struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d)) for t, d in teile
    )
    return ContentFile(b"\x89PNG\r\n\x1a\n" + b"".join(stuecke))


def meldung(inhalt: ContentFile) -> str:
    with pytest.raises(ValidationError) as fehler:
        bild_pruefen(inhalt)
    [text] = fehler.value.messages
    with pytest.raises(ValidationError, match=re.escape(text)):
        bereinigt(inhalt)
    return text


def mit_exif(ausrichtung: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[AUSRICHTUNG] = ausrichtung
    exif[0x010F] = "Kamerahersteller"
    exif[0x013B] = "Name der Person"
    exif.get_ifd(ORT).update({1: "N", 2: (51.0, 23.0, 58.0), 3: "E", 4: (7.0, 11.0, 8.0)})
    return exif


def gelesen(inhalt: bytes) -> Image.Image:
    bild = Image.open(BytesIO(inhalt))
    bild.load()
    return bild


@pytest.mark.parametrize(
    ("format_", "endung"),
    [("JPEG", "jpg"), ("WEBP", "jpg"), ("AVIF", "jpg"), ("PNG", "png"), ("GIF", "png")],
)
def test_each_format_is_known_by_its_content(format_: str, endung: str) -> None:
    eingang = datei(Image.new("RGB", (400, 300), "navy"), format_)
    luege = SimpleUploadedFile("rechnung.pdf", eingang.read(), "application/pdf")
    bild_pruefen(luege)
    ergebnis = bereinigt(luege)
    assert (ergebnis.endung, ergebnis.breite, ergebnis.hoehe) == (endung, 400, 300)
    assert gelesen(ergebnis.daten).mode == "RGB"


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_camera_and_names_are_gone(format_: str) -> None:
    art: dict[str, Any] = {"exif": mit_exif().tobytes(), "xmp": b"<x>Name der Person</x>"}
    if format_ == "PNG":
        art["pnginfo"] = PngImagePlugin.PngInfo()
        art["pnginfo"].add_text("Author", "Name der Person")
    if format_ == "JPEG":
        art["comment"] = b"Name der Person"
    eingang = datei(Image.new("RGB", (40, 30), "navy"), format_, **art)
    assert b"Name der Person" in eingang.read()

    ergebnis = bereinigt(eingang)

    assert b"Name der Person" not in ergebnis.daten
    assert b"Kamera" not in ergebnis.daten
    assert dict(gelesen(ergebnis.daten).getexif()) == {}
    assert {"exif", "xmp", "comment", "icc_profile", "Author"} & set(
        gelesen(ergebnis.daten).info
    ) == set()


@pytest.mark.parametrize("ausrichtung", range(1, 9))
def test_a_picture_taken_sideways_stands_upright(ausrichtung: int) -> None:
    # Red stands in the corner that is the upper left one once the camera's turn is undone.
    zurueck = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    aufrecht = Image.new("RGB", (40, 20), "white")
    aufrecht.paste("red", (0, 0, 10, 10))
    liegend = aufrecht.transpose(zurueck[ausrichtung]) if ausrichtung > 1 else aufrecht
    eingang = datei(liegend, "PNG", exif=mit_exif(ausrichtung).tobytes())
    assert groesse(eingang) == (40, 20)
    bild = gelesen(bereinigt(eingang).daten)
    assert bild.size == (40, 20)
    assert [bild.getpixel(punkt) for punkt in ((2, 2), (38, 2), (2, 18), (38, 18))] == [
        (255, 0, 0),
        (255, 255, 255),
        (255, 255, 255),
        (255, 255, 255),
    ]


def test_a_large_picture_is_kept_smaller_and_a_small_one_as_it_is() -> None:
    gross = bereinigt(datei(Image.new("RGB", (6000, 4000), "navy"), "JPEG"))
    assert (gross.breite, gross.hoehe) == gelesen(gross.daten).size == (2400, 1600)
    streifen = bereinigt(datei(Image.new("L", (30_000, 1), 9), "PNG"))
    assert (streifen.breite, streifen.hoehe) == (2400, 1)
    punkt = bereinigt(datei(Image.new("L", (1, 1), 9), "PNG"))
    assert (punkt.breite, punkt.hoehe) == (1, 1)
    hoch = datei(Image.new("RGB", (1200, 4800), "navy"), "PNG")
    assert groesse(hoch) == laden(hoch).size == (600, 2400)


@pytest.mark.parametrize(
    ("bild", "art", "modus", "farbe"),
    [
        (Image.new("CMYK", (4, 4), (0, 255, 255, 0)), {"format_": "JPEG"}, "RGB", (254, 0, 0)),
        (Image.new("L", (4, 4), 77), {"format_": "JPEG"}, "RGB", (77, 77, 77)),
        (Image.new("I;16", (4, 4), 0x8000), {"format_": "PNG"}, "RGB", (128, 128, 128)),
        (Image.new("1", (4, 4), 1), {"format_": "PNG"}, "RGB", (255, 255, 255)),
        (Image.new("P", (4, 4), 0), {"format_": "PNG", "transparency": 0}, "RGBA", (0, 0, 0, 0)),
        (Image.new("LA", (4, 4), (10, 100)), {"format_": "PNG"}, "RGBA", (10, 10, 10, 100)),
        (
            Image.new("RGB", (4, 4), (1, 2, 3)),
            {"format_": "PNG", "transparency": (1, 2, 3)},
            "RGBA",
            (1, 2, 3, 0),
        ),
        (Image.new("RGBA", (4, 4), (9, 8, 7, 255)), {"format_": "PNG"}, "RGB", (9, 8, 7)),
        (
            Image.new("RGBA", (4, 4), (9, 8, 7, 100)),
            {"format_": "WEBP", "lossless": True},
            "RGBA",
            (9, 8, 7, 100),
        ),
    ],
)
def test_every_way_to_hold_colours(
    bild: Image.Image, art: dict[str, Any], modus: str, farbe: tuple[int, ...]
) -> None:
    ergebnis = gelesen(bereinigt(datei(bild, **art)).daten)
    assert (ergebnis.mode, ergebnis.getpixel((1, 1))) == (modus, farbe)


def test_colours_come_from_their_profile_into_the_webs() -> None:
    # A profile whose red and blue are exchanged shows whether it was applied at all.
    profil = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    rot, blau = profil.index(b"rXYZ", 128), profil.index(b"bXYZ", 128)
    profil[rot : rot + 4], profil[blau : blau + 4] = b"bXYZ", b"rXYZ"
    eingang = datei(Image.new("RGB", (4, 4), (255, 0, 0)), "PNG", icc_profile=bytes(profil))
    ergebnis = gelesen(bereinigt(eingang).daten)
    assert ergebnis.getpixel((1, 1)) == (0, 0, 255)
    assert "icc_profile" not in ergebnis.info


def test_what_is_transparent_stays_so_with_a_profile() -> None:
    profil = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    eingang = datei(Image.new("RGBA", (4, 4), (9, 8, 7, 100)), "PNG", icc_profile=profil)
    assert gelesen(bereinigt(eingang).daten).getpixel((1, 1)) == (9, 8, 7, 100)


def test_a_palette_is_mixed_when_it_gets_smaller() -> None:
    schachbrett = Image.new("P", (4800, 4), 0)
    schachbrett.putpalette([0, 0, 0, 255, 255, 255])
    schachbrett.putdata([x % 2 for x in range(4800)] * 4)
    farbe = gelesen(bereinigt(datei(schachbrett, "PNG")).daten).getpixel((1200, 1))
    assert farbe == pytest.approx((128, 128, 128), abs=2)


def test_a_profile_of_no_use_is_left_out() -> None:
    eingang = datei(Image.new("RGB", (4, 4), (255, 0, 0)), "PNG", icc_profile=b"Unsinn" * 30)
    assert gelesen(bereinigt(eingang).daten).getpixel((1, 1)) == (255, 0, 0)


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG", "AVIF"])
def test_what_moves_is_refused(format_: str) -> None:
    farben = [Image.new("RGB", (40, 40), farbe) for farbe in ("red", "blue")]
    eingang = datei(farben[0], format_, save_all=True, append_images=farben[1:], duration=100)
    assert meldung(eingang) == bildannahme.BEWEGT


def test_a_phones_jpeg_with_a_second_picture_behind_is_its_first() -> None:
    zwei = [Image.new("RGB", (40, 40), farbe) for farbe in ("red", "blue")]
    eingang = datei(zwei[0], "MPO", save_all=True, append_images=zwei[1:])
    ergebnis = bereinigt(eingang)
    assert ergebnis.endung == "jpg"
    assert gelesen(ergebnis.daten).getpixel((5, 5)) == (254, 0, 0)


@pytest.mark.parametrize(
    ("breite", "hoehe", "text"),
    [(30_000, 20_000, "30.000 × 20.000"), (50_001, 1000, "50.001 × 1.000")],
)
def test_too_many_pixels_are_refused_by_the_header_alone(
    breite: int, hoehe: int, text: str
) -> None:
    assert meldung(png_kopf(breite, hoehe)) == (
        f"Das Bild hat {text} Pixel. Erlaubt sind zusammen 50 Millionen. Bitte verkleinern Sie "
        "es, zum Beispiel auf 2.400 Pixel an der längeren Seite."
    )


@pytest.mark.parametrize("lesen", [laden, groesse])
def test_too_many_pixels_that_are_stored_already_are_not_decoded(lesen: Any) -> None:
    with pytest.raises(ValidationError, match="Erlaubt sind zusammen 50 Millionen"):
        lesen(png_kopf(50_001, 1000))


def test_a_bomb_of_text_beside_a_small_picture_is_refused() -> None:
    angaben = PngImagePlugin.PngInfo()
    angaben.add_text("Comment", "0" * (PngImagePlugin.MAX_TEXT_CHUNK + 1), zip=True)
    eingang = datei(Image.new("RGB", (4, 4)), "PNG", pnginfo=angaben)
    assert meldung(eingang) == bildannahme.KAPUTT


def test_too_many_bytes_are_refused_unread() -> None:
    eingang = ContentFile(b"")
    eingang.size = dateien.BILD_HOECHSTENS + 3 * 1024**2
    assert meldung(eingang) == (
        "Das Bild hat 23 MB. Erlaubt sind 20 MB. Bitte verkleinern Sie es, oder speichern Sie es "
        "als JPEG."
    )


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("rest", [0.9, 0.5, 0.02])
def test_a_broken_off_file_is_refused(format_: str, rest: float) -> None:
    ganz = datei(Image.effect_noise((200, 200), 90).convert("RGB"), format_).read()
    assert meldung(ContentFile(ganz[: max(12, int(len(ganz) * rest))])) == bildannahme.KAPUTT


@pytest.mark.parametrize(
    ("inhalt", "text"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', bildannahme.SVG),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", bildannahme.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", bildannahme.HEIC),
    ],
)
def test_formats_that_people_try_are_refused_with_the_way_out(inhalt: bytes, text: str) -> None:
    assert meldung(ContentFile(inhalt, name="bild.jpg")) == text


@pytest.mark.parametrize(
    "inhalt",
    [b"", b"kein Bild", b"%PDF-1.7", b"MZ\x90", b"II*\x00\x08\x00\x00\x00", b"BM" + b"\0" * 60],
)
def test_everything_else_is_refused(inhalt: bytes) -> None:
    assert meldung(ContentFile(inhalt, name="bild.png")) == (
        "Das ist kein Bild im Format JPEG, PNG, WebP, AVIF oder GIF. Bitte speichern Sie das Bild "
        "als JPEG oder PNG und wählen Sie es noch einmal aus."
    )


def test_a_checked_upload_is_read_from_its_start_again() -> None:
    eingang = datei(Image.new("RGB", (100, 100)), "PNG")
    bild_pruefen(eingang)
    assert eingang.read(4) == b"\x89PNG"


@pytest.mark.parametrize(
    ("masse", "text"),
    [
        (
            (1, 1),
            (
                "Das Bild hat nur 1 × 1 Pixel. Auch die kürzere Seite braucht mindestens 100 "
                "Pixel. Bitte wählen Sie ein größeres Bild."
            ),
        ),
        (
            (2400, 99),
            (
                "Das Bild hat nur 2.400 × 99 Pixel. Auch die kürzere Seite braucht mindestens 100 "
                "Pixel. Bitte wählen Sie ein größeres Bild."
            ),
        ),
        (
            (200, 1001),
            (
                "Das Bild ist mit 200 × 1.001 Pixel zu schmal. Die längere Seite darf höchstens "
                "5-mal so lang sein wie die kürzere. Bitte schneiden Sie es zu."
            ),
        ),
    ],
)
def test_what_is_too_small_or_too_narrow_is_refused(masse: tuple[int, int], text: str) -> None:
    eingang = datei(Image.new("L", masse), "PNG")
    with pytest.raises(ValidationError) as fehler:
        bild_pruefen(eingang)
    assert fehler.value.messages == [text]
    behalten = bereinigt(eingang)  # as an earlier portal took it
    assert (behalten.breite, behalten.hoehe) == masse


@pytest.mark.parametrize("masse", [(100, 500), (500, 100), (1000, 200)])
def test_what_is_just_large_and_wide_enough_is_taken(masse: tuple[int, int]) -> None:
    bild_pruefen(datei(Image.new("L", masse), "PNG"))
