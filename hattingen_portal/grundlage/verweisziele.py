"""Where an address of the portal leads: asked of its own URLs and pages, never over the network."""

from typing import Any
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from hattingen_portal.grundlage.richtext.hinweise import Befund

# Pages and addresses for staff, or for those who were sent a link to a draft.
NUR_BUERO = ("/bausteine/", "/vorschau/")


def befund(pfad: str) -> Befund:
    """Say where `pfad`, with or without its query, leads for the public at this moment.

    A page of a row is asked by its own queryset, so that a draft is dead here as it is there.
    """
    pfad = unquote(pfad.partition("?")[0])
    if pfad.startswith((reverse("admin:index"), *NUR_BUERO)):
        return Befund.NUR_BUERO
    try:
        treffer = resolve(pfad if pfad.endswith("/") or "." in pfad else f"{pfad}/")
    except Resolver404:
        return Befund.TOT
    if not treffer.kwargs:
        return Befund.OEFFENTLICH
    anfrage = HttpRequest()
    anfrage.method, anfrage.path = "GET", pfad
    try:
        _fragen(treffer, anfrage)
    except (Http404, PermissionDenied):
        return Befund.TOT
    return Befund.OEFFENTLICH


def _fragen(treffer: ResolverMatch, anfrage: HttpRequest) -> None:
    """Look for what the address names; raises Http404 as its page would.

    A view of a row has `get_object`; a function (a calendar, a poster) makes its answer.
    """
    ansicht: Any = getattr(treffer.func, "view_class", None)
    if ansicht is None:
        treffer.func(anfrage, **treffer.kwargs)
    elif hasattr(ansicht, "get_object"):
        seite = ansicht()
        seite.setup(anfrage, **treffer.kwargs)
        seite.get_object()
