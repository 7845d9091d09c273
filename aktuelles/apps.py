from django.apps import AppConfig


class AktuellesConfig(AppConfig):
    name = "aktuelles"
    verbose_name = "Aktuelles"
