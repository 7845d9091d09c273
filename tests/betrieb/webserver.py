"""nginx and gunicorn as betrieb/ sets them up, on ports and in folders of a test.

Of the files in betrieb/nginx/ only places change: what is tested is what a city installs.
"""

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from pathlib import Path
from socketserver import ThreadingMixIn

from tests.browser.conftest import fehlt
from tests.browser.portal import freier_port
from tests.umgebung import KEIN_NGINX, NGINX, OPENSSL, UMGEBUNG, WURZEL

RECHNER = "quartiere.example.org"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
GEDULD = 60.0  # seconds for a start on a machine that has much else to do


@dataclass(frozen=True)
class Antwort:
    status: int
    koepfe: http.client.HTTPMessage
    inhalt: bytes

    def __getitem__(self, name: str) -> str | None:
        """Give the header `name`; of several, all of them with commas between."""
        werte = self.koepfe.get_all(name)
        return None if werte is None else ", ".join(werte)

    @property
    def text(self) -> str:
        return self.inhalt.decode()


@dataclass(frozen=True)
class Webserver:
    """A running nginx: its ports on the loopback, the folder that it works in."""

    ordner: Path
    port: int
    tls_port: int

    def __call__(
        self,
        pfad: str,
        *,
        methode: str = "GET",
        tls: bool = True,
        rechner: str = RECHNER,
        koepfe: dict[str, str] | None = None,
        inhalt: bytes | None = None,
    ) -> Antwort:
        """Ask for `pfad` as a browser that knows where RECHNER is."""
        verbindung: http.client.HTTPConnection
        if tls:
            vertrauen = ssl.create_default_context(cafile=str(self.ordner / "zertifikat.pem"))
            verbindung = _Tls(rechner, self.tls_port, context=vertrauen, timeout=GEDULD)
        else:
            verbindung = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GEDULD)
        try:
            verbindung.request(methode, pfad, inhalt, {"Host": rechner} | (koepfe or {}))
            antwort = verbindung.getresponse()
            return Antwort(antwort.status, antwort.headers, antwort.read())
        finally:
            verbindung.close()


class _Tls(http.client.HTTPSConnection):
    def connect(self) -> None:
        """Go to the loopback, whatever the name says, and ask for the name's certificate."""
        leitung = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(leitung, server_hostname=self.host)


@contextmanager
def nginx(ordner: Path) -> Iterator[Webserver]:
    """Run nginx over what listens at `ordner`/web.sock; `ordner`/daten holds the uploads."""
    if NGINX is None or OPENSSL is None:
        fehlt(KEIN_NGINX)
    ordner.chmod(0o755)
    server = Webserver(ordner, freier_port(), freier_port())
    _zertifikat(ordner)
    _einrichten(server)
    befehl = [str(NGINX), "-p", str(ordner), "-c", str(ordner / "nginx.conf")]
    pruefung = subprocess.run([*befehl, "-t"], capture_output=True, text=True, check=False)
    assert pruefung.returncode == 0, pruefung.stderr
    # From 1.25 on nginx wants `http2 on` on a line of its own, which that of Debian 12 refuses.
    warnungen = [zeile for zeile in pruefung.stderr.splitlines() if "[warn]" in zeile]
    assert all('"listen ... http2" directive' in zeile for zeile in warnungen), warnungen
    with (ordner / "nginx.err").open("wb") as ausgabe:
        prozess = subprocess.Popen(befehl, stderr=ausgabe)
    try:
        abwarten(lambda: _offen(server.tls_port) or prozess.poll() is not None)
        assert prozess.poll() is None, (ordner / "nginx.err").read_text()
        yield server
    finally:
        prozess.send_signal(signal.SIGQUIT)
        prozess.wait(GEDULD)


