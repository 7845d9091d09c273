"""The triggers that move the version on, whatever writes to a table that the public could see.

At the first write of a transaction a row trigger notes the transaction in `…_standmarke`. That note
has a deferred constraint trigger: it runs when the transaction commits, and moves the version on
with everything else or not at all. It runs in two steps, so that it comes behind all other deferred
checks of the transaction, foreign keys above all: the row of the version is locked last and for the
rest of the commit alone. So writers do not wait for each other while they work, and whoever holds
that row waits for nobody.

What was deleted, withdrawn or erased moves a mark of its own along (`loeschungen`): an answer from
before it must not stand in for anything any more (`aushilfe` in `gemerkt.py`).

Time alone changes what is public, too; that is no write, see `zeitpunkte.py`.
"""

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel, Migration, RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

# What a page, feed or picture of the public portal is made of; and of that, the small tables which
# seldom change and to which all others refer. A table that is in no list lets a test fail
# (tests/portal/stand/test_ausloeser.py).
OEFFENTLICH = (
    "akteure_akteur",
    "akteure_akteur_kategorien",
    "akteure_akteur_ortsteile",
    "akteure_akteur_stadtteile",
    "aktuelles_anhang",
    "aktuelles_beitrag",
    "aktuelles_beitrag_ortsteile",
    "aktuelles_beitrag_stadtteile",
    "hattingen_portal_abschnitt",
    "hattingen_portal_ausnahme",
    "hattingen_portal_erklaerung",
    "hattingen_portal_seite",
    "hattingen_portal_video",
    "konferenzen_aenderung",
    "konferenzen_einladung",
    "konferenzen_konferenz",
    "konferenzen_konferenz_ortsteile",
    "konferenzen_unterlage",
)
STAMMDATEN = (
    "akteure_kategorie",
    "konferenzen_runde",
    "konferenzen_veranstaltungsort",
    "quartiere_ansprechperson",
    "quartiere_ansprechperson_stadtteile",
    "quartiere_ortsteil",
    "quartiere_stadtteil",
)
# By which columns a row is public or not, and which say whom to reach: who has left the office must
# not be named any more.
SICHTBARKEIT = {
    "akteure_akteur": (
        *("art", "stand", "einwilligung_am", "einwilligung_widerrufen_am"),
        *("email", "telefon"),
    ),
    "aktuelles_beitrag": ("veroeffentlichen_ab", "veroeffentlichen_bis"),
    "konferenzen_konferenz": ("status", "veroeffentlichen_ab", "anmeldung_kontakt"),
    "konferenzen_unterlage": ("oeffentlich",),
    "quartiere_ansprechperson": ("oeffentlich", "name", "anschrift", "telefon", "email"),
}

# What sets up one table at a time may come by again: where one is busy, the migration is tried once
# more. `LOESCHUNGEN` is one transaction, and so is each way back (`EinzelnHinGanzZurueck`).
NOTIZEN = """
INSERT INTO hattingen_portal_stand (id) VALUES (1) ON CONFLICT (id) DO NOTHING;

-- Empty but for transactions under way. Not in the write-ahead log: a crash ends those, too.
CREATE UNLOGGED TABLE IF NOT EXISTS hattingen_portal_standmarke (
    transaktion bigint PRIMARY KEY,
    stammdaten boolean NOT NULL,
    zuletzt boolean NOT NULL DEFAULT false
);
"""

