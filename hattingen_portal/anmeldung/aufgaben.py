"""What the worker does for the login: mails with links."""

from django.contrib.auth import get_user_model
from procrastinate.contrib.django import app

from hattingen_portal.anmeldung.passwortmail import mail_an


@app.task(name="anmeldung.link_senden", queue="post")
def link_senden(*, konten: list[int]) -> None:
    """Mail a link for a new password to each of the accounts with the keys `konten`."""
    for konto in get_user_model()._default_manager.filter(pk__in=konten, is_active=True):
        mail_an(konto)
