from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
    default = True

    def ready(self) -> None:
        """Call accounts what they are here; Django's word means people, and men."""
        konten = apps.get_app_config("auth")
        konten.verbose_name = "Konten"
        namen = konten.get_model("User")._meta
        namen.verbose_name, namen.verbose_name_plural = "Konto", "Konten"


class VerwaltungConfig(admin.AdminConfig):
    """Puts the portal's own admin site in the place of Django's."""

    default_site = "hattingen_portal.verwaltung.Verwaltung"
    default = False
