"""Handing over: a real server that takes, refuses, hangs, hangs up, encrypts, wants a login."""

import socket
import time
from pathlib import Path

import pytest

from hattingen_portal.post.mailserver import Mailserver, Verschluesselung
from hattingen_portal.post.smtp import Ablehnung, NichtZugestelltError, uebergeben
from tests.post.smtpserver import (
    Verhalten,
    anmeldung,
    mailserver,
    smtpserver,
    tropfend,
    zertifikat,
)

MAIL = b"From: portal@example.org\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n"
A, B = "a@example.org", "b@example.org"


def uebergabe(server: Mailserver, *an: str) -> dict[str, Ablehnung]:
    return uebergeben(
        server, MAIL, rechnername="portal.example.org", absender="portal@example.org", an=an or (A,)
    )


def scheitern(server: Mailserver, *an: str) -> tuple[str, bool]:
    """Give the sentence of the failure without the server's name, and whether it is final."""
    with pytest.raises(NichtZugestelltError) as fehler:
        uebergabe(server, *an)
    satz = str(fehler.value).replace(f"„{server}“", "„S“").replace(f"„{server.rechner}“", "„R“")
    return satz, fehler.value.endgueltig


def test_what_the_server_takes_arrives_byte_by_byte(
    verhalten: Verhalten, server: Mailserver
) -> None:
    assert uebergabe(server, A, B) == {}
    assert verhalten.angenommen == [("portal@example.org", [A, B], MAIL)]


@pytest.mark.parametrize(
    ("code", "endgueltig"), [("550 no such user", True), ("451 greylisted", False)]
)
def test_a_refused_recipient_does_not_take_the_mail_from_the_others(
    verhalten: Verhalten, server: Mailserver, code: str, endgueltig: bool
) -> None:
    verhalten.empfaenger[A] = code

    assert uebergabe(server, A, B) == {
        A: Ablehnung(f"Der Mailserver nimmt den Empfänger {A} nicht an: {code}", endgueltig)
    }
    assert verhalten.angenommen == [("portal@example.org", [B], MAIL)]


def test_without_any_recipient_left_no_mail_is_sent(
    verhalten: Verhalten, server: Mailserver
) -> None:
    verhalten.empfaenger[A] = "550 no such user"

    assert list(uebergabe(server, A)) == [A]
    assert verhalten.angenommen == []


@pytest.mark.parametrize(
    ("antwort", "endgueltig"), [("554 looks like spam", True), ("452 disk full", False)]
)
def test_a_refused_mail_is_final_where_the_server_says_so(
    verhalten: Verhalten, server: Mailserver, antwort: str, endgueltig: bool
) -> None:
    verhalten.mail = antwort

    assert scheitern(server) == (f"Der Mailserver nimmt die Mail nicht an: {antwort}", endgueltig)


def test_a_refused_sender_is_a_matter_of_the_setup(
    verhalten: Verhalten, server: Mailserver
) -> None:
    verhalten.absender = "550 sender unknown"

    assert scheitern(server) == (
        "Der Mailserver nimmt den Absender portal@example.org nicht an: 550 sender unknown",
        False,
    )


def test_words_of_the_server_become_one_short_printable_line(
    verhalten: Verhalten, server: Mailserver
) -> None:
    verhalten.mail = "554-schlecht\x00\x1b[31m\r\n554 " + "x" * 400

    satz = "Der Mailserver nimmt die Mail nicht an: 554 schlecht[31m xxx"
    assert scheitern(server)[0].startswith(satz)
    assert len(scheitern(server)[0]) == len("Der Mailserver nimmt die Mail nicht an: ") + 200


def test_a_server_that_hangs_is_left_after_the_time_that_is_set(
    verhalten: Verhalten, server: Mailserver
) -> None:
    verhalten.schweigt_bei = A

    assert scheitern(mailserver(server.port, frist=0.3)) == (
        "Der Mailserver „S“ braucht zu lange (0,3 Sekunden gewartet).",
        False,
    )


def test_a_server_may_look_into_a_mail_for_longer_than_into_an_address(
    verhalten: Verhalten, server: Mailserver
) -> None:
    verhalten.bei_mail = lambda: time.sleep(0.6)

    assert uebergabe(mailserver(server.port, wartezeit=0.3)) == {}
    assert len(verhalten.angenommen) == 1


@pytest.mark.parametrize(
    ("art", "anfang"),
    [
        (Verschluesselung.STARTTLS, b"220-"),
        (Verschluesselung.TLS, b"\x16\x03\x03\x20\x00"),  # 8 kB of handshake (RFC 8446, 5.1)
    ],
)
def test_a_server_that_answers_byte_by_byte_is_cut_off(
    art: Verschluesselung, anfang: bytes
) -> None:
    with tropfend(anfang + b"x" * 8192) as port:
        assert scheitern(mailserver(port, verschluesselung=art, wartezeit=5, frist=0.3)) == (
            "Der Mailserver „S“ braucht zu lange (0,3 Sekunden gewartet).",
            False,
        )


