"""The line at the top of a form: who sees this now, and from when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from hattingen_portal.grundlage.verwaltung.zeitworte import tag_und_uhrzeit


@dataclass(frozen=True)
class Lage:
    """In a sentence who sees a row; `vorlaeufig` while the public still has to wait for it.

    `text` is for those who may change the row, `zum_ansehen` for the others, where it differs.
    """

    text: str
    vorlaeufig: bool = False
    zum_ansehen: str = ""

    def nur_zum_ansehen(self) -> "Lage":
        """Give it for somebody who may not save."""
        return replace(self, text=self.zum_ansehen or self.text)


NEU = Lage("Neu: Solange Sie nicht sichern, sieht das niemand.")
ENTWURF = Lage("Entwurf: sieht nur das Büro.", vorlaeufig=True)


def oeffentlich(wo: str = "") -> Lage:
    """Say that the row is public, `wo` or since when, and what is saved with it, at once."""
    satz = f"Öffentlich {wo}".rstrip()
    return Lage(f"{satz}: Was Sie sichern, sehen alle sofort.", zum_ansehen=f"{satz}.")


def erscheint(zeit: datetime) -> Lage:
    """Say that the row becomes public at the aware `zeit` by itself."""
    text = f"Erscheint am {tag_und_uhrzeit(zeit)} von selbst. Bis dahin sieht es nur das Büro."
    return Lage(text, vorlaeufig=True)


class MitLage(admin.ModelAdmin):
    """For an admin whose forms say so: `lage` tells it of a stored row at an aware time."""

    lage: Callable[[Any, datetime], Lage] | None = None

    def lage_von(self, request: HttpRequest, obj: Any) -> Lage | None:
        """Give the line for `obj` as it is stored, None where this admin has none."""
        if self.lage is None:
            return None
        if obj is None:
            return NEU
        if request.method == "POST":  # the form may have set on the row what was refused
            obj = self.model._base_manager.filter(pk=obj.pk).first() or obj
        lage = self.lage(obj, timezone.now())
        return lage if self.has_change_permission(request, obj) else lage.nur_zum_ansehen()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if "lage" not in context:
            context["lage"] = self.lage_von(request, context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)
