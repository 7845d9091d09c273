"""The picture of a row: cleaned on every way in, and gone when the row lets go of it."""

import os
import time
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.bildfassungen import fassung
from hattingen_portal.grundlage.bildpflege import _gereinigt, aufraeumen
from hattingen_portal.models import Zugriff
from hattingen_portal.seiten.models import Seite, Video
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.seite import hole

pytestmark = pytest.mark.django_db


def foto(breite: int = 4000, hoehe: int = 3000, *, ausrichtung: int = 6) -> ContentFile:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = ausrichtung, "Name der Person"
    ausgabe = BytesIO()
    Image.new("RGB", (breite, hoehe), "navy").save(ausgabe, "JPEG", exif=exif.tobytes())
    return ContentFile(ausgabe.getvalue(), "Mein Foto.JPEG")


def dateien(ordner: str) -> list[str]:
    pfad = Path(default_storage.path(ordner))
    return sorted(d.name for d in pfad.iterdir()) if pfad.is_dir() else []


def frueher(**felder: Any) -> Beitrag:
    """Give a Beitrag with a picture as the release before has stored it."""
    name = default_storage.save(f"bilder/{'f' * 32}.jpeg", foto())
    return f.beitrag("Fest", bild=name, bild_alt="Ein Zelt", **felder)


def test_only_what_is_cleaned_is_stored_whichever_way_it_comes() -> None:
    beitrag = f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    stadtteil = Stadtteil(name="Welper", kuerzel="Welper", bild_alt="Ein Zelt")
    stadtteil.bild.save("x.gif", foto(ausrichtung=1))
    for zeile, masse in ((beitrag, (1800, 2400)), (stadtteil, (2400, 1800))):
        zeile.refresh_from_db()
        assert (zeile.bild_breite, zeile.bild_hoehe) == masse
        assert zeile.bild.name.endswith(".jpg")
        inhalt = Path(zeile.bild.path).read_bytes()
        assert b"Name der Person" not in inhalt
        with Image.open(BytesIO(inhalt)) as bild:
            assert (bild.size, dict(bild.getexif())) == (masse, {})
    assert len(dateien("bilder")) == 2


def test_what_is_no_picture_is_not_stored() -> None:
    with pytest.raises(ValidationError, match="kein Bild"), transaction.atomic():
        f.beitrag(bild=ContentFile(b"MZ", "x.jpg"), bild_alt="Ein Zelt")
    assert (Beitrag.objects.count(), dateien("bilder")) == (0, [])


def test_saving_again_leaves_the_picture_alone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    beitrag = f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    vorher = dateien("bilder"), Path(beitrag.bild.path).stat()
    beitrag = Beitrag.objects.get()
    beitrag.full_clean()
    with django_capture_on_commit_callbacks(execute=True):
        beitrag.save()
    assert (dateien("bilder"), Path(beitrag.bild.path).stat()) == vorher
    assert (beitrag.bild_breite, beitrag.bild_hoehe) == (1800, 2400)


def test_a_lost_picture_does_not_hinder_saving() -> None:
    beitrag = f.beitrag(bild="bilder/weg.jpg", bild_alt="Ein Zelt")
    beitrag.full_clean()
    beitrag.save()


