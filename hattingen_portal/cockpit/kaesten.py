"""What else waits: news, messages, mails, the legal pages. A box each, with good news if empty."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from django.contrib import admin
from django.db.models import Count, F, Min, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from aktuelles.models import Beitrag, BeitragQuerySet
from hattingen_portal.cockpit.aufgaben import Aufgabe
from hattingen_portal.cockpit.fristen import frist, wochenende
from hattingen_portal.grundlage.zahlworte import gezaehlt
from hattingen_portal.meldungen.models import Meldung, MeldungQuerySet
from hattingen_portal.post.models import Sendung, SendungQuerySet
from hattingen_portal.post.models import Zustand as Sendezustand
from hattingen_portal.seiten.maengel import maengel
from hattingen_portal.seiten.models import Seite, SeiteQuerySet
from hattingen_portal.seiten.platzhalter import platzhalter
from konferenzen.zeitangaben import zeitpunkt

GENANNTE = 5  # news by their title; the list knows the rest


@dataclass(frozen=True)
class Zeile:
    """A sentence, what is to be known besides, and where to act."""

    text: str
    zusatz: str
    adresse: str


@dataclass(frozen=True)
class Kasten:
    """A box of the front page; `aufgaben` are what in it is due."""

    titel: str
    leer: str
    zeilen: Sequence[Zeile]
    aufgaben: Sequence[Aufgabe] = field(default_factory=list)


def kaesten(request: HttpRequest, jetzt: datetime) -> list[Kasten]:
    """Give the boxes of what the person of `request` may see, at the aware time `jetzt`."""
    alle = (_nachrichten, _meldungen, _mails, _seiten)
    return [kasten for machen in alle if (kasten := machen(request, jetzt)) is not None]


def _sichtbare(request: HttpRequest, modell: type[Model]) -> QuerySet[Any] | None:
    """Give the rows that the person may see in the admin; None where they may see no list."""
    verwaltung = admin.site.get_model_admin(modell)
    if not verwaltung.has_view_permission(request):
        return None
    return verwaltung.get_queryset(request)


def _darf_aendern(request: HttpRequest, modell: type[Model]) -> bool:
    """Tell who is given something to do: those who may not only look."""
    return admin.site.get_model_admin(modell).has_change_permission(request)


def _liste(modell: type[Model], auswahl: str = "") -> str:
    adresse = reverse(f"admin:{modell._meta.app_label}_{modell._meta.model_name}_changelist")
    return f"{adresse}{auswahl}"


def _nachrichten(request: HttpRequest, jetzt: datetime) -> Kasten | None:
    if (sichtbare := _sichtbare(request, Beitrag)) is None:
        return None
    beitraege = cast("BeitragQuerySet", sichtbare)
    wartende = beitraege.filter(
        Q(veroeffentlichen_ab__isnull=True) | Q(veroeffentlichen_ab__gt=jetzt)
    ).order_by(F("veroeffentlichen_ab").asc(nulls_last=True), "pk")
    jahr = timezone.localdate(jetzt).year
    zeilen = [
        Zeile(
            text=beitrag.titel,
            zusatz=f"erscheint am {zeitpunkt(beitrag.veroeffentlichen_ab, jahr=jahr)}"
            if beitrag.veroeffentlichen_ab
            else "Entwurf",
            adresse=reverse("admin:aktuelles_beitrag_change", args=[beitrag.pk]),
        )
        for beitrag in wartende[:GENANNTE]
    ]
    if (weitere := wartende.count() - len(zeilen)) > 0:
        zeilen.append(Zeile(f"{weitere} weitere", "Entwürfe oder geplant", _liste(Beitrag)))
    if unfertig := _mit_platzhaltern(beitraege, jetzt):
        text = gezaehlt(len(unfertig), "öffentliche Nachricht", "öffentliche Nachrichten")
        zeilen.append(Zeile(text, "mit Platzhaltern", _liste(Beitrag, "?q=Platzhalter")))
    return Kasten("Nachrichten", "Keine Nachricht wartet.", zeilen)


def _mit_platzhaltern(beitraege: BeitragQuerySet, jetzt: datetime) -> list[Beitrag]:
    """Keep what is public and holds a marker; the database sorts out most, not to read them all."""
    wort = Q(teaser__icontains="platzhalter") | Q(text__icontains="platzhalter")
    verdacht = beitraege.oeffentlich(jetzt).filter(wort)
    return [b for b in verdacht if platzhalter(b.teaser) or platzhalter(b.text)]


def _meldungen(request: HttpRequest, jetzt: datetime) -> Kasten | None:
    if (sichtbare := _sichtbare(request, Meldung)) is None:
        return None
    heute = timezone.localdate(jetzt)
    meldungen = cast("MeldungQuerySet", sichtbare).offen().order_by()
    spaet, woche = (
        Q(faellig_am__lt=heute),
        Q(faellig_am__gte=heute, faellig_am__lte=wochenende(heute)),
    )
    zahlen = meldungen.aggregate(
        offen=Count("pk"),
        spaet=Count("pk", filter=spaet),
        spaet_seit=Min("faellig_am", filter=spaet),
        woche=Count("pk", filter=woche),
        woche_ab=Min("faellig_am", filter=woche),
    )
    aufgaben = [
        _antworten(zahlen[anzahl], zahlen[ab], heute, auswahl)
        for anzahl, ab, auswahl in (
            ("spaet", "spaet_seit", "?frist=ueberfaellig"),
            ("woche", "woche_ab", "?frist=bald"),
        )
        if zahlen[anzahl]
    ]
    zeilen = []
    if offen := zahlen["offen"]:
        zusatz = f"davon {zahlen['spaet']} überfällig" if zahlen["spaet"] else ""
        text = f"{gezaehlt(offen, 'Meldung', 'Meldungen')} offen"
        zeilen.append(Zeile(text, zusatz, _liste(Meldung, "?zustand__exact=offen")))
    return Kasten(
        "Meldungen",
        "Alle Meldungen sind beantwortet.",
        zeilen,
        aufgaben if _darf_aendern(request, Meldung) else [],
    )


def _antworten(anzahl: int, faellig: date, heute: date, auswahl: str) -> Aufgabe:
    was = gezaehlt(anzahl, "Meldung", "Meldungen")
    worte = frist(faellig, heute)
    return Aufgabe(
        text=f"{was} beantworten",
        wofuer="Menschen warten darauf",
        faellig=faellig,
        worte=worte if anzahl == 1 else f"die erste {worte}",
        adresse=_liste(Meldung, auswahl),
    )


def _mails(request: HttpRequest, jetzt: datetime) -> Kasten | None:
    if (sichtbare := _sichtbare(request, Sendung)) is None:
        return None
    zahlen = cast("SendungQuerySet", sichtbare).nicht_angekommen()
    anzahl, abgelegt = zahlen[Sendezustand.GESCHEITERT], zahlen[Sendezustand.ABGELEGT]
    adresse = _liste(Sendung, "?zustand__exact=gescheitert")
    mails = gezaehlt(anzahl, "Mail", "Mails")
    zeilen = [Zeile(f"{mails} gescheitert", "", adresse)] if anzahl else []
    if abgelegt:
        text = f"{gezaehlt(abgelegt, 'Mail', 'Mails')} nur als Datei abgelegt"
        liste = _liste(Sendung, "?zustand__exact=abgelegt")
        zeilen.append(Zeile(text, "niemand hat sie bekommen", liste))
    aufgaben = [
        Aufgabe(
            text=f"{mails} prüfen",
            wofuer="die niemand bekommen hat",
            faellig=timezone.localdate(jetzt),
            worte="heute ansehen",
            adresse=adresse,
        )
    ]
    return Kasten("Mails", "Alle Mails sind hinausgegangen.", zeilen, aufgaben[:anzahl])


def _seiten(request: HttpRequest, jetzt: datetime) -> Kasten | None:
    if (sichtbare := _sichtbare(request, Seite)) is None:
        return None
    heute = timezone.localdate(jetzt)
    seiten = list(cast("SeiteQuerySet", sichtbare).mit_inhalt())
    return Kasten(
        "Impressum, Datenschutz, Barrierefreiheit",
        "Alle Angaben sind da, und nichts ist zu prüfen.",
        list(_seitenzeilen(seiten, heute)),
        list(_pruefungen(seiten, heute)) if _darf_aendern(request, Seite) else [],
    )


def _pruefungen(seiten: Sequence[Seite], heute: date) -> Iterator[Aufgabe]:
    """Give one task for all pages whose review is due on the same day."""
    faellige: defaultdict[date | None, list[Seite]] = defaultdict(list)
    for seite in seiten:
        if seite.bald_faellig(heute):
            faellige[seite.naechste_pruefung].append(seite)
    for tag, gemeinsam in faellige.items():
        yield Aufgabe(
            text=f"{gezaehlt(len(gemeinsam), 'Seite', 'Seiten')} prüfen",
            wofuer=", ".join(seite.titel for seite in gemeinsam),
            faellig=tag or heute,
            worte=frist(tag, heute) if tag else "noch nie geprüft",
            adresse=_liste(Seite),
        )


def _seitenzeilen(seiten: Sequence[Seite], heute: date) -> Iterator[Zeile]:
    zu_pruefen = [seite.titel for seite in seiten if seite.bald_faellig(heute)]
    if zu_pruefen:
        text = f"{gezaehlt(len(zu_pruefen), 'Seite', 'Seiten')} zu prüfen"
        yield Zeile(text, ", ".join(zu_pruefen), _liste(Seite))
    if fehlen := sum(len(maengel(seite)) for seite in seiten):
        verb = "fehlt" if fehlen == 1 else "fehlen"
        yield Zeile(f"{gezaehlt(fehlen, 'Angabe', 'Angaben')} {verb} noch", "", _liste(Seite))
