"""One row of the second step: what is planned for one Stadtteil."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hattingen_portal.grundlage.zeitfelder import (
    DATUM_FALSCH,
    UHRZEIT_FALSCH,
    DatumFeld,
    UhrzeitFeld,
    ortszeit,
)
from konferenzen.admin.planung.felder import (
    AUSLASSEN,
    EIGENER,
    OHNE,
    ONLINE,
    WORTE,
    TagWahl,
    gewaehlter_tag,
)
from konferenzen.models import Form, Konferenz, Runde
from konferenzen.planung import Bedarf, Befund, Eintragung, Vorschlag
from konferenzen.rundenplan import vor_ort
from konferenzen.zeitangaben import spanne
from konferenzen.zeitrechnung import ANGENOMMENE_DAUER, mit_wochentag
from quartiere.models import Stadtteil


@dataclass(frozen=True)
class Vorgabe:
    """What a row starts from."""

    stadtteil: Stadtteil
    bedarf: Bedarf
    vorschlag: Vorschlag


class ZeileFormular(forms.Form):
    """Day, times and venue of one Stadtteil; `befund` is what was found about them."""

    wahl = TagWahl(label="Tag", error_messages={"required": "Bitte wählen Sie."})
    tag = DatumFeld(
        label="anderer Tag",
        required=False,
        widget=forms.DateInput(
            format="%d.%m.%Y", attrs={"class": "datum", "placeholder": "TT.MM.JJJJ"}
        ),
        error_messages={"invalid": DATUM_FALSCH},
    )
    beginn = UhrzeitFeld(label="Beginn")
    ende = UhrzeitFeld(label="Ende")
    ort = forms.ChoiceField(label="Ort", required=False)

    def __init__(self, daten: Any, vorgabe: Vorgabe, orte: Sequence[tuple[str, str]]) -> None:
        self.stadtteil, self.bedarf = vorgabe.stadtteil, vorgabe.bedarf
        self.vorschlag = vorgabe.vorschlag
        self.befund = Befund()
        prefix = f"stadtteil-{self.stadtteil.pk}"
        super().__init__(daten, prefix=prefix, initial=_anfang(vorgabe))
        _waehlbar(self.fields["wahl"], _tage(vorgabe.vorschlag, self._gesendet("wahl")))
        _waehlbar(self.fields["ort"], orte)

    @property
    def gesendet(self) -> bool:
        """Tell whether somebody filled it in."""
        return bool(self._gesendet("wahl"))

    @property
    def gilt(self) -> str:
        """Say in words what was checked, with the weekday; empty while there is nothing to say."""
        if not self.is_bound or self.errors:
            return ""
        daten = self.cleaned_data
        if daten.get("termin") is None:
            return WORTE[daten["wahl"]]
        return spanne(daten["termin"], daten["schluss"], ende_geschaetzt=daten["ende"] is None)

    @property
    def geplant(self) -> bool:
        """Tell whether the valid row is part of the round."""
        return bool(self.cleaned_data["wahl"] != AUSLASSEN)

    def clean(self) -> dict[str, Any] | None:
        """Join day and times; what is wrong stands at its field."""
        daten = self.cleaned_data
        if "wahl" in daten and "tag" in daten and (tag := self._tag()) is not None:
            self._zeiten_setzen(tag)
        return daten

    def eintragung(self) -> Eintragung | None:
        """Give the row for the check; None where it has no day."""
        daten = self.cleaned_data
        if daten.get("termin") is None:
            return None
        gewohnheit = self.bedarf.gewohnheit
        return Eintragung(
            stadtteil=self.stadtteil.pk,
            name=self.stadtteil.name,
            beginn=vor_ort(daten["termin"]),
            ende=vor_ort(daten["schluss"]),
            ort=self.ort_schluessel(),
            sonst=gewohnheit.wochentag if gewohnheit else None,
        )

    def ort_schluessel(self) -> int | None:
        """Give the key of the chosen venue."""
        wert = self.cleaned_data["ort"]
        return int(wert) if wert and wert != ONLINE else None

    def konferenz(self, runde: Runde) -> Konferenz:
        """Give the valid row as a new, unsaved conference of `runde`."""
        daten = self.cleaned_data
        return Konferenz(
            runde=runde,
            stadtteil=self.stadtteil,
            beginn=daten.get("termin"),
            ende=daten.get("schluss") if daten["ende"] else None,  # Konferenz.clean assumes it
            ort_id=self.ort_schluessel(),
            form=self._form(),
        )

    def gleicht(self, konferenz: Konferenz) -> bool:
        """Tell whether `konferenz` is what the valid row says."""
        termin, ort = self.cleaned_data.get("termin"), self.ort_schluessel()
        return (konferenz.beginn, konferenz.ort_id) == (termin, ort)

    def befinden(self, befund: Befund) -> None:
        """Take over what was found; errors stand at the row."""
        self.befund = befund
        for text in befund.fehler:
            self.add_error(None, text)

    def _form(self) -> str:
        if self.cleaned_data["ort"] == ONLINE:
            return Form.ONLINE
        gewohnheit = self.bedarf.gewohnheit
        hybrid = gewohnheit is not None and gewohnheit.form == Form.HYBRID
        return Form.HYBRID if hybrid and self.cleaned_data["ort"] else Form.VOR_ORT

    def _gesendet(self, feld: str) -> str:
        return str(self.data.get(self.add_prefix(feld), ""))

    def _tag(self) -> date | None:
        """Give the chosen day; a day that was typed and not chosen is asked about."""
        wahl, getippt = self.cleaned_data["wahl"], self.cleaned_data["tag"]
        if wahl == EIGENER and getippt is None:
            self.add_error(
                "tag", "Bitte tragen Sie den Tag ein, oder wählen Sie bei „Tag“ einen aus."
            )
        gewaehlt = getippt if wahl == EIGENER else gewaehlter_tag(wahl)
        if getippt is not None and getippt != gewaehlt:
            self.add_error(
                "tag",
                f"Hier steht {mit_wochentag(getippt)}; bei „Tag“ ist etwas anderes gewählt. Was "
                f"gilt? Wählen Sie dort „{WORTE[EIGENER]}“, oder leeren Sie dieses Feld.",
            )
            return None
        return gewaehlt

    def _zeiten_setzen(self, tag: date) -> None:
        beginn, ende = self.cleaned_data.get("beginn"), self.cleaned_data.get("ende")
        if "beginn" in self.errors or "ende" in self.errors:
            return
        if beginn is None:
            self.add_error("beginn", UHRZEIT_FALSCH)
            return
        if (anfang := self._ortszeit("beginn", tag, beginn)) is None:
            return
        schluss = self._ortszeit("ende", tag, ende) if ende else anfang + ANGENOMMENE_DAUER
        if schluss is not None and schluss <= anfang:
            self.add_error("ende", "Das Ende muss nach dem Beginn liegen.")
        elif schluss is not None:
            self.cleaned_data |= {"termin": anfang, "schluss": schluss}

    def _ortszeit(self, feld: str, tag: date, uhrzeit: time) -> datetime | None:
        try:
            return ortszeit(tag, uhrzeit)
        except ValidationError as fehler:
            self.add_error(feld, fehler)
            return None


def _anfang(vorgabe: Vorgabe) -> dict[str, Any]:
    """Give what the row shows at first: the proposal, or nothing that is invented."""
    gewohnheit, tag = vorgabe.bedarf.gewohnheit, vorgabe.vorschlag.tag
    if gewohnheit is None:
        return {"wahl": ""}
    online = gewohnheit.form == Form.ONLINE
    return {
        "wahl": tag.isoformat() if tag else OHNE,
        "beginn": gewohnheit.beginn,
        "ende": gewohnheit.ende,
        "ort": ONLINE if online else gewohnheit.ort or "",
    }


def _tage(vorschlag: Vorschlag, gesendet: str) -> Iterator[tuple[str, str]]:
    """Give what can be chosen, each in words: the proposal first, then others, then none."""
    if vorschlag.tag is None:
        yield "", "Bitte wählen"
    else:
        yield vorschlag.tag.isoformat(), f"{mit_wochentag(vorschlag.tag)} (Vorschlag)"
    for wahl in vorschlag.alternativen:
        yield wahl.tag.isoformat(), f"{mit_wochentag(wahl.tag)} ({wahl.grund})"
    bekannte = {vorschlag.tag, *(wahl.tag for wahl in vorschlag.alternativen)}
    if (tag := gewaehlter_tag(gesendet)) is not None and tag not in bekannte:
        yield gesendet, f"{mit_wochentag(tag)} (Ihre Wahl)"
    yield from WORTE.items()


def _waehlbar(feld: forms.Field, wahlen: Any) -> None:
    if isinstance(feld, forms.ChoiceField):
        feld.choices = list(wahlen)
