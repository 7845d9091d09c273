"""What the templates in `templates/kern/` need of a form and its fields."""

from dataclasses import dataclass

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.formular.datumsfeld import BESCHRIFTUNGEN, TEILE, falsche_teile

register = template.Library()


@dataclass(frozen=True)
class Datumsteil:
    """One of the three inputs of a date."""

    beschriftung: str
    ziffern: int
    name: str
    id: str
    wert: str
    falsch: bool


@dataclass(frozen=True)
class Fehlereintrag:
    """A message in the summary and the id of the input that it leads to; empty for the form."""

    meldung: str
    ziel: str


@register.filter
def mit_klasse(feld: BoundField | BoundWidget, klasse: str) -> SafeString:
    """Print `feld`, or one choice of a group, in the CSS class `klasse`.

    Classes stand in templates alone. A choice does not say that it is invalid: its group does.
    """
    if isinstance(feld, BoundWidget):
        eigene = {name: wert for name, wert in feld.data["attrs"].items() if name != "aria-invalid"}
        daten = feld.data | {"attrs": eigene | {"class": klasse}}
        return BoundWidget(feld.parent_widget, daten, feld.renderer).tag()
    return feld.as_widget(attrs={"class": klasse})


@register.filter
def datumsteile(feld: BoundField) -> list[Datumsteil]:
    """Give the three inputs of a `DreiteiligesDatum`, with what was typed into them."""
    eingaben = feld.subwidgets[0].data["subwidgets"]
    falsche = falsche_teile(feld.errors.as_data())
    return [
        Datumsteil(
            beschriftung=BESCHRIFTUNGEN[teil],
            ziffern=4 if teil == "jahr" else 2,
            name=eingabe["name"],
            id=eingabe["attrs"]["id"],
            wert="" if eingabe["value"] is None else eingabe["value"],
            falsch=teil in falsche,
        )
        for teil, eingabe in zip(TEILE, eingaben, strict=True)
    ]


@register.filter
def fehlereintraege(form: forms.Form) -> list[Fehlereintrag]:
    """Give all messages of `form`: those of the form as a whole, then by field."""
    eintraege = [Fehlereintrag(str(meldung), "") for meldung in form.non_field_errors()]
    for feld in form:
        eintraege += [Fehlereintrag(str(meldung), _ziel(feld)) for meldung in feld.errors]
    return eintraege


def _ziel(feld: BoundField) -> str:
    """Give the id of the input at which a message about `feld` is to be mended; empty if hidden."""
    if feld.is_hidden:
        return ""
    if isinstance(feld.field.widget, forms.MultiWidget):
        return next(teil.id for teil in datumsteile(feld) if teil.falsch)
    if feld.use_fieldset:
        return next((str(wahl.id_for_label) for wahl in feld), "")
    return feld.id_for_label
