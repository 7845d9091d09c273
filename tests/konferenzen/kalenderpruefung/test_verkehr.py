"""What is said over HTTP around a calendar."""

from dataclasses import replace
from typing import Any

import pytest

from konferenzen.kalenderpruefung.abruf import Antwort
from konferenzen.kalenderpruefung.verkehr import Gespraech, fuehren, pruefen
from tests.konferenzen.kalenderpruefung.muster import JETZT, PORTAL, saetze

KOPF = {
    "content-type": "text/calendar; charset=utf-8",
    "content-length": "5",
    "content-disposition": 'inline; filename="welper.ics"',
    "cache-control": "public, no-cache",
    "etag": '"abc"',
    "last-modified": "Tue, 13 Jan 2026 23:00:00 GMT",
}
DA = Antwort(200, KOPF | {"date": "1"}, b"BEGIN")
NUR_KOPF = Antwort(200, KOPF | {"date": "2"}, b"")
UNVERAENDERT = Antwort(304, {name: KOPF[name] for name in ("etag", "cache-control")}, b"")
GUT = Gespraech(
    erste=DA,
    zweite=DA,
    kopf=NUR_KOPF,
    mit_etag=UNVERAENDERT,
    mit_datum=UNVERAENDERT,
    mit_fremdem_etag=DA,
)


def befunde(gespraech: Gespraech, *, herunterladen: bool = False) -> list[str]:
    return saetze(list(pruefen(gespraech, herunterladen=herunterladen, jetzt=JETZT)))


def mit_kopf(**zeilen: str | None) -> Gespraech:
    """Give a talk in which all full answers have these headers; those that are None are gone."""
    neu = {name.replace("_", "-"): wert for name, wert in zeilen.items()}
    kopf = {name: wert for name, wert in (KOPF | neu).items() if wert is not None}
    da = Antwort(200, kopf, b"BEGIN")
    gleich = {name: kopf[name] for name in ("etag", "cache-control") if name in kopf}
    unveraendert = Antwort(304, gleich, b"")
    return Gespraech(da, da, replace(da, inhalt=b""), unveraendert, unveraendert, da)


def test_what_is_right_is_not_found() -> None:
    assert befunde(GUT) == []
    ablage = 'attachment; filename="welper-2026.ics"'
    assert befunde(mit_kopf(content_disposition=ablage), herunterladen=True) == []
    assert befunde(mit_kopf(content_length=None)) == []


@pytest.mark.parametrize(
    ("zeilen", "satz"),
    [
        (
            {"content_type": "text/plain"},
            "Content-Type ist „text/plain“ statt „text/calendar; charset=utf-8“. [RFC 5545, 8.1]",
        ),
        ({"etag": 'W/"abc"'}, 'ETag fehlt oder ist nicht stark: „W/"abc"“. [RFC 9110, 8.8.3]'),
        ({"etag": None}, "ETag fehlt oder ist nicht stark: „“. [RFC 9110, 8.8.3]"),
        (
            {"last_modified": None},
            "Last-Modified fehlt oder ist kein Datum: „“. [RFC 9110, 8.8.2]",
        ),
        (
            {"last_modified": "Wed, 14 Jan 2026 09:00:01 GMT"},
            (
                "Last-Modified liegt in der Zukunft: Wed, 14 Jan 2026 09:00:01 GMT. "
                "[RFC 9110, 8.8.2.1]"
            ),
        ),
        (
            {"last_modified": "Thu, 15 Jan 2026 09:00:01 -0000"},
            (
                "Last-Modified liegt in der Zukunft: Thu, 15 Jan 2026 09:00:01 -0000. "
                "[RFC 9110, 8.8.2.1]"
            ),
        ),
        ({"cache_control": "private"}, f"Cache-Control enthält nicht „public“. [{PORTAL}]"),
        ({"set_cookie": "a=b"}, f"Ein Cookie wird gesetzt. [{PORTAL}]"),
        ({"vary": "Cookie"}, f"Vary ist „Cookie“: Kein Zwischenspeicher hilft. [{PORTAL}]"),
        (
            {"content_disposition": "inline"},
            f"Content-Disposition ist „inline“ statt inline mit Dateinamen. [{PORTAL}]",
        ),
        (
            {"content_disposition": 'attachment; filename="a.ics"'},
            (
                'Content-Disposition ist „attachment; filename="a.ics"“ statt inline mit '
                f"Dateinamen. [{PORTAL}]"
            ),
        ),
        ({"content_length": "6"}, "Content-Length ist 6 bei 5 Oktetten. [RFC 9110, 8.6]"),
    ],
)
def test_a_broken_header_is_found(zeilen: dict[str, str | None], satz: str) -> None:
    assert befunde(mit_kopf(**zeilen)) == [satz]


