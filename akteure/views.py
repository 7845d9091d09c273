"""The pages under /akteure/: the directory. What is private (Kontakt) is never asked for here."""

from typing import Any

from django.db.models import QuerySet

from akteure.filter import AkteureFilter
from akteure.models import Akteur
from akteure.zeilen import akteurzeilen, alle
from hattingen_portal.grundlage.gedaechtnis import Frage
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.seitenweise import SeitenweiseZeilen
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt

JE_SEITE = 24


class AkteureView(MitKrumen, MitZeitpunkt, SeitenweiseZeilen):
    """Who is active where, by name."""

    template_name = "akteure/akteure.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Wer mitmacht", "akteure")]

    def frage(self, teil: tuple[int, int]) -> Frage[Akteur]:
        return akteurzeilen.frage(alle, self.jetzt, *self.filter.wahl(), teil=teil)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.filter = AkteureFilter.aus(self.request.GET)
        seite, _ = self.gelesen()
        return super().get_context_data(**kwargs) | {
            "filter": self.filter,
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
