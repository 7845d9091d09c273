from django.apps import AppConfig
from django.contrib.admin import apps as admin


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
    default = True


class VerwaltungConfig(admin.AdminConfig):
    """Puts the portal's own admin site in the place of Django's."""

    default_site = "hattingen_portal.verwaltung.Verwaltung"
    default = False
