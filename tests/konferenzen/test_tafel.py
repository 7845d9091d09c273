"""The board of the Startseite: one answer for each Stadtteil."""

from datetime import date
from typing import Any

from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import Art, Konferenz, Runde, Status
from konferenzen.tafel import tafel
from quartiere.models import Stadtteil
from tests.fabriken import berlin

MONTAG, DIENSTAG = berlin(2026, 1, 26, 17), berlin(2026, 1, 27, 17)
WELPER, BAAK, MITTE, EOBS = (Stadtteil(pk=pk, name=str(pk)) for pk in range(1, 5))


def konferenz(pk: int, stadtteil: Stadtteil | None, **felder: Any) -> Eintrag:
    felder = {"status": Status.OEFFENTLICH, "ende": felder.get("beginn")} | felder
    return eintrag(Konferenz(pk=pk, stadtteil=stadtteil, **felder), berlin(2026, 1, 14))


def test_dated_rows_first_undated_next_empty_last() -> None:
    kommende = [
        konferenz(1, MITTE, beginn=MONTAG),
        konferenz(2, BAAK, beginn=DIENSTAG),
        konferenz(3, WELPER),
    ]
    zeilen = tafel([EOBS, WELPER, BAAK, MITTE], kommende).zeilen
    assert [(zeile.stadtteil, zeile.eintrag) for zeile in zeilen] == [
        (MITTE, kommende[0]),
        (BAAK, kommende[1]),
        (WELPER, kommende[2]),
        (EOBS, None),
    ]


def test_what_is_nobodys_next_comes_after() -> None:
    naechste = konferenz(2, WELPER, beginn=DIENSTAG)
    weitere = [
        konferenz(1, WELPER, beginn=MONTAG, art=Art.SPRECHSTUNDE),
        konferenz(3, None, beginn=DIENSTAG, art=Art.THEMENKONFERENZ),
        konferenz(4, WELPER),
    ]
    ergebnis = tafel([WELPER], [weitere[0], naechste, *weitere[1:]])
    assert [zeile.eintrag for zeile in ergebnis.zeilen] == [naechste]
    assert ergebnis.weitere == weitere


def test_a_cancelled_one_answers_only_while_there_is_no_other() -> None:
    abgesagt = konferenz(1, WELPER, beginn=MONTAG, status=Status.ABGESAGT)
    ersatz = konferenz(2, WELPER, beginn=DIENSTAG)
    allein = tafel([WELPER], [abgesagt])
    assert ([zeile.eintrag for zeile in allein.zeilen], allein.weitere) == ([abgesagt], [])
    beide = tafel([WELPER], [abgesagt, ersatz])
    assert ([zeile.eintrag for zeile in beide.zeilen], beide.weitere) == ([ersatz], [abgesagt])


def test_an_example_answers_only_while_there_is_nothing_real_and_stands_behind() -> None:
    beispiel = Runde(name="Beispielrunde", beispiel=True, ende=date(2026, 7, 31))
    in_welper = konferenz(1, WELPER, beginn=MONTAG, runde=beispiel)
    in_baak = konferenz(2, BAAK, beginn=MONTAG, runde=beispiel)
    besuch = konferenz(3, BAAK, beginn=MONTAG, runde=beispiel, art=Art.QUARTIERSBESUCH)
    abgesagt = konferenz(4, WELPER, beginn=DIENSTAG, status=Status.ABGESAGT)
    ohne_termin = konferenz(5, MITTE)
    themen = konferenz(6, None, beginn=DIENSTAG, art=Art.THEMENKONFERENZ)

    ergebnis = tafel(
        [EOBS, WELPER, BAAK, MITTE], [in_welper, in_baak, besuch, abgesagt, themen, ohne_termin]
    )

    assert [zeile.eintrag for zeile in ergebnis.zeilen] == [abgesagt, ohne_termin, in_baak, None]
    assert ergebnis.weitere == [themen, in_welper, besuch]
