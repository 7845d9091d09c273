"""The sizes and formats in which browsers get a picture; what is stored is never given out.

A version is made when it is first asked for and kept on disk until its picture goes, on each web
server for itself, wherever the pictures lie. The folder of the versions may be deleted at any time:
what is missing is made anew.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, features

from hattingen_portal.grundlage.ablage import AblageFortError
from hattingen_portal.grundlage.bildannahme import groesse, laden
from hattingen_portal.grundlage.dateifeld import dateien
from hattingen_portal.grundlage.gedaechtnis import zweifeln

BREITEN = (480, 800, 1200, 1600)  # pixels; a narrower picture keeps its width
GRUNDBREITE = 800  # for browsers that do not choose
TEILBREITE = 1200  # for what others show of a page
ALTBREITE = 1600  # at the address without a width, which earlier pages printed


@dataclass(frozen=True)
class Format:
    """A file format: its media type, its name in Pillow, how it is written."""

    typ: str
    name: str
    art: dict[str, int | bool]


# By their endings, those first that browsers shall try first. The last two are for every browser.
FORMATE = {
    "avif": Format("image/avif", "AVIF", {"quality": 60, "speed": 8}),
    "webp": Format("image/webp", "WEBP", {"quality": 80}),
    "png": Format("image/png", "PNG", {"optimize": True}),
    "jpg": Format("image/jpeg", "JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}
NEUERE = tuple(endung for endung in ("avif", "webp") if features.check(endung))
ENDUNGEN = (*NEUERE, "png", "jpg")


@dataclass(frozen=True)
class Quelle:
    """One format of a picture as a <source> offers it."""

    typ: str
    srcset: str


@dataclass(frozen=True)
class Bildansicht:
    """A stored picture as a page shows it: where its versions are, how wide and high it is."""

    kennung: str
    endung: str
    breite: int
    hoehe: int
    marke: str = ""  # of the link to a draft by which it is seen

    @property
    def quellen(self) -> list[Quelle]:
        """The formats that not every browser knows, the smallest first."""
        return [Quelle(FORMATE[endung].typ, self._srcset(endung)) for endung in NEUERE]

    @property
    def srcset(self) -> str:
        """The widths in the format for every browser."""
        return self._srcset(self.endung)

    @property
    def adresse(self) -> str:
        """Where a browser finds it that does not choose."""
        breite = max(stufe for stufe in self._stufen if stufe <= GRUNDBREITE)
        return fassungsadresse(self.kennung, breite, self.endung, self.marke)

    @property
    def _stufen(self) -> tuple[int, ...]:
        """The widths up to the first that holds the whole picture."""
        return BREITEN[: 1 + sum(stufe < self.breite for stufe in BREITEN)]

    def _srcset(self, endung: str) -> str:
        return ", ".join(
            f"{fassungsadresse(self.kennung, stufe, endung, self.marke)} {min(stufe, self.breite)}w"
            for stufe in self._stufen
        )


@dataclass(frozen=True)
class Vorschaubild:
    """What others show when they link to a page: path, words, and the size where it is known."""

    adresse: str
    alt: str
    breite: int | None = None
    hoehe: int | None = None


def fassungsadresse(kennung: str, breite: int, endung: str, marke: str = "") -> str:
    """Give the path of the version of the picture `kennung` that is at most `breite` wide.

    With `marke` that below the link to a draft, else the one for everybody.
    """
    name = f"{kennung}-{breite}.{endung}"
    return reverse("vorschau_bild", args=[marke, name]) if marke else reverse("bild", args=[name])


def teiladresse(name: str) -> str:
    """Give the path of the version that others show of the picture stored as `name`."""
    return fassungsadresse(_kennung(name), TEILBREITE, "jpg")


def vorschaubild(name: str, alt: str, breite: int | None, hoehe: int | None) -> Vorschaubild:
    """Give the picture stored as `name` as others show it."""
    if breite is None or hoehe is None:
        return Vorschaubild(teiladresse(name), alt)
    kleiner = min(breite, TEILBREITE)
    return Vorschaubild(teiladresse(name), alt, kleiner, _hoehe(breite, hoehe, kleiner))


def ansicht(
    name: str, breite: int | None, hoehe: int | None, *, marke: str = ""
) -> Bildansicht | None:
    """Give the picture stored as `name` as a page shows it; of a draft below the link `marke`.

    Without `breite` and `hoehe`, of a picture from before they were kept, its file tells them;
    None where that cannot be read.
    """
    if breite is None or hoehe is None:
        try:
            with default_storage.open(name) as datei:
                breite, hoehe = groesse(datei)
        except AblageFortError:
            zweifeln(f"Maße von {name}")
            return None
        except (OSError, ValidationError):
            return None
    endung = "png" if name.endswith(".png") else "jpg"
    return Bildansicht(_kennung(name), endung, breite, hoehe, marke)


def fassung(kennung: str, breite: int, endung: str) -> bytes:
    """Give the picture `kennung`, at most `breite` wide, in the format `endung`.

    Where two ask at once, one makes it and the other waits for it. Raises FileNotFoundError where
    there is no such picture and ValidationError where it cannot be read.
    """
    datei = _ordner(kennung) / f"{breite}.{endung}"
    with suppress(OSError):
        return datei.read_bytes()
    vorlage = _vorlage(kennung)
    try:
        datei.parent.mkdir(parents=True, exist_ok=True)
        with _allein(datei.parent):
            if not datei.exists():
                _ablegen(datei, _gezeichnet(vorlage, breite, FORMATE[endung]))
            if not default_storage.exists(vorlage):  # deleted meanwhile: nothing of it may stay
                fassungen_loeschen(kennung)
            return datei.read_bytes()
    except OSError:  # no space left, or no right to write: slower, but there
        return _gezeichnet(vorlage, breite, FORMATE[endung])


def loeschen(name: str) -> None:
    """Delete the picture stored as `name` with all its versions."""
    default_storage.delete(name)
    fassungen_loeschen(_kennung(name))


def fassungen_loeschen(kennung: str) -> None:
    """Delete all versions of the picture `kennung`."""
    shutil.rmtree(_ordner(kennung), ignore_errors=True)


def _hoehe(breite: int, hoehe: int, neue_breite: int) -> int:
    return max(1, round(hoehe * neue_breite / breite))


def _kennung(name: str) -> str:
    return PurePath(name).stem


def mit_fassungen() -> set[str]:
    """Give the pictures of which this machine has versions."""
    ordner = _fassungen()
    return {pfad.name for pfad in ordner.iterdir()} if ordner.is_dir() else set()


def _fassungen() -> Path:
    return Path(settings.MEDIA_ROOT) / "fassungen"


def _ordner(kennung: str) -> Path:
    return _fassungen() / kennung


def _vorlage(kennung: str) -> str:
    """Give the name of the stored file of the picture; raises FileNotFoundError.

    It ends as `bildannahme` has it; only those of early releases end otherwise.
    """
    for endung in ("jpg", "png"):
        if default_storage.exists(name := f"bilder/{kennung}.{endung}"):
            return name
    for datei in dateien("bilder"):
        if PurePath(datei).stem == kennung:
            return f"bilder/{datei}"
    raise FileNotFoundError(kennung)


def _gezeichnet(vorlage: str, breite: int, format_: Format) -> bytes:
    with default_storage.open(vorlage) as datei:
        bild = laden(datei)
    if bild.width > breite:
        masse = (breite, _hoehe(*bild.size, breite))
        bild = bild.resize(masse, Image.Resampling.LANCZOS)
    if bild.mode == "RGBA" and format_.name == "JPEG":
        grund = Image.new("RGB", bild.size, "white")
        grund.paste(bild, mask=bild)
        bild = grund
    ausgabe = BytesIO()
    bild.save(ausgabe, format_.name, **format_.art)
    return ausgabe.getvalue()


def _ablegen(datei: Path, daten: bytes) -> None:
    """Write `datei` so that it is there whole or not at all, also after a crash."""
    with tempfile.NamedTemporaryFile(dir=datei.parent, delete=False) as entwurf:
        try:
            entwurf.write(daten)
            entwurf.flush()
            Path(entwurf.name).replace(datei)
        except OSError:
            Path(entwurf.name).unlink(missing_ok=True)
            raise


@contextmanager
def _allein(ordner: Path) -> Iterator[None]:
    """Let one process or thread at a time work in `ordner`; one that dies lets go."""
    with (ordner / "schloss").open("w") as schloss:
        fcntl.flock(schloss, fcntl.LOCK_EX)
        yield
