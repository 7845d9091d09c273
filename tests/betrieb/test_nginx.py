"""The web server in front, with the very files that a city installs."""

import gzip
import json
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.betrieb.webserver import (
    BROTLI,
    RECHNER,
    Antwort,
    Webserver,
    abwarten,
    echo,
    gunicorn,
    nginx,
)
from tests.browser.portal import ordner_mit
from tests.seite import Seite
from tests.umgebung import WURZEL

FEHLERSEITEN = sorted((WURZEL / "betrieb/nginx/fehlerseiten").glob("*.html"))
EIGENE_KOEPFE = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def gefuellt() -> Iterator[Path]:
    """Give a folder with the data of a portal as it is after its first start."""
    with tempfile.TemporaryDirectory(prefix="portal-") as name:
        ordner_mit("typisch", Path(name) / "daten")
        yield Path(name)


@pytest.fixture(scope="module")
def server(gefuellt: Path) -> Iterator[Webserver]:
    with gunicorn(gefuellt), nginx(gefuellt) as server:
        yield server


@pytest.fixture
def ordner() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="portal-") as name:
        yield Path(name)


def verweise(html: str, tag: str = "link") -> list[str]:
    """Give the addresses of what a page loads, or with "a" of what it leads to."""
    return [element.attrs["href"] for element in Seite(html).alle(tag)]


# --- With the portal behind it -------------------------------------------------------------------


def test_pages_come_over_https_and_keep_the_headers_of_the_portal(server: Webserver) -> None:
    antwort = server("/")

    assert antwort.status == 200
    assert "Stadtteilkonferenz" in antwort.text
    # Two of a kind would forbid what either allows.
    for name in (*EIGENE_KOEPFE, "Content-Security-Policy"):
        assert len(antwort.koepfe.get_all(name) or []) == 1
    assert antwort["Server"] == "nginx"


