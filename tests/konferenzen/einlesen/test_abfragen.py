"""How many statements the page needs: the same for one row and for thirty that save nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konferenzen.einlesen import einlesen
from konferenzen.models import Runde
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import RUNDE, einfuegen, eingaben, liste, senden

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def haus(nummer: int) -> str:
    """Give a name that resembles none of the others."""
    return chr(ord("а") + nummer) * 9


def zeile(nummer: int, wann: str = "Mo., 1.2.2027, 17–19 Uhr") -> str:
    return f"Ort{nummer:02} | {wann} | {haus(nummer)}, Weg {nummer}, 45527 Hattingen"


def anzahl(client: Client, zeilen: list[str], befund: str, **felder: Any) -> int:
    """Count the statements of a second look at the list."""
    antwort = einfuegen(client, liste(*zeilen), **felder)
    assert {z.befund for z in antwort.context["zeilen"]} == {befund}
    with CaptureQueriesContext(
        connection,
    ) as abfragen:
        senden(client, antwort)
    return len(abfragen)


@pytest.fixture(autouse=True)
def _stadtteile(db: None) -> None:
    for nummer in range(30):
        f.stadtteil(f"Ort{nummer:02}")


@pytest.mark.parametrize("wann", ["Di., 1.2.2027, 17–19 Uhr", "30.2.2027, 17 Uhr", ""])
def test_rows_in_error_cost_nothing(sb: Client, wann: str) -> None:
    zahlen = [anzahl(sb, [zeile(n, wann) for n in range(m)], "fehlerhaft") for m in (1, 30)]
    assert zahlen[0] == zahlen[1]


def test_rows_that_change_nothing_cost_nothing(sb: Client) -> None:
    for nummer in range(30):
        f.ort(haus(nummer), strasse="Weg", hausnummer=str(nummer))
    einlesen(liste(*[zeile(n) for n in range(30)]), runde=RUNDE)
    runde = {"neue_runde": "", "runde": Runde.objects.get().pk}
    zahlen = [anzahl(sb, [zeile(n) for n in range(m)], "unverändert", **runde) for m in (1, 30)]
    assert zahlen[0] == zahlen[1]


def test_rows_that_are_saved_for_a_trial_cost_the_same_each(sb: Client) -> None:
    eins, zwei, dreissig = (anzahl(sb, [zeile(n) for n in range(m)], "neu") for m in (1, 2, 30))
    assert dreissig - eins == 29 * (zwei - eins)


def test_the_page_itself_asks_nothing_for_its_rows(sb: Client) -> None:
    antwort = einfuegen(sb, liste(*[zeile(n) for n in range(30)]))
    assert len(eingaben(antwort)) > 30 * 5
