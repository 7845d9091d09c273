"""Where an address is stored: in all fields of the table, the copies of the histories included."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.fields.files import FieldFile
from django.db.models.functions import Cast

from hattingen_portal.datenschutz.adressen import Adresse
from hattingen_portal.datenschutz.fristen import GESCHICHTE, Fund, Ort
from hattingen_portal.datenschutz.ohne_personen import modelle, ort, textfelder, ursprung
from hattingen_portal.post.ablage import alle_worte
from hattingen_portal.post.nachricht import ascii_adresse
from konferenzen.models import Aenderung


@dataclass(frozen=True)
class Fundstelle:
    """A row in which an address occurs: the fields that are it, and those that only mention it."""

    zeile: Any
    genau: tuple[str, ...]
    im_text: tuple[str, ...]

    @property
    def orte(self) -> list[Ort]:
        """Give the lines of the table, in its order, that the fields belong to."""
        felder = (*self.genau, *self.im_text)
        gefunden = (ort(type(self.zeile), feld) for feld in felder)
        return list(dict.fromkeys(eins for eins in gefunden if eins))

    @property
    def ist_geschichte(self) -> bool:
        """Tell whether it is a copy in a history."""
        return ursprung(type(self.zeile)) is not type(self.zeile)

    @property
    def fund(self) -> Fund:
        """Give what erasing the person does with the row."""
        if self.ist_geschichte:
            return Fund.TEXT
        for eins in self.orte:
            if set(eins.adressen) & set(self.genau):
                return eins.bei_fund
        return Fund.TEXT


def fundstellen(
    adressen: Sequence[Adresse], auswahl: Iterable[type[Model]] | None = None
) -> list[Fundstelle]:
    """Give the rows of all models of the table (or of `auswahl`) that hold one of `adressen`.

    One query for each model.
    """
    return [
        stelle
        for modell in (auswahl if auswahl is not None else mit_personen())
        for stelle in _in_modell(modell, adressen)
    ]


def mit_personen() -> list[type[Model]]:
    """Give the models with fields of the table, those that erasing has to treat last at the end.

    A save that takes an address out leaves copies of what was before in histories and ledger. Jobs
    of the queue, whose tables are not Django's, hold keys alone.
    """
    alle = [modell for modell in modelle() if modell._meta.managed and _felder(modell)]
    return sorted(alle, key=lambda modell: (kommt_zuletzt(modell), modell._meta.label))


def kommt_zuletzt(modell: type[Model]) -> bool:
    """Tell whether `modell` keeps what was before."""
    return ursprung(modell) is not modell or modell is Aenderung


def dateien(adressen: Sequence[Adresse]) -> list[Path]:
    """Give the stored mails (files) in which one of `adressen` can be read, header or text."""
    gesucht = [*adressen, *(Adresse(ascii_adresse(a.text)) for a in adressen if "@" in a.text)]
    gefunden = []
    for datei in sorted(settings.PORTAL_ABLAGE.glob("*.eml")):
        with suppress(FileNotFoundError):
            worte = alle_worte(datei)
            if any(adresse.in_text(worte) for adresse in gesucht):
                gefunden.append(datei)
    return gefunden


def wert_von(zeile: Any, feld: str) -> Any:
    """Give what `zeile` has in `feld`, of a file its name."""
    wert = getattr(zeile, feld)
    return wert.name or "" if isinstance(wert, FieldFile) else wert


def _felder(modell: type[Model]) -> list[str]:
    return [feld.name for feld in textfelder(modell) if ort(modell, feld.name)]


def _in_modell(modell: type[Model], adressen: Sequence[Adresse]) -> Iterator[Fundstelle]:
    felder = _felder(modell)
    for zeile in _verdaechtige(modell, felder, adressen):
        werte = {feld: wert_von(zeile, feld) for feld in felder}
        genau = [f for f, wert in werte.items() if any(a.ist(wert) for a in adressen)]
        im_text = [
            f
            for f, wert in werte.items()
            if f not in genau and any(a.in_text(wert) for a in adressen)
        ]
        if genau or im_text:
            yield Fundstelle(zeile, tuple(genau), tuple(im_text))


def _verdaechtige(
    modell: type[Model], felder: Sequence[str], adressen: Sequence[Adresse]
) -> QuerySet[Any]:
    """Give the rows in which the letters occur; whether as an address of its own is seen later."""
    als_text = {f"text_{feld}": Cast(feld, TextField()) for feld in felder}
    irgendwo = Q()
    for feld in als_text:
        for adresse in adressen:
            irgendwo |= Q(**{f"{feld}__icontains": adresse.text})
    zeilen: QuerySet[Any] = modell._base_manager.alias(**als_text).filter(irgendwo)
    # What a row belongs to decides what becomes of it: a contact is a person's, or not.
    return zeilen.select_related().order_by("pk")


def ist_name(zeile: Any, feld: str) -> bool:
    """Tell whether `feld` says who made the entry `zeile` of a history or of the ledger."""
    return feld == GESCHICHTE.felder[0] and kommt_zuletzt(type(zeile))
