"""Every address of the portal for everybody: a new one without a rule here lets a test fail.

What each role may do inside the admin stands in tests/portal/rollen/test_matrix.py; here stands
that nothing of it opens without a login, and that a role opens nothing more outside of it.
"""

from datetime import timedelta
from pathlib import PurePath
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from akteure.models import Akteur
from aktuelles.models import Anhang
from hattingen_portal.grundlage.verwaltung.vorschaulink import neuer_link
from hattingen_portal.seiten.grundtexte import seiten_anlegen
from hattingen_portal.seiten.models import Video
from konferenzen.models import Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.portal.seiten import fabrik
from tests.rollen import angemeldet, konto
from tests.sicherheit.adressen import Muster, alle_muster, oeffentliche_muster

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

ROLLEN = (
    *("Quartiersentwicklung", "Redaktion", "Akteurspflege"),
    *("Stadtteilbetreuung", "Benutzerverwaltung"),
)
# The same for everybody; each says by itself whether it is public.
FUER_ALLE = {
    *("", ".well-known/security.txt", "akteure/", "aktuelles/", "aktuelles/feed.atom"),
    *("barriere-melden/", "barrierefreiheit/", "daten/", "daten/termine.csv"),
    *("daten/termine.json", "datenschutz/", "einbetten/termine/", "gebaerdensprache/"),
    *(
        "gesundheit/",
        "gesundheit/bereit/",
        "impressum/",
        "kalender/",
        "kalender/alle.ics",
        "kalender/qr/alle.svg",
    ),
    *("kontakt/", "leichte-sprache/", "robots.txt", "sitemap.xml", "stadtteile/", "suche/"),
    *("termine/", "termine/aenderungen.atom", "termine/archiv/"),
    *("admin/passwort/", "admin/passwort/fertig/", "admin/passwort/gesendet/"),
}
NUR_PERSONAL = {"bausteine/"}
# Of rows: what opens them for the public, and for whom they stay closed, whoever asks.
VON_ZEILEN = {
    "akteure/<slug:slug>/",
    "akteure/<slug:slug>/berichtigen/",
    "aktuelles/<slug:slug>/",
    "aktuelles/<slug:slug>/anhang/<int:pk>/",
    "kalender/art/<slug:slug>.ics",
    "kalender/qr/art/<slug:slug>.svg",
    "kalender/qr/stadtteil/<slug:slug>.svg",
    "kalender/stadtteil/<slug:slug>.ics",
    "medien/bilder/<str:name>",
    "medien/videos/<str:name>",
    "nachricht-angekommen/<slug:nummer>/",
    "stadtteile/<slug:slug>/",
    "termine/<slug:slug>/",
    "termine/<slug:slug>/aushang.pdf",
    "termine/<slug:slug>/termin.ics",
    "termine/<slug:slug>/unterlagen/<int:pk>/",
    "termine/<slug:slug>/vorschaubild.png",
    "termine/runden/<slug:slug>/",
    "termine/runden/<slug:slug>/aushang.pdf",
    "vorschau/<str:marke>/",
    "vorschau/<str:marke>/bilder/<str:name>",
    "admin/passwort/<uidb64>/<token>/",
}
# In the admin, for those who are about to log in, or to leave.
OHNE_ANMELDUNG = {"admin/login/", "admin/handbuch/anmelden/", "admin/logout/"}
ERST_DAS_PASSWORT = {"admin/login/code/"}  # leads to the login, also when something is sent


def test_every_address_has_a_rule() -> None:
    mit_regel = FUER_ALLE | NUR_PERSONAL | VON_ZEILEN
    assert {muster.route for muster in oeffentliche_muster()} == mit_regel


def pdf() -> ContentFile:
    return ContentFile(b"%PDF-1.7", name="e.pdf")


