"""What stands on the picture of a conference: rows in, words out; no request, no query.

Others keep the picture for weeks: it says nothing that is true for a day only, as "today".
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import Konferenz
from konferenzen.models.aenderung import NEUE_UHRZEIT
from konferenzen.zeitangaben import Lage
from quartiere.models import Figur, Ton


@dataclass(frozen=True)
class Inhalt:
    """The words and the look of one picture; empty text where there is nothing to say."""

    titel: str
    gebiet: str
    figur: Figur
    ton: Ton
    absender: str
    zustand: str = ""
    zusatz: str = ""
    geaendert: bool = False
    wochentag: str = ""
    tag: str = ""
    monat: str = ""
    uhrzeit: str = ""
    ohne_termin: str = ""
    abgesagt: bool = False
    ort: str = ""
    anschrift: str = ""
    beispiel: bool = False

    @property
    def in_worten(self) -> str:
        """All of it in a line, for those who do not see the picture."""
        wann = f"{self.wochentag}, {self.tag}. {self.monat}, {self.uhrzeit}" if self.tag else ""
        beispiel = "Beispiel" if self.beispiel else ""
        teile = (beispiel, self.titel, self.zustand, self.zusatz, wann, self.ort, self.anschrift)
        return ", ".join(filter(None, teile))


def inhalt(konferenz: Konferenz, jetzt: datetime) -> Inhalt:
    """Give what the picture of `konferenz`, one with Stadtteil, Runde and venue, says at `jetzt`.

    `jetzt` is aware.
    """
    gezeigt = eintrag(konferenz, jetzt)
    termin = gezeigt.termin
    stadtteil, runde = konferenz.stadtteil, konferenz.runde
    gebiet = stadtteil.name if stadtteil else "ganze Stadt"
    zustand, zusatz = _zustand(gezeigt)
    ort, anschrift = _ort(gezeigt)
    return Inhalt(
        titel=konferenz.bezeichnung,
        gebiet=f"{gebiet}, {runde.name}" if runde else gebiet,
        figur=Figur(stadtteil.figur) if stadtteil else Figur.LEER,
        ton=Ton(stadtteil.ton) if stadtteil else Ton.GRAU,
        absender=f"{settings.PORTAL_NAME} {settings.PORTAL_KOMMUNE}",
        zustand=zustand,
        zusatz=zusatz,
        geaendert=bool(zustand) and termin.lage not in {Lage.OFFEN, Lage.VORBEI},
        wochentag=termin.wochentag,
        tag=termin.tag,
        monat=f"{termin.monat} {termin.jahr}".strip(),
        uhrzeit=termin.uhrzeit,
        ohne_termin="" if termin.datum else " ".join(termin.schild),
        abgesagt=gezeigt.abgesagt,
        ort=ort,
        anschrift=anschrift,
        beispiel=konferenz.ist_beispiel,
    )


def _zustand(gezeigt: Eintrag) -> tuple[str, str]:
    """Give what must be said of the date or the place, and what held before or may help."""
    termin = gezeigt.termin
    zuletzt = "".join(termin.bisherige[-1:])  # of several the page tells; here is one line for it
    if gezeigt.abgesagt:
        return "Abgesagt", ""
    if not termin.datum:
        return termin.ganz, _bisher(zuletzt) or gezeigt.konferenz.datum_hinweis
    if zuletzt:
        return (NEUE_UHRZEIT if termin.nur_die_uhrzeit else "Verlegt"), _bisher(zuletzt)
    if gezeigt.bisheriger_ort:
        return "Neuer Ort", _bisher(gezeigt.bisheriger_ort)
    return "", ""


def _bisher(angabe: str) -> str:
    return f"bisher {angabe}" if angabe else ""


def _ort(gezeigt: Eintrag) -> tuple[str, str]:
    """Give the name and the address of where people meet."""
    if gezeigt.nur_online:
        return "Online", ""
    if (ort := gezeigt.konferenz.ort) is None:
        return ("Der Ort wird noch bekanntgegeben" if gezeigt.findet_statt else ""), ""
    return f"{ort.name} und online" if gezeigt.auch_online else ort.name, ort.raum_und_adresse
