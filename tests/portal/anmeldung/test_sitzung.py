"""How long a login lasts."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests import fabriken as f
from tests.portal.anmeldung.wege import INDEX, LOGIN, anmelden, drin, konto

pytestmark = pytest.mark.django_db
SITZUNG = reverse("admin:sitzung")


@pytest.fixture(autouse=True)
def angemeldet(client: Client, jetzt: time_machine.Traveller) -> Client:
    konto()
    anmelden(client)
    return client


def test_it_ends_when_nothing_was_done_for_a_while(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    jetzt.shift(timedelta(minutes=89, seconds=59))
    assert drin(client)
    jetzt.shift(timedelta(minutes=90, seconds=1))
    antwort = client.get(INDEX)
    assert antwort["Location"] == f"{LOGIN}?next={INDEX}&abgelaufen=1"
    assert "Ihre Anmeldung ist abgelaufen, weil länger nichts" in client.get(antwort.url).text


def test_it_ends_with_the_working_day_whatever_is_done(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    for _ in range(10):
        jetzt.shift(timedelta(minutes=59))
        assert drin(client)
    jetzt.shift(timedelta(minutes=9))
    assert client.get(SITZUNG).json() == {"sekunden": 60}
    jetzt.shift(timedelta(minutes=1))
    assert not drin(client)
    anmelden(client)
    assert drin(client)


def test_it_ends_with_the_browser(client: Client) -> None:
    keks = client.cookies["sessionid"]
    assert (keks["max-age"], keks["expires"], keks["httponly"]) == ("", "", True)


def test_a_public_page_neither_renews_it_nor_sets_a_cookie(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    jetzt.shift(timedelta(minutes=60))
    antwort = client.get("/")
    assert "sessionid" not in antwort.cookies
    jetzt.shift(timedelta(minutes=31))
    assert not drin(client)


def test_the_script_learns_how_long_it_lasts(
    client: Client, jetzt: time_machine.Traveller, settings: Settings
) -> None:
    assert 'data-sekunden="5400"' in client.get(INDEX).text
    assert client.get(SITZUNG).json() == {"sekunden": 5400}
    settings.PORTAL_SITZUNG = timedelta(minutes=30)
    assert client.get(SITZUNG).json() == {"sekunden": 1800}
    assert "sitzung.js" not in Client().get(LOGIN).text


def test_a_click_is_noted_once_a_minute(client: Client, jetzt: time_machine.Traveller) -> None:
    assert "sessionid" not in client.get(SITZUNG).cookies
    jetzt.shift(60)
    assert "sessionid" in client.get(SITZUNG).cookies
    assert "sessionid" not in client.get(SITZUNG).cookies


def test_a_changed_password_ends_all_other_sessions(client: Client) -> None:
    andere = Client()
    anmelden(andere)
    daten = {
        "old_password": "ein langes Wort",
        "new_password1": "ein ganz anderes Wort",
        "new_password2": "ein ganz anderes Wort",
    }
    assert client.post(reverse("admin:password_change"), daten).status_code == 302
    assert drin(client)
    assert not drin(andere)


def test_a_closed_account_is_out_at_the_next_click(client: Client) -> None:
    assert drin(client)
    User.objects.update(is_active=False)
    assert not drin(client)


def test_a_new_password_has_twelve_letters_and_is_no_common_one(client: Client) -> None:
    def fehler(passwort: str) -> list[str]:
        daten = {"old_password": "ein langes Wort"} | dict.fromkeys(
            ("new_password1", "new_password2"), passwort
        )
        antwort = client.post(reverse("admin:password_change"), daten)
        fehler = antwort.context["form"].errors.as_data()
        return [einer.code for einer in fehler["new_password2"]]

    assert fehler("elf Zeichen") == ["password_too_short"]
    assert fehler("123456789012") == ["password_entirely_numeric"]
    assert fehler("sb@example.org") == ["password_too_similar"]
    assert fehler("q1w2e3r4t5y6") == ["password_too_common"]


def test_a_session_that_does_not_know_when_it_began_is_over(client: Client) -> None:
    sitzung = client.session
    del sitzung["angemeldet_seit"], sitzung["zuletzt_benutzt"]
    sitzung.save()
    assert not drin(client)
    anmelden(client)
    assert drin(client)


def test_a_clock_that_was_set_back_does_no_harm(client: Client) -> None:
    with time_machine.travel(f.JETZT - timedelta(days=400), tick=False):
        assert drin(client)
