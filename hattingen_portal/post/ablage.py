"""Where mails go while there is no mail server: files that any mail program opens."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone


def ablegen(nachricht: bytes, kennung: UUID) -> Path:
    """Write a mail into a file that only its owner reads, whole or not at all; give its path.

    The name begins with the time (Berlin), so that the newest one stands last. Raises OSError
    where the folder PORTAL_ABLAGE does not take it.
    """
    ordner: Path = settings.PORTAL_ABLAGE
    ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
    datei = ordner / f"{timezone.localtime():%Y-%m-%d-%H%M%S}-{kennung}.eml"
    entwurf = datei.with_suffix(".neu")
    entwurf.touch(mode=0o600)
    entwurf.write_bytes(nachricht)
    return entwurf.replace(datei)


def wegwerfen(kennung: UUID) -> None:
    """Delete what lies there of the mail `kennung`, whole or half; nothing, where nothing does."""
    for datei in settings.PORTAL_ABLAGE.glob(f"*-{kennung}.*"):
        datei.unlink(missing_ok=True)


def alle_worte(datei: Path) -> str:
    """Give what can be read in the mail `datei`, decoded: its header, an empty line, its text.

    Raises OSError where it has gone meanwhile.
    """
    mail = message_from_bytes(datei.read_bytes(), policy=default)
    kopf = "\n".join(f"{name}: {wert}" for name, wert in mail.items())
    inhalt = mail.get_body()
    return f"{kopf}\n\n{inhalt.get_content() if inhalt else ''}"