def test_a_server_that_takes_the_connection_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stumm:
        assert scheitern(mailserver(stumm.getsockname()[1], wartezeit=0.3)) == (
            "Der Mailserver „S“ antwortet nicht (0,3 Sekunden gewartet).",
            False,
        )


def test_a_server_that_hangs_up_in_the_middle_of_the_mail(
    verhalten: Verhalten, server: Mailserver
) -> None:
    verhalten.mail = "auflegen"

    assert scheitern(server) == ("Der Mailserver „S“ hat die Verbindung abgebrochen.", False)


def test_a_server_that_wants_nobody_today() -> None:
    with tropfend(b"554 no service\r\n") as port:
        assert scheitern(mailserver(port)) == ("Der Mailserver „S“ weist ab: 554 no service", False)


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert scheitern(mailserver(port)) == (
        "Der Mailserver „S“ nimmt keine Verbindung an.",
        False,
    )


def test_a_name_that_does_not_exist() -> None:
    server = Mailserver("mail.invalid", 25, Verschluesselung.KEINE)  # RFC 6761, section 6.4

    assert scheitern(server) == (
        "Der Mailserver „R“ ist unter diesem Namen nicht zu finden.",
        False,
    )


# --- Encryption ----------------------------------------------------------------------------------


def test_a_server_without_encryption_gets_nothing(verhalten: Verhalten, server: Mailserver) -> None:
    starttls = mailserver(server.port, verschluesselung=Verschluesselung.STARTTLS)
    assert scheitern(starttls) == (
        "Der Mailserver „S“ bietet keine Verschlüsselung (STARTTLS) an.",
        False,
    )
    tls = mailserver(server.port, verschluesselung=Verschluesselung.TLS)
    assert scheitern(tls) == ("Mit dem Mailserver „S“ kommt keine Verschlüsselung zustande.", False)
    assert verhalten.angenommen == []


@pytest.mark.parametrize("art", [Verschluesselung.STARTTLS, Verschluesselung.TLS])
def test_a_certificate_that_nobody_vouches_for_is_refused_and_a_trusted_one_taken(
    verhalten: Verhalten, art: Verschluesselung, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    datei, kontext = zertifikat(tmp_path)
    angaben = (
        {"ssl_context": kontext}
        if art is Verschluesselung.TLS
        else {"tls_context": kontext, "require_starttls": True}
    )
    with smtpserver(verhalten, **angaben) as port:
        server = mailserver(port, verschluesselung=art)
        satz, endgueltig = scheitern(server)
        assert satz.startswith("Das Zertifikat des Mailservers „S“ ist nicht gültig (self")
        assert not endgueltig
        assert verhalten.angenommen == []

        monkeypatch.setenv("SSL_CERT_FILE", str(datei))
        assert uebergabe(server) == {}
    assert len(verhalten.angenommen) == 1


@pytest.mark.parametrize(
    ("passwort", "erwartet"),
    [
        ("geheim", None),
        (
            "falsch",
            "Der Mailserver „S“ lehnt die Anmeldung mit dem gesetzten Namen und Passwort ab (535).",
        ),
        ("", "Der Mailserver nimmt den Absender portal@example.org nicht an: 530 "),
    ],
)
def test_a_server_that_wants_a_login(
    verhalten: Verhalten,
    passwort: str,
    erwartet: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    datei, kontext = zertifikat(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(datei))
    with smtpserver(
        verhalten,
        tls_context=kontext,
        auth_required=True,
        authenticator=anmeldung("portal", "geheim"),
    ) as port:
        server = mailserver(
            port,
            verschluesselung=Verschluesselung.STARTTLS,
            name="portal" if passwort else "",
            passwort=passwort,
        )
        if erwartet is None:
            assert uebergabe(server) == {}
        else:
            satz, endgueltig = scheitern(server)
            assert satz.startswith(erwartet)
            assert not endgueltig
    assert len(verhalten.angenommen) == (1 if erwartet is None else 0)


def test_a_server_that_knows_no_login(verhalten: Verhalten, server: Mailserver) -> None:
    angemeldet = mailserver(server.port, name="portal", passwort="geheim")

    assert scheitern(angemeldet) == (
        "Der Mailserver „S“ bietet keine Anmeldung an, die das Portal kennt.",
        False,
    )
    assert "geheim" not in repr(angemeldet)
