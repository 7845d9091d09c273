"""Telling people by mail what has changed about how they log in: it may not have been them."""

from typing import Any

from hattingen_portal.post.versand import versenden
from hattingen_portal.post.vorlagen import aus_vorlage

EINGERICHTET = "Zweiter Faktor eingerichtet"
ENTFERNT = "Zweiter Faktor entfernt"
PASSWORT = "Passwort geändert"


def bescheid(konto: Any, was: str) -> None:
    """Queue a mail that tells the owner of `konto` in one phrase what was done, without a link.

    An account without an address gets none.
    """
    if not konto.email:
        return
    betreff, text = aus_vorlage("anmeldung/bescheid.txt", {"konto": konto, "was": was})
    versenden(an=[konto.email], betreff=betreff, text=text, vertraulich=True)
