"""Lists that go on over several pages, `?seite=2`."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.views.generic import ListView


class SeitenweiseListe(ListView):
    """A list in pages, with a page for every address.

    A list grows shorter while its addresses stay in bookmarks: a page that is not there any more,
    or never was, gives the nearest one, as `Paginator.get_page` finds it.
    """

    page_kwarg = "seite"

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        paginator = self.get_paginator(queryset, page_size)
        seite = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, seite, seite.object_list, seite.has_other_pages()
