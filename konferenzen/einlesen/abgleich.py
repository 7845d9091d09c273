"""What one row of a date list means for one conference.

The rules, where a row says less or something else than the database:

* A row without a date takes an announced date back: the conference becomes "verschoben".
* A row without a venue leaves the known one; only "Ort wird noch bekanntgegeben" removes it.
* An assumed end never replaces a known one.
* "Entfällt" cancels a public conference and keeps its date and venue. One that was never public is
  shown as cancelled only when the list is to be published; otherwise nothing is stored, for a draft
  of a conference that does not take place could be published by mistake.
* A cancelled conference comes back only with a new date, a withdrawn one not at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from konferenzen.angaben import Angaben, aenderungsarten
from konferenzen.einlesen.bericht import (
    Befund,
    NichtUebernommenError,
    Unterschied,
    ort_in_worten,
    termin_in_worten,
)
from konferenzen.einlesen.orte import Orte
from konferenzen.einlesen.ortsabgleich import AehnlicherOrtError
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderungsart, Form, Konferenz, Status
from konferenzen.models.aenderung import ZU_BEGRUENDEN
from konferenzen.nennung import genannt
from konferenzen.terminliste import Meldung, Ort, Zeile

# What the one reason of a list can be about; a first date or a first venue is none of it.
BEGRUENDET = {*ZU_BEGRUENDEN, Aenderungsart.ORT_GEAENDERT}


@dataclass(frozen=True, slots=True)
class Abgleich:
    """A conference as the row wants it, not saved yet."""

    konferenz: Konferenz
    befund: Befund
    unterschiede: tuple[Unterschied, ...]
    hinweise: tuple[Meldung, ...]
    zu_speichern: bool
    zu_begruenden: bool
    zweifel: AehnlicherOrtError | None = None

    def speichern(
        self, *, durch: AbstractBaseUser | None, jetzt: datetime, grund: str = ""
    ) -> None:
        """Save the conference and a venue that is new, inside the caller's transaction.

        ``grund`` is public; it is meant for what the public knew otherwise, not for what is new:
        of the rows of one list, those that move, postpone or cancel take it, the others do not.
        Raises ``NichtUebernommenError`` for whatever the database or the model refuses.
        """
        try:
            _ort_speichern(self.konferenz)
            self.konferenz.full_clean()
            if not (self.zu_begruenden and self.konferenz.war_oeffentlich(jetzt)):
                grund = ""
            fortschreiben(self.konferenz, durch=durch, grund=grund, jetzt=jetzt)
            connection.check_constraints()  # else a venue that is gone is noticed at the very end
        except ValidationError as fehler:
            gruende = [*fehler.messages, *_belegt_durch(self.konferenz, durch, jetzt)]
            raise NichtUebernommenError(" ".join(gruende)) from fehler
        except IntegrityError as fehler:
            raise NichtUebernommenError(
                "Diese Konferenz oder ihr Raum wurde gerade anderswo geändert. Bitte die Liste "
                "noch einmal einlesen."
            ) from fehler


def abgleichen(
    konferenz: Konferenz,
    zeile: Zeile,
    *,
    orte: Orte,
    veroeffentlichen: bool,
    jetzt: datetime,
) -> Abgleich:
    """Change ``konferenz``, stored or new, to what a readable row says.

    Raises ``NichtUebernommenError`` where a person has to decide.
    """
    neu = konferenz._state.adding
    vorher, gewusst = _stand(konferenz), None if neu else Angaben.von(konferenz)
    anwenden = _absagen if zeile.abgesagt else _uebernehmen
    hinweise = list(anwenden(konferenz, zeile, orte, veroeffentlichen, jetzt))
    nachher = _stand(konferenz)
    unterschiede = () if neu else tuple(_unterschiede(vorher, nachher))
    verborgen = zeile.abgesagt and konferenz.status == Status.ENTWURF
    return Abgleich(
        konferenz=konferenz,
        befund=_befund(zeile, neu=neu, geaendert=bool(unterschiede), verborgen=verborgen),
        unterschiede=unterschiede,
        hinweise=tuple(Meldung(text, fehler=False) for text in hinweise),
        zu_speichern=(neu or bool(unterschiede)) and not verborgen,
        zu_begruenden=gewusst is not None and _zu_begruenden(gewusst, Angaben.von(konferenz)),
        zweifel=orte.zweifel,
    )


def _zu_begruenden(gewusst: Angaben, neu: Angaben) -> bool:
    """Tell whether somebody who knew `gewusst` has to be told the reason for `neu`."""
    arten = set(aenderungsarten(gewusst, neu))
    if gewusst.ort_id is None and gewusst.form == neu.form:
        arten.discard(Aenderungsart.ORT_GEAENDERT)  # nobody knew another one
    return bool(arten & BEGRUENDET) and Aenderungsart.TERMIN_STEHT_FEST not in arten


def _befund(zeile: Zeile, *, neu: bool, geaendert: bool, verborgen: bool) -> Befund:
    if zeile.abgesagt and (neu or geaendert or verborgen):
        return Befund.ABGESAGT
    if neu:
        return Befund.NEU
    return Befund.GEAENDERT if geaendert else Befund.UNVERAENDERT


def _stand(konferenz: Konferenz) -> dict[str, str]:
    """What a list can change about a conference, in words."""
    termin = termin_in_worten(
        konferenz.beginn, konferenz.ende, ende_geschaetzt=konferenz.ende_geschaetzt
    )
    if konferenz.beginn is None and konferenz.datum_hinweis:
        termin = f"{termin} ({konferenz.datum_hinweis})"
    return {
        "Termin": termin,
        "Ort": ort_in_worten(konferenz.ort),
        "Form": konferenz.get_form_display(),
        "Status": konferenz.get_status_display(),
    }


def _unterschiede(vorher: dict[str, str], nachher: dict[str, str]) -> Iterator[Unterschied]:
    for was, alt in vorher.items():
        if alt != nachher[was]:
            yield Unterschied(was, alt, nachher[was])


def _uebernehmen(
    konferenz: Konferenz,
    zeile: Zeile,
    orte: Orte,
    veroeffentlichen: bool,
    jetzt: datetime,
) -> Iterator[str]:
    """Take over date, venue and form; gives what else a person should know."""
    _nicht_zurueckholen(konferenz, zeile)
    bisher = konferenz.beginn
    _termin_setzen(konferenz, zeile)
    yield from _ort_setzen(konferenz, zeile, orte)
    if konferenz.ort is not None and zeile.ort is None and konferenz.beginn != bisher:
        yield f"Die Liste nennt keinen Ort; es bleibt „{konferenz.ort.anschrift}“."
    if bisher is not None and konferenz.beginn is None and konferenz.war_oeffentlich(jetzt):
        konferenz.status = Status.VERSCHOBEN
        yield "Der angekündigte Termin entfällt; die Konferenz gilt jetzt als verschoben."
    elif _wird_angesetzt(konferenz, veroeffentlichen=veroeffentlichen):
        konferenz.status = Status.OEFFENTLICH


def _ort_setzen(konferenz: Konferenz, zeile: Zeile, orte: Orte) -> Iterator[str]:
    if zeile.online:
        konferenz.form, konferenz.ort = Form.ONLINE, None
    elif zeile.ort_offen:
        konferenz.ort = None
    elif zeile.ort is not None:
        fund = orte.finden(konferenz, zeile.ort)
        konferenz.ort = fund.ort
        if fund.hinweis:
            yield fund.hinweis
        if konferenz.form == Form.ONLINE:
            konferenz.form = Form.VOR_ORT
            if konferenz.online_link:
                yield (
                    "Im Portal steht noch ein Link zur Online-Teilnahme. Bitte im Admin „vor Ort "
                    "und online“ wählen oder den Link löschen."
                )


def _wird_angesetzt(konferenz: Konferenz, *, veroeffentlichen: bool) -> bool:
    """Whether the row makes the conference take place that so far does not, for the public."""
    if konferenz.status == Status.ENTWURF:
        return veroeffentlichen
    return konferenz.status in {Status.ABGESAGT, Status.VERSCHOBEN} and konferenz.beginn is not None


def _nicht_zurueckholen(konferenz: Konferenz, zeile: Zeile) -> None:
    if konferenz.status == Status.ZURUECKGEZOGEN:
        raise NichtUebernommenError(
            "Diese Konferenz ist im Portal zurückgezogen. Soll sie stattfinden, bitte zuerst im "
            "Admin den Status ändern."
        )
    if konferenz.status == Status.ABGESAGT and zeile.beginn in (None, konferenz.beginn):
        raise NichtUebernommenError(
            "Diese Konferenz ist im Portal abgesagt. Bitte in der Liste „entfällt“ ergänzen oder, "
            "wenn sie doch stattfindet, zuerst im Admin den Status ändern."
        )


def _termin_setzen(konferenz: Konferenz, zeile: Zeile) -> None:
    if zeile.beginn is None:
        konferenz.beginn = konferenz.ende = None
        konferenz.ende_geschaetzt = False
        konferenz.datum_hinweis = zeile.terminhinweis or konferenz.datum_hinweis
    elif not (zeile.ende_geschaetzt and konferenz.beginn == zeile.beginn):
        konferenz.beginn, konferenz.ende = zeile.beginn, zeile.ende
        konferenz.ende_geschaetzt = zeile.ende_geschaetzt


def _absagen(
    konferenz: Konferenz,
    zeile: Zeile,
    orte: Orte,
    veroeffentlichen: bool,
    _jetzt: datetime,
) -> Iterator[str]:
    """Cancel; what the database knows of date and venue stays, what it lacks is filled in."""
    if konferenz.status == Status.ZURUECKGEZOGEN:
        yield "Diese Konferenz ist im Portal schon zurückgezogen."
        return
    _gemeinte_pruefen(konferenz, zeile)
    if konferenz.beginn is None:
        _termin_setzen(konferenz, zeile)
        if zeile.datum is not None and zeile.beginn is None:
            konferenz.datum_hinweis = f"am {zeile.datum:%d.%m.%Y}"
    if zeile.ort is not None:
        yield from _ort_der_absage(konferenz, zeile.ort, orte)
    if konferenz.status != Status.ENTWURF or veroeffentlichen:
        konferenz.status = Status.ABGESAGT
    elif konferenz._state.adding:
        yield (
            "Nicht angelegt, denn diese Konferenz war nie angekündigt; wird die Liste "
            "veröffentlicht, erscheint sie als abgesagt."
        )
    else:
        yield (
            "Bleibt ein Entwurf, den niemand sieht; wird die Liste veröffentlicht, erscheint die "
            "Konferenz als abgesagt."
        )


def _gemeinte_pruefen(konferenz: Konferenz, zeile: Zeile) -> None:
    """The cancelled date has to be the known one."""
    if konferenz.beginn is None or zeile.datum is None:
        return
    selber_tag = timezone.localdate(konferenz.beginn) == zeile.datum
    if not selber_tag or zeile.beginn not in (None, konferenz.beginn):
        raise NichtUebernommenError(
            f"Die Liste sagt einen Termin ab, den das Portal nicht kennt: dort steht "
            f"{_stand(konferenz)['Termin']}. Bitte Datum und Uhrzeit in der Liste prüfen."
        )


def _ort_der_absage(konferenz: Konferenz, ort: Ort, orte: Orte) -> Iterator[str]:
    """For a conference that does not take place a venue that is nearly right is good enough."""
    if konferenz.form == Form.ONLINE:
        yield "Diese Konferenz ist online; den Ort der Liste übernimmt das Portal nicht."
        return
    try:
        fund = orte.finden(konferenz, ort)
        gefunden, hinweis = fund.ort, fund.hinweis
    except NichtUebernommenError as fehler:
        if fehler.zweifel is None:
            raise
        gefunden = fehler.zweifel.bekannter
        hinweis = f"Als Ort gilt der bekannte Ort „{gefunden.anschrift}“."
    if hinweis:
        yield hinweis
    if konferenz.ort is None:
        konferenz.ort = gefunden
    elif konferenz.ort != gefunden:
        yield f"Als Ort bleibt „{konferenz.ort.anschrift}“ stehen."


def _ort_speichern(konferenz: Konferenz) -> None:
    if konferenz.ort is not None and konferenz.ort._state.adding:
        konferenz.ort.full_clean()
        konferenz.ort.save()
        konferenz.ort = konferenz.ort  # takes over the key that saving gave


def _belegt_durch(
    konferenz: Konferenz, durch: AbstractBaseUser | None, jetzt: datetime
) -> Iterator[str]:
    """Who else is in the room at that time; who runs a command on the server may know it."""
    andere = Konferenz.objects.im_selben_raum(konferenz).mit_umfeld().first()
    if andere is not None:
        worte = f"{andere}, {_stand(andere)['Termin']}"
        wer = worte if durch is None else genannt(worte, andere, durch, jetzt)
        yield f"Im Raum ist dann: {wer}."
