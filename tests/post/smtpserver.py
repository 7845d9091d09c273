"""A mail server on loopback that does what a test tells it to, good or bad."""

import asyncio
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from hattingen_portal.post.mailserver import Mailserver, Verschluesselung

ANGENOMMEN = "250 OK"


@dataclass
class Verhalten:
    """What the server answers, and what it has taken over: envelope and bytes of each message."""

    absender: str = ANGENOMMEN
    empfaenger: dict[str, str] = field(default_factory=dict)
    mail: str = ANGENOMMEN
    schweigt_bei: str = ""
    bei_mail: Callable[[], None] = lambda: None
    angenommen: list[tuple[str | None, list[str], bytes]] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, adresse: str, _rest: list[str]
    ) -> str:
        envelope.mail_from = adresse
        return self.absender

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, adresse: str, _rest: list[str]
    ) -> str:
        antwort = self.empfaenger.get(adresse, ANGENOMMEN)
        if antwort == ANGENOMMEN:
            envelope.rcpt_tos.append(adresse)
        return antwort

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.bei_mail()
        if self.schweigt_bei in envelope.rcpt_tos:
            await asyncio.sleep(3600)
        if self.mail == "auflegen":
            server.transport.abort()
        elif self.mail == ANGENOMMEN:
            inhalt = (envelope.mail_from, list(envelope.rcpt_tos), envelope.content)
            self.angenommen.append(inhalt)
        return self.mail


class Regler(Controller):
    """Starts a server at whatever port is free, and then knows it."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtpserver(verhalten: Verhalten, **angaben: Any) -> Iterator[int]:
    """Run the server on a free port of 127.0.0.1; gives the port."""
    regler = Regler(verhalten, hostname="127.0.0.1", port=0, **angaben)
    regler.start()
    try:
        yield regler.port
    finally:
        regler.stop()


@contextmanager
def tropfend(worte: bytes) -> Iterator[int]:
    """Run a server that says `worte` one byte at a time until it is left; gives the port."""

    def tropfen() -> None:
        verbindung, _ = horcher.accept()
        with verbindung, suppress(OSError):
            for byte in worte:
                verbindung.sendall(bytes([byte]))
                time.sleep(0.01)

    with socket.create_server(("127.0.0.1", 0)) as horcher:
        faden = threading.Thread(target=tropfen)
        faden.start()
        yield horcher.getsockname()[1]
        faden.join()


def mailserver(port: int, **angaben: Any) -> Mailserver:
    """Give the settings for it, without encryption unless told otherwise."""
    vorgabe = {"verschluesselung": Verschluesselung.KEINE}
    return Mailserver(rechner="127.0.0.1", port=port, **vorgabe | angaben)


def zertifikat(ordner: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate that nobody has signed; give it, and the server's side of it."""
    schluessel, datei = ordner / "schluessel.pem", ordner / "zertifikat.pem"
    befehl = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    ausgabe = ["-keyout", str(schluessel), "-out", str(datei)]
    subprocess.run([*befehl.split(), *name, *ausgabe], check=True, capture_output=True)
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(datei, schluessel)
    return datei, server


def anmeldung(name: str, passwort: str) -> Callable[..., AuthResult]:
    """Give the server's check of a login."""

    def pruefen(
        server: SMTP, session: Session, envelope: Envelope, art: str, daten: LoginPassword
    ) -> AuthResult:
        richtig = (daten.login.decode(), daten.password.decode()) == (name, passwort)
        return AuthResult(success=richtig, handled=False)

    return pruefen
