"""Lists that go on over several pages, `?seite=2`."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.views.generic import ListView, TemplateView

from hattingen_portal.grundlage.reihenfolge import reihenfolge
from hattingen_portal.grundlage.zeilen import Frage, Listenzeilen, lesen
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt

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


class SeitenweiseZeilen(MitZeitpunkt, TemplateView):
    """The same of remembered rows (zeilen.py), read together with what else the page asks.

    The cost of a page does not grow with the list: its order is read once for a version.
    """

    je_seite: int

    def gelesen(
        self,
        an: Listenzeilen[Any],
        bauen: Callable[..., QuerySet[Any]],
        *werte: Hashable,
        dazu: Sequence[Frage[Any]] = (),
    ) -> tuple[Page, list[Any]]:
        """Give the page that the address asks for of what `bauen` asks for (`Zeilen.frage`).

        And the answers to `dazu`, read with it.
        """
        paginator = Paginator(reihenfolge(bauen, self.jetzt, *werte), self.je_seite)
        seite = paginator.get_page(self.request.GET.get(SEITE))
        seite.object_list, *antworten = lesen(an.nur(self.jetzt, seite.object_list), *dazu)
        return seite, antworten
