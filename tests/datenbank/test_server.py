"""Real processes, real signals: no test here sleeps or looks at a clock."""

import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hattingen_portal.datenbank.server import Server
from tests.datenbank.conftest import Kunde, ende_abwarten, laeuft, postmaster
from tests.umgebung import UMGEBUNG, WURZEL

BEGINN = "SELECT pg_postmaster_start_time()"


def test_the_first_connection_starts_and_the_last_end_stops(daten, kunde):
    einer = kunde()
    assert einer.fragen("SELECT current_database()") == "hattingen"
    assert laeuft(daten)
    einer.gehen()
    assert not laeuft(daten)
    assert not (daten / "datenbank" / "cluster" / "postmaster.pid").exists()


def test_the_settings_of_the_server(kunde):
    einer = kunde()
    assert einer.fragen("SHOW listen_addresses") == ""
    assert einer.fragen("SHOW server_encoding") == "UTF8"
    assert einer.fragen("SHOW random_page_cost") == "1.1"
    assert einer.fragen("SHOW TimeZone") == "UTC"
    assert einer.fragen("SELECT lower('ÄÖÜ')") == "äöü"
    assert einer.fragen(
        "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database "
        "WHERE datname = 'hattingen'"
    ) == ("b C.UTF-8")


def test_unless_asked_otherwise_it_is_durable(daten):
    umgebung = {name: wert for name, wert in UMGEBUNG.items() if "FLUECHTIG" not in name}
    ergebnis = subprocess.run(
        [sys.executable, "-m", "tests.datenbank.kunde", str(daten)],
        cwd=WURZEL,
        env=umgebung,
        input="SHOW fsync\nSHOW synchronous_commit\n",
        capture_output=True,
        check=True,
        text=True,
    )
    assert ergebnis.stdout == '"on"\n"on"\n'


def test_processes_that_begin_together_share_one_server(daten, kunde):
    alle = [kunde() for _ in range(4)]
    for einer in alle:
        einer.bitten(BEGINN)
    assert len({einer.antwort() for einer in alle}) == 1
    for einer in alle:
        assert laeuft(daten)
        einer.gehen()
    assert not laeuft(daten)


