"""The ledger is append-only, whoever writes: the database refuses to change or delete an entry.

Three exceptions. The account of who did it may go (the name stays). The reason may be corrected:
somebody's name or illness that got into it must not stay public (GDPR articles 16 and 17). And the
first entry may be replaced while it is the only one: it may stand for a publication that is still
to come.
"""

from django.db import migrations

SCHUETZEN = """
CREATE FUNCTION aenderung_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER aenderung_bleibt BEFORE UPDATE OR DELETE ON konferenzen_aenderung
    FOR EACH ROW EXECUTE FUNCTION aenderung_bleibt();
"""

FREIGEBEN = """
DROP TRIGGER aenderung_bleibt ON konferenzen_aenderung;
DROP FUNCTION aenderung_bleibt();
"""


class Migration(migrations.Migration):
    dependencies = [("konferenzen", "0002_aenderung")]

    operations = [migrations.RunSQL(SCHUETZEN, FREIGEBEN)]
