"""The round that a first start shows beside the real one: every state, each come to by real steps.

It says of itself that it is an example, its venues do not exist, and so do its reasons. Its changes
lie in the days before the first start, so that a newcomer finds banner, history and feeds at work.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from konferenzen.berichtigung import berichtigen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Konferenz, Runde, Status, Veranstaltungsort
from quartiere.models import Stadtteil

BERLIN = ZoneInfo("Europe/Berlin")
DONNERSTAG = 3  # as date.weekday() counts
UHR = time(10, 20)  # when the examples were changed


@dataclass
class Beispiel:
    """A conference on its way from its announcement, 30 days before `heute`, to its state now."""

    konferenz: Konferenz
    heute: date
    beginn: datetime

    def wird(self, vor_tagen: int, grund: str = "", **felder: Any) -> None:
        """Change `felder` as a clerk did `vor_tagen` days ago, for the reason `grund`."""
        for feld, wert in felder.items():
            setattr(self.konferenz, feld, wert)
        grund = grund and f"Beispiel: {grund}"
        fortschreiben(self.konferenz, grund=grund, jetzt=self._vor(vor_tagen))

    def findet_statt(self, vor_tagen: int, grund: str = "", **felder: Any) -> None:
        """Set it for its day, or for `beginn` where that is given."""
        beginn = felder.pop("beginn", self.beginn)
        ende = beginn + timedelta(hours=2)
        self.wird(vor_tagen, grund, beginn=beginn, ende=ende, status=Status.OEFFENTLICH, **felder)

    def ort(self, name: str = "Beispielort") -> Veranstaltungsort:
        """Give a venue in its Stadtteil that does not exist."""
        name = f"{name} in {self.konferenz.stadtteil}"
        return Veranstaltungsort.objects.get_or_create(name=name)[0]

    def ort_berichtigen(self, vor_tagen: int, **felder: Any) -> None:
        """Correct its venue as a clerk did `vor_tagen` days ago."""
        ort = self.ort()
        for feld, wert in felder.items():
            setattr(ort, feld, wert)
        berichtigen(ort, jetzt=self._vor(vor_tagen))

    def _vor(self, tagen: int) -> datetime:
        return _am(self.heute - timedelta(days=tagen), UHR)


def _welper(beispiel: Beispiel) -> None:
    beispiel.wird(30, status=Status.OEFFENTLICH)
    beispiel.findet_statt(24, ort=beispiel.ort())
    beispiel.wird(20, form=Form.HYBRID)


def _winz_baak(beispiel: Beispiel) -> None:
    beispiel.findet_statt(30, beginn=beispiel.beginn - timedelta(days=7), ort=beispiel.ort())
    beispiel.findet_statt(3, "Der Raum ist an diesem Tag schon vergeben.")


def _hattingen_mitte(beispiel: Beispiel) -> None:
    beispiel.findet_statt(30, ort=beispiel.ort("Beispielsaal"))
    beispiel.wird(20, "Der Saal ist gesperrt.", status=Status.ABGESAGT)
    beispiel.findet_statt(17, "Es gibt einen anderen Raum.", ort=beispiel.ort())
    beispiel.ort_berichtigen(16, raum="Raum 2")


def _holthausen(beispiel: Beispiel) -> None:
    beispiel.findet_statt(30, ort=beispiel.ort())
    beispiel.wird(2, "Der Raum steht nicht zur Verfügung.", status=Status.ABGESAGT)


def _blankenstein(beispiel: Beispiel) -> None:
    beispiel.findet_statt(30, ort=beispiel.ort())
    grund = "Der Raum steht nicht zur Verfügung."
    beispiel.wird(5, grund, status=Status.VERSCHOBEN, beginn=None, ende=None)


def _eobs(beispiel: Beispiel) -> None:
    beispiel.wird(30, status=Status.OEFFENTLICH, datum_hinweis="voraussichtlich im Frühjahr")


def _versehen(beispiel: Beispiel) -> None:
    """Publish by mistake and withdraw: only calendars and feeds still tell of it."""
    beispiel.findet_statt(12)
    beispiel.wird(11, "Versehentlich veröffentlicht.", status=Status.ZURUECKGEZOGEN)


# Stadtteil, hour it begins, and what happens to the example.
BEISPIELE: tuple[tuple[str, int, Callable[[Beispiel], None]], ...] = (
    ("Welper", 17, _welper),
    ("Winz-Baak", 18, _winz_baak),
    ("Hattingen-Mitte", 17, _hattingen_mitte),
    ("Holthausen", 17, _holthausen),
    ("Blankenstein", 17, _blankenstein),
    ("EOBS", 17, _eobs),
)


def beispielrunde_anlegen(name: str, heute: date) -> None:
    """Create the round `name` in the months from `heute` (Europe/Berlin) on."""
    runde = Runde.objects.create(
        name=name, beginn=heute, ende=heute + timedelta(days=150), beispiel=True
    )
    tage = sitzungstage(heute + timedelta(days=10))
    for stadtteilname, stunde, erzaehlen in BEISPIELE:
        stadtteil = Stadtteil.objects.filter(name=stadtteilname).first()
        if stadtteil is None:
            continue
        konferenz = Konferenz(
            stadtteil=stadtteil,
            runde=runde,
            beschreibung="Beispieltext: Hier steht, worum es in der Konferenz geht.",
        )
        erzaehlen(Beispiel(konferenz, heute, _am(next(tage), time(stunde))))
    sprechstunde = Konferenz(art=Art.SPRECHSTUNDE, titel="Beispielsprechstunde", runde=runde)
    _versehen(Beispiel(sprechstunde, heute, _am(next(tage), time(16))))


def _am(tag: date, uhr: time) -> datetime:
    return datetime.combine(tag, uhr, tzinfo=BERLIN)


def sitzungstage(ab: date) -> Iterator[date]:
    """Give days from `ab` on that suit a conference: Monday to Thursday, nine days or more apart,
    none from 20 December to 7 January.
    """
    tag = ab
    while True:
        while tag.weekday() > DONNERSTAG or _zwischen_den_jahren(tag):
            tag += timedelta(days=1)
        yield tag
        tag += timedelta(days=9)


def _zwischen_den_jahren(tag: date) -> bool:
    return (tag.month, tag.day) >= (12, 20) or (tag.month, tag.day) <= (1, 7)
