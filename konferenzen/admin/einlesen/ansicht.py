"""Paste a list, correct its rows, see what would hold, save: one request of the page.

Nothing between two requests is kept on the server. The page carries the list itself and the rows as
corrected; each request reads both again by `einlesen`, as the command does.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import AdminForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from konferenzen.admin.einlesen.formulare import ENTWURF, OEFFENTLICH, EinleseFormular
from konferenzen.admin.einlesen.lauf import Einleselauf, Gelesen, kennung
from konferenzen.admin.einlesen.rechte import konferenzverwaltung
from konferenzen.admin.einlesen.zeilen import ist_zeilenfeld, listenzeile
from konferenzen.admin.rundenliste import rundenliste
from konferenzen.einlesen.bericht import WOERTER, Befund, Ergebnis
from konferenzen.models import Runde
from konferenzen.terminliste import UnlesbarError
from quartiere.models import Stadtteil

SCHON_SO = "So steht es schon im Portal, es ist nichts mehr zu tun."
# What the page with the rows knows besides the input, and the first one carries along.
MITGEBRACHT = ("fuer", "veroeffentlichen")
KNOEPFE = {ENTWURF: "Als Entwürfe speichern", OEFFENTLICH: "Speichern und veröffentlichen"}
NUR_AENDERUNGEN = "Änderungen speichern"
BEIDES = "Änderungen und Entwürfe speichern"


class Einleseseite:
    """One request of the page, in the admin of the rounds `modeladmin`."""

    def __init__(self, modeladmin: ModelAdmin, request: HttpRequest) -> None:
        self.modeladmin = modeladmin
        self.konferenzen = konferenzverwaltung(modeladmin.admin_site)
        self.request = request
        self.daten = request.POST
        self.jetzt = timezone.now()

    def antwort(self) -> HttpResponse:
        """Answer the request; a GET never changes anything."""
        if self.request.method != "POST":
            return self._eingabe(self._formular())
        formular = self._formular(self._mit_vorgabe(), self.request.FILES)
        if "zurueck" in self.daten or not formular.is_valid():
            return self._eingabe(formular)
        try:
            gelesen = Einleselauf(self.konferenzen, self.request, formular, self.jetzt).lesen()
        except UnlesbarError as fehler:
            formular.add_error("liste", str(fehler))
            return self._eingabe(formular)
        if gelesen.fertig or gelesen.schon_so:
            return self._abschluss(gelesen)
        return self._zeilen(formular, gelesen)

    def _mit_vorgabe(self) -> QueryDict:
        """Give what was sent; the first step does not ask what is to become of new conferences."""
        daten = self.daten.copy()
        daten.setdefault("veroeffentlichen", ENTWURF)
        return daten

    def _formular(self, *daten: Any) -> EinleseFormular:
        return EinleseFormular(
            *daten,
            runden=self.modeladmin.get_queryset(self.request),
            darf_anlegen=self.modeladmin.has_add_permission(self.request),
        )

    def _abschluss(self, gelesen: Gelesen) -> HttpResponse:
        """Say what was saved, and lead to the round's list."""
        if gelesen.fertig:
            summe = _summe(ergebnis for ergebnis, _ in gelesen.uebernommene)
            text = f"Gespeichert in {gelesen.bericht.runde}: {summe}."
            self.modeladmin.message_user(self.request, text, messages.SUCCESS)
        else:
            self.modeladmin.message_user(self.request, SCHON_SO, messages.WARNING)
        runde = Runde.objects.filter(name=gelesen.bericht.runde).first()
        liste = reverse("admin:konferenzen_konferenz_changelist")
        return HttpResponseRedirect(rundenliste(runde) if runde else liste)

    def _eingabe(self, formular: Any) -> HttpResponse:
        runde = [name for name in ("runde", "neue_runde") if name in formular.fields]
        gruppen = [
            ("Runde", {"fields": runde}),
            ("Terminliste", {"fields": ["liste", "datei"]}),
            ("Wenn die Liste etwas ändert, das schon öffentlich ist", {"fields": ["grund"]}),
        ]
        adminform = AdminForm(formular, gruppen, {})
        mitgebracht = [
            (name, wert)
            for name, wert in self.daten.items()
            if name in MITGEBRACHT or ist_zeilenfeld(name)
        ]
        return self._seite(
            "eingabe",
            {"adminform": adminform, "errors": formular.errors, "mitgebracht": mitgebracht},
        )

    def _zeilen(self, formular: EinleseFormular, gelesen: Gelesen) -> HttpResponse:
        stadtteile = [stadtteil.name for stadtteil in Stadtteil.objects.geordnet()]
        zeilen = [
            listenzeile(i, ergebnis, gelesen.auswahl, stadtteile, gelesen.gesendet)
            for i, ergebnis in enumerate(gelesen.bericht.ergebnisse)
        ]
        eingabe = formular.cleaned_data
        return self._seite(
            "zeilen",
            {
                "formular": formular,
                "eingabe": eingabe,
                "kennung": kennung(eingabe["liste"]),
                "neue_runde": not eingabe["runde"],
                "gelesen": gelesen,
                "zeilen": zeilen,
                "summe": _summe(gelesen.bericht.ergebnisse),
                "fehlerhafte": sum(zeile.offen for zeile in zeilen),
                "knopf": _knopf(gelesen, eingabe["veroeffentlichen"]),
            },
        )

    def _seite(self, name: str, eigenes: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(
            self.request,
            f"admin/konferenzen/runde/einlesen/{name}.html",
            self.modeladmin.admin_site.each_context(self.request)
            | {
                "title": "Terminliste einlesen",
                "opts": self.modeladmin.opts,
                "media": self.modeladmin.media,
                "liste": reverse("admin:konferenzen_runde_changelist"),
            }
            | eigenes,
        )


def _knopf(gelesen: Gelesen, veroeffentlichen: str) -> str:
    """Name what will be saved: what the public knows never becomes a draft again."""
    oeffentlich = [uebernahme.oeffentlich for _, uebernahme in gelesen.uebernommene]
    if all(oeffentlich):
        return NUR_AENDERUNGEN
    if veroeffentlichen == ENTWURF and any(oeffentlich):
        return BEIDES
    return KNOEPFE[veroeffentlichen]


def _summe(ergebnisse: Iterable[Ergebnis]) -> str:
    anzahl = Counter(ergebnis.befund for ergebnis in ergebnisse)
    return ", ".join(f"{anzahl[befund]} {WOERTER[befund]}" for befund in Befund if anzahl[befund])
