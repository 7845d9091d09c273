"""The ground of every admin page: optimistic lock, messages instead of error pages, German dates.

Saving can still fail after the form was found valid, when two people save at the same moment or
two rows of one list collide. Such a save is rolled back as a whole and the same page comes back
with everything that was typed and with a message.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminFileWidget, AdminURLFieldWidget
from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hattingen_portal.grundlage.betreuung import FORTGEGEBEN, NurBetreutes, ist_geblieben
from hattingen_portal.grundlage.geschichte.admin import MitGeschichte
from hattingen_portal.grundlage.sperre import MitVersion, gesperrt_speichern
from hattingen_portal.grundlage.verwaltung.ausgabe import MitAusgabe
from hattingen_portal.grundlage.verwaltung.auswahl import MitAuswahl
from hattingen_portal.grundlage.verwaltung.beilagen import Beilagen
from hattingen_portal.grundlage.verwaltung.einmal import NurEinmal
from hattingen_portal.grundlage.verwaltung.formulare import BeilageFormular, VersionsFormular
from hattingen_portal.grundlage.verwaltung.lage import MitLage
from hattingen_portal.grundlage.verwaltung.liste import MitListe
from hattingen_portal.grundlage.verwaltung.loeschen import zu_loeschen
from hattingen_portal.grundlage.verwaltung.verweigerung import (
    NichtGespeichertError,
    mit_meldung,
    uebersetzt,
)
from hattingen_portal.grundlage.verwaltung.wahlen import MitWahlen
from hattingen_portal.grundlage.zeitfelder import DatumFeld, ZeitpunktFeld, ZeitpunktWidget

GELOESCHT = (
    "Diesen Eintrag hat in der Zwischenzeit jemand gelöscht. Ihre Eingaben stehen noch hier: "
    "Sichern Sie, wird daraus ein neuer Eintrag."
)


@dataclass(frozen=True)
class _Vorhanden:
    """A stored file as the form shows it: its name there says nothing to anybody."""

    url: str

    def __str__(self) -> str:
        return "Datei ansehen"


class DateiWidget(AdminFileWidget):
    """A file with a link that works for staff, since uploads have no public address."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = _Vorhanden(reverse("admin:datei", args=[value.name]))
        return context


# What an uploaded file is called is of no matter: it is stored under a name of the portal.
DATEI = {
    "widget": DateiWidget,
    "max_length": None,
    "error_messages": {
        "required": "Bitte wählen Sie eine Datei aus.",
        "empty": "Die Datei ist leer. Bitte wählen Sie eine andere aus.",
    },
}
# German dates and working links, in forms and in the rows below them.
FELDER: dict[Any, Any] = {
    models.DateTimeField: {"form_class": ZeitpunktFeld, "widget": ZeitpunktWidget},
    models.DateField: {"form_class": DatumFeld},
    models.DecimalField: {"localize": True},  # 51,4 as well as 51.4
    models.FileField: DATEI,
    models.ImageField: DATEI,
    models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
}


