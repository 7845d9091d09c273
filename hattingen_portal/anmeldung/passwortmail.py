"""The mail with the link for a new password."""

from django.contrib.auth.models import User

from hattingen_portal.post.models import LINK
from hattingen_portal.post.versand import versenden
from hattingen_portal.post.vorlagen import aus_vorlage


def mail_an(konto: User) -> None:
    """Queue the mail for `konto`; the link itself is made when it is delivered."""
    betreff, text = aus_vorlage("anmeldung/passwort.txt", {"konto": konto, "adresse": LINK})
    versenden(
        an=[konto.email], betreff=betreff, text=text, vertraulich=True, passwortlink_fuer=konto.pk
    )
