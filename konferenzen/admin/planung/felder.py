"""The fields of a row, and the words of its choices."""

from datetime import date
from typing import Any

from django import forms

from hattingen_portal.grundlage.zeitfelder import UHRZEITFORMATE, plausibel

EIGENER, OHNE, AUSLASSEN = "eigener", "ohne", "auslassen"
WORTE = {
    EIGENER: "anderer Tag: im Feld daneben",
    OHNE: "in dieser Runde, noch ohne Termin",
    AUSLASSEN: "nicht in dieser Runde",
}
ONLINE = "online"
UHRZEIT_FALSCH = "Bitte geben Sie eine Uhrzeit an, zum Beispiel 17:00."


class TagWahl(forms.ChoiceField):
    """A proposed day, or a word for none; any other day that was proposed before is taken, too."""

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) or gewaehlter_tag(str(value)) is not None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if (tag := gewaehlter_tag(str(value))) is not None:
            plausibel(tag)


class UhrzeitFeld(forms.TimeField):
    """A time of day as a German reader writes it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"class": "uhrzeit", "placeholder": "SS:MM"})
        super().__init__(
            input_formats=UHRZEITFORMATE,
            widget=widget,
            required=False,
            error_messages={"invalid": UHRZEIT_FALSCH},
            **kwargs,
        )


def gewaehlter_tag(wert: str) -> date | None:
    """Give the day that a choice means; None for a word."""
    try:
        tag = date.fromisoformat(wert)
    except ValueError:
        return None
    return tag if tag.isoformat() == wert else None
