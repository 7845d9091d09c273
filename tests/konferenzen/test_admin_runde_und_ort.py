"""Rounds and venues in the admin."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from konferenzen.models import Runde, Status, Veranstaltungsort
from tests import fabriken as f
from tests.verwaltung import (
    fehler,
    formular,
    frisch,
    meldungen,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def test_a_round_reads_its_season_from_its_name(sb: Client) -> None:
    url = reverse("admin:konferenzen_runde_add")
    daten = formular(sb.get(url).content, "runde_form")
    assert sb.post(url, daten | {"name": "Herbst 2026"}).status_code == 302
    runde = Runde.objects.get()
    assert (str(runde.beginn), str(runde.ende)) == ("2026-08-01", "2026-12-31")
    wort = "Aus dem Namen lässt sich keine Jahreszeit ablesen. Bitte tragen Sie den Tag ein."
    assert fehler(sb.post(url, daten | {"name": "Sonderrunde"})) == {
        "beginn": [wort],
        "ende": [wort],
    }
    assert Runde.objects.count() == 1


def test_a_corrected_venue_is_told_to_the_calendars(sb: Client) -> None:
    ort = f.ort()
    k = f.konferenz(beginn=MONTAG, ort=ort)
    entwurf = f.konferenz(beginn=MONTAG + timedelta(days=1), ort=ort, status=Status.ENTWURF)
    url = reverse("admin:konferenzen_veranstaltungsort_change", args=[ort.pk])
    daten = formular(sb.get(url).content, "veranstaltungsort_form")
    antwort = sb.post(url, daten | {"strasse": "St.-Joseph-Straße"})
    assert (
        "Der Ort ist auch bei einer kommenden Konferenz berichtigt; abonnierte Kalender "
        in (meldungen(antwort)[1])
    )
    assert (frisch(k).sequenz, frisch(entwurf).sequenz) == (2, 0)
    assert Veranstaltungsort.objects.get().version == 2
    gesagt = fehler(sb.post(url, daten | {"strasse": "Alte Version"}))
    assert list(gesagt) == ["__all__", "strasse"]
    assert list(fehler(sb.post(url, daten | {"version": "2", "breite": "51.4"}))) == ["laenge"]


def test_a_position_is_read_with_a_german_comma(sb: Client) -> None:
    ort = f.ort()
    url = reverse("admin:konferenzen_veranstaltungsort_change", args=[ort.pk])
    daten = formular(sb.get(url).content, "veranstaltungsort_form")

    assert sb.post(url, daten | {"breite": "51,399", "laenge": "7.186"}).status_code == 302

    ort.refresh_from_db()
    assert (ort.breite, ort.laenge) == (Decimal("51.399"), Decimal("7.186"))
    wieder = formular(sb.get(url).content, "veranstaltungsort_form")
    assert (wieder["breite"], wieder["laenge"]) == ("51,399000", "7,186000")


def test_the_access_of_a_venue_is_public_text_but_no_new_date(sb: Client) -> None:
    ort = f.ort()
    k = f.konferenz(beginn=MONTAG, ort=ort, jetzt=f.JETZT - timedelta(hours=1))
    url = reverse("admin:konferenzen_veranstaltungsort_change", args=[ort.pk])
    daten = formular(sb.get(url).content, "veranstaltungsort_form")
    antwort = sb.post(url, daten | {"oepnv": "Bus SB37"})
    assert (frisch(k).sequenz, frisch(k).geaendert_am) == (1, f.JETZT)
    assert len(meldungen(antwort)) == 1


def test_a_round_that_becomes_an_example_is_told_to_the_calendars(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, jetzt=f.JETZT - timedelta(hours=1))
    entwurf = f.konferenz(status=Status.ENTWURF)
    url = reverse("admin:konferenzen_runde_change", args=[k.runde_id])
    daten = formular(sb.get(url).content, "runde_form")
    assert sb.post(url, daten | {"beispiel": "on"}).status_code == 302
    assert (frisch(k).sequenz, frisch(k).geaendert_am) == (2, f.JETZT)
    assert (frisch(entwurf).sequenz, Runde.objects.get().version) == (0, 2)


def test_a_new_name_of_a_stadtteil_is_told_to_the_calendars(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, jetzt=f.JETZT - timedelta(hours=1))
    entwurf = f.konferenz(status=Status.ENTWURF, stadtteil=k.stadtteil, runde=f.runde("Nächste"))
    url = reverse("admin:quartiere_stadtteil_change", args=[k.stadtteil_id])
    daten = formular(sb.get(url).content, "stadtteil_form")
    assert sb.post(url, daten | {"name": "Welper-Nord"}).status_code == 302
    assert (frisch(k).sequenz, frisch(k).geaendert_am) == (2, f.JETZT)
    assert frisch(entwurf).sequenz == 0
    assert list(fehler(sb.post(url, daten | {"name": "Alte Version"}))) == ["__all__", "name"]


def test_only_a_round_with_a_public_conference_links_to_the_website(sb: Client) -> None:
    leer = f.runde("Leer")
    nur_entwurf = f.konferenz(status=Status.ENTWURF, runde=f.runde("Entwurf")).runde
    gezeigt = f.konferenz(runde=f.runde("Gezeigt")).runde
    adressen = [
        sb.get(reverse("admin:konferenzen_runde_change", args=[runde.pk])).context["absolute_url"]
        for runde in (leer, nur_entwurf, gezeigt)
    ]
    assert adressen == [None, None, gezeigt.get_absolute_url()]
    assert sb.get(adressen[2]).status_code == 200


def test_a_new_round_says_what_comes_first(sb: Client) -> None:
    seite = sb.get(reverse("admin:konferenzen_runde_add")).content.decode()
    assert "Sichern Sie zuerst die Runde." in seite
