"""What goes with a row that is deleted, as a person reads it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import NestedObjects, quote
from django.db.models import Model, prefetch_related_objects
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

# What Django's `get_deleted_objects` gives: rows in lists in lists, numbers by name of the kind,
# kinds that this person may not delete, rows that keep the others from going.
Befund = tuple[list[Any], dict[str, int], set[str], list[str]]


def zu_loeschen(modeladmin: ModelAdmin, objs: Any, request: HttpRequest) -> Befund:
    """Give what Django's `get_deleted_objects` does, asking as often for many rows as for one.

    Rows that only tie two others together are left out: they have no name of their own.
    """
    if not objs:
        return [], {}, set(), []
    gesammelt = NestedObjects(using="default", origin=objs)
    gesammelt.collect(objs)
    je_modell: dict[Any, set[Model]] = dict(gesammelt.model_objs)
    modelle = {modell: zeilen for modell, zeilen in je_modell.items() if _eigen(modell)}
    zeilen = [zeile for zeilen in modelle.values() for zeile in zeilen]
    geschuetzte: list[Model] = sorted(
        gesammelt.protected, key=lambda zeile: (zeile._meta.label, zeile.pk)
    )
    verwandte_laden([*zeilen, *geschuetzte])
    unerlaubt = {
        str(zeile._meta.verbose_name)
        for zeile in [*zeilen, *geschuetzte]
        if not _loeschbar(modeladmin, request, zeile)
    }
    return (
        _benannt(modeladmin, gesammelt.nested()),
        {str(m._meta.verbose_name_plural): len(zeilen) for m, zeilen in modelle.items()},
        unerlaubt,
        [_zeile(modeladmin, zeile) for zeile in geschuetzte],
    )


def _eigen(modell: type[Model]) -> bool:
    return not modell._meta.auto_created


def verwandte_laden(zeilen: Iterable[Model]) -> None:
    """Fetch the rows that names are made of: an Einladung's is made of its Konferenz's Runde."""
    je_modell: dict[type[Model], list[Model]] = defaultdict(list)
    for zeile in zeilen:
        je_modell[type(zeile)].append(zeile)
    for modell, seine in je_modell.items():
        prefetch_related_objects(seine, *_wege(modell, tiefe=2))


def _wege(modell: type[Model], tiefe: int) -> list[str]:
    """Give the paths along foreign keys, as `prefetch_related` takes them."""
    wege = []
    for feld in modell._meta.concrete_fields:
        if isinstance(ziel := feld.related_model, type) and issubclass(ziel, Model):
            weiter = _wege(ziel, tiefe - 1) if tiefe > 1 else []
            wege += [feld.name, *(f"{feld.name}__{weg}" for weg in weiter)]
    return wege


def _loeschbar(modeladmin: ModelAdmin, request: HttpRequest, zeile: Model) -> bool:
    site = modeladmin.admin_site
    if not site.is_registered(type(zeile)):
        return True
    return site.get_model_admin(type(zeile)).has_delete_permission(request, zeile)


def _benannt(modeladmin: ModelAdmin, knoten: list[Any]) -> list[Any]:
    """Give for each row its name, and in place of a list the names in it."""
    namen: list[Any] = []
    for eines in knoten:
        if isinstance(eines, list):
            if darunter := _benannt(modeladmin, eines):
                namen.append(darunter)
        elif _eigen(type(eines)):
            namen.append(_zeile(modeladmin, eines))
    return namen


def _zeile(modeladmin: ModelAdmin, zeile: Model) -> str:
    """Give the kind and the name, with a link where the row has a page."""
    opts = zeile._meta
    art = capfirst(str(opts.verbose_name))
    name = f"{modeladmin.admin_site.name}:{opts.app_label}_{opts.model_name}_change"
    try:
        adresse = reverse(name, args=[quote(zeile.pk)])
    except NoReverseMatch:
        return f"{art}: {zeile}"
    return format_html('{}: <a href="{}">{}</a>', art, adresse, zeile)
