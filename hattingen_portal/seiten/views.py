"""The legal pages, the two in other languages, and the film in sign language."""

import re
from functools import cached_property
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from hattingen_portal.grundlage.abriegeln import abgeriegelt
from hattingen_portal.grundlage.krumen import Krume, MitKrumen
from hattingen_portal.grundlage.teilabruf import teilantwort
from hattingen_portal.grundlage.verweisziele import ziel
from hattingen_portal.seiten.dateien import TYPEN
from hattingen_portal.seiten.maengel import maengel
from hattingen_portal.seiten.models import Ausnahme, Schluessel, Seite
from hattingen_portal.seiten.ombudsstelle import ombudsstelle_aus

_FILMNAME = re.compile(r"[0-9a-f]{32}\.(mp4|webm|vtt)", re.ASCII)
EIN_JAHR = 60 * 60 * 24 * 365  # seconds


class SeiteView(MitKrumen, TemplateView):
    """A page with its text and sections; one that has no row yet says that it is missing."""

    schluessel: Schluessel = Schluessel.IMPRESSUM
    template_name = "seiten/text.html"

    @cached_property
    def seite(self) -> Seite | None:
        return Seite.objects.mit_inhalt().filter(schluessel=self.schluessel).first()

    def krumen(self) -> list[Krume]:
        titel = self.seite.titel if self.seite else self.schluessel.label
        return [Krume(titel, self.request.path)]

    def get_template_names(self) -> list[str]:
        return [self.template_name if self.seite else "seiten/fehlt.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "titel": self.schluessel.label,
            "seite": self.seite,
            "vollstaendig": self.seite is not None and not maengel(self.seite),
        }


class ErklaerungView(SeiteView):
    """The statement on accessibility: its fields in the order that the law gives them."""

    schluessel = Schluessel.BARRIEREFREIHEIT
    template_name = "seiten/barrierefreiheit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        daten = super().get_context_data(**kwargs)
        if (erklaerung := getattr(self.seite, "erklaerung", None)) is not None:
            daten |= {
                "erklaerung": erklaerung,
                "ombudsstelle": ombudsstelle_aus(erklaerung),
                "gruende": _nach_grund(erklaerung.seite),
            }
        return daten


def _nach_grund(seite: Seite) -> list[tuple[str, list[Ausnahme]]]:
    """Give what is not accessible under the words for its reason, without empty ones."""
    ausnahmen = list(seite.ausnahmen.all())
    gruppen = [
        (str(grund.label), [ausnahme for ausnahme in ausnahmen if ausnahme.grund == grund])
        for grund in Ausnahme.Grund
    ]
    return [gruppe for gruppe in gruppen if gruppe[1]]


def _vorhanden(name: str) -> File:
    """Give the file at `name`, open; raises Http404 for every name that is none of the portal's."""
    if not _FILMNAME.fullmatch(name):
        raise Http404
    try:
        return default_storage.open(f"videos/{name}")
    except FileNotFoundError as fehler:
        raise Http404 from fehler


def _da(name: str) -> None:
    _vorhanden(name).close()


@ziel(_da)
@require_safe
def film(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give out a video or its captions; raises Http404 for every name that is none of the portal's.

    The name is random and never used again: it tells one content from all others, and browsers may
    keep it (RFC 8246).
    """
    datei = _vorhanden(name)
    typ = TYPEN[PurePath(name).suffix]
    antwort = teilantwort(request, datei, content_type=typ, etag=f'"{name}"')
    antwort["Cache-Control"] = f"public, max-age={EIN_JAHR}, immutable"
    return abgeriegelt(antwort)
