"""robots.txt (RFC 9309), read as crawlers read it."""

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from pytest_django import Settings

BASIS = "https://quartiere.example.org"
OFFEN = (
    "/",
    "/termine/",
    "/termine/welper-fruehjahr-2026/termin.ics",
    "/termine/welper-fruehjahr-2026/unterlagen/1/",
    "/kalender/alle.ics",
    "/kalender/stadtteil/welper.ics",
    "/kalender/art/sprechstunde.ics",
    "/termine/aenderungen.atom",
    "/aktuelles/feed.atom",
    "/daten/termine.json",
    "/sitemap.xml",
    "/medien/bilder/a.png",
    "/static/portal/portal.css",
    "/akteure/?stadtteil=welper",
)
ZU = (
    "/admin/",
    "/admin/login/?next=/admin/",
    "/suche/?q=armut",
    "/einbetten/termine/?stadtteil=welper",
)


def gelesen(client: Client) -> RobotFileParser:
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    leser = RobotFileParser()
    leser.parse(response.text.splitlines())
    return leser


@pytest.mark.parametrize("programm", ["Googlebot", "irgendwer/1.0"])
def test_pages_calendars_and_data_are_open(
    client: Client, settings: Settings, programm: str
) -> None:
    settings.PORTAL_BASIS_URL = BASIS
    leser = gelesen(client)
    erlaubt = [pfad for pfad in (*OFFEN, *ZU) if leser.can_fetch(programm, BASIS + pfad)]
    assert erlaubt == list(OFFEN)
    assert leser.site_maps() == [f"{BASIS}/sitemap.xml"]


def test_word_for_word(client: Client, settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS
    assert client.get("/robots.txt", headers={"host": "localhost:1"}).text == (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /suche/\n"
        "Disallow: /einbetten/\n"
        "\n"
        "Sitemap: https://quartiere.example.org/sitemap.xml\n"
    )


def test_a_test_system_is_closed(settings: Settings) -> None:
    settings.PORTAL_TESTSYSTEM = True
    leser = gelesen(Client())
    assert [pfad for pfad in (*OFFEN, *ZU) if leser.can_fetch("Googlebot", BASIS + pfad)] == []
    assert leser.site_maps() is None
