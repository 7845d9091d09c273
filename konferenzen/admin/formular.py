"""The forms in which a clerk edits a conference: one conference, or the rows of a round."""

from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import BaseConstraint
from django.utils import timezone

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.grundlage.verwaltung.formulare import (
    GanzGeprueftesFormular,
    VersionsFormular,
    ZeilenFormular,
)
from hattingen_portal.grundlage.verwaltung.wahlen import Wahl
from hattingen_portal.grundlage.verwaltung.zeilenmuster import LeichteZeilen
from hattingen_portal.grundlage.zeitfelder import ZeitpunktFeld, ZeitpunktWidget, ortszeit
from konferenzen.models import Art, Konferenz, Status, Veranstaltungsort
from konferenzen.nennung import genannt
from konferenzen.zeitangaben import BERLIN

STATUS = tuple(Status.choices)  # which Python makes anew each time it is asked


class EndeWidget(ZeitpunktWidget):
    """The end: its time first of all, its day only where it is another one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets[0].attrs["placeholder"] = "gleicher Tag"


class EndeFeld(ZeitpunktFeld):
    """The end of a conference; a time alone is meant for the day of the beginning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": EndeWidget} | kwargs)

    def compress(self, data_list: Any) -> Any:
        tag, uhrzeit = data_list or (None, None)
        if tag in self.empty_values and isinstance(uhrzeit, time):
            return uhrzeit
        return super().compress(data_list)


def _zeile(was: str, tag: str = "TT.MM.JJJJ") -> forms.SplitDateTimeWidget:
    """Give the two small inputs of a list's row, named for those who do not see the column."""
    return forms.SplitDateTimeWidget(
        date_format="%d.%m.%Y",
        time_format="%H:%M",
        date_attrs={"class": "datum", "placeholder": tag, "aria-label": f"{was}: Datum"},
        time_attrs={"class": "uhrzeit", "placeholder": "SS:MM", "aria-label": f"{was}: Uhrzeit"},
    )


