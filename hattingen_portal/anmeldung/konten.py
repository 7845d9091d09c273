"""The accounts as every request loads them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from hattingen_portal.anmeldung.faktor import eingerichtet


class Konten(ModelBackend):
    """Django's accounts, each with the knowledge whether it has a second factor.

    One statement for both: whether somebody may go on is asked on every page of the admin.
    """

    def get_user(self, user_id: Any) -> Any:
        """Give the account with the key `user_id`, None where there is none or it is closed."""
        konten = get_user_model()._default_manager.annotate(hat_faktor=eingerichtet())
        konto = konten.filter(pk=user_id).first()
        return konto if konto is not None and self.user_can_authenticate(konto) else None
