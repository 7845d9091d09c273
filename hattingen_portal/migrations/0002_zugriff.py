from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0001_suche")]
    operations = []
