"""Whoever owns an account is told by mail when its password is another one."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from hattingen_portal.post.models import Sendung
from tests.portal.anmeldung.wege import PASSWORT, konto, mails
from tests.rollen import angemeldet
from tests.rollen import konto as konto_mit_rolle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
NEU = {"new_password1": "ein ganz anderes Wort", "new_password2": "ein ganz anderes Wort"}
GESETZT = {"password1": "ein ganz anderes Wort", "password2": "ein ganz anderes Wort"}
GESAGT = [("ada@example.org", "Passwort geändert")]


@pytest.fixture
def ada() -> User:
    return konto("ada", is_superuser=False)


def test_after_changing_it_oneself(client: Client, ada: User) -> None:
    client.force_login(ada)
    adresse = reverse("admin:password_change")
    assert client.post(adresse, NEU | {"old_password": "falsch"}).status_code == 200
    assert mails() == []
    assert client.post(adresse, NEU | {"old_password": PASSWORT}).status_code == 302
    assert mails() == GESAGT
    text = Sendung.objects.get().text
    assert (
        "bei Ihrem Zugang „ada“ zur Verwaltung hat sich etwas geändert: Passwort geändert." in text
    )
    assert "://" not in text


def test_after_a_link(client: Client, ada: User) -> None:
    teile = {
        "uidb64": urlsafe_base64_encode(force_bytes(ada.pk)),
        "token": default_token_generator.make_token(ada),
    }
    seite = client.get(reverse("passwort_neu", kwargs=teile))
    assert client.post(seite["Location"], {}).status_code == 200
    assert mails() == []
    assert client.post(seite["Location"], NEU).status_code == 302
    assert mails() == GESAGT


def test_after_somebody_else_has_set_it(ada: User) -> None:
    verwaltung = angemeldet(konto_mit_rolle("Benutzerverwaltung"))
    adresse = reverse("admin:auth_user_password_change", args=[ada.pk])
    schwach = {"password1": "kurz", "password2": "kurz", "usable_password": "true"}
    assert verwaltung.post(adresse, schwach).status_code == 200
    # The button for no password at all was not pressed: Django changes nothing.
    assert verwaltung.post(adresse, GESETZT | {"usable_password": "false"}).status_code == 302
    assert mails() == []
    assert verwaltung.post(adresse, GESETZT | {"usable_password": "true"}).status_code == 302
    assert mails() == GESAGT


def test_an_account_without_an_address_gets_none(client: Client) -> None:
    client.force_login(konto("ada", email=""))
    daten = NEU | {"old_password": PASSWORT}
    assert client.post(reverse("admin:password_change"), daten).status_code == 302
    assert mails() == []
