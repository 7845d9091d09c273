"""Lists of the admin as files: exactly the rows that the list shows, as CSV or for Excel."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst

from hattingen_portal.grundlage.adresse import slug_aus
from hattingen_portal.grundlage.tabelle import Zeile, als_csv
from hattingen_portal.grundlage.verwaltung.filterwege import NurEigeneFilter
from hattingen_portal.grundlage.verwaltung.spalten import Spalte

# A sheet of this length opens at once and is made in a few seconds; more is no list to work with.
HOECHSTENS = 10_000
AUF_EINMAL = 1000  # rows read from the database at once
OHNE_SEITE = (PAGE_VAR, ALL_VAR, ERROR_FLAG)  # a file has no pages


def _csv(_titel: str, koepfe: Sequence[str], zeilen: Iterator[Zeile]) -> bytes:
    return als_csv(koepfe, zeilen)


def _xlsx(titel: str, koepfe: Sequence[str], zeilen: Iterator[Zeile]) -> bytes:
    # Takes a tenth of a second, and most processes never need it.
    from hattingen_portal.grundlage.excel import als_xlsx  # noqa: PLC0415 - loaded on first use

    return als_xlsx(titel, koepfe, zeilen)


@dataclass(frozen=True)
class Dateiform:
    """A kind of file; `schreiben` takes title, heads and rows."""

    wort: str
    typ: str
    schreiben: Callable[[str, Sequence[str], Iterator[Zeile]], bytes]


FORMEN = {
    "csv": Dateiform("CSV", "text/csv; charset=utf-8; header=present", _csv),
    "xlsx": Dateiform(
        "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx
    ),
}


class MitAusgabe(NurEigeneFilter):
    """For an admin whose list can be given out; without `spalten` there is nothing to give."""

    spalten: ClassVar[Sequence[Spalte]] = ()

    def get_urls(self) -> list[Any]:
        ausgabe = path(
            "ausgeben/<str:form>/",
            self.admin_site.admin_view(self.ausgabe_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_ausgeben",
        )
        return [ausgabe, *super().get_urls()]

    def ausgabe_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """Give the list as a file, under the filters, the search and the order of the query.

        403 to those who may not view the list, 404 for a form of file that there is not. A filter
        that makes no sense leads back to the list, which says so.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in FORMEN or not self.spalten:
            raise Http404
        request.GET = _ohne_seite(request)
        try:
            liste = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self._liste()}?{ERROR_FLAG}=1")
        return self._datei(request, liste.get_queryset(request), form)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list with the ways to its files."""
        auswahl = _ohne_seite(request).urlencode()
        wege = [
            (form.wort, f"{self._adresse(name)}?{auswahl}" if auswahl else self._adresse(name))
            for name, form in FORMEN.items()
            if self.spalten
        ]
        return super().changelist_view(request, {"ausgaben": wege} | (extra_context or {}))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the same for the ticked rows, behind everything else that can be done with them."""
        aktionen: dict[str, Any] = super().get_actions(request)
        if self.spalten and self.has_view_permission(request) and "_popup" not in request.GET:
            for name, form in FORMEN.items():
                worte = f"Ausgewählte %(verbose_name_plural)s als {form.wort}-Datei ausgeben"
                aktionen[f"ausgeben_{name}"] = (_aktion(name), f"ausgeben_{name}", worte)
        return aktionen

    def _datei(self, request: HttpRequest, zeilen: QuerySet[Any], form: str) -> HttpResponse:
        """Answer with the file of `zeilen`, or with the list and a word where they are too many."""
        if (anzahl := zeilen.count()) > HOECHSTENS:
            text = (
                f"Das wären {anzahl} Zeilen. In eine Datei passen {HOECHSTENS}: Bitte wählen Sie "
                "mit den Filtern oder der Suche weniger aus."
            )
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(f"{self._liste()}?{_ohne_seite(request).urlencode()}")
        spalten = [s for s in self.spalten if not s.recht or request.user.has_perm(s.recht)]
        titel = str(capfirst(self.opts.verbose_name_plural))
        inhalt = FORMEN[form].schreiben(
            titel, [spalte.kopf for spalte in spalten], _gelesen(zeilen, spalten)
        )
        name = f"{slug_aus(titel)}-{timezone.localdate():%Y-%m-%d}.{form}"
        kopf = {"Content-Disposition": content_disposition_header(True, name)}
        return HttpResponse(inhalt, content_type=FORMEN[form].typ, headers=kopf)

    def _liste(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _adresse(self, form: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_ausgeben"
        return reverse(name, args=[form])


def _aktion(form: str) -> Any:
    def ausgeben(
        modeladmin: MitAusgabe, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse:
        return modeladmin._datei(request, queryset, form)

    return ausgeben


def _gelesen(zeilen: QuerySet[Any], spalten: Sequence[Spalte]) -> Iterator[Zeile]:
    """Read `zeilen` and give what stands in `spalten` for each."""
    dazu = {weg for spalte in spalten for weg in spalte.dazu}
    for zeile in zeilen.prefetch_related(*sorted(dazu)).iterator(chunk_size=AUF_EINMAL):
        yield [spalte.wert(zeile) for spalte in spalten]


def _ohne_seite(request: HttpRequest) -> Any:
    """Give the query of the list without the page that was open."""
    auswahl = request.GET.copy()
    for name in OHNE_SEITE:
        auswahl.pop(name, None)
    return auswahl
