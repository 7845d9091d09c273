"""The mail with the link for a new password."""

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.post.versand import versenden
from hattingen_portal.post.vorlagen import aus_vorlage


def mail_an(konto: User) -> None:
    """Queue the mail with the link for `konto`; its host is that of PORTAL_BASIS_URL."""
    teile = {
        "uidb64": urlsafe_base64_encode(force_bytes(konto.pk)),
        "token": default_token_generator.make_token(konto),
    }
    angaben = {
        "konto": konto,
        "adresse": absolut(reverse("passwort_neu", kwargs=teile)),
    }
    betreff, text = aus_vorlage("anmeldung/passwort.txt", angaben)
    versenden(an=[konto.email], betreff=betreff, text=text, vertraulich=True)
