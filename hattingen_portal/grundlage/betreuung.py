"""Whose rows are whose: who is there for some Stadtteile works on what belongs to these, alone.

Each room says in SQL what belongs to a Stadtteil: its QuerySets have `betreut_von(person)`, and
`sichtbar_fuer(person)` where a person sees and chooses more rows than they may change. What has
neither belongs to everybody: such a person looks at it and changes nothing.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

Person: TypeAlias = AbstractBaseUser | AnonymousUser
# A permission that takes: who has it works in the Stadtteile of their account only.
NUR_EIGENE = "quartiere.nur_eigene_stadtteile"
FORTGEGEBEN = (
    "So gehört der Eintrag zu keinem Ihrer Stadtteile mehr, oder auch zu einem anderen. Bitte "
    "wählen Sie nur Stadtteile, die Ihnen zugeordnet sind, und mindestens einen davon."
)
# What is known of one request, kept where its parts can reach it.
BETREUTE = "portal.betreute"


def stadtteile_von(person: Any) -> frozenset[int] | None:
    """Give the keys of the Stadtteile to which `person` is limited; None where they are not.

    Limited is whose account names Stadtteile, and whose role is only for those, also without any.
    Read once for each `person`, which is one request; Django keeps permissions in the same way.
    """
    if person.is_superuser:
        return None
    if not person.is_authenticated:
        return frozenset()
    if not hasattr(person, "_stadtteile"):
        eigene = frozenset(person.zustaendigkeiten.values_list("stadtteil", flat=True))
        person._stadtteile = eigene if eigene or person.has_perm(NUR_EIGENE) else None
    stadtteile: frozenset[int] | None = person._stadtteile
    return stadtteile


def betreute(modell: type[Model], person: Person) -> QuerySet[Any]:
    """Give the rows of `modell` that `person` may work on, as far as Stadtteile go."""
    zeilen: Any = modell._default_manager.all()
    if stadtteile_von(person) is not None:
        zeilen = zeilen.betreut_von(person) if gehoert(modell) else zeilen.none()
    eigene: QuerySet[Any] = zeilen
    return eigene


def sichtbare(zeilen: Any, person: Person) -> Any:
    """Keep those rows of the QuerySet `zeilen` that `person` may see and choose."""
    if stadtteile_von(person) is None or not gehoert(zeilen.model):
        return zeilen
    return getattr(zeilen, "sichtbar_fuer", zeilen.betreut_von)(person)


def gehoert(modell: Any) -> bool:
    """Tell whether rows of the model `modell` belong to Stadtteile."""
    return hasattr(modell._default_manager.all(), "betreut_von")


class NurBetreutes(admin.ModelAdmin):
    """An admin that obeys: a foreign row is 403 wherever it is named, and offered nowhere.

    Whatever takes its rows from `get_queryset(request)` or `get_object` and asks
    `has_change_permission(request, obj)` obeys by itself; keys from a request go through
    `fremde_abweisen` first.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        zeilen: QuerySet[Any] = sichtbare(super().get_queryset(request), request.user)
        return zeilen

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """Give the row as Django does; raises PermissionDenied for one of another Stadtteil.

        An empty `from_field`, of `?_to_field=`, is none: Django would fail to find such a column.
        """
        obj = super().get_object(request, object_id, from_field or None)
        if obj is None:
            self.fremde_abweisen(request, [object_id], from_field or self.opts.pk.name)
        return obj

    def fremde_abweisen(
        self, request: HttpRequest, schluessel: Iterable[Any], feld: str = "pk"
    ) -> None:
        """Raise PermissionDenied where one of the keys is that of a row that is not to be seen.

        Keys of rows that are gone, and what is no key, pass: the page says so as it always does.
        """
        if stadtteile_von(request.user) is None:
            return
        spalte = self.opts.pk if feld == "pk" else self.opts.get_field(feld)
        lesbare = [wert for wert in schluessel if _lesbar(spalte, wert)]
        genannte = self.model._default_manager.filter(**{f"{feld}__in": lesbare})
        if genannte.exclude(pk__in=sichtbare(genannte, request.user).values("pk")).exists():
            raise PermissionDenied

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse a list or an action as a whole when foreign rows are in it, sent by hand."""
        zeilen = (w for name, w in request.POST.items() if name.endswith(f"-{self.opts.pk.name}"))
        self.fremde_abweisen(request, [*request.POST.getlist(ACTION_CHECKBOX_NAME), *zeilen])
        return super().changelist_view(request, *args, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and (
            ist_betreut(request, obj) or self._sichtbar(request, obj)
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        stadtteile = stadtteile_von(request.user)
        irgendwo = stadtteile is None or (bool(stadtteile) and gehoert(self.model))
        return super().has_add_permission(request) and irgendwo

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._bearbeitbar(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._bearbeitbar(request, obj)

    def _bearbeitbar(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None:
            return stadtteile_von(request.user) is None or gehoert(self.model)
        return ist_betreut(request, obj)

    def _sichtbar(self, request: HttpRequest, obj: Any) -> bool:
        alle = self.model._default_manager
        return obj is None or sichtbare(alle.filter(pk=obj.pk), request.user).exists()


def ist_betreut(request: HttpRequest, obj: Model | None) -> bool:
    """Tell whether the stored row of `obj` is one to work on for who sent `request`.

    Not what a form has made of `obj`. One query for all rows of a model, in each request.
    """
    if stadtteile_von(request.user) is None:
        return True
    if obj is None or obj.pk is None:
        return False
    zeilen = betreute(type(obj), request.user)
    bekannte: dict[type[Model], set[Any]] = request.META.setdefault(BETREUTE, {})
    if type(obj) not in bekannte:
        bekannte[type(obj)] = set(zeilen.values_list("pk", flat=True))
    return obj.pk in bekannte[type(obj)] or zeilen.filter(pk=obj.pk).exists()


def ist_geblieben(obj: Model, person: Person) -> bool:
    """Tell whether `obj`, just saved, is stored as a row that `person` may work on."""
    if stadtteile_von(person) is None:
        return True
    return betreute(type(obj), person).filter(pk=obj.pk).exists()


def _lesbar(spalte: Any, wert: Any) -> bool:
    try:
        spalte.to_python(wert)
    except ValidationError:
        return False
    return True
