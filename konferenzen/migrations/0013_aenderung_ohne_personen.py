"""What is said of a person may leave the ledger (GDPR, article 17), and nothing else can change.

Beside what could go before (the account, the reason), two more ways. The name of who did it may be
replaced by one of two words, and by nothing else. And in the facts that are free text, words may be
struck out: the stored entry must read like the new one with anything in the place of each
"[entfernt]". Dates, status and places on the map stay as they are.
"""

from django.db import migrations

AUSGENOMMEN = "'{durch_id,grund,durch_name,vorher,nachher}'::text[]"
FREIER_TEXT = (
    "'{titel,beschreibung,anmeldung_kontakt,anmeldung_hinweis,online_link,datum_hinweis,"
    "ort,bezeichnung}'::text[]"
)

MIT_SCHWAERZUNG = rf"""
CREATE FUNCTION nur_geschwaerzt(alt jsonb, neu jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT alt - {FREIER_TEXT} = neu - {FREIER_TEXT}
        AND alt::text LIKE replace(
            regexp_replace(neu::text, '([\\%_])', '\\\1', 'g'), '[entfernt]', '%'
        )
$$;
CREATE OR REPLACE FUNCTION aenderung_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.durch_id IS NULL OR NEW.durch_id = OLD.durch_id)
        AND NEW.durch_name IN (OLD.durch_name, 'ehemaliges Konto', 'nicht mehr gespeichert')
        AND nur_geschwaerzt(OLD.vorher, NEW.vorher)
        AND nur_geschwaerzt(OLD.nachher, NEW.nachher)
        AND to_jsonb(NEW) - {AUSGENOMMEN} = to_jsonb(OLD) - {AUSGENOMMEN}
    THEN
        RETURN NEW;
    END IF;
    IF OLD.sequenz = 1
        AND NOT EXISTS (
            SELECT FROM konferenzen_aenderung
            WHERE konferenz_id = OLD.konferenz_id AND sequenz > 1
        )
    THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'Eine öffentliche Änderung bleibt, wie sie ist (Konferenz %, SEQUENCE %).',
        OLD.konferenz_id, OLD.sequenz
        USING ERRCODE = 'restrict_violation';
END;
$$;
"""

OHNE_SCHWAERZUNG = """
CREATE OR REPLACE FUNCTION aenderung_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.durch_id IS NULL OR NEW.durch_id = OLD.durch_id)
        AND to_jsonb(NEW) - '{durch_id,grund}'::text[] = to_jsonb(OLD) - '{durch_id,grund}'::text[]
    THEN
        RETURN NEW;
    END IF;
    IF OLD.sequenz = 1
        AND NOT EXISTS (
            SELECT FROM konferenzen_aenderung
            WHERE konferenz_id = OLD.konferenz_id AND sequenz > 1
        )
    THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'Eine öffentliche Änderung bleibt, wie sie ist (Konferenz %, SEQUENCE %).',
        OLD.konferenz_id, OLD.sequenz
        USING ERRCODE = 'restrict_violation';
END;
$$;
DROP FUNCTION nur_geschwaerzt(jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("konferenzen", "0012_bisherige_termine_bestand")]

    operations = [migrations.RunSQL(MIT_SCHWAERZUNG, OHNE_SCHWAERZUNG)]
