"""Which venue a row of a date list means, with what a person said where that is in question."""

from collections.abc import Sequence
from dataclasses import dataclass

from konferenzen.einlesen.bericht import NichtUebernommenError
from konferenzen.einlesen.ortsabgleich import AehnlicherOrtError, Ortsfund, ort_finden
from konferenzen.models import Konferenz, Veranstaltungsort
from konferenzen.terminliste import Ort

KEIN_NEUER_ORT = (
    "Den Ort „{}“ kennt das Portal noch nicht, und Sie dürfen keinen anlegen. Bitte tragen Sie "
    "einen bekannten Ort ein, oder lassen Sie den Ort anlegen."
)


@dataclass(slots=True)
class Orte:
    """The known venues for one row, and what a person said about its own (``ort_finden``).

    ``neue``: venues may be made. ``zweifel`` is filled in once the row's venue was in question.
    """

    bekannte: Sequence[Veranstaltungsort]
    wahl: str = ""
    neue: bool = True
    zweifel: AehnlicherOrtError | None = None

    def finden(self, konferenz: Konferenz, ort: Ort) -> Ortsfund:
        """The venue that is meant; the conference's own one first: two may differ in a dash only.

        Raises ``NichtUebernommenError`` where a person has to decide.
        """
        bekannte = [konferenz.ort, *self.bekannte] if konferenz.ort else self.bekannte
        try:
            fund = ort_finden(ort, bekannte, self.wahl)
        except AehnlicherOrtError as fehler:
            raise NichtUebernommenError(str(fehler), feld="ort", zweifel=fehler) from fehler
        self.zweifel = fund.zweifel
        if fund.ort._state.adding and not self.neue:
            raise NichtUebernommenError(KEIN_NEUER_ORT.format(fund.ort.anschrift), feld="ort")
        return fund
