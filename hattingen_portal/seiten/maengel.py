"""What is still missing on a page before it may go public."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from hattingen_portal.seiten.models import Ausnahme, Erklaerung, Schluessel, Seite
from hattingen_portal.seiten.platzhalter import klartext, platzhalter

# The mandatory parts of the statement, in the order of the page (BGG NRW § 10b Abs. 2, annex of
# Implementing Decision (EU) 2018/1523); the last review stands on the page itself.
PFLICHTFELDER = (
    "geltungsbereich",
    "vereinbarkeit",
    "erstellt_am",
    "methode",
    "methode_text",
    "schlichtung",
    "ombuds_name",
    "ombuds_anschrift",
    "ombuds_telefon",
    "ombuds_email",
    "ombuds_website",
)


@dataclass(frozen=True)
class Mangel:
    """Where on a page something is missing, and what, in words for a clerk."""

    stelle: str
    was: str

    def __str__(self) -> str:
        return f"{self.stelle}: {self.was}"


def maengel(seite: Seite) -> list[Mangel]:
    """Give what is missing on `seite`, in the order of the page; empty when it is complete.

    Asks nothing more of the database where `seite` was read with `mit_inhalt()`.
    """
    return [*_markierte(seite), *_INHALTE[Schluessel(seite.schluessel)](seite)]


def vollstaendige() -> list[Seite]:
    """Give the pages on which nothing is missing, in their order."""
    return [seite for seite in Seite.objects.mit_inhalt() if not maengel(seite)]


def _markierte(seite: Seite) -> Iterator[Mangel]:
    """Give every placeholder in a text of the page, wherever it stands."""
    yield from _in_feldern(seite, "")
    for abschnitt in seite.abschnitte.all():
        yield from _in_feldern(abschnitt, f"Abschnitt „{abschnitt.titel}“, ")
    if (erklaerung := getattr(seite, "erklaerung", None)) is not None:
        yield from _in_feldern(erklaerung, "")
    for ausnahme in seite.ausnahmen.all():
        yield from _in_feldern(ausnahme, f"Nicht barrierefrei: „{ausnahme.inhalt}“, ")


def _in_feldern(zeile: models.Model, davor: str) -> Iterator[Mangel]:
    for feld in zeile._meta.concrete_fields:
        if isinstance(feld, models.CharField | models.TextField):
            for fehlt in platzhalter(getattr(zeile, feld.attname)):
                yield Mangel(f"{davor}{feld.verbose_name}", f"Platzhalter „{fehlt}“")


def _text(seite: Seite) -> Iterator[Mangel]:
    texte = [seite.text, *(abschnitt.text for abschnitt in seite.abschnitte.all())]
    if not any(map(klartext, texte)):
        yield Mangel("Text", "fehlt")


def _film(seite: Seite) -> Iterator[Mangel]:
    if getattr(seite, "video", None) is None:
        yield Mangel("Video", "fehlt, mit Untertiteln und Standbild")
    if not klartext(seite.text):
        yield Mangel("Text", "fehlt: was im Video gesagt wird")


def _erklaerung(seite: Seite) -> Iterator[Mangel]:
    erklaerung = getattr(seite, "erklaerung", None) or Erklaerung()
    for name in PFLICHTFELDER:
        if not getattr(erklaerung, name):
            yield Mangel(_bezeichnung(Erklaerung, name), "fehlt")
    if seite.geprueft_am is None:
        yield Mangel(_bezeichnung(Seite, "geprueft_am"), "fehlt")
    barrieren = [
        ausnahme
        for ausnahme in seite.ausnahmen.all()
        if ausnahme.grund != Ausnahme.Grund.ANWENDUNGSBEREICH
    ]
    vollstaendig = erklaerung.vereinbarkeit == Erklaerung.Vereinbarkeit.VOLLSTAENDIG
    if vollstaendig and barrieren:
        yield Mangel("Stand der Vereinbarkeit", "vollständig, aber es gibt Ausnahmen")
    if erklaerung.vereinbarkeit and not vollstaendig and not barrieren:
        yield Mangel("Nicht barrierefreie Inhalte", "fehlen, obwohl nicht alles vereinbar ist")


def _bezeichnung(modell: type[models.Model], name: str) -> str:
    [feld] = [feld for feld in modell._meta.concrete_fields if feld.name == name]
    return str(feld.verbose_name)


_INHALTE = {
    Schluessel.IMPRESSUM: _text,
    Schluessel.DATENSCHUTZ: _text,
    Schluessel.BARRIEREFREIHEIT: _erklaerung,
    Schluessel.LEICHTE_SPRACHE: _text,
    Schluessel.GEBAERDENSPRACHE: _film,
}
