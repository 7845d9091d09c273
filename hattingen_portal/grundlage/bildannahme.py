"""What a picture must be before it is kept, and what of it is kept.

A picture is judged by its content: neither its name nor the type that a browser declares is
believed. What is kept is drawn anew: upright, in sRGB, at most `KANTE` pixels long, without the
place, the camera and the names that a phone writes into a file (GDPR Art. 5 (1) c).
"""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import Image, ImageCms, ImageOps

from hattingen_portal.grundlage.dateien import bildgroesse_pruefen

# By their names in Pillow.
FORMATE = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# What Pillow makes of the JPEG of a phone with further pictures behind the first, the one to see.
MIT_BEIWERK = "MPO"
VERLUSTFREI = {"PNG", "GIF"}
PIXEL_HOECHSTENS = 50_000_000
KANTE = 2400  # pixels, the longer side of what is kept
KURZ_MINDESTENS = 100  # pixels, the shorter side: below it nobody knows what there is to see
LANG_HOECHSTENS = 5  # times the shorter side: what is longer is a line on the page
# Pillow's own limit would refuse a picture before anybody knows how wide and high it is. Here the
# header is read first, and nothing is decoded that is larger than what the portal takes.
Image.MAX_IMAGE_PIXELS = None
# 50 million pixels need up to 800 MB for some seconds (WebP; as JPEG 200): not for many at once.
_EINES_ZUR_ZEIT = Lock()

ANDERES_FORMAT = "Bitte speichern Sie das Bild als JPEG oder PNG und wählen Sie es noch einmal aus."
KAPUTT = (
    "Das Bild lässt sich nicht öffnen: Die Datei ist beschädigt oder unvollständig. Bitte "
    "speichern Sie es neu und wählen Sie es noch einmal aus."
)
BEWEGT = (
    "Das Bild bewegt sich. Das lenkt beim Lesen ab und kann manchen Menschen schaden. Bitte wählen "
    "Sie ein stehendes Bild, zum Beispiel ein Bildschirmfoto daraus."
)
SVG = (
    "SVG-Dateien können Programme enthalten und werden deshalb nicht angenommen. "
    "Bitte speichern Sie die Grafik als PNG und wählen Sie sie noch einmal aus."
)
HEIC = (
    "Das ist ein HEIC-Bild vom iPhone oder iPad, das viele Browser nicht zeigen. Bitte speichern "
    "Sie es als JPEG. Künftige Fotos: Einstellungen, Kamera, Formate, „Maximale Kompatibilität“."
)
# ISO/IEC 23008-12, brands of HEIF files that hold HEVC; AVIF has the same frame with another.
HEIC_MARKEN = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Bildinhalt:
    """A picture as it is kept: its file's bytes and ending, its size in pixels."""

    daten: bytes
    endung: str
    breite: int
    hoehe: int


def bild_pruefen(datei: File) -> None:
    """Raise ValidationError, with the way out, unless `datei` is a picture that can be kept.

    What is stored already was checked when it came and is not read again. Earlier ones may be
    smaller or narrower: `bereinigt` takes them.
    """
    if getattr(datei, "_committed", False):
        return
    bildgroesse_pruefen(datei)
    datei.seek(0)
    breite, hoehe = _geoeffnet(datei).size
    datei.seek(0)
    _annehmen(datei)
    datei.seek(0)
    _masse_pruefen(breite, hoehe)


def bereinigt(datei: File) -> Bildinhalt:
    """Give what is kept of the picture `datei`; raises ValidationError as `bild_pruefen` does."""
    bildgroesse_pruefen(datei)
    datei.seek(0)
    format_, bild = _annehmen(datei)
    ausgabe = BytesIO()
    if bild.mode == "RGBA" or format_ in VERLUSTFREI:
        bild.save(ausgabe, "PNG", optimize=True)
        endung = "png"
    else:
        bild.save(ausgabe, "JPEG", quality=90, optimize=True, progressive=True)
        endung = "jpg"
    return Bildinhalt(ausgabe.getvalue(), endung, *bild.size)


def laden(datei: IO[bytes]) -> Image.Image:
    """Give the picture `datei`, a stored one, as RGB or RGBA, upright, at most `KANTE` long.

    Raises ValidationError where it cannot be read. It carries nothing but its pixels.
    """
    return _ausgearbeitet(_geoeffnet(datei))


def groesse(datei: IO[bytes]) -> tuple[int, int]:
    """Give width and height in pixels in which `laden` shows `datei`; reads only its header.

    Raises ValidationError where it cannot be read.
    """
    bild = _geoeffnet(datei)
    try:
        gedreht = bild.getexif().get(0x0112, 1) >= 5  # EXIF 2.32, Orientation: its row is a column
    except Exception as fehler:  # as in _geoeffnet
        raise ValidationError(KAPUTT) from fehler
    breite, hoehe = bild.size[::-1] if gedreht else bild.size
    faktor = min(1, KANTE / max(breite, hoehe))
    return max(1, round(breite * faktor)), max(1, round(hoehe * faktor))


