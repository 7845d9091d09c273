"""How fast pages are behind nginx, next to nginx that serves the same bytes as a file.

    .venv/bin/python benchmarks/vorgelagert.py

nginx runs with the repository's way of passing requests on (betrieb/nginx/weiterreichen.conf), on
loopback, without TLS and without its limits, which would be all that is measured. It and the file
are asked in turns by Debian's `wrk`; the table shows medians and their ratio. "gzip" says that the
client takes it, as browsers and calendar programs do: the file has the compressed bytes then.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import median
from time import sleep
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.umgebung import WURZEL, Server, einrichten, freier_port, noetig, warten, wrk

einrichten("hattingen_portal.settings")
os.environ["PORTAL_MIKROSPEICHER"] = "ja"

from django.core.management import call_command

RUNDEN = int(os.environ.get("RUNDEN", "5"))
SEKUNDEN = 3
SEITEN = ("/", "/termine/", "/stadtteile/welper/", "/termine/lasttest-1/", "/kalender/alle.ics")
GZIP = {"Accept-Encoding": "gzip"}
MINDESTENS = 0.7
EINSTELLUNG = """
daemon off; pid {ordner}/pid; error_log {ordner}/fehler crit; worker_processes auto;
{konto}
events {{ worker_connections 1024; }}
http {{
    access_log off;
    {ablagen}
    proxy_cache_path {ordner}/seiten keys_zone=portal_seiten:10m use_temp_path=off;
    map $http_cookie $portal_angemeldet {{ default 0; }}
    map $http_accept_encoding $portal_packen {{ default ""; gzip gzip; }}
    upstream portal {{ server 127.0.0.1:{portal}; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            {weiterreichen}
        }}
        location /datei/ {{ alias {ordner}/dateien/; }}
    }}
}}
"""


@contextmanager
def nginx(ordner: Path, portal: int) -> Iterator[int]:
    """Run nginx before the portal at the port `portal`; gives its own."""
    port = freier_port()
    ablagen = "".join(
        f"{art}_temp_path {ordner}/temp-{art};"
        for art in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (ordner / "nginx.conf").write_text(
        EINSTELLUNG.format(
            ordner=ordner,
            konto="user root;" if os.geteuid() == 0 else "",
            ablagen=ablagen,
            portal=portal,
            port=port,
            weiterreichen=(WURZEL / "betrieb/nginx/weiterreichen.conf").read_text(),
        )
    )
    prozess = subprocess.Popen(["nginx", "-p", str(ordner), "-c", str(ordner / "nginx.conf")])
    try:
        warten(port)
        yield port
    finally:
        prozess.terminate()
        prozess.wait(timeout=20)


def main() -> None:
    """Measure each page, and print a line for it."""
    noetig("wrk", "nginx")
    call_command("migrate", verbosity=0)
    call_command("grunddaten", verbosity=0)
    call_command("lasttest_daten", konferenzen=600, akteure=1000, beitraege=100, verbosity=0)
    ordner = Path(tempfile.mkdtemp(prefix="portal-nginx-"))
    ordner.chmod(0o755)
    (ordner / "dateien").mkdir()
    server = Server("portal", "hattingen_portal.wsgi", "hattingen_portal.settings")
    try:
        with server.laeuft() as portal, nginx(ordner, portal) as port:
            _drucken("Seite", "kB", "Portal/s", "Datei/s", "Verhältnis", "≥")
            for nummer, (pfad, kopf) in enumerate(product(SEITEN, ({}, GZIP))):
                inhalt = _holen(port, pfad, kopf)
                (ordner / "dateien" / str(nummer)).write_bytes(inhalt)
                _messen(port, pfad, kopf, f"/datei/{nummer}", len(inhalt))
    finally:
        shutil.rmtree(ordner)


def _holen(port: int, pfad: str, kopf: dict[str, str]) -> bytes:
    for _ in range(3):  # made, kept, and compressed for who takes it
        with urlopen(Request(f"http://127.0.0.1:{port}{pfad}", headers=kopf)) as antwort:
            inhalt: bytes = antwort.read()
        sleep(1)  # nginx repeats it for so long
    return inhalt


def _messen(port: int, pfad: str, kopf: dict[str, str], datei: str, laenge: int) -> None:
    zeiten = [(_wrk(port, pfad, kopf), _wrk(port, datei, {})) for _ in range(RUNDEN)]
    seite, allein = (median(werte) for werte in zip(*zeiten, strict=True))
    verhaeltnis = f"{seite / allein:.2f}"
    _drucken(
        f"{pfad} {'gzip' if kopf else ''}",
        f"{laenge / 1000:.0f}",
        f"{seite:.0f}",
        f"{allein:.0f}",
        verhaeltnis,
        str(MINDESTENS),
    )


def _wrk(port: int, pfad: str, kopf: dict[str, str]) -> float:
    return wrk(f"http://127.0.0.1:{port}{pfad}", zugleich=8, sekunden=SEKUNDEN, kopf=kopf)


def _drucken(*spalten: str) -> None:
    erste, *weitere = spalten
    print(erste.ljust(28) + "".join(spalte.rjust(11) for spalte in weitere), flush=True)


if __name__ == "__main__":
    main()
