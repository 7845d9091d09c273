"""Where mails go while there is no mail server: files that any mail program opens."""

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
