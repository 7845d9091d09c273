"""Two fields that keep programs out of public forms and never stop a person for good.

They need no session, no cookie and no third party: what a person typed stays, and the next try
passes. How often somebody may send is counted in `zugriff`.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

FRUEHESTENS = timedelta(seconds=3)
SPAETESTENS = timedelta(hours=24)
_UNTERZEICHNER = signing.TimestampSigner(salt="oeffentliches-formular")
_MARKE = "ausgegeben"


class _ImmerLeer(forms.TextInput):
    """Prints nothing of what came in: whoever is told to leave the field empty finds it empty."""

    def format_value(self, value: Any) -> str | None:  # noqa: ARG002 - Django's signature
        return None


class Honigtopf(forms.CharField):
    """A field that people do not see and programs fill in; no browser completes it by itself."""

    def __init__(self) -> None:
        attribute = {"autocomplete": "off", "tabindex": "-1"}
        widget = _ImmerLeer(attrs=attribute)
        super().__init__(label="Bitte lassen Sie dieses Feld leer", required=False, widget=widget)

    def clean(self, value: Any) -> str:
        """Refuse anything typed; raises ValidationError."""
        if super().clean(value):
            raise ValidationError(
                "Ein Feld, das leer bleiben muss, war ausgefüllt. Es ist jetzt wieder leer: "
                "Bitte senden Sie noch einmal ab.",
                code="honigtopf",
            )
        return ""


class Zeitfalle(forms.CharField):
    """Carries the signed time at which the form was handed out: nobody types it in three seconds.

    A mark that is too fresh comes back as it was, so that the next try is late enough; one that is
    too old, missing or forged is replaced by a new one.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, initial=neue_marke, label="")

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - Django's signature
        return data if _gueltig(data) else neue_marke()

    def clean(self, value: Any) -> str:
        """Refuse what was sent within FRUEHESTENS or after SPAETESTENS; raises ValidationError."""
        if not _gueltig(value):
            raise ValidationError(
                "Das Formular war sehr lange offen. Ihre Angaben sind noch da: "
                "Bitte senden Sie noch einmal ab.",
                code="zu_alt",
            )
        if _gueltig(value, FRUEHESTENS):
            raise ValidationError(
                "Das ging sehr schnell, so schreiben sonst nur Programme. Ihre Angaben sind noch "
                "da: Bitte senden Sie noch einmal ab.",
                code="zu_schnell",
            )
        return ""


def neue_marke() -> str:
    """Give the present moment, signed."""
    return _UNTERZEICHNER.sign(_MARKE)


def _gueltig(marke: Any, hoechstens: timedelta = SPAETESTENS) -> bool:
    """Tell whether `marke` is signed by us and at most `hoechstens` old."""
    try:
        return _UNTERZEICHNER.unsign(str(marke), max_age=hoechstens) == _MARKE
    except signing.BadSignature:
        return False
