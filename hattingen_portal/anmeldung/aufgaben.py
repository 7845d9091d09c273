"""What the worker does for the login: mails with links, and throwing away what is over."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from procrastinate.contrib.django import app

from hattingen_portal.anmeldung.passwortmail import mail_an
from hattingen_portal.grundlage.formular import zugriff
from hattingen_portal.post.models import Sendung

MAILS_AUFHEBEN = timedelta(days=7)  # that held a link; their text is gone once they are sent


@app.task(name="anmeldung.link_senden", queue="post")
def link_senden(*, konten: list[int]) -> None:
    """Mail a link for a new password to each of the accounts with the keys `konten`."""
    for konto in get_user_model()._default_manager.filter(pk__in=konten, is_active=True):
        mail_an(konto)


@app.periodic(cron="17 * * * *")
@app.task(name="anmeldung.aufraeumen", queue="pflege", queueing_lock="anmeldung.aufraeumen")
def aufraeumen(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives it
    """Delete failed logins and counts that count no more, ended sessions, mails that held a link.

    They are personal data that nobody needs any longer (GDPR, article 5 (1) e).
    """
    jetzt = timezone.now()
    AccessAttempt.objects.filter(attempt_time__lt=jetzt - settings.AXES_COOLOFF_TIME).delete()
    zugriff.aufraeumen(jetzt)
    SessionStore.clear_expired()
    alte = Sendung.objects.filter(vertraulich=True, angelegt_am__lt=jetzt - MAILS_AUFHEBEN)
    alte.delete()
