"""Every address of the portal, as the URL configuration itself names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Muster:
    """One pattern: its whole route as urls.py writes it, and the kinds of its parameters."""

    route: str

    @property
    def in_der_verwaltung(self) -> bool:
        """Tell whether it belongs to the admin site, whose addresses test_matrix.py knows."""
        return self.route.startswith("admin/") and not self.route.startswith("admin/passwort/")

    @property
    def parameter(self) -> list[tuple[str, str]]:
        """Give kind and name of each parameter; "str" where the route names no kind."""
        return [(art or "str", name) for art, name in PARAMETER.findall(self.route)]

    def adresse(self, **werte: object) -> str:
        """Give the address with `werte` in the places of its parameters, as they are."""
        return "/" + PARAMETER.sub(lambda treffer: str(werte[treffer[2]]), self.route)


def alle_muster() -> list[Muster]:
    """Give every pattern of the configuration, sorted by route."""
    return sorted(set(_muster(get_resolver(), "")), key=lambda muster: muster.route)


def _muster(resolver: URLResolver, davor: str) -> Iterator[Muster]:
    for eines in resolver.url_patterns:
        route = davor + str(eines.pattern)
        if isinstance(eines, URLResolver):
            yield from _muster(eines, route)
        elif isinstance(eines, URLPattern):
            yield Muster(route)


def oeffentliche_muster() -> list[Muster]:
    return [muster for muster in alle_muster() if not muster.in_der_verwaltung]
