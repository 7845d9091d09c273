"""The columns of a table: their headings, and which cell is which where there is no heading."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from .woerter import umschrift
from .zeilen import Rohzeile


class Rolle(Enum):
    """What a column holds."""

    STADTTEIL = "Stadtteil"
    TERMIN = "Datum und Uhrzeit"
    ENDE = "Ende"
    ORT = "Ort"
    NUMMER = "laufende Nummer"
    UNBEKANNT = "unbekannt"


# Lists have been published with "Stadttteil": letters may be doubled and tripled.
_ROLLEN = (
    (
        Rolle.STADTTEIL,
        re.compile(r"sta+d+t+e+i+l\w*|ortsteil|quartier|bezirk|stk|gebiet"),
    ),
    (Rolle.ENDE, re.compile(r"ende|bis")),
    (
        Rolle.TERMIN,
        re.compile(
            r"(da+t+um|termine?|tag|wochentag|(uhr)?zeit|wann|beginn|anfang|von|bemerkung(en)?"
            r"|hinweise?|status|anmerkung(en)?)"
        ),
    ),
    (
        Rolle.ORT,
        re.compile(
            r"(veranstaltungs|tagungs)?ort|wo|treffpunkt|adresse|anschrift|raum|strasse|plz"
            r"|postleitzahl|stadt|hausnummer|hausnr|lokal|veranstaltungsstaette"
        ),
    ),
    (Rolle.NUMMER, re.compile(r"(lfd|laufende)?\s*(nr|nummer)")),
)
_TRENNWORT = re.compile(r"\s*(?:\bund\b|&|/|,|\+)\s*")


def rolle_von(ueberschrift: str) -> Rolle:
    """What a heading such as "Datum und Uhrzeit" or "Veranstaltungsort" announces."""
    teile = _TRENNWORT.split(umschrift(ueberschrift).strip(" .:?*#|"))
    rollen = [_rolle(teil.strip(" .:?")) for teil in teile]
    return Rolle.UNBEKANNT if Rolle.UNBEKANNT in rollen else rollen[0]


def _rolle(wort: str) -> Rolle:
    return next((rolle for rolle, muster in _ROLLEN if muster.fullmatch(wort)), Rolle.UNBEKANNT)


def kopfartig(zellen: Sequence[str]) -> bool:
    """Whether a line (or the piece of a broken one) is a heading of columns."""
    rollen = [rolle_von(zelle) for zelle in zellen if zelle]
    bekannte = [rolle for rolle in rollen if rolle is not Rolle.UNBEKANNT]
    return bool(bekannte) and (len(bekannte) == len(rollen) or len(bekannte) > 1)


@dataclass(frozen=True, slots=True)
class Kopf:
    """The headings of a table, in order. ``abgeschlossen``: a separator also ends each row."""

    spalten: tuple[tuple[Rolle, str], ...]
    abgeschlossen: bool

    @property
    def stadtteil_vorn(self) -> bool:
        """Whether a row begins with its Stadtteil."""
        return self.spalten[0][0] is Rolle.STADTTEIL

    @property
    def mit_ort(self) -> bool:
        """Whether a column is for the venue alone."""
        return any(rolle is Rolle.ORT for rolle, _ in self.spalten)

    def rohzeile(self, nummer: int, zellen: Sequence[str]) -> Rohzeile:
        """The cells of a row by what their columns hold; a cell too many stays unread."""
        je_rolle: dict[Rolle, list[str]] = {rolle: [] for rolle in Rolle}
        ungelesen = [("", zelle) for zelle in zellen[len(self.spalten) :] if zelle]
        for (rolle, ueberschrift), zelle in zip(self.spalten, zellen, strict=False):
            if rolle is Rolle.UNBEKANNT and zelle:
                ungelesen.append((ueberschrift, zelle))
            elif zelle:
                je_rolle[rolle].append(zelle)
        ende = [
            zelle if zelle.startswith("bis") else f"bis {zelle}" for zelle in je_rolle[Rolle.ENDE]
        ]
        return Rohzeile(
            nummer=nummer,
            stadtteil=" ".join(je_rolle[Rolle.STADTTEIL]),
            termin=", ".join(je_rolle[Rolle.TERMIN] + ende),
            ort=", ".join(je_rolle[Rolle.ORT]),
            ungelesen=tuple(ungelesen),
        )


def kopf_aus(zellen: Sequence[str]) -> Kopf | None:
    """The heading that these cells make, or None where Stadtteil or date is not among them."""
    ueberschriften = [zelle for zelle in zellen if zelle]
    spalten = tuple((rolle_von(text), text) for text in ueberschriften)
    rollen = {rolle for rolle, _ in spalten}
    if not {Rolle.STADTTEIL, Rolle.TERMIN} <= rollen:
        return None
    return Kopf(spalten, abgeschlossen=not zellen[-1])


def ohne_kopf(
    nummer: int,
    zellen: Sequence[str],
    ist_stadtteil: Callable[[str], bool],
    ist_termin: Callable[[str], bool],
) -> Rohzeile:
    """A row of a table without headings, by what its cells say.

    Stadtteil, date and venue are expected in this order. Where they stand otherwise, or the date
    takes several cells, the cells that are about a Stadtteil or a date tell.
    """
    stelle = next((i for i, zelle in enumerate(zellen) if ist_stadtteil(zelle)), 0)
    uebrige = [*zellen[:stelle], *zellen[stelle + 1 :]]
    if stelle == 0 and len(zellen) <= 3:
        termine, orte = uebrige[:1], uebrige[1:]
    else:
        termine = [zelle for zelle in uebrige if ist_termin(zelle)]
        orte = [zelle for zelle in uebrige if zelle and not ist_termin(zelle)]
    stadtteil = zellen[stelle] if zellen else ""
    return Rohzeile(nummer, stadtteil, ", ".join(termine), ", ".join(orte))
