"""Conferences under the headings of their rounds, made once for what they hold."""

from datetime import datetime, timedelta

import pytest

from hattingen_portal.grundlage.gedaechtnis import offen
from hattingen_portal.grundlage.zeilen import lesen
from hattingen_portal.stand.models import Stand
from konferenzen.gruppen import Tabellen, tabellen
from konferenzen.models import Konferenz, KonferenzQuerySet
from konferenzen.stammdaten import konferenzzeilen
from tests import fabriken as f

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
WOCHE = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def bestand() -> None:
    """Store two of a round, and two without one."""
    runde, rat = f.runde(), {"art": "sprechstunde", "titel": "Rat"}
    for nummer, name in enumerate(("Welper", "Mitte")):
        f.konferenz(stadtteil=f.stadtteil(name), runde=runde, beginn=MONTAG + nummer * WOCHE)
    f.konferenz(**rat, beginn=MONTAG + 50 * WOCHE)
    f.konferenz(**rat)


def gemerkte(spaeter: timedelta = timedelta()) -> Tabellen:
    """Give them as a page does that is made `spaeter`."""
    stand, jetzt = Stand.objects.get(), f.JETZT + spaeter
    with offen(stand.fassung, stand.stammdaten, jetzt):
        [zeilen] = lesen(konferenzzeilen.frage(alle, jetzt))
        return tabellen(zeilen, jetzt)


def alle(jetzt: datetime) -> KonferenzQuerySet:
    return Konferenz.objects.oeffentlich(jetzt).nach_runden()


def test_each_round_and_each_year_has_a_heading() -> None:
    konferenzen = list(Konferenz.objects.nach_runden())
    gruppen = tabellen(konferenzen, f.JETZT).gruppen
    assert [(g.titel, [e.konferenz.kurzname for e in g.eintraege]) for g in gruppen] == [
        ("Frühjahr 2026", ["Welper", "Mitte"]),
        ("Weitere Termine 2027", ["Rat"]),
        ("Weitere Termine", ["Rat"]),
    ]


def test_none_are_no_groups() -> None:
    leer = tabellen([], f.JETZT)
    assert (leer.gruppen, leer.strukturdaten) == ([], {})


def test_of_remembered_ones_it_is_made_once() -> None:
    erste = gemerkte()
    assert gemerkte() is erste
    assert gemerkte(timedelta(minutes=1)) is erste
    Konferenz.objects.filter(beginn=MONTAG).update(datum_hinweis="nachmittags")
    assert gemerkte() is not erste


def test_it_is_made_anew_where_time_changes_one() -> None:
    assert gemerkte(MONTAG - f.JETZT) is not gemerkte()


def test_of_others_it_is_made_each_time() -> None:
    konferenzen = list(Konferenz.objects.nach_runden())
    assert tabellen(konferenzen, f.JETZT) is not tabellen(konferenzen, f.JETZT)
