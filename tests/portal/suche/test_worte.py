"""What is typed into the search field, as words."""

import pytest

from hattingen_portal.suche.worte import Eingabe, Wort, lesen


def nur(*texte: str) -> tuple[Wort, ...]:
    return tuple(Wort(text) for text in texte)


@pytest.mark.parametrize(
    ("text", "worte"),
    [
        ("Welper", nur("Welper")),
        ("  Welper \t Termine\n", nur("Welper", "Termine")),
        ("Winz-Baak", nur("Winz", "Baak")),
        ("Bredenscheid/Stüter", nur("Bredenscheid", "Stüter")),
        ("26.01.2026", nur("26", "01", "2026")),
        ("Welper Welper", nur("Welper")),
        # Words that only fill count while there are no others.
        ("Wann ist die Konferenz in Welper?", nur("Konferenz", "Welper")),
        ("Über uns", nur("Über", "uns")),
        # Quotation marks keep words together, in each way in which people write them.
        ('"Haus der Jugend"', (Wort("Haus der Jugend", wendung=True),)),
        ("„Haus der Jugend“ Welper", (Wort("Haus der Jugend", wendung=True), Wort("Welper"))),
        ('"Haus der', nur("Haus")),
        ('"" "!" Welper', nur("Welper")),
        # A minus excludes; inside a word it is a hyphen.
        ("Welper -Protokoll", (Wort("Welper"), Wort("Protokoll", ohne=True))),
        ("Welper –Protokoll", (Wort("Welper"), Wort("Protokoll", ohne=True))),
        ('-"alte Liste"', (Wort("alte Liste", wendung=True, ohne=True),)),
        ("Welper - Protokoll", nur("Welper", "Protokoll")),
        ("in -Welper", (Wort("in"), Wort("Welper", ohne=True))),
        # What means something to databases and browsers only separates.
        ("a & b | !c <-> d:* \\ ' %_", nur("a", "b", "c", "d")),
        ("<script>alert(1)</script>", nur("script", "alert", "1")),
        ("kita\x00\x07spiel", nur("kitaspiel")),
        ("!?…—·🎉\u202e", ()),
        ("", ()),
    ],
)
def test_words(text: str, worte: tuple[Wort, ...]) -> None:
    assert lesen(text).worte == worte


def test_what_was_typed_is_shown_again_without_control_characters() -> None:
    assert lesen(" Kita\x00  Spiel\x1b ") == Eingabe("Kita Spiel", nur("Kita", "Spiel"), False)


def test_a_text_without_end_is_cut_and_says_so() -> None:
    eingabe = lesen("wort " * 2000)
    assert (len(eingabe.text), eingabe.worte, eingabe.gekuerzt) == (199, nur("wort"), True)
    assert lesen("x" * 10_000) == Eingabe("x" * 200, nur("x" * 60), True)


def test_more_than_eight_words_are_cut_and_say_so() -> None:
    acht = [f"w{nummer}" for nummer in range(8)]
    assert lesen(" ".join(acht)) == Eingabe(" ".join(acht), nur(*acht), False)
    assert lesen(" ".join([*acht, "w8"])) == Eingabe(" ".join([*acht, "w8"]), nur(*acht), True)
