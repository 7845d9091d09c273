"""Files that people upload: what gets in, where it lies, and what a browser makes of it.

One table for every kind of file that the portal takes, by the fields of its models: a new field
without a line here lets the first test fail. The kinds themselves are tested where they are:
tests/grundlage/test_bildannahme.py, tests/grundlage/pdf/, tests/portal/seiten/test_dateien.py.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from PIL import Image

from hattingen_portal.grundlage.bild import BildFeld
from tests.grundlage.pdf.proben import pdf
from tests.portal.seiten.fabrik import MP4, VTT, WEBM
from tests.sicherheit.antworten import bestand
from tests.sicherheit.gift import RAEUME

UNERRATBAR = re.compile(r"[0-9a-f]{32}\.(?:pdf|png|jpg|mp4|webm|vtt)")


def bildbytes(format_: str) -> bytes:
    ausgabe = BytesIO()
    Image.new("RGB", (320, 180), "navy").save(ausgabe, format_)
    return ausgabe.getvalue()


def archiv(davor: bytes = b"") -> bytes:
    ausgabe = BytesIO(davor)
    ausgabe.seek(0, 2)
    with zipfile.ZipFile(ausgabe, "a") as zip_:
        zip_.writestr("seite.html", "<script>alert(1)</script>")
    return ausgabe.getvalue()


HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GUTES = {
    "bild": ("a.png", bildbytes("PNG")),
    "pdf": ("a.pdf", pdf()),
    "video": ("a.mp4", MP4),
    "untertitel": ("a.vtt", VTT),
}
# Which kind each field takes.
FELDER = {
    "hattingen_portal.abschnitt.bild": "bild",
    "hattingen_portal.video.bild": "bild",
    "hattingen_portal.video.datei": "video",
    "hattingen_portal.video.untertitel": "untertitel",
    "aktuelles.beitrag.bild": "bild",
    "aktuelles.anhang.datei": "pdf",
    "konferenzen.unterlage.datei": "pdf",
    "quartiere.stadtteil.bild": "bild",
}
# Refused by every kind, whatever it is called: nothing of it is what its name says.
FREMDES = {
    "HTML": HTML,
    "SVG": SVG,
    "SVG behind a declaration": b'<?xml version="1.0"?>' + SVG,
    "program": b"MZ\x90\0" + b"\0" * 60,
    "script": b"#!/bin/sh\nexit 0\n",
    "PHP": b"<?php system($_GET[0]); ?>",
    "archive": archiv(),
    "nothing": b"",
    "zeros": bytes(4096),
    "HTML before a PDF": HTML + pdf(),
    "a picture's first bytes before HTML": b"GIF89a" + HTML,
    "a JPEG's first bytes before a script": b"\xff\xd8\xff\xe0" + HTML,
}


ENDUNGEN = ("png", "jpg", "svg", "pdf", "mp4", "webm", "vtt", "html", "php", "pdf.html")


def dateifelder() -> Iterator[models.FileField]:
    for modell in apps.get_models():
        if modell._meta.app_label in RAEUME:
            yield from (f for f in modell._meta.local_fields if isinstance(f, models.FileField))


def annehmen(feld: models.FileField, name: str, inhalt: bytes) -> None:
    """Check an upload as the form of the admin does."""
    feld.clean(getattr(feld.model(**{feld.name: ContentFile(inhalt, name)}), feld.name), None)


ALLE = {f"{f.model._meta.label_lower}.{f.name}": f for f in dateifelder()}


def test_every_field_has_its_kind() -> None:
    geschichten = {name for name in ALLE if "geschichte" in name}
    assert ALLE.keys() - geschichten == FELDER.keys()


@pytest.mark.parametrize("name", FELDER)
@pytest.mark.usefixtures("db")
def test_each_field_takes_its_kind_and_no_other_whatever_it_is_called(name: str) -> None:
    feld, art = ALLE[name], FELDER[name]
    annehmen(feld, *GUTES[art])
    versuche = [(was, f"a.{endung}", FREMDES[was]) for was in FREMDES for endung in ENDUNGEN]
    versuche += [(andere, *gutes) for andere, gutes in GUTES.items() if andere != art]
    angenommen = [(was, wie) for was, wie, inhalt in versuche if _nimmt(feld, wie, inhalt)]
    assert angenommen == []


def _nimmt(feld: models.FileField, name: str, inhalt: bytes) -> bool:
    try:
        annehmen(feld, name, inhalt)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", [name for name, art in FELDER.items() if art != "bild"])
@pytest.mark.usefixtures("db")
def test_the_name_must_say_what_the_content_is(name: str) -> None:
    """Pictures are drawn anew and get the name of what they are then."""
    _, inhalt = GUTES[FELDER[name]]
    for endung in ("html", "svg", "php", "exe", "pdf.html"):
        assert not _nimmt(ALLE[name], f"a.{endung}", inhalt)


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.usefixtures("db")
def test_nothing_that_hides_in_a_picture_is_kept(format_: str) -> None:
    versteckt = archiv(bildbytes(format_)) + HTML
    feld = ALLE["aktuelles.beitrag.bild"]
    assert isinstance(feld, BildFeld)
    assert _nimmt(feld, "a.html", versteckt)
    zeile: Any = feld.model(bild=ContentFile(versteckt, "a.html"))
    zeile.bild.save("a.html", ContentFile(versteckt), save=False)
    gespeichert = Path(default_storage.path(zeile.bild.name)).read_bytes()
    assert b"script" not in gespeichert
    assert not zipfile.is_zipfile(BytesIO(gespeichert))
    assert PurePath(zeile.bild.name).suffix in {".png", ".jpg"}


# --- Where it lies, and who gets it --------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_stored_names_are_random_and_hold_nothing_of_what_somebody_wrote() -> None:
    bestand()
    namen = [
        wert
        for name in FELDER
        for wert in ALLE[name].model._base_manager.values_list(ALLE[name].attname, flat=True)
        if wert
    ]
    assert len(namen) >= 6
    for name in namen:
        ordner, _, datei = name.partition("/")
        assert ordner in {"bilder", "unterlagen", "anhaenge", "videos"}
        assert UNERRATBAR.fullmatch(datei), name


WEGE: tuple[Callable[[str], str], ...] = (
    lambda name: f"/medien/{name}",
    lambda name: f"/static/{name}",
    lambda name: f"/static/../medien/{name}",
    lambda name: f"/medien/bilder/../{name}",
    lambda name: f"/medien/bilder/..%2f{name}",
    lambda name: f"/medien/videos/%2e%2e/{name}",
    lambda name: f"/medien/videos/..%5c{name}",
    lambda name: f"/medien/bilder/{PurePath(name).name}",
    lambda name: f"/medien/videos/{PurePath(name).name}",
    lambda name: f"/admin/datei/{name}",
)


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_no_file_of_a_draft_has_an_address(client: Client) -> None:
    """For every kind; test_zugang.py asks the addresses of rows, this the files themselves."""
    a = bestand()
    entwurf, versteckt = a.entwurf, a.vorschau_bild.rpartition("/")[2].removesuffix("-480.png")
    unterlage = entwurf.unterlagen.create(
        titel="Einladung", datei=ContentFile(pdf(), name="e.pdf"), oeffentlich=True
    )
    namen = [unterlage.datei.name, f"bilder/{versteckt}.png"]
    assert all(default_storage.exists(name) for name in namen)
    for name in namen:
        for weg in WEGE:
            assert client.get(weg(name)).status_code in {302, 404}, weg(name)


def test_a_webm_is_a_film_as_well() -> None:
    annehmen(ALLE["hattingen_portal.video.datei"], "a.webm", WEBM)
