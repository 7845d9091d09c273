"""What a program may narrow the open data by; stricter than the pages' filter.

A page that does not know a word shows everything and says so. A program would take everything for
what it asked for, and show the dates of others as those of a Stadtteil: it gets an error instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from hattingen_portal.grundlage.weiterleitung import heutiger_slug
from konferenzen.filter import TermineFilter
from konferenzen.models import Konferenz, KonferenzQuerySet
from konferenzen.offene_daten.status import STATUS_WORTE, datenstatus
from konferenzen.zeitangaben import BERLIN

# Further away, times of other time zones would leave the calendar.
ERSTER_TAG, LETZTER_TAG = date(1900, 1, 1), date(2999, 12, 31)
# What names a thing that is not there; everything else is an error in writing.
NAMEN = {"stadtteil", "art", "runde"}
KEIN_DATUM = "Bitte geben Sie ein Datum wie 2026-01-26 an, zwischen 1900 und 2999."


@dataclass(frozen=True)
class Problem:
    """Why a parameter cannot be used, and which values it may have where they can be listed."""

    parameter: str
    meldung: str
    erlaubt: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        erlaubt = f" Möglich: {', '.join(self.erlaubt)}." if self.erlaubt else ""
        return f"{self.parameter}: {self.meldung}{erlaubt}"


class Tag(forms.DateField):
    """A day as ISO 8601 writes it; may stay empty."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[
                MinValueValidator(ERSTER_TAG, KEIN_DATUM),
                MaxValueValidator(LETZTER_TAG, KEIN_DATUM),
            ],
            error_messages={"invalid": KEIN_DATUM},
        )


def _runden() -> list[tuple[str, str]]:
    runden = Konferenz.objects.oeffentlich().runden().values_list("slug", "name")
    return [("", "Alle Runden"), *runden]


class RundeFeld(forms.ChoiceField):
    """A round of which something is public, by its slug of today or of former days."""

    def __init__(self) -> None:
        super().__init__(label="Runde", required=False, choices=_runden)

    def to_python(self, value: Any) -> str:
        return heutiger_slug(Konferenz.objects.oeffentlich().runden(), super().to_python(value))


class DatenFilter(TermineFilter):
    """Stadtteil and kind as on the page, and round, status and days."""

    runde = RundeFeld()
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Jeder Status"), *((wort, wort) for wort in STATUS_WORTE)],
    )
    von = Tag("Von")
    bis = Tag("Bis")

    def probleme(self) -> list[Problem]:
        """Give what is wrong with the parameters; empty where all can be used."""
        daten = self.data if isinstance(self.data, QueryDict) else QueryDict()
        probleme = [
            Problem(name, "Diesen Parameter gibt es nicht.", list(self.fields))
            for name in daten
            if name not in self.fields
        ]
        probleme += [
            Problem(name, "Bitte geben Sie diesen Parameter nur einmal an.")
            for name in self.fields
            if len(daten.getlist(name)) > 1
        ]
        return probleme + [self._problem(name) for name in self.errors]

    def _problem(self, name: str) -> Problem:
        feld = self.fields[name]
        if isinstance(feld, forms.ChoiceField):
            erlaubt = [wort for wort, _ in cast("Iterable[tuple[str, str]]", feld.choices) if wort]
            return Problem(name, "Diesen Wert gibt es hier nicht.", erlaubt)
        return Problem(name, str(self.errors[name][0]))

    def clean(self) -> None:
        von, bis = self.cleaned_data.get("von"), self.cleaned_data.get("bis")
        if von and bis and bis < von:
            self.add_error("bis", "Dieser Tag liegt vor dem Tag in „von“.")

    def anwenden(self, konferenzen: KonferenzQuerySet) -> KonferenzQuerySet:
        """Narrow `konferenzen` by all but the status.

        Days are counted in Berlin, both included; what begins before and lasts into them stays.
        Without a date a conference is on no day.
        """
        konferenzen = super().anwenden(konferenzen)
        if runde := self.cleaned_data.get("runde"):
            konferenzen = konferenzen.filter(runde__slug=runde)
        if von := self.cleaned_data.get("von"):
            konferenzen = konferenzen.filter(ende__gt=_mitternacht(von))
        if bis := self.cleaned_data.get("bis"):
            konferenzen = konferenzen.filter(beginn__lt=_mitternacht(bis + timedelta(days=1)))
        return konferenzen

    def mit_status(self, konferenzen: KonferenzQuerySet) -> list[Konferenz]:
        """Give those of `konferenzen` that stand where the filter says, all where it says nothing.

        Asked of the rows, not of the database: what a status means is written down once.
        """
        status = self.cleaned_data.get("status")
        return [k for k in konferenzen if not status or datenstatus(k) == status]

    def als_worte(self) -> Mapping[str, str]:
        """Give the parameters that are set, as they are understood."""
        return {name: str(wert) for name, wert in self.cleaned_data.items() if wert}


def ist_unbekannt(probleme: Sequence[Problem]) -> bool:
    """Tell whether the parameters are well written, yet name a thing that is not there."""
    return {problem.parameter for problem in probleme} <= NAMEN and all(
        problem.erlaubt for problem in probleme
    )


def _mitternacht(tag: date) -> datetime:
    """Give the midnight in Berlin with which `tag` begins."""
    return datetime.combine(tag, time.min, tzinfo=BERLIN)
