from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin
from django.contrib.auth.signals import user_logged_in

from hattingen_portal.anmeldung.sitzung import beginnen


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
    default = True

    def ready(self) -> None:
        """Hear of logins, which only Django's own signal tells of, and call accounts what they are.

        Django's word for them means people, and men.
        """
        user_logged_in.connect(beginnen, dispatch_uid="hattingen_portal.anmeldung")
        konten = apps.get_app_config("auth")
        konten.verbose_name = "Konten"
        namen = konten.get_model("User")._meta
        namen.verbose_name, namen.verbose_name_plural = "Konto", "Konten"


class VerwaltungConfig(admin.AdminConfig):
    """Puts the portal's own admin site in the place of Django's."""

    default_site = "hattingen_portal.verwaltung.Verwaltung"
    default = False
