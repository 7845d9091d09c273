"""Nobody has got a mail that became a file: sent anew, it is to reach all."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0019_sichtbarkeit_beobachten")]

    operations = [
        migrations.RunSQL(
            "UPDATE hattingen_portal_sendung SET angenommen = '{}' "
            "WHERE zustand = 'abgelegt' AND angenommen <> '{}'",
            migrations.RunSQL.noop,
        )
    ]
