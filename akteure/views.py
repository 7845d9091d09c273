"""The pages under /akteure/: the directory. What is private (Kontakt) is never asked for here."""

from typing import Any

from django.db.models import QuerySet

from akteure.filter import AkteureFilter
from akteure.models import Akteur
from akteure.zeilen import akteurzeilen, alle
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.seitenweise import SeitenweiseZeilen
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse

JE_SEITE = 24


class AkteureView(MitKrumen, SeitenweiseZeilen):
    """Who is active where, by name."""

    template_name = "akteure/akteure.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Wer mitmacht", "akteure")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        auswahl = AkteureFilter.aus(self.request.GET)
        seite, _ = self.gelesen(akteurzeilen, alle, *auswahl.wahl())
        return super().get_context_data(**kwargs) | {
            "filter": auswahl,
            "page_obj": seite,
            "akteure": seite.object_list,
        }


class AkteurView(MitKrumen, SeiteMitAdresse):
    """One entry of the directory."""

    template_name = "akteure/akteur.html"
    context_object_name = "akteur"

    def krumen(self) -> list[Krume]:
        akteur: Akteur = self.object
        return [krume("Wer mitmacht", "akteure"), Krume(akteur.name, akteur.get_absolute_url())]

    def get_queryset(self) -> QuerySet[Akteur]:
        return Akteur.objects.oeffentlich().mit_umfeld()
