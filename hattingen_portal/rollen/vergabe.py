"""Who may hand out which roles, and whose account is not for everybody who keeps accounts.

Without these rules, whoever keeps accounts could do everything: with the password of somebody who
may do more, or with a role for themselves.
"""

from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.rollen.tafel import ROLLEN

VERGEBBAR = tuple(rolle.name for rolle in ROLLEN if not rolle.konten)


def vergebbare(person: Person) -> QuerySet[Group]:
    """Give the roles that `person`, who keeps accounts, may hand out and take away.

    A superuser every group there is; others those of the table that keep no accounts themselves.
    """
    alle = Group.objects.order_by("pk")
    return alle if _darf_alles(person) else alle.filter(name__in=VERGEBBAR)


def verwaltbare(person: Person) -> QuerySet[User]:
    """Give the accounts that `person`, who keeps accounts, may change, also their passwords.

    A superuser all; others not their own, none of a superuser, and none that may do what they
    cannot hand out: permissions of its own, other groups.
    """
    if _darf_alles(person):
        return User.objects.all()
    weitere = Group.objects.filter(user=OuterRef("pk")).exclude(name__in=VERGEBBAR)
    return User.objects.filter(
        ~Q(pk=person.pk), ~Exists(weitere), is_superuser=False, user_permissions__isnull=True
    )


def _darf_alles(person: Any) -> bool:
    return bool(person.is_superuser)
