"""The pages under /termine/ and /kalender/."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from akteure.models import Kategorie
from akteure.stammdaten import kategorien
from hattingen_portal.grundlage.download import pdf_antwort
from hattingen_portal.grundlage.gedaechtnis import (
    Ableitungen,
    Merkbar,
    Vorrat,
    abgeleitet,
    gemeinsam,
)
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.reihenfolge import geteilt
from hattingen_portal.grundlage.seitenweise import SeitenweiseZeilen
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse, mit_slug, mit_slug_aus
from hattingen_portal.grundlage.zeilen import Frage, lesen
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from konferenzen import abonnements, fragen
from konferenzen.eingeladene import Eingeladene, nach_kategorie
from konferenzen.eintraege import Eintrag, eintraege, eintrag
from konferenzen.filter import TermineFilter
from konferenzen.gruppen import Tabellen, tabellen
from konferenzen.models import Art, Konferenz, KonferenzQuerySet, Runde, Status, Unterlage
from konferenzen.neuigkeiten import neue_aenderungen, neuigkeiten
from konferenzen.stammdaten import (
    aenderungszeilen,
    beitragszeilen,
    einladungszeilen,
    einzelzeilen,
    konferenzzeilen,
    runden,
    unterlagenzeilen,
)
from konferenzen.strukturdaten import ereignis
from konferenzen.verlauf import Schritt, verlauf
from konferenzen.vorschaubild.verweis import vorschaubild
from konferenzen.zeitangaben import lagen
from konferenzen.zugang import Zugang, zugang
from quartiere.models import Ansprechperson, Stadtteil
from quartiere.stammdaten import zustaendige

JE_SEITE = 30
EINZELNE = 6
NACHRICHTEN = 5
SCHRITTE = 20  # of a conference's history, the newest


class TermineView(MitKrumen, SeitenweiseZeilen):
    """The current rounds, each as a whole, and then page by page what else is coming."""

    template_name = "konferenzen/termine.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Termine", "termine")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        auswahl = TermineFilter.aus(self.request.GET)
        self.wahl = auswahl.wahl()
        runden = geteilt(fragen.laufende_runden, self.jetzt)
        laufende = konferenzzeilen.frage(fragen.in_laufenden_runden, self.jetzt, runden)
        seite, (laufende_runden,) = self.gelesen(
            konferenzzeilen, fragen.ohne_runde, *self.wahl, dazu=[laufende]
        )
        kommende, zuletzt = seite.object_list, []
        if not seite.has_previous():
            kommende = [*laufende_runden, *kommende]
            zuletzt = self._zuletzt(laufende_runden)
        gezeigte = self._tabellen(kommende)
        return super().get_context_data(**kwargs) | {
            "filter": auswahl,
            "page_obj": seite,
            "tabellen": gezeigte,
            "zuletzt": self._tabellen(zuletzt),
            "strukturdaten": gezeigte.strukturdaten,
        }

    def _tabellen(self, konferenzen: Iterable[Konferenz]) -> Tabellen:
        stadtteil, art = self.wahl
        gewaehlte = [
            konferenz
            for konferenz in konferenzen
            if stadtteil in {None, konferenz.stadtteil_id} and art in {"", konferenz.art}
        ]
        return tabellen(gewaehlte, self.jetzt)

    def _zuletzt(self, laufende: Iterable[Konferenz]) -> list[Konferenz]:
        """Give the city's last round while its next is not known yet; examples are none."""
        if not all(konferenz.ist_beispiel for konferenz in laufende):
            return []
        return lesen(konferenzzeilen.frage(fragen.letzte_runde, self.jetzt))[0]


class ArchivView(MitKrumen, SeitenweiseZeilen):
    """What is over, round by round, the latest first."""

    template_name = "konferenzen/archiv.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Termine", "termine"), krume("Archiv", "archiv")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seite, _ = self.gelesen(konferenzzeilen, fragen.vergangene)
        return super().get_context_data(**kwargs) | {
            "page_obj": seite,
            "tabellen": tabellen(list(seite.object_list), self.jetzt),
        }


