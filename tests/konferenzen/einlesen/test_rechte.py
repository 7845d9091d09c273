"""Who may read in a list, and which rows of it: what the admin of the conferences says."""

from typing import Any

import pytest
from django.test import Client

from konferenzen.admin import KonferenzAdmin
from konferenzen.einlesen import einlesen
from konferenzen.models import Konferenz, Runde
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import (
    RUNDE,
    SEITE,
    angekreuzt,
    bestand,
    einfuegen,
    eingaben,
    fehler,
    gespeichert,
    liste,
    senden,
    speichern,
    stadtteile,
    zeilen,
    zeilenfehler,
)
from tests.rollen import wer_darf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
WELPER = "Welper | Mo., 1.2.2027, 17–19 Uhr | Haus, Weg 1"
HOLTHAUSEN = "Holthausen | Di., 2.2.2027, 17–19 Uhr | Haus, Weg 1"
FREMD = "Konferenzen in Holthausen betreuen andere. Diese Zeile können Sie nicht übernehmen."


@pytest.fixture(autouse=True)
def _stadtteile(db: None) -> None:
    stadtteile()


ALLE = (
    "view_runde",
    "add_runde",
    "view_konferenz",
    "add_konferenz",
    "change_konferenz",
    "add_veranstaltungsort",
)


@pytest.fixture
def nur_welper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restrict everybody to one Stadtteil, by the hooks of the admin."""
    alle, darf = KonferenzAdmin.get_queryset, KonferenzAdmin.has_change_permission

    def get_queryset(self: Any, request: Any) -> Any:
        return alle(self, request).filter(stadtteil__name="Welper")

    def has_change_permission(self: Any, request: Any, obj: Any = None) -> bool:
        seine = obj is None or (obj.stadtteil is not None and obj.stadtteil.name == "Welper")
        return darf(self, request, obj) and seine

    monkeypatch.setattr(KonferenzAdmin, "get_queryset", get_queryset)
    monkeypatch.setattr(KonferenzAdmin, "has_change_permission", has_change_permission)


@pytest.mark.parametrize("rechte", [(), ("view_konferenz", "view_runde", "change_runde")])
def test_who_may_not_change_conferences_gets_nothing(rechte: Any) -> None:
    client = wer_darf(*rechte)
    assert client.get(SEITE).status_code == 403
    assert client.post(SEITE, {"liste": liste(WELPER), "neue_runde": RUNDE}).status_code == 403


def test_strangers_are_asked_to_log_in(client: Client) -> None:
    assert client.get(SEITE).status_code == 302


def test_who_may_do_all_of_it_does_it_without_being_superuser() -> None:
    client = wer_darf(*ALLE)
    speichern(client, einfuegen(client, liste(WELPER)))
    assert bestand() == (1, 1, 1)


def test_without_the_right_to_add_rounds_none_is_made() -> None:
    client = wer_darf(*(recht for recht in ALLE if recht != "add_runde"))
    assert "neue_runde" not in eingaben(client.get(SEITE))
    antwort = einfuegen(client, liste(WELPER))
    assert fehler(antwort) == {"runde": ["Bitte wählen Sie eine Runde."]}
    assert bestand() == (0, 0, 0)


def test_without_the_right_to_add_venues_the_row_says_so() -> None:
    client = wer_darf(*(recht for recht in ALLE if recht != "add_veranstaltungsort"))
    antwort = einfuegen(client, liste(WELPER))
    assert zeilenfehler(antwort) == {
        "ort": [
            (
                "Den Ort „Haus, Weg 1“ kennt das Portal noch nicht, und Sie dürfen keinen anlegen. "
                "Bitte tragen Sie einen bekannten Ort ein, oder lassen Sie den Ort anlegen."
            )
        ]
    }
    f.ort("Haus", strasse="Weg", hausnummer="1", plz="", stadt="")
    speichern(client, senden(client, antwort))
    assert bestand() == (1, 1, 1)


def test_without_the_right_to_add_conferences_only_known_ones_change() -> None:
    einlesen(liste(WELPER), runde=RUNDE)
    client = wer_darf(*(recht for recht in ALLE if recht != "add_konferenz"))
    text = liste(WELPER.replace("17–19", "18–20"), HOLTHAUSEN)
    antwort = einfuegen(client, text, neue_runde="", runde=Runde.objects.get().pk)
    assert zeilen(antwort) == [("Welper", "geändert"), ("Holthausen", "fehlerhaft")]


@pytest.mark.usefixtures("nur_welper")
class TestWerNurEinenStadtteilBetreut:
    def test_rows_of_others_are_shown_as_such_and_cannot_be_taken(self, sb: Client) -> None:
        antwort = einfuegen(sb, liste(WELPER, HOLTHAUSEN))
        assert zeilenfehler(antwort, 1) == {"stadtteil": [FREMD]}
        assert angekreuzt(antwort) == ["ja", None]
        gezeigt = senden(sb, antwort, "weiter", z1__nehmen="on", z1__angeboten="ja")
        senden(sb, gezeigt, "ausfuehren", z1__nehmen="on")
        assert [name for name, *_ in gespeichert()] == ["Welper"]

    def test_nothing_is_told_of_a_foreign_conference(self, sb: Client) -> None:
        einlesen(liste(HOLTHAUSEN.replace("Haus, Weg 1", "Geheimer Ort, Weg 9")), runde=RUNDE)
        runde = Runde.objects.get().pk
        antwort = einfuegen(sb, liste(HOLTHAUSEN), neue_runde="", runde=runde)
        assert zeilenfehler(antwort) == {"stadtteil": [FREMD]}
        assert "Geheimer Ort" not in antwort.content.decode()
        assert antwort.context["gelesen"].stand == ""

    def test_a_row_moved_to_a_foreign_stadtteil_is_refused(self, sb: Client) -> None:
        antwort = senden(sb, einfuegen(sb, liste(WELPER)), "weiter", z0__stadtteil="Holthausen")
        assert zeilenfehler(antwort) == {"stadtteil": [FREMD]}
        assert not Konferenz.objects.exists()
