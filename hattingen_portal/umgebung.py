"""What the environment says, read and checked; `settings.py` makes Django's settings of it.

`docs/betrieb.md` lists every variable. Nothing here connects to anything.
"""

import os
import re
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

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

# All that the portal reads; what else begins with PORTAL_ is a slip of the pen.
BEKANNTE = frozenset(
    {
        "PORTAL_ABSENDER",
        "PORTAL_BASIS_URL",
        "PORTAL_DATEN",
        "PORTAL_DEBUG",
        "PORTAL_EINBETTEN_VON",
        "PORTAL_EMAIL",
        "PORTAL_KOMMUNE",
        "PORTAL_LOG",
        "PORTAL_MIKROSPEICHER",
        "PORTAL_NAME",
        "PORTAL_PROXYS",
        "PORTAL_REDIS_URL",
        "PORTAL_S3_URL",
        "PORTAL_SECRET_KEY",
        "PORTAL_SICHERHEIT_BIS",
        "PORTAL_SITZUNG",
        "PORTAL_SMTP_URL",
        "PORTAL_TESTSYSTEM",
        "PORTAL_TRAEGER",
        "PORTAL_ZWEITER_FAKTOR",
    }
)

Wert = TypeVar("Wert")


class Sammlung:
    """Reads settings and keeps what is wrong with them, so that a person hears of all at once."""

    def __init__(self) -> None:
        self._saetze: list[str] = []

    def __call__(self, lesen: Callable[..., Wert], *args: Any, sonst: Any, **art: Any) -> Wert:
        """Give what `lesen` reads with `args` and `art`; `sonst` where it refuses, for the rest."""
        try:
            return lesen(*args, **art)
        except ImproperlyConfigured as fehler:
            self._saetze.append(str(fehler))
            ersatz: Wert = sonst
            return ersatz

    def abschliessen(self) -> None:
        """Raise ImproperlyConfigured with a line for each setting that was refused, if any was."""
        if self._saetze:
            raise ImproperlyConfigured("\n".join(self._saetze))


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


def protokollart() -> str:
    """Give how the log is written: "text" for a person at a terminal, "json" for a machine.

    Raises ImproperlyConfigured for anything else.
    """
    wert = os.environ.get("PORTAL_LOG") or "text"
    if wert not in {"text", "json"}:
        raise ImproperlyConfigured(f"PORTAL_LOG muss „text“ oder „json“ sein, nicht „{wert}“.")
    return wert


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


def sicherheit_bis() -> date | None:
    """Give the last day on which security.txt holds; None where PORTAL_SICHERHEIT_BIS is not set.

    Raises ImproperlyConfigured for what is no date.
    """
    wert = os.environ.get("PORTAL_SICHERHEIT_BIS")
    if not wert:
        return None
    try:
        return date.fromisoformat(wert)
    except ValueError:
        raise ImproperlyConfigured(
            f"PORTAL_SICHERHEIT_BIS muss ein Tag wie 2027-06-30 sein, nicht „{wert}“."
        ) from None


