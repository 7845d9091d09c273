from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin
from django.contrib.auth.signals import user_logged_in
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules

from hattingen_portal.anmeldung.sitzung import beginnen
from hattingen_portal.sicherheitskontakt import frist_pruefen


class PortalConfig(AppConfig):
    name = "hattingen_portal"
    verbose_name = "Portal"
    default = True

    def ready(self) -> None:
        """Hear of logins, register a check, find the steps, and call accounts what they are.

        Only Django's own signal tells of all logins. Each app may have a file `schritte.py` that
        registers its steps (grundlage/schritte). Django's word for accounts means people, and men.
        """
        register(frist_pruefen, Tags.security, deploy=True)
        user_logged_in.connect(beginnen, dispatch_uid="hattingen_portal.anmeldung")
        autodiscover_modules("schritte")
        konten = apps.get_app_config("auth")
        konten.verbose_name = "Konten"
        namen = konten.get_model("User")._meta
        namen.verbose_name, namen.verbose_name_plural = "Konto", "Konten"


class VerwaltungConfig(admin.AdminConfig):
    """Puts the portal's own admin site in the place of Django's."""

    default_site = "hattingen_portal.verwaltung.Verwaltung"
    default = False
