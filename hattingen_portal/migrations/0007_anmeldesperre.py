from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("axes", "0010_accessattemptexpiration"),
        ("hattingen_portal", "0006_sendung_vertraulich"),
    ]

    operations = [
        migrations.CreateModel(
            name="Anmeldesperre",
            fields=[],
            options={
                "verbose_name": "Anmeldesperre",
                "verbose_name_plural": "Anmeldesperren",
                "ordering": ["-attempt_time", "pk"],
                "proxy": True,
                "default_permissions": ("view", "delete"),
                "indexes": [],
                "constraints": [],
            },
            bases=("axes.accessattempt",),
        ),
    ]
