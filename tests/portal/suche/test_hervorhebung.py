"""Marks, passages and guesses."""

import pytest

from hattingen_portal.suche.abfrage import Suchwort
from hattingen_portal.suche.hervorhebung import Markierung, abstand


def wort(gefaltet: str, *staemme: str, wendung: bool = False, ohne: bool = False) -> Suchwort:
    return Suchwort(gefaltet, "", staemme or (gefaltet,), wendung, ohne)


def genau(*worte: Suchwort) -> Markierung:
    return Markierung(worte, aehnlich=False)


def ungefaehr(*worte: Suchwort) -> Markierung:
    return Markierung(worte, aehnlich=True)


@pytest.mark.parametrize(
    ("worte", "text", "markiert"),
    [
        ([wort("welper")], "In Welper, WELPER!", "In <mark>Welper</mark>, <mark>WELPER</mark>!"),
        ([wort("schulen", "schul")], "Grundschule Schulhof", "Grundschule <mark>Schulhof</mark>"),
        ([wort("schule", "schul")], "Grundschule", "<mark>Grundschule</mark>"),
        ([wort("muehle", "muhl", "muehl")], "Mühle", "<mark>Mühle</mark>"),
        ([wort("muehle", "muhl", "muehl")], "Muehle", "<mark>Muehle</mark>"),
        ([wort("muhle", "muhl")], "Mühlen", "<mark>Mühlen</mark>"),
        ([wort("strasse", "strass")], "Straße", "<mark>Straße</mark>"),
        ([wort("mu")], "Mühle", "<mark>Mühle</mark>"),
        ([wort("uhl")], "Mühle", "Mühle"),
        ([wort("b")], "<b>&", "&lt;<mark>b</mark>&gt;&amp;"),
        ([wort("x")], "<script>", "&lt;script&gt;"),
        ([wort("im haus", "haus", wendung=True)], "Haus Hausrat", "<mark>Haus</mark> Hausrat"),
        ([wort("welper", ohne=True)], "Welper", "Welper"),
        ([wort("wepler")], "Welper", "Welper"),
        ([], "Welper", "Welper"),
    ],
)  # fmt: skip
def test_marks_are_where_the_words_are_and_the_rest_is_escaped(
    worte: list[Suchwort], text: str, markiert: str
) -> None:
    assert genau(*worte).markieren(text) == markiert


@pytest.mark.parametrize(
    ("typ", "text", "markiert"),
    [
        ("wepler", "Welper Keller", "<mark>Welper</mark> Keller"),
        ("kita", "Kite Kitu Ki", "<mark>Kite</mark> <mark>Kitu</mark> Ki"),
        ("kitta", "Kita Kater", "<mark>Kita</mark> Kater"),
        ("awo", "AWA", "AWA"),
    ],
)
def test_similar_words_are_marked_where_they_count(typ: str, text: str, markiert: str) -> None:
    assert ungefaehr(wort(typ)).markieren(text) == markiert


LANG = "Anfang " + "wort " * 60 + "Treffer " + "ende " * 60


@pytest.mark.parametrize(
    ("texte", "nach", "passage"),
    [
        (["nichts", "Ein Treffer."], "", "Ein Treffer."),
        (["nichts"], "", ""),
        (["Ein Treffer."], "Der Treffer im Titel", ""),
        (["Ein\n\n Treffer."], "", "Ein Treffer."),
        (["Treffer " + "x" * 300], "", "Treffer …"),
    ],
)
def test_the_passage_holds_what_the_name_does_not(
    texte: list[str], nach: str, passage: str
) -> None:
    assert genau(wort("treffer")).auszug(texte, nach=nach) == passage


def test_a_passage_from_the_middle_is_cut_between_words() -> None:
    passage = genau(wort("treffer")).auszug([LANG], nach="")
    assert passage == f"… {'wort ' * 12}Treffer {'ende ' * 30}…"


@pytest.mark.parametrize(
    ("worte", "texte", "gemeint"),
    [
        ([wort("wepler")], ["Stadtteilkonferenz Welper", "Welper"], "Welper"),
        ([wort("wepler"), wort("kita")], ["Kita in Welper"], "Welper kita"),
        ([wort("wepler"), wort("alt", ohne=True)], ["Welper"], "Welper"),
        # The nearest, and of two equally near the more frequent.
        ([wort("welpen")], ["Welpe Welper Welper"], "Welper"),
        ([wort("xyz")], ["Welper"], "xyz"),
    ],
)
def test_what_was_meant(worte: list[Suchwort], texte: list[str], gemeint: str) -> None:
    assert ungefaehr(*worte).gemeint(texte) == gemeint
    assert genau(*worte).gemeint(texte) == ""


@pytest.mark.parametrize(
    ("eins", "zwei", "schritte"),
    [("", "", 0), ("abc", "", 3), ("welper", "wepler", 2), ("kita", "kitas", 1)],
)
def test_distance(eins: str, zwei: str, schritte: int) -> None:
    assert abstand(eins, zwei) == abstand(zwei, eins) == schritte
