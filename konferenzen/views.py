"""The pages under /termine/ and /kalender/."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from akteure.models import Kategorie
from hattingen_portal.grundlage.download import pdf_antwort
from hattingen_portal.grundlage.gedaechtnis import Frage, lesen
from hattingen_portal.grundlage.krumen import Krume, MitKrumen, krume
from hattingen_portal.grundlage.seitenweise import SeitenweiseZeilen
from hattingen_portal.grundlage.weiterleitung import SeiteMitAdresse, mit_slug, mit_slug_aus
from hattingen_portal.grundlage.zeitpunkt import MitZeitpunkt
from konferenzen import abonnements, fragen
from konferenzen.eingeladene import nach_kategorie
from konferenzen.eintraege import Eintrag, eintraege, eintrag
from konferenzen.filter import TermineFilter
from konferenzen.gruppen import Gruppe, nach_runden
from konferenzen.models import Art, Konferenz, KonferenzQuerySet, Runde, Status, Unterlage
from konferenzen.neuigkeiten import neue_aenderungen, neuigkeiten
from konferenzen.stammdaten import konferenzzeilen, runden
from konferenzen.strukturdaten import ereignis, ereignisliste
from konferenzen.verlauf import verlauf
from konferenzen.vorschaubild.verweis import vorschaubild
from konferenzen.zugang import zugang
from quartiere.models import Ansprechperson, Stadtteil

JE_SEITE = 30
EINZELNE = 6
NACHRICHTEN = 5
SCHRITTE = 20  # of a conference's history, the newest


class TermineView(MitKrumen, MitZeitpunkt, SeitenweiseZeilen):
    """The current rounds, each as a whole, and then page by page what else is coming."""

    template_name = "konferenzen/termine.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Termine", "termine")]

    def frage(self, teil: tuple[int, int]) -> Frage[Konferenz]:
        return konferenzzeilen.frage(fragen.ohne_runde, self.jetzt, *self.wahl, teil=teil)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        auswahl = TermineFilter(self.request.GET)
        self.wahl = auswahl.wahl()
        laufende = konferenzzeilen.frage(fragen.in_laufenden_runden, self.jetzt)
        seite, (laufende_runden,) = self.gelesen(laufende)
        gruppen, zuletzt = self._gruppen(seite.object_list), []
        if not seite.has_previous():
            gruppen = [*self._gruppen(laufende_runden), *gruppen]
            zuletzt = self._zuletzt(laufende_runden)
        return super().get_context_data(**kwargs) | {
            "filter": auswahl,
            "page_obj": seite,
            "gruppen": gruppen,
            "zuletzt": zuletzt,
            "strukturdaten": ereignisliste(e.konferenz for g in gruppen for e in g.eintraege),
        }

    def _gruppen(self, konferenzen: Iterable[Konferenz]) -> list[Gruppe]:
        stadtteil, art = self.wahl
        gewaehlte = (
            konferenz
            for konferenz in konferenzen
            if stadtteil in {None, konferenz.stadtteil_id} and art in {"", konferenz.art}
        )
        return nach_runden(eintraege(gewaehlte, self.jetzt))

    def _zuletzt(self, laufende: Iterable[Konferenz]) -> list[Gruppe]:
        """Give the city's last round while its next is not known yet; examples are none."""
        if not all(konferenz.ist_beispiel for konferenz in laufende):
            return []
        return self._gruppen(*lesen(konferenzzeilen.frage(fragen.letzte_runde, self.jetzt)))


class ArchivView(MitKrumen, MitZeitpunkt, SeitenweiseZeilen):
    """What is over, round by round, the latest first."""

    template_name = "konferenzen/archiv.html"
    je_seite = JE_SEITE

    def krumen(self) -> list[Krume]:
        return [krume("Termine", "termine"), krume("Archiv", "archiv")]

    def frage(self, teil: tuple[int, int]) -> Frage[Konferenz]:
        return konferenzzeilen.frage(fragen.vergangene, self.jetzt, teil=teil)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seite, _ = self.gelesen()
        return super().get_context_data(**kwargs) | {
            "page_obj": seite,
            "gruppen": nach_runden(eintraege(seite.object_list, self.jetzt)),
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
                neue_aenderungen(self.jetzt, runde=runde.pk),
            )
            if self.konferenzen:
                return runde
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "neuigkeiten": neuigkeiten(self.neues, self.jetzt),
            "eintraege": eintraege(self.konferenzen, self.jetzt),
            "strukturdaten": ereignisliste(self.konferenzen),
        }


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

    def get_queryset(self) -> QuerySet[Konferenz]:
        return self.mit_allem(Konferenz.objects.oeffentlich(self.jetzt))

    def mit_allem(self, konferenzen: KonferenzQuerySet) -> QuerySet[Konferenz]:
        """Fetch along what the page shows."""
        unterlagen = Prefetch("unterlagen", Unterlage.objects.oeffentlich())
        return konferenzen.mit_umfeld().prefetch_related("ortsteile", unterlagen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konferenz: Konferenz = self.object
        # Of other meetings nobody has said who may come, unless they invite somebody.
        offen = konferenz.art == Art.STADTTEILKONFERENZ
        beitraege = konferenz.beitraege.oeffentlich(self.jetzt)
        aenderungen = konferenz.aenderungen.oeffentlich(self.jetzt).neueste_zuerst()[:SCHRITTE]
        gezeigt = eintrag(konferenz, self.jetzt)
        return (
            super().get_context_data(**kwargs)
            | self.fuer_maschinen()
            | {
                "eintrag": gezeigt,
                "stattdessen": self._stattdessen() if gezeigt.abgesagt else None,
                "verlauf": verlauf(konferenz, aenderungen),
                "eingeladene": nach_kategorie(konferenz.einladungen.oeffentlich().geordnet()),
                "offen": offen,
                "zugang": zugang(konferenz.ort) if konferenz.ort else None,
                "kategorien": Kategorie.objects.all() if offen else (),
                "nachrichten": beitraege.neueste_zuerst()[:NACHRICHTEN],
                "ansprechpersonen": Ansprechperson.objects.oeffentlich()
                .fuer(konferenz.stadtteil)
                .geordnet(),
            }
        )

    def fuer_maschinen(self) -> dict[str, Any]:
        """Give what search engines read of the page, and what others show of a link to it."""
        return {
            "strukturdaten": ereignis(self.object),
            "vorschaubild": vorschaubild(self.object, self.jetzt),
        }

    def _stattdessen(self) -> Eintrag | None:
        """Give where people may go instead: what takes place next for the same Stadtteil.

        Nobody is sent from a real conference to an example.
        """
        finden_statt = Konferenz.objects.oeffentlich(self.jetzt).exclude(status=Status.ABGESAGT)
        if not self.object.ist_beispiel:
            finden_statt = finden_statt.echte()
        hiesige = finden_statt.filter(stadtteil=self.object.stadtteil).kommende(self.jetzt)
        naechste = hiesige.mit_umfeld().naechste()
        return eintrag(naechste, self.jetzt) if naechste else None


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
