"""The moments at which time alone changes something: which fields, and what is around now."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import DateTimeField

from hattingen_portal.stand.ausloeser import OEFFENTLICH, STAMMDATEN
from hattingen_portal.stand.zeitpunkte import FELDER, OHNE_WIRKUNG, umfassend
from tests import fabriken as f


def test_every_time_of_the_public_tables_has_a_rule() -> None:
    zeiten = {
        (modell._meta.db_table, feld.column)
        for modell in apps.get_models(include_auto_created=True)
        if modell._meta.db_table in {*OEFFENTLICH, *STAMMDATEN}
        for feld in modell._meta.concrete_fields
        if isinstance(feld, DateTimeField)
    }
    assert {*FELDER, *OHNE_WIRKUNG} == zeiten
    assert not {*FELDER} & {*OHNE_WIRKUNG}


@pytest.mark.parametrize(
    ("letzter", "naechster", "erwartet"),
    [
        (None, None, (f.berlin(2026, 1, 14), f.berlin(2026, 1, 15))),
        (
            f.berlin(2026, 1, 14, 9),
            f.berlin(2026, 1, 14, 17),
            (f.berlin(2026, 1, 14, 9), f.berlin(2026, 1, 14, 17)),
        ),
        (
            f.berlin(2026, 1, 13, 17),
            f.berlin(2026, 1, 26, 17),
            (f.berlin(2026, 1, 14), f.berlin(2026, 1, 15)),
        ),
    ],
    ids=["nichts", "heute", "andere Tage"],
)
def test_the_span_is_bounded_by_moments_and_midnights(
    letzter: datetime | None, naechster: datetime | None, erwartet: tuple[datetime, datetime]
) -> None:
    assert umfassend(letzter, naechster, f.JETZT) == erwartet


@pytest.mark.parametrize(
    ("jetzt", "von", "bis"),
    [
        # The night in which the clocks go forward has 23 hours, the other one 25.
        ((2026, 3, 29, 12), (2026, 3, 28, 23), (2026, 3, 29, 22)),
        ((2026, 10, 25, 12), (2026, 10, 24, 22), (2026, 10, 25, 23)),
    ],
)
def test_days_are_those_of_berlin(
    jetzt: tuple[int, ...], von: tuple[int, ...], bis: tuple[int, ...]
) -> None:
    tag = umfassend(None, None, datetime(*jetzt, tzinfo=UTC))
    assert tag == (datetime(*von, tzinfo=UTC), datetime(*bis, tzinfo=UTC))
