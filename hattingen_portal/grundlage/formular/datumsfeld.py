"""A date in three inputs: day, month, year, as everybody can type it without a calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

TEILE = ("tag", "monat", "jahr")
BESCHRIFTUNGEN = {"tag": "Tag", "monat": "Monat", "jahr": "Jahr"}
_GENANNT = {"tag": "der Tag", "monat": "der Monat", "jahr": "das Jahr"}
_GRENZEN = {"tag": (1, 31), "monat": (1, 12), "jahr": (1900, 2199)}
_ERLAUBT = {
    "tag": "Schreiben Sie den Tag als Zahl von 1 bis 31.",
    "monat": "Schreiben Sie den Monat als Zahl von 1 bis 12.",
    "jahr": "Schreiben Sie das Jahr mit vier Ziffern, zum Beispiel 2026.",
}


class DreiteiligeEingabe(forms.MultiWidget):
    """Three text inputs; `templates/kern/layout/datum.html` prints them with their labels."""

    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({teil: forms.TextInput() for teil in TEILE})

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


class DreiteiligesDatum(forms.Field):
    """A day of the calendar; its messages say which part is missing or wrong.

    The error carries the names of these parts in `params["teile"]`, so that they can be marked.
    """

    widget = DreiteiligeEingabe

    def to_python(self, value: Any) -> date | None:
        """Give the date of the three texts in `value`, None for three empty ones.

        Raises ValidationError with the way out.
        """
        texte = [str(text or "").strip() for text in value or ("", "", "")]
        if not any(texte):
            return None
        if fehlende := [t for t, text in zip(TEILE, texte, strict=True) if not text]:
            verb = "Es fehlen" if len(fehlende) > 1 else "Es fehlt"
            raise _fehler(f"{verb} {' und '.join(_GENANNT[t] for t in fehlende)}.", fehlende)
        if falsche := [
            teil for teil, text in zip(TEILE, texte, strict=True) if not _erlaubt(teil, text)
        ]:
            raise _fehler(" ".join(_ERLAUBT[teil] for teil in falsche), falsche)
        tag, monat, jahr = map(int, texte)
        try:
            return date(jahr, monat, tag)
        except ValueError as fehler:
            # A month that has this day gives its name; the year does not matter to it.
            monatsname = date_format(date(jahr, monat, 1), "F Y")
            meldung = f"Den {tag}. {monatsname} gibt es nicht. Bitte prüfen Sie Tag und Monat."
            raise _fehler(meldung, ["tag", "monat"]) from fehler


def falsche_teile(fehler: Sequence[ValidationError]) -> set[str]:
    """Give the parts of a date that `fehler`, the errors of its field, speak of."""
    teile: set[str] = set()
    for einer in fehler:
        teile.update((einer.params or {}).get("teile", TEILE))
    return teile


def _erlaubt(teil: str, text: str) -> bool:
    kleinste, groesste = _GRENZEN[teil]
    return (
        text.isascii()
        and text.isdecimal()
        and len(text) <= 4
        and (kleinste <= int(text) <= groesste)
    )


def _fehler(meldung: str, teile: Sequence[str]) -> ValidationError:
    return ValidationError(meldung, code="datum", params={"teile": tuple(teile)})