def test_a_page_is_compressed_for_who_asks_for_it(server: Webserver) -> None:
    antwort = server("/", koepfe={"Accept-Encoding": "gzip"})

    assert antwort["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in (antwort["Vary"] or "")
    assert "Stadtteilkonferenz" in gzip.decompress(antwort.inhalt).decode()


def test_what_the_portal_keeps_compressed_is_passed_on_as_it_is(server: Webserver) -> None:
    packen = {"Accept-Encoding": "gzip, br"}

    # Of what nginx has compressed by itself, it does not know the length: until it asks again.
    abwarten(lambda: server("/kalender/alle.ics", koepfe=packen)["Content-Length"])
    gepackt = server("/kalender/alle.ics", koepfe=packen)
    klar = server("/kalender/alle.ics")
    assert gzip.decompress(gepackt.inhalt) == klar.inhalt
    assert (gepackt["Content-Encoding"], klar["Content-Encoding"]) == ("gzip", None)
    assert gepackt["ETag"] == f"W/{klar['ETag']}"
    assert gepackt["Vary"] == "Accept-Encoding"
    for eine in (gepackt, klar):
        bekannt = {"If-None-Match": eine["ETag"] or ""}
        assert server("/kalender/alle.ics", koepfe=packen | bekannt).status == 304


def test_port_80_sends_on_to_https_and_nowhere_else(server: Webserver) -> None:
    antwort = server("/termine/?a=b", tls=False)

    assert antwort.status == 301
    assert antwort["Location"] == "https://quartiere.example.org/termine/?a=b"
    assert antwort["X-Content-Type-Options"] == "nosniff"
    assert antwort["Strict-Transport-Security"] is None


def test_calendars_are_answered_on_port_80_without_a_redirect(server: Webserver) -> None:
    kalender = server("/kalender/alle.ics", tls=False)
    assert kalender.status == 200
    assert kalender["Content-Type"] == "text/calendar; charset=utf-8"
    assert kalender["Set-Cookie"] is None

    einzelne = next(a for a in verweise(server("/").text, "a") if a.startswith("/termine/welper"))
    termin = server(f"{einzelne}termin.ics", tls=False)
    assert (termin.status, termin.text.count("BEGIN:VEVENT")) == (200, 1)


def test_who_has_the_calendar_gets_it_not_again(server: Webserver) -> None:
    erste = server("/kalender/alle.ics", koepfe={"Accept-Encoding": "gzip"})
    zweite = server(
        "/kalender/alle.ics",
        koepfe={"Accept-Encoding": "gzip", "If-None-Match": erste["ETag"] or ""},
    )

    assert (erste.status, zweite.status, zweite.inhalt) == (200, 304, b"")


@pytest.mark.parametrize(
    ("verfahren", "kodierung"),
    [("", None), ("gzip", "gzip"), ("gzip, br", "br" if BROTLI.exists() else "gzip")],
)
def test_static_files_come_from_nginx_and_precompressed(
    server: Webserver, verfahren: str, kodierung: str | None
) -> None:
    adresse = next(a for a in verweise(server("/").text) if a.endswith(".css"))
    antwort = server(adresse, koepfe={"Accept-Encoding": verfahren})

    assert (antwort.status, antwort["Content-Encoding"]) == (200, kodierung)
    assert antwort["Cache-Control"] == "public, max-age=31536000, immutable"
    assert antwort["Content-Type"] == "text/css; charset=utf-8"
    assert (antwort["Vary"] or "Accept-Encoding") == "Accept-Encoding"
    for name, wert in EIGENE_KOEPFE.items():
        assert antwort[name] == wert
    datei = WURZEL / ".bau/gesammelt" / adresse.removeprefix("/static/")
    endung = {None: "", "gzip": ".gz", "br": ".br"}[kodierung]
    assert antwort.inhalt == Path(f"{datei}{endung}").read_bytes()


def test_a_static_file_without_a_hash_is_kept_for_minutes_only(server: Webserver) -> None:
    assert server("/static/portal/portal.css")["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("pfad", ["/static/gibt-es-nicht.css", "/static/../../pyproject.toml"])
def test_what_is_no_static_file_is_none(server: Webserver, pfad: str) -> None:
    antwort = server(pfad)

    assert antwort.status in {400, 404}
    assert antwort["Cache-Control"] != "public, max-age=31536000, immutable"


def test_films_come_from_nginx_in_parts_and_other_uploads_do_not(server: Webserver) -> None:
    medien = server.ordner / "daten/medien"
    name = "0123456789abcdef" * 2
    for datei, inhalt in {
        f"videos/{name}.mp4": b"0123456789",
        f"videos/{name}.vtt": "WEBVTT\n\nÄ".encode(),
        "videos/notiz.txt": b"geheim",
        f"unterlagen/{name}.pdf": b"%PDF geheim",
    }.items():
        (medien / datei).parent.mkdir(parents=True, exist_ok=True)
        (medien / datei).write_bytes(inhalt)

    teil = server(f"/medien/videos/{name}.mp4", koepfe={"Range": "bytes=2-5"})
    assert (teil.status, teil.inhalt, teil["Content-Type"]) == (206, b"2345", "video/mp4")
    assert teil["Content-Range"] == "bytes 2-5/10"
    assert teil["Cache-Control"] == "public, max-age=31536000, immutable"
    untertitel = server(f"/medien/videos/{name}.vtt")
    assert untertitel["Content-Type"] == "text/vtt; charset=utf-8"
    for verborgen in ("videos/notiz.txt", f"unterlagen/{name}.pdf", f"bilder/{name}.jpg"):
        assert server(f"/medien/{verborgen}").status == 404
    # A film that does not lie here is asked for from the portal, which may have it elsewhere.
    fremd = server(f"/medien/videos/{'f' * 32}.mp4")
    assert fremd.status == 404
    assert "Quartiersportal" in fremd.text


def test_a_body_may_be_as_long_as_the_documents_say(server: Webserver) -> None:
    zu_lang = server("/kontakt/", methode="POST", inhalt=bytes(26 * 1024**2))
    assert zu_lang.status == 413
    assert Seite(zu_lang.text).texte("h1") == ["Die Datei ist zu groß"]
    assert zu_lang["X-Frame-Options"] == "DENY"

    # It comes through, each time; the portal asks for a login, and needs none of it.
    adresse, film = "/admin/hattingen_portal/seite/1/change/", bytes(26 * 1024**2)
    zustaende = {server(adresse, methode="POST", inhalt=film).status for _ in range(6)}
    assert zustaende <= {302, 403}


def test_a_browser_gets_the_page_too(server: Webserver) -> None:
    """Over HTTP/2, which the other tests do not speak: nginx is asked twice there."""
    (server.ordner / "gross").write_bytes(bytes(26 * 1024**2))
    befehl = ["curl", "--silent", "--http2", "--cacert", server.ordner / "zertifikat.pem"]
    befehl += ["--resolve", f"{RECHNER}:{server.tls_port}:127.0.0.1", "--write-out"]
    befehl += ["%{http_version} %{http_code}", "--data-binary", f"@{server.ordner}/gross"]
    befehl.append(f"https://{RECHNER}:{server.tls_port}/kontakt/")
    text = subprocess.run(befehl, check=True, capture_output=True, text=True).stdout

    assert Seite(text).texte("h1") == ["Die Datei ist zu groß"]
    assert text.endswith("2 413")


def test_what_is_no_request_gets_a_page_too(server: Webserver) -> None:
    antwort = server("/", koepfe={"X-Lang": "x" * 40_000})

    assert antwort.status == 400
    assert Seite(antwort.text).texte("h1") == ["Diese Anfrage ist nicht lesbar"]


def test_another_host_gets_neither_answer_nor_certificate(server: Webserver) -> None:
    with pytest.raises(ConnectionError):
        server("/", tls=False, rechner="anderswo.example.org")
    with pytest.raises(ssl.SSLError):
        server("/", rechner="anderswo.example.org")


def test_a_calendar_program_may_ask_for_the_head_alone(server: Webserver) -> None:
    antwort = server("/kalender/alle.ics", methode="HEAD", tls=False)

    assert (antwort.status, antwort.inhalt) == (200, b"")
    assert antwort["ETag"]


def test_logs_of_the_web_server_name_nobody(server: Webserver) -> None:
    server("/suche/?q=Mechthild+Mustermann", koepfe={"User-Agent": "Mechthild", "Referer": "x"})
    server("/gibt/mechthild@example.org")
    protokoll = server.ordner / "portal.log"
    abwarten(lambda: protokoll.read_text().count("\n") > 2)

    alles = protokoll.read_text() + (server.ordner / "portal-fehler.log").read_text()
    for verboten in ("127.0.0.1", "Mechthild", "mechthild", "suche", "?"):
        assert verboten not in alles


def test_the_log_of_gunicorn_and_portal_is_json_and_names_nobody(server: Webserver) -> None:
    for anfrage in (
        b"GET /mustermann?q=mechthild@example.org HTTP/9.9\r\n\r\n",
        b"GET /mustermann HTTP/1.1\r\nHost: mechthild@example.org\r\n\r\n",
        b"GET /mustermann HTTP/1.1\r\nMechthild Mustermann 192.0.2.7\r\n\r\n",
        (
            b"GET /\x85\xe2\x80\xa8{mustermann} HTTP/1.1\r\nHost: quartiere.example.org\r\n"
            b"X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
        ),
    ):
        with socket.socket(socket.AF_UNIX) as leitung:
            leitung.connect(str(server.ordner / "web.sock"))
            leitung.sendall(anfrage)
            assert leitung.recv(100).startswith(b"HTTP/1.")
    server("/vorschau/mustermann/")
    server("/kontakt/", methode="POST", inhalt=b"name=Mechthild+Mustermann")

    alles = (server.ordner / "protokoll").read_text()
    zeilen = [json.loads(zeile) for zeile in alles.splitlines()]
    assert {"gunicorn.error", "django.request"} <= {zeile["quelle"] for zeile in zeilen}
    meldungen = {zeile["meldung"] for zeile in zeilen}
    assert {"Unlesbare Anfrage", "Not Found: /vorschau/<str:marke>/"} <= meldungen
    for verboten in ("ustermann", "echthild", "example.org", "192.0.2.7", "127.0.0.1"):
        assert verboten not in alles


# --- With something else behind it ---------------------------------------------------------------


def test_where_a_request_comes_from_is_said_by_nginx_alone(ordner: Path) -> None:
    gelogen = {
        "X-Forwarded-For": "192.0.2.1, 192.0.2.2",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example.org",
        "Forwarded": "for=192.0.2.1;proto=http",
    }
    with echo(ordner), nginx(ordner) as server:
        sicher = server("/", koepfe=gelogen).text
        unsicher = server("/kalender/alle.ics", tls=False, koepfe=gelogen).text

    assert "X-Forwarded-For: 192.0.2.1, 192.0.2.2, 127.0.0.1\n" in sicher
    assert "X-Forwarded-Proto: https\n" in sicher
    assert "X-Forwarded-Proto: http\n" in unsicher
    for text in (sicher, unsicher):
        assert "Host: quartiere.example.org\n" in text
        assert "X-Forwarded-Host" not in text
        assert "\nForwarded" not in text


@pytest.mark.parametrize(
    ("methode", "pfad", "erlaubt"),
    [
        ("GET", "/", 101),
        ("GET", "/suche/?q=welper", 31),
        ("POST", "/kontakt/", 31),
        ("POST", "/admin/login/?next=/admin/", 31),
    ],
)
def test_programs_that_ask_without_end_get_an_honest_page(
    ordner: Path, methode: str, pfad: str, erlaubt: int
) -> None:
    """Without gunicorn, so that only nginx' own speed counts: 503 until the limit, then 429."""
    with nginx(ordner) as server:
        zustaende = []
        for _ in range(1000):
            antwort = server(pfad, methode=methode)
            zustaende.append(antwort.status)
            if antwort.status == 429:
                break
        statisch = server("/static/portal/zeichen.svg")

    assert len(zustaende) > erlaubt
    assert set(zustaende[:-1]) == {503}
    assert antwort.status == 429
    assert antwort["Retry-After"] == "30"
    assert Seite(antwort.text).texte("h1") == ["Das war zu schnell"]
    assert antwort["Strict-Transport-Security"]
    assert statisch.status == 200


def nummer(antwort: Antwort) -> str:
    return antwort.text.splitlines()[-1]


def test_what_the_portal_gives_a_second_for_is_repeated_and_nothing_else(ordner: Path) -> None:
    with nginx(ordner) as server, echo(ordner):
        erste = server("/merken/")
        assert nummer(server("/merken/")) == nummer(erste)
        assert server("/merken/", koepfe={"If-None-Match": erste["ETag"] or ""}).status == 304
        assert erste["X-Accel-Expires"] is None
        assert nummer(server("/merken/?seite=2")) != nummer(erste)
        assert nummer(server("/merken/", tls=False)) != nummer(erste)
        assert nummer(server("/sonst/")) != nummer(server("/sonst/"))


def test_it_is_repeated_to_all_who_take_gzip_however_they_say_so(ordner: Path) -> None:
    with nginx(ordner) as server, echo(ordner):
        nimmt, nimmt_nicht = (
            {nummer(server("/merken/", koepfe={"Accept-Encoding": sagt})) for sagt in was}
            for was in (
                ("gzip", "gzip, deflate, br, zstd", "br;q=1, GZIP;q=0.5"),
                ("", "identity", "br", "gzip;q=0", "br, gzip; q=0.0"),
            )
        )
    assert (len(nimmt), len(nimmt_nicht)) == (1, 1)
    assert nimmt != nimmt_nicht


def test_no_address_is_taken_for_another_one_compressed(ordner: Path) -> None:
    gzip = {"Accept-Encoding": "gzip"}
    with nginx(ordner) as server, echo(ordner):
        gesehen = {
            nummer(server(f"/merken/?q=foo{ende}", koepfe=koepfe))
            for ende in ("", "gzip", "+gzip")
            for koepfe in ({}, gzip)
        }
    assert len(gesehen) == 6


@pytest.mark.parametrize("cookie", ["sessionid=x", "a=b; __Host-sessionid=x"])
def test_who_is_logged_in_gets_nothing_repeated_and_leaves_nothing(
    ordner: Path, cookie: str
) -> None:
    with nginx(ordner) as server, echo(ordner):
        eigene = server("/merken/", koepfe={"Cookie": cookie})
        fremde = server("/merken/")
        assert nummer(fremde) != nummer(eigene)
        assert "Cookie" not in fremde.text
        assert nummer(server("/merken/", koepfe={"Cookie": cookie})) != nummer(fremde)
        assert nummer(server("/merken/")) == nummer(fremde)


def test_a_form_that_is_only_looked_at_does_not_count_as_one(ordner: Path) -> None:
    with nginx(ordner) as server:
        assert {server("/kontakt/").status for _ in range(50)} == {503}


def test_without_the_portal_there_is_a_page_that_says_so(ordner: Path) -> None:
    with nginx(ordner) as server:
        antwort = server("/termine/")
        kalender = server("/kalender/alle.ics", tls=False)

    assert (antwort.status, antwort["Retry-After"]) == (503, "120")
    assert Seite(antwort.text).texte("h1") == ["Gleich wieder da"]
    assert antwort["Cache-Control"] == "no-store"
    for name, wert in EIGENE_KOEPFE.items():
        assert antwort[name] == wert
    assert (kalender.status, kalender["Retry-After"]) == (503, "120")


def test_the_networks_of_ipv6_are_cut_as_the_portal_cuts_them() -> None:
    """The pattern in portal.conf, read by Python: nothing else here has an address of IPv6."""
    import re

    zeile = next(
        zeile
        for zeile in (WURZEL / "betrieb/nginx/portal.conf").read_text().splitlines()
        if "portal_netz>" in zeile
    )
    muster = re.compile(zeile.split('"')[1].removeprefix("~").replace("(?<", "(?P<"))

    def netz(adresse: str) -> str:
        treffer = muster.search(adresse)
        return treffer["portal_netz"] if treffer else adresse

    assert netz("2001:db8:1:2:3:4:5:6") == netz("2001:db8:1:2::1") == "2001:db8:1:2:"
    assert netz("2001:db8:1::1") == "2001:db8:1:"
    assert netz("2001:db8::1") == "2001:db8:"
    assert netz("192.0.2.7") == "192.0.2.7"
    assert netz("::1") == "::1"


def test_what_the_error_pages_load_is_there() -> None:
    for datei in FEHLERSEITEN:
        seite = Seite(datei.read_text())
        bilder = [bild.attrs["src"] for bild in seite.alle("img")]
        for adresse in (*verweise(datei.read_text()), *bilder):
            assert (WURZEL / ".bau/gesammelt" / adresse.removeprefix("/static/")).is_file()
