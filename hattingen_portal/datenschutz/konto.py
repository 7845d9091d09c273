"""Erasing whose account it was: the row stays, for others refer to it; the person goes."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from hattingen_portal.anmeldung import faktor
from hattingen_portal.datenschutz.fristen import EHEMALIG
from hattingen_portal.datenschutz.geschichten import mit_geschichte
from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from konferenzen.models import Aenderung

VORNE = "ehemalig-"  # and the key: what an account is called that nobody has any more


def ist_ehemalig(konto: User) -> bool:
    """Tell whether nothing of a person is left in `konto`."""
    return konto.username == f"{VORNE}{konto.pk}"


@transaction.atomic
def konto_loeschen(konto: User) -> None:
    """Close `konto` and take the person out of it and of all that says what they did.

    Its sessions, second factor, roles and failed logins go. Histories and ledger say EHEMALIG.
    """
    konto = User.objects.select_for_update().get(pk=konto.pk)
    faktor.entfernen(konto)
    namen = Q(username__iexact=konto.username)
    if konto.email:
        namen |= Q(username__iexact=konto.email)
    for versuche in (AccessAttempt, AccessFailureLog, AccessLog):
        versuche.objects.filter(namen).delete()
    _abmelden(konto)
    konto.groups.clear()
    konto.user_permissions.clear()
    konto.zustaendigkeiten.all().delete()
    _namen_ersetzen(konto)
    konto.username = f"{VORNE}{konto.pk}"
    konto.first_name = konto.last_name = konto.email = ""
    konto.is_active = konto.is_staff = konto.is_superuser = False
    konto.set_unusable_password()
    konto.save()


def _abmelden(konto: User) -> None:
    """End the sessions of `konto`; whose one is can only be read from within."""
    for sitzung in Session.objects.iterator():
        if sitzung.get_decoded().get("_auth_user_id") == str(konto.pk):
            sitzung.delete()


def _namen_ersetzen(konto: User) -> None:
    for modell in mit_geschichte():
        geschichte_von(modell).filter(history_user=konto).update(durch_name=EHEMALIG)
    Aenderung.objects.filter(durch=konto).update(durch_name=EHEMALIG)
    art = ContentType.objects.get_for_model(User)
    eigene = LogEntry.objects.filter(content_type=art, object_id=str(konto.pk))
    eigene.update(object_repr=EHEMALIG)


def spuren(konto: User) -> int:
    """Count the entries of histories and ledger that name `konto`."""
    geschichten = sum(
        geschichte_von(modell).filter(history_user=konto).count() for modell in mit_geschichte()
    )
    return geschichten + Aenderung.objects.filter(durch=konto).count()
