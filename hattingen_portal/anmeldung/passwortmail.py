"""The mail with the link for a new password."""

from django.contrib.auth.models import User
from django.template.loader import render_to_string

from hattingen_portal.meldungen.mails import unterschrift
from hattingen_portal.post.models import LINK
from hattingen_portal.post.versand import versenden


def mail_an(konto: User) -> None:
    """Queue the mail for `konto`; the link itself is made when it is delivered."""
    angaben = {"konto": konto, "adresse": LINK, "unterschrift": unterschrift()}
    mail = render_to_string("anmeldung/passwort.txt", angaben)
    betreff, _, text = mail.partition("\n\n")
    versenden(
        an=[konto.email], betreff=betreff, text=text, vertraulich=True, passwortlink_fuer=konto.pk
    )
