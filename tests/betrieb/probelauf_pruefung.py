"""What a city would ask of the portal that the quick path has set up; runs inside that Debian.

Python's own library alone, and Debian's programs.
"""

import http.cookiejar
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

HOST = "quartiere.example.org"
VERTRAUEN = ssl.create_default_context(cafile="/etc/ssl/portal/fullchain.pem")
HERKUNFT = Path("/probelauf/portal.git")


class NichtFolgen(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def browser() -> urllib.request.OpenerDirector:
    """Give somebody who keeps cookies and does not follow redirects by themselves."""
    return urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=VERTRAUEN),
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
        NichtFolgen(),
    )


def hole(
    adresse: str, wer: urllib.request.OpenerDirector | None = None, **felder: str
) -> tuple[int, dict[str, str], str]:
    """Give status, headers and text of an address; with fields, of sending them."""
    daten = urllib.parse.urlencode(felder).encode() if felder else None
    anfrage = urllib.request.Request(adresse, daten, {"Referer": adresse})
    try:
        with (wer or browser()).open(anfrage, timeout=60) as antwort:
            return antwort.status, dict(antwort.headers), antwort.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as fehler:
        return fehler.code, dict(fehler.headers), fehler.read().decode("utf-8", "replace")


def laufen(*befehl: str, erwartet: int = 0) -> str:
    """Run a command that has to end with `erwartet`; give what it says."""
    ergebnis = subprocess.run(befehl, capture_output=True, text=True, check=False)
    alles = ergebnis.stdout + ergebnis.stderr
    assert ergebnis.returncode == erwartet, f"{' '.join(befehl)}: {ergebnis.returncode}\n{alles}"
    return alles


def abwarten(eingetreten: object) -> None:
    ende = time.monotonic() + 60
    while not eingetreten():
        assert time.monotonic() < ende
        time.sleep(0.1)


@contextmanager
def besuch() -> Iterator[list[int]]:
    """Read all the time; give the list of what was answered."""
    gesehen: list[int] = []
    ende = threading.Event()

    def lesen() -> None:
        while not ende.is_set():
            gesehen.append(hole(f"https://{HOST}/termine/")[0])
            time.sleep(0.2)

    faden = threading.Thread(target=lesen)
    faden.start()
    yield gesehen
    ende.set()
    faden.join()


def stand(nachricht: str, datei: str, zusatz: str) -> None:
    """Add a release to the source in which `zusatz` stands at the end of `datei`."""
    arbeit = Path("/probelauf/arbeit")
    if not arbeit.exists():
        laufen("git", "clone", "-q", str(HERKUNFT), str(arbeit))
    with (arbeit / datei).open("a") as text:
        text.write(zusatz)
    wer = ("-c", "user.name=Probelauf", "-c", "user.email=probe@example.org")
    laufen("git", "-C", str(arbeit), *wer, "commit", "-q", "-a", "-m", nachricht)
    laufen("git", "-C", str(arbeit), "push", "-q")


def aktuell() -> str:
    return Path("/srv/portal/aktuell").resolve().name


# --- The questions -------------------------------------------------------------------------------


def seiten_kommen_ueber_https() -> None:
    laufen("portal", "beispieldaten")
    for pfad in (
        "/",
        "/termine/",
        "/stadtteile/",
        "/kontakt/",
        "/suche/?q=welper",
        "/admin/login/",
    ):
        status, koepfe, text = hole(f"https://{HOST}{pfad}")
        assert status == 200, (pfad, status)
        assert koepfe["Strict-Transport-Security"], pfad
        assert "<h1" in text
    assert hole(f"https://{HOST}/gesundheit/bereit/")[0] == 200


