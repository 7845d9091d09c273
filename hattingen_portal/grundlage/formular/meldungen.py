"""What a public form says about an input: which field is meant, and what to do."""

from django import forms

from hattingen_portal.grundlage.formular.pruefung import tausender


def meldungen_setzen(feld: forms.Field) -> None:
    """Replace Django's own messages at `feld`; those that a form has written itself stay."""
    for code, meldung in {**_fuer_alle(feld), **_nach_art(feld)}.items():
        if code not in feld.error_messages or _von_django(feld, code):
            feld.error_messages[code] = meldung
    if (
        isinstance(feld, forms.CharField)
        and isinstance(feld.widget, forms.Textarea)
        and feld.max_length
    ):
        feld.help_text = f"{feld.help_text} Höchstens {tausender(feld.max_length)} Zeichen.".strip()


def _von_django(feld: forms.Field, code: str) -> bool:
    """Tell whether `feld` has the message for `code` that Django gives it, itself or by a base."""
    klassen = (k for k in type(feld).__mro__ if code in vars(k).get("default_error_messages", {}))
    klasse = next(klassen, None)
    if klasse is None or not klasse.__module__.startswith("django."):
        return False
    return str(feld.error_messages[code]) == str(vars(klasse)["default_error_messages"][code])


def _fuer_alle(feld: forms.Field) -> dict[str, str]:
    # "%" would be read as a place for a value.
    name = f"„{str(feld.label).replace('%', '%%')}“"
    frage = name.endswith("?“")
    if isinstance(feld.widget, forms.CheckboxInput):
        fehlt = f"Bitte setzen Sie das Häkchen bei {name}."
    elif isinstance(feld.widget, forms.widgets.ChoiceWidget):
        fehlt = f"Bitte wählen Sie bei {name} etwas aus."
    elif isinstance(feld.widget, forms.FileInput):
        fehlt = f"Bitte wählen Sie bei {name} eine Datei aus."
    elif frage:
        fehlt = f"Bitte beantworten Sie die Frage {name}."
    else:
        fehlt = f"Bitte füllen Sie das Feld {name} aus."
    zu_lang = f"Bitte kürzen Sie {'Ihre Antwort auf' if frage else 'den Text bei'} {name}."
    unbekannt = f"Was bei {name} ankam, gibt es nicht. Bitte wählen Sie noch einmal."
    return {
        "required": fehlt,
        "max_length": f"{zu_lang} Möglich sind %(limit_value)s Zeichen, jetzt sind es "
        "%(show_value)s.",
        "min_length": f"Bitte schreiben Sie bei {name} mindestens %(limit_value)d Zeichen.",
        "min_value": f"Bitte geben Sie bei {name} mindestens %(limit_value)s an.",
        "max_value": f"Bitte geben Sie bei {name} höchstens %(limit_value)s an.",
        "invalid_choice": unbekannt,
        "invalid_pk_value": unbekannt,
        "invalid_list": unbekannt,
    }


def _nach_art(feld: forms.Field) -> dict[str, str]:
    for klasse, meldung in _UNGUELTIG.items():
        if isinstance(feld, klasse):
            return {"invalid": meldung}
    return {}


_UNGUELTIG = {
    forms.EmailField: "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht zum Beispiel so aus: "
    "name@beispiel.de, ohne Leerzeichen und vor dem @ ohne Umlaute.",
    forms.URLField: "Bitte prüfen Sie die Internetadresse. Sie sieht zum Beispiel so aus: "
    "https://www.beispiel.de",
    forms.IntegerField: "Bitte schreiben Sie nur Ziffern, zum Beispiel 12.",
}
