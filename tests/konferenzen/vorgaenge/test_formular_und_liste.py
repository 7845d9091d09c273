"""The ledger on the form, and fast edits: they stay possible, but a missing reason is asked for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.abruf import aendern
from tests.konferenzen.vorgaenge.schritte import eintraege
from tests.seite import Seite
from tests.verwaltung import LISTE, form_url, frisch, meldungen, offen, offene_liste, zeile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)


def bitte(k: Konferenz, was: str) -> str:
    return (
        f"{k.bezeichnung}: {was}, aber ohne Grund. "
        f'<a href="{form_url(k)}#id_statusgrund">Bitte ergänzen Sie den Grund.</a> Alle können ihn '
        "lesen."
    )


def warnungen(antwort: Any) -> list[str]:
    return [text for text in meldungen(antwort) if "ohne Grund" in text]


def test_the_form_shows_what_was_told_the_latest_first(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, jetzt=f.JETZT - timedelta(days=3))
    sb.post(form_url(k), offen(sb, k) | {"status": "abgesagt", "statusgrund": "Kein <Raum>."})
    seite = Seite(sb.get(form_url(k)).text)
    assert seite.tabellen()[-1] == [
        ["14. Januar 2026, 10:00 Uhr", "abgesagt", "Kein <Raum>.", "sb"],
        ["11. Januar 2026, 10:00 Uhr", "bekanntgegeben", "–", "–"],
    ]
    namen = [e.attrs.get("name", "") for e in seite.alle("input")]
    assert [name for name in namen if "aenderung" in name] == []


def test_the_form_shows_an_announcement_that_waits(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.berlin(2026, 1, 16, 8))
    assert Seite(sb.get(form_url(k)).text).tabellen()[-1] == [
        ["16. Januar 2026, 08:00 Uhr (vorgemerkt)", "bekanntgegeben", "–", "–"]
    ]
    entwurf = f.konferenz(status=Status.ENTWURF)
    assert "Noch keine: Die Konferenz war noch nie öffentlich." in sb.get(form_url(entwurf)).text


def test_a_refused_form_still_says_what_holds(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    antwort = sb.post(form_url(k), offen(sb, k) | {"beginn_0": "19.01.2026", "ende_1": "12:00"})
    [stand] = Seite(antwort.text).texte("div", "stand")
    assert "Montag, 26. Januar 2026, 17–19 Uhr" in stand


@pytest.mark.parametrize(
    ("felder", "was"),
    [
        ({"status": "abgesagt"}, "abgesagt"),
        ({"beginn_0": "02.02.2026"}, "verlegt"),
        ({"beginn_1": "18:00"}, "Uhrzeit geändert"),
        (
            {"status": "verschoben", "beginn_0": "", "beginn_1": "", "ende_1": ""},
            "verschoben, neuer Termin folgt",
        ),
    ],
)
def test_a_fast_edit_without_a_reason_asks_for_it(
    sb: Client, felder: dict[str, str], was: str
) -> None:
    k = f.konferenz(beginn=MONTAG)
    assert warnungen(sb.post(form_url(k), offen(sb, k) | felder)) == [bitte(k, was)]
    assert [(nummer, wer) for nummer, _, _, wer in eintraege(k)] == [(1, ""), (2, "sb")]


def test_the_reason_is_asked_for_while_the_clock_runs(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offen(sb, k) | {"status": "abgesagt"}
    with time_machine.travel(f.JETZT, tick=True):
        antwort = sb.post(form_url(k), daten)
    assert warnungen(antwort) == [bitte(k, "abgesagt")]


def test_a_fast_edit_with_a_reason_or_of_no_consequence_does_not(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offen(sb, k) | {"status": "abgesagt", "statusgrund": "Kein Raum."}
    assert warnungen(sb.post(form_url(k), daten)) == []
    assert eintraege(k)[1:] == [(2, ["abgesagt"], "Kein Raum.", "sb")]
    for felder in ({"beschreibung": "Anders."}, {"titel": "Anders"}):
        assert warnungen(sb.post(form_url(k), offen(sb, k) | felder)) == []
    entwurf = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    assert warnungen(sb.post(form_url(entwurf), offen(sb, entwurf) | {"beginn_1": "16:00"})) == []
    wartet = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.berlin(2026, 1, 16, 8))
    assert warnungen(sb.post(form_url(wartet), offen(sb, wartet) | {"beginn_1": "16:00"})) == []


def test_the_list_asks_for_each_reason_that_is_missing(sb: Client) -> None:
    eine, zweite, bleibt = (f.konferenz(beginn=MONTAG) for _ in range(3))
    daten = offene_liste(sb)
    daten |= {
        f"{zeile(daten, eine)}-status": "abgesagt",
        f"{zeile(daten, zweite)}-beginn_0": "02.02.2026",
        f"{zeile(daten, zweite)}-ende_0": "",
    }
    antwort = sb.post(LISTE, daten)
    assert sorted(warnungen(antwort)) == sorted([bitte(eine, "abgesagt"), bitte(zweite, "verlegt")])
    assert [wer for _, _, _, wer in eintraege(eine)] == ["", "sb"]
    assert frisch(bleibt).version == 1


def test_the_reason_added_later_is_on_the_page(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    aendern(k, status=Status.ABGESAGT)
    sb.post(form_url(k), offen(sb, k) | {"statusgrund": "Kein Raum."})
    assert (frisch(k).statusgrund, frisch(k).sequenz) == ("Kein Raum.", 2)
    assert "Kein Raum." in Client().get(k.get_absolute_url()).text