FUNKTIONEN = """
CREATE OR REPLACE FUNCTION stand_bemerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO hattingen_portal_standmarke AS marke (transaktion, stammdaten)
    VALUES (txid_current(), TG_ARGV[0]::boolean)
    ON CONFLICT (transaktion) DO UPDATE SET stammdaten = true
        WHERE EXCLUDED.stammdaten AND NOT marke.stammdaten;
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION stand_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    auch_stammdaten boolean;
BEGIN
    IF NOT NEW.zuletzt THEN
        -- Fires this trigger once more, behind what is in the queue already.
        UPDATE hattingen_portal_standmarke SET zuletzt = true WHERE transaktion = NEW.transaktion;
        RETURN NULL;
    END IF;
    DELETE FROM hattingen_portal_standmarke WHERE transaktion = NEW.transaktion
    RETURNING stammdaten INTO auch_stammdaten;
    IF FOUND THEN
        INSERT INTO hattingen_portal_stand AS stand (id) VALUES (1)
        ON CONFLICT (id) DO UPDATE SET
            fassung = gen_random_uuid(),
            stammdaten = CASE
                WHEN auch_stammdaten THEN gen_random_uuid() ELSE stand.stammdaten
            END;
    END IF;
    RETURN NULL;
END;
$$;
"""

# Such a trigger cannot be replaced, and to drop it would have everybody wait who writes.
AUFSCHIEBEN = """
DO $aufschieben$ BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgname = 'stand_fortschreiben'
            AND tgrelid = 'hattingen_portal_standmarke'::regclass
    ) THEN
        CREATE CONSTRAINT TRIGGER stand_fortschreiben
            AFTER INSERT OR UPDATE ON hattingen_portal_standmarke
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stand_fortschreiben();
    END IF;
END $aufschieben$;
"""

ABBAUEN = """
DROP TABLE IF EXISTS hattingen_portal_standmarke;
DROP FUNCTION IF EXISTS stand_bemerken();
DROP FUNCTION IF EXISTS stand_fortschreiben();
"""

# A save that changes nothing is nothing new.
BEOBACHTEN = """
CREATE OR REPLACE TRIGGER stand_zeile AFTER INSERT OR DELETE ON {tabelle}
    FOR EACH ROW EXECUTE FUNCTION stand_bemerken({stammdaten});
CREATE OR REPLACE TRIGGER stand_inhalt AFTER UPDATE ON {tabelle}
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION stand_bemerken({stammdaten});
CREATE OR REPLACE TRIGGER stand_alles AFTER TRUNCATE ON {tabelle}
    FOR EACH STATEMENT EXECUTE FUNCTION stand_bemerken({stammdaten});
"""

VERGESSEN = """
DROP TRIGGER IF EXISTS stand_zeile ON {tabelle};
DROP TRIGGER IF EXISTS stand_inhalt ON {tabelle};
DROP TRIGGER IF EXISTS stand_alles ON {tabelle};
"""

LOESCHUNGEN = """
ALTER TABLE hattingen_portal_standmarke ADD COLUMN loeschung boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION stand_bemerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO hattingen_portal_standmarke AS marke (transaktion, stammdaten, loeschung)
    VALUES (
        txid_current(),
        TG_ARGV[0]::boolean,
        TG_OP IN ('DELETE', 'TRUNCATE') OR TG_NAME = 'stand_sichtbarkeit'
    )
    ON CONFLICT (transaktion) DO UPDATE SET
        stammdaten = marke.stammdaten OR EXCLUDED.stammdaten,
        loeschung = marke.loeschung OR EXCLUDED.loeschung
        WHERE (EXCLUDED.stammdaten AND NOT marke.stammdaten)
            OR (EXCLUDED.loeschung AND NOT marke.loeschung);
    RETURN NULL;
END;
$$;

CREATE OR REPLACE FUNCTION stand_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    auch_stammdaten boolean;
    auch_loeschung boolean;
BEGIN
    IF NOT NEW.zuletzt THEN
        -- Fires this trigger once more, behind what is in the queue already.
        UPDATE hattingen_portal_standmarke SET zuletzt = true WHERE transaktion = NEW.transaktion;
        RETURN NULL;
    END IF;
    DELETE FROM hattingen_portal_standmarke WHERE transaktion = NEW.transaktion
    RETURNING stammdaten, loeschung INTO auch_stammdaten, auch_loeschung;
    IF FOUND THEN
        INSERT INTO hattingen_portal_stand AS stand (id) VALUES (1)
        ON CONFLICT (id) DO UPDATE SET
            fassung = gen_random_uuid(),
            stammdaten = CASE
                WHEN auch_stammdaten THEN gen_random_uuid() ELSE stand.stammdaten
            END,
            loeschungen = CASE
                WHEN auch_loeschung THEN gen_random_uuid() ELSE stand.loeschungen
            END;
    END IF;
    RETURN NULL;
END;
$$;
"""

