"""Uploads in a store with the interface of S3: a real server on the loopback, asked over HTTP."""

import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from aktuelles.models import Beitrag
from hattingen_portal import umgebung
from hattingen_portal.betriebspruefung import befunde
from hattingen_portal.grundlage import bildpflege
from hattingen_portal.grundlage.pdf import pflege
from hattingen_portal.seiten.models import Video
from tests import fabriken as f
from tests.aktuelles.test_admin import bild, neuer
from tests.grundlage.pdf.proben import pdf
from tests.portal.seiten import fabrik
from tests.seitenformular import formular

pytestmark = pytest.mark.django_db


class Eimer:
    """The bucket as its owner sees it, beside the portal."""

    def __init__(self, adresse: str) -> None:
        self.adresse = adresse
        zugang = {"aws_access_key_id": "wer", "aws_secret_access_key": "geheim/"}
        self.kunde = boto3.client("s3", endpoint_url=adresse, region_name="us-east-1", **zugang)

    def namen(self) -> list[str]:
        inhalt = self.kunde.list_objects_v2(Bucket="portal").get("Contents", [])
        return sorted(objekt["Key"] for objekt in inhalt)

    def leeren(self) -> None:
        for name in self.namen():
            self.kunde.delete_object(Bucket="portal", Key=name)


@pytest.fixture(scope="module")
def server() -> Iterator[Eimer]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the server's own libraries
        from moto.server import ThreadedMotoServer

        moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
        moto.start()
        host, port = moto.get_host_and_port()
    eimer = Eimer(f"http://{host}:{port}")
    eimer.kunde.create_bucket(Bucket="portal")
    yield eimer
    eimer.kunde.close()
    moto.stop()


@pytest.fixture(autouse=True)
def eimer(server: Eimer, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Eimer]:
    """Set the store as an operator does, by its address, and leave it empty."""
    adresse = f"{server.adresse.replace('://', '://wer:geheim%2F@')}/portal?region=us-east-1"
    monkeypatch.setenv("PORTAL_S3_URL", adresse)
    settings.STORAGES = settings.STORAGES | {"default": umgebung.medienablage()}
    yield server
    server.leeren()
    default_storage.connection.meta.client.close()


def oertlich(settings: Settings) -> list[str]:
    """Give what lies on this machine, beside the sizes of pictures."""
    wurzel = Path(settings.MEDIA_ROOT)
    alle = [pfad.relative_to(wurzel) for pfad in wurzel.rglob("*") if pfad.is_file()]
    return [str(pfad) for pfad in alle if pfad.parts[0] != "fassungen"]


