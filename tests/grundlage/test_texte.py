"""Sanitised text."""

import pytest

from hattingen_portal.grundlage.texte import ohne_steuerzeichen, sauberes_html
from tests import fabriken as f


@pytest.mark.parametrize(
    ("html", "erwartet"),
    [
        (
            '<p onclick="x()">Text <strong>fett</strong></p>',
            "<p>Text <strong>fett</strong></p>",
        ),
        ("<script>alert(1)</script>Rest", "Rest"),
        ('<a href="javascript:x()">Link</a>', "<a>Link</a>"),
        (
            '<a href="https://example.org/" target="_blank">L</a>',
            '<a href="https://example.org/">L</a>',
        ),
        ("<h1>Titel</h1><h2>Unter</h2>", "Titel<h2>Unter</h2>"),
        ('<p style="color:red">a</p><img src=x onerror=y>', "<p>a</p>"),
    ],
)
def test_sauberes_html(html: str, erwartet: str) -> None:
    assert sauberes_html(html) == erwartet


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("a\x00b\x07c\x9fd", "abcd"),
        ("eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        ("u\u0308ber\tT", "über\tT"),
    ],
)
def test_ohne_steuerzeichen(text: str, erwartet: str) -> None:
    assert ohne_steuerzeichen(text) == erwartet


@pytest.mark.django_db
def test_html_is_cleaned_on_every_way_into_the_database() -> None:
    beitrag = f.beitrag(text="<p>Text</p><script>alert(1)</script>")

    assert beitrag.text == "<p>Text</p>"
    beitrag.refresh_from_db()
    assert beitrag.text == "<p>Text</p>"
