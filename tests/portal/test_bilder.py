"""Pictures over HTTP: what is given out, how long browsers keep it, and what never is."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

NAME = "a" * 32


@pytest.fixture
def bilder(settings: Settings) -> Path:
    """Give the folder of the stored pictures with one in it."""
    ordner = Path(settings.MEDIA_ROOT)
    for name in ("bilder", "unterlagen"):
        (ordner / name).mkdir(parents=True)
        Image.new("RGB", (1000, 500), "navy").save(ordner / name / f"{NAME}.png")
    return ordner / "bilder"


@pytest.mark.parametrize(
    ("adresse", "typ", "groesse"),
    [
        (f"{NAME}-480.avif", "image/avif", (480, 240)),
        (f"{NAME}-800.webp", "image/webp", (800, 400)),
        (f"{NAME}-1600.jpg", "image/jpeg", (1000, 500)),
        (f"{NAME}-1200.png", "image/png", (1000, 500)),
        (f"{NAME}.png", "image/png", (1000, 500)),
        (f"{NAME}.jpeg", "image/jpeg", (1000, 500)),
    ],
)
@pytest.mark.usefixtures("bilder")
def test_each_version_comes_in_its_format_and_is_kept_for_long(
    client: Client, adresse: str, typ: str, groesse: tuple[int, int]
) -> None:
    antwort = client.get(f"/medien/bilder/{adresse}")
    with Image.open(BytesIO(antwort.content)) as bild:
        assert (Image.MIME[bild.format or ""], bild.size) == (typ, groesse)
    assert antwort["Content-Type"] == typ
    assert antwort["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in antwort


@pytest.mark.parametrize(
    "adresse",
    [
        f"{'b' * 32}-480.avif",
        f"{'b' * 32}.png",
        f"{NAME}-481.avif",
        f"{NAME}-0480.avif",
        f"{NAME}-480.gif",
        f"{NAME}-480",
        f"{NAME.upper()}-480.avif",
        "anders.png",
        "anders-480.png",
        "..%2fgeheim.png",
        "%2e%2e%2funterlagen%2f" + NAME + ".png",
        "../geheim.png",
        "%00.png",
        f"{NAME}.png%00",
        f"{NAME}-480.png%0a",
    ],
)
@pytest.mark.django_db
def test_nothing_else_is_given_out_or_made(client: Client, bilder: Path, adresse: str) -> None:
    (bilder / "anders.png").write_bytes(b"png")
    (bilder.parent / "geheim.png").write_bytes(b"png")
    assert client.get(f"/medien/bilder/{adresse}").status_code == 404
    assert not (bilder.parent / "fassungen").exists()


@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_not_given_out(client: Client, bilder: Path) -> None:
    (bilder / f"{'c' * 32}.png").write_bytes(b"<script>")
    assert client.get(f"/medien/bilder/{'c' * 32}-480.png").status_code == 404
    assert client.get(f"/medien/bilder/{'c' * 32}.png").status_code == 404
