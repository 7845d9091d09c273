"""Questions that PostgreSQL has planned before: to plan one takes longer than to answer it.

A statement is named by its own text, so that a name means the same on every connection, also where
a pooler hands one to several. Whatever goes wrong with a name, the question itself is asked.
"""

from functools import cached_property
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, ProgrammingError, connection

HOECHSTENS = 50  # statements on a connection, which hold some memory there

# Which names a connection knows.
_bekannte: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Befehl:
    """SQL with all its values, which is asked again and again."""

    def __init__(self, sql: str, werte: tuple[Any, ...]) -> None:
        self.sql, self.werte = sql, werte
        self._schon_gefragt = False

    @cached_property
    def name(self) -> str:
        """What PostgreSQL calls it."""
        return f"frage_{blake2b(repr((self.sql, self.werte)).encode(), digest_size=16).hexdigest()}"

    def zeile(self) -> Any:
        """Give the one row that it answers with; raises what Django raises of a database.

        Planned for later from the second time on: what is asked once pushes nothing out.
        """
        with connection.cursor() as zeiger:
            if not self._schon_gefragt:
                self._schon_gefragt = True
                zeiger.execute(self.sql, self.werte)
                return zeiger.fetchone()
            namen = _bekannte.setdefault(connection.connection, set())
            try:
                self._vorbereiten(zeiger, namen)
                zeiger.execute(f"EXECUTE {self.name}")
            except (NotSupportedError, ProgrammingError):  # and none that asking would repeat
                namen.discard(self.name)
                zeiger.execute(self.sql, self.werte)
            return zeiger.fetchone()

    def _vorbereiten(self, zeiger: Any, namen: set[str]) -> None:
        if self.name in namen:
            return
        if len(namen) >= HOECHSTENS:
            zeiger.execute("DEALLOCATE ALL")
            namen.clear()
        zeiger.execute(f"PREPARE {self.name} AS {self.sql}", self.werte)
        namen.add(self.name)
