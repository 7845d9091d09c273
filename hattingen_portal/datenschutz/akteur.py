"""Erasing what is private about an Akteur: of a person all, of an organisation what is internal."""

import json
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from akteure.models import Akteur, Kontakt
from hattingen_portal.datenschutz.fristen import ENTFERNT
from hattingen_portal.grundlage.geschichte.aufzeichnung import durch_wen, geschichte_von
from hattingen_portal.grundlage.sperre import gesperrt_speichern
from hattingen_portal.meldungen.loeschung import meldungen_loeschen
from hattingen_portal.meldungen.models import Meldung
from konferenzen.fortschreibung import beilagen_fortschreiben
from konferenzen.models import Einladung

# What an Akteur says about consent; all of it is private.
EINWILLIGUNG: dict[str, Any] = {
    "einwilligung_am": None,
    "einwilligung_wortlaut": "",
    "einwilligung_widerrufen_am": None,
}


def ist_person(akteur: Akteur) -> bool:
    """Tell whether the entry is about one person, so that nothing of it may stay."""
    return akteur.art == Akteur.Art.EINZELPERSON


@transaction.atomic
def person_loeschen(akteur: Akteur) -> None:
    """Delete the entry of a private person with all that refers to it.

    Its contact, history and invitations, the corrections that were sent about it with their mails,
    and its name in Django's log.
    """
    meldungen_loeschen(Meldung.objects.filter(akteur=akteur))
    for einladung in akteur.einladungen.select_related("konferenz").order_by("konferenz_id"):
        with beilagen_fortschreiben(einladung.konferenz):
            einladung.delete()
    geschichte_von(Einladung).filter(akteur_id=akteur.pk).delete()
    _aus_dem_protokoll(akteur)
    akteur.delete()


def _aus_dem_protokoll(akteur: Akteur) -> None:
    """Delete what Django's log says of the entry, and its name from what it says of others."""
    art = ContentType.objects.get_for_model(Akteur)
    LogEntry.objects.filter(content_type=art, object_id=str(akteur.pk)).delete()
    # Django stores these words as JSON, in which an umlaut may be written as an escape.
    schreibweisen = {akteur.name, json.dumps(akteur.name)[1:-1]}
    for name in schreibweisen:
        for eintrag in LogEntry.objects.filter(
            Q(change_message__contains=name) | Q(object_repr__contains=name)
        ):
            eintrag.change_message = eintrag.change_message.replace(name, ENTFERNT)
            eintrag.object_repr = eintrag.object_repr.replace(name, ENTFERNT)
            eintrag.save()


@transaction.atomic
def privates_loeschen(akteur: Akteur, *, durch: Any = None) -> None:
    """Delete the contact of an organisation, its consent and the notes of its invitations.

    Its history loses them, too; what the public reads stays. `durch` is who does it.
    """
    Kontakt.objects.filter(akteur=akteur).delete()
    if any(getattr(akteur, feld) != leer for feld, leer in EINWILLIGUNG.items()):
        for feld, leer in EINWILLIGUNG.items():
            setattr(akteur, feld, leer)
        durch_wen(akteur, durch)
        gesperrt_speichern(akteur)
    geschichte_von(Akteur).filter(id=akteur.pk).update(**EINWILLIGUNG)
    notizen_leeren(Einladung.objects.filter(akteur=akteur))


def notizen_leeren(einladungen: QuerySet[Einladung]) -> None:
    """Empty the notes of `einladungen`, in their history as well.

    Nothing is entered there for it: an entry would keep what was to go.
    """
    schluessel = list(einladungen.values_list("pk", flat=True))
    geschichte_von(Einladung).filter(id__in=schluessel).update(notiz="")
    Einladung.objects.filter(pk__in=schluessel).update(notiz="")
