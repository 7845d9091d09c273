"""What is sent is read to its end, also where the answer needs none of it."""

from collections.abc import Callable, Iterable
from typing import Any

STUECK = 64 * 1024  # bytes
Anwendung = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def ganz_gelesen(anwendung: Anwendung) -> Anwendung:
    """Give the WSGI application `anwendung`, which no longer leaves a part of a body unread.

    gunicorn closes a connection behind its answer. With something still on its way, the system
    breaks it off, and the web server in front, which writes just then, never reads the answer
    (RFC 9112 section 9.6): whoever sends a film without being logged in gets "503" for it. The
    server in front bounds how long a body may be. Wants a `wsgi.input` that ends (PEP 3333 does
    not ask for it; gunicorn's and Django's do).
    """

    def lesen(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        antwort = anwendung(environ, start_response)
        if environ.get("CONTENT_LENGTH"):
            while environ["wsgi.input"].read(STUECK):
                pass
        return antwort

    return lesen
