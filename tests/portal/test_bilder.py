"""Pictures over HTTP: what is given out, to whom, how long browsers keep it, and what never is."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.bildzugang import ist_oeffentlich
from hattingen_portal.grundlage.verweisziele import Befund, befund
from tests import fabriken as f
from tests.portal.seiten import fabrik
from tests.seite import hole

NAME = "a" * 32
ADRESSE = f"/medien/bilder/{NAME}-480.png"


def beitrag(**felder: Any) -> Beitrag:
    """Give a post with the picture NAME, whose file the fixture `bilder` stores."""
    return f.beitrag(bild=f"bilder/{NAME}.png", bild_alt="Ein Haus.", **felder)


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
@pytest.mark.django_db
@pytest.mark.usefixtures("bilder", "jetzt")
def test_each_version_comes_in_its_format_and_is_kept_for_long(
    client: Client, adresse: str, typ: str, groesse: tuple[int, int]
) -> None:
    beitrag()
    antwort = client.get(f"/medien/bilder/{adresse}")
    with Image.open(BytesIO(antwort.content)) as bild:
        assert (Image.MIME[bild.format or ""], bild.size) == (typ, groesse)
    assert antwort["Content-Type"] == typ
    assert antwort["Cache-Control"] == "private, max-age=31536000, immutable"
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
@pytest.mark.usefixtures("bilder", "jetzt")
@pytest.mark.parametrize(
    ("felder", "status"),
    [
        ({}, 200),
        ({"veroeffentlichen_ab": None}, 404),
        ({"veroeffentlichen_ab": f.JETZT + timedelta(minutes=1)}, 404),
        ({"veroeffentlichen_bis": f.JETZT}, 404),
    ],
    ids=["öffentlich", "Entwurf", "geplant", "abgelaufen"],
)
def test_a_picture_is_there_as_long_as_the_public_sees_its_row(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, felder: Any, status: int
) -> None:
    beitrag(**felder)
    with django_assert_num_queries(1):
        assert ist_oeffentlich(NAME) == (status == 200)
    assert client.get(ADRESSE).status_code == status
    assert client.get(f"/medien/bilder/{NAME}.png").status_code == status
    assert befund(ADRESSE) == (Befund.OEFFENTLICH if status == 200 else Befund.TOT)


@pytest.mark.django_db
@pytest.mark.usefixtures("bilder")
def test_a_picture_that_belongs_to_nothing_is_not_there(client: Client) -> None:
    assert client.get(ADRESSE).status_code == 404


@pytest.mark.django_db
def test_all_that_public_pages_show_is_there(client: Client) -> None:
    seite = fabrik.gebaerdensprache()
    abschnitt = fabrik.abschnitt(seite, "Haus", bild=fabrik.bild(), bild_alt="Ein Haus.")
    stadtteil = f.stadtteil("Welper", bild=fabrik.bild(), bild_alt="Ein Haus.")
    for bild in (abschnitt.bild, seite.video.bild, stadtteil.bild):
        adresse = f"/medien/bilder/{PurePath(bild.name).stem}-480.jpg"
        assert client.get(adresse).status_code == 200, adresse
    [gezeigt] = hole(client, stadtteil.get_absolute_url()).alle("img")
    assert client.get(gezeigt.attrs["src"]).status_code == 200


@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_not_given_out(client: Client, bilder: Path) -> None:
    (bilder / f"{'c' * 32}.png").write_bytes(b"<script>")
    f.beitrag(bild=f"bilder/{'c' * 32}.png", bild_alt="Ein Haus.")
    assert client.get(f"/medien/bilder/{'c' * 32}-480.png").status_code == 404
    assert client.get(f"/medien/bilder/{'c' * 32}.png").status_code == 404
