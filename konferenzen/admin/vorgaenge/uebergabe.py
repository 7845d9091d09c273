"""Moving house: the coming conferences of a venue are handed over to another one.

Correcting the venue would rewrite history and tell calendars of a correction; this is a change of
each conference, with its own entry in the ledger. What is over stays where it was.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from konferenzen.admin.vorgaenge.formulare import ORT_FEHLT, grundfeld
from konferenzen.admin.vorgaenge.raeume import belegt, ueberschneidungen
from konferenzen.admin.vorgaenge.vorschau import Vorschau
from konferenzen.admin.vorgaenge.zweischritt import Ergebnis, NichtMoeglichError, Zweischritt
from konferenzen.models import Konferenz, KonferenzQuerySet, Veranstaltungsort
from konferenzen.models.konferenz_werte import OHNE_RAUM
from konferenzen.zeitangaben import zeitangabe

ERKLAERUNG = (
    "Zieht ein Treffpunkt um, wählen Sie hier den neuen Ort. Die ausgewählten Konferenzen wechseln "
    "zusammen, alle oder keine, und jede sagt es auf der Website und in abonnierten Kalendern. "
    "Vergangene Konferenzen bleiben am alten Ort."
)


class UebergabeFormular(forms.Form):
    """Where to, which ones, and why."""

    ziel = forms.ModelChoiceField(
        Veranstaltungsort.objects.geordnet(),
        label="Neuer Ort",
        empty_label="Bitte wählen",
        help_text=ORT_FEHLT,
        error_messages={"required": "Bitte wählen Sie den neuen Ort."},
    )
    konferenzen = forms.MultipleChoiceField(
        label="Konferenzen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte wählen Sie mindestens eine Konferenz aus."},
    )
    grund = grundfeld(pflicht=True)

    def __init__(self, daten: Any, ort: Veranstaltungsort, konferenzen: dict[str, str]) -> None:
        super().__init__(daten, initial={"konferenzen": list(konferenzen)})
        ziel, auswahl = self.fields["ziel"], self.fields["konferenzen"]
        if isinstance(ziel, forms.ModelChoiceField):
            ziel.queryset = Veranstaltungsort.objects.geordnet().exclude(pk=ort.pk)
        if isinstance(auswahl, forms.MultipleChoiceField):
            auswahl.choices = list(konferenzen.items())


class Uebergabe(Zweischritt):
    """Hand over coming conferences of `ort`."""

    vorlage = "admin/konferenzen/zweischritt.html"

    def __init__(
        self, modeladmin: admin.ModelAdmin, request: HttpRequest, ort: Veranstaltungsort
    ) -> None:
        super().__init__(modeladmin, request)
        self.ort = ort

    def lesen(self) -> KonferenzQuerySet:
        eigene = Konferenz.objects.betreut_von(self.request.user)
        hier = eigene.filter(ort=self.ort).exclude(status__in=OHNE_RAUM)
        return hier.kommende(self.jetzt).mit_umfeld().order_by("pk")

    def pruefen(self, konferenzen: Sequence[Konferenz]) -> None:
        if not konferenzen:
            raise NichtMoeglichError(
                f"{self.ort}: Hier sind keine kommenden Konferenzen, die umziehen könnten."
            )

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        namen = {
            str(konferenz.pk): f"{konferenz}, {self._termin(konferenz)}"
            for konferenz in sorted(konferenzen, key=_nach_termin)
        }
        return UebergabeFormular(daten, self.ort, namen)

    def anwenden(self, konferenzen: Sequence[Konferenz], formular: Any) -> list[Konferenz]:
        gewaehlte = set(formular.cleaned_data["konferenzen"])
        ziel: Veranstaltungsort = formular.cleaned_data["ziel"]
        umziehende = [konferenz for konferenz in konferenzen if str(konferenz.pk) in gewaehlte]
        for konferenz in umziehende:
            konferenz.ort = ziel
        for konferenz, andere in ueberschneidungen(umziehende):
            formular.add_error("ziel", belegt(konferenz, andere, self.request.user, self.jetzt))
        return umziehende

    def unveraendert(self, vorher: Konferenz, konferenz: Konferenz) -> bool:
        return vorher.ort_id == konferenz.ort_id

    def protokollieren(self, vorschauen: list[Vorschau]) -> None:
        for bild in vorschauen:
            self.modeladmin.log_change(
                self.request, self.ort, f"Übergeben an {bild.konferenz.ort}: {bild.konferenz}"
            )

    def erledigt(self, vorschauen: list[Vorschau]) -> None:
        nach = vorschauen[0].konferenz.ort
        anzahl = len(vorschauen)
        wort = "Eine Konferenz ist" if anzahl == 1 else f"{anzahl} Konferenzen sind"
        text = f"{wort} jetzt hier: {nach}. Abonnierte Kalender erfahren es."
        self.modeladmin.message_user(self.request, text, messages.SUCCESS)

    def ziel(self) -> str:
        return reverse("admin:konferenzen_veranstaltungsort_change", args=[self.ort.pk])

    def kontext(self, ergebnis: Ergebnis) -> dict[str, Any]:
        return {
            "title": f"Konferenzen an einen anderen Ort übergeben: {self.ort}",
            "erklaerung": ERKLAERUNG,
            "fieldsets": ((None, {"fields": ("ziel", "konferenzen", "grund")}),),
            "knopf": "Jetzt übergeben",
            "gegenstand": self.ort,
            "krume": "Übergeben",
        }

    def _termin(self, konferenz: Konferenz) -> str:
        return zeitangabe(konferenz, self.jetzt).ganz if konferenz.beginn else "ohne Termin"


class MitUebergabe(admin.ModelAdmin):
    """For the admin of the venues: the page of the hand-over, and the way there."""

    def get_urls(self) -> list[Any]:
        seite = path(
            "<path:object_id>/uebergeben/",
            self.admin_site.admin_view(self.uebergabe_view),
            name="konferenzen_veranstaltungsort_uebergeben",
        )
        return [seite, *super().get_urls()]

    def uebergabe_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer the page; 403 to those who may not change both venue and conferences."""
        if not self._darf_uebergeben(request):
            raise PermissionDenied
        ort = self.get_object(request, unquote(object_id))
        if ort is None:
            return self.change_view(request, object_id)  # says that there is none
        return Uebergabe(self, request, ort).antwort()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        ort: Veranstaltungsort | None = context.get("original")
        if ort is not None and self._darf_uebergeben(request):
            adresse = reverse("admin:konferenzen_veranstaltungsort_uebergeben", args=[ort.pk])
            context["uebergeben"] = adresse
        return super().render_change_form(request, context, *args, **kwargs)

    def _darf_uebergeben(self, request: HttpRequest) -> bool:
        darf = request.user.has_perm("konferenzen.change_konferenz")
        return darf and self.has_change_permission(request)


def _nach_termin(konferenz: Konferenz) -> tuple[bool, float, int]:
    """Order by date, those without one last."""
    beginn = konferenz.beginn
    return (beginn is None, beginn.timestamp() if beginn else 0, konferenz.pk)
