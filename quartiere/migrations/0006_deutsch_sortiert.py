"""German order as a function, on which an index may rest: of a long list one page is read."""

from django.db import migrations

# unaccent() is marked stable, but changes for nobody here (hattingen_portal/migrations/0001_suche).
EINRICHTEN = """
CREATE FUNCTION deutsch_sortiert(inhalt text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(unaccent('unaccent', inhalt));
"""


class Migration(migrations.Migration):
    dependencies = [("quartiere", "0005_geschichte_bestand")]

    operations = [migrations.RunSQL(EINRICHTEN, "DROP FUNCTION deutsch_sortiert(text)")]
