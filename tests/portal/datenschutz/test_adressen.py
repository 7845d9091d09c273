"""An address is found as itself, and not as a part of another one."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from hattingen_portal.datenschutz.adressen import Adresse, gelesen

ANNA = Adresse("anna@example.org")


@pytest.mark.parametrize(
    ("text", "danach"),
    [
        ("anna@example.org", "[entfernt]"),
        ("Schreiben Sie ANNA@Example.org.", "Schreiben Sie [entfernt]."),
        ("<anna@example.org>, (anna@example.org)", "<[entfernt]>, ([entfernt])"),
        ('<a href="mailto:anna@example.org">', '<a href="mailto:[entfernt]">'),
        (r'"Zeile\nanna@example.org\nZeile"', r'"Zeile\n[entfernt]\nZeile"'),
        ("jo-anna@example.org", None),
        ("johanna@example.org", None),
        ("jo.anna@example.org", None),
        ("anna@example.org.uk", None),
        ("anna@example.organic", None),
        ("anna@example.org-test.de", None),
        ("annaXexample.org", None),
    ],
)
def test_it_is_found_within_a_text_and_taken_out(text: str, danach: str | None) -> None:
    assert ANNA.in_text(text) == (danach is not None)
    assert ANNA.entfernt(text) == (text if danach is None else danach)


def test_lists_and_facts_are_looked_into() -> None:
    wert = {"an": ["Anna@example.org"], "text": {"zeile": "An anna@example.org"}, "zahl": 3}
    assert ANNA.in_text(wert)
    assert ANNA.ist(["b@example.org", " Anna@Example.org "])
    assert not ANNA.ist("An anna@example.org")
    assert ANNA.entfernt(wert) == {
        "an": ["[entfernt]"],
        "text": {"zeile": "An [entfernt]"},
        "zahl": 3,
    }


def test_the_address_of_the_portal_is_nobodys(settings: Settings) -> None:
    settings.PORTAL_EMAIL = "quartiere@example.org"
    with pytest.raises(ValidationError, match="die Adresse des Portals selbst"):
        gelesen("Quartiere@example.org")


def test_what_is_no_address_is_told_apart() -> None:
    assert gelesen("  Anna@example.org ") == Adresse("Anna@example.org")
    with pytest.raises(ValidationError, match="„anna“ ist keine E-Mail-Adresse"):
        gelesen("anna")
