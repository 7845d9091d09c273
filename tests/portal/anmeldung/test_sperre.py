"""The lock: who is kept out, who is not, and for how long."""

import logging
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from hattingen_portal.anmeldung.sperre import JE_ANSCHLUSS
from hattingen_portal.datenschutz.aufgaben import loeschfristen
from hattingen_portal.grundlage.formular.zugriff import Zugriff
from tests.portal.anmeldung.wege import (
    ABSICHERN,
    CODE,
    LOGIN,
    anmelden,
    code,
    drin,
    konto,
    mit_app,
    protokoll,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
LISTE = reverse("admin:hattingen_portal_anmeldesperre_changelist")
HIER, DORT = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


def sperren(name: str = "sb", **woher: str) -> object:
    """Be wrong five times; give the last answer."""
    return [anmelden(Client(), name, "falsch", **woher) for _ in range(5)][-1]


def test_after_five_wrong_ones_the_page_says_what_happened_and_until_when(
    client: Client,
) -> None:
    konto()
    antwort = sperren(**HIER)
    assert (antwort.status_code, antwort["Retry-After"]) == (429, "900")
    assert "no-store" in antwort["Cache-Control"]
    # 09:00 UTC is 10:00 in Hattingen.
    assert "<strong>Ab 10:15 Uhr</strong> können Sie es wieder versuchen, also in 15" in (
        " ".join(antwort.text.split())
    )
    assert anmelden(client, **HIER).status_code == 429
    assert not drin(client)


def test_four_wrong_ones_are_forgotten_with_a_right_one(client: Client) -> None:
    konto()
    for _ in range(4):
        assert anmelden(client, passwort="falsch", **HIER).status_code == 200
    assert anmelden(client, **HIER).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_other_lines_and_other_names_go_on(client: Client) -> None:
    konto()
    konto("kollegin")
    sperren(**HIER)
    assert anmelden(client, "kollegin", **HIER).status_code == 302
    assert anmelden(Client(), **DORT).status_code == 302


def test_another_browser_on_the_line_does_not_help(client: Client) -> None:
    konto()
    for nummer in range(5):
        anmelden(client, passwort="falsch", HTTP_USER_AGENT=f"Browser {nummer}", **HIER)
    assert anmelden(client, HTTP_USER_AGENT="Browser 6", **HIER).status_code == 429


def test_a_name_that_nobody_has_is_locked_in_the_same_words(client: Client) -> None:
    konto()
    vorhanden, niemand = sperren(**HIER), sperren("niemand", **HIER)
    assert (vorhanden.status_code, vorhanden.text) == (niemand.status_code, niemand.text)


def test_trying_again_does_not_make_it_longer(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    konto()
    sperren(**HIER)
    jetzt.shift(timedelta(minutes=14, seconds=59))
    antwort = anmelden(client, **HIER)
    assert (antwort.status_code, antwort["Retry-After"]) == (429, "1")
    assert "also in einer Minute" in antwort.text
    jetzt.shift(2)
    assert anmelden(client, **HIER).status_code == 302


def test_what_is_kept_of_a_flood_is_small(client: Client) -> None:
    for _ in range(20):
        client.post(
            reverse("admin:login"),
            {"username": "x", "password": "geheim", "next": "/admin/" + "y" * 5000},
            HTTP_USER_AGENT="U" * 5000,
            **HIER,
        )
    assert bekannt() == [("x", 5, "")]


def bekannt() -> list[tuple[str, int, str]]:
    """Give name and count of each failed login, and what is kept of what was sent with it."""
    zeilen = AccessAttempt.objects.order_by("pk")
    return [
        (v.username, v.failures_since_start, f"{v.get_data}{v.post_data}".strip("-\n"))
        for v in zeilen
    ]


def test_nothing_of_what_was_sent_is_kept(client: Client, jetzt: time_machine.Traveller) -> None:
    person = konto()
    app, _ = mit_app(person)
    client.post(
        f"{LOGIN}?next=/admin/geheim",
        {"username": "sb", "password": "geheim", "eingaben": "geheim", "anderes": "geheim"},
    )
    assert bekannt() == [("sb", 1, "")]
    anmelden(client)
    client.post(f"{CODE}?a=geheim", {"code": "000000", "anderes": "geheim"})
    assert bekannt() == [("sb", 2, "")]
    jetzt.shift(30)
    client.post(CODE, {"code": code(app)})
    client.post(ABSICHERN, {"was": "entfernen", "passwort": "geheim", "code": "geheim"})
    client.post(ABSICHERN, {"was": "entfernen", "passwort": "geheim", "code": "geheim"})
    assert bekannt() == [("sb", 2, "")]


def test_what_was_kept_before_is_emptied() -> None:
    AccessAttempt.objects.create(
        username="sb", failures_since_start=3, get_data="next=/", post_data="passwort=geheim"
    )
    leeren = import_module("hattingen_portal.migrations.0011_anmeldesperre_ohne_eingaben").leeren
    leeren(apps, None)
    assert bekannt() == [("sb", 3, "")]


def test_the_page_of_a_lock_shows_the_columns_of_the_list_and_no_more(client: Client) -> None:
    konto()
    AccessAttempt.objects.create(
        username="sb", failures_since_start=3, post_data="passwort=geheim", path_info="/geheim/"
    )
    client.force_login(konto("verwaltung"))
    eine = AccessAttempt.objects.get()
    seite = client.get(reverse("admin:hattingen_portal_anmeldesperre_change", args=[eine.pk]))
    assert seite.status_code == 200
    assert "zählt bis 10:15 Uhr" in seite.text
    assert "geheim" not in seite.text


def test_behind_a_proxy_the_line_is_the_one_that_the_proxy_saw(
    client: Client, settings: Settings
) -> None:
    konto()
    settings.PORTAL_PROXYS = 1
    for nummer in range(5):
        kopf = f"203.0.113.{nummer}, 198.51.100.7"
        anmelden(client, passwort="falsch", HTTP_X_FORWARDED_FOR=kopf, **HIER)
    assert list(AccessAttempt.objects.values_list("ip_address", flat=True)) == ["198.51.100.7"]
    frei = anmelden(client, HTTP_X_FORWARDED_FOR="198.51.100.7, 198.51.100.8", **HIER)
    assert frei.status_code == 302


def test_an_ipv6_network_is_one_line(client: Client) -> None:
    konto()
    for nummer in range(5):
        anmelden(client, passwort="falsch", REMOTE_ADDR=f"2001:db8::{nummer + 1}")
    assert anmelden(client, REMOTE_ADDR="2001:db8::abcd").status_code == 429
    assert anmelden(client, REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


def test_without_any_address_it_still_counts(client: Client) -> None:
    konto()
    assert sperren(REMOTE_ADDR="").status_code == 429


def test_wrong_codes_count_as_wrong_passwords_do(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    app, _ = mit_app(konto())
    anmelden(client, **HIER)
    for warten in (1, 2, 4, 8, 16):
        antwort = client.post(CODE, {"code": "000000"}, **HIER)
        jetzt.shift(warten)
    assert antwort.status_code == 429
    assert client.post(CODE, {"code": code(app)}, **HIER).status_code == 429
    assert not drin(client)


def test_the_log_names_nobody(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "axes"):
        konto()
        sperren(**HIER)
        anmelden(client, **DORT)
    gesagt = caplog.text
    assert "Locking out" in gesagt
    assert [was for was in ("sb", "192.0.2", "falsch") if was in gesagt] == []
    assert not AccessLog.objects.exists()


def test_a_lost_table_keeps_nobody_out(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    konto()
    with connection.cursor() as zeiger:
        zeiger.execute("DROP TABLE axes_accessattempt CASCADE")
    assert anmelden(client, passwort="falsch").status_code == 200
    assert anmelden(client).status_code == 302
    assert drin(client)
    assert "Die Anmeldung läuft ohne Sperre: ProgrammingError" in caplog.text


def test_whoever_may_unlocks_a_name_on_its_line(client: Client) -> None:
    konto()
    sperren(**HIER)
    anmelden(Client(), passwort="falsch", HTTP_USER_AGENT="anderer", **HIER)
    anmelden(Client(), passwort="falsch", **DORT)
    verwaltung = konto("verwaltung")
    client.force_login(verwaltung)
    seite = client.get(LISTE)
    assert "gesperrt bis 10:15 Uhr" in seite.text
    eine = AccessAttempt.objects.filter(ip_address="192.0.2.1").first()
    antwort = client.post(LISTE, {"action": "aufheben", "_selected_action": [eine.pk]}, follow=True)
    assert "Die Anmeldung ist wieder frei: sb." in antwort.text
    assert protokoll() == [("verwaltung", "Anmeldung als sb", "")]
    assert list(AccessAttempt.objects.values_list("ip_address", flat=True)) == ["192.0.2.2"]
    assert anmelden(Client(), **HIER).status_code == 302


def test_whoever_may_only_look_does_not_unlock(client: Client) -> None:
    sperren(**HIER)
    leserin = konto("leserin", is_superuser=False)
    client.force_login(leserin)
    assert client.get(LISTE).status_code == 403
    leserin.user_permissions.add(Permission.objects.get(codename="view_anmeldesperre"))
    eine = AccessAttempt.objects.get()
    assert client.get(LISTE).status_code == 200
    client.post(LISTE, {"action": "aufheben", "_selected_action": [eine.pk]})
    assert AccessAttempt.objects.exists()


def test_the_command_unlocks_too(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    konto()
    sperren(**HIER)
    call_command("axes_reset_username", "sb")
    assert anmelden(client, **HIER).status_code == 302


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_list_costs_the_same_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    client.force_login(konto("verwaltung"))
    for nummer in range(anzahl):
        anmelden(Client(), f"name{nummer}", "falsch", **HIER)
    client.get(LISTE)
    with django_assert_num_queries(6):
        client.get(LISTE)


def test_what_is_over_is_thrown_away(client: Client, jetzt: time_machine.Traveller) -> None:
    sperren("alt", **HIER)
    client.force_login(konto())
    jetzt.shift(timedelta(minutes=91))
    AccessAttempt.objects.create(username="neu", failures_since_start=1)
    Client().force_login(konto("andere"))
    loeschfristen(0)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["neu"]
    assert Session.objects.count() == 1


# --- One line, many names ---


def viele_namen(anzahl: int, **woher: str) -> list[int]:
    return [anmelden(Client(), f"name{n}", "falsch", **woher).status_code for n in range(anzahl)]


def test_a_line_that_is_wrong_with_many_names_is_kept_out_with_every_name(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    konto()
    jetzt.shift(timedelta(minutes=4))
    assert viele_namen(JE_ANSCHLUSS.hoechstens, **HIER) == [200] * 30
    antwort = anmelden(client, **HIER)
    assert (antwort.status_code, antwort["Retry-After"]) == (429, "360")
    text = " ".join(antwort.text.split())
    assert "geht die Anmeldung von hier gerade für niemanden" in text
    assert "<strong>Ab 10:10 Uhr</strong> können Sie es wieder versuchen, also in 6" in text
    assert anmelden(Client(), **DORT).status_code == 302

    jetzt.shift(timedelta(minutes=6))
    assert anmelden(client, **HIER).status_code == 302


def test_right_passwords_of_a_whole_office_count_for_nothing() -> None:
    konto()
    antworten = [anmelden(Client(), **HIER).status_code for _ in range(JE_ANSCHLUSS.hoechstens + 1)]
    assert set(antworten) == {302}


def test_who_is_in_stays_in_while_the_line_is_kept_out(client: Client) -> None:
    konto()
    anmelden(client, **HIER)
    viele_namen(JE_ANSCHLUSS.hoechstens, **HIER)
    assert drin(client)


def test_the_counts_of_a_line_go_with_the_worker(jetzt: time_machine.Traveller) -> None:
    viele_namen(1, **HIER)
    jetzt.shift(timedelta(hours=2))
    loeschfristen(0)
    assert not Zugriff.objects.exists()