def test_many_threads_of_a_process_share_one_server(daten):
    server = Server(daten)
    zugaenge = []
    faeden = [threading.Thread(target=lambda: zugaenge.append(server.bereit())) for _ in range(8)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert len(zugaenge) == 8
    assert laeuft(daten)
    server.verlassen()
    assert not laeuft(daten)


def test_a_killed_client_holds_nobody_up(daten, kunde):
    opfer, zeuge = kunde(), kunde()
    beginn = opfer.fragen(BEGINN)
    assert zeuge.fragen(BEGINN) == beginn
    opfer.toeten()
    assert zeuge.fragen(BEGINN) == beginn
    zeuge.gehen()
    assert not laeuft(daten)


def test_a_killed_only_client_leaves_the_server_to_the_next(daten, kunde):
    opfer = kunde()
    beginn = opfer.fragen(BEGINN)
    opfer.toeten()
    assert laeuft(daten)
    naechster = kunde()
    assert naechster.fragen(BEGINN) == beginn
    naechster.gehen()
    assert not laeuft(daten)


@pytest.mark.parametrize("wer", ["derselbe", "ein anderer"])
def test_after_the_server_was_killed_all_that_was_committed_is_there(daten, kunde, wer):
    einer = kunde()
    einer.fragen("CREATE TABLE merken (wert text)")
    einer.fragen("INSERT INTO merken VALUES ('bleibt') RETURNING wert")
    beginn = einer.fragen(BEGINN)
    os.kill(postmaster(daten), signal.SIGKILL)
    if wer == "derselbe":
        ende_abwarten(daten)  # its own connection may answer for a moment longer
    naechster = einer if wer == "derselbe" else kunde()
    assert naechster.fragen("SELECT wert FROM merken") == "bleibt"
    assert naechster.fragen(BEGINN) != beginn
    for dieser in {einer, naechster}:
        dieser.gehen()
    assert not laeuft(daten)


def test_the_death_of_a_backend_costs_only_the_connection(daten, kunde):
    einer = kunde()
    einer.fragen("CREATE TABLE merken (wert text)")
    einer.fragen("INSERT INTO merken VALUES ('bleibt') RETURNING wert")
    os.kill(einer.fragen("SELECT pg_backend_pid()"), signal.SIGKILL)
    assert einer.fragen("SELECT wert FROM merken") == "bleibt"
    einer.gehen()
    assert not laeuft(daten)


def test_a_foreign_process_id_in_stale_files_does_no_harm(daten, kunde):
    einer = kunde()
    einer.fragen(BEGINN)
    os.kill(postmaster(daten), signal.SIGKILL)
    einer.toeten()
    pid_datei = daten / "datenbank" / "cluster" / "postmaster.pid"
    zeilen = pid_datei.read_text().splitlines()
    fremd = subprocess.Popen(["sleep", "600"])
    pid_datei.write_text("\n".join([str(fremd.pid), *zeilen[1:]]) + "\n")
    socketsperre = daten / "datenbank" / "socket" / ".s.PGSQL.5432.lock"
    socketsperre.write_text("\n".join([str(fremd.pid), *zeilen[1:5]]) + "\n")

    naechster = kunde()
    assert naechster.fragen("SELECT 1") == 1
    naechster.gehen()
    assert not laeuft(daten)
    assert fremd.poll() is None
    fremd.kill()
    fremd.wait()


def test_a_broken_off_initdb_is_thrown_away(daten, kunde):
    halb = daten / "datenbank" / "cluster.neu"
    halb.mkdir(parents=True)
    (halb / "PG_VERSION").write_text("18\n")
    einer = kunde()
    assert einer.fragen("SELECT 1") == 1
    einer.gehen()
    assert not halb.exists()


def test_a_fork_counts_as_a_user_of_its_own(daten):
    """As gunicorn's workers do: the parent may go first, the last child stops the server."""
    programm = f"""
import os, sys
from pathlib import Path
from hattingen_portal.datenbank.server import Server
server = Server(Path({str(daten)!r}))
server.bereit()
lesen, schreiben = os.pipe()
if os.fork():
    sys.exit()          # the child still holds the inherited lock, and must not keep it
os.close(schreiben)
server.bereit()
print("bereit", flush=True)
sys.stdin.read()
"""
    prozess = subprocess.Popen(
        [sys.executable, "-c", programm],
        cwd=WURZEL,
        env=UMGEBUNG,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert prozess.stdout.readline() == "bereit\n"
    prozess.wait(timeout=30)
    assert laeuft(daten)
    prozess.stdin.close()
    assert prozess.stdout.read() == ""  # the child has ended
    prozess.stdout.close()
    assert not laeuft(daten)


@pytest.mark.parametrize("name", ["x" * 120, "a,b", 'gänse"füßchen und leer'])
def test_any_path_will_do(daten, kunde, name):
    einer = kunde(daten.parent / name)
    assert einer.fragen("SELECT 1") == 1
    einer.gehen()
    assert not laeuft(daten.parent / name)


def test_a_planted_socket_folder_is_not_trusted(daten, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(daten.parent))
    lang = daten.parent / ("x" * 120)
    server = Server(lang)
    socketordner = Path(server.bereit()["host"])
    server.verlassen()
    assert socketordner.parent == daten.parent
    socketordner.rename(daten.parent / "fremd")
    socketordner.symlink_to(daten.parent / "fremd")
    with pytest.raises(Exception, match=r"^Die eingebaute Datenbank lässt sich nicht starten"):
        server.bereit()


def test_foreign_folders_keep_their_modes_and_ours_are_narrow(daten, kunde):
    daten.parent.chmod(0o750)
    daten.mkdir(mode=0o755)
    daten.chmod(0o755)
    kunde().fragen("SELECT 1")
    rechte = {
        str(pfad.relative_to(daten.parent)): stat.S_IMODE(pfad.stat().st_mode)
        for pfad in [
            *(daten.parent, daten, daten / "datenbank"),
            *(daten / "datenbank" / name for name in ("cluster", "socket")),
        ]
    }
    assert rechte == {
        ".": 0o750,
        "daten": 0o755,
        "daten/datenbank": 0o700,
        "daten/datenbank/cluster": 0o700,
        "daten/datenbank/socket": 0o700,
    }


def test_the_server_never_runs_as_root(daten, kunde):
    kunde().fragen("SELECT 1")
    assert Path(f"/proc/{postmaster(daten)}").stat().st_uid == (os.geteuid() or 65534)


def test_when_it_does_not_start_a_sentence_names_the_log(daten, kunde):
    einer = kunde()
    einer.fragen("SELECT 1")
    einer.gehen()
    (daten / "datenbank" / "cluster" / "PG_VERSION").write_text("9\n")
    anderer = Kunde(daten)
    anderer.bitten("SELECT 1")
    _, fehler = anderer.prozess.communicate(timeout=30)
    assert fehler.splitlines()[-1] == (
        "django.db.utils.OperationalError: Die eingebaute Datenbank lässt sich nicht starten; "
        f"der Grund steht am Ende von {daten}/datenbank.log."
    )
    assert "18" in (daten / "datenbank.log").read_text().splitlines()[-1]


def test_it_listens_on_no_network_address(daten, kunde):
    kunde().fragen("SELECT 1")
    with socket.socket() as verbindung, pytest.raises(ConnectionRefusedError):
        verbindung.connect(("127.0.0.1", 5432))
