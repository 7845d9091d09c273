"""The versions of a picture: which there are, that each is made once and whole, and where not."""

import errno
import fcntl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from hattingen_portal.grundlage.bildfassungen import (
    Bildansicht,
    Quelle,
    Vorschaubild,
    ansicht,
    fassung,
    loeschen,
    vorschaubild,
)

KENNUNG = "0123456789abcdef" * 2


def ablegen(bild: Image.Image, endung: str = "jpg", **art: object) -> Path:
    datei = Path(default_storage.path(f"bilder/{KENNUNG}.{endung}"))
    datei.parent.mkdir(parents=True, exist_ok=True)
    bild.save(datei, **art)
    return datei


def ordner() -> Path:
    return Path(default_storage.path("fassungen")) / KENNUNG


def gelesen(daten: bytes) -> Image.Image:
    bild = Image.open(BytesIO(daten))
    bild.load()
    return bild


@pytest.mark.parametrize(
    ("breite", "stufen"),
    [
        (40, [(480, 40)]),
        (480, [(480, 480)]),
        (481, [(480, 480), (800, 481)]),
        (1000, [(480, 480), (800, 800), (1200, 1000)]),
        (1600, [(480, 480), (800, 800), (1200, 1200), (1600, 1600)]),
        (2400, [(480, 480), (800, 800), (1200, 1200), (1600, 1600)]),
    ],
)
def test_no_version_is_wider_than_the_picture(breite: int, stufen: list[tuple[int, int]]) -> None:
    gezeigt = Bildansicht("a", "jpg", breite, 30)

    def srcset(endung: str) -> str:
        return ", ".join(f"/medien/bilder/a-{s}.{endung} {b}w" for s, b in stufen)

    assert gezeigt.quellen == [
        Quelle("image/avif", srcset("avif")),
        Quelle("image/webp", srcset("webp")),
    ]
    assert gezeigt.srcset == srcset("jpg")
    assert gezeigt.adresse == f"/medien/bilder/a-{480 if breite <= 480 else 800}.jpg"


def test_a_page_knows_the_size_without_the_file() -> None:
    assert ansicht("bilder/weg.png", 40, 30) == Bildansicht("weg", "png", 40, 30)
    assert vorschaubild("bilder/weg.png", "Haus", 2400, 1800) == Vorschaubild(
        "/medien/bilder/weg-1200.jpg", "Haus", 1200, 900
    )


def test_the_size_of_an_older_picture_is_read_from_its_file_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    ablegen(Image.new("RGB", (4000, 3000)), exif=exif.tobytes())
    assert ansicht(f"bilder/{KENNUNG}.jpg", None, None) == Bildansicht(KENNUNG, "jpg", 1800, 2400)
    assert ansicht("bilder/weg.jpg", None, None) is None
    assert vorschaubild("bilder/weg.jpg", "Haus", None, None) == Vorschaubild(
        "/medien/bilder/weg-1200.jpg", "Haus"
    )


def test_an_older_picture_is_given_out_upright_and_without_its_exif() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Name der Person"
    vorlage = ablegen(Image.new("RGB", (1000, 600)), exif=exif.tobytes())
    assert b"Name der Person" in vorlage.read_bytes()
    for endung in ("avif", "webp", "png", "jpg"):
        daten = fassung(KENNUNG, 480, endung)
        assert gelesen(daten).size == (480, 800)
        assert b"Name der Person" not in daten
        assert dict(gelesen(daten).getexif()) == {}


def test_transparency_stays_where_the_format_has_it_and_is_white_elsewhere() -> None:
    ablegen(Image.new("RGBA", (40, 30), (0, 0, 255, 0)), "png")
    assert gelesen(fassung(KENNUNG, 480, "jpg")).getpixel((5, 5)) == (255, 255, 255)
    for endung in ("avif", "webp", "png"):
        punkt = gelesen(fassung(KENNUNG, 480, endung)).convert("RGBA").getpixel((5, 5))
        assert isinstance(punkt, tuple)
        assert punkt[3] == 0


def test_a_version_is_made_once() -> None:
    ablegen(Image.new("RGB", (1000, 600), "navy"))
    erste = fassung(KENNUNG, 480, "webp")
    datei = ordner() / "480.webp"
    stand = datei.stat()
    assert fassung(KENNUNG, 480, "webp") == erste == datei.read_bytes()
    assert datei.stat() == stand
    assert {d.name for d in ordner().iterdir()} == {"480.webp", "schloss"}


