"""The environment for processes that tests start, and what the machine has for them."""

import os
import shutil
from pathlib import Path

WURZEL = Path(__file__).parent.parent
UMGEBUNG = {
    name: wert
    for name, wert in os.environ.items()
    if not name.startswith(("PORTAL_", "DATABASE_URL", "DJANGO_", "PORT"))
} | {"PORTAL_DATENBANK_FLUECHTIG": "1"}

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
KEIN_CHROMIUM = "Kein Chromium gefunden (Debian: apt install chromium)."

# Debian keeps it where only root's PATH leads.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
OPENSSL = shutil.which("openssl")
KEIN_NGINX = "Kein nginx gefunden (Debian: apt install nginx openssl)."

REDIS = shutil.which("redis-server")
KEIN_REDIS = "Kein Redis gefunden (Debian: apt install redis-server)."
