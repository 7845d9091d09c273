"""What the office fills in to answer a message."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.texte import ohne_steuerzeichen
from hattingen_portal.grundlage.zeitfelder import DatumFeld
from hattingen_portal.meldungen.antwort import ERST_ENTSCHEIDEN, LUECKE, ombudshinweis
from hattingen_portal.meldungen.fristen import HOECHSTFRIST
from hattingen_portal.meldungen.models import Meldung
from hattingen_portal.meldungen.werte import Art, Weg

ZWISCHENNACHRICHT = "zwischennachricht"
ZWISCHENBESCHEID = "zwischenbescheid"
OHNE_ANTWORT = "ohne"
HILFE_MIT_MAIL = (
    "Die E-Mail; Sie sehen sie noch einmal, bevor sie hinausgeht. Haben Sie anders geantwortet, "
    "schreiben Sie hier in Stichworten, was."
)
INZWISCHEN_GEAENDERT = (
    "Die Meldung ist geändert worden, seit Sie diese Seite geöffnet haben: von jemand anderem, "
    "oder Sie haben zweimal geklickt. Bitte öffnen Sie die Meldung neu und sehen Sie nach, was "
    "jetzt gilt."
)
PER_MAIL = (
    (Weg.EMAIL.value, "Antwort per E-Mail senden"),
    (ZWISCHENNACHRICHT, "Zwischennachricht per E-Mail senden; die Meldung bleibt offen"),
)
ANDERS = (
    (Weg.TELEFON.value, "Am Telefon beantwortet"),
    (Weg.BRIEF.value, "Mit einem Brief beantwortet"),
    (Weg.GESPRAECH.value, "Im Gespräch beantwortet"),
    (
        ZWISCHENBESCHEID,
        "Zwischennachricht am Telefon, im Brief oder im Gespräch; die Meldung bleibt offen",
    ),
    (OHNE_ANTWORT, "Ohne Antwort abschließen"),
)


class AntwortFormular(forms.Form):
    """How a message is answered, and in which words."""

    wie = forms.ChoiceField(label="Wie antworten Sie?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="Text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 90}),
        help_text="In Stichworten, was Sie am Telefon, im Brief oder im Gespräch geantwortet "
        "haben.",
    )
    faellig_am = DatumFeld(
        label="Endgültige Antwort bis",
        required=False,
        help_text="Nur bei einer Zwischennachricht: höchstens sechs Wochen ab heute.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meldung: Meldung, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meldung = meldung
        cast("forms.ChoiceField", self.fields["wie"]).choices = [
            *(PER_MAIL if meldung.email else ()),
            *ANDERS,
        ]
        if meldung.email:
            self.fields["text"].help_text = HILFE_MIT_MAIL

    @property
    def sendet(self) -> bool:
        """Tell whether the valid form sends a mail, which is shown first."""
        return self.cleaned_data["wie"] in dict(PER_MAIL)

    def clean_text(self) -> str:
        return ohne_steuerzeichen(self.cleaned_data["text"]).strip()

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or {}
        if daten.get("version") != self.meldung.version:
            raise ValidationError(INZWISCHEN_GEAENDERT)
        wie = daten.get("wie")
        if wie != OHNE_ANTWORT:
            self._text_pruefen(daten.get("text", ""), wie)
        if wie in {ZWISCHENNACHRICHT, ZWISCHENBESCHEID}:
            self._frist_pruefen(daten)
        if wie in Weg.values and self.meldung.zu_entscheiden:
            self.add_error("wie", ERST_ENTSCHEIDEN)
        return daten

    def _text_pruefen(self, text: str, wie: str | None) -> None:
        ueber_barriere = self.meldung.art == Art.BARRIERE and wie == Weg.EMAIL
        if not text:
            self.add_error("text", "Bitte schreiben Sie, was Sie antworten.")
        elif LUECKE in text or "[Platzhalter" in text:
            self.add_error("text", "Bitte ergänzen Sie, was in eckigen Klammern steht.")
        elif ueber_barriere and "ombuds" not in text.lower():
            self.add_error("text", _ombudshinweis_fehlt())

    def _frist_pruefen(self, daten: dict[str, Any]) -> None:
        if "faellig_am" in self.errors:
            return
        heute = timezone.localdate()
        tag = daten.get("faellig_am")
        if tag is None or not heute < tag <= heute + HOECHSTFRIST:
            raise ValidationError(
                {
                    "faellig_am": "Bitte nennen Sie einen Tag in den nächsten sechs Wochen. Bis "
                    "dahin muss die endgültige Antwort da sein."
                }
            )


def _ombudshinweis_fehlt() -> SafeString:
    """Say what is missing, with the words to copy; a draft begins with them."""
    return format_html(
        "In der Antwort fehlt der Hinweis auf das Ombudsverfahren, den § 5 Absatz 2 BITVNRW "
        "verlangt. Bitte fügen Sie ihn ein: {}",
        SafeString(linebreaks(ombudshinweis(), autoescape=True)),  # nosec B703 # escaped there
    )