class RundeView(MitKrumen, MitZeitpunkt, SeiteMitAdresse):
    """One round as the table that the city publishes."""

    template_name = "konferenzen/runde.html"
    context_object_name = "runde"

    def krumen(self) -> list[Krume]:
        runde: Runde = self.object
        return [krume("Termine", "termine"), Krume(runde.name, runde.get_absolute_url())]

    def get_object(self, queryset: Any = None) -> Runde:  # noqa: ARG002 - Django's
        for runde in mit_slug_aus(runden().values(), self.kwargs["slug"]):
            self.konferenzen, self.neues = lesen(
                konferenzzeilen.frage(fragen.der_runde, self.jetzt, runde.pk),
                neue_aenderungen(self.jetzt),
            )
            if self.konferenzen:
                return runde
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ganze = tabellen(self.konferenzen, self.jetzt)
        return super().get_context_data(**kwargs) | {
            "neuigkeiten": neuigkeiten(self.neues, self.jetzt, runde=self.object.pk),
            "tabellen": ganze,
            "strukturdaten": ganze.strukturdaten,
        }


@dataclass(frozen=True)
class Konferenzseite:
    """What the page of a conference shows, with all that hangs on it."""

    eintrag: Eintrag
    stattdessen: Eintrag | None
    unterlagen: list[Unterlage]
    verlauf: list[Schritt]
    eingeladene: list[Eingeladene]
    offen: bool
    zugang: Zugang | None
    kategorien: list[Kategorie]
    nachrichten: list[Any]
    ansprechpersonen: list[Ansprechperson]
    ableitungen: Ableitungen = field(default_factory=Ableitungen, compare=False, repr=False)


_seiten: Vorrat[Konferenzseite] = Vorrat(300)