@pytest.mark.usefixtures("jetzt")
def test_a_clerk_uploads_sees_replaces_and_deletes(
    sb: Client,
    eimer: Eimer,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    dokument = pdf()
    angaben = {
        "bild": bild(),
        "bild_alt": "Ein Haus.",
        "veroeffentlichen_ab_0": "01.01.2026",
        "veroeffentlichen_ab_1": "8:00",
        "anhaenge-TOTAL_FORMS": "1",
        "anhaenge-0-titel": "Programm",
        "anhaenge-0-datei": SimpleUploadedFile("programm.pdf", dokument),
    }
    assert sb.post(reverse("admin:aktuelles_beitrag_add"), neuer(sb) | angaben).status_code == 302
    beitrag = Beitrag.objects.get()
    anhang = beitrag.anhaenge.get()
    assert eimer.namen() == sorted([beitrag.bild.name, anhang.datei.name])
    assert anhang.pdf_maengel == []

    # The public sees both, staff the stored files, too.
    leserin = Client()
    seite = leserin.get(beitrag.get_absolute_url())
    assert beitrag.bildansicht.adresse in seite.text
    gezeigt = leserin.get(beitrag.bildansicht.adresse)
    assert (gezeigt.status_code, gezeigt["Content-Type"]) == (200, "image/png")
    geladen = leserin.get(f"{beitrag.get_absolute_url()}anhang/{anhang.pk}/")
    assert (geladen.getvalue(), geladen["Content-Length"]) == (dokument, str(len(dokument)))
    for name in eimer.namen():
        eigene = sb.get(reverse("admin:datei", args=[name]))
        assert len(eigene.getvalue()) == default_storage.size(name)

    adresse = reverse("admin:aktuelles_beitrag_change", args=[beitrag.pk])
    werte = formular(sb.get(adresse).content, "beitrag_form")
    with django_capture_on_commit_callbacks(execute=True):
        neues = {"bild": bild(), "anhaenge-0-datei": SimpleUploadedFile("neu.pdf", pdf())}
        assert sb.post(adresse, werte | neues).status_code == 302
    bisher = {beitrag.bild.name, anhang.datei.name}
    ersetzt = Beitrag.objects.get()
    assert bisher & set(eimer.namen()) == set()
    assert eimer.namen() == sorted([ersetzt.bild.name, ersetzt.anhaenge.get().datei.name])
    assert leserin.get(beitrag.bildansicht.adresse).status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        loeschen = reverse("admin:aktuelles_beitrag_delete", args=[beitrag.pk])
        assert sb.post(loeschen, {"post": "yes"}).status_code == 302
    assert eimer.namen() == []
    assert oertlich(settings) == []


def test_a_film_is_given_out_in_parts_and_goes_with_its_row(
    sb: Client,
    eimer: Eimer,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    fabrik.gebaerdensprache()
    video = Video.objects.get()
    adresse = f"/medien/{video.datei.name}"
    ganz = Client().get(adresse)
    teil = Client().get(adresse, headers={"Range": "bytes=10-19"})
    ende = Client().get(adresse, headers={"Range": "bytes=-4"})

    assert ganz.getvalue() == fabrik.MP4
    assert (teil.status_code, teil.getvalue()) == (206, fabrik.MP4[10:20])
    assert (ende.status_code, ende.getvalue()) == (206, fabrik.MP4[-4:])
    assert Client().get(f"/medien/videos/{'0' * 32}.mp4").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        video.delete()
    assert eimer.namen() == []


def test_what_belongs_to_nothing_goes_and_what_is_young_or_named_stays(eimer: Eimer) -> None:
    for name in ("bilder/waise.jpg", "anhaenge/waise.pdf", "fremdes/bleibt.txt"):
        default_storage.save(name, ContentFile(b"x"))
    beitrag = f.beitrag(bild=bild(), bild_alt="Ein Haus.")
    gestern, morgen = (timezone.now() + timedelta(days=tage) for tage in (-1, 1))

    assert (bildpflege.aufraeumen(gestern), pflege.aufraeumen(gestern)) == (0, 0)
    assert (bildpflege.aufraeumen(morgen), pflege.aufraeumen(morgen)) == (1, 1)
    assert eimer.namen() == sorted([beitrag.bild.name, "fremdes/bleibt.txt"])


def test_pictures_of_early_releases_are_found_whatever_they_end_with(eimer: Eimer) -> None:
    inhalt = bild().read()
    kennung = "0123456789abcdef" * 2
    default_storage.save(f"bilder/{kennung}.jpeg", ContentFile(inhalt))
    f.beitrag(bild_alt="Ein Haus.")
    Beitrag.objects.update(bild=f"bilder/{kennung}.jpeg", veroeffentlichen_ab=timezone.now())

    assert Client().get(f"/medien/bilder/{kennung}-480.jpg").status_code == 200
    assert Client().get(f"/medien/bilder/{'1' * 32}-480.jpg").status_code == 404


def test_no_name_is_taken_twice(eimer: Eimer) -> None:
    erster = default_storage.save("bilder/a.jpg", ContentFile(b"eins"))
    zweiter = default_storage.save("bilder/a.jpg", ContentFile(b"zwei"))

    assert erster != zweiter
    with default_storage.open(erster) as datei:
        assert datei.read() == b"eins"


def test_a_file_that_goes_while_it_is_read_is_missed_as_on_a_disk(eimer: Eimer) -> None:
    name = default_storage.save("bilder/a.jpg", ContentFile(b"gleich fort"))
    with default_storage.open(name) as datei:
        eimer.leeren()
        with pytest.raises(FileNotFoundError):
            datei.read()


def test_a_store_that_is_away_costs_only_what_lies_in_it(
    eimer: Eimer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    beitrag = f.beitrag(bild=bild(), bild_alt="Ein Haus.")
    beitrag.anhaenge.create(titel="Programm", datei=SimpleUploadedFile("a.pdf", pdf()))
    Beitrag.objects.update(veroeffentlichen_ab=timezone.now())
    monkeypatch.setenv("PORTAL_S3_URL", "http://a:b@127.0.0.1:1/portal")
    settings.STORAGES = settings.STORAGES | {"default": umgebung.medienablage()}

    seite = Client().get(beitrag.get_absolute_url())
    assert (seite.status_code, "Programm" in seite.text) == (200, True)
    gezeigt = Client().get(beitrag.bildansicht.adresse)
    assert (gezeigt.status_code, gezeigt["Retry-After"]) == (503, "120")


def test_the_check_before_the_start_asks_the_store(
    eimer: Eimer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saetze() -> list[str]:
        return [befund.satz for befund in befunde() if "PORTAL_S3_URL" in befund.satz]

    assert saetze() == []
    monkeypatch.setenv("PORTAL_S3_URL", "http://a:b@127.0.0.1:1/portal")
    settings.STORAGES = settings.STORAGES | {"default": umgebung.medienablage()}

    assert saetze() == ["Die Ablage aus PORTAL_S3_URL antwortet nicht (EndpointConnectionError)."]
