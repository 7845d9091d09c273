"""Plain text."""

import pytest

from hattingen_portal.grundlage.texte import ohne_steuerzeichen


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("a\x00b\x07c\x9fd", "abcd"),
        ("a\ufffeb\uffffc\ud800d\udfffe\ufffdf😀", "abcde\ufffdf😀"),
        ("eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        ("u\u0308ber\tT", "über\tT"),
    ],
)
def test_ohne_steuerzeichen(text: str, erwartet: str) -> None:
    assert ohne_steuerzeichen(text) == erwartet
