"""What must be new after a restore, and not as it was when the backup was made."""

from django.contrib.postgres.functions import RandomUUID

from hattingen_portal.stand.models import Stand


def danach() -> None:
    """Renew it; runs after the rows are committed and migrated, and may run twice.

    What processes remember, they remember by these versions: the numbers by which PostgreSQL tells
    one state of a row from another may come back with the rows.
    """
    Stand.objects.update(fassung=RandomUUID(), stammdaten=RandomUUID())
