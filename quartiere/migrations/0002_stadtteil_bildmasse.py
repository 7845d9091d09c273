"""The picture of a Stadtteil gets its size, so that a page need not open the file to know it.

Both columns stay empty until `manage.py bilder_erneuern` has cleaned a picture of the release
before, which may go on writing rows without them.
"""

from django.db import migrations, models

from hattingen_portal.grundlage.bild import BildFeld


class Migration(migrations.Migration):
    dependencies = [("quartiere", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="stadtteil",
            name="bild_breite",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="Breite"),
        ),
        migrations.AddField(
            model_name="stadtteil",
            name="bild_hoehe",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="Höhe"),
        ),
        migrations.AlterField(
            model_name="stadtteil",
            name="bild",
            field=BildFeld(
                blank=True,
                help_text="JPEG, PNG, WebP, AVIF oder GIF, höchstens 20 MB. Ort und Kamera werden "
                "aus der Datei entfernt.",
                verbose_name="Bild",
            ),
        ),
    ]
