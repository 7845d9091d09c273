"""A link for a new password goes all the way, through the real worker, and leaves no trace."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.anmeldung.aufgaben import link_senden
from hattingen_portal.post.models import GELOESCHT, Sendung


@pytest.mark.django_db(transaction=True)
def test_the_link_is_in_the_mail_and_nowhere_else(arbeiten: Callable[..., None]) -> None:
    konto = User.objects.create_user("sb", email="sb@example.org", password="ein langes Wort")
    link_senden.defer(konten=[konto.pk])
    arbeiten()

    sendung = Sendung.objects.get()
    assert (sendung.zustand, sendung.text) == ("abgelegt", GELOESCHT)
    (datei,) = settings.PORTAL_ABLAGE.iterdir()
    mail = message_from_bytes(datei.read_bytes(), policy=default)
    assert mail["To"] == "sb@example.org"
    assert "/admin/passwort/" in mail.get_content()
    assert not ProcrastinateJob.objects.filter(status="failed").exists()
