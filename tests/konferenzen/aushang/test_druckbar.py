"""What the posters' font cannot print."""

import pytest

from konferenzen.aushang.druckbar import druckbar

LATEIN = {*range(0x20, 0x180), ord("…"), ord("–")}
LANGES_WORT = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.mark.parametrize(
    ("text", "gedruckt"),
    [
        ("Größe – ja", "Größe – ja"),
        ("Gru\u0308n", "Grün"),
        ("Fest 😀👨‍👩‍👧 im Park", "Fest im Park"),
        ("Verein مرحبا بكم e.K.", "Verein … e.K."),
        ("日本語", "…"),
        ("a\u202eb\u200bc\x00d\ufeff", "abcd"),
        ("ﬁnden ２０２６ Orte", "finden 2026 Orte"),
        ("E\u2011Mail", "E-Mail"),
        ("eins\r\n zwei\t drei \n\nvier", "eins\nzwei drei\n\nvier"),
        ("Oststraße 1", "Oststraße\u00a01"),
        ("Oststraße 1, 45525 Hattingen", "Oststraße\u00a01, 45525\u00a0Hattingen"),
        ("Bürgerverein e.V., Saal 2 b", "Bürgerverein\u00a0e.V., Saal\u00a02 b"),
    ],
)
def test_only_what_the_font_has_is_left(text: str, gedruckt: str) -> None:
    assert druckbar(text, LATEIN) == gedruckt


@pytest.mark.parametrize("wort", [LANGES_WORT, "X" * 60, "Donau" * 12])
def test_a_long_word_can_be_divided_every_few_letters(wort: str) -> None:
    gedruckt = druckbar(f"der {wort}", LATEIN)

    assert gedruckt.replace("\u00ad", "") == f"der {wort}"
    assert max(len(teil) for teil in gedruckt.split("\u00ad")) <= 15 + len("der ")
    assert not gedruckt.endswith("\u00ad")


def test_a_usual_word_is_left_to_itself() -> None:
    assert druckbar("Stadtteilkonferenz", LATEIN) == "Stadtteilkonferenz"
