"""The page under /suche/."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.formular.herkunft import anschluss
from hattingen_portal.grundlage.formular.zugriff import Grenze, in_minuten, zu_oft
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume, weg
from hattingen_portal.grundlage.seitenweise import SeitenweiseListe
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from hattingen_portal.suche.abfrage import Ergebnis, suchen, suchworte
from hattingen_portal.suche.bereiche import BEREICHE, oeffentliches
from hattingen_portal.suche.filter import SucheFilter
from hattingen_portal.suche.funde import Fund, funde
from hattingen_portal.suche.hervorhebung import Markierung
from hattingen_portal.suche.worte import lesen

JE_SEITE = 20
# A search costs far more than any other page. Nobody reads so many; a school class behind one
# address may (docs/sicherheit.md).
JE_ANSCHLUSS = (Grenze(60, timedelta(minutes=5), je_anschluss=True),)


@dataclass(frozen=True)
class Treffer:
    """A found row as the page prints it, with the found words marked."""

    fund: Fund
    titel: SafeString
    zeile: SafeString
    auszug: SafeString


@dataclass(frozen=True)
class Bereichszahl:
    """How many hits a part of the portal has; `bereich` is its word in the address."""

    bereich: str
    titel: str
    anzahl: int


class SucheView(MitZeitpunkt, MitKrumen, SeitenweiseListe):
    """Everything public that holds the words of `?q=`, the best first."""

    template_name = "portal/suche.html"
    paginate_by = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Suche", "suche")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Search, unless the line has searched too often; looking at the empty page is free."""
        self.eingabe = lesen(request.GET.get("q", ""))
        wartezeit = self.eingabe.worte and zu_oft(
            "suche", anschluss(request), JE_ANSCHLUSS, mit_aufraeumen=False
        )
        return self._spaeter(wartezeit) if wartezeit else super().get(request, *args, **kwargs)

    def _spaeter(self, wartezeit: timedelta) -> HttpResponse:
        """Give the page with what was typed and the way out (429: RFC 6585 section 4)."""
        kontext = {
            "eingabe": self.eingabe,
            "krumen": weg(self.krumen()),
            "wartezeit": in_minuten(wartezeit),
        }
        antwort = render(self.request, "portal/suche_spaeter.html", kontext, status=429)
        antwort["Retry-After"] = str(ceil(wartezeit.total_seconds()))
        antwort["Cache-Control"] = "no-store"
        return antwort

    def get_queryset(self) -> Any:
        self.filter = SucheFilter(self.request.GET)
        self.oeffentliches = oeffentliches(self.jetzt, self.filter.gewaehlter_stadtteil)
        self.worte = suchworte(self.eingabe.worte)
        self.ergebnis = suchen(self.worte, self.oeffentliches, self.jetzt)
        return [
            stelle
            for stelle in self.ergebnis.fundstellen
            if self.filter.gewaehlter_bereich in {"", stelle.bereich}
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kontext = super().get_context_data(**kwargs)
        gefunden = funde(kontext["page_obj"], self.oeffentliches, self.jetzt)
        markierung = Markierung(self.worte, aehnlich=self.ergebnis.aehnlich)
        return kontext | {
            "eingabe": self.eingabe,
            "filter": self.filter,
            "bereich": self.filter.gewaehlter_bereich,
            "suchbar": any(not wort.ohne for wort in self.worte),
            "ueberschrift": _ueberschrift(kontext["paginator"].count, self.eingabe.text),
            "aehnlich": self.ergebnis.aehnlich,
            "gemeint": markierung.gemeint(worte for fund in gefunden for worte in fund.worte),
            "zahlen": _zahlen(self.ergebnis),
            "alle": len(self.ergebnis.fundstellen),
            "treffer": [_treffer(fund, markierung) for fund in gefunden],
        }


def _ueberschrift(anzahl: int, text: str) -> str:
    """Say how many hits there are."""
    zahl = {0: "Kein Treffer", 1: "Ein Treffer"}.get(anzahl, f"{anzahl} Treffer")
    return f"{zahl} für „{text}“"


def _zahlen(ergebnis: Ergebnis) -> list[Bereichszahl]:
    """Count the hits of each part that has any, in the order of the parts."""
    anzahl = Counter(stelle.bereich for stelle in ergebnis.fundstellen)
    return [
        Bereichszahl(bereich, titel, anzahl[bereich])
        for bereich, titel in BEREICHE.items()
        if anzahl[bereich]
    ]


def _treffer(fund: Fund, markierung: Markierung) -> Treffer:
    auszug = markierung.auszug(fund.texte, nach=f"{fund.titel} {fund.zeile}")
    return Treffer(
        fund,
        titel=markierung.markieren(fund.titel),
        zeile=markierung.markieren(fund.zeile),
        auszug=markierung.markieren(auszug or fund.sonst),
    )
