from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hattingen_portal", "0005_seite"),
    ]

    operations = [
        migrations.AddField(
            model_name="sendung",
            name="vertraulich",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Der Text ist nur für die Person, an die er geht, und wird danach gelöscht.",
                verbose_name="vertraulich",
            ),
        ),
    ]
