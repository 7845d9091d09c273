"""The headers of every kind of answer, errors and files included, in one table."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hattingen_portal.grundlage.abriegeln import RICHTLINIE as ABGERIEGELT
from hattingen_portal.grundlage.formular.zugriff import GRENZEN
from hattingen_portal.kopfzeilen import RICHTLINIE as RECHTE
from tests import fabriken as f
from tests.portal.anmeldung.wege import anmelden, konto
from tests.portal.meldungen.senden import absenden
from tests.sicherheit.antworten import (
    EINBETTER,
    HOST,
    Abruf,
    Adressen,
    bestand,
    browser,
    kaputt,
    wie_in_der_stadt,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

CSP = (
    "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:; object-src 'none'"
)
UEBERALL: dict[str, str | None] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": RECHTE,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "Access-Control-Allow-Origin": None,
    "Server": None,
}
# What differs, and for which answers alone.
DATEI = {"Content-Security-Policy": ABGERIEGELT}
OFFENE_DATEN = {"Access-Control-Allow-Origin": "*"}
VERTRAULICH = {"Referrer-Policy": "no-referrer"}
EINGEBETTET = {
    "Content-Security-Policy": CSP.replace(
        "frame-ancestors 'none'", f"frame-ancestors {EINBETTER}"
    ),
    "X-Frame-Options": None,
}
NONCE = {
    "Content-Security-Policy": f"{CSP}; script-src 'self' 'nonce-N'; style-src 'self' 'nonce-N'"
}
# A word of ASCII for monitors. JSON is UTF-8 and knows no such parameter (RFC 8259, section 11).
OHNE_ZEICHENSATZ = {"health"}
OHNE_HTTPS: dict[str, str | None] = {"Strict-Transport-Security": None}  # RFC 6797, section 7.2


@pytest.fixture
def adressen(settings: Settings, tmp_path: Path) -> Adressen:
    wie_in_der_stadt(settings, tmp_path)
    return bestand()


def gelesen(antwort: Any) -> dict[str, str | None]:
    """Give the headers of the table; the order of directives and the nonce say nothing."""
    kopf = {name: antwort.headers.get(name) for name in UEBERALL}
    if richtlinie := kopf["Content-Security-Policy"]:
        richtlinie = re.sub(r"'nonce-[^']+'", "'nonce-N'", richtlinie)
        kopf["Content-Security-Policy"] = "; ".join(sorted(richtlinie.split("; ")))
    return kopf


def erwartet(abweichend: dict[str, str | None]) -> dict[str, str | None]:
    kopf = UEBERALL | abweichend
    kopf["Content-Security-Policy"] = "; ".join(
        sorted(str(kopf["Content-Security-Policy"]).split("; "))
    )
    return kopf


@pytest.mark.django_db
def test_what_is_not_there_is_asked_for_again() -> None:
    antwort = Client().get("/termine/gibt-es-nicht/")
    assert (antwort.status_code, antwort["Cache-Control"]) == (404, "no-cache")


def angemeldet() -> Client:
    client = browser()
    client.force_login(User.objects.create_superuser("sb"))
    return client


def abgelaufen() -> Any:
    streng = browser()
    streng.handler.enforce_csrf_checks = True
    return streng.post("/kontakt/", {"nachricht": "Hallo"})


def zu_oft() -> Any:
    for nummer in range(GRENZEN[0].hoechstens):
        absenden(browser(), "/kontakt/", text=f"Hallo {nummer}")
    return absenden(browser(), "/kontakt/", text="Noch einmal")


def faelle(a: Adressen) -> dict[str, tuple[int, dict[str, Any], Abruf]]:
    """Give for each kind of answer its status, what differs in its headers, and how to get it."""
    client, sb, k = browser(), angemeldet(), a.konferenz.get_absolute_url()

    def von(adresse: str, **kopf: Any) -> Abruf:
        return lambda: client.get(adresse, headers=kopf)

    ohne_https = browser(https=False)
    return {
        "page": (200, {}, von("/")),
        "form": (200, {}, von("/kontakt/")),
        "search": (200, {}, von("/suche/?q=welper")),
        "calendar": (200, OFFENE_DATEN, von("/kalender/alle.ics")),
        "one date": (200, OFFENE_DATEN, von(f"{k}termin.ics")),
        "feed": (200, OFFENE_DATEN, von("/aktuelles/feed.atom")),
        "changes": (200, OFFENE_DATEN, von("/termine/aenderungen.atom")),
        "JSON": (200, OFFENE_DATEN, von("/daten/termine.json")),
        "CSV": (200, OFFENE_DATEN, von("/daten/termine.csv")),
        "poster": (200, OFFENE_DATEN, von(f"{k}aushang.pdf")),
        "share image": (200, OFFENE_DATEN, von(f"{k}vorschaubild.png")),
        "QR code": (200, OFFENE_DATEN, von("/kalender/qr/alle.svg")),
        "sitemap": (200, OFFENE_DATEN, von("/sitemap.xml")),
        "robots": (200, {}, von("/robots.txt")),
        "health": (200, {}, von("/gesundheit/")),
        "security.txt": (200, {}, von("/.well-known/security.txt")),
        "embedded": (200, EINGEBETTET, von("/einbetten/termine/")),
        "picture": (200, DATEI, von(a.bild)),
        "document": (200, DATEI, von(a.unterlage)),
        "attachment": (200, DATEI, von(a.anhang)),
        "film": (200, DATEI, von(a.film)),
        "part of a film": (206, DATEI, von(a.film, range="bytes=0-1")),
        "no part of a film": (416, DATEI, von(a.film, range="bytes=99999-")),
        "captions": (200, DATEI, von(a.untertitel)),
        "preview": (200, VERTRAULICH, von(a.vorschau)),
        "preview's picture": (200, DATEI | VERTRAULICH, von(a.vorschau_bild)),
        "preview that is none": (404, {}, von("/vorschau/unsinn/")),
        "static file": (200, {}, von("/static/portal.css")),
        "no static file": (404, {}, von("/static/fehlt.css")),
        "HEAD": (200, {}, lambda: client.head("/")),
        "OPTIONS": (200, {}, lambda: client.options("/")),
        "login": (200, {}, von("/admin/login/")),
        "password": (200, {}, von("/admin/passwort/")),
        "way to the login": (302, {}, von("/admin/")),
        "admin": (200, {}, lambda: sb.get("/admin/")),
        "text editor": (200, NONCE, lambda: sb.get(a.beitrag)),
        "staff's file": (200, DATEI, lambda: sb.get(a.datei)),
        "file of a list": (200, {}, lambda: sb.get("/admin/akteure/akteur/ausgeben/csv/")),
        "missing slash": (301, {}, von("/termine")),
        "way to https": (301, OHNE_HTTPS, lambda: ohne_https.get("/")),
        "calendar without https": (
            200,
            OFFENE_DATEN | OHNE_HTTPS,
            lambda: ohne_https.get("/kalender/alle.ics"),
        ),
        "way to https by a made-up host": (
            301,
            OHNE_HTTPS,
            lambda: browser(https=False, HTTP_HOST="boese.example").get("/"),
        ),
        "made-up host": (400, {}, lambda: browser(HTTP_HOST="boese.example").get("/")),
        "unreadable": (
            400,
            {},
            lambda: client.generic(
                *("POST", "/kontakt/", "text=x"),
                content_type="application/x-www-form-urlencoded; charset=utf-7",
            ),
        ),
        "form that has expired": (403, {}, abgelaufen),
        "not for this person": (
            403,
            {},
            lambda: sb.get("/admin/hattingen_portal/sendung/add/"),
        ),
        "not there": (404, {}, von("/gibt-es-nicht/")),
        "draft": (404, {}, von(a.entwurf.get_absolute_url())),
        "wrong method": (405, {}, lambda: client.post("/")),
        "too often": (429, {}, zu_oft),
        "error": (500, {}, lambda: kaputt(RuntimeError)),
        "no database": (503, {}, lambda: kaputt(OperationalError)),
    }


def test_every_answer_has_the_headers_of_the_table(adressen: Adressen) -> None:
    gefunden, soll = {}, {}
    for name, (status, abweichend, abruf) in faelle(adressen).items():
        antwort = abruf()
        antwort.getvalue()  # closes the files
        gefunden[name] = (antwort.status_code, gelesen(antwort))
        soll[name] = (status, erwartet(abweichend))
    assert {n: gefunden[n] for n in soll if gefunden[n] != soll[n]} == {}


def test_every_text_says_what_it_is_and_how_it_is_encoded(adressen: Adressen) -> None:
    ohne = set()
    for name, (_, _, abruf) in faelle(adressen).items():
        antwort = abruf()
        art = antwort.get("Content-Type", "")
        text = art.startswith("text/") or art.partition(";")[0].endswith("xml")
        if antwort.getvalue() and (not art or (text and "charset=" not in art)):
            ohne.add(name)
    assert ohne == OHNE_ZEICHENSATZ


def test_the_browser_forgets_what_it_kept_at_the_logout(adressen: Adressen) -> None:
    client = angemeldet()
    assert "no-store" in client.get("/admin/")["Cache-Control"]
    antwort = client.post("/admin/logout/")
    assert antwort["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/admin/logout/")


def test_a_redirect_to_https_leads_to_the_portal_whatever_the_request_names(
    adressen: Adressen,
) -> None:
    for host in (HOST, "boese.example"):
        antwort = browser(https=False, HTTP_HOST=host).get("/termine/?a=b")
        assert antwort["Location"] == f"https://{HOST}/termine/?a=b"


KEKSE = ("__Host-csrftoken", "__Host-messages", "__Host-sessionid")


@pytest.mark.usefixtures("adressen")
def test_cookies_are_for_this_host_and_https_alone_and_no_script_reads_them() -> None:
    konto()
    client = browser()
    client.get("/kontakt/")
    assert anmelden(client).status_code == 302
    f.akteur("Verein")
    liste = reverse("admin:akteure_akteur_changelist")
    client.post(liste, {"action": "ausgeben_csv", "index": "0"})  # without a row: something is said
    assert {
        name: (keks["secure"], keks["httponly"], keks["samesite"], keks["path"], keks["domain"])
        for name, keks in client.cookies.items()
    } == dict.fromkeys(KEKSE, (True, True, "Lax", "/", ""))


def test_no_page_without_a_form_sets_a_cookie(adressen: Adressen) -> None:
    for adresse in ("/", "/termine/", "/suche/?q=a", adressen.stadtteil, "/gibt-es-nicht/"):
        client = browser()
        client.get(adresse)
        assert not client.cookies, adresse
