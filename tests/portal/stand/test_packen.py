"""Who takes compressed answers, and that the same bytes come out."""

import gzip

import pytest
from django.test import RequestFactory

from hattingen_portal.stand.packen import NIMMT, nimmt_gepackt, packen
from tests.umgebung import WURZEL


@pytest.mark.parametrize(
    ("sagt", "nimmt"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", True),
        ("gzip;q=0.001", True),
        ("deflate,gzip", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzipped", False),
        ("abc-gzip", False),
        ("gzip-x", False),
        ("gzip ; q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, identity", False),
        ("br, gzip ; q=0.000", False),
    ],
)
def test_a_client_takes_it_where_it_says_so(sagt: str, nimmt: bool) -> None:
    anfrage = RequestFactory().get("/", headers={"Accept-Encoding": sagt})
    assert nimmt_gepackt(anfrage) is nimmt


def test_the_web_server_in_front_reads_it_alike() -> None:
    nginx = (WURZEL / "betrieb/nginx/portal.conf").read_text()
    assert f'"~*{NIMMT.pattern}"' in nginx


def test_who_says_nothing_does_not_take_it() -> None:
    assert nimmt_gepackt(RequestFactory().get("/")) is False


def test_the_same_content_gives_the_same_bytes() -> None:
    inhalt = b"Stadtteilkonferenz\r\n" * 1000
    gepackt = packen(inhalt)
    assert gzip.decompress(gepackt) == inhalt
    assert gepackt[4:8] == bytes(4)  # MTIME (RFC 1952, section 2.3.1): no time is in it
    assert len(gepackt) < 200
