from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
    default = True

    def ready(self) -> None:
        """Let each app that has a file `schritte.py` register its steps (grundlage/schritte)."""
        autodiscover_modules("schritte")


class VerwaltungConfig(admin.AdminConfig):
    """Puts the portal's own admin site in the place of Django's."""

    default_site = "hattingen_portal.verwaltung.Verwaltung"
    default = False
