"""Writing the table of the roles into the database."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from hattingen_portal.rollen.tafel import ROLLEN


@transaction.atomic
def rollen_einrichten() -> None:
    """Make the groups of ROLLEN, each with exactly its permissions; may run any number of times.

    What a release brings belongs to a role as soon as this has run; other groups stay untouched.
    Permissions are there once `migrate` has run.
    """
    rechte = {
        f"{recht.content_type.app_label}.{recht.codename}": recht
        for recht in Permission.objects.select_related("content_type")
    }
    for rolle in ROLLEN:
        gruppe, _ = Group.objects.get_or_create(name=rolle.name)
        gruppe.permissions.set([recht for name, recht in rechte.items() if rolle.hat(name)])
