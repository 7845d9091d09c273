"""What somebody writes stays a text: on every page, in every feed, header, mail and file."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hattingen_portal.grundlage.verwaltung.ausgabe import MitAusgabe
from hattingen_portal.post.models import Sendung
from hattingen_portal.post.nachricht import nachricht
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Unterlage
from tests import fabriken as f
from tests.blatt import csv_zeilen, excel_zellen
from tests.portal.anmeldung.wege import PASSWORT, konto
from tests.portal.meldungen.senden import absenden
from tests.portal.seiten import fabrik
from tests.portal.test_kanarien import alles_oeffentliche
from tests.portal.vieles import Vieles
from tests.sicherheit import gift
from tests.sicherheit.gift import GIFTE, HTML, ZEILE, im_html, im_kalender, im_xml, vergiften

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def alles() -> None:
    """Save everything that the public can see, with all that hangs on it."""
    welper = f.stadtteil("Welper")
    f.ortsteil("Dorf", welper)
    f.ansprechperson(name="Name", telefon="02324 1").stadtteile.add(welper)
    verein = f.akteur("Verein", website="https://example.org")
    verein.stadtteile.add(welper)
    verein.kategorien.add(f.kategorie("Schulen"))
    k = f.konferenz(stadtteil=welper, beginn=MONTAG, ort=f.ort(), statusgrund=HTML)
    k.einladungen.create(akteur=verein)
    f.konferenz(art=Art.VERANSTALTUNG, titel=f"Fest {HTML}{gift.ZEILEN}", beginn=MONTAG)
    Unterlage.objects.create(
        konferenz=k, titel="Programm", datei=fabrik.bild("x.pdf"), oeffentlich=True
    )
    k.beginn, k.ende = f.berlin(2026, 1, 27, 17), f.berlin(2026, 1, 27, 19)
    fortschreiben(k, grund=f"Grund {HTML}{gift.ZEILEN}", jetzt=f.JETZT)
    beitrag = f.beitrag("Nachricht", bild=fabrik.bild(), bild_alt="Ein Haus", konferenz=k)
    beitrag.stadtteile.add(welper)
    fabrik.alle_seiten()


@pytest.mark.parametrize("nummer", range(len(GIFTE)))
def test_no_text_of_a_row_acts_at_any_public_address(client: Client, nummer: int) -> None:
    alles()
    # So many columns of text have the rows above; fewer would mean that hardly any was poisoned.
    assert vergiften(GIFTE[nummer]) >= 50
    gesehen = set()
    for adresse, text in alles_oeffentliche(client).items():
        antwort = client.get(adresse)
        antwort.getvalue()
        art = antwort["Content-Type"].partition(";")[0]
        gesehen.add(art)
        for name, wert in antwort.items():
            assert not {"\r", "\n"} & set(wert), (adresse, name)
            assert name.upper() not in {ZEILE, "BCC", "SET-COOKIE"}, adresse
        if art == "text/html":
            assert im_html(text) == [], adresse
        elif art == "text/calendar":
            assert im_kalender(text) == [], adresse
        elif art in {"application/atom+xml", "application/xml", "image/svg+xml"}:
            assert im_xml(text) == [], adresse
        elif art == "application/json":
            json.loads(text)
        elif art == "text/csv":
            zellen = [z for zeile in csv_zeilen(antwort.content) for z in zeile]
            assert [z for z in zellen if gift.ist_formel(z)] == [], adresse
    assert {
        *("text/html", "text/calendar", "application/atom+xml", "application/json", "text/csv"),
        *("application/xml", "application/pdf", "image/png", "image/svg+xml"),
    } <= gesehen


def in_der_verwaltung() -> Iterator[tuple[type[models.Model], MitAusgabe]]:
    for modell, verwaltung in admin.site._registry.items():
        if isinstance(verwaltung, MitAusgabe) and verwaltung.spalten:
            yield modell, verwaltung


@pytest.mark.parametrize("nummer", [0, 2, 3])
def test_no_text_of_a_row_acts_in_the_admin_or_in_its_files(sb: Client, nummer: int) -> None:
    vieles = Vieles()
    assert vergiften(GIFTE[nummer]) >= 50
    for name, zeile in vieles.erste.items():
        for adresse in (
            reverse(f"admin:{name}_changelist"),
            reverse(f"admin:{name}_change", args=[zeile.pk]),
            reverse(f"admin:{name}_history", args=[zeile.pk]),
        ):
            antwort = sb.get(adresse, follow=True)
            assert (antwort.status_code, im_html(antwort.text)) == (200, []), adresse
    for modell, _ in in_der_verwaltung():
        name = f"{modell._meta.app_label}_{modell._meta.model_name}"
        tabelle = sb.get(reverse(f"admin:{name}_ausgeben", args=["csv"]))
        zellen = [z for zeile in csv_zeilen(tabelle.content) for z in zeile]
        assert [z for z in zellen if gift.ist_formel(z)] == [], name
        mappe = sb.get(reverse(f"admin:{name}_ausgeben", args=["xlsx"]))
        formeln = [z.value for zeile in excel_zellen(mappe.content) for z in zeile]
        assert not [z for z in formeln if isinstance(z, str) and gift.ist_formel(z)], name


# --- Links -------------------------------------------------------------------------------------


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_no_link_of_a_row_is_a_script(adresse: str) -> None:
    felder = [feld for _, feld in gift.textfelder() if isinstance(feld, models.URLField)]
    assert len(felder) >= 3
    for feld in felder:
        assert any(isinstance(v, URLValidator) for v in feld.validators)
        with pytest.raises(ValidationError):
            feld.clean(adresse, None)


# --- Where a request leads on ------------------------------------------------------------------

FREMDE = [
    *("https://boese.example/", "//boese.example/", "/\\boese.example", "\\\\boese.example"),
    *("http:///boese.example", "https:boese.example", "javascript:alert(1)", " //boese.example"),
    *("\t//boese.example", "/\t/boese.example", "https://portal@boese.example/", "%2f%2fboese.ex"),
    *("https://testserver.boese.example/", "///boese.example", "/admin/\r\nX-KANARIE: 1"),
]


def fremd(ziel: str) -> bool:
    """Tell whether a browser would leave the portal: it reads \\ as / and drops what is no sign."""
    gelesen = ziel.strip().replace("\\", "/").translate(dict.fromkeys(map(ord, "\t\r\n")))
    dort = urlsplit(urljoin("http://testserver/admin/login/", gelesen))
    return (dort.scheme, dort.netloc) != ("http", "testserver") or "\n" in ziel


@pytest.mark.parametrize("ziel", FREMDE)
def test_the_login_leads_nowhere_else(client: Client, ziel: str) -> None:
    konto()
    login = reverse("admin:login")
    seite = client.get(login, {"next": ziel})
    assert im_html(seite.text) == []
    angaben = {"username": "sb", "password": PASSWORT, "next": ziel}
    antwort = client.post(f"{login}?next={quote(ziel)}", angaben)
    assert antwort.status_code == 302
    assert not fremd(antwort["Location"])
    assert ZEILE not in antwort.headers


@pytest.mark.parametrize(
    "pfad",
    [
        "//boese.example/termine",
        "/\\boese.example/x",
        "///boese.example",
        "/x\r\nX-KANARIE: 1",
    ],
)
def test_no_path_leads_away_or_begins_a_header(client: Client, pfad: str) -> None:
    for vorn in ("", "/admin"):
        antwort = client.get("/", PATH_INFO=f"{vorn}{pfad}")
        assert antwort.status_code in {301, 302, 404}
        assert not fremd(antwort.get("Location", "/"))
        assert ZEILE not in antwort.headers


def test_what_the_filter_of_a_list_is_told_leads_nowhere_else(sb: Client) -> None:
    akteur = f.akteur("Verein")
    for ziel in FREMDE:
        adresse = reverse("admin:akteure_akteur_delete", args=[akteur.pk])
        seite = sb.get(adresse, {"_changelist_filters": ziel, "_to_field": ziel, "_popup": ziel})
        assert seite.status_code in {200, 302, 400}
        if seite.status_code == 200:
            assert im_html(seite.text) == []
        assert not fremd(seite.get("Location", "/"))


# --- Mails -------------------------------------------------------------------------------------


@pytest.mark.parametrize("adresse", ["/kontakt/", "/barriere-melden/"])
@pytest.mark.parametrize("feld", ["name", "email", "telefon", "seite", "text"])
def test_no_form_writes_a_header_of_a_mail(
    client: Client, settings: Settings, adresse: str, feld: str
) -> None:
    f.ansprechperson(email="buero@example.org")
    settings.PORTAL_EMAIL = "buero@example.org"
    boeses = f"x@example.org{gift.ZEILEN}"
    absenden(client, adresse, **{"text": "Hallo", "email": "a@example.org", feld: boeses})
    for sendung in Sendung.objects.all():
        mail = nachricht(
            an=sendung.an,
            betreff=sendung.betreff,
            text=sendung.text,
            kennung=sendung.kennung,
            antwort_an=sendung.antwort_an,
        )
        assert {"Bcc", ZEILE} & set(mail.keys()) == set()
        assert set(sendung.an) <= {"buero@example.org", "a@example.org"}


# --- What a request brings along ---------------------------------------------------------------


def test_what_is_typed_comes_back_as_a_text(client: Client) -> None:
    alles()
    sagt: dict[str, Any] = dict.fromkeys(("q", "stadtteil", "art", "seite", "kategorie"), HTML)
    for adresse in (
        *("/suche/", "/termine/", "/akteure/", "/kontakt/", "/barriere-melden/", "/daten/"),
        *("/einbetten/termine/", "/aktuelles/", "/admin/login/"),
    ):
        kopf = {"referer": f"http://testserver/{HTML}"}
        assert im_html(client.get(adresse, sagt, headers=kopf).text) == [], adresse
    assert im_html(absenden(client, "/kontakt/", text="", name=HTML, email=HTML).text) == []
