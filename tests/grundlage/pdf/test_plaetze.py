"""Few PDFs are read at once, whoever asks: threads, other processes, and those that were killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from hattingen_portal.grundlage.pdf import plaetze, pruefung
from hattingen_portal.grundlage.pdf.plaetze import PLAETZE
from hattingen_portal.grundlage.pdf.pruefung import Mangel, maengel
from konferenzen.models import Konferenz, Unterlage
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf
from tests.verwaltung import form_url, mit_unterlage

# Says that it has begun, waits until it may go on or its parent is gone, and finds one thing.
LESER = """
import os, pathlib, sys, time
ordner = pathlib.Path({ordner!r})
ordner.joinpath(f"da-{{os.getpid()}}").touch()
while not ordner.joinpath("weiter").exists():
    time.sleep(0.02)
ordner.joinpath(f"da-{{os.getpid()}}").unlink()
sys.stdout.write("titel")
"""


class Langsam:
    """A reader of PDFs that takes as long as the test says."""

    def __init__(self, ordner: Path) -> None:
        self.ordner = ordner

    @property
    def anzahl(self) -> int:
        """How many are reading now."""
        return len(list(self.ordner.glob("da-*")))

    def warte_auf(self, anzahl: int) -> None:
        for _ in range(1000):
            if self.anzahl == anzahl:
                return
            time.sleep(0.02)
        raise AssertionError(self.anzahl)

    def weiter(self) -> None:
        self.ordner.joinpath("weiter").touch()


@pytest.fixture
def langsam(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Langsam]:
    """Put a reader in place that goes on when it is told to."""
    ordner = tmp_path / "langsam"
    ordner.mkdir()
    leser = tmp_path / "leser.py"
    leser.write_text(LESER.format(ordner=str(ordner)))
    monkeypatch.setattr(pruefung, "LESER", leser)
    langsam = Langsam(ordner)
    yield langsam
    langsam.weiter()


@contextmanager
def belegte(settings: Settings) -> Iterator["subprocess.Popen[str]"]:
    """Let another process hold all places."""
    skript = (
        "import fcntl, pathlib, sys, time\n"
        f"ordner = pathlib.Path({str(settings.PORTAL_PDF_PLAETZE)!r})\n"
        "ordner.mkdir(exist_ok=True)\n"
        f"offen = [open(ordner / str(n), 'wb') for n in range({PLAETZE})]\n"
        "[fcntl.flock(datei, fcntl.LOCK_EX) for datei in offen]\n"
        "print('da', flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", skript], stdout=subprocess.PIPE, text=True
    ) as anderer:
        assert anderer.stdout is not None
        assert anderer.stdout.readline() == "da\n"
        yield anderer
        anderer.kill()


def test_so_many_at_once_and_no_more_and_all_get_their_turn(langsam: Langsam) -> None:
    with ThreadPoolExecutor(6) as faeden:
        laufende = [faeden.submit(maengel, pdf()) for _ in range(6)]
        langsam.warte_auf(PLAETZE)
        time.sleep(0.5)
        assert langsam.anzahl == PLAETZE
        langsam.weiter()
        assert [fertig.result() for fertig in laufende] == 6 * [[Mangel.TITEL]]


def test_who_finds_no_place_in_time_has_not_looked_and_a_killed_one_lets_go(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plaetze, "WARTEZEIT", 0.3)
    with belegte(settings) as anderer:
        assert maengel(pdf()) is None
        anderer.send_signal(signal.SIGKILL)
        anderer.wait()
        assert maengel(pdf()) == []


def test_a_reader_whose_worker_was_killed_keeps_its_place_until_it_ends(
    settings: Settings, langsam: Langsam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plaetze, "PLAETZE", 1)
    monkeypatch.setattr(plaetze, "WARTEZEIT", 0.3)
    worker = (
        "import pathlib\n"
        "from django.conf import settings\n"
        "from hattingen_portal.grundlage.pdf import plaetze, pruefung\n"
        f"ordner = pathlib.Path({str(settings.PORTAL_PDF_PLAETZE)!r})\n"
        "settings.configure(PORTAL_PDF_PLAETZE=ordner)\n"
        f"pruefung.LESER, plaetze.PLAETZE = pathlib.Path({str(pruefung.LESER)!r}), 1\n"
        "pruefung.maengel(b'%PDF')\n"
    )
    with subprocess.Popen([sys.executable, "-c", worker]) as prozess:
        langsam.warte_auf(1)
        prozess.kill()
    assert maengel(pdf()) is None
    langsam.weiter()
    langsam.warte_auf(0)
    monkeypatch.setattr(plaetze, "WARTEZEIT", 15)
    assert maengel(pdf()) == [Mangel.TITEL]


def test_a_folder_that_takes_no_files_stops_no_upload_and_is_told(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "datei").touch()
    settings.PORTAL_PDF_PLAETZE = tmp_path / "datei" / "x"
    assert maengel(pdf()) is None
    [eintrag] = caplog.records
    assert (eintrag.levelname, eintrag.getMessage()) == (
        "ERROR",
        f"PDFs bleiben ungeprüft: {tmp_path}/datei/x nimmt keine Dateien (Not a directory).",
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("jetzt")
def test_while_a_form_waits_for_the_check_nothing_is_locked(sb: Client, langsam: Langsam) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))

    def sichern() -> list[str]:
        try:
            return mit_unterlage(sb, k, pdf())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as faden:
        speichern = faden.submit(sichern)
        langsam.warte_auf(1)
        with transaction.atomic():  # raises where the row is locked
            Konferenz.objects.select_for_update(nowait=True).get(pk=k.pk)
        langsam.weiter()
        [hinweis] = speichern.result()
    assert hinweis.startswith("PDF „Programm“: Es hat keinen Titel")
    assert Unterlage.objects.get().pdf_maengel == [Mangel.TITEL]


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_what_nobody_could_look_into_is_saved_said_and_looked_into_later(
    sb: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plaetze, "WARTEZEIT", 0.3)
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    with belegte(settings):
        [hinweis] = mit_unterlage(sb, k, pdf(titel=""))
        assert hinweis == (
            "PDF „Programm“: Ob Screenreader es lesen können, ließ sich gerade nicht prüfen. "
            "Gesichert ist es. Das Portal holt die Prüfung nach; ob etwas fehlt, steht dann hier "
            "unter „Für Screenreader“."
        )
        sagt, klagt = StringIO(), StringIO()
        call_command("pdfs_pruefen", stdout=sagt, stderr=klagt)
        assert (sagt.getvalue(), klagt.getvalue()) == (
            "",
            "Noch nicht geprüft: 1. Der Worker holt es nach.\n",
        )
        assert Unterlage.objects.get().pdf_maengel is None
    assert "noch nicht geprüft" in sb.get(form_url(k)).text
    call_command("pdfs_pruefen")
    assert Unterlage.objects.get().pdf_maengel == [Mangel.TITEL]


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_all_pdfs_of_a_form_wait_together(
    sb: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    pausen: list[float] = []
    monkeypatch.setattr(time, "sleep", pausen.append)
    with belegte(settings):
        hinweise = mit_unterlage(sb, k, *[pdf()] * 5)
    assert len(hinweise) == 5
    assert sum(pausen) == pytest.approx(15)
    with belegte(settings):  # the next form has patience anew
        assert len(mit_unterlage(sb, f.konferenz(beginn=f.berlin(2026, 1, 27, 17)), pdf())) == 1
    assert sum(pausen) == pytest.approx(30)


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_a_form_looks_once(sb: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    gelesen: list[bytes] = []

    def zaehlen(inhalt: bytes, *_: object) -> list[Mangel]:
        gelesen.append(inhalt)
        return []

    monkeypatch.setattr(pruefung, "_gelesen", zaehlen)
    k = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    inhalt = pdf()
    assert mit_unterlage(sb, k, inhalt) == []
    assert gelesen == [inhalt]
    Unterlage.objects.create(konferenz=k, titel="x", datei=ContentFile(pdf(), name="x.pdf"))
    assert len(gelesen) == 2