def _einrichten(server: Webserver) -> None:
    ordner = server.ordner
    stellen = {
        "/etc/nginx/portal/": f"{ordner}/portal/",
        "/run/portal/web.sock": f"{ordner}/web.sock",
        "/srv/portal/aktuell": str(WURZEL),
        "/var/lib/portal": f"{ordner}/daten",
        "/var/lib/nginx/portal": f"{ordner}/seiten",
        "/var/log/nginx/": f"{ordner}/",
        "/etc/ssl/portal/fullchain.pem": f"{ordner}/zertifikat.pem",
        "/etc/ssl/portal/privkey.pem": f"{ordner}/schluessel.pem",
        "/var/www/html": f"{ordner}/www",
        # There may be no IPv6 here.
        "    listen [::]:80 default_server;\n": "",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl default_server;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80": f"listen 127.0.0.1:{server.port}",
        "listen 443": f"listen 127.0.0.1:{server.tls_port}",
    }
    (ordner / "portal").mkdir()
    (ordner / "portal/zusatz").mkdir()
    gebraucht = set()
    for quelle in sorted((WURZEL / "betrieb/nginx").glob("*.conf")):
        text = quelle.read_text()
        for alt, neu in stellen.items():
            if alt in text:
                gebraucht.add(alt)
                text = text.replace(alt, neu)
        assert "/srv/" not in text.replace(str(WURZEL), "")
        ziel = ordner / "portal/zusatz" if quelle.name == "brotli.conf" else ordner / "portal"
        if quelle.name != "brotli.conf" or BROTLI.exists():
            (ziel / quelle.name).write_text(text)
    assert gebraucht == stellen.keys()
    konto = "user root;" if os.geteuid() == 0 else ""
    ablagen = "".join(
        f"{art}_temp_path {ordner}/tmp-{art};\n"
        for art in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (ordner / "nginx.conf").write_text(
        f"{konto}\ndaemon off;\nworker_processes 1;\npid {ordner}/nginx.pid;\n"
        f"error_log {ordner}/nginx.log;\n"
        f"{f'load_module {BROTLI};' if BROTLI.exists() else ''}\n"
        "events {}\nhttp {\ninclude /etc/nginx/mime.types;\n"
        "default_type application/octet-stream;\n"
        f"{ablagen}include {ordner}/portal/portal.conf;\n}}\n"
    )


def _zertifikat(ordner: Path) -> None:
    befehl = [
        *(str(OPENSSL), "req", "-x509", "-nodes", "-days", "2"),
        *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", f"/CN={RECHNER}"),
        *("-addext", f"subjectAltName=DNS:{RECHNER}"),
        *("-keyout", ordner / "schluessel.pem", "-out", ordner / "zertifikat.pem"),
    ]
    subprocess.run(befehl, check=True, capture_output=True)


def _offen(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def abwarten(eingetreten: object) -> None:
    """Wait until `eingetreten()` is true; fails after a long time."""
    ende = time.monotonic() + GEDULD
    while not eingetreten():
        assert time.monotonic() < ende
        time.sleep(0.02)


@contextmanager
def gunicorn(ordner: Path, **umgebung: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the portal in `ordner`/daten as betrieb/gunicorn.py says, at `ordner`/web.sock.

    Its log goes to `ordner`/protokoll.
    """
    umgebung = (
        UMGEBUNG
        | {"PORTAL_DATEN": str(ordner / "daten"), "PORTAL_BASIS_URL": f"https://{RECHNER}"}
        | {"PORTAL_SECRET_KEY": "nur für einen Test: 0123456789 abcdefghijklmnopqrstuvwxyz"}
        | {"PORTAL_PROXYS": "1", "PORTAL_LOG": "json", "PORTAL_MIKROSPEICHER": "ja"}
        | umgebung
    )
    befehl = [
        *(sys.executable, "-m", "gunicorn", "--config", "betrieb/gunicorn.py"),
        *("--bind", f"unix:{ordner}/web.sock", "--workers", "1"),
    ]
    with (ordner / "protokoll").open("ab") as protokoll:
        prozess = subprocess.Popen(befehl, cwd=WURZEL, env=umgebung, stderr=protokoll)
    try:
        abwarten(lambda: (ordner / "web.sock").exists() or prozess.poll() is not None)
        yield prozess
    finally:
        if prozess.poll() is None:
            prozess.terminate()
        prozess.wait(GEDULD)


class _Echo(BaseHTTPRequestHandler):
    """Answers with the headers that have arrived, and their number.

    What begins with /merken/ may be repeated for a minute: in a test no second must end.
    """

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        laenge = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(laenge)
        nummer = next(self.server.nummern)
        inhalt = f"{self.headers}Nummer: {nummer}\n".encode()
        self.send_response(200)
        self.send_header("ETag", f'"{nummer}"')
        self.send_header("Cache-Control", "public, no-cache")
        if self.path.startswith("/merken/"):
            self.send_header("X-Accel-Expires", f"@{int(time.time()) + 60}")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(inhalt)))
        self.end_headers()
        self.wfile.write(inhalt)

    do_POST = do_GET  # noqa: N815 - the name that the library looks for

    def log_message(self, *_: object) -> None:
        pass

    def address_string(self) -> str:
        return ""


class _EchoServer(ThreadingMixIn, HTTPServer):
    address_family = socket.AF_UNIX
    daemon_threads = True
    request_queue_size = 500
    nummern = count(1)

    def server_bind(self) -> None:
        self.socket.bind(str(self.server_address))
        self.server_name, self.server_port = "echo", 0


@contextmanager
def echo(ordner: Path) -> Iterator[None]:
    """Stand in gunicorn's place and say what has arrived there."""
    with _EchoServer(str(ordner / "web.sock"), _Echo) as server:  # type: ignore[arg-type]  # a path
        faden = threading.Thread(target=server.serve_forever, daemon=True)
        faden.start()
        yield
        server.shutdown()
        faden.join()