def geheimnis(daten: Path, *, lokal: bool) -> str:
    """Give the secret key: from the environment, or for a `lokal` address from a file in `daten`.

    The file makes `make start` work without a question and keeps logins over a restart.
    Raises ImproperlyConfigured for a public address without PORTAL_SECRET_KEY or with a short one,
    and where `daten` is no folder to write in.
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
    try:
        if not datei.exists():
            _geheimnis_anlegen(datei)
        return datei.read_text()
    except OSError:
        raise ImproperlyConfigured(
            f"PORTAL_DATEN: In {daten} kann das Portal nicht schreiben. Bitte prüfen Sie, ob das "
            "ein Ordner ist und wem er gehört."
        ) from None


def _geheimnis_anlegen(datei: Path) -> None:
    datei.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=datei.parent) as entwurf:
        entwurf.write(secrets.token_urlsafe(64))
        entwurf.flush()
        # A link appears whole or not at all: of processes that start together one wins.
        with suppress(FileExistsError):
            os.link(entwurf.name, datei)


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


def zwischenspeicher() -> dict[str, Any]:
    """Give the cache (Django's CACHES["default"]): that of PORTAL_REDIS_URL, which all processes
    share, or one in the memory of each process.

    Raises ImproperlyConfigured for another address, and where the package for it is missing.
    """
    adresse = os.environ.get("PORTAL_REDIS_URL", "")
    if not adresse:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "portal",
            # Pages, and beside them what is compressed; the least used make room.
            "OPTIONS": {"MAX_ENTRIES": 300},
        }
    teile = urlsplit(adresse)
    if teile.scheme not in {"redis", "rediss", "unix"} or not (teile.hostname or teile.path):
        raise ImproperlyConfigured(
            "PORTAL_REDIS_URL muss die Adresse eines Redis-Servers sein, wie "
            "redis://redis.example.org:6379/0 (verschlüsselt: rediss://)."
        )
    _paket_noetig("PORTAL_REDIS_URL", "redis")
    return {
        "BACKEND": "hattingen_portal.redisspeicher.RedisSpeicher",
        "LOCATION": adresse,
        "KEY_PREFIX": "portal",
        # A server that is away must not hold up a page (seconds).
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }


def medienablage() -> dict[str, Any]:
    """Give where uploads lie (Django's STORAGES["default"]): in the store of PORTAL_S3_URL, which
    several web servers share, or in `medien` in PORTAL_DATEN.

    Raises ImproperlyConfigured for another address, repeating nothing of it since a password stands
    in it, and where the package for it is missing.
    """
    adresse = os.environ.get("PORTAL_S3_URL", "")
    if not adresse:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    teile = urlsplit(adresse)
    eimer = teile.path.strip("/")
    angaben = dict(parse_qsl(teile.query))
    vollstaendig = teile.hostname and teile.username and teile.password and eimer
    if teile.scheme not in {"http", "https"} or not vollstaendig or "/" in eimer:
        raise ImproperlyConfigured(
            "PORTAL_S3_URL muss die Adresse einer Ablage mit S3-Schnittstelle sein: "
            "https://SCHLÜSSEL:GEHEIMNIS@RECHNER/EIMER?region=REGION. Sonderzeichen im Geheimnis "
            "stehen darin als Prozentzahl, etwa / als %2F."
        )
    _paket_noetig("PORTAL_S3_URL", "storages", "boto3")
    rechner = teile.netloc.rpartition("@")[2]
    return {
        "BACKEND": "hattingen_portal.s3.S3Ablage",
        "OPTIONS": {
            "endpoint_url": f"{teile.scheme}://{rechner}",
            "access_key": unquote(teile.username or ""),
            "secret_key": unquote(teile.password or ""),
            "bucket_name": eimer,
            "region_name": angaben.get("region", "us-east-1"),
        },
    }


def _paket_noetig(einstellung: str, *pakete: str) -> None:
    """Raise ImproperlyConfigured unless the Python `pakete` are there that a setting needs."""
    if not all(find_spec(paket) for paket in pakete):
        raise ImproperlyConfigured(
            f"{einstellung} braucht Python-Pakete, die nicht installiert sind. Bitte: "
            ".venv/bin/python -m pip install --require-hashes -r requirements/wachstum.txt"
        )


def absender(email: str, *, geht_hinaus: bool) -> str:
    """Give the address that the portal's mail comes from, and to which servers return it.

    `email` where none is set. Raises ImproperlyConfigured where both are missing and mail really
    goes out.
    """
    adresse = os.environ.get("PORTAL_ABSENDER") or email
    name = "PORTAL_EMAIL" if email and adresse == email else "PORTAL_ABSENDER"
    if not adresse and not geht_hinaus:
        return "portal@localhost.localdomain"
    try:
        validate_email(adresse)
    except ValidationError:
        raise ImproperlyConfigured(
            f"{name} muss eine E-Mail-Adresse sein: Von ihr kommen die Mails des Portals."
        ) from None
    return adresse
