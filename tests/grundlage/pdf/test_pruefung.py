"""What a PDF lacks: one that lacks nothing, each lack alone, and files that are none."""

import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from django.test import Client

from hattingen_portal.grundlage.pdf import pruefung
from hattingen_portal.grundlage.pdf.pruefung import Mangel, maengel
from tests import fabriken as f
from tests.grundlage.pdf.proben import mit_packung, pdf


@pytest.mark.parametrize(
    ("wie", "erwartet"),
    [
        ({}, []),
        ({"titel": "", "xmp": "Programm"}, []),
        ({"tags": False}, [Mangel.STRUKTUR]),
        ({"titel": ""}, [Mangel.TITEL]),
        ({"titel": "  "}, [Mangel.TITEL]),
        ({"anzeigen": False}, [Mangel.TITEL]),
        ({"sprache": ""}, [Mangel.SPRACHE]),
        ({"sprache": " "}, [Mangel.SPRACHE]),
        (
            {"tags": False, "titel": "", "anzeigen": False, "sprache": ""},
            [Mangel.STRUKTUR, Mangel.TITEL, Mangel.SPRACHE],
        ),
        ({"encryption": pikepdf.Encryption(owner="x", user="y")}, [Mangel.GESPERRT]),
        ({"encryption": pikepdf.Encryption(owner="x", user="")}, []),
    ],
)
def test_what_is_missing_is_named(wie: dict[str, object], erwartet: list[Mangel]) -> None:
    assert maengel(pdf(**wie)) == erwartet


@pytest.mark.parametrize(
    "inhalt",
    [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 10_000, b"\0" * 100, pdf()[:200]],
    ids=["leer", "nur Kopf", "Unsinn", "Nullen", "abgeschnitten"],
)
def test_a_broken_file_is_called_broken(inhalt: bytes) -> None:
    assert maengel(inhalt) == [Mangel.UNLESBAR]


@pytest.mark.parametrize(
    ("gesund", "krank"),
    [
        (b"/MarkInfo <<", b"/MarkInfx <<"),
        (b"/Marked true", b"/Marked null"),
        (b"/StructTreeRoot <<", b"/StructTreeRoox <<"),
        (b"/K [ ]", b"/X [ ]"),
        (b"/MarkInfo <<", b"/MarkInfo 1 /X <<"),
    ],
)
def test_odd_entries_count_as_missing_and_stop_nothing(gesund: bytes, krank: bytes) -> None:
    inhalt = pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert gesund in inhalt
    assert maengel(inhalt.replace(gesund, krank)) == [Mangel.STRUKTUR]


@pytest.mark.django_db
def test_the_portals_own_posters_lack_nothing(client: Client) -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17), ort=f.ort())
    aushang = client.get(f"{konferenz.get_absolute_url()}aushang.pdf").content
    assert aushang.startswith(b"%PDF-")
    assert maengel(aushang) == []


@pytest.mark.parametrize("art", ["Metadata", "XRef"])
def test_a_tiny_file_that_unpacks_to_gigabytes_takes_a_limited_time(art: str) -> None:
    inhalt = mit_packung(art, megabyte=4000)
    assert len(inhalt) < 3000
    seit = time.monotonic()
    assert maengel(inhalt) == [Mangel.UNLESBAR]
    assert time.monotonic() - seit < pruefung.FRIST + 5


def test_the_same_file_is_judged_where_it_unpacks_to_little() -> None:
    assert maengel(mit_packung("Metadata", megabyte=1)) == [
        *(Mangel.STRUKTUR, Mangel.TITEL, Mangel.SPRACHE),
    ]


@pytest.mark.parametrize("skript", ["import time; time.sleep(60)", "print('struktur'); exit(1)"])
def test_who_does_not_answer_in_time_or_fails_says_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, skript: str
) -> None:
    leser = tmp_path / "leser.py"
    leser.write_text(skript)
    monkeypatch.setattr(pruefung, "LESER", leser)
    monkeypatch.setattr(pruefung, "FRIST", 1)
    assert maengel(pdf()) == [Mangel.UNLESBAR]


def test_a_program_that_is_not_there_stops_no_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/gibt/es/nicht")
    assert maengel(pdf()) == [Mangel.UNLESBAR]


def test_only_the_reader_loads_the_library_and_it_loads_no_django() -> None:
    skript = (
        "import hattingen_portal.grundlage.pdf.lesen, sys; print('django' in sys.modules); "
        "import hattingen_portal.grundlage.pdf.pruefung; print('pikepdf' in sys.modules)"
    )
    ausgabe = subprocess.run(
        [sys.executable, "-c", skript], capture_output=True, text=True, check=True
    )
    assert ausgabe.stdout == "False\nFalse\n"
