"""One answer of each kind that the portal gives, as a city's server gives it: behind https."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any, NoReturn

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from aktuelles.models import Anhang
from hattingen_portal.grundlage.verwaltung.vorschaulink import neuer_link
from hattingen_portal.seiten.models import Video
from konferenzen.models import Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.portal.seiten import fabrik

Abruf = Callable[[], Any]
HOST = "quartiere.example.org"
EINBETTER = "https://www.example.org"


def wie_in_der_stadt(settings: Settings, ordner: Path) -> None:
    """Set what `settings.py` makes of a public address (tests/portal/test_settings.py)."""
    statisch = ordner / "gesammelt"
    statisch.mkdir()
    (statisch / "portal.css").write_text("a { color: red }")
    settings.STATIC_ROOT = statisch
    settings.ALLOWED_HOSTS = [HOST]
    settings.PORTAL_BASIS_URL = f"https://{HOST}"
    settings.CSRF_TRUSTED_ORIGINS = [settings.PORTAL_BASIS_URL]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_SSL_HOST = HOST
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    settings.CSRF_COOKIE_NAME = "__Host-csrftoken"
    settings.PORTAL_SICHERHEIT_BIS = date(2026, 12, 31)
    settings.PORTAL_EINBETTEN_VON = [EINBETTER]


def browser(*, https: bool = True, **mehr: Any) -> Client:
    """Give a browser before the proxy, which tells by which scheme it came."""
    kopf = {"HTTP_HOST": HOST, "HTTP_X_FORWARDED_PROTO": "https" if https else "http"}
    return Client(raise_request_exception=False, **{**kopf, **mehr})


@dataclass(frozen=True)
class Adressen:
    """Where things are whose address nobody can guess."""

    konferenz: Konferenz
    unterlage: str
    anhang: str
    bild: str
    film: str
    untertitel: str
    vorschau: str
    vorschau_bild: str
    beitrag: str
    stadtteil: str
    datei: str
    entwurf: Konferenz


def bestand() -> Adressen:
    """Save one public row of each kind with all its files, and drafts."""
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 1, 26, 17), ort=f.ort())
    pdf = ContentFile(b"%PDF-1.7 Inhalt", name="e.pdf")
    unterlage = Unterlage.objects.create(
        konferenz=konferenz, titel="Einladung", datei=pdf, oeffentlich=True
    )
    beitrag = f.beitrag(bild=fabrik.bild(), bild_alt="Ein Haus")
    anhang = Anhang.objects.create(beitrag=beitrag, titel="Programm", datei=pdf)
    fabrik.gebaerdensprache()
    video = Video.objects.get()
    versteckt = f.beitrag(bild=fabrik.bild(), bild_alt="Ein Haus", veroeffentlichen_ab=None)
    marke = neuer_link(versteckt, timezone.now()).marke
    bild = f"{PurePath(versteckt.bild.name).stem}-480.png"
    return Adressen(
        konferenz=konferenz,
        unterlage=unterlage.get_absolute_url(),
        anhang=anhang.get_absolute_url(),
        bild=f"/medien/bilder/{PurePath(beitrag.bild.name).stem}-480.png",
        film=video.datei.url,
        untertitel=video.untertitel.url,
        vorschau=reverse("vorschau", args=[marke]),
        vorschau_bild=reverse("vorschau_bild", args=[marke, bild]),
        beitrag=reverse("admin:aktuelles_beitrag_change", args=[beitrag.pk]),
        stadtteil=welper.get_absolute_url(),
        datei=reverse("admin:datei", args=[unterlage.datei.name]),
        entwurf=f.konferenz(status=Status.ENTWURF),
    )


def kaputt(fehler: type[Exception]) -> Any:
    """Give what a page answers where each question to the database ends in `fehler`."""

    def fort(*_: Any) -> NoReturn:
        raise fehler

    with connection.execute_wrapper(fort):
        return browser().get("/")
