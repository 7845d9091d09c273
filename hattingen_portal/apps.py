from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
