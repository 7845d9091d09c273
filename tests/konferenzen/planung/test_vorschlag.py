"""A day for each Stadtteil, and why."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konferenzen.planung import (
    Anderes,
    Bedarf,
    Gewohnheit,
    Umstaende,
    Vorschlag,
    Wahl,
    Zeitraum,
    planen,
)
from tests.konferenzen.planung.zeit import uhr

VON, BIS, AB = date(2026, 4, 1), date(2026, 6, 30), date(2026, 2, 1)
OSTERN = Zeitraum("Osterferien", date(2026, 3, 30), date(2026, 4, 11))


def gewohnt(wochentag: int = 1, woche: int = 2, ort: int | None = 7) -> Gewohnheit:
    return Gewohnheit(wochentag, woche, time(16), time(18), ort, "Bürgertreff", "vor_ort")


def umstaende(**felder: Any) -> Umstaende:
    return Umstaende(VON, BIS, AB, **felder)


def einer(felder: dict[str, object], wie: Gewohnheit | None = None) -> Vorschlag:
    return planen([Bedarf(1, "Welper", wie or gewohnt())], umstaende(**felder))[1]


WIE = "Wie zuletzt: Dienstag, 16–18 Uhr, Bürgertreff."


@pytest.mark.parametrize(
    ("felder", "tag", "grund"),
    [
        # One Stadtteil alone comes in the middle of its span.
        ({}, date(2026, 5, 12), f"{WIE} Der 2. Dienstag im Mai ist frei."),
        (
            {"ferien": [Zeitraum("Pfingstferien", date(2026, 5, 11), date(2026, 5, 14))]},
            date(2026, 5, 19),
            f"{WIE} Der 2. Dienstag im Mai wäre der 12. Mai (Pfingstferien). Darum der 19. Mai.",
        ),
        (
            {"feiertage": {date(2026, 5, 12): "Festtag"}},
            date(2026, 5, 19),
            (
                f"{WIE} Der 2. Dienstag im Mai wäre der 12. Mai (Festtag, ein Feiertag). Darum "
                f"der 19. "
                "Mai."
            ),
        ),
        (
            {"sperrtage": [Zeitraum("Stadtfest", date(2026, 5, 12), date(2026, 5, 19))]},
            date(2026, 5, 5),
            (
                f"{WIE} Der 2. Dienstag im Mai wäre der 12. Mai (Stadtfest); der 19. Mai scheidet "
                "auch aus (Stadtfest). Darum der 5. Mai."
            ),
        ),
        (
            {
                "sperrtage": [
                    Zeitraum("Nur dort", date(2026, 5, 12), date(2026, 5, 12), frozenset({2}))
                ]
            },
            date(2026, 5, 12),
            f"{WIE} Der 2. Dienstag im Mai ist frei.",
        ),
        (
            {
                "anderes": [
                    Anderes(
                        "Sprechstunde",
                        uhr(2026, 5, 12, 17),
                        uhr(2026, 5, 12, 19),
                        ort=7,
                        ganzer_tag=False,
                    )
                ]
            },
            date(2026, 5, 19),
            (
                f"{WIE} Der 2. Dienstag im Mai wäre der 12. Mai (der Raum ist belegt: "
                "Sprechstunde). Darum der 19. Mai."
            ),
        ),
        (
            {"anderes": [Anderes("Fachtag", uhr(2026, 5, 12, 9), uhr(2026, 5, 12, 10), ort=3)]},
            date(2026, 5, 19),
            (f"{WIE} Der 2. Dienstag im Mai wäre der 12. Mai (Fachtag). Darum der 19. Mai."),
        ),
    ],
)
def test_the_usual_day_is_proposed_or_the_next_free_one_with_the_reason(
    felder: dict[str, object], tag: date, grund: str
) -> None:
    vorschlag = einer(felder)
    assert (vorschlag.tag, vorschlag.grund) == (tag, grund)


def test_a_fifth_weekday_means_the_last_one_of_the_month() -> None:
    vorschlag = einer({}, gewohnt(woche=5))
    assert vorschlag.tag == date(2026, 5, 26)
    assert vorschlag.grund == f"{WIE} Der letzte Dienstag im Mai ist frei."


def test_alternatives_name_why_they_are_offered() -> None:
    assert einer({"ferien": [OSTERN]}).alternativen == [
        Wahl(date(2026, 5, 5), "1. Dienstag im Mai"),
        Wahl(date(2026, 5, 11), "statt Dienstag"),
        Wahl(date(2026, 5, 13), "statt Dienstag"),
        Wahl(date(2026, 5, 19), "3. Dienstag im Mai"),
        Wahl(date(2026, 5, 26), "4. Dienstag im Mai"),
    ]


def test_where_no_usual_day_is_free_it_stays_undated_and_other_days_are_offered() -> None:
    dienstage = [
        Zeitraum("Sitzung", tag, tag)
        for nummer in range(91)
        if (tag := VON + timedelta(days=nummer)).weekday() == 1
    ]
    vorschlag = einer({"sperrtage": dienstage})
    assert vorschlag.tag is None
    assert vorschlag.grund == (
        f"{WIE} An keinem Dienstag vom 1. April 2026 bis zum 30. Juni 2026 geht es. Darum ohne "
        "Termin; vielleicht passt einer der anderen Tage."
    )
    assert len(vorschlag.alternativen) == 5
    assert all(wahl.grund == "statt Dienstag" for wahl in vorschlag.alternativen)


def test_where_everything_is_closed_nothing_is_offered() -> None:
    assert einer({"ferien": [Zeitraum("Ferien", VON, BIS)]}).alternativen == []


def test_a_stadtteil_without_history_gets_nothing_that_is_invented() -> None:
    neu = planen([Bedarf(1, "Niederwenigern", None)], umstaende())
    assert neu == {
        1: Vorschlag(
            None,
            "Noch keine frühere Konferenz: Bitte tragen Sie Tag, Uhrzeit und Ort selbst ein.",
        )
    }


def test_the_order_of_the_last_round_is_kept_and_spread_over_the_months() -> None:
    bedarfe = [
        Bedarf(1, "Spät", gewohnt(0), date(2026, 2, 24)),
        Bedarf(2, "Nie dabei", gewohnt(2)),
        Bedarf(3, "Früh", gewohnt(3), date(2026, 1, 26)),
    ]
    tage = {n: v.tag for n, v in planen(bedarfe, umstaende()).items()}
    assert tage == {1: date(2026, 5, 11), 2: date(2026, 6, 10), 3: date(2026, 4, 9)}


def test_two_with_the_same_habit_keep_their_distance() -> None:
    bedarfe = [Bedarf(n, f"Stadtteil {n}", gewohnt(ort=n)) for n in range(1, 5)]
    plan = planen(bedarfe, umstaende())
    assert [v.tag for v in plan.values()] == [
        date(2026, 4, 14),
        date(2026, 5, 12),
        date(2026, 5, 19),
        date(2026, 6, 9),
    ]
    assert "der 12. Mai (Stadtteil 2 ist am selben Tag)" in plan[3].grund


SPERREN = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 20), st.sets(st.integers(0, 7))), max_size=6
)


@st.composite
def aufgaben(draw: st.DrawFn) -> tuple[list[Bedarf], Umstaende]:
    bedarfe = [
        Bedarf(
            nummer,
            f"Stadtteil {nummer}",
            gewohnt(draw(st.integers(0, 6)), draw(st.integers(1, 5)), draw(st.integers(1, 3))),
            draw(st.none() | st.dates(date(2025, 9, 1), date(2025, 12, 1))),
        )
        for nummer in range(draw(st.integers(0, 30)))
    ]
    sperren = [
        Zeitraum("Sperre", VON + timedelta(days=n), VON + timedelta(days=n + lang), frozenset(wem))
        for n, lang, wem in draw(SPERREN)
    ]
    anderes = [
        Anderes(
            "Anderes",
            beginn := datetime.combine(VON + timedelta(days=n), time(stunde)),
            beginn + timedelta(hours=2),
            ort,
            ganz,
        )
        for n, stunde, ort, ganz in draw(
            st.lists(
                st.tuples(
                    st.integers(0, 90), st.integers(14, 19), st.integers(1, 3), st.booleans()
                ),
                max_size=8,
            )
        )
    ]
    ab = draw(st.dates(VON - timedelta(days=9), BIS + timedelta(days=9)))
    feiertage = {date(2026, 5, 1): "Erster Mai", date(2026, 5, 25): "Pfingstmontag"}
    return bedarfe, Umstaende(VON, BIS, ab, feiertage, [OSTERN], sperren, anderes)


@settings(deadline=None, max_examples=60)
@given(aufgaben())
def test_whatever_is_asked_every_proposed_day_is_really_free(
    aufgabe: tuple[list[Bedarf], Umstaende],
) -> None:
    bedarfe, wie = aufgabe
    plan = planen(bedarfe, wie)

    assert plan == planen(bedarfe, wie)
    assert list(plan) == [bedarf.stadtteil for bedarf in bedarfe]
    vergebene = [v.tag for v in plan.values() if v.tag]
    assert len(vergebene) == len(set(vergebene))
    for bedarf in bedarfe:
        vorschlag = plan[bedarf.stadtteil]
        assert bedarf.gewohnheit is not None
        assert vorschlag.tag is None or vorschlag.tag.weekday() == bedarf.gewohnheit.wochentag
        andere = [wahl.tag for wahl in vorschlag.alternativen]
        assert not set(andere) & set(vergebene)
        assert len(andere) == len(set(andere)) <= 5
        for tag in [*andere, *([vorschlag.tag] if vorschlag.tag else [])]:
            assert max(VON, wie.ab) <= tag <= BIS
            assert wie.am_tag(tag, bedarf.stadtteil) == []
            zeiten = datetime.combine(tag, time(16)), datetime.combine(tag, time(18))
            assert wie.im_raum(bedarf.gewohnheit.ort, *zeiten) == []
