"""What the environment says, read and checked; `settings.py` makes Django's settings of it.

`docs/betrieb.md` lists every variable. Nothing here connects to anything.
"""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import dj_database_url
import psycopg
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from psycopg.conninfo import make_conninfo

# A server that swallows packets must not hold up anybody for minutes: how long a connection may
# take (seconds), after which silence it is asked whether the other side is still there (30 s, then
# every 5 s, three times), and how long what was sent may go unconfirmed (milliseconds).
VERBINDUNG = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
GEHEIMNIS_LAENGE = 50  # characters, as Django's own check W009 wants


def ja(name: str) -> bool:
    """Tell whether the environment variable `name` says yes; refuse what is neither yes nor no."""
    wert = os.environ.get(name, "").strip().lower()
    if wert in {"1", "ja", "true", "yes", "on"}:
        return True
    if wert in {"", "0", "nein", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} muss „ja“ oder „nein“ sein, nicht „{wert}“.")


def basis_url() -> SplitResult:
    """Give the public address PORTAL_BASIS_URL, which has a scheme, a host and no path.

    Raises ImproperlyConfigured for anything else.
    """
    adresse = os.environ.get("PORTAL_BASIS_URL", "http://127.0.0.1:8000").rstrip("/")
    basis = urlsplit(adresse)
    if basis.scheme not in {"http", "https"} or not basis.hostname or basis.path:
        raise ImproperlyConfigured(
            "PORTAL_BASIS_URL muss eine Adresse wie https://quartiere.example.org sein, "
            f"ohne Pfad; gelesen wurde „{adresse}“."
        )
    return basis


def einbetten_von() -> list[str]:
    """Give the origins (RFC 6454) of PORTAL_EINBETTEN_VON, whose pages may frame the list of dates.

    Raises ImproperlyConfigured for anything else: it would stand in the security policy.
    """
    adressen = re.split(r"[\s,]+", os.environ.get("PORTAL_EINBETTEN_VON", "").strip())
    herkuenfte = [adresse.lower().removesuffix("/") for adresse in adressen if adresse]
    for herkunft in herkuenfte:
        if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d{1,5})?", herkunft, re.ASCII):
            raise ImproperlyConfigured(
                "PORTAL_EINBETTEN_VON muss Adressen wie https://www.example.org enthalten, ohne "
                f"Pfad und mit Leerzeichen getrennt; gelesen wurde „{herkunft}“."
            )
    return herkuenfte


def proxys() -> int:
    """Give the number of proxies in front whose X-Forwarded-For is to be believed.

    Raises ImproperlyConfigured for anything but a small number.
    """
    wert = os.environ.get("PORTAL_PROXYS") or "0"
    if not re.fullmatch(r"\d", wert, re.ASCII):
        raise ImproperlyConfigured(
            f"PORTAL_PROXYS muss eine Zahl von 0 bis 9 sein, nicht „{wert}“."
        )
    return int(wert)


def sitzung() -> timedelta:
    """Give after how long without a click a login ends, from 30 minutes to two hours.

    Raises ImproperlyConfigured for anything else.
    """
    wert = os.environ.get("PORTAL_SITZUNG") or "90"
    if not re.fullmatch(r"\d{2,3}", wert, re.ASCII) or not 30 <= int(wert) <= 120:
        raise ImproperlyConfigured(
            f"PORTAL_SITZUNG muss eine Zahl von 30 bis 120 (Minuten) sein, nicht „{wert}“."
        )
    return timedelta(minutes=int(wert))


def geheimnis(daten: Path, *, lokal: bool) -> str:
    """Give the secret key: from the environment, or for a `lokal` address from a file in `daten`.

    The file makes `make start` work without a question and keeps logins over a restart.
    Raises ImproperlyConfigured for a public address without PORTAL_SECRET_KEY or with a short one.
    """
    if wert := os.environ.get("PORTAL_SECRET_KEY"):
        if not lokal and len(wert) < GEHEIMNIS_LAENGE:
            raise ImproperlyConfigured(
                f"PORTAL_SECRET_KEY ist zu kurz: Es braucht mindestens {GEHEIMNIS_LAENGE} Zeichen."
            )
        return wert
    if not lokal:
        raise ImproperlyConfigured(
            "PORTAL_SECRET_KEY fehlt. Bitte setzen Sie einen zufälligen, geheimen Wert "
            f"mit mindestens {GEHEIMNIS_LAENGE} Zeichen (siehe docs/betrieb.md)."
        )
    datei = daten / "geheimnis"
    if not datei.exists():
        daten.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=daten) as entwurf:
            entwurf.write(secrets.token_urlsafe(64))
            entwurf.flush()
            # A link appears whole or not at all: of processes that start together one wins.
            with suppress(FileExistsError):
                os.link(entwurf.name, datei)
    return datei.read_text()


def datenbank() -> dict[str, Any]:
    """Give the database of DATABASE_URL, or the embedded server where it is not set.

    Raises ImproperlyConfigured when the address is not one of a PostgreSQL server.
    """
    adresse = os.environ.get("DATABASE_URL", "")
    if not adresse:
        return {"ENGINE": "hattingen_portal.datenbank", "NAME": "hattingen"}
    try:
        einstellung: dict[str, Any] = dict(dj_database_url.parse(adresse))
    except ValueError:
        einstellung = {}
    if einstellung.get("ENGINE") != "django.db.backends.postgresql" or not einstellung["NAME"]:
        raise ImproperlyConfigured(
            "DATABASE_URL muss die Adresse eines PostgreSQL-Servers sein: "
            "postgres://NAME:PASSWORT@RECHNER:5432/DATENBANK. Sonderzeichen im Passwort stehen "
            "darin als Prozentzahl, etwa @ als %40."
        )
    try:
        make_conninfo(**einstellung.get("OPTIONS", {}))
    except psycopg.ProgrammingError as fehler:
        raise ImproperlyConfigured(
            f"DATABASE_URL enthält eine Angabe, die PostgreSQL nicht kennt ({str(fehler).strip()})."
        ) from fehler
    return einstellung | {"OPTIONS": VERBINDUNG | einstellung.get("OPTIONS", {})}


def absender(email: str, *, geht_hinaus: bool) -> str:
    """Give the address that the portal's mail comes from, and to which servers return it.

    `email` where none is set. Raises ImproperlyConfigured where both are missing and mail really
    goes out.
    """
    adresse = os.environ.get("PORTAL_ABSENDER") or email
    if not adresse and not geht_hinaus:
        return "portal@localhost.localdomain"
    try:
        validate_email(adresse)
    except ValidationError:
        raise ImproperlyConfigured(
            "PORTAL_ABSENDER muss eine E-Mail-Adresse sein: Von ihr kommen die Mails des Portals."
        ) from None
    return adresse
