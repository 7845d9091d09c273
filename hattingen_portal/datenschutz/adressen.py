"""Finding an e-mail address in what is stored: as a value of its own, or within a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hattingen_portal.datenschutz.fristen import ENTFERNT

# What stands before an address that another one ends with: `jo-anna@…` is not `anna@…`. Behind a
# line break as JSON writes it, an address begins.
DAVOR = r"(?:(?<=\\[nrt])|(?<![\w.+-]))"
# What would go on behind it: `…@example.org.uk` is another one; a full stop ends a sentence.
DAHINTER = r"(?![\w-]|\.\w)"


@dataclass(frozen=True)
class Adresse:
    """An e-mail address, or a name, to be found whichever way its letters are written."""

    text: str

    @property
    def muster(self) -> re.Pattern[str]:
        """The pattern that finds it within a text."""
        return re.compile(DAVOR + re.escape(self.text) + DAHINTER, re.IGNORECASE)

    def ist(self, wert: Any) -> bool:
        """Tell whether `wert`, or an element of it, is this and nothing else."""
        if isinstance(wert, list | tuple):
            return any(self.ist(teil) for teil in wert)
        return isinstance(wert, str) and wert.strip().lower() == self.text.lower()

    def in_text(self, wert: Any) -> bool:
        """Tell whether it occurs in `wert`: text, or lists and dictionaries of text."""
        if isinstance(wert, str):
            return bool(self.muster.search(wert))
        return any(self.in_text(teil) for teil in _teile(wert))

    def entfernt(self, wert: Any) -> Any:
        """Give `wert` with ENTFERNT in each place where it occurs."""
        if isinstance(wert, str):
            return self.muster.sub(ENTFERNT, wert)
        return _ueberall(wert, self.entfernt)


def gelesen(eingabe: str) -> Adresse:
    """Give the address that somebody typed.

    Raises ValidationError where it is none, and for the portal's own: that is nobody's, and all
    mails of the office would go with it.
    """
    text = eingabe.strip()
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(
            f"„{text}“ ist keine E-Mail-Adresse. Bitte geben Sie eine ganze Adresse ein."
        ) from None
    if Adresse(settings.PORTAL_EMAIL).ist(text):
        raise ValidationError(f"„{text}“ ist die Adresse des Portals selbst, keine einer Person.")
    return Adresse(text)


def _teile(wert: Any) -> list[Any]:
    if isinstance(wert, dict):
        return list(wert.values())
    return list(wert) if isinstance(wert, list | tuple) else []


def _ueberall(wert: Any, tun: Callable[[Any], Any]) -> Any:
    if isinstance(wert, dict):
        return {name: tun(teil) for name, teil in wert.items()}
    return [tun(teil) for teil in wert] if isinstance(wert, list | tuple) else wert
