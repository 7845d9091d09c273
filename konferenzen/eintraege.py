"""A conference with what pages say of it at one moment; templates only print it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hattingen_portal.grundlage.gedaechtnis import Ableitungen, abgeleitet
from konferenzen.kalenderformulare import Kalenderformular, kalenderformulare
from konferenzen.models import Form, Konferenz
from konferenzen.zeitangaben import Lage, Zeitangabe, lage, zeitangabe


@dataclass(frozen=True)
class Eintrag:
    """A conference and the words for its time; where it takes place, its form decides."""

    konferenz: Konferenz
    termin: Zeitangabe
    # What was printed of it, where the conference is a remembered one.
    ableitungen: Ableitungen | None = field(default=None, compare=False, repr=False)

    @property
    def nur_online(self) -> bool:
        """Tell whether there is no place to go to."""
        return self.konferenz.form == Form.ONLINE

    @property
    def auch_online(self) -> bool:
        """Tell whether people come to a place or take part from afar."""
        return self.konferenz.form == Form.HYBRID

    @property
    def findet_statt(self) -> bool:
        """Tell whether people can still take part: it is neither cancelled nor over."""
        return self.termin.lage not in {Lage.ABGESAGT, Lage.VORBEI}

    @property
    def bisheriger_ort(self) -> str:
        """The published venue that holds no more, while somebody may still go there; else empty."""
        if not self.findet_statt or self.termin.lage == Lage.VERSCHOBEN:
            return ""
        return self.konferenz.bisheriger_ort

    @property
    def abgesagt(self) -> bool:
        """Tell whether people need to know what holds instead."""
        return self.termin.lage == Lage.ABGESAGT

    @property
    def formulare(self) -> list[Kalenderformular]:
        """The forms of calendars that take it; none where there is nothing to put into them."""
        return kalenderformulare(self.konferenz) if self.termin.eintragbar else []


def eintrag(konferenz: Konferenz, jetzt: datetime) -> Eintrag:
    """Give `konferenz` as a page shows it at the aware time `jetzt`."""

    def neu() -> Eintrag:
        gemerkt = getattr(konferenz, "ableitungen", None) is not None
        return Eintrag(konferenz, zeitangabe(konferenz, jetzt), Ableitungen() if gemerkt else None)

    return abgeleitet(konferenz, ("eintrag", lage(konferenz, jetzt)), neu)


def eintraege(konferenzen: Iterable[Konferenz], jetzt: datetime) -> list[Eintrag]:
    """Give `konferenzen`, in their order, as a page shows them at the aware time `jetzt`."""
    return [eintrag(konferenz, jetzt) for konferenz in konferenzen]