@pytest.mark.parametrize(
    ("anders", "satz"),
    [
        (
            {"zweite": replace(DA, inhalt=b"BEGIM")},
            f"Ein zweiter Abruf bringt andere Bytes. [{PORTAL}]",
        ),
        (
            {"zweite": replace(DA, status=406)},
            f"Mit „Accept: image/png“ gibt es keinen Kalender. [{PORTAL}]",
        ),
        ({"kopf": replace(NUR_KOPF, status=405)}, "HEAD hat den Status 405. [RFC 9110, 9.3.2]"),
        ({"kopf": DA}, "HEAD hat einen Inhalt. [RFC 9110, 9.3.2]"),
        (
            {"kopf": replace(NUR_KOPF, kopf=KOPF | {"content-length": "0", "etag": '"x"'})},
            "HEAD sagt anderes als GET: content-length, etag. [RFC 9110, 9.3.2]",
        ),
        ({"mit_etag": DA}, "If-None-Match bringt 200 statt 304. [RFC 9110, 15.4.5]"),
        ({"mit_datum": DA}, "If-Modified-Since bringt 200 statt 304. [RFC 9110, 15.4.5]"),
        (
            {"mit_etag": replace(UNVERAENDERT, inhalt=b"x")},
            "Die 304 auf If-None-Match hat einen Inhalt. [RFC 9110, 15.4.5]",
        ),
        (
            {"mit_etag": replace(UNVERAENDERT, kopf={"cache-control": "public, no-cache"})},
            "Die 304 auf If-None-Match hat ein anderes etag. [RFC 9110, 15.4.5]",
        ),
        (
            {"mit_fremdem_etag": UNVERAENDERT},
            "If-None-Match geht nicht vor If-Modified-Since. [RFC 9110, 13.2.2]",
        ),
    ],
)
def test_a_broken_answer_is_found(anders: dict[str, Antwort], satz: str) -> None:
    assert befunde(replace(GUT, **anders)) == [satz]


@pytest.mark.parametrize(
    ("erste", "satz"),
    [
        (
            Antwort(301, {"location": "https://q.example.org/"}, b""),
            (
                "Weiterleitung nach https://q.example.org/; Kalenderprogramme folgen nicht "
                f"zuverlässig. [{PORTAL}]"
            ),
        ),
        (Antwort(404, {}, b""), f"Die Antwort hat den Status 404. [{PORTAL}]"),
        (
            Antwort(200, {"content-type": "text/html; charset=utf-8"}, b"<html>"),
            f"Statt eines Kalenders kommt eine HTML-Seite. [{PORTAL}]",
        ),
    ],
)
def test_what_is_no_calendar_is_told_once(erste: Antwort, satz: str) -> None:
    assert befunde(Gespraech(erste, erste, erste, erste, erste, erste)) == [satz]


def test_a_change_in_between_is_no_fault() -> None:
    """Somebody saves a conference after the second question."""
    gefragt: list[Any] = []

    def abruf(methode: str, _pfad: str, kopf: Any) -> Antwort:
        gefragt.append(kopf)
        inhalt, etag = (b"BEGIN", '"abc"') if len(gefragt) < 3 else (b"NEUER", '"neu"')
        zeilen = KOPF | {"etag": etag}
        if kopf.get("If-None-Match", etag) == etag and kopf.keys() & {
            "If-None-Match",
            "If-Modified-Since",
        }:
            return replace(UNVERAENDERT, kopf=zeilen)
        return Antwort(200, zeilen, b"" if methode == "HEAD" else inhalt)

    assert befunde(fuehren(abruf, "/kalender/alle.ics")) == []
    assert len(gefragt) == 12
