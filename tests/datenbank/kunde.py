"""A small process that uses the embedded database: runs the SQL on its standard input.

    python -m tests.datenbank.kunde DATEN

Each line is like a request of its own. The answer, as JSON, is the first value of the first row.
Settings of its own instead of the portal's keep it fast.
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import close_old_connections, connection


def main() -> None:
    settings.configure(
        DATEN=Path(sys.argv[1]),
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "hattingen_portal.datenbank",
                "NAME": "hattingen",
                "CONN_MAX_AGE": None,
                "CONN_HEALTH_CHECKS": True,
            }
        },
    )
    django.setup()
    for zeile in sys.stdin:
        close_old_connections()
        with connection.cursor() as zeiger:
            zeiger.execute(zeile)
            wert = zeiger.fetchone()[0] if zeiger.description else None
        sys.stdout.write(json.dumps(wert, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
