"""The base of every public form, and the view that shows it.

A form is `{% crispy form %}` with the templates in `templates/kern/`; the page is `formular.html`.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import ceil
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject, Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.generic import FormView

from hattingen_portal.grundlage.formular.eingabe import als_mehrfachwerte, einzeilig, mehrzeilig
from hattingen_portal.grundlage.formular.herkunft import anschluss
from hattingen_portal.grundlage.formular.meldungen import meldungen_setzen
from hattingen_portal.grundlage.formular.pruefung import pruefungen_setzen
from hattingen_portal.grundlage.formular.schutz import Honigtopf, Zeitfalle
from hattingen_portal.grundlage.formular.zugriff import in_minuten, zu_oft
from hattingen_portal.grundlage.krumen import Krume, MitKrumen

OHNE_COOKIE = (
    "Ihre Angaben sind noch da, aber noch nicht gesendet: Bitte senden Sie noch einmal ab. Hilft "
    "das nicht, lässt Ihr Browser keine Cookies dieser Website zu; das Formular braucht eines."
)
SCHUTZFELDER = ("zeitmarke", "leer_lassen")
# What a browser may complete (WCAG 1.3.5) where the form says nothing else.
ATTRIBUTE = {
    forms.EmailInput: {"autocomplete": "email", "spellcheck": "false"},
    forms.TelInput: {"autocomplete": "tel"},
    forms.URLInput: {"autocomplete": "url", "spellcheck": "false"},
}


class OeffentlichesFormular(forms.Form):
    """A form that anybody may send without a login.

    Subclasses name `umfang`, under which sending is counted, and the words on the button. Fields
    are required unless they say otherwise, and the optional ones are marked. What arrives is
    cleaned before it is checked: no control characters, one line where one line is asked for.
    """

    umfang: str
    absenden = "Absenden"
    nennt_freiwilliges = True
    # Messages are ours, in words and all at once; screen readers call an empty required field wrong
    # before anybody has typed.
    use_required_attribute = False

    zeitmarke = Zeitfalle()
    leer_lassen = Honigtopf()

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        self._verdacht: list[Any] = []
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, *args, **kwargs)
        for feld in self.fields.values():
            pruefungen_setzen(feld)
            meldungen_setzen(feld)
            # The browser would cut off a long text without a word; the form says what is too long.
            feld.widget.attrs.pop("maxlength", None)
            for name, wert in ATTRIBUTE.get(type(feld.widget), {}).items():
                feld.widget.attrs.setdefault(name, wert)
        if data is not None:
            self.data = self._bereinigt(data)

    def _bereinigt(self, data: Any) -> Any:
        daten = als_mehrfachwerte(data)
        for name, feld in self.fields.items():
            schluessel = self.add_prefix(name)
            if isinstance(feld, forms.CharField) and schluessel in daten:
                saubern = mehrzeilig if isinstance(feld.widget, forms.Textarea) else einzeilig
                daten[schluessel] = saubern(str(daten[schluessel]))
        return daten

    def anordnung(self) -> Sequence[str | LayoutObject]:
        """Give the fields in their order on the page; subclasses group them (crispy's Fieldset)."""
        return [name for name in self.fields if name not in SCHUTZFELDER]

    @property
    def helper(self) -> FormHelper:
        """Give what crispy needs to print the form."""
        helper = FormHelper()
        helper.form_id = f"formular-{self.prefix or self.umfang}"
        falle = Field("leer_lassen", template="kern/layout/honigtopf.html")
        helper.layout = Layout(*self.anordnung(), "zeitmarke", falle)
        helper.add_input(Submit("", self.absenden))
        return helper

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep what the protection says apart: its fields cannot be seen."""
        if field in SCHUTZFELDER:
            self._verdacht.append(error)
        else:
            super().add_error(field, error)

    def _post_clean(self) -> None:
        """Put it above the form where nothing else is to be mended: else it would only distract."""
        for name in SCHUTZFELDER:
            self.cleaned_data.pop(name, None)
        if not self.errors:
            for verdacht in self._verdacht:
                super().add_error(None, verdacht)


class FormularView(MitKrumen, FormView):
    """The page of a public form. Subclasses set `form_class` and `titel`, and do in `form_valid`
    what is to be done; their template extends `formular.html` and fills its block `einleitung`.
    """

    template_name = "formular.html"
    titel: str

    def krumen(self) -> Sequence[Krume]:
        return [Krume(self.titel, self.request.path)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"titel": self.titel}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep the page out of shared caches, and what was typed out of all (RFC 9111, 5.2.2.5).

        The empty form may stay in the browser: with no-store the way back would lose what somebody
        has typed.
        """
        antwort = super().dispatch(request, *args, **kwargs)
        patch_cache_control(antwort, private=True, no_cache=True)
        if request.method == "POST":
            patch_cache_control(antwort, no_store=True)
        return antwort

    @classmethod
    def wieder_vorgelegt(cls, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form as it was typed, with a fresh token, without doing anything with it."""
        ansicht = cls()
        ansicht.setup(request, *args, **kwargs)
        formular = ansicht.get_form()
        if formular.is_valid():
            formular.add_error(None, OHNE_COOKIE)
        kontext = ansicht.get_context_data(form=formular, anrufen=True)
        antwort = ansicht.render_to_response(kontext, status=403)
        patch_cache_control(antwort, private=True, no_cache=True, no_store=True)
        return antwort

    def schon_gesendet(self, formular: OeffentlichesFormular) -> HttpResponse | None:  # noqa: ARG002 - for subclasses
        """Give the answer to a valid form that was sent before; None where it is new."""
        return None

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Check the form, then count it: only what could be sent uses up the sender's limit."""
        formular = self.get_form()
        if not formular.is_valid():
            return self.form_invalid(formular)
        if antwort := self.schon_gesendet(formular):
            return antwort
        if wartezeit := zu_oft(formular.umfang, anschluss(self.request)):
            return self._spaeter(formular, wartezeit)
        return self.form_valid(formular)

    def _spaeter(self, formular: OeffentlichesFormular, wartezeit: timedelta) -> HttpResponse:
        """Show the form again as it was typed, with the way out (429: RFC 6585 section 4)."""
        formular.add_error(
            None,
            "Gerade wurde dieses Formular sehr oft abgeschickt. Ihre Angaben sind noch da, aber "
            f"noch nicht gesendet: Bitte senden Sie in {in_minuten(wartezeit)} noch einmal ab.",
        )
        kontext = self.get_context_data(form=formular, anrufen=True)
        antwort = self.render_to_response(kontext, status=429)
        antwort["Retry-After"] = str(ceil(wartezeit.total_seconds()))
        return antwort