class GrundAdmin(
    NurEinmal, MitGeschichte, MitLage, MitAusgabe, MitListe, MitWahlen, MitAuswahl, NurBetreutes
):
    """What every admin of the portal shares."""

    form: type[forms.ModelForm] = VersionsFormular
    save_on_top = True
    list_per_page = 100
    formfield_overrides = FELDER

    def view_on_site(self, obj: Any) -> str | None:
        """Give the page of `obj`, None while the public does not see it or there is none."""
        zeile = type(obj)._default_manager.filter(pk=obj.pk)
        if hasattr(zeile, "oeffentlich"):
            zeile = zeile.oeffentlich()
        if not hasattr(obj, "get_absolute_url") or not zeile.exists():
            return None
        return str(obj.get_absolute_url())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with mit_meldung(obj):
            if isinstance(obj, MitVersion):
                gesperrt_speichern(obj)
            else:
                obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Let nobody give a row away: what is saved here still is a row of who saves it."""
        super().save_related(request, form, formsets, change)
        if not ist_geblieben(form.instance, request.user):
            raise NichtGespeichertError(FORTGEGEBEN)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return zu_loeschen(self, objs, request)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _mit_zweitem_anlauf(super().changeform_view, request, *args, **kwargs)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Offer what was typed into a row that somebody else has deleted meanwhile as a new one."""
        weg = "version" in request.POST and not _gibt_es(self.model, object_id)
        if not weg or not self.has_add_permission(request):
            antwort: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]  # not in the stubs
                request, opts, object_id
            )
            return antwort
        request.META[FEHLER] = NichtGespeichertError(GELOESCHT)
        adresse = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
        return self.add_view(request, form_url=adresse)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        antwort = _mit_zweitem_anlauf(super().changelist_view, request, *args, **kwargs)
        return _zeilen_wie_gesendet(antwort)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Name the files that a form cannot keep when it comes back.

        Where two edit the same, the form has no errors: its box says what happened.
        """
        dateien: Any = request.FILES.values()
        context |= {"dateien": [datei.name for datei in dateien]}
        if getattr(context["adminform"].form, "veraltet", False):
            context["errors"] = None
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        formular: Any = super().get_form(request, obj, change=change, **kwargs)
        formular.person = request.user  # the class is made anew for each request
        if (fehler := request.META.get(FEHLER)) is None:
            return formular

        class Abgelehnt(formular):
            def clean(self) -> dict[str, Any] | None:
                daten: dict[str, Any] | None = super().clean()
                if not getattr(self, "veraltet", False):  # that says itself what has happened
                    self.add_error(None, str(fehler))
                return daten

        return Abgelehnt

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Give the form of a row; Django would first make inputs of all that the model has."""
        zeile: Any = super().get_changelist_form(request, **{"fields": self.list_editable} | kwargs)
        zeile.person = request.user
        return zeile

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Give the rows; Django would make their form a second time."""
        zeile = self.get_changelist_form(request)
        zeilen = kwargs.get("formset", forms.BaseModelFormSet)
        formset: Any = forms.formset_factory(zeile, zeilen, extra=0)
        formset.model = self.model
        if (fehler := request.META.get(FEHLER)) is None:
            return formset

        class Abgelehnt(formset):
            def clean(self) -> None:
                raise forms.ValidationError(str(fehler))

        return Abgelehnt


class GanzGeprueftesInline(MitAuswahl, admin.TabularInline):
    """Rows below a form; constraints are checked as a whole there, too."""

    form = BeilageFormular
    formset = Beilagen
    formfield_overrides = FELDER
    extra = 0

    def get_formset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Give the rows, which say to this person who else has changed them."""
        zeilen: Any = super().get_formset(request, *args, **kwargs)
        zeilen.person = zeilen.form.person = request.user
        return zeilen


# What belongs to one request only, kept where its parts can reach it.
FEHLER = "portal.nicht_gespeichert"
HINWEISE = "portal.hinweise"


def _gibt_es(modell: type[models.Model], object_id: str) -> bool:
    """Tell whether there is a row with the key of an address, whoever may see it."""
    schluessel = unquote(object_id)
    return schluessel.isdecimal() and modell._base_manager.filter(pk=schluessel).exists()


def hinweisen(request: HttpRequest, text: str, stufe: int = messages.INFO) -> None:
    """Show `text` once everything that `request` saves is saved; never after a refusal."""
    request.META.setdefault(HINWEISE, []).append((stufe, text))


def _mit_zweitem_anlauf(
    ansicht: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any
) -> Any:
    """Run the view; when its save is refused, once more to show the message with what was typed."""
    try:
        antwort = ansicht(request, *args, **kwargs)
    except (NichtGespeichertError, DatabaseError) as fehler:
        request.META[FEHLER] = uebersetzt(fehler)
        request.META.pop(HINWEISE, None)
        antwort = ansicht(request, *args, **kwargs)
    for stufe, text in request.META.get(HINWEISE, ()):
        messages.add_message(request, stufe, text)
    return antwort


def _zeilen_wie_gesendet(antwort: Any) -> Any:
    """Show a refused list with its rows in the order in which they were sent.

    Django pairs them with a fresh query: when somebody else's save has changed the order, inputs
    would stand in the wrong row.
    """
    cl = getattr(antwort, "context_data", {}).get("cl")
    if cl is not None and cl.formset is not None and cl.formset.is_bound:
        cl.result_list = [formular.instance for formular in cl.formset.forms]
    return antwort