def zeilen() -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    """Save rows; give for each route the parameters that open it, and those that must not."""
    welper = f.stadtteil("Welper")
    oeffentlich = f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 1, 26, 17), ort=f.ort())
    nie = f.runde("Nie veröffentlicht")
    entwurf = f.konferenz(runde=nie, status=Status.ENTWURF, beginn=f.berlin(2026, 2, 2, 17))
    spaeter = f.konferenz(runde=nie, veroeffentlichen_ab=f.JETZT + timedelta(days=1))
    offen_, verborgen = _unterlagen(oeffentlich)
    beitrag = f.beitrag(bild=fabrik.bild(), bild_alt="Ein Haus")
    geheim = f.beitrag(bild=fabrik.bild(), bild_alt="Ein Haus", veroeffentlichen_ab=None)
    vorbei = f.beitrag(veroeffentlichen_bis=f.JETZT - timedelta(hours=1))
    anhaenge = {
        b: Anhang.objects.create(beitrag=b, titel="Programm", datei=pdf())
        for b in (beitrag, geheim, vorbei)
    }
    verein = f.akteur("Verein")
    privat = f.akteur("Privatperson", art=Akteur.Art.EINZELPERSON)
    fabrik.gebaerdensprache()
    video = Video.objects.get()
    bild = f"{PurePath(beitrag.bild.name).stem}-480.png"
    geheimes_bild = f"{PurePath(geheim.bild.name).stem}-480.png"
    geheime = neuer_link(geheim, timezone.now()).marke
    konferenzen = {
        "offen": [{"slug": oeffentlich.slug}],
        "zu": [{"slug": entwurf.slug}, {"slug": spaeter.slug}, {"slug": "gibt-es-nicht"}],
    }
    fuer = {route: konferenzen for route in VON_ZEILEN if route.startswith("termine/<slug:slug>/")}
    fuer |= {
        "termine/<slug:slug>/unterlagen/<int:pk>/": {
            "offen": [{"slug": oeffentlich.slug, "pk": offen_.pk}],
            "zu": [
                {"slug": oeffentlich.slug, "pk": verborgen.pk},
                {"slug": entwurf.slug, "pk": _unterlagen(entwurf)[0].pk},
                {"slug": oeffentlich.slug, "pk": _unterlagen(spaeter)[0].pk},
            ],
        },
        "aktuelles/<slug:slug>/": {
            "offen": [{"slug": beitrag.slug}],
            "zu": [{"slug": geheim.slug}, {"slug": vorbei.slug}],
        },
        "aktuelles/<slug:slug>/anhang/<int:pk>/": {
            "offen": [{"slug": beitrag.slug, "pk": anhaenge[beitrag].pk}],
            "zu": [{"slug": b.slug, "pk": anhaenge[b].pk} for b in (geheim, vorbei)]
            + [{"slug": beitrag.slug, "pk": anhaenge[geheim].pk}],
        },
        "medien/bilder/<str:name>": {
            "offen": [{"name": bild}],
            "zu": [{"name": geheimes_bild}, {"name": PurePath(geheim.bild.name).name}],
        },
        "medien/videos/<str:name>": {
            "offen": [{"name": PurePath(d.name).name} for d in (video.datei, video.untertitel)],
            "zu": [{"name": PurePath(verborgen.datei.name).name}, {"name": f"{'0' * 32}.mp4"}],
        },
        "vorschau/<str:marke>/": {
            "offen": [{"marke": geheime}],
            "zu": [{"marke": f"{geheime[:-1]}{'a' if geheime[-1] != 'a' else 'b'}"}],
        },
        "vorschau/<str:marke>/bilder/<str:name>": {
            "offen": [{"marke": geheime, "name": geheimes_bild}],
            "zu": [{"marke": geheime, "name": bild}, {"marke": "x", "name": geheimes_bild}],
        },
        "nachricht-angekommen/<slug:nummer>/": {
            "offen": [{"nummer": meldung().nummer}],
            "zu": [{"nummer": "1"}],
        },
        "admin/passwort/<uidb64>/<token>/": {"offen": [{"uidb64": "MQ", "token": "x-y"}], "zu": []},
    }
    for route in ("", "berichtigen/"):
        fuer[f"akteure/<slug:slug>/{route}"] = {
            "offen": [{"slug": verein.slug}],
            "zu": [{"slug": privat.slug}],
        }
    for route in ("", "aushang.pdf"):
        fuer[f"termine/runden/<slug:slug>/{route}"] = {
            "offen": [{"slug": oeffentlich.runde.slug}],
            "zu": [{"slug": nie.slug}],
        }
    for route in ("kalender/stadtteil/<slug:slug>.ics", "kalender/qr/stadtteil/<slug:slug>.svg"):
        fuer[route] = {"offen": [{"slug": "welper"}], "zu": [{"slug": "gibt-es-nicht"}]}
    for route in ("kalender/art/<slug:slug>.ics", "kalender/qr/art/<slug:slug>.svg"):
        fuer[route] = {"offen": [{"slug": "stadtteilkonferenz"}], "zu": [{"slug": "unsinn"}]}
    fuer["stadtteile/<slug:slug>/"] = fuer["kalender/stadtteil/<slug:slug>.ics"]
    return (
        {route: angaben["offen"] for route, angaben in fuer.items()},
        {route: angaben["zu"] for route, angaben in fuer.items()},
    )


