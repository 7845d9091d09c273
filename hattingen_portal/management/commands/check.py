from typing import Any

from django.core.checks.registry import registry
from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS

from hattingen_portal.seiten.inhaltspruefung import TAG, inhalt_pruefen


class Command(check.Command):
    """Django's, and with `--tag inhalt` whether all that the city has to supply is there.

    The check of the content is known to this command alone: `migrate` runs the checks of the
    database, too, and must not be stopped by a placeholder.
    """

    def handle(self, *app_labels: Any, **options: Any) -> None:
        if TAG in (options["tags"] or ()):
            options["databases"] = options["databases"] or [DEFAULT_DB_ALIAS]
        pruefung = registry.register(inhalt_pruefen, TAG)
        try:
            super().handle(*app_labels, **options)
        finally:
            registry.registered_checks.discard(pruefung)
