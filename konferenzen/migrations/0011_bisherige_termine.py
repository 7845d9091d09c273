from django.db import migrations, models

FELD = models.JSONField(
    "bisherige Termine",
    default=list,
    blank=True,
    # A worker of the release before may still write while this one starts.
    db_default=models.Value([], models.JSONField()),
    editable=False,
    help_text="Veröffentlichte Termine, die nicht mehr gelten, wie bisheriges.py sie liest; "
    "der letzte davon ist der bisherige Beginn.",
)


class Migration(migrations.Migration):
    """Rows from before keep their one former beginning; bisheriges.py reads both."""

    dependencies = [("konferenzen", "0010_geschichte_planung_bestand")]

    operations = [
        migrations.AddField("konferenz", "bisherige_termine", FELD),
        migrations.AddField("konferenzgeschichte", "bisherige_termine", FELD.clone()),
    ]
