"""What citizens will see once a change is saved, in words; read while it is saved, for a trial.

The database has then checked everything, SEQUENCE has grown, feeds can be asked what they carry.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from icalendar import Calendar

from konferenzen import abonnements, kalender
from konferenzen.abonnements import Abonnement
from konferenzen.admin.hinweise import terminwarnungen
from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import Aenderung, Konferenz, Status
from konferenzen.models.konferenz_abfragen import FENSTER, FENSTER_ABGESAGT
from konferenzen.models.konferenz_werte import SICHTBAR
from konferenzen.verlauf import Schritt, schritt
from konferenzen.zeitangaben import datum, spanne, zeitpunkt

STATUSWORTE = {
    "CONFIRMED": "findet statt",
    "TENTATIVE": "vorläufig, denn es ist ein Beispiel",
    "CANCELLED": "fällt aus (Kalender streichen den Eintrag durch)",
}


@dataclass(frozen=True)
class Kalendereintrag:
    """An event as the feeds carry it, in words; `fassung` is its SEQUENCE, the old and the new."""

    titel: str
    status: str
    wann: str
    fassung: str
    bis: str


@dataclass(frozen=True)
class Vorschau:
    """One conference after the change.

    `seite` is None where the public sees no page, `ab` empty where everything holds at once,
    `kalender` None where no feed carries it and `schritt` None where the ledger gets no entry.
    """

    konferenz: Konferenz
    seite: Eintrag | None
    ab: str
    kalender: Kalendereintrag | None
    ohne_kalender: str
    feeds: list[Abonnement]
    schritt: Schritt | None
    durch: str
    warnungen: list[str]

    @property
    def verlauf(self) -> list[Schritt]:
        """The entry as the history shows it: a list of one, or of none."""
        return [self.schritt] if self.schritt else []


def vorschau(konferenz: Konferenz, sequenz_vorher: int, jetzt: datetime) -> Vorschau:
    """Tell what holds of `konferenz` as it was saved at the aware time `jetzt`.

    `sequenz_vorher` is its SEQUENCE before. Call inside the transaction that saved it.
    """
    freigabe = konferenz.veroeffentlicht_am
    wartet = freigabe is not None and freigabe > jetzt
    ab = freigabe if freigabe is not None and wartet else jetzt
    sichtbar, findet_statt = konferenz.status in SICHTBAR, konferenz.status == Status.OEFFENTLICH
    im_kalender = Konferenz.objects.im_kalender(ab).filter(pk=konferenz.pk).exists()
    eingetragen = _eingetragen(konferenz) if wartet or konferenz.sequenz > sequenz_vorher else None
    return Vorschau(
        konferenz=konferenz,
        seite=eintrag(konferenz, ab) if sichtbar else None,
        ab=zeitpunkt(ab) if wartet else "",
        kalender=_kalendereintrag(konferenz, sequenz_vorher) if im_kalender else None,
        ohne_kalender=_ohne_kalender(konferenz),
        feeds=_feeds(konferenz) if sichtbar or im_kalender else [],
        schritt=schritt(eingetragen) if eingetragen else None,
        durch=eingetragen.durch_name if eingetragen else "",
        warnungen=terminwarnungen(konferenz, jetzt) if findet_statt else [],
    )


def letzter_tag(konferenz: Konferenz) -> datetime | None:
    """Give an aware time on the last day on which feeds carry `konferenz`, in Berlin.

    None where it never had a published date. The rule is that of `im_kalender()`.
    """
    gilt = konferenz.status == Status.OEFFENTLICH and konferenz.ende is not None
    ende = konferenz.ende if gilt else konferenz.letztes_ende
    frist = FENSTER if gilt else FENSTER_ABGESAGT
    return _tage_spaeter(ende, frist) if ende is not None else None


def _tage_spaeter(zeit: datetime, frist: timedelta) -> datetime:
    """Add whole days on the clock, over a change of the clocks, too."""
    return timezone.localtime(zeit) + frist


def _kalendereintrag(konferenz: Konferenz, sequenz_vorher: int) -> Kalendereintrag:
    """Read the event out of the calendar that the portal gives, so that it says the same."""
    [ereignis] = Calendar.from_ical(kalender.einzeltermin(konferenz)).walk("VEVENT")
    tag = letzter_tag(konferenz)
    neu = ereignis["SEQUENCE"]
    return Kalendereintrag(
        titel=str(ereignis["SUMMARY"]),
        status=STATUSWORTE[str(ereignis["STATUS"])],
        wann=_wann(konferenz, ereignis.decoded("DTSTART"), ereignis.decoded("DTEND")),
        fassung=f"{neu}, bisher {sequenz_vorher}" if sequenz_vorher else str(neu),
        bis=datum(tag) if tag else "",
    )


def _wann(konferenz: Konferenz, beginn: datetime, ende: datetime) -> str:
    """Say when an event begins and ends; calendars show an end that is only assumed, too."""
    angenommen = " (das Ende ist angenommen)" if konferenz.ende_geschaetzt else ""
    return f"{spanne(beginn, ende)}{angenommen}"


def _eingetragen(konferenz: Konferenz) -> Aenderung | None:
    """Read the entry that the ledger has got."""
    return konferenz.aenderungen.filter(sequenz=konferenz.sequenz).first()


def _ohne_kalender(konferenz: Konferenz) -> str:
    """Say why no calendar carries it, and what calendars say instead."""
    if konferenz.veroeffentlicht_am is None:
        return "Noch keiner: Die Konferenz ist nicht öffentlich."
    if konferenz.letzter_beginn is not None:
        return "Keiner: Der Termin liegt so lange zurück, dass er in keinem Kalender mehr steht."
    if konferenz.status in {Status.OEFFENTLICH, Status.VERSCHOBEN}:
        return (
            "Keiner, solange das Datum fehlt. Die Beschreibung der Kalender nennt die Konferenz "
            "unter „Termin wird noch bekanntgegeben“."
        )
    return "Keiner: Ein Datum war nie bekannt."


def _feeds(konferenz: Konferenz) -> list[Abonnement]:
    stadtteil = [abonnements.fuer_stadtteil(konferenz.stadtteil)] if konferenz.stadtteil else []
    return [abonnements.alle(), *stadtteil, *abonnements.fuer_arten([konferenz.art])]
