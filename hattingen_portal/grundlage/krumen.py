"""Breadcrumbs: the way from the Startseite to a page, the same for readers and for machines."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.views.generic.base import ContextMixin


@dataclass(frozen=True)
class Krume:
    """A page on the way: what it is called there, and its address path."""

    titel: str
    adresse: str


def krume(titel: str, name: str) -> Krume:
    """Give the page whose address is called `name` in the portal."""
    return Krume(titel, reverse(name))


class MitKrumen(ContextMixin, ABC):
    """A view whose page says where it stands: in its list of links and in its structured data."""

    @abstractmethod
    def krumen(self) -> Sequence[Krume]:
        """Give the pages below the Startseite that lead here, and the page itself as the last."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        krumen = [krume("Start", "startseite"), *self.krumen()]
        return super().get_context_data(**kwargs) | {"krumen": krumen}
