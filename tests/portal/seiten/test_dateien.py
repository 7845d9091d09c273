"""Films and captions: judged by their content, given out as what they are."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from hattingen_portal.seiten import dateien
from tests.portal.seiten.fabrik import (
    EBML,
    FTYP,
    MP4,
    VTT,
    WEBM,
    kasten,
    mp4_spur,
    webm,
    webm_spur,
)


@pytest.mark.parametrize(("name", "inhalt"), [("a.mp4", MP4), ("a.MP4", MP4), ("a.webm", WEBM)])
def test_a_film_is_taken(name: str, inhalt: bytes) -> None:
    datei = ContentFile(inhalt, name)
    dateien.video_pruefen(datei)
    assert datei.read() == inhalt


@pytest.mark.parametrize(
    ("name", "inhalt"),
    [
        ("a.mp4", WEBM),
        ("a.webm", MP4),
        ("a.mov", MP4),
        ("a", MP4),
        ("a.mp4", b"<html>"),
        ("a.mp4", b""),
        ("a.webm", WEBM.replace(b"webm", b"matr")),
        ("a.mp4", b"xx" + MP4),
    ],
)
def test_what_is_no_film_is_refused(name: str, inhalt: bytes) -> None:
    with pytest.raises(ValidationError) as fehler:
        dateien.video_pruefen(ContentFile(inhalt, name))
    assert fehler.value.messages == [dateien.KEIN_VIDEO]


@pytest.mark.parametrize(
    ("name", "inhalt"),
    [
        ("a.mp4", FTYP),
        ("a.mp4", FTYP + kasten(b"moov")),
        ("a.mp4", FTYP + kasten(b"moov", mp4_spur(b"soun"))),
        ("a.mp4", FTYP + kasten(b"mdat", kasten(b"moov", mp4_spur(b"vide")))),
        ("a.mp4", FTYP + b"\x00\x00\x00\x01mdat" + bytes(8) + kasten(b"moov", mp4_spur(b"vide"))),
        ("a.mp4", FTYP + b"\x00\x00"),
        ("a.webm", EBML),
        ("a.webm", webm(webm_spur(2))),
        ("a.webm", WEBM[:-3]),
    ],
)
def test_a_film_without_anything_to_see_is_refused(name: str, inhalt: bytes) -> None:
    with pytest.raises(ValidationError) as fehler:
        dateien.video_pruefen(ContentFile(inhalt, name))
    assert fehler.value.messages == [dateien.NICHTS_ZU_SEHEN]


def test_sizes_are_told_in_more_ways_than_one() -> None:
    moov = kasten(b"moov", mp4_spur(b"vide"))
    lang = b"\x00\x00\x00\x01mdat" + (16 + 9).to_bytes(8) + bytes(9)
    for inhalt in (FTYP + lang + moov, FTYP + b"\x00\x00\x00\x00" + moov[4:]):
        dateien.video_pruefen(ContentFile(inhalt, "a.mp4"))
    offen = WEBM.replace(b"\x18\x53\x80\x67", b"\x18\x53\x80\x67\x01" + b"\xff" * 7, 1)
    stelle = offen.index(b"\xff" * 7) + 7  # the size that stood there goes
    dateien.video_pruefen(ContentFile(offen[:stelle] + offen[stelle + 2 :], "a.webm"))


def test_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dateien, "VIDEO_HOECHSTENS", len(MP4) - 1)
    with pytest.raises(ValidationError, match="größer als 100 MB"):
        dateien.video_pruefen(ContentFile(MP4, "a.mp4"))
    monkeypatch.setattr(dateien, "UNTERTITEL_HOECHSTENS", len(VTT) - 1)
    with pytest.raises(ValidationError, match="größer als 1 MB"):
        dateien.untertitel_pruefen(ContentFile(VTT, "a.vtt"))


@pytest.mark.parametrize("inhalt", [VTT, b"\xef\xbb\xbf" + VTT, VTT.replace(b"!", "ü".encode())])
def test_captions_are_taken(inhalt: bytes) -> None:
    dateien.untertitel_pruefen(ContentFile(inhalt, "a.vtt"))


@pytest.mark.parametrize(
    ("name", "inhalt", "meldung"),
    [
        ("a.vtt", b"1\n00:00:00,000 --> 00:00:02,000\nHallo\n", "keine Untertitel"),
        ("a.srt", VTT, "keine Untertitel"),
        ("a.vtt", b"WEBVTT\n", "keine Untertitel"),
        ("a.vtt", VTT + "ü".encode("latin-1"), "nicht in UTF-8"),
    ],
)
def test_what_are_no_captions_is_refused(name: str, inhalt: bytes, meldung: str) -> None:
    with pytest.raises(ValidationError, match=meldung):
        dateien.untertitel_pruefen(ContentFile(inhalt, name))


@pytest.mark.django_db
def test_films_are_kept_for_long_and_nothing_else_is_handed_out(
    client: Client, settings: Settings
) -> None:
    ordner = Path(settings.MEDIA_ROOT)
    for name in ("videos", "unterlagen"):
        (ordner / name).mkdir(parents=True)
    for endung, typ in (
        ("mp4", "video/mp4"),
        ("webm", "video/webm"),
        ("vtt", "text/vtt; charset=utf-8"),
    ):
        (ordner / "videos" / f"{'a' * 32}.{endung}").write_bytes(b"0123456789")
        antwort = client.get(f"/medien/videos/{'a' * 32}.{endung}")
        assert antwort.getvalue() == b"0123456789"
        assert antwort["Content-Type"] == typ
        assert antwort["Cache-Control"] == "public, max-age=31536000, immutable"
        assert antwort["X-Content-Type-Options"] == "nosniff"
        teil = client.get(f"/medien/videos/{'a' * 32}.{endung}", headers={"range": "bytes=-2"})
        assert (teil.status_code, teil.getvalue()) == (206, b"89")
    kopf = client.head(f"/medien/videos/{'a' * 32}.mp4")
    assert (kopf.status_code, kopf["Content-Length"], kopf.getvalue()) == (200, "10", b"")
    assert client.post(f"/medien/videos/{'a' * 32}.mp4").status_code == 405
    (ordner / "videos" / f"{'a' * 32}.html").write_bytes(b"geheim")
    (ordner / "unterlagen" / f"{'a' * 32}.mp4").write_bytes(b"geheim")
    for name in (
        f"{'b' * 32}.mp4",
        f"{'a' * 32}.html",
        f"..%2funterlagen%2f{'a' * 32}.mp4",
        f"{'a' * 32}.mp4%00",
        f"{'a' * 32}.mp4%0a",
    ):
        assert client.get(f"/medien/videos/{name}").status_code == 404, name
