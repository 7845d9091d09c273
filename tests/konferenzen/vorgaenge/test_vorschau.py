"""The preview: it says exactly what holds then, and leaves the database as it was."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from konferenzen.admin.vorgaenge.vorschau import letzter_tag
from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.konferenzen.abruf import aendern
from tests.konferenzen.vorgaenge.schritte import adresse, bestaetigen, eintraege, vorschau
from tests.seite import Seite
from tests.verwaltung import frisch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
OHNE: dict[str, Any] = {"beginn": None, "ende": None}


def in_welper(**felder: Any) -> Konferenz:
    return f.konferenz(
        stadtteil=f.stadtteil("Welper"), **{"beginn": MONTAG, "ort": f.ort()} | felder
    )


def gesagt(antwort: Any) -> str:
    """Give all that the preview says."""
    [teil] = Seite(antwort.text).texte("article", "vorschau__konferenz")
    return teil


def test_a_cancellation_is_shown_as_page_calendar_and_history(sb: Client) -> None:
    antwort = vorschau(sb, adresse("absagen", in_welper()), grund="Der Raum ist gesperrt.")
    assert gesagt(antwort) == (
        "Stadtteilkonferenz Welper (Frühjahr 2026) "
        "Auf der Website Stadtteilkonferenz Welper "
        "Abgesagt Der Raum ist gesperrt. "
        "Montag, 26. Januar 2026, 17–19 Uhr (gilt nicht mehr) "
        "Meditationszentrum Sankt-Joseph-Straße 2 45527 Hattingen "
        "Auf der Karte ansehen (führt zu OpenStreetMap) "
        "In abonnierten Kalendern "
        "Eintrag ABGESAGT: Welper: Stadtteilkonferenz "
        "Status fällt aus (Kalender streichen den Eintrag durch) "
        "Termin Montag, 26. Januar 2026, 17–19 Uhr "
        "Fassung 2, bisher 1 "
        "Zu sehen bis Montag, 9. Februar 2026, danach nicht mehr "
        "Es ändern sich die Kalender Alle Termine, Welper, Stadtteilkonferenz. "
        "Eintrag im Verlauf "
        "Abgesagt am 14. Januar 2026: vorher Montag, 26. Januar 2026, 17–19 Uhr (gilt nicht mehr) "
        "Der Raum ist gesperrt. "
        "Eingetragen durch sb; das steht nicht auf der Website."
    )
    seite = Seite(antwort.text)
    assert [a.attrs["href"] for a in seite.alle("a") if ".ics" in a.attrs["href"]] == [
        "/kalender/alle.ics",
        "/kalender/stadtteil/welper.ics",
        "/kalender/art/stadtteilkonferenz.ics",
    ]
    assert "<title>Vorschau: Absagen: Stadtteilkonferenz Welper" in antwort.text


def test_a_move_is_shown_with_what_no_longer_holds(sb: Client) -> None:
    k = in_welper()
    neu = f.ort("Neues Haus", strasse="Weg", hausnummer="3")
    text = gesagt(
        vorschau(sb, adresse("verlegen", k), beginn_0="02.02.2026", ort=neu.pk, grund="Umzug.")
    )
    assert text == (
        "Stadtteilkonferenz Welper (Frühjahr 2026) "
        "Auf der Website Stadtteilkonferenz Welper "
        "Verlegt, bisher Montag, 26. Januar 2026, 17–19 Uhr (gilt nicht mehr) "
        "Der Ort hat sich geändert Umzug. "
        "Montag, 2. Februar 2026, 17–19 Uhr "
        "Neues Haus Weg 3 45527 Hattingen "
        "Auf der Karte ansehen (führt zu OpenStreetMap) "
        "Bisher: Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen (gilt nicht mehr) "
        "In abonnierten Kalendern "
        "Eintrag Welper: Stadtteilkonferenz "
        "Status findet statt "
        "Termin Montag, 2. Februar 2026, 17–19 Uhr "
        "Fassung 2, bisher 1 "
        "Zu sehen bis Dienstag, 2. Februar 2027, danach nicht mehr "
        "Es ändern sich die Kalender Alle Termine, Welper, Stadtteilkonferenz. "
        "Eintrag im Verlauf "
        "Verlegt am 14. Januar 2026: vorher Montag, 26. Januar 2026, 17–19 Uhr (gilt nicht mehr), "
        "neu Montag, 2. Februar 2026, 17–19 Uhr "
        "Ort geändert: vorher Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen "
        "(gilt nicht mehr), neu Neues Haus, Weg 3, 45527 Hattingen "
        "Umzug. "
        "Eingetragen durch sb; das steht nicht auf der Website."
    )


@pytest.mark.parametrize(
    ("ende", "worte"),
    [
        ("", "Termin Montag, 26. Januar 2026, 18.30–20.30 Uhr (das Ende ist angenommen) Fassung"),
        ("20:00", "Termin Montag, 26. Januar 2026, 18.30–20 Uhr Fassung"),
    ],
)
def test_the_calendar_names_an_assumed_end_as_assumed(sb: Client, ende: str, worte: str) -> None:
    k = in_welper(ende_geschaetzt=True)
    felder = {"beginn_1": "18:30", "ende_1": ende, "grund": "Weil."}
    assert worte in gesagt(vorschau(sb, adresse("verlegen", k), **felder))


def test_a_withdrawal_leaves_a_tombstone_until_two_weeks_after_the_date(sb: Client) -> None:
    text = gesagt(vorschau(sb, adresse("zurueckziehen", in_welper())))
    assert text == (
        "Stadtteilkonferenz Welper (Frühjahr 2026) "
        "Auf der Website "
        "Nichts mehr: Die Konferenz steht in keiner Liste, und ihre Seite ist nicht mehr zu "
        "finden. "
        "In abonnierten Kalendern "
        "Eintrag ZURÜCKGEZOGEN: Welper: Stadtteilkonferenz "
        "Status fällt aus (Kalender streichen den Eintrag durch) "
        "Termin Montag, 26. Januar 2026, 17–19 Uhr "
        "Fassung 2, bisher 1 "
        "Zu sehen bis Montag, 9. Februar 2026, danach nicht mehr "
        "Es ändern sich die Kalender Alle Termine, Welper, Stadtteilkonferenz. "
        "Eintrag im Verlauf Zurückgezogen am 14. Januar 2026 "
        "Eingetragen durch sb; das steht nicht auf der Website."
    )


def test_a_city_wide_meeting_stands_in_no_calendar_of_a_stadtteil(sb: Client) -> None:
    k = f.konferenz(art="themenkonferenz", titel="Armut", beginn=MONTAG)
    antwort = vorschau(sb, adresse("absagen", k), grund="Weil.")
    assert "Es ändern sich die Kalender Alle Termine, Themenkonferenz. " in gesagt(antwort)


def test_what_never_had_a_date_stands_in_no_calendar(sb: Client) -> None:
    k = in_welper(beginn=None, status=Status.ENTWURF)
    text = gesagt(vorschau(sb, adresse("veroeffentlichen", k)))
    aendern(k, status=Status.OEFFENTLICH)
    assert (
        "In abonnierten Kalendern Keiner, solange das Datum fehlt. Die Beschreibung der Kalender "
        "nennt die Konferenz unter „Termin wird noch bekanntgegeben“."
    ) in text
    text = gesagt(vorschau(sb, adresse("zurueckziehen", k)))
    assert "In abonnierten Kalendern Keiner: Ein Datum war nie bekannt. Eintrag im" in text


def test_what_was_long_ago_is_in_no_calendar_any_more(sb: Client) -> None:
    k = in_welper(beginn=f.berlin(2025, 12, 1, 17))
    text = gesagt(vorschau(sb, adresse("absagen", k), grund="Fiel aus."))
    assert (
        "Keiner: Der Termin liegt so lange zurück, dass er in keinem Kalender mehr steht."
    ) in text


def test_a_text_is_shown_as_text(sb: Client) -> None:
    antwort = vorschau(sb, adresse("absagen", in_welper()), grund="<b>Raum</b>\r\n& \u202eso; {%")
    assert "&lt;b&gt;Raum&lt;/b&gt;<br>&amp; \u202eso; {%" in antwort.text
    assert "<b>Raum" not in antwort.text


@pytest.mark.parametrize(
    ("name", "eingaben"),
    [
        ("absagen", {"grund": "Weil."}),
        ("verschieben", {"grund": "Weil."}),
        ("verlegen", {"grund": "Weil.", "beginn_0": "02.02.2026"}),
        ("zurueckziehen", {}),
    ],
)
def test_the_preview_changes_nothing(sb: Client, name: str, eingaben: dict[str, str]) -> None:
    k = in_welper()
    feed, seite = (Client().get(url).content for url in ("/kalender/alle.ics", "/termine/"))
    vorher = Konferenz.objects.values().get()
    for _ in range(2):
        antwort = vorschau(sb, adresse(name, k), **eingaben)
        assert len(antwort.context["vorschauen"]) == 1
    assert Konferenz.objects.values().get() == vorher
    assert eintraege(k) == [(1, ["bekanntgegeben"], "", "")]
    assert Client().get("/kalender/alle.ics").content == feed
    assert Client().get("/termine/").content == seite


@pytest.mark.parametrize(
    ("name", "eingaben"),
    [
        ("absagen", {"grund": "Weil."}),
        ("verschieben", {"grund": "Weil.", "datum_hinweis": "bald"}),
        ("verlegen", {"grund": "Weil.", "beginn_0": "02.02.2026"}),
        ("zurueckziehen", {"grund": "Irrtum."}),
    ],
)
def test_what_was_shown_is_what_comes(sb: Client, name: str, eingaben: dict[str, str]) -> None:
    k = in_welper()
    gezeigt = vorschau(sb, adresse(name, k), **eingaben)
    [bild] = gezeigt.context["vorschauen"]
    bestaetigen(sb, adresse(name, k), gezeigt)
    neu = frisch(k)
    for feld in (
        "status",
        "beginn",
        "statusgrund",
        "sequenz",
        "letzter_beginn",
        "bisheriger_beginn",
    ):
        assert getattr(bild.konferenz, feld) == getattr(neu, feld), feld
    feed = Client().get("/kalender/alle.ics").text.replace("\r\n ", "")
    assert f"SUMMARY:{bild.kalender.titel}\r\n" in feed
    assert f"SEQUENCE:{neu.sequenz}\r\n" in feed


def mit_ende(**felder: Any) -> Konferenz:
    k = f.konferenz(beginn=MONTAG, ende=MONTAG + timedelta(hours=7))  # at midnight
    aendern(k, **felder) if felder else None
    return k


@pytest.mark.parametrize(
    "felder",
    [
        {},
        {"status": Status.ABGESAGT},
        {"status": Status.ZURUECKGEZOGEN},
        {"status": Status.VERSCHOBEN} | OHNE,
        OHNE,
    ],
)
def test_the_last_day_is_that_of_the_feeds(felder: dict[str, Any]) -> None:
    k = mit_ende(**felder)
    letzter = letzter_tag(k)
    assert letzter is not None
    abends = letzter.replace(hour=23, minute=59)
    for zeit, drin in ((abends, 1), (abends + timedelta(minutes=1), 0)):
        assert Konferenz.objects.im_kalender(zeit).count() == drin


def test_the_page_costs_the_same_for_one_conference_and_for_thirty(sb: Client) -> None:
    kosten = []
    for anzahl in (1, 30):
        konferenzen = [
            f.konferenz(beginn=MONTAG, ort=f.ort(f"Haus {nummer} von {anzahl}"))
            for nummer in range(anzahl)
        ]
        with CaptureQueriesContext(connection) as abfragen:
            assert sb.get(adresse("absagen", *konferenzen)).status_code == 200
        kosten.append(len(abfragen))
    # One conference is read once more, by its address.
    assert kosten == [kosten[1] + 1, kosten[1]]
