"""Which release runs here: another one prints the same content in another way."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

# All that is printed comes from these: code, templates, pinned packages, names of static files.
QUELLEN = (
    "akteure/**/*.py",
    "aktuelles/**/*.py",
    "hattingen_portal/**/*.py",
    "konferenzen/**/*.py",
    "konferenzen/**/*.typ",
    "quartiere/**/*.py",
    "templates/**/*.*",
    "requirements/betrieb.txt",
    ".bau/gesammelt/staticfiles.json",
)
# Pages name these settings.
EINSTELLUNGEN = (
    "PORTAL_ABSENDER",
    "PORTAL_BASIS_URL",
    "PORTAL_EINBETTEN_VON",
    "PORTAL_EMAIL",
    "PORTAL_KOMMUNE",
    "PORTAL_NAME",
    "PORTAL_TESTSYSTEM",
    "PORTAL_TRAEGER",
    "SECRET_KEY",
)


@cache
def auslieferung() -> bytes:
    """Give 16 bytes that are the same on all servers with this release and these settings.

    The secret key makes them unpredictable, and tells nothing of itself by them.
    """
    summe = sha256()
    for muster in QUELLEN:
        for datei in sorted(Path(settings.BASE_DIR).glob(muster)):
            summe.update(f"{datei.relative_to(settings.BASE_DIR)}\0".encode())
            summe.update(datei.read_bytes())
    for name in EINSTELLUNGEN:
        summe.update(f"{name}={getattr(settings, name)!r}\0".encode())
    return summe.digest()[:16]
