"""The bytes of a calendar."""

import pytest

from konferenzen.kalenderpruefung.rohzeilen import pruefen
from tests.konferenzen.kalenderpruefung.muster import ABONNEMENT, EINZELN, als_bytes

GUT = b"BEGIN:VCALENDAR\r\nX:" + b"a" * 73 + b"\r\n " + "ä".encode() * 37 + b"\r\nEND:X\r\n"


@pytest.mark.parametrize("inhalt", [GUT, als_bytes(ABONNEMENT), als_bytes(EINZELN)])
def test_what_is_right_is_not_found(inhalt: bytes) -> None:
    assert list(pruefen(inhalt)) == []


@pytest.mark.parametrize(
    ("alt", "neu", "befunde"),
    [
        (
            b"a\r\n",
            b"aa\r\n",
            ["Zeile 2: Die Zeile hat 76 Oktette, erlaubt sind 75. [RFC 5545, 3.1]"],
        ),
        (
            b"\xa4\r\n",
            b"\r\n \xa4\r\n",
            [
                f"Zeile {nummer}: Die Zeile ist für sich kein UTF-8: Ein Zeichen ist zerteilt. "
                "[RFC 5545, 3.1]"
                for nummer in (3, 4)
            ],
        ),
        (
            b"END:X\r\n",
            b"END:X",
            ["Zeile 4: Die letzte Zeile endet nicht mit CRLF. [RFC 5545, 3.1]"],
        ),
        (
            b"VCALENDAR\r\n",
            b"VCALENDAR\n",
            [
                "Zeile 1: Die Zeile hat 91 Oktette, erlaubt sind 75. [RFC 5545, 3.1]",
                "Zeile 1: Das Steuerzeichen U+000A darf hier nicht stehen. [RFC 5545, 3.1]",
            ],
        ),
        (b"END:", b"\r\nEND:", ["Zeile 4: Die Zeile ist leer. [RFC 5545, 3.1]"]),
        (
            b"BEGIN",
            b"\xef\xbb\xbfBEGIN",
            ["Zeile 1: Die Datei beginnt mit einem BOM; dort muss BEGIN stehen. [RFC 5545, 3.4]"],
        ),
        *(
            (
                b"END:",
                f"E{zeichen}ND:".encode(),
                [
                    (
                        f"Zeile 4: Das Steuerzeichen U+{ord(zeichen):04X} darf hier nicht stehen. "
                        "[RFC 5545, 3.1]"
                    )
                ],
            )
            for zeichen in "\x00\x07\x0b\r\x7f\x85\u2028"
        ),
    ],
)
def test_what_is_broken_is_found(alt: bytes, neu: bytes, befunde: list[str]) -> None:
    assert GUT.count(alt) == 1

    assert [str(befund) for befund in pruefen(GUT.replace(alt, neu))] == befunde
