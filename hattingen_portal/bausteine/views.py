"""The page /bausteine/: every component in all its states, for those who change or check them.

The browser tests go over it, so that a component is tested before a page happens to show it.
"""

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.views.generic import TemplateView

from hattingen_portal.bausteine import proben
from hattingen_portal.grundlage.formular.muster import Musterformular
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from konferenzen import abonnements
from konferenzen.eingeladene import Eingeladene
from konferenzen.filter import TermineFilter


class BausteineView(UserPassesTestMixin, MitKrumen, TemplateView):
    """All components; staff only, since samples look like dates that exist."""

    template_name = "portal/bausteine.html"

    def test_func(self) -> bool:
        return bool(self.request.user.is_staff)

    def krumen(self) -> list[Krume]:
        return [krume("Bausteine", "bausteine")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konferenzen = proben.konferenzen()
        akteure = proben.akteure()
        return super().get_context_data(**kwargs) | {
            "proben": konferenzen,
            "eintraege": [probe.eintrag for probe in konferenzen],
            "fest": konferenzen[0].eintrag,
            "stadtteile": [*proben.STADTTEILE, proben.LANG],
            "zeilen": proben.stadtteilzeilen(konferenzen),
            "neuigkeiten": proben.neuigkeiten(konferenzen),
            "verlauf": proben.verlauf(),
            "zugaenge": proben.zugaenge(),
            "akteure": akteure,
            "eingeladene": [
                Eingeladene("Schulen", akteure[:2]),
                Eingeladene("Weitere", akteure[2:]),
            ],
            "kategorien": akteure[0].kategorien.all(),
            "nachrichten": proben.nachrichten(),
            "personen": proben.ansprechpersonen(),
            "tabelle": proben.TABELLE,
            "unterlage": proben.UNTERLAGE,
            "abos": [abonnements.alle(), abonnements.fuer_stadtteil(proben.LANG)],
            "filter": TermineFilter({"stadtteil": "gibt-es-nicht"}),
            "eingabe": proben.Suche(),
            "treffer": proben.treffer(konferenzen),
            "zahlen": proben.trefferzahlen(),
            "alle": 15,
            "page_obj": proben.mittlere_seite(),
            "leer": Musterformular(prefix="leer"),
            "fehlerhaft": Musterformular({}, prefix="fehlerhaft"),
        }
