"""The public facts of a conference as plain values, and what differs between two sets of them.

Pure; the ledger stores them in words, so that history stays true when a venue is renamed later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Self

from django.utils.dateparse import parse_datetime

from konferenzen.models import Aenderungsart, Konferenz, Status


@dataclass(frozen=True)
class Angaben:
    """What the public reads of a conference; times are aware, what is not known is empty."""

    status: str = ""
    beginn: datetime | None = None
    ende: datetime | None = None
    ende_geschaetzt: bool = False
    datum_hinweis: str = ""
    form: str = ""
    online_link: str = ""
    ort_id: int | None = None
    ort: str = ""
    ort_position: str = ""
    art: str = ""
    titel: str = ""
    stadtteil: str = ""
    bezeichnung: str = ""
    runde: str = ""
    beispiel: bool = False
    beschreibung: str = ""
    anmeldung_kontakt: str = ""
    anmeldung_bis: str = ""
    anmeldung_hinweis: str = ""

    @classmethod
    def von(cls, konferenz: Konferenz) -> Self:
        """Give the facts of `konferenz` as they are; reads Stadtteil, Runde and venue."""
        ort = konferenz.ort
        bis = konferenz.anmeldung_bis
        return cls(
            status=konferenz.status,
            beginn=konferenz.beginn,
            ende=konferenz.ende,
            ende_geschaetzt=konferenz.ende_geschaetzt,
            datum_hinweis=konferenz.datum_hinweis,
            form=konferenz.form,
            online_link=konferenz.online_link,
            ort_id=ort.pk if ort else None,
            ort=ort.anschrift if ort else "",
            ort_position=f"{ort.breite} {ort.laenge}" if ort and ort.breite is not None else "",
            art=konferenz.art,
            titel=konferenz.titel,
            stadtteil=konferenz.stadtteil.name if konferenz.stadtteil else "",
            bezeichnung=konferenz.bezeichnung,
            runde=konferenz.runde.name if konferenz.runde else "",
            beispiel=konferenz.ist_beispiel,
            beschreibung=konferenz.beschreibung,
            anmeldung_kontakt=konferenz.anmeldung_kontakt,
            anmeldung_bis=bis.isoformat() if bis else "",
            anmeldung_hinweis=konferenz.anmeldung_hinweis,
        )

    @classmethod
    def aus(cls, werte: Mapping[str, Any]) -> Self:
        """Give the facts that `als_werte` gave; what is missing is empty, what is unknown left."""
        bekannte = {name: wert for name, wert in werte.items() if name in cls.__annotations__}
        for name in ("beginn", "ende"):
            if bekannte.get(name):
                bekannte[name] = parse_datetime(bekannte[name])
        return cls(**bekannte)

    def als_werte(self) -> dict[str, Any]:
        """Give them as JSON can hold them, times in ISO 8601 and UTC."""
        werte = asdict(self)
        for name in ("beginn", "ende"):
            zeit: datetime | None = werte[name]
            werte[name] = zeit.astimezone(UTC).isoformat() if zeit else None
        return werte


def aenderungsarten(vorher: Angaben | None, nachher: Angaben) -> list[Aenderungsart]:
    """Tell what the public learns by the step from `vorher` to `nachher`; at least one kind.

    `vorher` is None where the public knows nothing of the conference, or nothing any more.
    """
    if nachher.status == Status.ZURUECKGEZOGEN:
        return [Aenderungsart.ZURUECKGEZOGEN]
    if vorher is None:
        abgesagt = [Aenderungsart.ABGESAGT] if nachher.status == Status.ABGESAGT else []
        return [*abgesagt, Aenderungsart.BEKANNTGEGEBEN]
    arten = [*_status(vorher, nachher), *_termin(vorher, nachher), *_ort(vorher, nachher)]
    return arten or [Aenderungsart.ANGABEN]


def _status(vorher: Angaben, nachher: Angaben) -> Iterator[Aenderungsart]:
    if nachher.status == vorher.status:
        return
    if nachher.status == Status.ABGESAGT:
        yield Aenderungsart.ABGESAGT
    elif nachher.status == Status.VERSCHOBEN:
        yield Aenderungsart.VERSCHOBEN
    elif vorher.status == Status.ABGESAGT:
        yield Aenderungsart.WIEDER_ANGESETZT


def _termin(vorher: Angaben, nachher: Angaben) -> Iterator[Aenderungsart]:
    """Of a conference that does not take place, its date is no news."""
    if nachher.status != Status.OEFFENTLICH:
        return
    if vorher.beginn is None and nachher.beginn is not None:
        yield Aenderungsart.TERMIN_STEHT_FEST
    elif vorher.beginn is not None and nachher.beginn is None:
        yield Aenderungsart.VERSCHOBEN
    elif (vorher.beginn, vorher.ende) != (nachher.beginn, nachher.ende):
        yield Aenderungsart.VERLEGT


def _ort(vorher: Angaben, nachher: Angaben) -> Iterator[Aenderungsart]:
    if nachher.status == Status.ABGESAGT:
        return
    if vorher.form != nachher.form:
        yield Aenderungsart.FORM_GEAENDERT
    if vorher.ort_id != nachher.ort_id:
        yield Aenderungsart.ORT_GEAENDERT
    elif (vorher.ort, vorher.ort_position) != (nachher.ort, nachher.ort_position):
        yield Aenderungsart.ORT_BERICHTIGT
