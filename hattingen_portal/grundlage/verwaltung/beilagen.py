"""The rows below a form: what somebody else has deleted is named, what she typed there stays."""

import re
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseInlineFormSet

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.grundlage.geschichte.aufzeichnung import hat_geschichte
from hattingen_portal.grundlage.geschichte.lesen import Quelle, eintraege, letzter
from hattingen_portal.grundlage.verwaltung.dreiwege import wer_und_wann


class Beilagen(BaseInlineFormSet):
    """Rows of which some may be gone: those that she changed are offered once more, as new ones."""

    # Who reads its messages; whoever makes the rows says so.
    person: Person = AnonymousUser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verschwundene: list[str] = []
        if self.is_bound:
            self._verschwundene_ausgliedern()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name each field to screen readers: the head of its column is no label for it."""
        super().add_fields(form, index)
        for feld in form.fields.values():
            if feld.label:
                feld.widget.attrs.setdefault("aria-label", str(feld.label))

    def clean(self) -> None:
        super().clean()
        if self.verschwundene:
            raise ValidationError(self.verschwundene)

    @cached_property
    def dazugekommene(self) -> list[str]:
        """The names of the rows that somebody else has added since the form was opened."""
        gesendet = {self._schluessel(stelle) for stelle in range(self.initial_form_count())}
        zeilen = self.get_queryset() if self.is_bound else ()
        return [_name(self, zeile.pk) for zeile in zeilen if str(zeile.pk) not in gesendet]

    def _schluessel(self, stelle: int) -> str:
        return str(self.data.get(f"{self.add_prefix(stelle)}-{self.model._meta.pk.name}", ""))

    def _verschwundene_ausgliedern(self) -> None:
        alle = self.total_form_count()
        anfangs = min(self.initial_form_count(), alle)
        vorhandene = {str(zeile.pk) for zeile in self.get_queryset()}
        weg = [s for s in range(anfangs) if (k := self._schluessel(s)) and k not in vorhandene]
        if not weg:
            return
        retten = [stelle for stelle in weg if self._von_ihr_geaendert(stelle)]
        self.verschwundene = [self._sagen(stelle, neu=stelle in retten) for stelle in weg]
        bleiben = [stelle for stelle in range(anfangs) if stelle not in weg]
        self._neu_ordnen([*bleiben, *retten, *range(anfangs, alle)], len(bleiben), len(retten))

    def _von_ihr_geaendert(self, stelle: int) -> bool:
        if f"{self.add_prefix(stelle)}-DELETE" in self.data:
            return False
        zeile: Any = self._construct_form(stelle)  # type: ignore[attr-defined]  # not in the stubs
        zeile.anfangs_mitsenden()
        eigene = {self.model._meta.pk.name, self.fk.name}
        return any(zeile.beruehrt(name) for name in zeile.fields if name not in eigene)

    def _sagen(self, stelle: int, *, neu: bool) -> str:
        schluessel = self._schluessel(stelle)
        wer = wer_und_wann(self.model, schluessel, self.person) if schluessel.isdecimal() else ""
        text = f"{_name(self, schluessel)} ist inzwischen gelöscht{f' ({wer})' if wer else ''}."
        rest = " Ihre Eingaben stehen noch hier; sichern Sie, wird daraus eine neue Zeile."
        return text + rest if neu else text

    def _neu_ordnen(self, reihenfolge: list[int], bleiben: int, gerettet: int) -> None:
        """Number the sent rows anew; the first `bleiben` are stored, the next `gerettet` were."""
        daten = self._umnummeriert(self.data, reihenfolge)
        self.files = self._umnummeriert(self.files, reihenfolge)
        for stelle in range(bleiben, bleiben + gerettet):
            daten[f"{self.add_prefix(stelle)}-{self.model._meta.pk.name}"] = ""
        daten[f"{self.prefix}-TOTAL_FORMS"] = str(len(reihenfolge))
        daten[f"{self.prefix}-INITIAL_FORMS"] = str(bleiben)
        self.data = daten
        vars(self).pop("management_form", None)  # read from the data as they were

    def _umnummeriert(self, gesendet: Any, reihenfolge: list[int]) -> Any:
        stellen = {alt: neu for neu, alt in enumerate(reihenfolge)}
        zeile = re.compile(rf"((?:initial-)?{re.escape(str(self.prefix))})-(\d+)-(.+)", re.ASCII)
        daten = gesendet.copy()
        for name in gesendet:
            if zeile.fullmatch(name):
                del daten[name]
        for name in gesendet:
            if (teile := zeile.fullmatch(name)) and (neu := stellen.get(int(teile[2]))) is not None:
                daten.setlist(f"{teile[1]}-{neu}-{teile[3]}", gesendet.getlist(name))
        return daten


def _name(zeilen: Beilagen, schluessel: Any) -> str:
    """Give what the history calls the row; without one, what all of its kind are called."""
    modell = zeilen.model
    bekannt = hat_geschichte(modell) and str(schluessel).isdecimal()
    if not bekannt or (eintrag := letzter(modell, schluessel)) is None:
        return str(modell._meta.verbose_name)
    quelle = Quelle(modell, Q(), zeilen.fk)
    return eintraege([quelle], [(eintrag.history_date, eintrag.history_id, 0)])[0].gegenstand
