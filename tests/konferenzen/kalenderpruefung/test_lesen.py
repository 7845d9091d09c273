"""Reading blocks and properties, also where they are broken."""

import pytest

from konferenzen.kalenderpruefung.lesen import lesen, logische_zeilen
from tests.konferenzen.kalenderpruefung.muster import ABONNEMENT, EREIGNIS, UID, als_bytes, gelesen


def test_properties_with_their_parameters_and_texts() -> None:
    (ereignis,) = gelesen(ABONNEMENT).teile("VEVENT")
    postfach, kategorien = ereignis.eine("ORGANIZER"), ereignis.eine("CATEGORIES")

    assert postfach is not None
    assert (dict(postfach.parameter), postfach.wert) == (
        {"CN": "Stadt; Hattingen"},
        "mailto:buero@example.org",
    )
    assert kategorien is not None
    assert kategorien.texte == ["Stadtteilkonferenz", "Welper"]
    assert ereignis.text("DESCRIPTION") == (
        "Kaffee, Kuchen.\n\nMehr: https://q.example.org/termine/welper/"
    )
    assert (ereignis.text("GIBTESNICHT"), ereignis.wo) == ("", f"UID {UID}")


def test_escapes_are_undone_once() -> None:
    kalender = gelesen(r"""BEGIN:VCALENDAR
CATEGORIES:a\,b\\,c\;d
DESCRIPTION:C:\\neu\nZeile\N\\\\
END:VCALENDAR
""")
    kategorien = kalender.eine("CATEGORIES")

    assert kategorien is not None
    assert kategorien.texte == ["a,b\\", "c;d"]
    assert kalender.text("DESCRIPTION") == "C:\\neu\nZeile\n\\\\"


def test_folds_are_undone_and_lines_counted() -> None:
    inhalt = "A:ä".encode()[:-1] + b"\r\n " + "ä".encode()[1:] + b"\r\n\t2\r\nB:1\n"

    assert list(logische_zeilen(inhalt)) == [(1, "A:ä2"), (4, "B:1")]


@pytest.mark.parametrize(
    ("text", "befunde"),
    [
        ("", ["Zeile 1: Erwartet wird genau ein VCALENDAR, da ist: keiner. [RFC 5545, 3.4]"]),
        (
            "BEGIN:VEVENT\nEND:VEVENT\n",
            ["Zeile 1: Erwartet wird genau ein VCALENDAR, da ist: VEVENT. [RFC 5545, 3.4]"],
        ),
        (
            "<html>\n",
            [
                "Zeile 1: Das ist keine Zeile der Form NAME:WERT. [RFC 5545, 3.1]",
                "Zeile 1: Erwartet wird genau ein VCALENDAR, da ist: keiner. [RFC 5545, 3.4]",
            ],
        ),
        (
            "BEGIN:VCALENDAR\nEND:VCALENDAR\nA:1\n",
            ["Zeile 3: Diese Zeile steht außerhalb des Kalenders. [RFC 5545, 3.4]"],
        ),
        (
            f"BEGIN:VCALENDAR\n{EREIGNIS}",
            ["Zeile 1: BEGIN:VCALENDAR wird nie geschlossen. [RFC 5545, 3.6]"],
        ),
        (
            "BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n",
            ["Zeile 2: END:VEVENT schließt nichts, was offen ist. [RFC 5545, 3.6]"],
        ),
    ],
)
def test_a_broken_structure_is_told(text: str, befunde: list[str]) -> None:
    assert [str(befund) for befund in lesen(als_bytes(text))[1]] == befunde
