"""Whatever somebody sends to a public address: never an error of ours, never an endless answer.

The addresses come from the URL configuration: a new one without a line in PARAMETER lets the first
test fail. What is sent is the same each time; PORTAL_FUZZ=2000 looks at other things, so many for
each address (some minutes): PORTAL_FUZZ=2000 make test ARGS=tests/sicherheit/test_fuzzing.py
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from akteure.filter import AkteureFilter
from hattingen_portal.suche.filter import SucheFilter
from konferenzen.einbetten import EinbettenFilter
from konferenzen.filter import TermineFilter
from konferenzen.offene_daten.filter import DatenFilter
from tests import fabriken as f
from tests.portal.meldungen.senden import oeffnen
from tests.sicherheit.adressen import Muster, alle_muster, oeffentliche_muster
from tests.sicherheit.antworten import Adressen, bestand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt", "stadt")]

ANZAHL = os.environ.get("PORTAL_FUZZ", "")
WIE_OFT = settings(
    max_examples=int(ANZAHL or 10),
    derandomize=not ANZAHL,
    database=None,
    deadline=None,
    # Nothing that is sent changes the rows that a page shows.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
# An answer to anything is hardly longer than that to what is right, with all that it may repeat.
HOECHSTENS = 200_000  # bytes; without posters and pictures, whose size nobody can choose

SEITE = ("seite",)
# What an address reads of its query, besides what everybody can add.
PARAMETER: dict[str, tuple[str, ...]] = {
    "": (),
    ".well-known/security.txt": (),
    "admin/handbuch/anmelden/": (),
    "admin/login/": ("next", "abgelaufen"),
    "admin/login/code/": (),
    "admin/passwort/": (),
    "admin/passwort/<uidb64>/<token>/": (),
    "admin/passwort/fertig/": (),
    "admin/passwort/gesendet/": (),
    "akteure/": (*AkteureFilter.base_fields, *SEITE),
    "akteure/<slug:slug>/": (),
    "akteure/<slug:slug>/berichtigen/": (),
    "aktuelles/": SEITE,
    "aktuelles/<slug:slug>/": (),
    "aktuelles/<slug:slug>/anhang/<int:pk>/": (),
    "aktuelles/feed.atom": (),
    "barriere-melden/": SEITE,
    "barrierefreiheit/": (),
    "bausteine/": (),
    "daten/": (),
    "daten/termine.csv": tuple(DatenFilter.base_fields),
    "daten/termine.json": tuple(DatenFilter.base_fields),
    "datenschutz/": (),
    "einbetten/termine/": tuple(EinbettenFilter.base_fields),
    "gebaerdensprache/": (),
    "gesundheit/": (),
    "gesundheit/bereit/": ("streng",),
    "impressum/": (),
    "kalender/": (),
    "kalender/alle.ics": (),
    "kalender/art/<slug:slug>.ics": (),
    "kalender/qr/alle.svg": (),
    "kalender/qr/art/<slug:slug>.svg": (),
    "kalender/qr/stadtteil/<slug:slug>.svg": (),
    "kalender/stadtteil/<slug:slug>.ics": (),
    "kontakt/": ("stadtteil",),
    "leichte-sprache/": (),
    "medien/bilder/<str:name>": (),
    "medien/videos/<str:name>": (),
    "nachricht-angekommen/<slug:nummer>/": (),
    "robots.txt": (),
    "sitemap.xml": (),
    "stadtteile/": (),
    "stadtteile/<slug:slug>/": (),
    "suche/": ("q", *SucheFilter.base_fields, *SEITE),
    "termine/": (*TermineFilter.base_fields, *SEITE),
    "termine/<slug:slug>/": (),
    "termine/<slug:slug>/aushang.pdf": (),
    "termine/<slug:slug>/termin.ics": (),
    "termine/<slug:slug>/unterlagen/<int:pk>/": (),
    "termine/<slug:slug>/vorschaubild.png": (),
    "termine/aenderungen.atom": (),
    "termine/archiv/": SEITE,
    "termine/runden/<slug:slug>/": (),
    "termine/runden/<slug:slug>/aushang.pdf": (),
    "vorschau/<str:marke>/": (),
    "vorschau/<str:marke>/bilder/<str:name>": (),
}
# Inside the admin, and open to everybody.
VOR_DER_ANMELDUNG = {"admin/handbuch/anmelden/", "admin/login/", "admin/login/code/"}
MUSTER = [
    *oeffentliche_muster(),
    *(muster for muster in alle_muster() if muster.route in VOR_DER_ANMELDUNG),
]

BOESES = [
    *("", "\0", "a\0b", "\r\n", "a\r\nSet-Cookie: b=c", "\ud800", "\udfff\ud800", "\uffff"),
    *("%", "%00", "%zz", "../../etc/passwd", "..\\..", "//boese.example", "/\\boese.example"),
    *("https://boese.example/", "javascript:alert(1)", "<script>alert(1)</script>", "'\"><svg>"),
    *("' OR 1=1 --", "1; DROP TABLE x", "{{7*7}}", "${7*7}", "%s%n%p", "__class__", "[]", "{}"),
    *("0", "-1", "1.5", "1e999", "9" * 19, "9" * 400, "-" + "9" * 400, "NaN", "²", "１", "٣"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "0001-01-01", "2026-01-01T00:00"),
    *("a" * 5_000, "ä" * 2_000, "\u202egnp.exe", "e" + "\u0301" * 500, "(" * 500, '"' * 500),
    *("welper", "stadtteilkonferenz", "frühjahr-2026", "true", "null", "undefined"),
]
TEXTE = st.one_of(
    st.sampled_from(BOESES),
    st.text(st.characters(), max_size=60),  # all of Unicode, halves of pairs as well
    st.integers().map(str),
    st.dates().map(date.isoformat),
)
# As it goes over the wire: rightly encoded, or any bytes at all.
ROH = st.one_of(
    TEXTE.map(lambda text: quote(text, safe="", errors="surrogatepass")),
    st.binary(max_size=40).map(lambda b: "".join(f"%{byte:02x}" for byte in b)),
    st.sampled_from(["%", "%f", "%ff%fe", "%c0%af", "%ed%a0%80", "+", "&", "=", ";", "%u0041"]),
)
KOPF = st.dictionaries(
    st.sampled_from(
        [
            *("Range", "If-None-Match", "If-Modified-Since", "If-Range", "Referer", "Cookie"),
            *("X-Forwarded-For", "Accept-Language", "Accept", "User-Agent", "Origin"),
        ]
    ),
    st.one_of(
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60),
        st.sampled_from(["bytes=0-", "bytes=-0", "bytes=9-1", "bytes=" + "9" * 400 + "-"]),
        st.sampled_from(["*", '"', 'W/"', "Thu, 32 Foo 99999", "sessionid=\xff", "http://[::1"]),
    ),
    max_size=2,
)
_anschluss = count(1)
_browser = Client()


@dataclass(frozen=True)
class Stadt:
    """The rows that there are, and for each kind of parameter what leads somewhere."""

    adressen: Adressen
    treffer: dict[str, list[object]]


@pytest.fixture
def stadt(db: None, settings: Settings) -> Stadt:
    settings.PORTAL_SICHERHEIT_BIS = date(2026, 12, 31)
    adressen = bestand()
    f.akteur("Verein")
    teile = [adresse.strip("/").split("/") for adresse in (adressen.unterlage, adressen.anhang)]
    marke = adressen.vorschau.strip("/").split("/")[1]
    return Stadt(
        adressen,
        {
            "slug": [
                *("welper", "verein", "stadtteilkonferenz"),
                adressen.konferenz.slug,
                adressen.konferenz.runde.slug,
                *(teil[1] for teil in teile),
            ],
            "pk": [teil[-1] for teil in teile],
            "name": [a.rpartition("/")[2] for a in (adressen.bild, adressen.film)],
            "marke": [marke],
            "nummer": [],
            "uidb64": ["MQ"],
            "token": ["x-y"],
        },
    )


def test_every_public_address_has_its_parameters() -> None:
    assert {muster.route for muster in MUSTER} == PARAMETER.keys()


def abfrage(namen: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Give whole queries: known and unknown parameters, several times, and as PHP writes lists."""
    name = st.sampled_from([*(namen or ("q",)), *(f"{n}[]" for n in namen), "_", "format", "page"])
    paar = st.tuples(st.one_of(name, name, ROH), ROH).map("=".join)
    return st.lists(st.one_of(paar, ROH), max_size=5).map("&".join)