OHNE_LOESCHUNGEN = f"""
{FUNKTIONEN}
ALTER TABLE hattingen_portal_standmarke DROP COLUMN loeschung;
"""

ZURUECKZIEHEN = """
CREATE OR REPLACE TRIGGER stand_sichtbarkeit AFTER UPDATE ON {tabelle}
    FOR EACH ROW WHEN (({alt}) IS DISTINCT FROM ({neu}))
    EXECUTE FUNCTION stand_bemerken({stammdaten});
"""

GELOESCHT = """
INSERT INTO hattingen_portal_standmarke AS marke (transaktion, stammdaten, loeschung)
VALUES (txid_current(), false, true)
ON CONFLICT (transaktion) DO UPDATE SET loeschung = true WHERE NOT marke.loeschung
"""


class EinzelnHinGanzZurueck(Migration):
    """A migration that sets up one table at a time, and goes back as a whole or not at all.

    Who saves locks the tables in an order of their own, so that the way there is many transactions.
    A way back that ended at a busy table would leave some unwatched while the migration counts as
    applied: their pages would stay old, and nothing would say so.
    """

    atomic = False

    def unapply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        """Take all away, and with it that this migration is applied; give the state as before."""
        verbindung = schema_editor.connection
        with transaction.atomic(verbindung.alias):
            zustand = super().unapply(project_state, schema_editor, collect_sql)
            if not collect_sql:
                MigrationRecorder(verbindung).record_unapplied(self.app_label, self.name)
        return zustand


class ModellEinmal(CreateModel):
    """Django's, which a second try passes by; for a migration without one transaction for all."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the table unless it is there."""
        tabelle = to_state.apps.get_model(app_label, self.name)._meta.db_table
        if tabelle not in schema_editor.connection.introspection.table_names():
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def einrichten() -> RunSQL:
    """Give the operation of a migration that makes row, note and functions."""
    return RunSQL(NOTIZEN + FUNKTIONEN + AUFSCHIEBEN, ABBAUEN)


def beobachten(tabelle: str, *, stammdaten: bool) -> RunSQL:
    """Give the operation of a migration that watches `tabelle` from now on.

    It waits for those who write there just now, and is done in a moment. Each in a transaction of
    its own (`EinzelnHinGanzZurueck`): whoever writes locks tables in an order of their own.
    """
    return RunSQL(
        BEOBACHTEN.format(tabelle=tabelle, stammdaten="true" if stammdaten else "false"),
        VERGESSEN.format(tabelle=tabelle),
    )


def loeschungen_einrichten() -> RunSQL:
    """Give the operation of a migration that tells what goes from what comes or changes.

    Alone in its migration: whoever writes waits for it, so it must not hold what those go on to.
    """
    return RunSQL(LOESCHUNGEN, OHNE_LOESCHUNGEN)


def sichtbarkeit_beobachten(tabelle: str, spalten: tuple[str, ...], *, stammdaten: bool) -> RunSQL:
    """Give the operation of a migration that takes a change of these `spalten` for a withdrawal.

    Each in a transaction of its own, as `beobachten`. That a row becomes public moves the mark,
    too: it is not worth telling apart.
    """
    return RunSQL(
        ZURUECKZIEHEN.format(
            tabelle=tabelle,
            alt=", ".join(f"OLD.{spalte}" for spalte in spalten),
            neu=", ".join(f"NEW.{spalte}" for spalte in spalten),
            stammdaten="true" if stammdaten else "false",
        ),
        f"DROP TRIGGER IF EXISTS stand_sichtbarkeit ON {tabelle};",
    )


def loeschung_bemerken() -> None:
    """Let the mark move on with the transaction under way: words were erased from what stays."""
    with connection.cursor() as zeiger:
        zeiger.execute(GELOESCHT)
