"""Nobody has got a mail that became a file: sent anew, it is to reach all.

The release before counted a file as accepted by all. Did a mail server take the mail for some of
them before, and was there none any more for the rest, nothing in the row tells who those some are:
they get it twice, with the same Message-ID, rather than the rest never. Who is kept here after all,
not all of `an`, was noted by this release, and has it.

A worker of the release before may file more such mails behind this migration; `erneut_senden` takes
them the same way.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hattingen_portal", "0019_sichtbarkeit_beobachten")]

    operations = [
        migrations.RunSQL(
            "UPDATE hattingen_portal_sendung SET angenommen = '{}' "
            "WHERE zustand = 'abgelegt' AND angenommen @> an",
            migrations.RunSQL.noop,
        )
    ]