def geprueft(antwort: Any, gesendet: str) -> Any:
    """Assert of an answer what holds for each; exceptions of ours have been raised before."""
    inhalt = antwort.getvalue()
    assert antwort.status_code < 500, antwort.status_code
    if antwort.get("Content-Type", "").partition(";")[0] not in {"application/pdf", "image/png"}:
        assert len(inhalt) < HOECHSTENS
    for name, wert in antwort.items():
        assert not {"\r", "\n", "\0"} & set(f"{name}{wert}")
        assert len(str(wert)) < 2_000 + 3 * len(gesendet), name
    assert "boese.example" not in antwort.get("Location", "").partition("?")[0]
    return antwort


def browser(kopf: dict[str, str]) -> tuple[Client, dict[str, str]]:
    """Give a browser without cookies, and its headers.

    It comes by a line of its own, so that no limit ends the game. It is always the same one: each
    new one would read all static files.
    """
    n = next(_anschluss)
    _browser.cookies.clear()
    _browser.defaults["REMOTE_ADDR"] = f"198.18.{n // 250 % 250}.{n % 250}"
    return _browser, {f"HTTP_{name.upper().replace('-', '_')}": w for name, w in kopf.items()}


def test_every_address_takes_everything(stadt: Stadt) -> None:
    """One test for all of them: the rows are made once, and no request changes them."""
    for muster in MUSTER:
        anfragen(muster, stadt)


