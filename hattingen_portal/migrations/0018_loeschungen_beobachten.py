"""What is deleted moves the mark on; alone, for whoever writes waits for it."""

from django.db import migrations

from hattingen_portal.stand.ausloeser import loeschungen_einrichten


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0017_stand_loeschungen")]

    operations = [loeschungen_einrichten()]