@pytest.mark.parametrize("neu", [None, foto(10, 10)])
def test_a_picture_that_is_replaced_or_removed_goes_with_its_versions(
    neu: ContentFile | None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    beitrag = f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    alt = beitrag.bild.name
    fassung(Path(alt).stem, 480, "webp")
    with django_capture_on_commit_callbacks(execute=True):
        beitrag.bild = neu or ""
        beitrag.save()
        assert default_storage.exists(alt)  # until it is certain
    beitrag.refresh_from_db()
    assert dateien("bilder") == ([Path(beitrag.bild.name).name] if neu else [])
    assert dateien("fassungen") == []
    assert (beitrag.bild_breite, beitrag.bild_hoehe) == ((10, 10) if neu else (None, None))


def test_a_save_that_fails_keeps_the_picture(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    beitrag = f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    alt = beitrag.bild.name
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        beitrag.bild = ""
        beitrag.save()
        transaction.set_rollback(True)
    assert Beitrag.objects.get().bild.name == alt
    assert default_storage.exists(alt)


def test_saving_another_field_of_a_stale_row_keeps_the_new_picture(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    veraltet, neu = Beitrag.objects.get(), Beitrag.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        neu.bild = foto(10, 10)
        neu.save()
        veraltet.save(update_fields=["teaser"])
    assert dateien("bilder") == [Path(Beitrag.objects.get().bild.name).name]


def test_a_film_takes_its_pictures_along(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seite = Seite.objects.create(schluessel="gebaerdensprache", titel="Video", stand=f.JETZT.date())
    video = Video.objects.create(seite=seite, datei="v.mp4", untertitel="v.vtt", bild=foto(10, 10))
    with django_capture_on_commit_callbacks(execute=True):
        video.bild = foto(20, 20)
        video.save()
    assert dateien("bilder") == [Path(video.bild.name).name]
    with django_capture_on_commit_callbacks(execute=True):
        seite.delete()
    assert dateien("bilder") == []


def test_rows_without_pictures_are_deleted_unread(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        Zugriff.objects.all().delete()


@pytest.mark.parametrize("auf_einmal", [False, True])
def test_a_row_takes_its_picture_along(
    auf_einmal: bool, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    bleibt = f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    geht = f.beitrag(bild=foto(), bild_alt="Ein Zelt")
    fassung(Path(geht.bild.name).stem, 480, "webp")
    with django_capture_on_commit_callbacks(execute=True):
        if auf_einmal:
            Beitrag.objects.filter(pk=geht.pk).delete()
        else:
            geht.delete()
    assert dateien("bilder") == [Path(bleibt.bild.name).name]
    assert dateien("fassungen") == []


def test_a_picture_of_the_release_before_is_shown_clean_at_once(client: Client) -> None:
    frueher(veroeffentlichen_ab=timezone.now() - timedelta(days=1))
    [bild] = hole(client, "/aktuelles/fest/").alle("img")
    assert (bild.attrs["width"], bild.attrs["height"]) == ("1800", "2400")
    for adresse in (bild.attrs["src"], f"/medien/bilder/{'f' * 32}.jpeg"):
        assert b"Name der Person" not in client.get(adresse).content


def test_pictures_of_the_release_before_are_renewed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    beitrag = frueher()
    verloren = f.beitrag("Weg", bild="bilder/weg.jpg", bild_alt="Ein Zelt")
    sauber = f.beitrag("Neu", bild=foto(10, 10), bild_alt="Ein Zelt")
    vorher = beitrag.version, beitrag.geaendert_am
    sagt, klagt = StringIO(), StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("bilder_erneuern", stdout=sagt, stderr=klagt)
    beitrag.refresh_from_db()
    assert (beitrag.version, beitrag.geaendert_am) == vorher
    assert (beitrag.bild_breite, beitrag.bild_hoehe) == (1800, 2400)
    assert b"Name der Person" not in Path(beitrag.bild.path).read_bytes()
    assert dateien("bilder") == sorted(Path(z.bild.name).name for z in (beitrag, sauber))
    assert sagt.getvalue() == "Bilder erneuert: 1\n"
    assert klagt.getvalue() == (
        "Beitrag „Weg“: Das Bild lässt sich nicht öffnen. Bitte ersetzen Sie es.\n"
    )
    verloren.refresh_from_db()
    assert verloren.bild.name == "bilder/weg.jpg"


def test_a_picture_that_somebody_replaces_meanwhile_is_left_alone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    veraltet = frueher()
    with django_capture_on_commit_callbacks(execute=True):
        neu = Beitrag.objects.get()
        neu.bild = foto(10, 10)
        neu.save()
        assert not _gereinigt(veraltet)
    beitrag = Beitrag.objects.get()
    assert (beitrag.bild.name, beitrag.bild_breite) == (neu.bild.name, 10)
    assert dateien("bilder") == [Path(neu.bild.name).name]


def test_pictures_that_belong_to_nothing_are_deleted_after_a_day() -> None:
    beitrag = f.beitrag(bild=foto(10, 10), bild_alt="Ein Zelt")
    for name, alter in (("a" * 32, 25), ("b" * 32, 1)):
        waise = default_storage.save(f"bilder/{name}.jpg", foto(10, 10))
        fassung(name, 480, "webp")
        zeit = time.time() - alter * 3600
        os.utime(default_storage.path(waise), (zeit, zeit))
    seite = Seite.objects.create(schluessel="gebaerdensprache", titel="Video", stand=f.JETZT.date())
    video = Video.objects.create(seite=seite, datei="v.mp4", untertitel="v.vtt", bild=foto(10, 10))
    alt = time.time() - 99 * 3600
    for zeile in (beitrag, video):
        os.utime(zeile.bild.path, (alt, alt))
    Path(default_storage.path(f"fassungen/{'c' * 32}")).mkdir()

    assert aufraeumen(timezone.now() - timedelta(days=1)) == 1

    bleiben = [Path(zeile.bild.name).name for zeile in (beitrag, video)]
    assert dateien("bilder") == sorted([*bleiben, f"{'b' * 32}.jpg"])
    assert dateien("fassungen") == ["b" * 32]
    sagt = StringIO()
    call_command("bilder_aufraeumen", stdout=sagt)
    assert sagt.getvalue() == "Bilder gelöscht: 0\nPDFs gelöscht: 0\n"
