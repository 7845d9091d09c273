"""Parts of a file: what players ask for, what they get, and what is no question at all."""

from io import BytesIO

import pytest
from django.core.files import File
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from hattingen_portal.grundlage.teilabruf import UnerfuellbarError, bereich, teilantwort

# Closing an answer looks after the database, too.
MIT_DATENBANK = pytest.mark.django_db
INHALT = bytes(range(100))


def antwort(methode: str = "GET", **kopf: str) -> tuple[HttpResponseBase, bytes]:
    datei = File(BytesIO(INHALT), "film.mp4")
    anfrage = RequestFactory().generic(
        methode, "/", headers={k.replace("_", "-"): v for k, v in kopf.items()}
    )
    ergebnis = teilantwort(anfrage, datei, content_type="video/mp4", etag='"a"')
    inhalt = ergebnis.getvalue()  # type: ignore[attr-defined]  # only the stubs lack it in the base
    ergebnis.close()
    assert datei.closed
    return ergebnis, inhalt


@pytest.mark.parametrize(
    ("kopf", "erwartet"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-1", range(2)),
        ("bytes=10-", range(10, 100)),
        ("bytes=99-99", range(99, 100)),
        ("bytes=90-200", range(90, 100)),
        ("bytes=-5", range(95, 100)),
        ("bytes=-500", range(100)),
        (" BYTES = 1-2 ", range(1, 3)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-4", None),
        ("bytes=0-1,5-6", None),
        ("zeilen=0-1", None),
        ("bytes=a-b", None),
        ("bytes=1-2x", None),
        (f"bytes=0-{'9' * 5000}", None),
    ],
)
def test_what_a_header_asks_for(kopf: str, erwartet: range | None) -> None:
    assert bereich(kopf, 100) == erwartet


@pytest.mark.parametrize("kopf", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_what_lies_behind_the_end_cannot_be_given(kopf: str) -> None:
    with pytest.raises(UnerfuellbarError):
        bereich(kopf, 100)


@MIT_DATENBANK
def test_without_a_question_comes_the_whole() -> None:
    ergebnis, inhalt = antwort()
    assert (ergebnis.status_code, inhalt) == (200, INHALT)
    assert dict(ergebnis.items()) == {
        "Content-Type": "video/mp4",
        "Accept-Ranges": "bytes",
        "Content-Length": "100",
        "ETag": '"a"',
    }


@MIT_DATENBANK
def test_a_part_says_which_it_is() -> None:
    ergebnis, inhalt = antwort(Range="bytes=10-19")
    assert (ergebnis.status_code, inhalt) == (206, INHALT[10:20])
    assert ergebnis["Content-Range"] == "bytes 10-19/100"
    assert ergebnis["Content-Length"] == "10"


@MIT_DATENBANK
def test_a_large_part_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hattingen_portal.grundlage.teilabruf.STUECK", 7)
    assert antwort(Range="bytes=3-90")[1] == INHALT[3:91]


@MIT_DATENBANK
def test_a_part_behind_the_end_is_refused_with_the_length() -> None:
    ergebnis, inhalt = antwort(Range="bytes=100-")
    assert (ergebnis.status_code, inhalt) == (416, b"")
    assert ergebnis["Content-Range"] == "bytes */100"


@MIT_DATENBANK
def test_who_has_a_part_of_another_file_gets_the_whole() -> None:
    assert antwort(Range="bytes=1-2", If_Range='"b"')[0].status_code == 200
    assert antwort(Range="bytes=1-2", If_Range='"a"')[0].status_code == 206


@MIT_DATENBANK
def test_head_asks_for_no_part() -> None:
    assert antwort("HEAD", Range="bytes=1-2")[0].status_code == 200
