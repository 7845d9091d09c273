"""Nothing of what is not public stands at any address, also where no link leads.

tests/portal/test_kanarien.py follows links; here somebody guesses: every public pattern of the URL
configuration with the keys of all hidden rows and the names of their files, and every question that
a page takes.
"""

from pathlib import PurePath

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.test import Client
from pytest_django import Settings

from aktuelles.models import Anhang
from konferenzen.models import Einladung, Konferenz, Status, Veranstaltungsort
from tests import fabriken as f
from tests.portal.seiten import fabrik
from tests.portal.suche.bestand import unterlage
from tests.portal.suche.test_kanarien import KANARIE, VERBORGENES
from tests.portal.test_kanarien import ERWAEHNT
from tests.sicherheit.adressen import Muster, oeffentliche_muster
from tests.sicherheit.gift import RAEUME
from tests.sicherheit.test_fuzzing import PARAMETER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def veroeffentlichbare() -> list[type[models.Model]]:
    """Give every model of which the public sees some rows, and others not."""
    return [
        modell
        for modell in apps.get_models()
        if modell._meta.app_label in RAEUME
        and hasattr(modell._default_manager.get_queryset(), "oeffentlich")
    ]


def verstecken() -> None:
    """Save hidden rows of every kind, each with the canary in all its words, some with files."""
    for nummer, name in enumerate(sorted(VERBORGENES.keys() - ERWAEHNT)):
        VERBORGENES[name]()
        # Each makes the same venue, of which there may be one.
        Veranstaltungsort.objects.filter(hausnummer="2").update(hausnummer=f"2{nummer}")
    beitrag = f.beitrag(
        f"Verein {KANARIE}",
        veroeffentlichen_ab=None,
        bild=fabrik.bild(),
        bild_alt=KANARIE,
    )
    pdf = ContentFile(f"%PDF-1.7 {KANARIE}".encode(), name="e.pdf")
    Anhang.objects.create(beitrag=beitrag, titel=KANARIE, datei=pdf)
    entwurf = Konferenz.objects.get(status=Status.ENTWURF, titel__contains=KANARIE)
    unterlage(entwurf, KANARIE, datei=pdf)
    Einladung.objects.create(konferenz=entwurf, akteur=f.akteur("Verein"), notiz=KANARIE)


def schluessel() -> dict[str, set[str]]:
    """Give what somebody could put into an address: keys, slugs and files of all rows."""
    werte: dict[str, set[str]] = {"pk": set(), "slug": set(), "name": set()}
    for modell in veroeffentlichbare():
        for zeile in modell._base_manager.all():
            werte["pk"].add(str(zeile.pk))
            werte["slug"].add(getattr(zeile, "slug", ""))
            dateien = [getattr(zeile, feld.name) for feld in modell._meta.local_fields]
            for datei in dateien:
                if isinstance(datei, models.fields.files.FieldFile) and datei:
                    name = PurePath(datei.name)
                    werte["name"] |= {name.name, f"{name.stem}-480.png", f"{name.stem}-960.png"}
    return {name: alle - {""} for name, alle in werte.items()}


def adressen(muster: Muster, werte: dict[str, set[str]]) -> list[str]:
    """Give the addresses of `muster` that somebody could guess; a row below another by its own."""
    gefunden = [muster.adresse()] if not muster.parameter else []
    namen = [name for _, name in muster.parameter]
    if set(namen) <= werte.keys() and namen:
        erste = sorted(werte[namen[0]])
        weitere = sorted(werte["pk"]) if len(namen) > 1 else [""]
        gefunden = [muster.adresse(**{"pk": pk, namen[0]: e}) for e in erste for pk in weitere]
    geheime = [slug for slug in werte["slug"] if KANARIE.lower() in slug]
    fragen = [
        f"{adresse}?{name}={wert}"
        for adresse in gefunden
        for name in PARAMETER[muster.route]
        for wert in sorted({*geheime, "runde", "Verein", KANARIE[:6], "2"})
    ]
    return [*gefunden, *fragen]


def test_no_word_of_a_hidden_row_stands_at_an_address_that_somebody_guesses(
    client: Client, settings: Settings
) -> None:
    settings.PORTAL_SICHERHEIT_BIS = f.JETZT.date()
    verstecken()
    ohne = {
        modell
        for modell in veroeffentlichbare()
        if not any(KANARIE in str(vars(zeile)) for zeile in modell._base_manager.all())
    }
    assert ohne == set()

    verraten, offene = [], set()
    for muster in oeffentliche_muster():
        for adresse in adressen(muster, schluessel()):
            antwort = client.get(adresse)
            inhalt = antwort.getvalue().decode(errors="replace").lower()
            kopf = f"{antwort.headers}".lower()
            if antwort.status_code == 200:
                offene.add(muster.route)
            gefragt = adresse.lower().count(KANARIE.lower())
            if KANARIE.lower() in kopf.replace(adresse.lower(), "") or (
                not gefragt and KANARIE.lower() in inhalt
            ):
                verraten.append((antwort.status_code, adresse))
    assert verraten == []
    # Each page without a key was read, but for the one that asks for a login.
    assert {m.route for m in oeffentliche_muster() if not m.parameter} - offene == {"bausteine/"}
