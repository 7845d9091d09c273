"""The link for a new password, made at the moment in which the mail goes out and stored nowhere."""

from collections.abc import Collection

from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from hattingen_portal.grundlage.absolut import absolut


def passwortlink(schluessel: int, an: Collection[str]) -> str | None:
    """Give the link for the account with the key `schluessel`.

    Its host is that of PORTAL_BASIS_URL. None where the account is gone or closed, or has another
    address by now than those in `an`.
    """
    konten = get_user_model()._default_manager.filter(is_active=True, email__in=an)
    konto = konten.filter(pk=schluessel).first()
    if konto is None:
        return None
    teile = {
        "uidb64": urlsafe_base64_encode(force_bytes(konto.pk)),
        "token": default_token_generator.make_token(konto),
    }
    return absolut(reverse("passwort_neu", kwargs=teile))
