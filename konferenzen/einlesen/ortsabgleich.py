"""Which known venue a list means: the same one, none, or one that only resembles it."""

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from konferenzen.models import Veranstaltungsort
from konferenzen.terminliste import Ort
from konferenzen.terminliste.woerter import aufzaehlung, einfach, strich_einfach, woerter

_STRASSE = re.compile(r"(?<=[sS])tr(?:asse|aße|\.)(?=\W|$)")
_AEHNLICH = 0.85
# The answer that a venue is none of those it resembles; no venue has this address.
NEUER_ORT = "+"


class AehnlicherOrtError(Exception):
    """A venue resembles known ones without being one of them; the message is German."""

    frage = "„{}“ ähnelt einem bekannten Ort. Welcher Ort ist gemeint?"

    def __init__(self, genannt: Veranstaltungsort, moegliche: Sequence[Veranstaltungsort]) -> None:
        self.genannt = genannt
        self.moegliche = tuple(moegliche)
        self.bekannter = self.moegliche[0]
        self.frage = self.frage.format(genannt.anschrift)
        super().__init__(self.text())

    def text(self) -> str:
        """What a person reads who cannot choose at once."""
        return (
            f"Der Ort „{self.genannt.anschrift}“ ähnelt dem bekannten Ort "
            f"„{self.bekannter.anschrift}“, ist aber nicht gleich. Bitte die Liste angleichen oder "
            "den neuen Ort zuerst im Admin anlegen."
        )


class Ortsfund(NamedTuple):
    """The venue that is meant; ``hinweis`` says in German what was added to what the list names.

    ``zweifel`` is what would have been asked if nobody had chosen.
    """

    ort: Veranstaltungsort
    hinweis: str = ""
    zweifel: AehnlicherOrtError | None = None


class MehrereRaeumeError(AehnlicherOrtError):
    """A venue is known with several rooms, and the list does not say in which."""

    frage = "„{}“ hat mehrere Räume. Welcher Ort ist gemeint?"

    def text(self) -> str:
        """The same, for this case."""
        orte = aufzaehlung(f"„{ort.anschrift}“" for ort in self.moegliche)
        return (
            f"Der Ort „{self.genannt.anschrift}“ ist nicht eindeutig; bekannt sind {orte}. Bitte "
            "den Raum in der Liste nennen."
        )


def ort_finden(ort: Ort, bekannte: Iterable[Veranstaltungsort], wahl: str = "") -> Ortsfund:
    """The known venue that is meant, or a new one that is not saved yet.

    Equal is what differs only in spaces, dashes and the spelling of "Straße". A venue that the list
    names in short, without room or postcode or with fewer words, is the known one at the same
    address if there is only one. Raises ``AehnlicherOrtError`` where several rooms are possible,
    and for a venue with nearly the same name, or at the same address under another name or room: a
    person has to say whether it is the same. ``wahl`` is what a person has said: the address of one
    of those in doubt, or ``NEUER_ORT``; what answers no such question is passed over.
    """
    gesucht = ort_aus(ort)
    bekannte = list(dict.fromkeys(bekannte))
    for bekannter in bekannte:
        if _schluessel(bekannter) == _schluessel(gesucht):
            return Ortsfund(bekannter)
    gemeinte = _in_kurzform(gesucht, bekannte)
    if len(gemeinte) == 1:
        return Ortsfund(gemeinte[0], _ergaenzt(gesucht, gemeinte[0]))
    if gemeinte:
        return _gewaehlt(MehrereRaeumeError(gesucht, gemeinte), wahl)
    if aehnliche := [bekannter for bekannter in bekannte if _aehnlich(gesucht, bekannter)]:
        return _gewaehlt(AehnlicherOrtError(gesucht, aehnliche), wahl)
    return Ortsfund(gesucht)


def _gewaehlt(zweifel: AehnlicherOrtError, wahl: str) -> Ortsfund:
    if wahl == NEUER_ORT:
        return Ortsfund(zweifel.genannt, zweifel=zweifel)
    for ort in zweifel.moegliche:
        if wahl == einfach(ort.anschrift):
            return Ortsfund(ort, zweifel=zweifel)
    raise zweifel


