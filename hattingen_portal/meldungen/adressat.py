"""To whom in the office a message goes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hattingen_portal.meldungen.models import Meldung
from quartiere.models import Ansprechperson, Stadtteil


def adressat(stadtteil: Stadtteil | None) -> str:
    """Give the e-mail address of whom the public can reach for `stadtteil`.

    That is the first contact of the Stadtteil, else the first one of the whole city, else
    PORTAL_EMAIL; empty where none of them has an address. The message then waits in the admin.
    """
    personen = Ansprechperson.objects.oeffentlich().exclude(email="").geordnet()
    stadtweit = personen.filter(stadtteile__isnull=True)
    hiesige = personen.filter(stadtteile=stadtteil) if stadtteil else personen.none()
    person = hiesige.first() or stadtweit.first()
    return _gueltig(person.email if person else settings.PORTAL_EMAIL)


def stadtteil_von(meldung: Meldung) -> Stadtteil | None:
    """Give the Stadtteil that `meldung` is about: its own, or the only one of its entry."""
    if meldung.stadtteil is not None or meldung.akteur is None:
        return meldung.stadtteil
    stadtteile = list(meldung.akteur.stadtteile.all()[:2])
    return stadtteile[0] if len(stadtteile) == 1 else None


def _gueltig(adresse: str) -> str:
    """Give `adresse`, or nothing: an impossible one must not keep a message from being stored."""
    try:
        validate_email(adresse)
    except ValidationError:
        return ""
    return adresse
