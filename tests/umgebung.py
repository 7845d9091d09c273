"""The environment for processes that tests start: as on a machine where nothing is set."""

import os
from pathlib import Path

WURZEL = Path(__file__).parent.parent
UMGEBUNG = {
    name: wert
    for name, wert in os.environ.items()
    if not name.startswith(("PORTAL_", "DATABASE_URL", "DJANGO_", "PORT"))
} | {"PORTAL_DATENBANK_FLUECHTIG": "1"}
