"""Telling people by mail what has changed about how they log in: it may not have been them."""

from typing import Any

from django.template.loader import render_to_string

from hattingen_portal.meldungen.mails import unterschrift
from hattingen_portal.post.versand import versenden

EINGERICHTET = "Zweiter Faktor eingerichtet"
ENTFERNT = "Zweiter Faktor entfernt"
PASSWORT = "Passwort geändert"


def bescheid(konto: Any, was: str) -> None:
    """Queue a mail that tells the owner of `konto` in one phrase what was done, without a link.

    An account without an address gets none.
    """
    if not konto.email:
        return
    angaben = {"konto": konto, "was": was, "unterschrift": unterschrift()}
    text = render_to_string("anmeldung/bescheid.txt", angaben)
    versenden(an=[konto.email], betreff=was, text=text, vertraulich=True)
