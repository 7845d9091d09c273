"""What a column holds, in words, and two texts side by side."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from akteure.models import Akteur
from aktuelles.models import Beitrag
from hattingen_portal.grundlage.geschichte.unterschied import HOECHSTENS_WORTE, markiert
from hattingen_portal.grundlage.geschichte.worte import Namen, in_worten
from konferenzen.models import Konferenz, Veranstaltungsort
from quartiere.models import Stadtteil
from tests import fabriken as f


@pytest.mark.parametrize(
    ("modell", "feld", "wert", "worte"),
    [
        (Konferenz, "titel", "", "leer"),
        (Konferenz, "titel", "Treffen", "Treffen"),
        (Konferenz, "beginn", datetime(2026, 7, 1, 15, 30, tzinfo=UTC), "1. Juli 2026, 17:30 Uhr"),
        (Konferenz, "anmeldung_bis", date(2026, 3, 3), "3. März 2026"),
        (Konferenz, "status", "zurueckgezogen", "zurückgezogen"),
        (Konferenz, "status", "gab es einmal", "gab es einmal"),
        (Konferenz, "raum_geteilt", True, "ja"),
        (Konferenz, "raum_geteilt", False, "nein"),
        (Veranstaltungsort, "breite", Decimal("51.399000"), "51,399"),
        (Stadtteil, "andere_namen", ["Mitte", "Altstadt"], "Mitte\nAltstadt"),
        (Stadtteil, "reihenfolge", 0, "0"),
        (Beitrag, "bild", "bilder/0123.jpg", "Datei"),
        (
            Beitrag,
            "text",
            '<h2>Titel</h2><p>Mehr <a href="/termine/">dort</a> &amp; <strong>hier</strong>.</p>',
            "Titel\nMehr dort (/termine/) & hier.",
        ),
    ],
)
def test_a_value_reads_as_in_the_form(modell: Any, feld: str, wert: Any, worte: str) -> None:
    assert in_worten(modell._meta.get_field(feld), wert, Namen()) == worte


@pytest.mark.django_db
def test_rows_are_named_and_those_that_are_gone_are_said_to_be() -> None:
    welper, mitte = f.stadtteil("Welper"), f.stadtteil("Mitte")
    mehrere = Akteur._meta.get_field("stadtteile")
    namen = Namen()
    namen.vormerken(Stadtteil, [welper.pk, mitte.pk, 0, None])
    assert in_worten(mehrere, [welper.pk, mitte.pk, 0], namen) == "(gelöscht), Mitte, Welper"
    assert in_worten(Konferenz._meta.get_field("stadtteil"), welper.pk, namen) == "Welper"
    assert in_worten(Konferenz._meta.get_field("stadtteil"), None, namen) == "leer"


def test_what_went_and_what_came_is_marked_and_everything_is_escaped() -> None:
    assert markiert(
        "Wir treffen uns am Montag im <Saal>.", "Wir treffen uns am Dienstag im <Saal>."
    ) == (
        "Wir treffen uns am <del>Montag</del> im &lt;Saal&gt;.",
        "Wir treffen uns am <ins>Dienstag</ins> im &lt;Saal&gt;.",
    )


def test_texts_with_little_in_common_and_very_long_ones_stand_unmarked() -> None:
    assert markiert("<ganz anders>", "ein neuer Text") == ("&lt;ganz anders&gt;", "ein neuer Text")
    lang = "wort " * HOECHSTENS_WORTE
    assert markiert(lang, f"{lang}neu") == (lang, f"{lang}neu")