def _unterlagen(konferenz: Konferenz) -> list[Unterlage]:
    """Give a released document of `konferenz` and one that is not."""
    return [
        Unterlage.objects.create(
            konferenz=konferenz, titel="Einladung", datei=pdf(), oeffentlich=oeffentlich
        )
        for oeffentlich in (True, False)
    ]


def status(client: Client, adresse: str) -> int:
    antwort = client.get(adresse)
    antwort.getvalue()  # closes the file
    return antwort.status_code


def test_what_is_public_is_the_same_for_all_and_a_draft_is_open_to_nobody(
    settings: Any,
) -> None:
    settings.PORTAL_SICHERHEIT_BIS = f.JETZT.date()
    offen, zu = zeilen()
    assert offen.keys() == VON_ZEILEN
    seiten_anlegen()
    welper = f.stadtteil("Holthausen")
    leute = {"niemand": Client()} | {
        rolle: angemeldet(konto(rolle, stadtteile=(welper,) if "betreuung" in rolle else ()))
        for rolle in ROLLEN
    }
    gefunden, soll = {}, {}
    for muster in oeffentliche_muster():
        faelle = [(muster.adresse(**werte), 200) for werte in offen.get(muster.route, [])]
        faelle += [(muster.adresse(**werte), 404) for werte in zu.get(muster.route, [])]
        if not muster.parameter:
            faelle = [(muster.adresse(), 200)]
        for adresse, erwartet in faelle:
            for wer, client in leute.items():
                fremd = wer == "niemand" and muster.route in NUR_PERSONAL
                soll[wer, adresse] = 302 if fremd else erwartet
                gefunden[wer, adresse] = status(client, adresse)
    assert {n: (gefunden[n], soll[n]) for n in soll if gefunden[n] != soll[n]} == {}


def beispiel(muster: Muster) -> str:
    """Give an address that fits `muster`, whatever there is at it."""
    werte = {name: 1 if art == "int" else "1" for art, name in muster.parameter}
    return muster.adresse(**werte)


VERWALTUNG = [
    muster for muster in alle_muster() if muster.in_der_verwaltung and "(?P" not in muster.route
]


def test_nothing_of_the_admin_opens_without_a_login_by_whichever_method(client: Client) -> None:
    assert len(VERWALTUNG) > 100
    offen = {}
    for muster in VERWALTUNG:
        if muster.route in OHNE_ANMELDUNG:
            continue
        adresse = beispiel(muster)
        get, post = client.get(adresse), client.post(adresse, {"a": "b"})
        zur_anmeldung = get.status_code == 302 and get["Location"].startswith("/admin/login/?")
        gesendet = 302 if muster.route in ERST_DAS_PASSWORT else 403
        if not zur_anmeldung or post.status_code != gesendet:
            offen[muster.route] = (get.status_code, post.status_code)
    assert offen == {}
