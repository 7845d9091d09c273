"""Breadcrumbs: the way from the Startseite to a page, the same for readers and for machines."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.views.generic.base import ContextMixin

from hattingen_portal.grundlage.gedaechtnis import Ableitungen, Vorrat


@dataclass(frozen=True)
class Krume:
    """A page on the way: what it is called there, and its address path."""

    titel: str
    adresse: str


@dataclass(frozen=True)
class Krumen:
    """The whole way, with what was printed of it."""

    weg: tuple[Krume, ...]
    ableitungen: Ableitungen = field(default_factory=Ableitungen, compare=False, repr=False)

    def __iter__(self) -> Iterator[Krume]:
        return iter(self.weg)


def krume(titel: str, name: str) -> Krume:
    """Give the page whose address is called `name` in the portal."""
    return Krume(titel, reverse(name))


class MitKrumen(ContextMixin, ABC):
    """A view whose page says where it stands: in its list of links and in its structured data."""

    @abstractmethod
    def krumen(self) -> Sequence[Krume]:
        """Give the pages below the Startseite that lead here, and the page itself as the last."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"krumen": weg(self.krumen())}


# What is printed of a way depends on nothing else.
_wege: Vorrat[Krumen] = Vorrat(1000)


def weg(krumen: Iterable[Krume]) -> Krumen:
    """Give the way over `krumen` from the Startseite."""
    weg = (krume("Start", "startseite"), *krumen)
    bekannte = _wege.holen([weg])
    if not bekannte:
        bekannte = {weg: Krumen(weg)}
        _wege.legen(bekannte)
    return bekannte[weg]
