"""The database backend that Django loads by the name `hattingen_portal.datenbank`."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base, client

from hattingen_portal.datenbank.server import PROGRAMME, Server


@cache
def server(daten: Path) -> Server:
    """Give the one `Server` object that this process keeps for the data folder `daten`."""
    return Server(daten)


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell` with the `psql` that comes with the server."""

    executable_name = str(PROGRAMME / "psql")

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """Give the command line and environment of psql; starts the server for it."""
        zugang = {name.upper(): wert for name, wert in server(settings.DATEN).bereit().items()}
        return super().settings_to_cmd_args_env(settings_dict | zugang, parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, brought up on the first connection and not before.

    Django asks for the parameters each time it opens a connection, also after a failed health
    check: so a server that died comes back with the next request.
    """

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Give psycopg's parameters once the server answers.

        Raises django.db.OperationalError with a German sentence when it cannot be started.
        """
        return {**super().get_connection_params(), **server(settings.DATEN).bereit()}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Give a connection; a second try helps where the server fell just after it had answered.

        That happens when one of its processes was killed: it notices, and begins anew.
        """
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            server(settings.DATEN).bereit()
            return super().get_new_connection(conn_params)
