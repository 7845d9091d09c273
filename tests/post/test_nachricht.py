"""The message: what stands in its headers, and what must never get there."""

from email import message_from_bytes
from email.policy import default
from uuid import UUID

import pytest
from pytest_django import Settings

from hattingen_portal.post.nachricht import ascii_adresse, lesbare_adresse, nachricht, rechnername

KENNUNG = UUID("12345678-1234-5678-1234-567812345678")
GUT = {"an": ["a@example.org"], "betreff": "Gruß", "text": "Hallo", "kennung": KENNUNG}


def zeilen(**angaben: object) -> list[bytes]:
    return nachricht(**GUT | angaben).as_bytes().split(b"\r\n")


def test_the_bytes_are_of_any_wire(settings: Settings) -> None:
    settings.PORTAL_ABSENDER = "portal@example.org"
    lang = "Übergrößenträger " * 20
    alle = zeilen(betreff=lang.strip()[:200], text=lang, antwort_an="b@example.org")

    assert all(len(zeile) <= 78 for zeile in alle)
    assert all(zeile.isascii() for zeile in alle)
    gelesen = message_from_bytes(b"\r\n".join(alle), policy=default)
    assert gelesen["Subject"] == lang.strip()[:200]
    assert gelesen.get_content() == lang + "\r\n"
    assert gelesen["Reply-To"] == "b@example.org"
    assert gelesen["Message-ID"] == f"<{KENNUNG}@127.0.0.1>"


def test_without_an_address_for_answers_there_is_no_such_header() -> None:
    assert [zeile for zeile in zeilen() if zeile.startswith(b"Reply-To")] == []


def test_the_sender_carries_the_name_of_the_portal_whatever_it_is(settings: Settings) -> None:
    settings.PORTAL_ABSENDER = "portal@example.org"
    settings.PORTAL_NAME, settings.PORTAL_KOMMUNE = 'Portal "Süd", neu', "Köln"
    gelesen = message_from_bytes(b"\r\n".join(zeilen()), policy=default)

    assert gelesen["From"].addresses[0].display_name == 'Portal "Süd", neu Köln'
    assert gelesen["From"].addresses[0].addr_spec == "portal@example.org"


@pytest.mark.parametrize(
    "angaben",
    [
        {"betreff": "Gruß\nBcc: c@example.org"},
        {"betreff": "Gruß\r\nBcc: c@example.org"},
        {"an": ["a@example.org\nBcc: c@example.org"]},
        {"antwort_an": "a@example.org\nBcc: c@example.org"},
        {"an": ["a@example.org, c@example.org"]},
    ],
)
def test_no_value_becomes_a_second_header_or_recipient(angaben: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"(?i)newline|linefeed|invalid"):
        nachricht(**GUT | angaben)


def test_a_line_of_one_dot_stays_part_of_the_text() -> None:
    gelesen = message_from_bytes(b"\r\n".join(zeilen(text="a\n.\nb\n")), policy=default)
    assert gelesen.get_content() == "a\r\n.\r\nb\r\n"


@pytest.mark.parametrize(
    ("adresse", "erwartet"),
    [
        ("a@example.org", "a@example.org"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
    ],
)
def test_domains_with_umlauts_are_written_as_mail_servers_know_them(
    adresse: str, erwartet: str
) -> None:
    assert ascii_adresse(adresse) == erwartet


@pytest.mark.parametrize(
    ("adresse", "erwartet"),
    [
        ("a@example.org", "a@example.org"),
        ("a@xn--bcher-kva.example", "a@bücher.example"),
        ("a@bücher.example", "a@bücher.example"),
        ("a@xn--strae-oqa.example", "a@xn--strae-oqa.example"),  # no way back to this domain
        ("a@xn--80ak6aa92e.example", "a@xn--80ak6aa92e.example"),  # looks like "apple"
        ("a@xn--.example", "a@xn--.example"),
        ("", ""),
    ],
)
def test_domains_with_umlauts_are_read_as_people_write_them(adresse: str, erwartet: str) -> None:
    assert lesbare_adresse(adresse) == erwartet


@pytest.mark.parametrize(
    ("basis", "erwartet"),
    [
        ("https://quartiere.example.org", "quartiere.example.org"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[IPv6:::1]"),
    ],
)
def test_the_portal_introduces_itself_by_its_own_name(
    basis: str, erwartet: str, settings: Settings
) -> None:
    settings.PORTAL_BASIS_URL = basis
    assert rechnername() == erwartet
