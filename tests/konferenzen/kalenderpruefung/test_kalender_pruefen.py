"""`manage.py kalender_pruefen` over a portal in which everything stands that can stand there."""

import io
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from konferenzen.models import Art, Form, Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.abruf import MONTAG, TAG, aendern

BOESE = "Öl; Wein, C:\\Neu \\n 🎉 مؤتمر\x01\x07\u2028Ende"


def alle_zustaende() -> None:
    """Make one conference of each kind that the portal knows, and what nobody may see."""
    welper = f.stadtteil("Welper", slug="welper")
    mitte = f.stadtteil("Hattingen-Mitte", kuerzel="Mitte", slug="hattingen-mitte")
    haus = f.ort("Haus; Hof, Garten", breite="51.399210", laenge="7.186330")
    thema: dict[str, Any] = {"art": Art.THEMENKONFERENZ}
    f.konferenz(stadtteil=welper, beginn=MONTAG, ort=haus)
    f.konferenz(**thema, titel="Vor langem", beginn=f.JETZT - 364 * TAG)
    f.konferenz(**thema, titel="Zu alt", beginn=f.JETZT - 366 * TAG)
    f.konferenz(**thema, titel="Entwurf", beginn=MONTAG, status=Status.ENTWURF)
    f.konferenz(**thema, titel="Morgen", beginn=MONTAG, veroeffentlichen_ab=f.JETZT + TAG)
    f.konferenz(**thema, titel="Undatiert", stadtteil=mitte, datum_hinweis="im Mai")
    f.konferenz(**thema, titel="Online", beginn=MONTAG, form=Form.ONLINE)
    f.konferenz(**thema, titel=BOESE, beschreibung=BOESE * 60, beginn=MONTAG, stadtteil=mitte)
    f.konferenz(
        stadtteil=mitte,
        runde=f.runde("Beispielrunde", beispiel=True),
        beginn=f.berlin(2026, 3, 29, 17),
    )
    for titel, felder in (
        ("Verlegt", {"beginn": MONTAG + 9 * TAG, "ende": MONTAG + 10 * TAG}),
        ("Abgesagt", {"status": Status.ABGESAGT, "statusgrund": BOESE}),
        ("Verschoben", {"status": Status.VERSCHOBEN, "beginn": None, "ende": None}),
        ("Zurück", {"status": Status.ZURUECKGEZOGEN}),
    ):
        aendern(f.konferenz(**thema, titel=titel, beginn=MONTAG, stadtteil=welper), **felder)


def pruefen(*angaben: str) -> tuple[int, str]:
    """Give the exit code and what is printed."""
    ausgabe = io.StringIO()
    try:
        call_command("kalender_pruefen", *angaben, stdout=ausgabe)
    except SystemExit as ende:
        return int(ende.code or 0), ausgabe.getvalue()
    return 0, ausgabe.getvalue()


@pytest.fixture
def uhr() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(f.JETZT + timedelta(hours=1), tick=False) as reise:
        yield reise


