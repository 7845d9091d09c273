"""Handing a message over to a mail server, in steps of which each can fail in its own words."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import cast

from hattingen_portal.post.mailserver import Mailserver, Verschluesselung


class NichtZugestelltError(Exception):
    """Nobody got the mail; the text is a German sentence for the clerk, without secrets."""

    def __init__(self, satz: str, *, endgueltig: bool = False) -> None:
        """Take the sentence, and whether another attempt would have the same outcome."""
        super().__init__(satz)
        self.endgueltig = endgueltig


@dataclass(frozen=True)
class Ablehnung:
    """That the server does not take a message for one of its recipients."""

    satz: str
    endgueltig: bool


def uebergeben(
    server: Mailserver,
    nachricht: bytes,
    *,
    rechnername: str,
    absender: str,
    an: Sequence[str],
    melden: Callable[[str], None] = lambda _schritt: None,
) -> dict[str, Ablehnung]:
    """Hand `nachricht` to `server` for the addresses `an`; give those that it refused.

    `absender` is the address for bounces, `melden` is told each step that is done. Raises
    NichtZugestelltError when nobody gets it for another reason. What rests on the setup (name,
    connection, encryption, login, sender) may be tried again, since an operator can mend it; a
    5xx about a recipient or the message is final (RFC 5321, section 4.2.1).
    """
    with _uebersetzt(server), _leitung(server) as leitung:
        smtp = smtplib.SMTP(local_hostname=rechnername)
        smtp.sock = leitung
        try:
            _begruessen(smtp, server)
            melden(f"Der Mailserver „{server}“ antwortet.")
            _verschluesseln(smtp, server, melden)
            _anmelden(smtp, server, melden)
            _pruefen(smtp.mail(absender), f"den Absender {absender}", endgueltig=False)
            melden(f"Er nimmt Mails von {absender} an.")
            abgelehnt = _empfaenger(smtp, an)
            if len(abgelehnt) < len(an):
                # It may look into the mail for minutes before it answers. Whoever hangs up earlier
                # sends again what has arrived (RFC 5321, section 4.5.3.2.6; RFC 1047).
                smtp.sock.settimeout(None)
                _pruefen(smtp.data(nachricht), "die Mail", endgueltig=True)
        finally:
            # It knows what it has taken over; an answer to the goodbye is not waited for.
            with suppress(OSError, smtplib.SMTPException):
                smtp.putcmd("quit")
            smtp.close()
    return abgelehnt


@contextmanager
def _leitung(server: Mailserver) -> Iterator[socket.socket]:
    """Connect to `server`, and cut the connection when its time for the whole is over.

    Each answer has a limit, too; but a server that sends one byte at a time never reaches that.
    Behind a name may lie several addresses, which are tried in turn.
    """
    leitung = socket.create_connection((server.rechner, server.port), server.wartezeit)
    schere = leitung.dup()  # ends the connection whatever TLS has made of the first socket
    abgelaufen = threading.Event()

    def abschneiden() -> None:
        abgelaufen.set()
        with suppress(OSError):  # the other side may have been quicker
            schere.shutdown(socket.SHUT_RDWR)

    uhr = threading.Timer(server.frist, abschneiden)
    uhr.daemon = True
    uhr.start()
    try:
        yield leitung
    except Exception as fehler:
        if not abgelaufen.is_set():
            raise
        raise NichtZugestelltError(
            f"Der Mailserver „{server}“ braucht zu lange ({_sekunden(server.frist)} gewartet)."
        ) from fehler
    finally:
        uhr.cancel()
        uhr.join()
        schere.close()


def _begruessen(smtp: smtplib.SMTP, server: Mailserver) -> None:
    if server.verschluesselung is Verschluesselung.TLS:
        _mit_tls(smtp, server)
    code, worte = smtp.getreply()
    if code != 220:
        raise smtplib.SMTPConnectError(code, worte)
    smtp.ehlo_or_helo_if_needed()


def _verschluesseln(smtp: smtplib.SMTP, server: Mailserver, melden: Callable[[str], None]) -> None:
    if server.verschluesselung is Verschluesselung.KEINE:
        return
    if server.verschluesselung is Verschluesselung.STARTTLS:
        if not smtp.has_extn("starttls"):
            raise NichtZugestelltError(
                f"Der Mailserver „{server}“ bietet keine Verschlüsselung (STARTTLS) an."
            )
        _pruefen(smtp.docmd("STARTTLS"), "STARTTLS", endgueltig=False)
        _mit_tls(smtp, server)
        # Asks anew: what was learned in the clear counts no more (RFC 3207, section 4.2).
        _pruefen(smtp.ehlo(), "EHLO", endgueltig=False)
    melden("Die Verbindung ist verschlüsselt.")


def _mit_tls(smtp: smtplib.SMTP, server: Mailserver) -> None:
    """Encrypt the connection of `smtp`; what the server has sent ahead in the clear is dropped."""
    leitung = cast("socket.socket", smtp.sock)
    smtp.sock = ssl.create_default_context().wrap_socket(leitung, server_hostname=server.rechner)
    smtp.file = None


def _anmelden(smtp: smtplib.SMTP, server: Mailserver, melden: Callable[[str], None]) -> None:
    if not server.name:
        return
    try:
        smtp.login(server.name, server.passwort)
    except smtplib.SMTPAuthenticationError as fehler:
        # The server's own words are left out: they may repeat the name.
        raise NichtZugestelltError(
            f"Der Mailserver „{server}“ lehnt die Anmeldung mit dem gesetzten Namen und Passwort "
            f"ab ({fehler.smtp_code})."
        ) from None
    except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected):
        raise
    except smtplib.SMTPException:
        raise NichtZugestelltError(
            f"Der Mailserver „{server}“ bietet keine Anmeldung an, die das Portal kennt."
        ) from None
    melden("Die Anmeldung ist angenommen.")


def _empfaenger(smtp: smtplib.SMTP, an: Sequence[str]) -> dict[str, Ablehnung]:
    abgelehnt = {}
    for adresse in an:
        try:
            _pruefen(smtp.rcpt(adresse), f"den Empfänger {adresse}", endgueltig=True)
        except NichtZugestelltError as fehler:
            abgelehnt[adresse] = Ablehnung(str(fehler), fehler.endgueltig)
    return abgelehnt


def _pruefen(antwort: tuple[int, bytes], was: str, *, endgueltig: bool) -> None:
    """Raise NichtZugestelltError unless the server has said yes to `was`."""
    code, worte = antwort
    if 200 <= code < 300:
        return
    raise NichtZugestelltError(
        f"Der Mailserver nimmt {was} nicht an: {_antwort(code, worte)}",
        endgueltig=endgueltig and code >= 500,
    )


def _antwort(code: int, worte: bytes) -> str:
    """Give a server's answer as it can be stored and read: one short printable line."""
    text = " ".join(worte.decode("ascii", "replace").split())
    return f"{code} {''.join(z for z in text if z.isprintable())}"[:200]


