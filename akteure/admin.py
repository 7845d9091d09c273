"""The admin of the Akteure; their private contacts only for those who may see them."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from akteure.lage import akteurlage, kategorielage
from akteure.models import Akteur, Kategorie, Kontakt
from akteure.spalten import AKTEUR, KATEGORIE
from hattingen_portal.grundlage.betreuung import betreute
from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin
from hattingen_portal.grundlage.verwaltung.beilagen import Beilagen
from hattingen_portal.grundlage.verwaltung.formulare import BeilageFormular, VersionsFormular
from quartiere.models import Ortsteil, Stadtteil


class AkteurFormular(VersionsFormular):
    """An Akteur."""

    REGEL_AM_FELD = {"akteur_einwilligung_mit_wortlaut": "einwilligung_wortlaut"}


class KontaktInline(admin.StackedInline):
    """Django shows it only to those with a permission on Kontakt."""

    model = Kontakt
    form = BeilageFormular
    formset = Beilagen
    fields = (("name", "telefon", "email"), "notiz")
    extra = 0
    verbose_name = "interner Kontakt, nie auf der Website"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Kontakt]:
        """Keep private what belongs to an Akteur whom this person may invite, but not edit."""
        return super().get_queryset(request).filter(akteur__in=betreute(Akteur, request.user))


class OeffentlichFilter(admin.SimpleListFilter):
    """Whether the directory shows the Akteur."""

    title = "im Verzeichnis"
    parameter_name = "oeffentlich"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "öffentlich"), ("nein", "nicht öffentlich")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"ja", "nein"}:
            return queryset.filter(gezeigt=self.value() == "ja")
        return queryset


@admin.register(Akteur)
class AkteurAdmin(GrundAdmin):
    """An organisation or a person, and whether the public may see it."""

    lage = staticmethod(akteurlage)
    form = AkteurFormular
    fieldsets = (
        (None, {"fields": ("art", "name", "kategorien", "stand")}),
        ("Wo aktiv", {"fields": ("stadtteile", "ortsteile")}),
        ("Für die Website", {"fields": ("beschreibung", "website", "email", "telefon")}),
        (
            "Einwilligung",
            {
                "fields": (
                    "einwilligung_am",
                    "einwilligung_wortlaut",
                    "einwilligung_widerrufen_am",
                ),
                "description": "Nur für Einzelpersonen: Sie erscheinen auf der Website, wenn ihr "
                "Stand „bestätigt“ ist und eine Einwilligung vorliegt, die nicht widerrufen ist.",
            },
        ),
        ("Adresse im Internet", {"fields": ("slug",), "classes": ("collapse",)}),
    )
    autocomplete_fields = ("kategorien", "stadtteile", "ortsteile")
    inlines = (KontaktInline,)
    spalten = AKTEUR
    list_display = ("name", "art", "stand", "wo", "im_verzeichnis")
    list_filter = (OeffentlichFilter, "stand", "art", "kategorien", "stadtteile")
    search_fields = ("name", "kategorien__name", "stadtteile__name", "ortsteile__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Give the rows, and of each whether the directory shows it and who sees its contact."""
        dieser = OuterRef("pk")
        gezeigt = Akteur.objects.oeffentlich().filter(pk=dieser)
        betreut = betreute(Akteur, request.user).filter(pk=dieser)
        alle: QuerySet[Any] = super().get_queryset(request)
        return alle.annotate(  # type: ignore[no-any-return]  # the stubs lose its type
            gezeigt=Exists(gezeigt),
            betreut=Exists(betreut),
            stadtteilnamen=_namen(Stadtteil),
            ortsteilnamen=_namen(Ortsteil),
        )

    @admin.display(description="aktiv in", empty_value="–")
    def wo(self, obj: Any) -> str:
        return ", ".join([*obj.stadtteilnamen, *obj.ortsteilnamen])

    @admin.display(description="öffentlich", boolean=True, ordering="gezeigt")
    def im_verzeichnis(self, obj: Any) -> bool:
        """Tell whether the directory shows the Akteur."""
        gezeigt: bool = obj.gezeigt
        return gezeigt


def _namen(modell: type[Stadtteil | Ortsteil]) -> ArraySubquery:
    """Give the names of the rows of `modell` in which an Akteur works, in their order."""
    return ArraySubquery(modell._default_manager.filter(akteure=OuterRef("pk")).values("name"))


@admin.register(Kategorie)
class KategorieAdmin(GrundAdmin):
    """A kind of Akteur."""

    lage = staticmethod(kategorielage)
    fields = ("name", "reihenfolge")
    spalten = KATEGORIE
    list_display = ("name", "reihenfolge")
    search_fields = ("name",)
