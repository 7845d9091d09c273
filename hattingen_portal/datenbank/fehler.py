"""What a person reads when there is no database: one sentence in place of a traceback."""

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError


def satz(fehler: Exception) -> str | None:
    """Give the German sentence for a setting or a database that does not work out.

    None for everything else, such as a query that the server broke off: those are for a developer,
    and keep their traceback. The sentence names host and database, never the password.
    """
    if isinstance(fehler, ImproperlyConfigured):
        return str(fehler)
    ursache = fehler.__cause__
    if isinstance(ursache, psycopg.errors.UndefinedTable):
        return (
            "Die Datenbank ist noch nicht eingerichtet oder nicht auf dem neuesten Stand. "
            "Bitte zuerst: .venv/bin/python manage.py migrate"
        )
    if not isinstance(fehler, OperationalError):
        return None
    if not isinstance(ursache, psycopg.Error):
        return str(fehler)  # written by the embedded server, for people
    if ursache.sqlstate is not None:
        return None  # only a query's error carries a code, that of a connection has none
    ziel = settings.DATABASES["default"]
    rechner = ":".join(str(ziel[teil]) for teil in ("HOST", "PORT") if ziel.get(teil))
    grund = str(ursache).splitlines()[0].rpartition("failed: ")[2].rstrip(".")
    return (
        f"Die Datenbank „{ziel['NAME']}“ auf „{rechner or 'diesem Rechner'}“ ist nicht erreichbar "
        f"({grund}); bitte prüfen Sie DATABASE_URL."
    )
