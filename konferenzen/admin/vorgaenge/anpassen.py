"""Another time of day, venue or form for one conference or several at once; each keeps its day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from hattingen_portal.grundlage.betreuung import Person
from hattingen_portal.grundlage.zeitfelder import UhrzeitFeld, ortszeit
from konferenzen.admin.vorgaenge.dauer import ende_mit
from konferenzen.admin.vorgaenge.formulare import ORT_FEHLT, grundfeld
from konferenzen.admin.vorgaenge.raeume import belegt, ueberschneidungen
from konferenzen.admin.vorgaenge.vorgang import WIEDER, Vorgang
from konferenzen.models import Form, Konferenz, Status, Veranstaltungsort
from konferenzen.zeitangaben import zeitangabe
from konferenzen.zeitrechnung import ANGENOMMENE_DAUER

BLEIBT, OFFEN, TAUSCHEN = "", "offen", "tauschen"


class AnpassenFormular(forms.Form):
    """What all `konferenzen` shall have in common; what stays empty stays as it is.

    As a model form does, it sets valid input on the rows themselves, and checks these as a whole.
    """

    beginn = UhrzeitFeld(
        label="Beginn", help_text="Leer: bleibt, wie er ist. Der Tag bleibt in jedem Fall."
    )
    ende = UhrzeitFeld(
        label="Ende",
        help_text="Leer: Jede dauert so lange wie bisher. Ändern Sie den Beginn, rückt das Ende "
        "mit. Gemeint ist der Tag des Beginns.",
    )
    ort = forms.ChoiceField(
        label="Ort",
        required=False,
        help_text=ORT_FEHLT,
        error_messages={
            "invalid_choice": "Diesen Ort gibt es nicht mehr. Bitte wählen Sie einen anderen."
        },
    )
    form = forms.ChoiceField(
        label="Form",
        required=False,
        choices=[(BLEIBT, "bleibt, wie sie ist"), *Form.choices],
        help_text="Bei „online“ entfällt der Ort. Den Link tragen Sie bei jeder Konferenz ein.",
    )

    # Who reads its messages; whoever makes the form says so.
    person: Person = AnonymousUser()

    def __init__(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> None:
        super().__init__(daten)
        self.konferenzen = konferenzen
        self.orte = {str(ort.pk): ort for ort in Veranstaltungsort.objects.geordnet()}
        auswahl = [(BLEIBT, "bleibt, wie er ist"), (OFFEN, "Ort wird noch bekanntgegeben")]
        if len({konferenz.ort_id for konferenz in konferenzen} - {None}) == len(konferenzen) == 2:
            auswahl.append((TAUSCHEN, "Die beiden tauschen ihre Orte"))
        ort = self.fields["ort"]
        if isinstance(ort, forms.ChoiceField):
            ort.choices = [*auswahl, *((nummer, str(haus)) for nummer, haus in self.orte.items())]
        oeffentliche = any(konferenz.war_oeffentlich() for konferenz in konferenzen)
        self.fields["grund"] = grundfeld(pflicht=oeffentliche)

    def clean(self) -> dict[str, Any] | None:
        daten = super().clean()
        if not self.errors:
            beginn, ende = self.cleaned_data.get("beginn"), self.cleaned_data.get("ende")
            if beginn is not None or ende is not None:
                for konferenz in self.konferenzen:
                    self._zeiten_setzen(konferenz, beginn, ende)
            self._form_und_orte_setzen()
        if not self.errors:
            self._raeume_pruefen()
        return daten

    def _zeiten_setzen(self, konferenz: Konferenz, beginn: time | None, ende: time | None) -> None:
        feld = "ende" if beginn is None else "beginn"
        if konferenz.beginn is None or konferenz.ende is None:
            text = "hat noch kein Datum, also auch keine Uhrzeit. Wählen Sie sie in der Liste ab."
            self.add_error(feld, f"{konferenz} {text}")
            return
        tag = timezone.localtime(konferenz.beginn).date()
        try:
            neuer_beginn = konferenz.beginn if beginn is None else ortszeit(tag, beginn)
            if ende is not None:
                konferenz.ende, konferenz.ende_geschaetzt = ortszeit(tag, ende), False
            else:
                rueckt = ende_mit(konferenz, neuer_beginn)
                konferenz.ende = rueckt or neuer_beginn + ANGENOMMENE_DAUER
            konferenz.beginn = neuer_beginn
        except ValidationError as fehler:
            self.add_error(feld, f"{konferenz}: {fehler.messages[0]}")
            return
        if konferenz.ende <= konferenz.beginn:
            worte = f"{_uhr(konferenz.beginn)} bis {_uhr(konferenz.ende)}"
            self.add_error(
                "ende",
                f"{konferenz}: Das wäre {worte}. Das Ende muss nach dem Beginn liegen.",
            )

    def _form_und_orte_setzen(self) -> None:
        form, ort = self.cleaned_data.get("form"), self.cleaned_data.get("ort", BLEIBT)
        if form == Form.ONLINE and ort not in {BLEIBT, OFFEN}:
            self.add_error(
                "ort", "Wer nur online zusammenkommt, braucht keinen Ort. Bitte lassen Sie ihn weg."
            )
            return
        if ort == TAUSCHEN:
            eine, andere = self.konferenzen
            eine.ort, andere.ort = andere.ort, eine.ort
        for konferenz in self.konferenzen:
            konferenz.form = form or konferenz.form
            if ort in self.orte:
                konferenz.ort = self.orte[ort]
            elif ort == OFFEN or form == Form.ONLINE:
                konferenz.ort = None

    def _raeume_pruefen(self) -> None:
        feld = "ort" if self.cleaned_data.get("ort") else "beginn"
        for konferenz, andere in list(ueberschneidungen(self.konferenzen)):
            self.add_error(feld, belegt(konferenz, andere, self.person, timezone.now()))


class Anpassen(Vorgang):
    """The same time of day, venue or form for all that were ticked."""

    name = "anpassen"
    titel = "Uhrzeit, Ort oder Form ändern"
    liste = "Ändern: Uhrzeit, Ort oder Form"
    im_formular = False
    erklaerung = (
        "Was Sie hier eintragen, gilt danach für alle unten genannten Konferenzen, zusammen oder "
        "gar nicht. Was Sie leer lassen, bleibt bei jeder, wie es ist. Für den Status gibt es in "
        "der Liste eigene Aktionen, zum Beispiel „Absagen“."
    )
    fieldsets = (
        ("Wann", {"fields": ("beginn", "ende")}),
        ("Wo", {"fields": ("ort", "form")}),
        ("Warum", {"fields": ("grund",)}),
    )
    warum_nicht = {
        Status.VERSCHOBEN: f"ist verschoben. {WIEDER}",
        Status.ABGESAGT: f"ist abgesagt. {WIEDER}",
        Status.ZURUECKGEZOGEN: f"ist zurückgezogen. {WIEDER}",
    }

    def hindernis(self, konferenz: Konferenz, jetzt: datetime) -> str:
        return self.warum_nicht.get(konferenz.status, "")

    def formular(self, konferenzen: Sequence[Konferenz], daten: Any = None) -> forms.BaseForm:
        return AnpassenFormular(konferenzen, daten)

    def anwenden(self, konferenz: Konferenz, daten: Mapping[str, Any]) -> None:
        """Leave it: the form has set everything already."""

    def grund(self, konferenz: Konferenz, daten: Mapping[str, Any], jetzt: datetime) -> str:
        """Keep the reason from drafts: it would stand in their first announcement."""
        return super().grund(konferenz, daten, jetzt) if konferenz.war_oeffentlich(jetzt) else ""

    def knopf(self, daten: Mapping[str, Any]) -> str:
        return "Jetzt so ändern"

    def erledigt(self, konferenz: Konferenz, jetzt: datetime) -> str:
        wann = zeitangabe(konferenz, jetzt).ganz
        return f"ist geändert: {', '.join(_vorhandene(wann, _wo(konferenz)))}."


def _uhr(zeit: datetime) -> str:
    return f"{timezone.localtime(zeit):%H:%M} Uhr"


def _wo(konferenz: Konferenz) -> str:
    if konferenz.form == Form.ONLINE:
        return "online"
    return konferenz.ort.anschrift if konferenz.ort else "Ort noch offen"


def _vorhandene(*worte: str) -> Iterable[str]:
    return (wort for wort in worte if wort)
