"""What a public form checks otherwise than Django does."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator, URLValidator

# "localhost" is no address that an answer could go to.
_EMAIL = EmailValidator(allowlist=[])
# What a link on a page may lead to.
_URL = URLValidator(schemes=["http", "https"])
# Somebody in town may leave out the code; shorter than this no connection is left.
ZIFFERN_MINDESTENS = 5
KEINE_NUMMER = (
    "Das ist keine vollständige Telefonnummer. Sie braucht mindestens fünf Ziffern, zum Beispiel "
    "02324 204-0."
)


class Hoechstlaenge(MaxLengthValidator):
    """Names its numbers as people write them."""

    def __call__(self, value: Any) -> None:
        """Raise ValidationError for a text that is too long."""
        try:
            super().__call__(value)
        except ValidationError as fehler:
            zahlen = fehler.params or {}
            fehler.params = zahlen | {
                name: tausender(zahlen[name]) for name in ("limit_value", "show_value")
            }
            raise


def pruefungen_setzen(feld: forms.Field) -> None:
    """Replace Django's validators at `feld` where the portal is stricter or says it better."""
    feld.validators = [_ersatz(feld, pruefung) for pruefung in feld.validators]


def anrufbar(nummer: str) -> None:
    """Raise ValidationError for a `nummer` with too few digits to be rung; else it is free."""
    if sum(zeichen.isdecimal() for zeichen in nummer) < ZIFFERN_MINDESTENS:
        raise ValidationError(KEINE_NUMMER)


def tausender(zahl: int) -> str:
    """Give `zahl` with a point between thousands: 5.000."""
    return f"{zahl:,}".replace(",", ".")


def _ersatz(feld: forms.Field, pruefung: Any) -> Any:
    if isinstance(pruefung, MaxLengthValidator):
        return Hoechstlaenge(pruefung.limit_value)
    if isinstance(feld, forms.EmailField) and isinstance(pruefung, EmailValidator):
        return _EMAIL
    if isinstance(feld, forms.URLField) and isinstance(pruefung, URLValidator):
        return _URL
    return pruefung
