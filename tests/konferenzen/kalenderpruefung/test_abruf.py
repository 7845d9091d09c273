"""How calendars are fetched over the network: from a server that has had enough for now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest

from konferenzen.kalenderpruefung.abruf import ueber_http


@contextmanager
def server(*antworten: tuple[int, str | None]) -> Iterator[str]:
    """Answer with these states and values of Retry-After, in their order; gives the address."""
    reihe = iter(antworten)

    class Antwortend(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, spaeter = next(reihe)
            self.send_response(status)
            if spaeter is not None:
                self.send_header("Retry-After", spaeter)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwortend) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def fragen(adresse: str, warten: Callable[[float], None]) -> int:
    return ueber_http(urlsplit(adresse), warten)("GET", "/kalender/alle.ics", {}).status


def test_it_waits_as_long_as_the_server_asks_and_goes_on() -> None:
    gewartet: list[float] = []
    with server((429, "30"), (429, "2"), (200, None)) as adresse:
        assert fragen(adresse, gewartet.append) == 200
    assert gewartet == [30, 2]


@pytest.mark.parametrize(
    ("antwort", "mal"),
    [
        ((429, "30"), 3),
        ((429, "61"), 0),
        ((429, "Wed, 14 Jan 2026 10:00:00 GMT"), 0),
        ((429, None), 0),
        ((503, "30"), 0),
    ],
)
def test_what_does_not_get_better_is_reported(antwort: tuple[int, str | None], mal: int) -> None:
    gewartet: list[float] = []
    with server(*[antwort] * 4) as adresse:
        assert fragen(adresse, gewartet.append) == antwort[0]
    assert gewartet == [30] * mal
