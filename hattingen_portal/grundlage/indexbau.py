"""An index that is built beside those who read and save, and that a second try can build, too."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

FRISTEN = ("lock_timeout", "statement_timeout")


class IndexNebenher(AddIndexConcurrently):
    """Django's, for as long as it takes, and over what an earlier try has left.

    It waits for every transaction that is older, a backup's above all, and nobody waits behind it.
    Cut off, it leaves an index under this name that is not valid: that one goes first.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Build the index anew; raises NotSupportedError inside a transaction."""
        self._ensure_not_in_transaction(schema_editor)
        name = schema_editor.quote_name(self.index.name)
        with _ohne_frist(schema_editor.connection):
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
            super().database_forwards(app_label, schema_editor, from_state, to_state)


@contextmanager
def _ohne_frist(verbindung: BaseDatabaseWrapper) -> Iterator[None]:
    with verbindung.cursor() as zeiger:
        zeiger.execute("SELECT current_setting(%s), current_setting(%s)", FRISTEN)
        vorher = zip(FRISTEN, zeiger.fetchone(), strict=True)
        for frist in FRISTEN:
            zeiger.execute("SELECT set_config(%s, '0', false)", [frist])
        try:
            yield
        finally:
            for frist, wert in vorher:
                zeiger.execute("SELECT set_config(%s, %s, false)", [frist, wert])
