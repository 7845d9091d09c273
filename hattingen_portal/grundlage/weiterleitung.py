"""An address printed once stays: former slugs lead to the page of today."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.generic import DetailView

from hattingen_portal.grundlage.adresse import MitAdresse

Zeile = TypeVar("Zeile", bound=MitAdresse)


def mit_slug(zeilen: QuerySet[Zeile], slug: str) -> Zeile:
    """Give the row of `zeilen` that is or was to be found at `slug`; raises Http404.

    Who has the slug today goes before who had it once. For feeds and documents: a page redirects,
    but calendar programs do not follow reliably.
    """
    treffer = zeilen.filter(Q(slug=slug) | Q(fruehere_slugs__contains=[slug]))
    if (zeile := min(treffer, key=lambda zeile: zeile.slug != slug, default=None)) is None:
        raise Http404
    return zeile


def mit_slug_aus(zeilen: Iterable[Zeile], slug: str) -> list[Zeile]:
    """Give those of `zeilen` that are or were to be found at `slug`, who has it today first."""
    treffer = (zeile for zeile in zeilen if slug == zeile.slug or slug in zeile.fruehere_slugs)
    return sorted(treffer, key=lambda zeile: zeile.slug != slug)


def heutiger_slug(zeilen: Iterable[MitAdresse], wort: str) -> str:
    """Give the present slug of the row of `zeilen` that had the slug `wort` once, else `wort`.

    The word is compared with all rows and not asked of the database: none can upset it.
    """
    if not wort:
        return wort
    return next((zeile.slug for zeile in zeilen if wort in zeile.fruehere_slugs), wort)


class SeiteMitAdresse(DetailView):
    """The page of one MitAdresse row; its former addresses redirect to it permanently.

    Page and redirect ask the same queryset: a redirect tells nothing that the page would not.
    """

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        return mit_slug(self.get_queryset() if queryset is None else queryset, self.kwargs["slug"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seite = super().get(request, *args, **kwargs)
        if self.object.slug != self.kwargs["slug"]:
            return HttpResponsePermanentRedirect(self.object.get_absolute_url())
        return seite
