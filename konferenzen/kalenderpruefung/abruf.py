"""Two ways to fetch from the portal: inside this process, or over the network."""

import http.client
import io
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

# Seconds until somebody at the keyboard should hear that nobody answers.
GEDULD = 20
# More than any feed may have; whatever sends on and on must not fill the memory.
HOECHSTENS_BYTES = 20_000_000
# How often, and for how many seconds, it waits where a web server asks it to (429).
WARTEN_MAL, WARTEN_SEKUNDEN = 3, 60


@dataclass(frozen=True)
class Antwort:
    """What a server said; `kopf` by names in lower case."""

    status: int
    kopf: Mapping[str, str]
    inhalt: bytes


class NichtErreichbarError(Exception):
    """Nobody answers there; the message says so in plain German."""


# Takes a method, the path, and headers; gives the answer, redirects as they are.
Abruf = Callable[[str, str, Mapping[str, str]], Antwort]


def im_prozess() -> Abruf:
    """Give a fetch that asks this portal itself, through all of its layers, without a server.

    Without the signals around a request, which would close the caller's connection to the database.
    """
    basis = urlsplit(settings.PORTAL_BASIS_URL)
    portal = BaseHandler()
    portal.load_middleware()

    def abrufen(methode: str, pfad: str, kopf: Mapping[str, str]) -> Antwort:
        umgebung = {
            "REQUEST_METHOD": methode,
            "PATH_INFO": pfad.encode().decode("latin-1"),  # PEP 3333
            "SERVER_NAME": basis.hostname,
            "SERVER_PORT": str(basis.port or (443 if basis.scheme == "https" else 80)),
            "HTTP_HOST": basis.netloc,
            "HTTP_X_FORWARDED_PROTO": basis.scheme,
            "wsgi.url_scheme": basis.scheme,
            "wsgi.input": io.BytesIO(),
            **{f"HTTP_{name.upper().replace('-', '_')}": wert for name, wert in kopf.items()},
        }
        antwort = portal.get_response(WSGIRequest(umgebung))
        zeilen = [*antwort.items(), *(("Set-Cookie", name) for name in antwort.cookies)]
        return Antwort(antwort.status_code, _kopf_aus(zeilen), antwort.getvalue())

    return abrufen


def ueber_http(basis: SplitResult, warten: Callable[[float], None] = time.sleep) -> Abruf:
    """Give a fetch from the http(s) server of the address `basis`.

    It follows no redirect and sends no cookie. All these requests come from one line: where the
    web server has had enough of it for now, the fetch waits by `warten` and asks again, as its
    answer says (RFC 6585 section 4). The fetch raises NichtErreichbarError.
    """
    rechner, tor = basis.hostname or "", basis.port

    def abrufen(methode: str, pfad: str, kopf: Mapping[str, str]) -> Antwort:
        antwort = einmal(methode, pfad, kopf)
        for _ in range(WARTEN_MAL):
            sekunden = _wartezeit(antwort)
            if sekunden is None:
                break
            warten(sekunden)
            antwort = einmal(methode, pfad, kopf)
        return antwort

    def einmal(methode: str, pfad: str, kopf: Mapping[str, str]) -> Antwort:
        verbindung = (
            http.client.HTTPSConnection(rechner, tor, timeout=GEDULD)
            if basis.scheme == "https"
            else http.client.HTTPConnection(rechner, tor, timeout=GEDULD)
        )
        try:
            verbindung.request(methode, quote(pfad, safe="/%?=&"), headers=dict(kopf))
            antwort = verbindung.getresponse()
            inhalt = antwort.read(HOECHSTENS_BYTES)
        except (OSError, http.client.HTTPException) as fehler:
            raise NichtErreichbarError(f"{basis.geturl()} {_warum(fehler)}") from fehler
        finally:
            verbindung.close()
        return Antwort(antwort.status, _kopf_aus(antwort.getheaders()), inhalt)

    return abrufen


def _wartezeit(antwort: Antwort) -> int | None:
    """Give for how many seconds `antwort` asks to wait; None where it does not, or for too long."""
    sekunden = antwort.kopf.get("retry-after", "")
    if antwort.status != HTTPStatus.TOO_MANY_REQUESTS or not sekunden.isdecimal():
        return None
    return int(sekunden) if int(sekunden) <= WARTEN_SEKUNDEN else None


def _kopf_aus(zeilen: list[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): wert for name, wert in zeilen}


def _warum(fehler: Exception) -> str:
    if isinstance(fehler, ssl.SSLCertVerificationError):
        return f"zeigt ein Zertifikat, dem nicht zu trauen ist ({fehler.verify_message})."
    if isinstance(fehler, TimeoutError):
        return f"antwortet nicht innerhalb von {GEDULD} Sekunden."
    return f"ist nicht erreichbar ({fehler or type(fehler).__name__})."