def _in_kurzform(
    gesucht: Veranstaltungsort, bekannte: Sequence[Veranstaltungsort]
) -> list[Veranstaltungsort]:
    """The known venues that the list may name in short; the one without a room wins."""
    gemeinte = [bekannter for bekannter in bekannte if _kurzform(gesucht, bekannter)]
    ohne_raum = [bekannter for bekannter in gemeinte if not bekannter.raum]
    return ohne_raum or gemeinte


def _kurzform(gesucht: Veranstaltungsort, bekannter: Veranstaltungsort) -> bool:
    """Whether all that the list says is true of a known venue with the same street and number."""
    if not (gesucht.strasse and gesucht.hausnummer) or gesucht.raum not in {"", bekannter.raum}:
        return False
    gleiche_anschrift = (
        _wie_geschrieben(gesucht.strasse_nr) == _wie_geschrieben(bekannter.strasse_nr)
        and gesucht.plz in {"", bekannter.plz}
        and gesucht.stadt in {"", bekannter.stadt}
    )
    name = set(woerter(gesucht.name))
    return gleiche_anschrift and bool(name) and name <= set(woerter(bekannter.name))


def _wie_geschrieben(text: str) -> tuple[str, ...]:
    return woerter(_gleich_geschrieben(text))


def _ergaenzt(gesucht: Veranstaltungsort, bekannter: Veranstaltungsort) -> str:
    ohne_raum = "" if gesucht.raum == bekannter.raum else "Die Liste nennt keinen Raum. "
    return f"{ohne_raum}Als Ort gilt der bekannte Ort „{bekannter.anschrift}“."


def ort_aus(ort: Ort) -> Veranstaltungsort:
    """An unsaved venue; one without a name is called by its address, or by its room."""
    strasse_nr = f"{ort.strasse} {ort.hausnummer}".strip()
    return Veranstaltungsort(
        name=ort.name or strasse_nr or ort.raum,
        raum=ort.raum,
        strasse=ort.strasse,
        hausnummer=ort.hausnummer,
        plz=ort.plz,
        stadt=ort.stadt,
    )


def _gleich_geschrieben(text: str) -> str:
    return re.sub(r"\s*-\s*", "-", einfach(_STRASSE.sub("traße", strich_einfach(text))))


def _schluessel(ort: Veranstaltungsort) -> tuple[str, ...]:
    teile = (ort.name, ort.raum, ort.strasse, ort.hausnummer.replace(" ", ""), ort.plz, ort.stadt)
    return tuple(_gleich_geschrieben(teil) for teil in teile)


def _aehnlich(ort: Veranstaltungsort, bekannter: Veranstaltungsort) -> bool:
    return _namen_aehnlich(ort.name, bekannter.name) or _gleiche_anschrift(ort, bekannter)


def _namen_aehnlich(name: str, anderer: str) -> bool:
    hier, dort = set(woerter(name)), set(woerter(anderer))
    if hier and dort and (hier <= dort or dort <= hier):
        return True
    return difflib.SequenceMatcher(None, name.lower(), anderer.lower()).ratio() >= _AEHNLICH


def _gleiche_anschrift(ort: Veranstaltungsort, bekannter: Veranstaltungsort) -> bool:
    """The same street and number, unless town or postcode tell them apart."""
    if not (ort.strasse and ort.hausnummer and bekannter.strasse and bekannter.hausnummer):
        return False
    paare = (
        (ort.strasse_nr, bekannter.strasse_nr),
        (ort.plz, bekannter.plz),
        (ort.stadt, bekannter.stadt),
    )
    return all(_vertraeglich(hier, dort) for hier, dort in paare)


def _vertraeglich(hier: str, dort: str) -> bool:
    """Whether two texts say the same, or one of them nothing."""
    gleich = woerter(_gleich_geschrieben(hier)) == woerter(_gleich_geschrieben(dort))
    return gleich or not hier or not dort
