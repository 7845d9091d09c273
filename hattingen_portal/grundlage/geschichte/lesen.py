"""The history of a row and of what belongs to it: pages of entries, a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from hattingen_portal.grundlage.geschichte.bestand import BESTAND
from hattingen_portal.grundlage.geschichte.unterschied import markiert
from hattingen_portal.grundlage.geschichte.worte import DATEI, Namen, in_worten
from hattingen_portal.grundlage.sperre import MitVersion

KURZ = 40  # characters; longer words are compared word by word
NUR_GESTALT = "(gleiche Worte)", "(gleiche Worte, anders gestaltet)"


@dataclass(frozen=True)
class Quelle:
    """The rows whose history is told: those of `modell` that meet `bedingung`.

    `zu` is the field by which they belong to the row that the page is about; None for itself.
    """

    modell: type[models.Model]
    bedingung: Q
    zu: models.Field | None = None

    @property
    def felder(self) -> list[models.Field]:
        """What staff can set, in the order of the model, the kept choices last."""
        spalten = [f for f in self.modell._meta.local_fields if f.editable and f != self.zu]
        gewaehlt: list[Any] = list(geschichte_von(self.modell).model._history_m2m_fields)
        return [*(f for f in spalten if not f.primary_key), *gewaehlt]


@dataclass(frozen=True)
class Aenderung:
    """One field before and after, in words, as HTML."""

    feld: str
    vorher: str
    nachher: str


@dataclass(frozen=True)
class Eintrag:
    """One save: when, by whom, of what, and what it changed."""

    zeitpunkt: datetime
    durch: str
    was: str
    gegenstand: str
    aenderungen: list[Aenderung] = field(default_factory=list)

    @property
    def sagt_etwas(self) -> bool:
        """Tell whether there is anything to read but that somebody saved."""
        return bool(self.aenderungen) or self.was != "geändert"


def alle(quellen: Sequence[Quelle]) -> QuerySet[Any]:
    """Give time, key and place in `quellen` of each save, the newest first; for a paginator.

    What one save left behind in several steps (choices are set after their row) is one save. The
    place has a name that no model gives to a field of its own.
    """
    einzeln = [
        _letzte_ihrer_fassung(quelle)
        .annotate(history_stelle=Value(stelle))
        .order_by()
        .values_list("history_date", "history_id", "history_stelle")
        for stelle, quelle in enumerate(quellen)
    ]
    zusammen: QuerySet[Any] = einzeln[0].union(*einzeln[1:], all=True)
    return zusammen.order_by("-history_date", "history_stelle", "-history_id")


def eintraege(quellen: Sequence[Quelle], auswahl: Iterable[tuple[Any, int, int]]) -> list[Eintrag]:
    """Give the entries for `auswahl`, a part of what `alle` gives, in its order."""
    auswahl = list(auswahl)
    gelesen = {
        stelle: _Zeilen(quelle, [nummer for _, nummer, s in auswahl if s == stelle])
        for stelle, quelle in enumerate(quellen)
    }
    namen = Namen()
    for zeilen in gelesen.values():
        zeilen.vormerken(namen)
    return [gelesen[stelle].eintrag(nummer, namen) for _, nummer, stelle in auswahl]


def letzter(modell: type[models.Model], schluessel: Any) -> Any:
    """Give the newest entry of the row of `modell` with this key, None where there is none."""
    eigene = geschichte_von(modell).filter(**{modell._meta.pk.attname: schluessel})
    return eigene.first()


def seither(modell: type[models.Model], schluessel: Any, version: int | None) -> list[Any]:
    """Give the entries of the row since its `version`, the newest first.

    The newest alone where the version is not known, or rows of `modell` have none.
    """
    eigene = geschichte_von(modell).filter(**{modell._meta.pk.attname: schluessel})
    if version is None or not issubclass(modell, MitVersion):
        return list(eigene[:1])
    return list(eigene.filter(version__gt=version))


def _gleiche_fassung(modell: type[models.Model]) -> Q:
    """Say in SQL which entries belong to the save of the outer one."""
    if not issubclass(modell, MitVersion):
        return Q(history_id=OuterRef("history_id"))
    return Q(version=OuterRef("version"), durch_name=OuterRef("durch_name")) & ~Q(history_type="-")


def _desselben(modell: type[models.Model]) -> QuerySet[Any]:
    schluessel = modell._meta.pk.attname
    return geschichte_von(modell).filter(**{schluessel: OuterRef(schluessel)})


def _letzte_ihrer_fassung(quelle: Quelle) -> QuerySet[Any]:
    spaetere = _desselben(quelle.modell).filter(
        _gleiche_fassung(quelle.modell), history_id__gt=OuterRef("history_id")
    )
    eigene = geschichte_von(quelle.modell).filter(quelle.bedingung)
    return eigene.filter(Q(history_type="-") | ~Exists(spaetere))


class _Zeilen:
    """Some entries of one source, with those before them and their choices."""

    def __init__(self, quelle: Quelle, nummern: list[int]) -> None:
        self.quelle = quelle
        eigene = geschichte_von(quelle.modell)
        fruehere = _desselben(quelle.modell).filter(history_id__lt=OuterRef("history_id"))
        fruehere = fruehere.exclude(_gleiche_fassung(quelle.modell)).order_by("-history_id")
        vorige = Coalesce(Subquery(fruehere.values("history_id")[:1]), Value(0))
        self.zeilen = {
            z.history_id: z for z in eigene.filter(history_id__in=nummern).annotate(vorige=vorige)
        }
        self.vorige = eigene.in_bulk({z.vorige for z in self.zeilen.values()})
        self.gewaehlt = {
            feld.name: self._auswahl(feld)
            for feld in quelle.felder
            if isinstance(feld, models.ManyToManyField)
        }

    def _auswahl(self, feld: models.ManyToManyField) -> dict[int, list[Any]]:
        alle_zeilen = {**self.zeilen, **self.vorige}
        gemerkt: dict[int, list[Any]] = {nummer: [] for nummer in alle_zeilen}
        zwischen = getattr(geschichte_von(self.quelle.modell).model, feld.name).model
        spalten = ("history_id", f"{feld.m2m_reverse_field_name()}_id")
        gefunden = zwischen._base_manager.filter(history_id__in=alle_zeilen)
        for nummer, schluessel in gefunden.values_list(*spalten).order_by(*spalten):
            gemerkt[nummer].append(schluessel)
        return gemerkt

    def _wert(self, zeile: Any, feld: models.Field) -> Any:
        if isinstance(feld, models.ManyToManyField):
            return self.gewaehlt[feld.name][zeile.history_id]
        return getattr(zeile, feld.attname)

    def vormerken(self, namen: Namen) -> None:
        """Have `namen` look up what these entries refer to."""
        for feld in self.quelle.felder:
            if feld.is_relation:
                for zeile in (*self.zeilen.values(), *self.vorige.values()):
                    wert = self._wert(zeile, feld)
                    modell: Any = feld.related_model
                    namen.vormerken(modell, wert if isinstance(wert, list) else [wert])

    def eintrag(self, nummer: int, namen: Namen) -> Eintrag:
        zeile = self.zeilen[nummer]
        davor = self.vorige.get(zeile.vorige)
        return Eintrag(
            zeitpunkt=zeile.history_date,
            durch=zeile.durch_name,
            was=_was(zeile, davor),
            gegenstand=self._gegenstand(zeile, namen),
            aenderungen=self._aenderungen(davor, zeile, namen) if davor else [],
        )

    def _gegenstand(self, zeile: Any, namen: Namen) -> str:
        """Name what belongs to the row of the page; "" for the row itself."""
        if self.quelle.zu is None:
            return ""
        art = str(self.quelle.modell._meta.verbose_name)
        if self.quelle.zu.one_to_one:
            return art
        nennt = next(f for f in self.quelle.felder if f.is_relation or not f.choices)
        return f"{art} „{in_worten(nennt, self._wert(zeile, nennt), namen)}“"

    def _aenderungen(self, davor: Any, zeile: Any, namen: Namen) -> list[Aenderung]:
        gefunden = []
        for feld in self.quelle.felder:
            alt, neu = self._wert(davor, feld), self._wert(zeile, feld)
            if alt != neu:
                worte = in_worten(feld, alt, namen), in_worten(feld, neu, namen)
                gefunden.append(Aenderung(str(feld.verbose_name), *_nebeneinander(*worte)))
        return gefunden


def _was(zeile: Any, davor: Any) -> str:
    if zeile.history_type == "-":
        return "gelöscht"
    if davor is not None:
        return "geändert"
    aus_bestand = zeile.history_change_reason == BESTAND["history_change_reason"]
    return "war schon da, als die Geschichte begann" if aus_bestand else "angelegt"


def _nebeneinander(vorher: str, nachher: str) -> tuple[str, str]:
    if vorher == nachher:
        return ("bisherige Datei", "andere Datei") if vorher == DATEI else NUR_GESTALT
    if max(len(vorher), len(nachher)) <= KURZ:
        return vorher, nachher
    return markiert(vorher, nachher)