def anfragen(muster: Muster, stadt: Stadt) -> None:
    """Send requests to `muster`, and judge each answer."""

    @WIE_OFT
    @given(daten=st.data())
    def eine(daten: Any) -> None:
        werte = {}
        for _, name in muster.parameter:
            bekannt = [st.sampled_from(stadt.treffer[name])] if stadt.treffer[name] else []
            # Twice as often what leads somewhere: only there the query is read.
            werte[name] = daten.draw(st.one_of(*bekannt, *bekannt, ROH.filter(bool)), label=name)
        query = daten.draw(abfrage(PARAMETER[muster.route]), label="query")
        client, kopf = browser(daten.draw(KOPF, label="kopf"))
        adresse = muster.adresse(**werte).replace("?", "%3f").replace("#", "%23")
        methode = daten.draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT"]))
        geprueft(client.generic(methode, f"{adresse}?{query}", **kopf), adresse + query)

    eine()


FORMULARE: dict[str, Callable[[Client], dict[str, Any]]] = {
    "/kontakt/": lambda client: oeffnen(client, "/kontakt/"),
    "/barriere-melden/": lambda client: oeffnen(client, "/barriere-melden/"),
    "/akteure/verein/berichtigen/": lambda client: oeffnen(client, "/akteure/verein/berichtigen/"),
    "/admin/login/": lambda _: {"username": "", "password": "", "next": "", "eingaben": ""},
    "/admin/passwort/": lambda _: {"email": ""},
}
ARTEN = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain",
    "",
]


@pytest.mark.parametrize("adresse", FORMULARE)
@WIE_OFT
@given(daten=st.data())
def test_every_public_form_takes_everything(adresse: str, daten: Any) -> None:
    client, kopf = browser(daten.draw(KOPF, label="kopf"))
    felder = FORMULARE[adresse](client)
    paare = []
    for name, wert in felder.items():
        anzahl = daten.draw(st.sampled_from([1, 1, 1, 0, 2]))
        roh = st.one_of(st.just(quote(str(wert))), ROH, ROH)
        paare += [f"{name}={daten.draw(roh, label=name)}" for _ in range(anzahl)]
    koerper = "&".join([*paare, *daten.draw(st.lists(ROH, max_size=2))])
    art = daten.draw(st.sampled_from([ARTEN[0]] * 12 + ARTEN), label="art")
    antwort = client.generic("POST", adresse, koerper, content_type=art, **kopf)
    geprueft(antwort, adresse + koerper)


def test_a_form_that_is_right_is_taken(jetzt: time_machine.Traveller) -> None:
    """Else the fuzzing would never come past the first check."""
    client, _ = browser({})
    daten = oeffnen(client, "/kontakt/") | {"text": "Hallo"}
    koerper = "&".join(f"{name}={quote(str(wert))}" for name, wert in daten.items())
    assert client.generic("POST", "/kontakt/", koerper, content_type=ARTEN[0]).status_code == 302


UNGEBUEHRLICHES = {
    "viele Felder": (b"&".join(b"a%d=1" % n for n in range(5_000)), 400),
    "ein langes Feld": (b"text=" + b"a" * 3_000_000, 400),
    "ein langer Name": (b"a" * 100_000 + b"=1", 200),
}


@pytest.mark.parametrize("was", UNGEBUEHRLICHES)
def test_too_much_at_once_is_refused(was: str) -> None:
    koerper, status = UNGEBUEHRLICHES[was]
    client, _ = browser({})
    antwort = client.generic("POST", "/kontakt/", koerper, content_type=ARTEN[0])
    assert geprueft(antwort, "").status_code == status
