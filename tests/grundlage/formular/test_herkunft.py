import pytest
from django.test import RequestFactory
from pytest_django import Settings

from hattingen_portal.grundlage.formular.herkunft import anschluss


@pytest.mark.parametrize(
    ("proxys", "direkt", "weitergereicht", "erwartet"),
    [
        (0, "192.0.2.7", "", "192.0.2.7"),
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (1, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (1, "192.0.2.7", "", "192.0.2.7"),
        (1, "192.0.2.7", "unfug", "192.0.2.7"),
        (1, "", "198.51.100.1", "198.51.100.1"),
        (0, "", "", ""),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "2001:db8:1:2::9", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (0, "fe80::1%eth0", "", "fe80::/64"),
    ],
)
def test_the_line_is_told_by_what_trusted_proxies_wrote(
    settings: Settings, proxys: int, direkt: str, weitergereicht: str, erwartet: str
) -> None:
    settings.PORTAL_PROXYS = proxys
    kopf = {"X-Forwarded-For": weitergereicht} if weitergereicht else {}
    anfrage = RequestFactory().get("/", REMOTE_ADDR=direkt, headers=kopf)
    assert anschluss(anfrage) == erwartet
