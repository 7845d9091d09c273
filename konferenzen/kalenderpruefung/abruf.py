"""Two ways to fetch from the portal: inside this process, or over the network."""

import http.client
import io
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

# Seconds until somebody at the keyboard should hear that nobody answers.
GEDULD = 20
# More than any feed may have; whatever sends on and on must not fill the memory.
HOECHSTENS_BYTES = 20_000_000


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


def ueber_http(basis: SplitResult) -> Abruf:
    """Give a fetch from the http(s) server of the address `basis`.

    It follows no redirect and sends no cookie. The fetch raises NichtErreichbarError.
    """
    rechner, tor = basis.hostname or "", basis.port

    def abrufen(methode: str, pfad: str, kopf: Mapping[str, str]) -> Antwort:
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


def _kopf_aus(zeilen: list[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): wert for name, wert in zeilen}


def _warum(fehler: Exception) -> str:
    if isinstance(fehler, ssl.SSLCertVerificationError):
        return f"zeigt ein Zertifikat, dem nicht zu trauen ist ({fehler.verify_message})."
    if isinstance(fehler, TimeoutError):
        return f"antwortet nicht innerhalb von {GEDULD} Sekunden."
    return f"ist nicht erreichbar ({fehler or type(fehler).__name__})."
