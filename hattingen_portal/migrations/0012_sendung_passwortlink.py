from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0011_anmeldesperre_ohne_eingaben")]

    operations = [
        migrations.AddField(
            model_name="sendung",
            name="passwortlink_fuer",
            field=models.PositiveBigIntegerField(
                blank=True,
                editable=False,
                help_text="Schlüssel des Kontos. Der Link entsteht erst beim Versand.",
                null=True,
                verbose_name="Passwortlink für",
            ),
        ),
    ]
