"""What is odd, and what is impossible, about the days that somebody has entered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from konferenzen.planung.umstaende import Umstaende
from konferenzen.zeitrechnung import WOCHENENDE, WOCHENTAGE, tagesdatum

AUSWEG = "Bitte wählen Sie einen anderen Ort, eine andere Zeit oder einen anderen Tag."


@dataclass(frozen=True)
class Eintragung:
    """A day entered for one Stadtteil; `sonst` is its usual weekday, None where it has none yet."""

    stadtteil: int
    name: str
    beginn: datetime
    ende: datetime
    ort: int | None
    sonst: int | None = None

    @property
    def tag(self) -> date:
        """The day on which it begins."""
        return self.beginn.date()


@dataclass
class Befund:
    """What was found at one row: `fehler` keep it from being saved, `warnungen` do not."""

    fehler: list[str] = field(default_factory=list)
    warnungen: list[str] = field(default_factory=list)


def pruefen(eintragungen: Sequence[Eintragung], umstaende: Umstaende) -> dict[int, Befund]:
    """Give what is to be said of each of `eintragungen`, by the key of its Stadtteil."""
    return {
        eine.stadtteil: Befund(
            fehler=_fehler(eine, eintragungen, umstaende),
            warnungen=[*_tag(eine, umstaende), *_nachbarn(eine, eintragungen)],
        )
        for eine in eintragungen
    }


def _fehler(eine: Eintragung, alle: Sequence[Eintragung], umstaende: Umstaende) -> list[str]:
    """Name everybody who has the room at that time, here or in the portal."""
    hier = [
        andere.name
        for andere in alle
        if andere is not eine
        and eine.ort is not None
        and andere.ort == eine.ort
        and andere.beginn < eine.ende
        and eine.beginn < andere.ende
    ]
    belegt = umstaende.im_raum(eine.ort, eine.beginn, eine.ende) + hier
    return [f"Der Raum ist dann schon belegt: {wer}. {AUSWEG}" for wer in belegt]


def _tag(eine: Eintragung, umstaende: Umstaende) -> list[str]:
    """Say what is odd about the day itself."""
    warnungen = [f"An diesem Tag: {grund}." for grund in umstaende.am_tag(eine.tag, eine.stadtteil)]
    wochentag = eine.tag.weekday()
    if eine.sonst is not None and wochentag != eine.sonst:
        warnungen.append(
            f"Ein {WOCHENTAGE[wochentag]}; sonst trifft sich {eine.name} am "
            f"{WOCHENTAGE[eine.sonst]}."
        )
    elif eine.sonst is None and wochentag in WOCHENENDE:
        warnungen.append(f"Ein {WOCHENTAGE[wochentag]}.")
    if eine.tag < umstaende.ab:
        warnungen.append("Der Tag ist schon vorbei.")
    if not umstaende.von <= eine.tag <= umstaende.bis:
        warnungen.append(
            f"Der Tag liegt nicht in den Monaten der Runde, {tagesdatum(umstaende.von)} bis "
            f"{tagesdatum(umstaende.bis)}. Stimmt das Jahr?"
        )
    return warnungen


def _nachbarn(eine: Eintragung, alle: Sequence[Eintragung]) -> list[str]:
    gleiche = [a.name for a in alle if a is not eine and a.tag == eine.tag]
    return [f"Am selben Tag ist auch {' und '.join(gleiche)}."] if gleiche else []
