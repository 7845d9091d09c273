"""The page of a row that tells who changed what when, in the place of Django's own."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from hattingen_portal.grundlage.geschichte.aufzeichnung import hat_geschichte, pk_feld
from hattingen_portal.grundlage.geschichte.lesen import Eintrag, Quelle, alle, eintraege

JE_SEITE = 30


@dataclass(frozen=True)
class Gruppe:
    """What one person saved within one minute."""

    zeitpunkt: Any
    durch: str
    eintraege: list[Eintrag]


class MitGeschichte(admin.ModelAdmin):
    """For the admin of a model whose saves are kept; with others, Django's page stays."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the history of a row and of the rows below its form that this person may see."""
        if not hat_geschichte(self.model):
            return super().history_view(request, object_id, extra_context)
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]  # not in the stubs
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        aendern = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        quellen = self._quellen(request, obj)
        seite = Paginator(alle(quellen), JE_SEITE).get_page(request.GET.get("seite"))
        kontext = self.admin_site.each_context(request) | {
            "title": f"Geschichte: {obj}",
            "opts": self.opts,
            "gegenstand": obj,
            "zurueck": reverse(aendern, args=[quote(obj.pk)]),
            "krume": "Geschichte",
            "gruppen": _gruppen(eintraege(quellen, seite.object_list)),
            "page_obj": seite,
        }
        return TemplateResponse(request, "admin/geschichte.html", kontext | (extra_context or {}))

    def _quellen(self, request: HttpRequest, obj: Any) -> list[Quelle]:
        quellen = [Quelle(self.model, pk_feld(obj))]
        for inline in self.get_inline_instances(request, obj):
            if hat_geschichte(inline.model):
                zu: Any = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
                quellen.append(Quelle(inline.model, Q(**{zu.attname: obj.pk}), zu))
        return quellen


def _gruppen(gelesen: list[Eintrag]) -> list[Gruppe]:
    """Put together what belongs together; of a save that changed nothing remains its heading."""
    return [
        Gruppe(minute, durch, [e for e in zusammen if e.sagt_etwas])
        for (minute, durch), zusammen in groupby(gelesen, key=_minute_und_person)
    ]


def _minute_und_person(eintrag: Eintrag) -> tuple[Any, str]:
    return timezone.localtime(eintrag.zeitpunkt).replace(second=0, microsecond=0), eintrag.durch
