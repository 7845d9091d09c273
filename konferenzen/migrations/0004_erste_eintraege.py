"""What is known of the time before the ledger: when each conference was first published.

What was changed since then is not known any more. The date that a postponed conference had is.
"""

from django.db import migrations

ERSTE_EINTRAEGE = """
INSERT INTO konferenzen_aenderung
    (konferenz_id, sequenz, kennung, zeitpunkt, arten, grund, vorher, nachher, durch_name)
SELECT id, 1, gen_random_uuid(), veroeffentlicht_am, ARRAY['bekanntgegeben'], '', '{}', '{}', ''
FROM konferenzen_konferenz
WHERE veroeffentlicht_am IS NOT NULL
ON CONFLICT (konferenz_id, sequenz) DO NOTHING;

UPDATE konferenzen_konferenz
SET bisheriger_beginn = letzter_beginn
WHERE beginn IS NULL AND letzter_beginn IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("konferenzen", "0003_aenderung_unveraenderlich")]

    # Backwards there is nothing to do: the table and the column go with 0002.
    operations = [migrations.RunSQL(ERSTE_EINTRAEGE, migrations.RunSQL.noop)]
