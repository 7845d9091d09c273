"""What the office takes down itself: said on the telephone, told in person, written in a letter."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils import timezone

from hattingen_portal.grundlage.formular.pruefung import anrufbar
from hattingen_portal.grundlage.verwaltung.formulare import VersionsFormular
from hattingen_portal.meldungen.fristen import faelligkeit
from hattingen_portal.meldungen.models import NACHRICHT_LAENGE
from hattingen_portal.meldungen.werte import Art
from hattingen_portal.post.nachricht import lesbare_adresse

# An entry that is wrong the office corrects by itself, without a proposal.
ARTEN = (Art.BARRIERE, Art.KONTAKT)


class ErfassungFormular(VersionsFormular):
    """A message that did not come through the website; it has to be answered by the same day.

    No mail goes out about it: whoever takes it down knows of it, and has spoken with the person.
    """

    GRUPPEN = (
        (
            None,
            {
                "fields": ("art", "eingegangen_am", "text", "stadtteil", "seite"),
                "description": "Für das, was am Telefon, im Gespräch oder mit einem Brief kam. Es "
                "bekommt eine Vorgangsnummer und einen Tag, bis zu dem Sie antworten. Niemand "
                "bekommt eine E-Mail.",
            },
        ),
        ("Von wem", {"fields": ("name", "email", "telefon")}),
        ("Bearbeitung", {"fields": ("notiz",)}),
    )

    art = forms.ChoiceField(label="Art", choices=[(art.value, art.label) for art in ARTEN])
    text = forms.CharField(
        label="Nachricht", max_length=NACHRICHT_LAENGE, widget=AdminTextareaWidget
    )

    def clean_email(self) -> str:
        """Keep the address as it will be read."""
        return lesbare_adresse(self.cleaned_data["email"])

    def clean_telefon(self) -> str:
        """Refuse what nobody can be rung at, while the person may still be on the line."""
        telefon: str = self.cleaned_data["telefon"]
        if telefon:
            anrufbar(telefon)
        return telefon

    def clean(self) -> dict[str, Any] | None:
        """Reckon the due date from the day on which the message came in, which is not to come."""
        daten = super().clean()
        art = self.cleaned_data.get("art")
        eingang = self.cleaned_data.get("eingegangen_am")
        if eingang and eingang > timezone.now():
            self.add_error("eingegangen_am", "Das liegt in der Zukunft. Bitte prüfen Sie die Zeit.")
        elif art and eingang:
            self.instance.faellig_am = faelligkeit(Art(art), timezone.localdate(eingang))
        return daten
