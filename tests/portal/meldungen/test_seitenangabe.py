"""Which page somebody comes from: the portal's own, and no other."""

import pytest

from hattingen_portal.meldungen.seitenangabe import interne_seite

RECHNER = "quartiere.example.org"


@pytest.mark.parametrize(
    ("adresse", "seite"),
    [
        ("/termine/", "/termine/"),
        ("/suche/?q=m%C3%BChle", "/suche/?q=m%C3%BChle"),
        ("https://quartiere.example.org/termine/?seite=2#oben", "/termine/?seite=2"),
        ("https://quartiere.example.org", ""),
        ("https://quartiere.example.org:444/termine/", ""),
        ("https://anderswo.example.org/termine/", ""),
        ("https://quartiere.example.org@anderswo.example.org/", ""),
        ("//anderswo.example.org/", ""),
        ("/\\anderswo.example.org/", ""),
        ("///anderswo.example.org", ""),
        ("/termine/\r\nBcc: ada@example.org", "/termine/Bcc: ada@example.org"),
        ("javascript:alert(1)", ""),
        ("termine", ""),
        ("https://[", ""),
        ("", ""),
        ("/" + "a" * 499, "/" + "a" * 499),
        ("/" + "a" * 500, ""),
    ],
)
def test_only_a_page_of_the_portal_is_taken_over(adresse: str, seite: str) -> None:
    assert interne_seite(adresse, RECHNER) == seite
