"""Deleting messages with all that was written about them (GDPR, article 17)."""

from django.db import transaction
from django.db.models import QuerySet

from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.zuruecknahme import mails_loeschen


def mails_zu(meldungen: QuerySet[Meldung]) -> QuerySet[Sendung]:
    """Give the mails about `meldungen`: they hold the same personal data."""
    verbunden = Meldung.sendungen.through.objects.filter(meldung__in=meldungen.values("pk"))
    return Sendung.objects.filter(pk__in=verbunden.values("sendung"))


@transaction.atomic
def meldungen_loeschen(meldungen: QuerySet[Meldung]) -> int:
    """Delete `meldungen`, their proposals, their mails and the files of these; give how many."""
    schluessel = list(meldungen.values_list("pk", flat=True))
    gefunden = Meldung.objects.filter(pk__in=schluessel)
    mails_loeschen(mails_zu(gefunden))
    gefunden.delete()
    return len(schluessel)
