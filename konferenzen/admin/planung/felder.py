"""The fields of a row, and the words of its choices."""

from datetime import date
from typing import Any

from django import forms

from hattingen_portal.grundlage.zeitfelder import plausibel

EIGENER, OHNE, AUSLASSEN = "eigener", "ohne", "auslassen"
WORTE = {
    EIGENER: "anderer Tag: im Feld daneben",
    OHNE: "in dieser Runde, noch ohne Termin",
    AUSLASSEN: "nicht in dieser Runde",
}
ONLINE = "online"


class TagWahl(forms.ChoiceField):
    """A proposed day, or a word for none; any other day that was proposed before is taken, too."""

    def valid_value(self, value: Any) -> bool:
        return super().valid_value(value) or gewaehlter_tag(str(value)) is not None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if (tag := gewaehlter_tag(str(value))) is not None:
            plausibel(tag)


def gewaehlter_tag(wert: str) -> date | None:
    """Give the day that a choice means; None for a word."""
    try:
        tag = date.fromisoformat(wert)
    except ValueError:
        return None
    return tag if tag.isoformat() == wert else None
