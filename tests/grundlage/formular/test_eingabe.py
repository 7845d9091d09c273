import pytest
from django.http import QueryDict

from hattingen_portal.grundlage.formular.eingabe import als_mehrfachwerte, einzeilig, mehrzeilig


def test_one_line_stays_one_line() -> None:
    assert einzeilig(" Bank\r\nBcc: x@beispiel.de\0\t \u2028 Ende\x85 ") == (
        "Bank Bcc: x@beispiel.de Ende"
    )


def test_lines_are_kept_without_what_nobody_sees() -> None:
    assert mehrzeilig("\r\n\r\nEins  \r\n\r\n\r\n\r\n\r\n\r\nZwei\0\x07\tDrei\r\n") == (
        "Eins\n\n\nZwei\tDrei"
    )


def test_umlauts_are_kept_in_one_way_of_writing() -> None:
    assert einzeilig("Mu\u0308hle") == mehrzeilig("Mu\u0308hle") == "Mühle"


def test_joined_signs_stay_whole() -> None:
    assert einzeilig("👩\u200d🦽 Ä") == "👩\u200d🦽 Ä"
    assert mehrzeilig("👩\u200d🦽 Ä") == "👩\u200d🦽 Ä"


@pytest.mark.parametrize(
    "text",
    ["\u200b", "\u200b \ufeff\u2060", "\u202e", "\u3164", "\u2800", "\ufe0f\u200d", "\xad\n"],
)
def test_what_nobody_sees_is_nothing(text: str) -> None:
    assert einzeilig(text) == mehrzeilig(text) == ""


def test_nobody_turns_a_line_round() -> None:
    assert einzeilig("\u202eadA\u202c \u2066שלום\u2069") == "adA שלום"
    assert mehrzeilig("\u2066שלום\u2069") == "\u2066שלום\u2069"


def test_all_values_of_a_request_and_of_a_dictionary_are_kept() -> None:
    anfrage = als_mehrfachwerte(QueryDict("farbe=rot%00&farbe=blau&name="))
    assert dict(anfrage.lists()) == {"farbe": ["rot", "blau"], "name": [""]}
    assert dict(als_mehrfachwerte({"farbe": ["rot", "blau"], "name": "x\0"}).lists()) == {
        "farbe": ["rot", "blau"],
        "name": ["x"],
    }
