"""The list of an admin: counts its rows once, and with them the months of which they are."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date, datetime, time
from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import ListFilter
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_list import date_hierarchy
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import InvalidPage
from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncMonth
from django.http import HttpRequest
from django.utils import timezone

from hattingen_portal.grundlage.verwaltung.bekannte import bekannt
from hattingen_portal.grundlage.verwaltung.druck import Druck


class Liste(ChangeList):
    """Asks the database once where Django asks it four times."""

    model_admin: Any  # a `MitListe`

    def get_filters(self, request: HttpRequest) -> Any:
        """Give the filters as Django does; what they offer is printed once."""
        alle, *weiteres = super().get_filters(request)
        for einer in alle:
            if einer.template == ListFilter.template:
                einer.template = "admin/filterwahl.html"
        return alle, *weiteres

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Give the rows that are asked for, each once.

        Where Django compares whole rows with each other to say so, the keys alone are compared.
        """
        zeilen: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        return self._mit(zeilen, zeilen) if zeilen.query.distinct else zeilen

    def _mit(self, schluessel: QuerySet[Any], ordnung: QuerySet[Any]) -> QuerySet[Any]:
        """Give all that the list knows of the rows `schluessel`, in the order of `ordnung`."""
        diese: QuerySet[Any] = self.root_queryset.filter(pk__in=schluessel.values("pk"))
        if not diese.query.select_related:
            diese = self.apply_select_related(diese)
        return diese.order_by(*ordnung.query.order_by)

    def get_results(self, request: HttpRequest) -> None:
        """Find the rows of the page, as Django does, and what the page says of all of them.

        Raises IncorrectLookupParameters for a page that there is not.
        """
        alle_da = self.queryset.query.where == self.root_queryset.query.where
        gezaehlt = self._gezaehlt(alle_da)
        self.monate: list[date] = gezaehlt.get("alle_monate") or []
        self.result_count: int = gezaehlt["alle_zeilen"]
        self.full_result_count: int = gezaehlt.get("alle_ungefiltert", self.result_count)
        self.show_full_result_count = True
        self.show_admin_actions = bool(self.full_result_count)
        self.can_show_all = self.result_count <= self.list_max_show_all
        self.multi_page = self.result_count > self.list_per_page
        self.paginator: Any = self.model_admin.get_paginator(
            request, self.queryset, self.list_per_page
        )
        self.paginator.count = self.result_count  # which it would ask for again
        self.result_list = self.queryset._clone()
        if self.multi_page and not (self.show_all and self.can_show_all):
            try:
                seite: Any = self.paginator.page(self.page_num).object_list
            except InvalidPage as fehler:
                raise IncorrectLookupParameters from fehler
            # Else what the list shows would be worked out for the rows of all pages before, too.
            self.result_list = self._mit(seite, self.queryset)
        if self.model_admin.gezeigte:
            # Django would read all columns of the rows and of those beside them, to show eight.
            self.result_list = bekannt(self.result_list, *self._gelesene(request))

    def _gelesene(self, request: HttpRequest) -> Iterator[str]:
        """Give the columns of which the rows are made; of what an input chooses, only the key."""
        darf = self.model_admin.has_change_permission(request)
        eingaben = self.list_editable if darf else ()
        for name in self.model_admin.gezeigte:
            spalte = name.partition("__")[0]
            yield spalte if spalte in eingaben else name

    def zeitwahl(self) -> dict[str, Any] | None:
        """Give what Django's `date_hierarchy` offers, from what is known already.

        Only a list that has several pages, all of one month, asks the database.
        """
        liste: Any = copy(self)
        gewaehlt = {f"{self.date_hierarchy}__year", f"{self.date_hierarchy}__month"}
        if not self.multi_page:
            liste.queryset = _Zeiten(filter(None, map(self._zeit, self.result_list)))
        elif len(self.monate) > 1 and not gewaehlt <= self.params.keys():
            jahre = {monat.year: monat for monat in self.monate}
            monate = self.monate if len(jahre) == 1 else jahre.values()
            liste.queryset = _Zeiten(map(self._anfang, monate))
        wahl: dict[str, Any] | None = date_hierarchy(liste)
        return wahl

    def _gezaehlt(self, alle_da: bool) -> dict[str, Any]:
        """Give how many rows there are, and of which months; costs one query.

        Also how many there are without a filter, unless these are `alle_da`. No column that an
        admin adds to its rows may be called like one of these, or be an aggregate where there are
        months.
        """
        zeilen: Any = self.queryset.order_by()
        alle_zeilen: Any = Count("*")
        zahlen: dict[str, Any] = {}
        if (feld := self.date_hierarchy) is not None:
            # As days, or Django would take the local time for that of the server.
            monat = TruncMonth(feld, output_field=DateField())
            zeilen = zeilen.values(monat=monat).annotate(im_monat=Count("*"))
            alle_zeilen = Coalesce(Sum("im_monat"), 0)
            da = Q(monat__isnull=False)
            zahlen["alle_monate"] = ArrayAgg(
                Cast("monat", DateField()), filter=da, order_by="monat"
            )
        if not alle_da:
            einzeln = self.root_queryset.order_by().values(gruppe=Value(1))
            anzahl = einzeln.annotate(anzahl=Count("pk", distinct=True)).values("anzahl")
            # It gives nothing for no rows; and there has to be an aggregate in it.
            zahlen["alle_ungefiltert"] = Coalesce(Subquery(anzahl), Count("*"))
        ergebnis: dict[str, Any] = zeilen.aggregate(alle_zeilen=alle_zeilen, **zahlen)
        return ergebnis

    def _zeit(self, zeile: Any) -> Any:
        """Give the local time or the day of a row."""
        zeit = getattr(zeile, str(self.date_hierarchy))
        return timezone.localtime(zeit) if isinstance(zeit, datetime) else zeit

    def _anfang(self, tag: date) -> Any:
        """Give the beginning of the day, as a time or a day like those of the rows."""
        if isinstance(self.lookup_opts.get_field(str(self.date_hierarchy)), DateTimeField):
            return datetime.combine(tag, time.min, timezone.get_current_timezone())
        return tag


class _Zeiten:
    """Answers what `date_hierarchy` asks of the rows."""

    def __init__(self, zeiten: Iterable[Any]) -> None:
        self._zeiten = sorted(zeiten)

    def aggregate(self, **_: Any) -> dict[str, Any]:
        """Give the first and the last."""
        zeiten = self._zeiten or [None]
        return {"first": zeiten[0], "last": zeiten[-1]}

    def datetimes(self, _feld: str, genau: str) -> list[Any]:
        """Give one for each year, month or day in which there is something, in order."""
        stellen = {"year": 1, "month": 2, "day": 3}[genau]
        return list({zeit.timetuple()[:stellen]: zeit for zeit in self._zeiten}.values())

    dates = datetimes


class Aktionswahl(ActionForm):
    """What can be done with the ticked rows."""

    default_renderer = Druck


class MitListe(admin.ModelAdmin):
    """For an admin whose list is a `Liste`.

    `gezeigte` names the columns that its rows are made of, as `only` takes them; empty for all.
    They are for looking at: what is saved from the list, or done with it, is read for itself. Where
    they are named, a cell says the same for the same values, at all times and to everybody, and
    what `get_queryset` annotates is not among them.
    """

    action_form = Aktionswahl
    gezeigte: Sequence[str] = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002 - Django's signature
        return Liste
