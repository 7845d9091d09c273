"""Questions that PostgreSQL has planned before: to plan one takes longer than to answer it.

A statement is named by its own text, so that a name means the same on every connection, also where
a pooler hands one to several. Whatever goes wrong with a name, the question itself is asked.
"""

from functools import cached_property
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from django.db import NotSupportedError, ProgrammingError, connection
from psycopg.errors import DuplicatePreparedStatement

WORT = "\ufdd0"  # stands in SQL for what is different each time it is asked; no character
HOECHSTENS = 50  # statements on a connection, which hold some memory there

# Which names a connection knows.
_bekannte: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Befehl:
    """SQL with all its values, which is asked again and again; `WORT` among them is still open."""

    def __init__(self, sql: str, werte: tuple[Any, ...]) -> None:
        self._sql, self._werte = sql, werte
        self._schon_gefragt = False

    @cached_property
    def name(self) -> str:
        """What PostgreSQL calls it."""
        als_text = repr((self._sql, self._werte)).encode()
        return f"frage_{blake2b(als_text, digest_size=16).hexdigest()}"

    def zeile(self, wort: str | None = None) -> Any:
        """Give the one row that it answers with, `wort` put in; raises what Django raises.

        Planned for later from the second time on: what is asked once pushes nothing out.
        """
        with connection.cursor() as zeiger:
            if not self._schon_gefragt:
                self._schon_gefragt = True
                zeiger.execute(self._sql, self._eingesetzt(wort))
                return zeiger.fetchone()
            namen = _bekannte.setdefault(connection.connection, set())
            try:
                self._vorbereiten(zeiger, namen)
                if wort is None:
                    zeiger.execute(f"EXECUTE {self.name}")
                else:
                    zeiger.execute(f"EXECUTE {self.name} (%s)", [wort])
            except (NotSupportedError, ProgrammingError):  # and none that asking would repeat
                namen.discard(self.name)
                zeiger.execute(self._sql, self._eingesetzt(wort))
            return zeiger.fetchone()

    def _eingesetzt(self, wort: str | None) -> list[Any]:
        return [wort if wert == WORT else wert for wert in self._werte]

    def _vorbereiten(self, zeiger: Any, namen: set[str]) -> None:
        if self.name in namen:
            return
        if len(namen) >= HOECHSTENS:
            zeiger.execute("DEALLOCATE ALL")
            namen.clear()
        # What is open is compared with columns alone, and these are texts.
        offen = " (text)" if WORT in self._werte else ""
        sql = zeiger.mogrify(self._sql, self._werte).replace(f"'{WORT}'", "$1")
        try:
            zeiger.execute(f"PREPARE {self.name}{offen} AS {sql}")
        except ProgrammingError as fehler:
            # A name means one text: whoever prepared it, on this connection or behind a pooler.
            if not isinstance(fehler.__cause__, DuplicatePreparedStatement):
                raise
        namen.add(self.name)