class KonferenzView(MitKrumen, MitZeitpunkt, SeiteMitAdresse):
    """Everything known about one conference."""

    template_name = "konferenzen/konferenz.html"
    context_object_name = "konferenz"

    def krumen(self) -> list[Krume]:
        konferenz: Konferenz = self.object
        runde = konferenz.runde
        return [
            krume("Termine", "termine"),
            *([Krume(runde.name, runde.get_absolute_url())] if runde else []),
            Krume(konferenz.kurzname, konferenz.get_absolute_url()),
        ]

    def get_object(self, queryset: Any = None) -> Konferenz:  # noqa: ARG002 - Django's
        slug = self.kwargs["slug"]
        einzelne = einzelzeilen.frage(fragen.mit_adresse, self.jetzt, wort=slug)
        gefundene, *self.dazu = lesen(einzelne, *self._dazu(slug))
        konferenz: Konferenz
        for konferenz in mit_slug_aus(gefundene, slug):
            return konferenz
        raise Http404

    def mit_allem(self, konferenzen: KonferenzQuerySet) -> QuerySet[Konferenz]:
        """Fetch along what the page shows of the conference itself."""
        return konferenzen.mit_umfeld().prefetch_related("ortsteile")

    def _dazu(self, slug: str) -> list[Frage[Any]]:
        jetzt = self.jetzt
        return [
            unterlagenzeilen.frage(fragen.unterlagen, jetzt, wort=slug),
            aenderungszeilen.frage(fragen.aenderungen, jetzt, SCHRITTE, wort=slug),
            einladungszeilen.frage(fragen.einladungen, jetzt, wort=slug),
            beitragszeilen().frage(fragen.beitraege, jetzt, NACHRICHTEN, wort=slug),
        ]

    @cached_property
    def dazu(self) -> list[Any]:
        """Documents, entries of the ledger, invitations and news of `object`."""
        return lesen(*self._dazu(self.object.slug))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gezeigt = eintrag(self.object, self.jetzt)
        stattdessen = self._stattdessen() if gezeigt.abgesagt else []
        zeilen = [[self.object], *self.dazu, stattdessen]
        zeit = lagen([self.object, *stattdessen], self.jetzt)
        seite = gemeinsam(_seiten, zeilen, zeit, lambda: self._seite(gezeigt, stattdessen))
        fuer_maschinen = abgeleitet(seite, "fuer_maschinen", self.fuer_maschinen)
        return super().get_context_data(**kwargs) | fuer_maschinen | {"seite": seite}

    def _seite(self, gezeigt: Eintrag, stattdessen: list[Konferenz]) -> Konferenzseite:
        konferenz: Konferenz = self.object
        unterlagen, aenderungen, einladungen, nachrichten = self.dazu
        # Of other meetings nobody has said who may come, unless they invite somebody.
        offen = konferenz.art == Art.STADTTEILKONFERENZ
        return Konferenzseite(
            eintrag=gezeigt,
            stattdessen=next(iter(eintraege(stattdessen, self.jetzt)), None),
            unterlagen=unterlagen,
            verlauf=verlauf(konferenz, aenderungen),
            eingeladene=nach_kategorie(einladungen),
            offen=offen,
            zugang=zugang(konferenz.ort) if konferenz.ort else None,
            kategorien=list(kategorien().values()) if offen else [],
            nachrichten=nachrichten,
            ansprechpersonen=zustaendige(konferenz.stadtteil_id),
        )

    def fuer_maschinen(self) -> dict[str, Any]:
        """Give what search engines read of the page, and what others show of a link to it."""
        return {
            "strukturdaten": Merkbar(ereignis(self.object) or {}),
            "vorschaubild": vorschaubild(self.object, self.jetzt),
        }

    def _stattdessen(self) -> list[Konferenz]:
        """Give where people may go instead: what takes place next for the same Stadtteil.

        Nobody is sent from a real conference to an example.
        """
        werte = (self.object.stadtteil_id, not self.object.ist_beispiel)
        return lesen(konferenzzeilen.frage(fragen.stattdessen, self.jetzt, *werte))[0]


class UnterlageView(View):
    """The PDF of a public document of a public conference."""

    def get_object(self) -> Unterlage:
        konferenz = mit_slug(Konferenz.objects.oeffentlich(), self.kwargs["slug"])
        return get_object_or_404(konferenz.unterlagen.oeffentlich(), pk=self.kwargs["pk"])

    def get(self, _request: HttpRequest, **_: Any) -> FileResponse:
        unterlage = self.get_object()
        return pdf_antwort(unterlage.datei, unterlage.titel)


class KalenderView(MitKrumen, MitZeitpunkt, TemplateView):
    """How to subscribe to the dates, or to take over a single one."""

    template_name = "konferenzen/kalender.html"

    def krumen(self) -> list[Krume]:
        return [krume("Kalender", "kalender")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        oeffentliche = Konferenz.objects.oeffentlich(self.jetzt)
        arten = oeffentliche.values_list("art", flat=True).distinct().order_by()
        stadtteile = Stadtteil.objects.geordnet()
        kommende = oeffentliche.kommende(self.jetzt).exclude(beginn=None)
        kommende = kommende.exclude(status=Status.ABGESAGT).echte_zuerst().mit_umfeld()
        ausstehende = Konferenz.objects.ausstehend(self.jetzt).chronologisch().mit_umfeld()
        return super().get_context_data(**kwargs) | {
            "alle": abonnements.alle(),
            "stadtteile": [abonnements.fuer_stadtteil(stadtteil) for stadtteil in stadtteile],
            "arten": abonnements.fuer_arten({*arten, Art.STADTTEILKONFERENZ}),
            "einzelne": eintraege(kommende[:EINZELNE], self.jetzt),
            "ausstehend": eintraege(ausstehende, self.jetzt),
        }
