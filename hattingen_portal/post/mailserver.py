"""Which server takes the portal's mail: read from one address, like the database."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

WARTEZEIT = 10.0  # seconds for each answer of the server
FRIST = (
    600.0  # seconds for the whole; most of it is for looking into the mail (RFC 5321, 4.5.3.2.6)
)


class Verschluesselung(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    KEINE = "keine"


# RFC 6409 and RFC 8314, section 3.3
PORTS = {Verschluesselung.STARTTLS: 587, Verschluesselung.TLS: 465, Verschluesselung.KEINE: 25}


@dataclass(frozen=True)
class Mailserver:
    """How to reach it. Each of its answers may take `wartezeit`, all together `frist` (seconds);
    the one to the mail itself may take all that is left.
    """

    rechner: str
    port: int
    verschluesselung: Verschluesselung
    name: str = ""
    passwort: str = field(default="", repr=False)
    wartezeit: float = WARTEZEIT
    frist: float = FRIST

    def __str__(self) -> str:
        return f"{self.rechner}:{self.port}"


def mailserver_lesen(adresse: str) -> Mailserver | None:
    """Give the server that `adresse` (PORTAL_SMTP_URL) names, None where it is empty.

    Encryption is never optional: one that an attacker could talk away would be none (RFC 8314,
    section 4.1). Raises ImproperlyConfigured with a sentence that repeats nothing of the address,
    since a password may stand in it.
    """
    if not adresse:
        return None
    try:
        teile = urlsplit(adresse)
        port, angaben = teile.port, dict(parse_qsl(teile.query, strict_parsing=bool(teile.query)))
    except ValueError:
        raise _unlesbar("sie lässt sich nicht lesen") from None
    if teile.scheme not in {"smtp", "smtps"}:
        raise _unlesbar("sie beginnt weder mit smtp:// noch mit smtps://")
    if not teile.hostname:
        raise _unlesbar("der Rechner fehlt")
    if teile.path.strip("/") or teile.fragment or angaben not in ({}, {"tls": "nein"}):
        raise _unlesbar("nach dem Rechner steht etwas anderes als ein Port oder „?tls=nein“")
    if bool(teile.username) != bool(teile.password):
        raise _unlesbar("Name und Passwort stehen nur zusammen")
    if teile.scheme == "smtps":
        art = Verschluesselung.TLS
    else:
        art = Verschluesselung.KEINE if angaben else Verschluesselung.STARTTLS
    if angaben and (teile.username or teile.scheme == "smtps"):
        raise _unlesbar("„?tls=nein“ geht nur mit smtp:// und ohne Name und Passwort")
    return Mailserver(
        rechner=teile.hostname,
        port=port or PORTS[art],
        verschluesselung=art,
        name=unquote(teile.username or ""),
        passwort=unquote(teile.password or ""),
    )


def _unlesbar(grund: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        "PORTAL_SMTP_URL muss eine Adresse sein wie smtp://NAME:PASSWORT@mail.example.org:587 "
        "(STARTTLS), smtps://NAME:PASSWORT@mail.example.org:465 (TLS) oder "
        "smtp://localhost:25?tls=nein (ohne Verschlüsselung und Anmeldung), Sonderzeichen als "
        f"Prozentzahl, etwa @ als %40. An der gesetzten stimmt nicht: {grund}."
    )