@contextmanager
def _uebersetzt(server: Mailserver) -> Iterator[None]:
    """Turn whatever the network or the server does into a NichtZugestelltError."""
    try:
        yield
    except socket.gaierror as fehler:
        raise NichtZugestelltError(
            f"Der Mailserver „{server.rechner}“ ist unter diesem Namen nicht zu finden."
        ) from fehler
    except ConnectionRefusedError as fehler:
        raise NichtZugestelltError(
            f"Der Mailserver „{server}“ nimmt keine Verbindung an."
        ) from fehler
    except ssl.SSLCertVerificationError as fehler:
        raise NichtZugestelltError(
            f"Das Zertifikat des Mailservers „{server}“ ist nicht gültig ({fehler.verify_message})."
        ) from fehler
    except smtplib.SMTPResponseException as fehler:
        worte = fehler.smtp_error
        worte = worte if isinstance(worte, bytes) else str(worte).encode()
        raise NichtZugestelltError(
            f"Der Mailserver „{server}“ weist ab: {_antwort(fehler.smtp_code, worte)}",
            endgueltig=isinstance(fehler, smtplib.SMTPDataError) and fehler.smtp_code >= 500,
        ) from fehler
    except (OSError, smtplib.SMTPException) as fehler:
        raise NichtZugestelltError(_abbruch(server, fehler)) from fehler


def _abbruch(server: Mailserver, fehler: Exception) -> str:
    """Say how the connection was lost; smtplib hides a timeout behind an error of its own."""
    ursachen = (fehler, fehler.__cause__, fehler.__context__)
    if any(isinstance(ursache, TimeoutError) for ursache in ursachen):
        return (
            f"Der Mailserver „{server}“ antwortet nicht ({_sekunden(server.wartezeit)} gewartet)."
        )
    if any(isinstance(ursache, ssl.SSLError) for ursache in ursachen):
        return f"Mit dem Mailserver „{server}“ kommt keine Verschlüsselung zustande."
    if isinstance(fehler, smtplib.SMTPServerDisconnected | ConnectionError):
        return f"Der Mailserver „{server}“ hat die Verbindung abgebrochen."
    return f"Der Mailserver „{server}“ ist nicht zu erreichen ({type(fehler).__name__})."


def _sekunden(zeit: float) -> str:
    return f"{zeit:g} Sekunden".replace(".", ",")
