"""Lists that go on over several pages, `?seite=2`."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.paginator import Page, Paginator
from django.views.generic import ListView, TemplateView

from hattingen_portal.grundlage.gedaechtnis import Frage, lesen

SEITE = "seite"


class SeitenweiseListe(ListView):
    """A list in pages, with a page for every address.

    A list grows shorter while its addresses stay in bookmarks: a page that is not there any more,
    or never was, gives the nearest one, as `Paginator.get_page` finds it.
    """

    page_kwarg = SEITE

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        paginator = self.get_paginator(queryset, page_size)
        seite = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, seite, seite.object_list, seite.has_other_pages()


class SeitenweiseZeilen(TemplateView, ABC):
    """The same of remembered rows (gedaechtnis.py), in one query with what else the page asks."""

    je_seite: int

    @abstractmethod
    def frage(self, teil: tuple[int, int]) -> Frage[Any]:
        """Ask for this part of the list."""

    def gelesen(self, *weitere: Frage[Any]) -> tuple[Page, list[Any]]:
        """Give the page that the address asks for, and the answers to `weitere`, read with it."""
        wort = self.request.GET.get(SEITE, "1")
        nummer = int(wort) if wort.isdecimal() and len(wort) < 10 else 1
        zeilen, *antworten = lesen(self.frage(self._teil(max(nummer, 1))), *weitere)
        paginator = Paginator(range(zeilen.anzahl), self.je_seite)
        seite = paginator.get_page(wort)
        if seite.number != nummer:
            zeilen = lesen(self.frage(self._teil(seite.number)))[0]
        seite.object_list = zeilen
        return seite, antworten

    def _teil(self, nummer: int) -> tuple[int, int]:
        return (nummer - 1) * self.je_seite, nummer * self.je_seite
