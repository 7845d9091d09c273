"""What is missing on a page: each mandatory part counts, and a complete page lacks nothing."""

from datetime import date

import pytest

from hattingen_portal.seiten.maengel import PFLICHTFELDER, maengel
from hattingen_portal.seiten.models import Ausnahme, Erklaerung, Schluessel, Seite
from tests.portal.seiten import fabrik

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def fehlt(seite: Seite) -> list[str]:
    return [str(mangel) for mangel in maengel(Seite.objects.mit_inhalt().get(pk=seite.pk))]


def test_complete_pages_lack_nothing() -> None:
    assert [fehlt(seite) for seite in fabrik.alle_seiten()] == [[], [], [], [], []]


def test_every_placeholder_is_named_with_its_place() -> None:
    impressum = fabrik.seite(Schluessel.IMPRESSUM, text="<p>[[Platzhalter: eins]]</p>")
    fabrik.abschnitt(impressum, "Vertretung", "<p>[[Platzhalter: zwei]], [[Platzhalter: 3]]</p>")
    fabrik.abschnitt(impressum, "[Platzhalter: vier]")
    fabrik.abschnitt(fabrik.seite(Schluessel.DATENSCHUTZ), "Anders", "[[Platzhalter: fremd]]")
    assert fehlt(impressum) == [
        "Text: Platzhalter „eins“",
        "Abschnitt „Vertretung“, Text: Platzhalter „zwei“",
        "Abschnitt „Vertretung“, Text: Platzhalter „3“",
        "Abschnitt „[Platzhalter: vier]“, Überschrift: Platzhalter „vier“",
    ]


def test_a_placeholder_in_the_statement_and_its_exceptions() -> None:
    seite = fabrik.erklaerung(methode_text="Geprüft. [[Platzhalter: Bestätigung]]")
    fabrik.ausnahme(seite, "Karte", alternative="[[Platzhalter: Alternative]]")
    assert fehlt(seite) == [
        "So wurde geprüft: Platzhalter „Bestätigung“",
        "Nicht barrierefrei: „Karte“, Barrierefreie Alternative: Platzhalter „Alternative“",
    ]


@pytest.mark.parametrize("feld", PFLICHTFELDER)
def test_each_mandatory_part_of_the_statement_counts(feld: str) -> None:
    seite = fabrik.erklaerung(**{feld: None if feld == "erstellt_am" else ""})
    assert fehlt(seite) == [f"{Erklaerung._meta.get_field(feld).verbose_name}: fehlt"]


def test_the_last_review_is_a_part_of_the_statement_alone() -> None:
    Seite.objects.filter(pk=fabrik.erklaerung().pk).update(geprueft_am=None)
    fabrik.seite(Schluessel.IMPRESSUM, text="Text", geprueft_am=None)
    assert [fehlt(seite) for seite in Seite.objects.all()] == [
        ["zuletzt geprüft am: fehlt"],
        [],
    ]


def test_a_statement_without_its_fields_lacks_all_of_them() -> None:
    seite = fabrik.seite(Schluessel.BARRIEREFREIHEIT)
    assert fehlt(seite) == [
        f"{Erklaerung._meta.get_field(feld).verbose_name}: fehlt" for feld in PFLICHTFELDER
    ]


@pytest.mark.parametrize(
    ("stand", "gruende", "erwartet"),
    [
        ("vollstaendig", "", []),
        ("vollstaendig", "c", []),
        ("vollstaendig", "b", ["Stand der Vereinbarkeit: vollständig, aber es gibt Ausnahmen"]),
        ("teilweise", "a", []),
        (
            "teilweise",
            "c",
            ["Nicht barrierefreie Inhalte: fehlen, obwohl nicht alles vereinbar ist"],
        ),
        ("nicht", "", ["Nicht barrierefreie Inhalte: fehlen, obwohl nicht alles vereinbar ist"]),
    ],
)
def test_the_state_and_the_exceptions_fit_together(
    stand: str, gruende: str, erwartet: list[str]
) -> None:
    seite = fabrik.erklaerung(vereinbarkeit=stand)
    Ausnahme.objects.all().delete()
    for grund in gruende:
        fabrik.ausnahme(seite, grund=grund)
    assert fehlt(seite) == erwartet


@pytest.mark.parametrize(
    "schluessel", [Schluessel.IMPRESSUM, Schluessel.DATENSCHUTZ, Schluessel.LEICHTE_SPRACHE]
)
def test_a_page_needs_a_text_of_its_own_or_a_section(schluessel: Schluessel) -> None:
    seite = fabrik.seite(schluessel, text="<p></p>")
    assert fehlt(seite) == ["Text: fehlt"]
    fabrik.abschnitt(seite, "Termine")
    assert fehlt(seite) == []


def test_sign_language_needs_the_film_and_its_words() -> None:
    assert fehlt(fabrik.seite(Schluessel.GEBAERDENSPRACHE)) == [
        "Video: fehlt, mit Untertiteln und Standbild",
        "Text: fehlt: was im Video gesagt wird",
    ]


@pytest.mark.parametrize(
    ("geprueft", "naechste"),
    [
        (date(2025, 1, 15), date(2026, 1, 15)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (None, None),
    ],
)
def test_a_review_holds_for_a_year(geprueft: date | None, naechste: date | None) -> None:
    seite = Seite(geprueft_am=geprueft)
    assert seite.naechste_pruefung == naechste
    if naechste:
        tage = [naechste.replace(day=naechste.day + n) for n in (0, 1)]
        assert [seite.ueberfaellig(tag) for tag in tage] == [True, True]
        assert not seite.ueberfaellig(date.fromordinal(naechste.toordinal() - 1))
        assert seite.bald_faellig(date.fromordinal(naechste.toordinal() - 30))
        assert not seite.bald_faellig(date.fromordinal(naechste.toordinal() - 31))
    else:
        assert seite.ueberfaellig(date(2020, 1, 1))
