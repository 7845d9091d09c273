"""A `Sendung` as it goes over the wire (RFC 5322)."""

import ipaddress
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone

LATIN_1 = 0xFF  # the last of the letters that German and its neighbours write with


def nachricht(
    *, an: Sequence[str], betreff: str, text: str, kennung: UUID, antwort_an: str = ""
) -> EmailMessage:
    """Make the message, dated now.

    It asks other programs not to answer it (RFC 3834, section 5). Raises ValueError for a line
    break in what becomes a header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(
        f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}",
        addr_spec=ascii_adresse(settings.PORTAL_ABSENDER),
    )
    mail["To"] = [Address(addr_spec=ascii_adresse(adresse)) for adresse in an]
    if antwort_an:
        mail["Reply-To"] = Address(addr_spec=ascii_adresse(antwort_an))
    mail["Subject"] = betreff
    mail["Date"] = timezone.localtime()
    mail["Message-ID"] = f"<{kennung}@{urlsplit(settings.PORTAL_BASIS_URL).hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text, cte="quoted-printable")
    return mail


def ascii_adresse(adresse: str) -> str:
    """Give `adresse` with its domain as the mail servers of the world know it (RFC 5891)."""
    name, _, domain = adresse.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}" if not domain.isascii() else adresse


def lesbare_adresse(adresse: str) -> str:
    """Give `adresse` with its domain as people write it: browsers send "xn--bcher" for "bücher".

    As it was where letters of other scripts stand in it, which look like ours and are not, and
    where the way back would lead to another domain ("straße" is one of its own since RFC 5891).
    """
    name, _, domain = adresse.rpartition("@")
    try:
        lesbar = f"{name}@{domain.encode('ascii').decode('idna')}"
        zurueck = ascii_adresse(lesbar)
    except UnicodeError:
        return adresse
    lateinisch = all(ord(zeichen) <= LATIN_1 for zeichen in lesbar)
    return lesbar if lateinisch and zurueck == adresse else adresse


def rechnername() -> str:
    """Give the name by which the portal introduces itself to a mail server (RFC 5321, 4.1.3)."""
    name = urlsplit(settings.PORTAL_BASIS_URL).hostname or "localhost"
    try:
        ziffern = ipaddress.ip_address(name)
    except ValueError:
        return name
    return f"[{'IPv6:' if ziffern.version == 6 else ''}{ziffern}]"
