"""The steps of a login, as a browser takes them."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from hattingen_portal.anmeldung import faktor
from hattingen_portal.post.models import Sendung

PASSWORT = "ein langes Wort"
LOGIN = reverse("admin:login")
CODE = reverse("admin:anmeldung_code")
ABSICHERN = reverse("admin:absichern")
INDEX = reverse("admin:index")


def konto(name: str = "sb", **felder: Any) -> User:
    """Make an account with PASSWORT that may do everything, unless `felder` say otherwise."""
    vorgabe = {"is_staff": True, "is_superuser": True, "email": f"{name}@example.org"}
    return User.objects.create_user(name, password=PASSWORT, **vorgabe | felder)


def mit_app(person: User) -> tuple[TOTPDevice, list[str]]:
    """Set up an app for `person`; give it and the recovery codes."""
    faktor.beginnen(person)
    return faktor.bestaetigen(person, code(faktor.begonnen(person)))


def code(app: TOTPDevice, schritt: int = 0) -> str:
    """Give what `app` shows `schritt` times 30 seconds from now."""
    return f"{totp(app.bin_key, drift=schritt):06d}"


def anmelden(client: Client, name: str = "sb", passwort: str = PASSWORT, **mehr: Any) -> Any:
    """Send name and password; `mehr` are headers."""
    return client.post(LOGIN, {"username": name, "password": passwort}, **mehr)


def drin(client: Client) -> bool:
    """Tell whether this browser gets into the admin."""
    return client.get(INDEX).status_code == 200


def mails() -> list[tuple[str, str]]:
    """Give to whom which mails go, the oldest first."""
    return [(", ".join(s.an), s.betreff) for s in Sendung.objects.order_by("pk")]


def protokoll() -> list[tuple[str, str, str]]:
    """Give who noted what in whose history, the oldest first."""
    eintraege = LogEntry.objects.order_by("pk")
    return list(eintraege.values_list("user__username", "object_repr", "change_message"))
