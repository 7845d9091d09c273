"""The admin of mails: what became of each, and a new attempt; nobody edits what was sent."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from procrastinate.contrib.django.models import ProcrastinateJob

from hattingen_portal.grundlage.betreuung import NurBetreutes
from hattingen_portal.grundlage.verwaltung.ausgabe import MitAusgabe
from hattingen_portal.grundlage.verwaltung.lage import MitLage
from hattingen_portal.grundlage.verwaltung.liste import MitListe
from hattingen_portal.grundlage.verwaltung.rueckfrage import bestaetigt, rueckfrage
from hattingen_portal.grundlage.zahlworte import gezaehlt
from hattingen_portal.post.lage import sendungslage
from hattingen_portal.post.models import GELOESCHT, Sendung, Zustand
from hattingen_portal.post.spalten import SENDUNG
from hattingen_portal.post.versand import erneut_senden

ZU_LANGE = timedelta(hours=1)  # that a mail may wait before the list asks for the reason

# Its jobs carry nothing that a person could read, and its buttons would go past the row.
admin.site.unregister(ProcrastinateJob)


@admin.register(Sendung)
class SendungAdmin(MitLage, MitAusgabe, MitListe, NurBetreutes):
    lage = staticmethod(sendungslage)
    spalten = SENDUNG
    list_display = ("betreff", "stand", "empfaenger", "angelegt_am")
    list_filter = ("zustand", "angelegt_am")
    search_fields = ("betreff", "an")
    list_per_page = 100
    date_hierarchy = "angelegt_am"
    actions = ("erneut_senden_aktion",)
    fields = (
        "zustand",
        "letzter_fehler",
        "versuche",
        "empfaenger",
        "schon_da",
        "antwort_an",
        "betreff",
        "inhalt",
        "angelegt_am",
        "gesendet_am",
        "kennung",
    )

    @admin.display(description="Zustand", ordering="zustand")
    def stand(self, sendung: Sendung) -> str:
        """Say what became of it, and under that what was in the way."""
        zeilen = [sendung.get_zustand_display(), *sendung.letzter_fehler.splitlines()]
        return format_html_join(SafeString("<br>"), "{}", ((zeile,) for zeile in zeilen))

    @admin.display(description="an")
    def empfaenger(self, sendung: Sendung) -> str:
        return ", ".join(sendung.an)

    @admin.display(description="angenommen für")
    def schon_da(self, sendung: Sendung) -> str:
        return ", ".join(sendung.angenommen) or "noch niemanden"

    @admin.display(description="Text")
    def inhalt(self, sendung: Sendung) -> str:
        """Give what was written; a link to a password is for nobody but who asked for it."""
        return GELOESCHT if sendung.vertraulich else sendung.text

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_versand_permission(self, request: HttpRequest) -> bool:
        """Tell whether this person may send again what was stored."""
        return request.user.has_perm("hattingen_portal.change_sendung")

    def get_urls(self) -> list[URLPattern]:
        erneut = path(
            "<int:schluessel>/erneut-senden/",
            self.admin_site.admin_view(self.erneut_senden_ansicht),
            name="hattingen_portal_sendung_erneut",
        )
        return [erneut, *super().get_urls()]

    @admin.action(description="Erneut senden", permissions=["versand"])
    def erneut_senden_aktion(
        self, request: HttpRequest, auswahl: QuerySet[Sendung]
    ) -> HttpResponse | None:
        """Ask first; then queue the chosen mails anew, and say which could not be."""
        sendungen = list(auswahl)
        if bestaetigt(request):
            self._erneut_senden(request, sendungen)
            return None
        wort = gezaehlt(len(sendungen), "Mail", "Mails")
        return rueckfrage(
            self,
            request,
            titel=f"Erneut senden: {wort}",
            erklaerung="Jede dieser Mails geht gleich noch einmal hinaus, an alle, die sie noch "
            "nicht haben. Was schon gesendet ist, bleibt, wie es ist.",
            knopf=f"Jetzt senden ({wort})",
            zeilen=[
                (s.pk, str(s), f"an {self.empfaenger(s)}, {s.get_zustand_display()}")
                for s in sendungen
            ],
        )

    @method_decorator(require_POST)
    def erneut_senden_ansicht(self, request: HttpRequest, schluessel: int) -> HttpResponse:
        """Do the same for one mail, from its page."""
        if not self.has_versand_permission(request):
            raise PermissionDenied
        sendung = self.get_object(request, str(schluessel))
        if sendung is None:
            raise Http404
        self._erneut_senden(request, [sendung])
        return redirect("admin:hattingen_portal_sendung_change", schluessel)

    def _erneut_senden(self, request: HttpRequest, sendungen: Sequence[Sendung]) -> None:
        for sendung in sendungen:
            if erneut_senden(sendung.pk):
                satz = f"{sendung} wird jetzt noch einmal gesendet."
                self.message_user(request, satz, messages.SUCCESS)
            else:
                satz = f"{sendung} ist schon gesendet oder wird es gerade. Es ist nichts geschehen."
                self.message_user(request, satz, messages.WARNING)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, with a word about what keeps mails from going out."""
        hinweise = {
            "ablage": settings.PORTAL_ABLAGE if settings.PORTAL_SMTP is None else None,
            "liegen": Sendung.objects.betreut_von(request.user)
            .wartend_seit(timezone.now() - ZU_LANGE)
            .count(),
        }
        return super().changelist_view(request, hinweise | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show a mail, with the button for whoever may press it."""
        sendung = kwargs.get("obj")
        context["erneut"] = (
            sendung is not None
            and sendung.zustand != Zustand.GESENDET
            and sendung.text != GELOESCHT
            and self.has_versand_permission(request)
        )
        return super().render_change_form(request, context, *args, **kwargs)
