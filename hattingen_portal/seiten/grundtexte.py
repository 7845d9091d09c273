"""The first texts of the pages: what is known, and a marked placeholder for all that is not.

They are a proposal that the city reads, completes and confirms; nothing in them is made up.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone

from hattingen_portal.seiten import grundtexte_barrierefreiheit, grundtexte_datenschutz
from hattingen_portal.seiten.models import Abschnitt, Ausnahme, Erklaerung, Schluessel, Seite

IMPRESSUM = {
    "Anbieterin": """
<p><strong>{traeger}</strong><br>[[Platzhalter: Straße und Hausnummer des Rathauses]]<br>Postfach
80 04 56, 45504 Hattingen</p>
<p>Telefon <a href="tel:+4923242040">(02324) 20 40</a><br>E-Mail: [[Platzhalter: zentrale
E-Mail-Adresse der Stadt]]</p>
<p>Die {traeger} ist eine Körperschaft des öffentlichen Rechts.</p>""",
    "Vertretung": """
<p>Die Stadt wird durch die Bürgermeisterin oder den Bürgermeister vertreten: [[Platzhalter:
vertretungsberechtigte Person]]</p>""",
    "Verantwortlich für den Inhalt": """
<p>Nach § 18 Absatz 2 des Medienstaatsvertrags: [[Platzhalter: Name und Anschrift der
verantwortlichen Person]]</p>""",
    "Fachlich zuständig": """
<p>Quartiersentwicklung, FB 50 Soziales und Wohnen<br>Hüttenstraße 43, 45525 Hattingen<br>Telefon
<a href="tel:+4923242045552">(02324) 204-5552</a></p>
<p>So erreichen Sie uns: <a href="/kontakt/">Kontakt</a></p>""",
    "Umsatzsteuer": """
<p>Umsatzsteuer-Identifikationsnummer nach § 27a des Umsatzsteuergesetzes: [[Platzhalter: Nummer,
falls die Stadt eine hat]]</p>""",
    "Bilder und Daten": """
<p>Woher ein Bild stammt, steht daneben. Die Termine dürfen Sie weiterverwenden: Die Bedingungen
nennt die Seite <a href="/daten/">Offene Daten</a>.</p>""",
}


@dataclass(frozen=True)
class _Grundtext:
    """What a page begins with: sections by heading, its own text, what stands in further rows."""

    abschnitte: dict[str, str] = field(default_factory=dict)
    text: str = ""


GRUNDTEXTE = {
    Schluessel.IMPRESSUM: _Grundtext(IMPRESSUM),
    Schluessel.DATENSCHUTZ: _Grundtext(
        grundtexte_datenschutz.ABSCHNITTE, grundtexte_datenschutz.TEXT
    ),
    Schluessel.BARRIEREFREIHEIT: _Grundtext(text=grundtexte_barrierefreiheit.TEXT),
    Schluessel.LEICHTE_SPRACHE: _Grundtext(),
    Schluessel.GEBAERDENSPRACHE: _Grundtext(),
}


def seiten_anlegen() -> None:
    """Make the pages that are not there yet; one that is there is left as it is."""
    vorhanden = set(Seite.objects.values_list("schluessel", flat=True))
    for schluessel, grundtext in GRUNDTEXTE.items():
        if schluessel not in vorhanden:
            _seite_anlegen(schluessel, grundtext)


def _seite_anlegen(schluessel: Schluessel, grundtext: _Grundtext) -> None:
    seite = Seite.objects.create(
        schluessel=schluessel,
        titel=schluessel.label,
        text=_ausgefuellt(grundtext.text),
        stand=timezone.localdate(),
    )
    for stelle, (titel, text) in enumerate(grundtext.abschnitte.items(), start=1):
        Abschnitt.objects.create(
            seite=seite, titel=titel, text=_ausgefuellt(text), reihenfolge=stelle * 10
        )
    if schluessel == Schluessel.BARRIEREFREIHEIT:
        Erklaerung.objects.create(seite=seite, **grundtexte_barrierefreiheit.ERKLAERUNG)
        for angaben in grundtexte_barrierefreiheit.AUSNAHMEN:
            Ausnahme.objects.create(seite=seite, **angaben)


def _ausgefuellt(text: str) -> str:
    """Give `text` as one line a paragraph, with the names that a city sets."""
    eingesetzt = text.format(traeger=settings.PORTAL_TRAEGER, portal=settings.PORTAL_NAME)
    return " ".join(eingesetzt.split()).replace("> <", "><")
