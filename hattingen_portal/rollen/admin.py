"""The admin of the accounts; groups have none, for the code says what a role may do."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from hattingen_portal.anmeldung.bescheid import PASSWORT, bescheid
from hattingen_portal.grundlage.verwaltung.admin import GrundAdmin, hinweisen
from hattingen_portal.grundlage.verwaltung.verweigerung import mit_meldung
from hattingen_portal.rollen.formulare import KontoFormular, NeuesKontoFormular, RollenFeld
from hattingen_portal.rollen.tafel import STADTTEILBETREUUNG
from hattingen_portal.rollen.vergabe import vergebbare, verwaltbare
from quartiere.models import Stadtteil, Zustaendigkeit

admin.site.unregister(Group)
admin.site.unregister(User)

WER = ("Person", {"fields": ("username", "first_name", "last_name", "email")})
WAS = (
    "Was die Person darf",
    {
        "fields": ("groups", "stadtteile"),
        "description": "Wer mehrere Rollen hat, darf, was eine von ihnen erlaubt.",
    },
)
OHNE_ROLLE = "Dieses Konto hat noch keine Rolle. Die Person kann sich anmelden, sieht aber nichts."
OHNE_STADTTEIL = (
    "Dieses Konto hat die Rolle „Stadtteilbetreuung“, aber noch keinen Stadtteil. Die Person sieht "
    "darum noch nichts. Bitte wählen Sie ihre Stadtteile."
)

# What belongs to one request only, kept where its parts can reach it.
VERWALTBARE = "portal.verwaltbare_konten"


class RollenFilter(admin.SimpleListFilter):
    """The accounts with a role."""

    title = "Rolle"
    parameter_name = "rolle"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        namen = Group.objects.order_by("pk").values_list("name", flat=True)
        return [(name, name) for name in namen]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class KontoAdmin(GrundAdmin, UserAdmin):
    """An account: who may do what, and where. Nobody gives away more than `vergabe` allows."""

    form = KontoFormular
    add_form = NeuesKontoFormular
    add_form_template = None
    add_fieldsets = (
        WER,
        (
            "Erstes Passwort",
            {
                "fields": ("password1", "password2"),
                "description": "Bitte teilen Sie es der Person mündlich mit. Sie ändert es nach "
                "der ersten Anmeldung oben rechts unter „Passwort ändern“.",
            },
        ),
        WAS,
    )
    filter_horizontal = ()
    readonly_fields = ("passwort", "last_login")
    list_display = ("anmeldename", "voller_name", "rollen", "stadtteile", "is_active")
    list_filter = (RollenFilter, "zustaendigkeiten__stadtteil", "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        konten = super().get_queryset(request)
        return konten.prefetch_related("groups", "zustaendigkeiten__stadtteil")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask whether somebody may do everything only where that may be said."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        passwort = ("passwort",) if self.has_change_permission(request, obj) else ()
        alles = ("is_superuser",) if _darf_alles(request) else ()
        zugang = {"fields": (*passwort, "is_active", *alles, "last_login")}
        return (WER, WAS, ("Zugang", zugang))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let nobody lock themselves out."""
        eigenes = ("is_active", "is_superuser") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *eigenes)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"queryset": vergebbare(request.user), "form_class": RollenFeld}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether `request` may change the account, and thereby its password."""
        return super().has_change_permission(request, obj) and _verwaltbar(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        eigenes = obj is not None and obj == request.user
        darf = super().has_delete_permission(request, obj) and not eigenes
        return darf and _verwaltbar(request, obj)

    @transaction.atomic
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lock the account before its form is built: what that compares with then stays stored."""
        gesendet = object_id if request.method == "POST" else None
        if gesendet and (konto := self.get_object(request, gesendet)):
            User.objects.select_for_update().filter(pk=konto.pk).first()
        antwort: HttpResponse = super().changeform_view(request, object_id, *args, **kwargs)
        return antwort

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save what the form asks for and nothing else: a password may be new since it was read."""
        obj.is_staff = True  # an account is for the admin, and for nothing else
        spalten = {feld.name for feld in User._meta.concrete_fields} & form.fields.keys()
        with mit_meldung(obj):
            obj.save(update_fields={*spalten, "is_staff"} if change else None)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002 - Django's name
        """Set another person's password, and tell them by mail that it is done."""
        antwort = super().user_change_password(request, id, form_url)
        # Django leads on to the account, but back to this page where two buttons contradict.
        if isinstance(antwort, HttpResponseRedirect) and antwort.url != request.get_full_path():
            bescheid(User.objects.get(pk=id), PASSWORT)
        return antwort

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        konto: User = form.instance
        _zuordnen(konto, form.cleaned_data["stadtteile"])
        rollen = set(konto.groups.values_list("name", flat=True))
        if not rollen and not konto.is_superuser:
            hinweisen(request, OHNE_ROLLE, messages.WARNING)
        if STADTTEILBETREUUNG in rollen and not form.cleaned_data["stadtteile"]:
            hinweisen(request, OHNE_STADTTEIL, messages.WARNING)

    @admin.display(description="Anmeldename", ordering="username")
    def anmeldename(self, obj: User) -> str:
        return obj.username

    @admin.display(description="Passwort")
    def passwort(self, obj: User) -> str:
        """Lead to the page that sets another one; the present one nobody can read."""
        adresse = reverse("admin:auth_user_password_change", args=[obj.pk])
        return format_html('<a href="{}">Neues Passwort setzen</a>', adresse)

    @admin.display(description="Name", ordering="last_name")
    def voller_name(self, obj: User) -> str:
        return obj.get_full_name() or "–"

    @admin.display(description="Rollen")
    def rollen(self, obj: User) -> str:
        """Name the roles, and who may do everything anyway."""
        alles = ["darf alles"] if obj.is_superuser else []
        return ", ".join([*alles, *(gruppe.name for gruppe in obj.groups.all())]) or "keine"

    @admin.display(description="nur für")
    def stadtteile(self, obj: Any) -> str:
        namen = [zeile.stadtteil.kuerzel for zeile in obj.zustaendigkeiten.all()]
        return ", ".join(namen) or "–"


def _darf_alles(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _verwaltbar(request: HttpRequest, konto: Model | None) -> bool:
    """Tell it for an account; one query for all of them, in each request."""
    if konto is None:
        return True
    konten = verwaltbare(request.user)
    if VERWALTBARE not in request.META:
        request.META[VERWALTBARE] = set(konten.values_list("pk", flat=True))
    # One that this very request has made is not among them.
    return konto.pk in request.META[VERWALTBARE] or konten.filter(pk=konto.pk).exists()


def _zuordnen(konto: User, stadtteile: QuerySet[Stadtteil]) -> None:
    konto.zustaendigkeiten.exclude(stadtteil__in=stadtteile).delete()
    Zustaendigkeit.objects.bulk_create(
        (Zustaendigkeit(konto=konto, stadtteil=stadtteil) for stadtteil in stadtteile),
        ignore_conflicts=True,
    )
