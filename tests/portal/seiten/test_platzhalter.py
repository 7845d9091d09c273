"""Placeholders: every way to write one is found, and the proper one shows on the page."""

import pytest

from hattingen_portal.seiten.platzhalter import klartext, mit_platzhaltern, platzhalter


def sichtbar(was: str) -> str:
    return f'<span class="platzhalter">Platzhalter: {was}, wird von der Stadt ergänzt</span>'


@pytest.mark.parametrize(
    ("text", "gefunden"),
    [
        ("<p>Vertreten durch [[Platzhalter: Name der Person]].</p>", ["Name der Person"]),
        ("[[Platzhalter: a]] und [[ platzhalter:b ]]", ["a", "b"]),
        ("[[Platzhalter:\nüber\nZeilen]]", ["über Zeilen"]),
        ("<p>[[Platz<strong>halter: halb fett</strong>]]</p>", ["halb fett"]),
        ("[Platzhalter: nur eine Klammer]", ["nur eine Klammer"]),
        ("[[Platzhalter: nicht geschlossen", ["nicht geschlossen"]),
        ("[[Platzhalter]]", [""]),
        ("[[Platzhalter: A &amp; B]]", ["A & B"]),
        ("<p>Ein Platzhalter ist nicht gemeint. [Anm. d. Red.]</p>", []),
        ('<a href="/?a=[[Platzhalter: b]]">Link</a>', []),
        ("", []),
    ],
)
def test_what_is_missing_is_found(text: str, gefunden: list[str]) -> None:
    assert platzhalter(text) == gefunden


def test_a_marker_becomes_the_component_where_it_stands() -> None:
    html = "<p>Von [[Platzhalter: Name]] und [[Platzhalter: A &amp; <b>]].</p>"
    assert mit_platzhaltern("<p>Von [[Platzhalter: Name]] und mehr.</p>") == (
        f"<p>Von {sichtbar('Name')} und mehr.</p>"
    )
    assert mit_platzhaltern("[[Platzhalter: A &amp; B]]") == sichtbar("A &amp; B")
    assert mit_platzhaltern(html).startswith(f"<p>Von {sichtbar('Name')} und [[")


@pytest.mark.parametrize(
    ("html", "was"),
    [
        ("[[Platzhalter:]]", "eine Angabe"),
        ("[[Platzhalter: ]]", "eine Angabe"),
        ("[[Platzhalter]]", "eine Angabe"),
        ("[[Platzhalter Name]]", "Name"),
        ("[[Platzhalter: Name [[Platzhalter: und Amt]] der Person]]", "Name und Amt der Person"),
        ("[[Platzhalter: a [[Platzhalter: b [c] d]] [e]]]", "a b c d e"),
        ("[[Platzhalter: a [[Platzhalter: b]] c [[Platzhalter: d]] e]]", "a b c d e"),
        ("[[Platzhalter: Name [[Platzhalter:]]]]", "Name"),
    ],
)
def test_a_marker_may_be_empty_or_stand_in_another(html: str, was: str) -> None:
    assert mit_platzhaltern(f"<p>Von {html}.</p>") == f"<p>Von {sichtbar(was)}.</p>"


def test_a_marker_that_is_not_closed_hides_no_other() -> None:
    html = "<p>[[Platzhalter: a und [[Platzhalter: b]], [[Platzhalters]]</p>"
    assert mit_platzhaltern(html) == (
        f"<p>[[Platzhalter: a und {sichtbar('b')}, [[Platzhalters]]</p>"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/[[Platzhalter: x]]">Link</a>',
        '<a href="/?a=>[[Platzhalter: x]]">Link</a>',
        "<p>Ohne</p>",
    ],
)
def test_an_address_is_left_alone(html: str) -> None:
    assert mit_platzhaltern(html) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [("<p></p>", ""), ("<p><br></p>", ""), ("<p>A &lt; B</p>", "A < B"), (" <p> a </p> ", "a")],
)
def test_the_words_of_a_text(html: str, text: str) -> None:
    assert klartext(html) == text
