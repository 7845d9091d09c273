"""A list that changes what the public knows: said beforehand, with a reason, told once."""

from typing import Any

import pytest
from django.test import Client

from konferenzen.models import Konferenz, Runde, Status
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import (
    ZENTRUM,
    einfuegen,
    fehler,
    liste,
    senden,
    speichern,
    stadtteile,
)
from tests.seite import Seite
from tests.verwaltung import frisch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
VERLEGT = f"Welper | Mo., 2. Februar 2026, 17–19 Uhr | {ZENTRUM}"
NEU = f"Holthausen | Mi., 4. Februar 2026, 17–19 Uhr | {ZENTRUM}"


@pytest.fixture
def welper(db: None) -> Konferenz:
    stadtteile()
    return f.konferenz(
        beginn=f.berlin(2026, 1, 26, 17),
        ort=f.ort(),
        stadtteil=f.Stadtteil.objects.get(name="Welper"),
    )


def einlesen(client: Client, *zeilen: str, **felder: Any) -> Any:
    runde = Runde.objects.get()
    return einfuegen(client, liste(*zeilen), neue_runde="", runde=runde.pk, **felder)


def test_the_old_and_the_new_stand_side_by_side_and_it_is_said_that_it_is_public(
    sb: Client, welper: Konferenz
) -> None:
    antwort = einlesen(sb, VERLEGT)
    [zeile] = antwort.context["zeilen"]
    assert [tuple(u) for u in zeile.ergebnis.uebernahme.unterschiede] == [
        (
            "Termin",
            "Montag, 26. Januar 2026, 17–19 Uhr",
            "Montag, 2. Februar 2026, 17–19 Uhr",
        )
    ]
    assert "Diese Konferenz ist öffentlich." in antwort.content.decode()
    assert frisch(welper).version == 1


def test_without_a_reason_there_is_no_preview(sb: Client, welper: Konferenz) -> None:
    gezeigt = senden(sb, einlesen(sb, VERLEGT), "weiter")
    assert list(fehler(gezeigt)) == ["grund"]
    assert gezeigt.context["gelesen"].vorschauen == []
    senden(sb, gezeigt, "ausfuehren")
    assert frisch(welper).version == 1


def test_the_reason_goes_to_what_the_public_knew(sb: Client, welper: Konferenz) -> None:
    antwort = einlesen(sb, VERLEGT, NEU, grund="Das Haus ist gesperrt.")
    speichern(sb, antwort, veroeffentlichen="oeffentlich")
    eintrag = welper.aenderungen.get(sequenz=2)
    assert (eintrag.arten, eintrag.grund, eintrag.durch_name) == (
        ["verlegt"],
        "Das Haus ist gesperrt.",
        "sb",
    )
    neu = Konferenz.objects.get(stadtteil__name="Holthausen")
    assert (neu.status, neu.statusgrund, neu.aenderungen.get().grund) == (
        Status.OEFFENTLICH,
        "",
        "",
    )


def test_a_public_conference_changes_also_where_new_ones_stay_drafts(
    sb: Client, welper: Konferenz
) -> None:
    speichern(sb, einlesen(sb, VERLEGT, NEU, grund="Umbau."))
    assert frisch(welper).beginn == f.berlin(2026, 2, 2, 17)
    assert Konferenz.objects.get(stadtteil__name="Holthausen").status == Status.ENTWURF


def test_what_new_ones_become_is_asked_only_where_there_may_be_one(
    sb: Client, welper: Konferenz
) -> None:
    frage = "Neue Konferenzen und Entwürfe"
    nur_bekannte = einlesen(sb, VERLEGT, grund="Umbau.")
    assert frage not in Seite(nur_bekannte.text).texte("legend")
    assert frage in Seite(einlesen(sb, VERLEGT, NEU).text).texte("legend")
    falsch = NEU.replace("Mi., 4.", "Mi., 5.")
    assert frage in Seite(einlesen(sb, VERLEGT, falsch).text).texte("legend")
    speichern(sb, nur_bekannte)
    assert frisch(welper).beginn == f.berlin(2026, 2, 2, 17)


def test_what_the_list_calls_off_is_called_off(sb: Client, welper: Konferenz) -> None:
    speichern(sb, einlesen(sb, "Welper | entfällt |", grund="Sturm."))
    assert (frisch(welper).status, frisch(welper).statusgrund) == (Status.ABGESAGT, "Sturm.")


def test_a_new_conference_that_is_called_off_asks_for_no_reason_that_would_be_lost(
    sb: Client, welper: Konferenz
) -> None:
    antwort = einlesen(sb, NEU.replace("Uhr", "Uhr (entfällt)"))
    speichern(sb, antwort, veroeffentlichen="oeffentlich")
    assert Konferenz.objects.get(stadtteil__name="Holthausen").status == Status.ABGESAGT


def test_a_taken_room_is_said_at_the_row(sb: Client, welper: Konferenz) -> None:
    belegt = NEU.replace("Mi., 4. Februar", "Mo., 26. Januar")
    antwort = einlesen(sb, belegt)
    [zeile] = antwort.context["zeilen"]
    [meldung] = zeile.formular.non_field_errors()
    assert "Im Raum ist dann: Stadtteilkonferenz Welper" in meldung
    assert not zeile.angeboten
