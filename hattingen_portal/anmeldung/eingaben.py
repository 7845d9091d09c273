"""What somebody typed into a form whose login has ended in the meantime.

The browser carries it through the login, signed; then it is shown, and sent by a click. Nothing of
it is stored for people who are not logged in.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from hattingen_portal.anmeldung.sitzung import ARBEITSTAG

FELD = "eingaben"
SALZ = "anmeldung.eingaben"
HOECHSTENS = 500_000  # characters, signed and packed; forms of the admin take a few thousand
# Never carried along: passwords and codes, the token of the form that was.
GEHEIM = ("passwor", "code", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Eingaben:
    """What was sent to `pfad`, without files; `dateien` tells that there were some."""

    pfad: str
    felder: list[tuple[str, list[str]]]
    dateien: bool

    @classmethod
    def aus(cls, request: HttpRequest) -> "Eingaben":
        """Take them out of the POST `request`."""
        felder = [(name, werte) for name, werte in request.POST.lists() if not _geheim(name)]
        return cls(request.get_full_path(), felder, bool(request.FILES))

    @classmethod
    def gelesen(cls, text: str) -> "Eingaben | None":
        """Give what `gepackt` wrote within the last working day; None for anything else."""
        try:
            pfad, felder, dateien = signing.loads(text, salt=SALZ, max_age=ARBEITSTAG)
        except signing.BadSignature:
            return None
        return cls(pfad, felder, dateien)

    def gepackt(self) -> str:
        """Give them as a signed text for a hidden field; empty where that would be too much."""
        inhalt = [self.pfad, self.felder, self.dateien]
        text = signing.dumps(inhalt, salt=SALZ, compress=True)
        return text if len(text) <= HOECHSTENS else ""

    def vorlegen(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        """Show them again, with a button that sends them to where they were meant for."""
        kontext: dict[str, Any] = admin.site.each_context(request) | {
            "title": "Ihre Eingaben sind noch da",
            "eingaben": self,
            "lesbar": [(name, werte) for name, werte in self.felder if any(map(str.strip, werte))],
        }
        antwort = TemplateResponse(request, "admin/anmeldung/eingaben.html", kontext, status=status)
        antwort["Cache-Control"] = "private, no-store"
        return antwort.render()


def _geheim(name: str) -> bool:
    return any(teil in name.lower() for teil in GEHEIM)