@pytest.mark.django_db
@pytest.mark.usefixtures("uhr")
@pytest.mark.parametrize(
    ("basis", "postfach"),
    [("http://127.0.0.1:8000", ""), ("https://quartiere.example.org", "buero@example.org")],
)
def test_all_is_well_with_every_state(basis: str, postfach: str, settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = basis
    settings.PORTAL_EMAIL = postfach
    settings.ALLOWED_HOSTS = ["127.0.0.1", "quartiere.example.org"]
    settings.SECURE_SSL_REDIRECT = basis.startswith("https")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    alle_zustaende()

    assert pruefen() == (0, "16 Kalender geprüft, alles in Ordnung.\n")


@pytest.mark.django_db
@pytest.mark.usefixtures("uhr")
def test_an_empty_portal_has_valid_calendars() -> None:
    assert pruefen() == (0, "6 Kalender geprüft, alles in Ordnung.\n")


@pytest.mark.django_db
@pytest.mark.usefixtures("uhr")
def test_what_is_wrong_is_told_in_each_feed_that_shows_it() -> None:
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper", slug="welper"), beginn=MONTAG)
    konferenz = Konferenz.objects.get(pk=konferenz.pk)
    Konferenz.objects.filter(pk=konferenz.pk).update(sequenz=0)
    befund = (
        f"  UID {konferenz.uid}: SEQUENCE ist „0“; öffentlich beginnt sie bei 1. "
        "[Regel des Portals]\n"
    )

    assert pruefen() == (
        1,
        (
            f"/kalender/alle.ics\n{befund}"
            f"/termine/{konferenz.slug}/termin.ics\n{befund}"
            f"/kalender/stadtteil/welper.ics\n{befund}"
            f"/kalender/art/stadtteilkonferenz.ics\n{befund}"
            "8 Kalender geprüft, 4 Verstöße gefunden.\n"
        ),
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("uhr")
def test_a_draft_in_a_feed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The query of the feeds is made to leak, as a careless change of it would."""
    konferenz = f.konferenz(art=Art.SPRECHSTUNDE, titel="Rat", beginn=MONTAG, status=Status.ENTWURF)
    monkeypatch.setattr(
        type(Konferenz.objects.all()), "im_kalender", lambda zeilen, _ab=None: zeilen.all()
    )

    code, ausgabe = pruefen()

    gehoert_nicht = f"UID {konferenz.uid}: Dieser Termin gehört nicht in diesen Kalender."
    assert (code, ausgabe.count(gehoert_nicht)) == (1, 2)


# --- Over the network --------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_running_portal_is_checked_over_http(live_server: LiveServer) -> None:
    welper = f.stadtteil("Welper", slug="welper")
    felder: dict[str, Any] = {"jetzt": f.JETZT, "art": Art.SPRECHSTUNDE, "titel": BOESE}
    f.konferenz(**felder, stadtteil=welper, beginn=f.berlin(2126, 7, 1, 17))

    assert pruefen(live_server.url) == (0, "5 Kalender geprüft, alles in Ordnung.\n")
    assert pruefen(f"{live_server.url}/kalender/stadtteil/welper.ics") == (
        0,
        "2 Kalender geprüft, alles in Ordnung.\n",
    )
    assert pruefen(f"{live_server.url}/kalender/art/gibt-es-nicht.ics") == (
        1,
        (
            "/kalender/art/gibt-es-nicht.ics\n"
            "  HTTP: Die Antwort hat den Status 404. [Regel des Portals]\n"
            "1 Kalender geprüft, 1 Verstoß gefunden.\n"
        ),
    )


@pytest.fixture
def anderer_server() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the address of a server that is no portal, and what it shall answer."""
    antwort: dict[str, Any] = {"status": 200, "kopf": {}, "inhalt": b""}

    class Antwortend(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(antwort["status"])
            for name, wert in antwort["kopf"].items():
                self.send_header(name, wert)
            self.end_headers()
            self.wfile.write(antwort["inhalt"])

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwortend) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", antwort
        server.shutdown()


@pytest.mark.parametrize(
    ("antwort", "satz"),
    [
        (
            {"status": 301, "kopf": {"Location": "https://quartiere.example.org/kalender/"}},
            (
                "{url} leitet weiter. Bitte geben Sie dieses Portal an: "
                "https://quartiere.example.org/kalender/"
            ),
        ),
        (
            {"inhalt": b"<h1>Willkommen</h1>"},
            (
                "Unter {url} steht keine Seite /kalender/ mit Kalendern (Status 200). Ist das die "
                "Adresse des Portals?"
            ),
        ),
        (
            {"status": 500},
            (
                "Unter {url} steht keine Seite /kalender/ mit Kalendern (Status 500). Ist das die "
                "Adresse des Portals?"
            ),
        ),
    ],
)
def test_a_server_that_is_no_portal_is_told(
    antwort: dict[str, Any], satz: str, anderer_server: tuple[str, dict[str, Any]]
) -> None:
    url, antworten = anderer_server
    antworten.update(antwort)

    with pytest.raises(CommandError) as fehler:
        pruefen(url)

    assert str(fehler.value) == satz.format(url=url)


def test_a_page_in_place_of_a_calendar_is_told(
    anderer_server: tuple[str, dict[str, Any]],
) -> None:
    url, antworten = anderer_server
    antworten.update(kopf={"Content-Type": "text/html"}, inhalt=b"<h1>Anmeldung</h1>")

    assert pruefen(f"{url}/kalender/alle.ics") == (
        1,
        (
            "/kalender/alle.ics\n"
            "  HTTP: Statt eines Kalenders kommt eine HTML-Seite. [Regel des Portals]\n"
            "1 Kalender geprüft, 1 Verstoß gefunden.\n"
        ),
    )


def test_an_address_where_nobody_is_or_that_is_none() -> None:
    for url, satz in (
        (
            "http://127.0.0.1:1",
            "http://127.0.0.1:1 ist nicht erreichbar ([Errno 111] Connection refused).",
        ),
        ("ftp://a", "„ftp://a“ ist keine Adresse, die mit http:// oder https:// beginnt."),
        ("portal", "„portal“ ist keine Adresse, die mit http:// oder https:// beginnt."),
        ("http://[", "„http://[“ ist keine Adresse, die mit http:// oder https:// beginnt."),
        (
            "http://a:99999",
            "„http://a:99999“ ist keine Adresse, die mit http:// oder https:// beginnt.",
        ),
    ):
        with pytest.raises(CommandError) as fehler:
            pruefen(url)
        assert str(fehler.value) == satz
