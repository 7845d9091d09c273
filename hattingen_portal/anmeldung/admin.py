"""The locks in the admin: who cannot get in at present, and letting them in again."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from hattingen_portal.anmeldung.models import Anmeldesperre
from hattingen_portal.grundlage.betreuung import NurBetreutes
from hattingen_portal.grundlage.verwaltung.filterwege import NurEigeneFilter

# They show secrets, and would let one person set up a factor for another.
admin.site.unregister(TOTPDevice)
admin.site.unregister(StaticDevice)


@admin.register(Anmeldesperre)
class AnmeldesperreAdmin(NurEigeneFilter, NurBetreutes):
    """No file of it: who failed from which line is kept no longer than it counts."""

    list_display = ("username", "ip_address", "versuche", "zuletzt", "stand")
    list_display_links = None
    list_per_page = 100
    search_fields = ("username",)
    search_help_text = "Name, mit dem jemand sich anmelden wollte"
    actions = ("aufheben",)
    fields = ("username", "ip_address", "versuche", "zuletzt", "stand")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Anmeldesperre]:
        """Give what still counts; older ones are deleted by the next login or within the hour."""
        beginn = timezone.now() - settings.AXES_COOLOFF_TIME
        return super().get_queryset(request).filter(attempt_time__gte=beginn)

    @admin.display(description="Fehlversuche", ordering="failures_since_start")
    def versuche(self, sperre: Anmeldesperre) -> int:
        return int(sperre.failures_since_start)

    @admin.display(description="zuletzt", ordering="attempt_time")
    def zuletzt(self, sperre: Anmeldesperre) -> Any:
        return sperre.attempt_time

    @admin.display(description="Stand")
    def stand(self, sperre: Anmeldesperre) -> str:
        ende = timezone.localtime(sperre.attempt_time + settings.AXES_COOLOFF_TIME)
        voll = sperre.failures_since_start >= settings.AXES_FAILURE_LIMIT
        return f"gesperrt bis {ende:%H:%M} Uhr" if voll else f"zählt bis {ende:%H:%M} Uhr"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer one word for it: deleting and unlocking are the same here."""
        aktionen = super().get_actions(request)
        aktionen.pop("delete_selected", None)
        return aktionen

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Anmeldesperren"} | (extra_context or {}))

    @admin.action(description="Sperre aufheben", permissions=["delete"])
    def aufheben(self, request: HttpRequest, auswahl: QuerySet[Anmeldesperre]) -> None:
        """Let the chosen names in again, from whichever browser on that line they failed."""
        self.log_deletions(request, auswahl)
        namen = sorted({str(sperre.username) for sperre in auswahl})
        freie = Q(pk__in=[])  # nothing, and then one after the other
        for name, ip in auswahl.values_list("username", "ip_address").order_by().distinct():
            freie |= Q(username=name, ip_address=ip)
        Anmeldesperre.objects.filter(freie).delete()
        satz = f"Die Anmeldung ist wieder frei: {', '.join(namen)}."
        self.message_user(request, satz, messages.SUCCESS)
