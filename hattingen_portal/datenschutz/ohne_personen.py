"""The fields that can hold a text or a file, and nothing of a person: each has been looked at.

Whoever adds one of a new model decides: here, or into the table (`fristen.py`). Choices need no
line, for they hold nothing but their own words.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from hattingen_portal.datenschutz.fristen import FASSUNG, GESCHICHTE, MIT_FASSUNGEN, TABELLE, Ort

OHNE_PERSONEN: dict[str, tuple[str, ...]] = {
    "admin.LogEntry": ("object_id",),
    "akteure.Kategorie": ("name",),
    "aktuelles.Anhang": ("pdf_maengel",),
    "auth.Group": ("name",),
    "auth.Permission": ("name", "codename"),
    "contenttypes.ContentType": ("app_label", "model"),
    "hattingen_portal.Meldung": ("nummer",),  # drawn by lot
    "hattingen_portal.Seite": ("schluessel", "titel"),
    "hattingen_portal.Video": ("dauer",),
    "hattingen_portal.Vorlauf": ("schritt",),
    "hattingen_portal.Vorschlag": ("feld",),
    "hattingen_portal.Zugriff": ("bereich",),
    "konferenzen.Aenderung": ("arten",),
    "konferenzen.Ferien": ("name", "quelle"),
    "konferenzen.Konferenz": ("uid", "bisherige_termine"),
    "konferenzen.Runde": ("slug", "fruehere_slugs", "name"),
    "konferenzen.Sperrtag": ("was",),
    "konferenzen.Unterlage": ("pdf_maengel",),
    "konferenzen.Veranstaltungsort": ("strasse", "hausnummer", "plz", "stadt"),
    "procrastinate.ProcrastinateEvent": ("type",),
    "procrastinate.ProcrastinateJob": (
        *("queue_name", "task_name", "lock", "status", "queueing_lock"),
    ),
    "procrastinate.ProcrastinatePeriodicDefer": ("task_name", "periodic_id"),
    "quartiere.Ortsteil": ("name",),
    "quartiere.Stadtteil": ("slug", "fruehere_slugs", "name", "kuerzel", "zusatz", "andere_namen"),
}

TEXTFELDER = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.GenericIPAddressField,
    models.BinaryField,
    ArrayField,
)


def modelle() -> list[type[models.Model]]:
    """Give every model that has a table of its own, also those that tie two others together."""
    alle = apps.get_models(include_auto_created=True)
    return [modell for modell in alle if not modell._meta.proxy]


def textfelder(modell: type[models.Model]) -> Iterator[models.Field]:
    """Give the fields of `modell` that can hold words or a file, choices left out."""
    for feld in modell._meta.concrete_fields:
        if isinstance(feld, TEXTFELDER) and not feld.choices:
            yield feld


def ursprung(modell: type[models.Model]) -> type[models.Model]:
    """Give the model whose history `modell` is, itself where it is none."""
    urspruenglich: type[models.Model] = getattr(modell, "instance_type", modell)
    return urspruenglich


def ort(modell: type[models.Model], feld: str) -> Ort | None:
    """Give the line of the table for `feld` of `modell`; a history's copy has that of its field."""
    if ursprung(modell) is not modell and feld in GESCHICHTE.felder:
        return GESCHICHTE
    name = ursprung(modell)._meta.label
    eins = next((eins for eins in TABELLE if eins.modell == name and feld in eins.felder), None)
    if eins is not None and ursprung(modell) is not modell and name in MIT_FASSUNGEN:
        return replace(eins, frist=FASSUNG)
    return eins


def ist_ohne_personen(modell: type[models.Model], feld: str) -> bool:
    """Tell whether somebody has looked at `feld` of `modell` and found nothing of a person."""
    return feld in OHNE_PERSONEN.get(ursprung(modell)._meta.label, ())
