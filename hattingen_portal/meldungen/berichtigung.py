"""Corrections of an entry: what somebody proposes, and taking it over field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction

from akteure.models import Akteur, Kategorie
from hattingen_portal.grundlage.formular.eingabe import einzeilig, mehrzeilig
from hattingen_portal.grundlage.sperre import gesperrt, gesperrt_speichern
from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.meldungen.werte import Entscheidung
from quartiere.models import Ortsteil, Stadtteil

# What the page of an entry shows, in its order; nothing private.
FELDER = (
    "name",
    "beschreibung",
    "kategorien",
    "stadtteile",
    "ortsteile",
    "website",
    "email",
    "telefon",
)
# The fields that hold rows instead of text.
MEHRERE: dict[str, type[models.Model]] = {
    "kategorien": Kategorie,
    "stadtteile": Stadtteil,
    "ortsteile": Ortsteil,
}
LEER = "(leer)"
OHNE_EINTRAG = "Den Eintrag gibt es nicht mehr. Es lässt sich nichts mehr übernehmen."


@dataclass(frozen=True)
class Zeile:
    """A proposal in words: what stood there, what stands there now, what somebody proposes."""

    vorschlag: Vorschlag
    feld: str
    bisher: str
    jetzt: str
    vorgeschlagen: str

    @property
    def inzwischen_geaendert(self) -> bool:
        """Tell whether the entry says something else than when the proposal was made."""
        return self.jetzt != self.bisher

    @property
    def schon_so(self) -> bool:
        """Tell whether the entry already says what is proposed."""
        return self.jetzt == self.vorgeschlagen


def vorschlaege_aus(akteur: Akteur, eingaben: Mapping[str, Any]) -> list[Vorschlag]:
    """Give one unsaved proposal for each field that `eingaben` wants other than `akteur` has it."""
    bisher = {feld: wert_von(akteur, feld) for feld in FELDER}
    neu = {feld: _ablegbar(eingaben[feld]) for feld in FELDER}
    return [
        Vorschlag(feld=feld, bisher=bisher[feld], vorgeschlagen=neu[feld])
        for feld in FELDER
        if _wie_getippt(feld, bisher[feld]) != neu[feld]
    ]


def wert_von(akteur: Akteur, feld: str) -> str | list[int]:
    """Give what `akteur` says in `feld`, as a proposal keeps it."""
    wert = getattr(akteur, feld)
    return _ablegbar(wert.all() if isinstance(wert, models.Manager) else wert)


def _ablegbar(wert: Any) -> str | list[int]:
    if isinstance(wert, str):
        return wert
    return sorted(zeile.pk for zeile in wert)


def _wie_getippt(feld: str, wert: str | list[int]) -> str | list[int]:
    """Give `wert` as a form would have it sent: blanks alone are no proposal."""
    if isinstance(wert, list):
        return wert
    return mehrzeilig(wert) if feld == "beschreibung" else einzeilig(wert)


def zeilen(meldung: Meldung) -> list[Zeile]:
    """Give the proposals of `meldung` in words, in the order of the entry's page."""
    vorschlaege = sorted(meldung.vorschlaege.all(), key=lambda v: FELDER.index(v.feld))
    namen = {feld: _namen(feld) for feld in {v.feld for v in vorschlaege} if feld in MEHRERE}

    def wort(feld: str, wert: Any) -> str:
        if feld in namen:
            return ", ".join(namen[feld].get(pk, "(gelöscht)") for pk in wert) or LEER
        return str(wert) or LEER

    return [
        Zeile(
            vorschlag=v,
            feld=bezeichnung(v.feld),
            bisher=wort(v.feld, v.bisher),
            jetzt=wort(v.feld, wert_von(meldung.akteur, v.feld)) if meldung.akteur else LEER,
            vorgeschlagen=wort(v.feld, v.vorgeschlagen),
        )
        for v in vorschlaege
    ]


def bezeichnung(feld: str) -> str:
    """Give what the form of the office calls `feld`."""
    return str(Akteur._meta.get_field(feld).verbose_name)  # type: ignore[union-attr]  # a column


def _namen(feld: str) -> dict[int, str]:
    return {zeile.pk: str(zeile) for zeile in MEHRERE[feld]._default_manager.all()}


@transaction.atomic
def entscheiden(
    meldung: Meldung,
    entscheidungen: Mapping[int, Entscheidung],
    *,
    version: int,
    durch: User | None,
    jetzt: datetime,
) -> list[Vorschlag]:
    """Take over or decline open proposals of `meldung`, by their keys; give those decided on.

    `version` is the one of the entry that the person saw. Raises VeraltetError when the entry was
    saved by somebody else since, and ValidationError when it is gone or would not be valid:
    nothing is decided then.
    """
    gesperrt(meldung)
    offene = meldung.vorschlaege.offen().select_for_update().filter(pk__in=entscheidungen)
    betroffene = list(offene)
    for vorschlag in betroffene:
        vorschlag.entscheidung = entscheidungen[vorschlag.pk]
        vorschlag.entschieden_am = jetzt
        vorschlag.entschieden_von = durch
        vorschlag.save()
    uebernommene = [v for v in betroffene if v.entscheidung == Entscheidung.UEBERNOMMEN]
    if uebernommene:
        _uebernehmen(meldung, uebernommene, version)
    return betroffene


def _uebernehmen(meldung: Meldung, vorschlaege: Iterable[Vorschlag], version: int) -> None:
    if (akteur := meldung.akteur) is None:
        raise ValidationError(OHNE_EINTRAG)
    akteur.version = version
    akteur = gesperrt(akteur)
    mehrere = [v for v in vorschlaege if v.feld in MEHRERE]
    for vorschlag in vorschlaege:
        if vorschlag not in mehrere:
            setattr(akteur, vorschlag.feld, vorschlag.vorgeschlagen)
    akteur.full_clean()
    gesperrt_speichern(akteur)
    for vorschlag in mehrere:
        zeilen_ihrer_art = MEHRERE[vorschlag.feld]._default_manager
        vorhanden = zeilen_ihrer_art.filter(pk__in=vorschlag.vorgeschlagen)
        getattr(akteur, vorschlag.feld).set(vorhanden)
