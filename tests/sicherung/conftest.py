"""A portal with something of everything, and empty ones."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from PIL import Image
from pytest_django import DjangoDbBlocker, Settings

from aktuelles.models import Anhang, Beitrag
from hattingen_portal.post.ablage import ablegen
from hattingen_portal.post.versand import versenden
from hattingen_portal.sicherung.sichern import sichern
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf
from tests.sicherung.datenbanken import anlegen, in_datenbank, loeschen

ABENDS = datetime(2026, 1, 14, 20, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def gefuellt(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give the name of a database with rows of all kinds; files come with `quelle`."""
    with django_db_blocker.unblock():
        erste = connection.settings_dict["NAME"]
        connection.close()  # nobody may use a database that is copied
        name = anlegen(erste)
        with in_datenbank(name):
            call_command("grunddaten", verbosity=0)
            call_command("beispieldaten", verbosity=0)
            User.objects.create_superuser("sb")
            sitzung = SessionStore()
            sitzung["wer"] = "sb"
            sitzung.save()
            versenden(an=["a@example.org"], betreff="Hallo", text="wartet noch")
        yield name
        loeschen(name)


@pytest.fixture
def quelle(gefuellt: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let Django speak to a filled portal of the test's own."""
    with django_db_blocker.unblock():
        name = anlegen(gefuellt)
        with in_datenbank(name):
            hochladen()
            yield
        loeschen(name)


@pytest.fixture
def leer(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give the name of an empty database."""
    with django_db_blocker.unblock():
        name = anlegen()
        yield name
        loeschen(name)


def hochladen() -> Beitrag:
    """Store a post with picture and PDF, a size of the picture, and a mail as a file."""
    bild = BytesIO()
    Image.new("RGB", (60, 40), "green").save(bild, "JPEG")
    beitrag = f.beitrag("Mit Bild", bild=ContentFile(bild.getvalue(), "foto.jpg"), bild_alt="Grün")
    Anhang.objects.create(beitrag=beitrag, titel="Plan", datei=ContentFile(pdf(), "plan.pdf"))
    ablegen(b"Subject: Hallo\n\nText\n", beitrag.kennung)
    return beitrag


@pytest.fixture(scope="session")
def heile(
    gefuellt: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give a backup that no test may change: most only need any."""
    ordner = tmp_path_factory.mktemp("heil")
    wo = override_settings(MEDIA_ROOT=ordner / "medien", PORTAL_ABLAGE=ordner / "post")
    with django_db_blocker.unblock():
        name = anlegen(gefuellt)
        with wo, in_datenbank(name):
            hochladen()
            pfad = sichern(ordner / "sicherungen", ABENDS).pfad
        loeschen(name)
    return pfad


@pytest.fixture
def sicherung(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a backup of `quelle` where the test has it, otherwise a copy of one made before."""
    if "quelle" in request.fixturenames:
        return sichern(tmp_path / "sicherungen", ABENDS).pfad
    heile: Path = request.getfixturevalue("heile")
    (tmp_path / "sicherungen").mkdir()
    return Path(shutil.copy(heile, tmp_path / "sicherungen"))


@pytest.fixture
def woanders(settings: Settings, tmp_path: Path, leer: str, sicherung: Path) -> Iterator[Path]:
    """Let Django speak to another, empty portal, for which there is a backup; give its folder."""
    ordner = tmp_path / "woanders"
    settings.MEDIA_ROOT = ordner / "medien"
    settings.PORTAL_ABLAGE = ordner / "post"
    with in_datenbank(leer):
        yield ordner