def _annehmen(datei: File) -> tuple[str, Image.Image]:
    """Give the format and the picture; the limits are checked before anything is decoded."""
    bild = _geoeffnet(datei)
    format_ = bild.format or ""
    if getattr(bild, "is_animated", False) and format_ != MIT_BEIWERK:
        raise ValidationError(BEWEGT)
    with _EINES_ZUR_ZEIT:
        return format_, _ausgearbeitet(bild)


def _geoeffnet(datei: IO[bytes] | File) -> Image.Image:
    """Open `datei` as far as its header.

    Raises ValidationError where that cannot be read, and where it tells of too many pixels.
    """
    anfang = datei.read(4096)
    datei.seek(0)
    try:
        bild = Image.open(datei, formats=FORMATE)
    except Exception as fehler:  # parsers raise whatever they stumble over
        raise ValidationError(_grund(anfang)) from fehler
    breite, hoehe = bild.size
    if breite * hoehe > PIXEL_HOECHSTENS:
        raise ValidationError(
            f"Das Bild hat {_tausender(breite)} × {_tausender(hoehe)} Pixel. Erlaubt sind "
            f"zusammen {PIXEL_HOECHSTENS // 1_000_000} Millionen. Bitte verkleinern Sie es, zum "
            f"Beispiel auf {_tausender(KANTE)} Pixel an der längeren Seite."
        )
    return bild


def _masse_pruefen(breite: int, hoehe: int) -> None:
    kurz, lang = sorted((breite, hoehe))
    masse = f"{_tausender(breite)} × {_tausender(hoehe)} Pixel"
    if kurz < KURZ_MINDESTENS:
        raise ValidationError(
            f"Das Bild hat nur {masse}. Auch die kürzere Seite braucht mindestens "
            f"{KURZ_MINDESTENS} Pixel. Bitte wählen Sie ein größeres Bild."
        )
    if lang > LANG_HOECHSTENS * kurz:
        raise ValidationError(
            f"Das Bild ist mit {masse} zu schmal. Die längere Seite darf höchstens "
            f"{LANG_HOECHSTENS}-mal so lang sein wie die kürzere. Bitte schneiden Sie es zu."
        )


def _grund(anfang: bytes) -> str:
    """Give why a file that begins with `anfang` is no picture for the portal."""
    if anfang[4:8] == b"ftyp" and anfang[8:12] in HEIC_MARKEN:
        return HEIC
    if b"<svg" in anfang.lower():
        return SVG
    if anfang.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")) or (
        anfang[4:12] == b"ftypavif"
    ):
        return KAPUTT
    return f"Das ist kein Bild im Format JPEG, PNG, WebP, AVIF oder GIF. {ANDERES_FORMAT}"


def _ausgearbeitet(bild: Image.Image) -> Image.Image:
    try:
        bild.draft("RGB", (KANTE, KANTE))  # a huge JPEG is decoded at a fraction of its size
        bild.load()
        bild = _mit_farbwerten(bild)
        bild.thumbnail((KANTE, KANTE), Image.Resampling.LANCZOS)
        bild = _in_srgb(ImageOps.exif_transpose(bild))
    except Exception as fehler:  # as in _geoeffnet
        raise ValidationError(KAPUTT) from fehler
    bild.info = {}  # Pillow would write some of it into the next file
    return bild


def _mit_farbwerten(bild: Image.Image) -> Image.Image:
    """Give `bild` with a value for each pixel from which new ones can be mixed: no palette."""
    if bild.mode.startswith("I"):  # 16 bits of grey
        return bild.point(lambda wert: wert * (1 / 256)).convert("L")
    if bild.mode in {"P", "PA", "LA", "La", "RGBa", "1"}:
        return bild.convert("RGBA" if bild.has_transparency_data else "RGB")
    if bild.has_transparency_data and bild.mode != "RGBA":
        return bild.convert("RGBA")  # one colour of an RGB or grey PNG stands for transparent
    return bild


def _in_srgb(bild: Image.Image) -> Image.Image:
    """Give `bild` as RGB, or as RGBA where something of it is transparent, in the web's colours."""
    profil = bild.info.get("icc_profile")
    if profil and (gewandelt := _umgerechnet(bild, profil)):
        bild = gewandelt
    if bild.mode == "RGBA" and bild.getchannel("A").getextrema() != (255, 255):
        return bild
    return bild.convert("RGB")


def _umgerechnet(bild: Image.Image, profil: bytes) -> Image.Image | None:
    """Give `bild` with its colours moved from `profil` to sRGB; None for a profile of no use."""
    try:
        return ImageCms.profileToProfile(
            bild,
            ImageCms.ImageCmsProfile(BytesIO(profil)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if bild.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return None


def _tausender(zahl: int) -> str:
    return f"{zahl:,}".replace(",", ".")
