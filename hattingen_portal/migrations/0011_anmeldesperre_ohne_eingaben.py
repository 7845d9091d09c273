from typing import Any

from django.db import migrations
from django.db.models import Q


def leeren(apps: Any, _schema_editor: Any) -> None:
    """Empty what django-axes has kept of failed logins: among it are passwords and codes."""
    versuche = apps.get_model("axes", "AccessAttempt").objects
    versuche.exclude(Q(get_data="") & Q(post_data="")).update(get_data="", post_data="")


class Migration(migrations.Migration):
    dependencies = [
        ("axes", "0010_accessattemptexpiration"),
        ("hattingen_portal", "0010_geschichte_bestand"),
    ]

    operations = [migrations.RunPython(leeren, migrations.RunPython.noop)]
