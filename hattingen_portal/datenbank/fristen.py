"""How long a page waits for the database, and no longer: it answers 503 then, and is there again.

Only connections that a request opens have these limits. Migrations, a backup and the worker, which
holds a row while a mail server takes its time, may wait as long as it takes.
"""

import threading
from typing import Any

import psycopg
from django.conf import settings
from django.core.signals import request_started
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg import errors


class _Faden(threading.local):
    seite = False  # whether this thread answers requests


_faden = _Faden()


def einschalten() -> None:
    """Bound what requests ask of the database; for processes that answer some (wsgi.py)."""
    request_started.connect(_seite, dispatch_uid="fristen")
    connection_created.connect(_befristen, dispatch_uid="fristen")


def ausschalten() -> None:
    """Undo `einschalten`, for a test."""
    request_started.disconnect(dispatch_uid="fristen")
    connection_created.disconnect(dispatch_uid="fristen")
    _faden.seite = False


def _seite(**_: Any) -> None:
    _faden.seite = True


def _befristen(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Tell the server the limits of PORTAL_FRISTEN, and keep one for a server that hangs."""
    if not _faden.seite:
        return
    with connection.cursor() as zeiger:
        for name, wert in settings.PORTAL_FRISTEN.items():
            zeiger.execute("SELECT set_config(%s, %s, false)", [name, wert])
    verbindung: psycopg.Connection = connection.connection
    befristet_warten(verbindung, settings.PORTAL_FRIST_STILLE)


def befristet_warten(verbindung: psycopg.Connection, sekunden: float) -> None:
    """Give up `verbindung` when the server says nothing for `sekunden`.

    A server whose disk or machine hangs does not keep to its own limits.
    """
    warten = verbindung.wait

    def wait(*args: Any, **art: Any) -> Any:
        try:
            return warten(*args, **art | {"timeout": sekunden})
        except errors._WaitTimeout:
            verbindung.close()  # a rollback would only wait for as long again
            raise

    setattr(verbindung, "wait", wait)  # noqa: B010 - psycopg lets no subclass in through Django
