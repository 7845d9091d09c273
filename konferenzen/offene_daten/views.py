"""Open data over HTTP: the same for everybody, and a page that says how to use it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from hattingen_portal.grundlage.adresse import slug_aus
from hattingen_portal.grundlage.bedingt import bedingte_antwort
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from konferenzen import abonnements
from konferenzen.models import Konferenz
from konferenzen.offene_daten.felder import GRUPPEN, LIZENZ, LIZENZ_ADRESSE, LIZENZ_NAME, datensatz
from konferenzen.offene_daten.filter import DatenFilter, Problem, ist_unbekannt
from konferenzen.offene_daten.formate import als_csv, als_json, quellenvermerk
from konferenzen.offene_daten.typen import Wert
from konferenzen.stand import neueste_aenderung, zuletzt_geaendert
from quartiere.models import Ortsteil, Stadtteil


@require_safe
def termine_json(request: HttpRequest) -> HttpResponseBase:
    """Give all public conferences as JSON, or which parameter is wrong (RFC 9457)."""
    jetzt = timezone.now()
    auswahl = DatenFilter(request.GET)
    if probleme := auswahl.probleme():
        return _problem_json(probleme)
    inhalt = als_json(
        _datensaetze(auswahl, jetzt), stand=neueste_aenderung(jetzt), auswahl=auswahl.als_worte()
    )
    return bedingte_antwort(
        request,
        inhalt,
        content_type="application/json",
        zuletzt=zuletzt_geaendert(jetzt),
        dateiname=_dateiname("json"),
    )


@require_safe
def termine_csv(request: HttpRequest) -> HttpResponseBase:
    """Give all public conferences as a table, or which parameter is wrong."""
    jetzt = timezone.now()
    auswahl = DatenFilter(request.GET)
    if probleme := auswahl.probleme():
        return _problem_text(probleme)
    return bedingte_antwort(
        request,
        als_csv(_datensaetze(auswahl, jetzt)),
        content_type="text/csv; charset=utf-8; header=present",
        zuletzt=zuletzt_geaendert(jetzt),
        dateiname=_dateiname("csv"),
        herunterladen=True,
    )


class DatenView(MitKrumen, TemplateView):
    """What the open data hold, how to narrow and fetch them, and who may use them for what."""

    template_name = "konferenzen/daten.html"

    def krumen(self) -> list[Krume]:
        return [krume("Offene Daten", "daten")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stadtteile = list(Stadtteil.objects.geordnet())
        return super().get_context_data(**kwargs) | {
            "gruppen": GRUPPEN,
            "lizenz": LIZENZ,
            "lizenz_name": LIZENZ_NAME,
            "lizenz_adresse": LIZENZ_ADRESSE,
            "quellenvermerk": quellenvermerk(),
            "auswahl": DatenFilter(),
            "beispiel": stadtteile[0] if stadtteile else None,
            "feeds": [
                abonnements.alle(),
                *(abonnements.fuer_stadtteil(stadtteil) for stadtteil in stadtteile),
            ],
        }


def _datensaetze(auswahl: DatenFilter, jetzt: datetime) -> list[dict[str, Wert]]:
    """Give the records that the checked filter `auswahl` leaves, in the order of their dates."""
    konferenzen = (
        auswahl.anwenden(Konferenz.objects.oeffentlich(jetzt))
        .chronologisch()
        .mit_umfeld()
        .prefetch_related(Prefetch("ortsteile", Ortsteil.objects.geordnet()))
    )
    return [datensatz(konferenz) for konferenz in auswahl.mit_status(konferenzen)]


def _dateiname(endung: str) -> str:
    return f"termine-{slug_aus(settings.PORTAL_KOMMUNE)}.{endung}"


def _problem_json(probleme: Sequence[Problem]) -> HttpResponse:
    status = _status(probleme)
    inhalt = {
        "title": "Diese Auswahl kennt das Portal nicht.",
        "status": status.value,
        "detail": " ".join(map(str, probleme)),
        "parameter": [asdict(problem) for problem in probleme],
    }
    text = f"{json.dumps(inhalt, ensure_ascii=False, indent=2)}\n"
    return _problem(text, "application/problem+json", status)


def _problem_text(probleme: Sequence[Problem]) -> HttpResponse:
    text = "\n".join(map(str, probleme))
    return _problem(f"{text}\n", "text/plain; charset=utf-8", _status(probleme))


def _status(probleme: Sequence[Problem]) -> HTTPStatus:
    """A name that is not there is not found, as in the address of a feed; the rest is refused."""
    return HTTPStatus.NOT_FOUND if ist_unbekannt(probleme) else HTTPStatus.BAD_REQUEST


def _problem(text: str, content_type: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(
        text,
        content_type=content_type,
        status=status,
        # Readable for scripts of other sites, as the data are: they have to learn what is wrong.
        headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"},
    )
