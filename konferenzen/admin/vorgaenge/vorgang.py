"""What can be done with a conference besides editing it, and when.

A Vorgang is told to the public as what it is; its page asks for what it needs and shows beforehand
what will hold. Pure rules and words; the steps of the page are in zweischritt.py.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms

from konferenzen.admin.vorgaenge.formulare import (
    AbsagenFormular,
    FestlegenFormular,
    GrundFormular,
    TerminEingabe,
    VerlegenFormular,
    VeroeffentlichenFormular,
    VerschiebenFormular,
    WiederAnsetzenFormular,
)
from konferenzen.models import Konferenz, Status
from konferenzen.zeitangaben import zeitangabe, zeitpunkt

# What makes a Vorgang one: where all of it is as it was, nothing is left to do.
WIRKUNG = (
    "status",
    "beginn",
    "ende",
    "ende_geschaetzt",
    "ort_id",
    "form",
    "veroeffentlichen_ab",
)
WIEDER = "Soll sie stattfinden, setzen Sie sie wieder an."
TERMINFELDER: tuple[tuple[str | None, dict[str, Any]], ...] = (
    ("Wann", {"fields": ("beginn", "ende")}),
    ("Wo", {"fields": ("ort", "raum_geteilt", "form", "online_link")}),
    ("Warum", {"fields": ("grund",)}),
)


class Vorgang(ABC):
    """One thing to do; subclasses say when it is possible and what it sets.

    `name` stands in addresses, `titel` on buttons, `warum_nicht` names for each status why it does
    not go, as a sentence that goes on from the name of the conference. `mehrere` tells whether it
    goes with several at once, `im_formular` whether the form of one offers it.
    """

    name: ClassVar[str]
    titel: ClassVar[str]
    liste: ClassVar[str]
    erklaerung: ClassVar[str]
    mehrere: ClassVar[bool] = True
    im_formular: ClassVar[bool] = True
    formularklasse: ClassVar[type[forms.BaseForm]]
    fieldsets: ClassVar[Sequence[tuple[str | None, Mapping[str, Any]]]] = (
        (None, {"fields": ("grund",)}),
    )
    warum_nicht: ClassVar[Mapping[str, str]] = {}

    def hindernis(self, konferenz: Konferenz, jetzt: datetime) -> str:
        """Say why it does not go with `konferenz` at the aware time `jetzt`; empty if it goes."""
        if not konferenz.war_oeffentlich(jetzt):
            return _noch_nicht_oeffentlich(konferenz)
        return self.warum_nicht.get(konferenz.status, "")

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        """Give the form for `konferenzen`, filled in with `daten` unless these are None."""
        return self.formularklasse(daten)

    @abstractmethod
    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        """Set on `konferenz` what the valid input `daten` makes of it; nothing is saved."""

    def grund(self, konferenz: Konferenz, daten: Mapping[str, Any], jetzt: datetime) -> str:
        """Give the public reason for `konferenz` out of the valid input at the time `jetzt`."""
        grund: str = daten["grund"]
        return grund

    def knopf(self, daten: Mapping[str, Any]) -> str:
        """Give the words of the button that does it."""
        return f"Jetzt {self.titel[0].lower()}{self.titel[1:]}"

    @abstractmethod
    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        """Say what `konferenz` is now, as a sentence that goes on from its name."""


class Veroeffentlichen(Vorgang):
    """Show a draft, now or from a set time on."""

    name = "veroeffentlichen"
    titel = "Veröffentlichen"
    liste = "Veröffentlichen: auf der Website zeigen"
    erklaerung = (
        "Die Konferenz erscheint auf der Website und in den abonnierten Kalendern, sofort oder zu "
        "einer Zeit, die Sie eintragen."
    )
    formularklasse = VeroeffentlichenFormular
    fieldsets = ((None, {"fields": ("veroeffentlichen_ab", "grund")}),)

    def hindernis(self, konferenz: Konferenz, jetzt: datetime) -> str:
        if not konferenz.war_oeffentlich(jetzt):
            return ""
        if konferenz.status == Status.OEFFENTLICH:
            return "ist schon öffentlich."
        return f"war schon öffentlich und ist {konferenz.get_status_display()}. {WIEDER}"

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        zeiten = {konferenz.veroeffentlichen_ab for konferenz in konferenzen}
        gemeinsame = zeiten.pop() if len(zeiten) == 1 else None
        return VeroeffentlichenFormular(daten, initial={"veroeffentlichen_ab": gemeinsame})

    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        konferenz.status = Status.OEFFENTLICH
        konferenz.veroeffentlichen_ab = daten["veroeffentlichen_ab"]

    def knopf(self, daten: Mapping[str, Any]) -> str:
        return (
            "Zu dieser Zeit veröffentlichen" if daten["veroeffentlichen_ab"] else super().knopf({})
        )

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        if konferenz.veroeffentlicht_am is not None and not konferenz.war_oeffentlich(jetzt):
            return f"erscheint am {zeitpunkt(konferenz.veroeffentlicht_am)}."
        return "ist jetzt öffentlich."


class Absagen(Vorgang):
    """It does not take place; the page says so and why."""

    name = "absagen"
    titel = "Absagen"
    liste = "Absagen: fällt aus"
    erklaerung = (
        "Die Konferenz fällt aus. Sie bleibt mit dem Grund auf der Website, und abonnierte "
        "Kalender zeigen sie als abgesagt. Soll es einen neuen Termin geben, wählen Sie "
        "„Verschieben“."
    )
    formularklasse = AbsagenFormular
    warum_nicht = {
        Status.ABGESAGT: "ist schon abgesagt.",
        Status.ZURUECKGEZOGEN: "ist zurückgezogen, also gar nicht auf der Website.",
    }

    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        konferenz.status = Status.ABGESAGT

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        return "ist jetzt abgesagt."


class Verschieben(Vorgang):
    """The date does not hold, the new one is not known yet."""

    name = "verschieben"
    titel = "Verschieben"
    liste = "Verschieben: neuer Termin folgt"
    erklaerung = (
        "Der Termin gilt nicht mehr, und der neue steht noch nicht fest. Kennen Sie ihn schon, "
        "wählen Sie „Verlegen“."
    )
    formularklasse = VerschiebenFormular
    fieldsets = ((None, {"fields": ("grund", "datum_hinweis")}),)
    warum_nicht = {
        Status.VERSCHOBEN: "ist schon verschoben.",
        Status.ABGESAGT: f"ist abgesagt. {WIEDER}",
        Status.ZURUECKGEZOGEN: f"ist zurückgezogen. {WIEDER}",
    }

    def hindernis(self, konferenz: Konferenz, jetzt: datetime) -> str:
        if sonst := super().hindernis(konferenz, jetzt):
            return sonst
        return "" if konferenz.beginn else "hat kein Datum, das sich verschieben ließe."

    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        konferenz.status = Status.VERSCHOBEN
        konferenz.beginn = konferenz.ende = None
        konferenz.ende_geschaetzt = False
        konferenz.datum_hinweis = daten["datum_hinweis"]

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        return "ist jetzt verschoben; der neue Termin folgt."


class Terminvorgang(Vorgang):
    """A Vorgang that sets date, venue and form, of one conference at a time."""

    mehrere = False
    formularklasse: ClassVar[type[TerminEingabe]]
    fieldsets = TERMINFELDER

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        return self.formularklasse(daten, instance=konferenzen[0])

    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        """Leave it: the form has set everything already."""


class Festlegen(Terminvorgang):
    """The date of a public conference is known at last."""

    name = "festlegen"
    titel = "Termin festlegen"
    liste = "Termin festlegen: das Datum ist jetzt bekannt"
    erklaerung = (
        "Die Konferenz ist ohne Datum angekündigt. Tragen Sie den Termin ein, und den Ort, wenn "
        "Sie ihn kennen: Beides steht danach auf der Website und in den abonnierten Kalendern."
    )
    formularklasse = FestlegenFormular
    warum_nicht = {
        Status.VERSCHOBEN: f"ist verschoben. {WIEDER}",
        Status.ABGESAGT: f"ist abgesagt. {WIEDER}",
        Status.ZURUECKGEZOGEN: f"ist zurückgezogen. {WIEDER}",
    }

    def hindernis(self, konferenz: Konferenz, jetzt: datetime) -> str:
        if sonst := super().hindernis(konferenz, jetzt):
            return sonst
        return (
            "hat schon ein Datum. Ändert es sich, wählen Sie „Verlegen“."
            if konferenz.beginn
            else ""
        )

    def knopf(self, daten: Mapping[str, Any]) -> str:
        return "Termin jetzt festlegen"

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        ort = f", {konferenz.ort.anschrift}" if konferenz.ort else ""
        return f"hat jetzt einen Termin: {zeitangabe(konferenz, jetzt).ganz}{ort}."


class Verlegen(Terminvorgang):
    """Another date, time, venue or form."""

    name = "verlegen"
    titel = "Verlegen"
    liste = "Verlegen: andere Zeit oder anderer Ort"
    erklaerung = (
        "Die Konferenz findet statt, aber zu einer anderen Zeit, an einem anderen Ort oder in "
        "einer anderen Form. Was Sie nicht ändern, bleibt, wie es ist."
    )
    formularklasse = VerlegenFormular
    warum_nicht = {
        Status.VERSCHOBEN: f"ist verschoben. {WIEDER}",
        Status.ABGESAGT: f"ist abgesagt. {WIEDER}",
        Status.ZURUECKGEZOGEN: f"ist zurückgezogen. {WIEDER}",
    }

    def hindernis(self, konferenz: Konferenz, jetzt: datetime) -> str:
        if sonst := super().hindernis(konferenz, jetzt):
            return sonst
        return "" if konferenz.beginn else "hat noch kein Datum. Legen Sie den Termin fest."

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        ort = f", {konferenz.ort.anschrift}" if konferenz.ort else ""
        return f"ist geändert: {zeitangabe(konferenz, jetzt).ganz}{ort}."


class WiederAnsetzen(Terminvorgang):
    """It takes place after all, as it was announced or otherwise."""

    name = "wieder-ansetzen"
    titel = "Wieder ansetzen"
    liste = "Wieder ansetzen: findet doch statt"
    erklaerung = (
        "Die Konferenz findet doch statt. Prüfen Sie Termin und Ort; Sie können beides dabei "
        "ändern. Der frühere Grund verschwindet von der Website."
    )
    formularklasse = WiederAnsetzenFormular
    warum_nicht = {Status.OEFFENTLICH: "findet schon statt."}

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        return f"ist wieder angesetzt: {zeitangabe(konferenz, jetzt).ganz}."


class Zurueckziehen(Vorgang):
    """It was published by mistake."""

    name = "zurueckziehen"
    titel = "Zurückziehen"
    liste = "Zurückziehen: von der Website nehmen"
    erklaerung = (
        "Die Konferenz war ein Irrtum und verschwindet von der Website, ihre Seite auch. Wer den "
        "Termin im Kalender hat, muss es erfahren: Abonnierte Kalender zeigen ihn darum noch bis "
        "14 Tage nach seinem Datum als zurückgezogen. Fällt die Konferenz aus, wählen Sie "
        "„Absagen“."
    )
    formularklasse = GrundFormular
    warum_nicht = {Status.ZURUECKGEZOGEN: "ist schon zurückgezogen."}

    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        konferenz.status = Status.ZURUECKGEZOGEN
        konferenz.statusgrund = daten["grund"]  # an earlier reason must not stand in the calendars

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        return "ist jetzt zurückgezogen."


def _noch_nicht_oeffentlich(konferenz: Konferenz) -> str:
    if konferenz.veroeffentlicht_am is None:
        return "ist ein Entwurf, den noch niemand sieht. Entwürfe können Sie löschen."
    return (
        f"erscheint erst am {zeitpunkt(konferenz.veroeffentlicht_am)}. Soll sie nicht erscheinen, "
        "setzen Sie den Status im Formular wieder auf „Entwurf“."
    )
