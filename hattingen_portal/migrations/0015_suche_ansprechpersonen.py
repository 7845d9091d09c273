"""What the search needs to find whom citizens reach in the office: the indexes of 0001 for them."""

from django.db import migrations

NAME = "name || ' ' || funktion"
INDEXE = f"""
CREATE INDEX quartiere_ansprechperson_suche_vektor ON quartiere_ansprechperson
    USING gin (suche_vektor({NAME} || ' ' || stelle)) WITH (fastupdate = off);
CREATE INDEX quartiere_ansprechperson_suche_worte ON quartiere_ansprechperson
    USING gin (suche_worte({NAME}) gin_trgm_ops) WITH (fastupdate = off);
"""
OHNE_INDEXE = """
DROP INDEX quartiere_ansprechperson_suche_vektor;
DROP INDEX quartiere_ansprechperson_suche_worte;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("hattingen_portal", "0014_geschichte_vorlauf_bestand"),
        ("quartiere", "0001_initial"),
    ]

    operations = [migrations.RunSQL(INDEXE, OHNE_INDEXE)]
