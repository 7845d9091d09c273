"""Whom to tell of a hole, and that somebody is told before the file is out of date (RFC 9116)."""

from datetime import date, timedelta

import pytest
from django.core.checks import run_checks
from django.test import Client
from pytest_django import Settings

from tests.fabriken import JETZT

ADRESSE = "/.well-known/security.txt"
HEUTE = JETZT.date()
pytestmark = pytest.mark.usefixtures("jetzt")


@pytest.mark.parametrize(
    ("email", "kontakt"),
    [
        ("quartier@example.org", "mailto:quartier@example.org"),
        ("", "https://quartiere.example.org/kontakt/"),
    ],
)
def test_the_file_says_whom_to_write_to_and_until_when(
    client: Client, settings: Settings, email: str, kontakt: str
) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    settings.PORTAL_EMAIL = email
    settings.PORTAL_SICHERHEIT_BIS = date(2026, 6, 30)
    antwort = client.get(ADRESSE)
    assert antwort["Content-Type"] == "text/plain; charset=utf-8"
    assert antwort.text.splitlines() == [
        f"Contact: {kontakt}",
        "Expires: 2026-06-30T23:59:59Z",
        "Preferred-Languages: de, en",
        "Canonical: https://quartiere.example.org/.well-known/security.txt",
    ]


@pytest.mark.django_db
def test_without_a_date_there_is_no_file(client: Client, settings: Settings) -> None:
    settings.PORTAL_SICHERHEIT_BIS = None
    assert client.get(ADRESSE).status_code == 404


@pytest.mark.parametrize(
    ("bis", "gewarnt"),
    [
        (None, ["sicherheit.W001"]),
        (HEUTE - timedelta(days=1), ["sicherheit.W002"]),
        (HEUTE, ["sicherheit.W003"]),
        (HEUTE + timedelta(days=29), ["sicherheit.W003"]),
        (HEUTE + timedelta(days=30), []),
        (HEUTE + timedelta(days=366), []),
        (HEUTE + timedelta(days=367), ["sicherheit.W004"]),
    ],
)
def test_the_check_before_deploying_warns_in_time(
    settings: Settings, bis: date | None, gewarnt: list[str]
) -> None:
    settings.PORTAL_SICHERHEIT_BIS = bis
    befunde = run_checks(include_deployment_checks=True)
    assert [b.id for b in befunde if (b.id or "").startswith("sicherheit.")] == gewarnt
    assert not [b for b in run_checks() if (b.id or "").startswith("sicherheit.")]
