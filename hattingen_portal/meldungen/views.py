"""The pages on which citizens write to the office, and the one that thanks them."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.views.generic import DetailView

from akteure.models import Akteur
from hattingen_portal.grundlage.formular.oeffentlich import FormularView, OeffentlichesFormular
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.weiterleitung import heutiger_slug, mit_slug
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from hattingen_portal.meldungen.eingang import entgegennehmen, schon_da
from hattingen_portal.meldungen.formulare import (
    BarriereFormular,
    BerichtigungFormular,
    KontaktFormular,
    MeldungFormular,
)
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.seitenangabe import interne_seite
from hattingen_portal.seiten.ombudsstelle import ombudsstelle
from quartiere.models import Ansprechperson, Stadtteil


class MeldungView(MitZeitpunkt, FormularView):
    """A form whose input becomes a message."""

    def schon_gesendet(self, formular: OeffentlichesFormular) -> HttpResponse | None:
        """Thank again for what is stored, however often somebody sends it."""
        formular = cast("MeldungFormular", formular)
        meldung = schon_da(formular.meldung(), formular.vorschlaege(), jetzt=self.jetzt)
        return redirect("danke", meldung.nummer) if meldung else None

    def form_valid(self, form: MeldungFormular) -> HttpResponse:
        meldung = entgegennehmen(form.meldung(), form.vorschlaege(), jetzt=self.jetzt)
        return redirect("danke", meldung.nummer)


class KontaktView(MeldungView):
    """Whom citizens can reach, and how to write to them."""

    template_name = "portal/kontakt.html"
    form_class = KontaktFormular
    titel = "Kontakt"

    def get_initial(self) -> dict[str, Any]:
        genannt = self.request.GET.get("stadtteil", "")
        return super().get_initial() | {
            "stadtteil": heutiger_slug(Stadtteil.objects.all(), genannt)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        personen = Ansprechperson.objects.oeffentlich().geordnet().prefetch_related("stadtteile")
        return super().get_context_data(**kwargs) | {"ansprechpersonen": personen}


class BarriereView(MeldungView):
    """Where a barrier is reported, without a login."""

    template_name = "meldungen/barriere.html"
    form_class = BarriereFormular
    titel = "Barriere melden"

    def get_initial(self) -> dict[str, Any]:
        """Name the page that the person comes from, as far as it is one of the portal's."""
        rechner = self.request.get_host()
        genannt = interne_seite(self.request.GET.get("seite", ""), rechner)
        vorige = interne_seite(self.request.headers.get("Referer", ""), rechner)
        if vorige == self.request.path:
            vorige = ""
        return super().get_initial() | {"seite": genannt or vorige}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"ombudsstelle": ombudsstelle()}


class BerichtigungView(MeldungView):
    """Where anybody proposes what a public entry should say instead."""

    template_name = "meldungen/berichtigung.html"
    form_class = BerichtigungFormular
    titel = "Eintrag berichtigen"

    @cached_property
    def akteur(self) -> Akteur:
        """The entry; raises Http404 while the public does not see it."""
        return mit_slug(Akteur.objects.oeffentlich(self.jetzt), self.kwargs["slug"])

    def get_object(self) -> Akteur:
        """Give the entry, as the pages of a row do."""
        return self.akteur

    def krumen(self) -> list[Krume]:
        return [
            krume("Wer mitmacht", "akteure"),
            Krume(self.akteur.name, self.akteur.get_absolute_url()),
            Krume(self.titel, self.request.path),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"akteur": self.akteur}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"akteur": self.akteur}


class DankeView(MitKrumen, DetailView):
    """What comes next; tells nothing of what was written, and is found only by its number."""

    template_name = "meldungen/danke.html"
    queryset = Meldung.objects.all()
    slug_field = "nummer"
    slug_url_kwarg = "nummer"
    context_object_name = "meldung"

    def krumen(self) -> list[Krume]:
        return [Krume("Nachricht angekommen", self.request.path)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meldung: Meldung = self.object
        bestaetigung = meldung.sendungen.filter(an__contains=[meldung.email])
        # Without a mail server it becomes a file, which nobody gets.
        bestaetigt = settings.PORTAL_SMTP is not None and bestaetigung.exists()
        return super().get_context_data(**kwargs) | {"bestaetigt": bestaetigt}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        antwort = super().get(request, *args, **kwargs)
        add_never_cache_headers(antwort)
        return antwort
