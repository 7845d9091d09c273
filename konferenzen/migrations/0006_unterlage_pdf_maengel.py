"""What the PDF of an Unterlage lacks for screen readers, noted when it comes in.

NULL until `manage.py pdfs_pruefen` has looked into those of the release before, which may go on
writing rows without it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("konferenzen", "0005_ferien_und_sperrtag")]

    operations = [
        migrations.AddField(
            model_name="unterlage",
            name="pdf_maengel",
            field=ArrayField(
                base_field=models.CharField(max_length=10),
                blank=True,
                editable=False,
                null=True,
                size=None,
                verbose_name="Mängel des PDFs",
            ),
        ),
    ]