def kalender_kommen_auch_auf_port_80() -> None:
    status, _koepfe, text = hole(f"http://{HOST}/kalender/alle.ics")
    assert (status, text[:15]) == (200, "BEGIN:VCALENDAR")
    assert hole(f"http://{HOST}/termine/")[:2][1]["Location"] == f"https://{HOST}/termine/"
    ausgabe = subprocess.run(
        ["portal", "kalender_pruefen", f"https://{HOST}"],
        env={"PATH": "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"}
        | {"SSL_CERT_FILE": "/probelauf/zertifikat.pem"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ausgabe.returncode == 0, ausgabe.stdout + ausgabe.stderr
    # It has used up what nginx grants one line: 100 at once, and 20 a second.
    time.sleep(100 / 20)


def gestaltung_kommt_von_nginx() -> None:
    seite = hole(f"https://{HOST}/")[2]
    adresse = re.search(r'href="(/static/portal/portal\.[0-9a-f]{12}\.css)"', seite)
    assert adresse is not None
    _, koepfe, _ = hole(f"https://{HOST}{adresse[1]}")
    assert koepfe["Cache-Control"] == "public, max-age=31536000, immutable"


def man_meldet_sich_an() -> None:
    wer = browser()
    adresse = f"https://{HOST}/admin/login/"
    seite = hole(adresse, wer)[2]
    felder = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', seite))
    status, _koepfe, text = hole(
        adresse, wer, **felder, username="betrieb", password="ein langes Wort"
    )
    assert status == 302, (status, text[-2000:])
    status, _, text = hole(f"https://{HOST}/admin/", wer)
    assert status == 200
    assert "Abmelden" in text


def uploads_gehoeren_dem_portal_und_die_einstellungen_root() -> None:
    assert Path("/etc/portal.env").stat().st_mode & 0o777 == 0o600
    laufen("runuser", "-u", "portal", "--", "test", "-w", "/var/lib/portal")
    laufen("runuser", "-u", "www-data", "--", "test", "-w", "/var/lib/portal", erwartet=1)
    for verschlossen in ("/etc/portal.env", "/var/backups/portal"):
        laufen("runuser", "-u", "www-data", "--", "test", "-r", verschlossen, erwartet=1)


def ein_neustart_und_ein_absturz_kosten_niemanden_etwas() -> None:
    with besuch() as gesehen:
        laufen("systemctl", "restart", "portal-web.service")
        abwarten(lambda: hole(f"https://{HOST}/gesundheit/bereit/")[0] == 200)
    assert set(gesehen) == {200}, gesehen
    for prozess in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if b"gunicorn" in (prozess / "cmdline").read_bytes():
                os.kill(int(prozess.name), signal.SIGKILL)
    abwarten(lambda: hole(f"https://{HOST}/gesundheit/bereit/")[0] == 200)
    laufen("systemctl", "is-active", "portal-worker.service")


def ohne_gunicorn_sagt_nginx_bescheid() -> None:
    laufen("systemctl", "stop", "portal-web.service")
    Path("/run/portal/web.sock").rename("/run/portal/weg.sock")
    status, koepfe, text = hole(f"https://{HOST}/")
    Path("/run/portal/weg.sock").rename("/run/portal/web.sock")
    assert (status, koepfe["Retry-After"]) == (503, "120")
    assert "Gleich wieder da" in text
    laufen("systemctl", "start", "portal-web.service")


def die_zeitgeber_tun_ihre_arbeit() -> None:
    laufen("systemctl", "start", "portal-sicherung.service")
    assert list(Path("/var/backups/portal").iterdir())
    laufen("systemctl", "start", "portal-pflege.service")
    laufen("systemctl", "start", "portal-inhalt.service", erwartet=1)  # much is missing still


def das_protokoll_besteht_aus_zeilen_fuer_maschinen() -> None:
    zeilen = Path("/run/portal-web.service.log").read_text().splitlines()
    anfang = "Die Einstellungen sind in Ordnung."
    zeilen = [json.loads(zeile) for zeile in zeilen if zeile != anfang]
    assert {"zeit", "stufe", "quelle", "meldung"} <= zeilen[0].keys()


def ein_neuer_stand_uebernimmt() -> None:
    vorher = aktuell()
    stand("Ein neuer Stand", "README.md", "\nNeu.\n")
    with besuch() as gesehen:
        laufen("portal-aktualisieren")
    assert aktuell() != vorher
    assert set(gesehen) == {200}, gesehen
    assert "läuft schon" in laufen("portal-aktualisieren")


def ein_schlechter_stand_wird_zurueckgenommen() -> None:
    vorher = aktuell()
    stand("Ein schlechter Stand", "hattingen_portal/wsgi.py", "\nraise SystemExit(1)\n")
    with besuch() as gesehen:
        ausgabe = laufen("portal-aktualisieren", erwartet=1)
    assert "Es läuft wieder der vorige Stand" in ausgabe
    assert aktuell() == vorher
    assert set(gesehen) == {200}, gesehen


def nur_die_stadt_weiss_wie_lange_jemand_von_luecken_liest() -> None:
    """What the last block of the quick path says of `check --deploy`."""
    befehl = ("portal", "check", "--deploy", "--fail-level", "WARNING")
    genannt = re.findall(r"\((\w+\.\w+)\)", laufen(*befehl, erwartet=1))
    assert genannt == ["sicherheit.W001"], genannt
    datei = Path("/etc/portal.env")
    ohne = datei.read_text()
    bis = (datetime.now(UTC) + timedelta(days=90)).date()
    datei.write_text(f"{ohne}PORTAL_SICHERHEIT_BIS='{bis}'\n")
    laufen(*befehl)
    datei.write_text(ohne)


def falsche_einstellungen_werden_alle_genannt() -> None:
    datei = Path("/etc/portal.env")
    richtig = datei.read_text()
    datei.write_text(richtig.replace("'1'", "'eins'") + "PORTAL_LOG='xml'\n")
    ausgabe = laufen("portal", "einstellungen_pruefen", erwartet=1)
    datei.write_text(richtig)
    assert "PORTAL_PROXYS muss" in ausgabe
    assert "PORTAL_LOG muss" in ausgabe
    assert "Traceback" not in ausgabe


def main() -> None:
    # Readable for the portal's account, which plays a calendar program.
    zertifikat = Path("/probelauf/zertifikat.pem")
    zertifikat.write_bytes(Path("/etc/ssl/portal/fullchain.pem").read_bytes())
    zertifikat.chmod(0o644)
    for frage in (
        seiten_kommen_ueber_https,
        kalender_kommen_auch_auf_port_80,
        gestaltung_kommt_von_nginx,
        man_meldet_sich_an,
        uploads_gehoeren_dem_portal_und_die_einstellungen_root,
        ein_neustart_und_ein_absturz_kosten_niemanden_etwas,
        ohne_gunicorn_sagt_nginx_bescheid,
        die_zeitgeber_tun_ihre_arbeit,
        das_protokoll_besteht_aus_zeilen_fuer_maschinen,
        nur_die_stadt_weiss_wie_lange_jemand_von_luecken_liest,
        falsche_einstellungen_werden_alle_genannt,
        ein_neuer_stand_uebernimmt,
        ein_schlechter_stand_wird_zurueckgenommen,
    ):
        beginn = time.monotonic()
        frage()
        print(f"ok {frage.__name__} ({time.monotonic() - beginn:.1f} s)", flush=True)
    sys.exit(0)


if __name__ == "__main__":
    main()
