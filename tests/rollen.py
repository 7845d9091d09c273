"""Accounts with a role, as the tests of the admin need them."""

from itertools import count

from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from hattingen_portal.rollen.einrichten import rollen_einrichten
from quartiere.models import Stadtteil, Zustaendigkeit

_nummer = count(1)


def konto(*rollen: str, stadtteile: tuple[Stadtteil, ...] = (), name: str = "") -> User:
    """Make an account with these roles that works for these Stadtteile."""
    rollen_einrichten()
    person = User.objects.create_user(name or f"konto{next(_nummer)}", is_staff=True)
    person.groups.set(Group.objects.filter(name__in=rollen))
    Zustaendigkeit.objects.bulk_create(
        Zustaendigkeit(konto=person, stadtteil=stadtteil) for stadtteil in stadtteile
    )
    return person


def angemeldet(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def wer_darf(*rechte: str) -> Client:
    """Give the browser of somebody of the staff who may do just this, without a role."""
    person = User.objects.create_user(f"konto{next(_nummer)}", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=rechte))
    return angemeldet(person)


def betreuung(*stadtteile: Stadtteil) -> Client:
    """Give the browser of a colleague who is there for these Stadtteile."""
    return angemeldet(konto("Stadtteilbetreuung", stadtteile=stadtteile))
