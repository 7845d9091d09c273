from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.contrib.auth.signals import user_logged_in

from hattingen_portal.anmeldung.sitzung import beginnen


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
    default = True

    def ready(self) -> None:
        """Hear of logins: only Django's own signal tells of all of them."""
        user_logged_in.connect(beginnen, dispatch_uid="hattingen_portal.anmeldung")


class VerwaltungConfig(admin.AdminConfig):
    """Puts the portal's own admin site in the place of Django's."""

    default_site = "hattingen_portal.verwaltung.Verwaltung"
    default = False
