"""By which columns a list of the admin can be narrowed: by those that it offers, and no others.

Django takes any condition on any column of the list's own model from the query. Whoever may open a
list could so read, letter by letter, what its admin never shows: `?password__startswith=p`.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

# What Django's filters put behind the name of a column: choices and yes or no, related rows, values
# as they are, dates.
ENDUNGEN = ("__exact", "__id__exact", "", "__gte", "__lt", "__isnull")
ZEITEN = ("__year", "__month", "__day")  # of a date_hierarchy


class WerteFilter(admin.AllValuesFieldListFilter):
    """A filter by the values of a column that says in words which rows have none."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for wahl in super().choices(changelist):
            yield wahl if wahl["display"] else {**wahl, "display": f"ohne {self.title}"}


class NurEigeneFilter(admin.ModelAdmin):
    """An admin whose list takes only what list_filter and date_hierarchy offer.

    Everything else is 400, as Django answers a filter that is not allowed.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Tell whether the list may be narrowed by `lookup`, a name in the query."""
        erlaubt = super().lookup_allowed(lookup, value, request)
        return erlaubt and lookup in set(self._filterwege(request))

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Do to the chosen rows what was asked for, as Django does.

        Raises BadRequest where one of them cannot be the key of any row; Django would fail at it.
        """
        for schluessel in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.clean(schluessel, None)
            except ValidationError as fehler:
                raise BadRequest from fehler
        return super().response_action(request, queryset)

    def _filterwege(self, request: Any) -> Iterator[str]:
        eintrag: Any
        for eintrag in self.get_list_filter(request):
            if hasattr(eintrag, "parameter_name"):
                yield eintrag.parameter_name
            else:
                name = eintrag if isinstance(eintrag, str) else eintrag[0]
                yield from (f"{name}{endung}" for endung in ENDUNGEN)
        if self.date_hierarchy:
            yield from (f"{self.date_hierarchy}{zeit}" for zeit in ZEITEN)
