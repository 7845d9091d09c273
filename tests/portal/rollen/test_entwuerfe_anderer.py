"""What another Stadtteil has not published yet is named to a colleague on no page of the admin.

Its draft is in the room, in the round and on the day of hers. The pages come from the admin itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from konferenzen.models import Einladung, Konferenz, Status
from konferenzen.nennung import UNGENANNT
from tests import fabriken as f
from tests.rollen import angemeldet, betreuung, konto
from tests.seitenformular import formular
from tests.verwaltung import LISTE, form_url, frisch, offen, offene_liste, zeile
from tests.verwaltung import zeilenfehler as fehler_der_zeile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
GEHEIM = "Streng Geheimes"


@pytest.fixture
def eigene() -> Konferenz:
    return f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG, ort=f.ort("Treff"))


@pytest.fixture
def entwurf(eigene: Konferenz) -> Konferenz:
    """Give the draft of another Stadtteil: same round, day and guest, and a venue of its own."""
    entwurf = f.konferenz(
        stadtteil=f.stadtteil("Holthausen"),
        runde=eigene.runde,
        titel=GEHEIM,
        beginn=MONTAG,
        ort=f.ort("Haus", strasse="Weg", hausnummer="1"),
        status=Status.ENTWURF,
    )
    gast = f.akteur("Verein")
    for konferenz in (eigene, entwurf):
        Einladung.objects.create(konferenz=konferenz, akteur=gast)
    f.beitrag("Geheime Nachricht", konferenz=entwurf, veroeffentlichen_ab=None)
    return entwurf


@pytest.fixture
def kollegin(eigene: Konferenz, entwurf: Konferenz) -> Client:
    assert eigene.stadtteil is not None
    return betreuung(eigene.stadtteil)


def seiten() -> Iterator[str]:
    """Give each page of the admin that is about no single row."""
    namen = {getattr(url, "name", None) for url in admin.site.urls[0]}
    for verwaltung in admin.site._registry.values():
        namen |= {url.name for url in verwaltung.urls}
    for name in sorted(name for name in namen if name and name != "logout"):
        try:
            yield reverse(f"admin:{name}")
        except NoReverseMatch:
            continue


def test_no_page_names_it(kollegin: Client, eigene: Konferenz, entwurf: Konferenz) -> None:
    zeilen = [eigene, eigene.stadtteil, eigene.runde, entwurf.ort, entwurf.einladungen.get().akteur]
    alle = list(seiten())
    for obj in zeilen:
        assert obj is not None
        name = f"admin:{obj._meta.label_lower.replace('.', '_')}"
        alle += [reverse(f"{name}_{was}", args=[obj.pk]) for was in ("change", "history")]
    alle += [
        f"{form_url(eigene)}anpassen/",
        reverse("admin:konferenzen_konferenz_vorgang", args=["anpassen"])
        + f"?konferenzen={eigene.pk}",
        reverse("admin:konferenzen_runde_planen")
        + f"?vorlage={eigene.runde_id}&name=Frühjahr+2026&von=2026-01-15&bis=2026-03-01",
        reverse("admin:konferenzen_runde_pressetext", args=[eigene.runde_id]),
        f"{LISTE}?q=geheim",
        reverse("admin:autocomplete")
        + "?term=&app_label=aktuelles&model_name=beitrag&field_name=konferenz",
    ]
    offene = {}
    for pfad in alle:
        antwort = kollegin.get(pfad)
        if antwort.status_code == 200 and not antwort.streaming:
            offene[pfad] = antwort.content.decode(errors="replace")
    assert {form_url(eigene), LISTE, reverse("admin:index")} < set(offene)
    verraten = [
        pfad
        for pfad, text in offene.items()
        if GEHEIM in text or "Geheime Nachricht" in text or entwurf.slug in text
    ]
    assert verraten == []


def test_a_row_of_the_list_says_that_the_room_is_taken_and_not_by_whom(
    kollegin: Client, eigene: Konferenz, entwurf: Konferenz
) -> None:
    daten = offene_liste(kollegin)
    antwort = kollegin.post(LISTE, daten | {f"{zeile(daten, eigene)}-ort": entwurf.ort_id})
    assert UNGENANNT in str(fehler_der_zeile(antwort, eigene))
    assert GEHEIM not in antwort.text
    assert frisch(eigene).ort != entwurf.ort


def test_a_form_says_the_same(kollegin: Client, eigene: Konferenz, entwurf: Konferenz) -> None:
    antwort = kollegin.post(form_url(eigene), offen(kollegin, eigene) | {"ort": entwurf.ort_id})
    assert UNGENANNT in antwort.text
    assert GEHEIM not in antwort.text


def test_a_list_that_is_read_in_says_the_same(
    kollegin: Client, eigene: Konferenz, entwurf: Konferenz
) -> None:
    seite = reverse("admin:konferenzen_runde_einlesen")
    haus = "Haus, Weg 1, 45527 Hattingen"
    liste = "\n".join(
        f"{name} | Mo., 26.1.2026, 17–19 Uhr | {haus} |" for name in ("Welper", "Holthausen")
    )
    daten = formular(kollegin.get(seite).content, "einlesen_form")
    daten |= {"runde": eigene.runde_id, "liste": liste, "lesen": ""}
    antwort = kollegin.post(seite, daten)
    welper, holthausen = antwort.context["zeilen"]
    assert UNGENANNT in str(welper.formular.errors)
    assert "betreuen andere" in str(holthausen.formular.errors)
    for weiter in ("weiter", "ausfuehren"):
        daten = formular(antwort.content, "einlesen_form") | {weiter: "", "grund": "X"}
        antwort = kollegin.post(seite, daten)
        assert GEHEIM not in antwort.text
    assert (frisch(eigene).version, frisch(entwurf).version) == (1, 1)


@pytest.mark.parametrize("rolle", ["Stadtteilbetreuung", "Quartiersentwicklung"])
def test_who_is_there_for_one_stadtteil_hands_no_venue_over(
    eigene: Konferenz, entwurf: Konferenz, rolle: str
) -> None:
    assert eigene.stadtteil is not None
    kollegin = angemeldet(konto(rolle, stadtteile=(eigene.stadtteil,)))
    for ort in (eigene.ort, entwurf.ort):
        assert ort is not None
        seite = reverse("admin:konferenzen_veranstaltungsort_uebergeben", args=[ort.pk])
        gesendet: dict[str, Any] = {"ziel": eigene.ort_id, "konferenzen": [entwurf.pk]}
        for antwort in (kollegin.get(seite), kollegin.post(seite, gesendet)):
            assert (antwort.status_code, GEHEIM in antwort.text) == (403, False)
    assert frisch(entwurf).version == 1


def test_a_bulk_change_says_the_same(
    kollegin: Client, eigene: Konferenz, entwurf: Konferenz
) -> None:
    seite = reverse("admin:konferenzen_konferenz_vorgang", args=["anpassen"])
    seite += f"?konferenzen={eigene.pk}"
    daten = formular(kollegin.get(seite).content, "vorgang_form")
    antwort = kollegin.post(seite, daten | {"ort": entwurf.ort_id, "grund": "X"})
    assert UNGENANNT in antwort.text
    assert GEHEIM not in antwort.text
