from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hattingen_portal.grundlage.formular.datumsfeld import DreiteiligesDatum, falsche_teile

EIN_JAHR = "Schreiben Sie das Jahr mit vier Ziffern, zum Beispiel 2026."


@pytest.mark.parametrize(
    ("teile", "tag"),
    [
        (["26", "1", "2026"], date(2026, 1, 26)),
        ([" 06 ", "01", "2026"], date(2026, 1, 6)),
        (["29", "2", "2028"], date(2028, 2, 29)),
    ],
)
def test_a_day_is_read(teile: list[str], tag: date) -> None:
    assert DreiteiligesDatum().clean(teile) == tag


@pytest.mark.parametrize("teile", [["", " ", ""], [None, None, None], None])
def test_nothing_is_no_day(teile: list[str] | None) -> None:
    assert DreiteiligesDatum(required=False).clean(teile) is None


@pytest.mark.parametrize(
    ("teile", "meldung", "falsche"),
    [
        (["", "", ""], "Dieses Feld ist zwingend erforderlich.", {"tag", "monat", "jahr"}),
        (["", "1", "2026"], "Es fehlt der Tag.", {"tag"}),
        (["26", "", "2026"], "Es fehlt der Monat.", {"monat"}),
        (["26", "1", ""], "Es fehlt das Jahr.", {"jahr"}),
        (["26", "", ""], "Es fehlen der Monat und das Jahr.", {"monat", "jahr"}),
        (["32", "1", "2026"], "Schreiben Sie den Tag als Zahl von 1 bis 31.", {"tag"}),
        (["0", "1", "2026"], "Schreiben Sie den Tag als Zahl von 1 bis 31.", {"tag"}),
        (["-1", "1", "2026"], "Schreiben Sie den Tag als Zahl von 1 bis 31.", {"tag"}),
        (["²", "1", "2026"], "Schreiben Sie den Tag als Zahl von 1 bis 31.", {"tag"}),
        (["26", "13", "2026"], "Schreiben Sie den Monat als Zahl von 1 bis 12.", {"monat"}),
        (["26", "März", "2026"], "Schreiben Sie den Monat als Zahl von 1 bis 12.", {"monat"}),
        (["26", "1", "26"], EIN_JAHR, {"jahr"}),
        (["26", "1", "20260"], EIN_JAHR, {"jahr"}),
        (["26", "1", "9" * 5000], EIN_JAHR, {"jahr"}),
        (
            ["x", "1", "y"],
            f"Schreiben Sie den Tag als Zahl von 1 bis 31. {EIN_JAHR}",
            {"tag", "jahr"},
        ),
        (
            ["31", "2", "2026"],
            "Den 31. Februar 2026 gibt es nicht. Bitte prüfen Sie Tag und Monat.",
            {"tag", "monat"},
        ),
        (
            ["29", "2", "2027"],
            "Den 29. Februar 2027 gibt es nicht. Bitte prüfen Sie Tag und Monat.",
            {"tag", "monat"},
        ),
    ],
)
def test_what_is_wrong_is_named(teile: list[str], meldung: str, falsche: set[str]) -> None:
    with pytest.raises(ValidationError) as fehler:
        DreiteiligesDatum().clean(teile)
    assert fehler.value.messages == [meldung]
    assert falsche_teile([fehler.value]) == falsche