class TerminRegeln(GanzGeprueftesFormular):
    """What all forms share that set the date of a conference.

    An assumed end is shown as what it is, empty: so it moves along with the beginning, and becomes
    a known one as soon as somebody fills it in.
    """

    # Who reads its messages; whoever makes the form says so.
    person: Person = AnonymousUser()

    REGEL_AM_FELD = {
        "konferenz_beginn_und_ende": "beginn",
        "konferenz_ende_nach_beginn": "ende",
        "konferenz_verschoben_ohne_termin": "status",
        "konferenz_kein_entwurf_mehr": "status",
        "konferenz_online_ohne_ort": "ort",
        "konferenz_titel": "titel",
        "konferenz_einmal_je_runde": "stadtteil",
        "konferenz_raum_frei": "ort",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        konferenz: Konferenz = self.instance
        self.initial["ende"] = _ende_zum_eintragen(konferenz)
        if isinstance(feld := self.fields.get("status"), forms.ChoiceField):
            # Validation still knows them all: who sends another one reads why it does not go.
            feld.widget.choices = _moegliche_status(konferenz)

    def clean_ende(self) -> datetime | None:
        """Put an end without a day on the day of the beginning."""
        ende: datetime | time | None = self.cleaned_data["ende"]
        if not isinstance(ende, time):
            return ende
        beginn: datetime | None = self.cleaned_data.get("beginn")
        if beginn is not None:
            return ortszeit(timezone.localtime(beginn).date(), ende)
        if "beginn" not in self.errors:
            self.add_error(
                "beginn",
                "Zum Ende fehlt der Beginn mit seinem Datum. Bitte tragen Sie ihn ein, oder leeren "
                "Sie das Ende.",
            )
        return None

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        if "ende" in self.cleaned_data:
            self.instance.ende_geschaetzt = False  # Konferenz.clean says when it is assumed
        return daten

    def meldung(self, regel: BaseConstraint, fehler: ValidationError) -> ValidationError:
        """Name the conference that is in the room already."""
        if regel.name != "konferenz_raum_frei":
            return fehler
        konferenz: Konferenz = self.instance
        andere = Konferenz.objects.im_selben_raum(konferenz).mit_umfeld().first()
        if andere is None:
            return fehler
        wer = genannt(str(andere), andere, self.person, timezone.now())
        return ValidationError([fehler, f"Dort ist schon: {wer}."])


class TerminFormular(TerminRegeln, VersionsFormular):
    """What both ordinary forms of a conference share."""


class KonferenzFormular(TerminFormular):
    """The whole conference."""

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        if self.cleaned_data.get("art") == Art.STADTTEILKONFERENZ:
            for feld, wort in (("stadtteil", "einen Stadtteil"), ("runde", "eine Runde")):
                if feld in self.cleaned_data and not self.cleaned_data[feld]:
                    self.add_error(feld, f"Eine Stadtteilkonferenz braucht {wort}.")
        return daten


class KonferenzZeile(TerminFormular, ZeilenFormular):
    """A conference as one row of the list: date, time, venue and status."""

    beginn = ZeitpunktFeld(widget=_zeile("Beginn"), required=False)
    ende = EndeFeld(widget=_zeile("Ende", "gleicher Tag"), required=False)
    ort = forms.ModelChoiceField(Veranstaltungsort.objects.geordnet(), required=False, label="Ort")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, wort in (("ort", "Ort"), ("status", "Status")):
            if name in self.fields:  # named for those who do not see the column
                self.fields[name].widget.attrs["aria-label"] = wort

    @classmethod
    def anfangswerte(cls, zeile: Konferenz) -> dict[str, Any]:
        beginn = zeile.beginn and zeile.beginn.astimezone(BERLIN)
        werte = {"beginn": beginn and [beginn.date(), beginn.time()]}
        return super().anfangswerte(zeile) | werte | {"ende": _ende_zum_eintragen(zeile)}

    def meldung(self, regel: BaseConstraint, fehler: ValidationError) -> ValidationError:
        ganz = super().meldung(regel, fehler)
        if regel.name != "konferenz_raum_frei":
            return ganz
        tausch = "Sollen zwei Konferenzen tauschen, leeren Sie zuerst bei einer den Ort."
        return ValidationError([ganz, tausch])


class KonferenzZeilen(LeichteZeilen):
    """The rows of the list; whoever makes it says which venues there are, by key and name."""

    orte: Sequence[Wahl] = ()

    def art(self, zeile: Konferenz) -> tuple[tuple[str, str], ...]:
        """Give what the status of the conference can become."""
        return _moegliche_status(zeile)

    def ausgang(self) -> tuple[Wahl, ...]:
        """Give the venues."""
        return tuple(self.orte)

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        ort = form.fields["ort"]
        if isinstance(ort, forms.ModelChoiceField):
            ort.choices = [("", "---------"), *self.orte]


def _ende_zum_eintragen(konferenz: Konferenz) -> list[Any] | None:
    """Give day and time of the known end, the day only where it is not that of the beginning."""
    if konferenz.beginn is None or konferenz.ende is None or konferenz.ende_geschaetzt:
        return None
    beginn, ende = konferenz.beginn.astimezone(BERLIN), konferenz.ende.astimezone(BERLIN)
    return [None if ende.date() == beginn.date() else ende.date(), ende.time()]


def _moegliche_status(konferenz: Konferenz) -> tuple[tuple[str, str], ...]:
    """Give what the status can become: nothing public is a draft again, no draft is withdrawn."""
    unmoeglich = Status.ENTWURF if konferenz.war_oeffentlich() else Status.ZURUECKGEZOGEN
    return _status_ohne(unmoeglich, konferenz.status)


@lru_cache
def _status_ohne(unmoeglich: str, jetziger: str) -> tuple[tuple[str, str], ...]:
    return tuple((wert, wort) for wert, wort in STATUS if wert != unmoeglich or wert == jetziger)