def test_many_who_ask_at_once_get_the_same_whole_file() -> None:
    ablegen(Image.effect_noise((1200, 900), 90).convert("RGB"))
    start = Barrier(8)

    def holen(_: int) -> bytes:
        start.wait()
        return fassung(KENNUNG, 800, "avif")

    with ThreadPoolExecutor(8) as viele:
        [daten] = set(viele.map(holen, range(8)))
    assert gelesen(daten).size == (800, 600)
    assert {d.name for d in ordner().iterdir()} == {"800.avif", "schloss"}


def test_who_comes_second_waits_and_takes_what_the_first_has_made() -> None:
    ablegen(Image.new("RGB", (1000, 600), "navy"))
    ordner().mkdir(parents=True)
    with (ordner() / "schloss").open("w") as schloss:
        fcntl.flock(schloss, fcntl.LOCK_EX)
        ergebnis: list[bytes] = []
        zweiter = Thread(target=lambda: ergebnis.append(fassung(KENNUNG, 480, "webp")))
        zweiter.start()
        (ordner() / "480.webp").write_bytes(b"vom ersten")
    zweiter.join()
    assert ergebnis == [b"vom ersten"]


def test_a_server_that_dies_leaves_neither_a_lock_nor_half_a_file() -> None:
    ablegen(Image.new("RGB", (1000, 600), "navy"))
    ordner().mkdir(parents=True)
    stirbt = (
        "import fcntl, os; schloss = open('schloss', 'w'); fcntl.flock(schloss, fcntl.LOCK_EX); "
        "open('tmpabc', 'wb').write(b'halb'); os.kill(os.getpid(), 9)"
    )
    ende = subprocess.run([sys.executable, "-c", stirbt], check=False, cwd=ordner())
    assert ende.returncode == -9
    assert gelesen(fassung(KENNUNG, 480, "webp")).size == (480, 288)


def test_without_a_place_to_keep_it_it_is_still_given_out() -> None:
    ablegen(Image.new("RGB", (1000, 600), "navy"))
    ordner().parent.parent.joinpath("fassungen").write_bytes(b"im Weg")
    assert gelesen(fassung(KENNUNG, 480, "webp")).size == (480, 288)


def test_a_version_that_cannot_get_its_place_is_given_out_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def voll(*_: Path) -> None:
        raise OSError(errno.ENOSPC, "kein Platz")

    ablegen(Image.new("RGB", (1000, 600), "navy"))
    monkeypatch.setattr(Path, "replace", voll)
    assert gelesen(fassung(KENNUNG, 480, "webp")).size == (480, 288)
    assert {d.name for d in ordner().iterdir()} == {"schloss"}


def test_without_its_file_or_with_a_broken_one_there_is_none() -> None:
    with pytest.raises(FileNotFoundError):
        fassung(KENNUNG, 480, "webp")
    ablegen(Image.new("RGB", (10, 10))).write_bytes(b"kaputt")
    with pytest.raises(ValidationError):
        fassung(KENNUNG, 480, "webp")
    assert not (ordner() / "480.webp").exists()


def test_what_is_deleted_goes_with_all_its_versions() -> None:
    vorlage = ablegen(Image.new("RGB", (10, 10)))
    fassung(KENNUNG, 480, "webp")
    loeschen(f"bilder/{KENNUNG}.jpg")
    assert not vorlage.exists()
    assert not ordner().exists()
    loeschen(f"bilder/{KENNUNG}.jpg")  # twice does no harm


def test_nothing_stays_of_a_picture_that_is_deleted_while_a_version_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vorlage = ablegen(Image.new("RGB", (1000, 600), "navy"))
    speichern = Image.Image.save

    def speichern_waehrend_geloescht_wird(bild: Image.Image, *args: Any, **art: Any) -> None:
        vorlage.unlink()
        speichern(bild, *args, **art)

    monkeypatch.setattr(Image.Image, "save", speichern_waehrend_geloescht_wird)
    with pytest.raises(FileNotFoundError):
        fassung(KENNUNG, 480, "webp")
    assert not ordner().exists()
