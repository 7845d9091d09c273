"""The mails about a message that has come in: to the office, and to whoever sent it.

The sender's own words never go to the address that the sender typed: it may be anybody's, and the
portal would write to them whatever somebody wants.
"""

from datetime import timedelta

from django.urls import reverse
from django.utils.formats import date_format

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.formular.zugriff import Grenze, zu_oft
from hattingen_portal.meldungen.adressat import adressat, stadtteil_von
from hattingen_portal.meldungen.berichtigung import zeilen
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.post.versand import versenden
from hattingen_portal.post.vorlagen import aus_vorlage

# Whoever does not want to hear from us is not to be flooded by somebody who types their address.
BESTAETIGUNGEN = (Grenze(3, timedelta(hours=1), je_anschluss=True),)
MIT_WOCHENTAG = "l, j. F Y"


def benachrichtigen(meldung: Meldung) -> None:
    """Queue the mails about the new `meldung`; call inside the transaction that stores it."""
    buero = adressat(stadtteil_von(meldung))
    if buero:
        _versenden(meldung, "an_das_buero", an=buero, antwort_an=meldung.email)
    if meldung.email and not zu_oft("bestaetigung", meldung.email.lower(), BESTAETIGUNGEN):
        _versenden(meldung, "bestaetigung", an=meldung.email, antwort_an=buero)


def _versenden(meldung: Meldung, vorlage: str, *, an: str, antwort_an: str) -> None:
    angaben = {
        "meldung": meldung,
        "frist": date_format(meldung.faellig_am, MIT_WOCHENTAG),
        "vorschlaege": zeilen(meldung),
        "adresse": absolut(reverse("admin:hattingen_portal_meldung_change", args=[meldung.pk])),
    }
    betreff, text = aus_vorlage(f"meldungen/{vorlage}.txt", angaben)
    sendung = versenden(an=[an], betreff=betreff, text=text, antwort_an=antwort_an)
    meldung.sendungen.add(sendung)
