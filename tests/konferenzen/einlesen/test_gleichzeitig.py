"""Others at work on the same round: nothing of theirs is overwritten, nothing of hers is lost."""

from collections.abc import Iterator
from threading import Barrier, Event
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from konferenzen.einlesen import einlesen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Runde, Veranstaltungsort
from tests import fabriken as f
from tests.konferenzen.einlesen.schritte import (
    RUNDE,
    SEITE,
    ZENTRUM,
    bestand,
    einfuegen,
    eingaben,
    gespeichert,
    liste,
    senden,
    stadtteile,
    zeilen,
    zeilenfehler,
)
from tests.konferenzen.test_einlesen import jemand_wartet, nebeneinander
from tests.verwaltung import meldungen

WELPER = f"Welper | Mo., 1.2.2027, 17–19 Uhr | {ZENTRUM}"
SPAETER = WELPER.replace("17–19", "18–20")


def hinweise(antwort: Any) -> list[str]:
    return list(antwort.context["gelesen"].hinweise)


@pytest.fixture
def welper(db: None) -> Konferenz:
    stadtteile()
    einlesen(liste(WELPER), runde=RUNDE)
    return Konferenz.objects.get()


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt", "welper")
class TestNurWasGezeigtWurde:
    def vorschau(self, client: Client) -> Any:
        antwort = einfuegen(client, liste(SPAETER), neue_runde="", runde=Runde.objects.get().pk)
        return senden(client, antwort, "weiter")

    def test_somebody_else_changed_the_conference_since_the_preview(
        self, sb: Client, welper: Konferenz
    ) -> None:
        gezeigt = self.vorschau(sb)
        welper.beginn = f.berlin(2027, 2, 8, 17)
        welper.ende = f.berlin(2027, 2, 8, 19)
        fortschreiben(welper)
        antwort = senden(sb, gezeigt, "ausfuehren", z0__tag="Mo., 1. Februar")
        [hinweis] = hinweise(antwort)
        assert hinweis.startswith("In der Zwischenzeit wurde anderswo gesichert. Jetzt gilt: ")
        assert "Montag, 8. Februar 2027, 17–19 Uhr" in hinweis
        assert eingaben(antwort)["z0-tag"] == "Mo., 1. Februar"
        assert gespeichert()[0][1] == f.berlin(2027, 2, 8, 17)
        assert senden(sb, antwort, "ausfuehren").status_code == 302
        assert gespeichert()[0][1] == f.berlin(2027, 2, 1, 18)

    def test_somebody_else_changed_another_conference_of_the_round(
        self, sb: Client, welper: Konferenz
    ) -> None:
        gezeigt = self.vorschau(sb)
        f.konferenz(runde=welper.runde, beginn=f.berlin(2027, 3, 1, 17))
        antwort = senden(sb, gezeigt, "ausfuehren")
        assert len(hinweise(antwort)) == 1
        assert gespeichert()[0][1] == f.berlin(2027, 2, 1, 17)

    def test_the_conference_is_gone(self, sb: Client, welper: Konferenz) -> None:
        gezeigt = self.vorschau(sb)
        welper.delete()
        antwort = senden(sb, gezeigt, "ausfuehren")
        assert zeilen(antwort) == [("Welper", "neu")]
        assert gespeichert() == []

    def test_the_venue_is_another_one(self, sb: Client) -> None:
        gezeigt = self.vorschau(sb)
        Veranstaltungsort.objects.update(name="Haus der Begegnung")
        antwort = senden(sb, gezeigt, "ausfuehren")
        assert list(zeilenfehler(antwort)) == ["ort"]
        assert gespeichert()[0][1] == f.berlin(2027, 2, 1, 17)

    def test_the_button_alone_does_nothing(self, sb: Client) -> None:
        antwort = einfuegen(sb, liste(SPAETER), neue_runde="", runde=Runde.objects.get().pk)
        antwort = senden(sb, antwort, "ausfuehren")
        assert hinweise(antwort) == [
            (
                "Sie haben seit der Vorschau etwas geändert. Bitte sehen Sie sich noch einmal an, "
                "was gilt."
            )
        ]
        assert gespeichert()[0][1] == f.berlin(2027, 2, 1, 17)

    @pytest.mark.parametrize(
        "felder",
        [
            {"z0__zeit": "18–21 Uhr"},
            {"z0__nehmen": None},
            {"veroeffentlichen": "oeffentlich"},
            {"grund": "Weil."},
        ],
    )
    def test_whatever_is_changed_since_the_preview_is_previewed_again(
        self, sb: Client, felder: dict[str, Any]
    ) -> None:
        antwort = senden(sb, self.vorschau(sb), "ausfuehren", **felder)
        assert antwort.status_code == 200
        assert (gespeichert()[0][1], gespeichert()[0][3]) == (f.berlin(2027, 2, 1, 17), "entwurf")

    def test_another_person_cannot_confirm_what_she_did_not_see(self, sb: Client) -> None:
        gezeigt = self.vorschau(sb)
        sb.force_login(User.objects.create_superuser("andere"))
        assert senden(sb, gezeigt, "ausfuehren").status_code == 200
        assert gespeichert()[0][1] == f.berlin(2027, 2, 1, 17)

    def test_a_double_click_saves_once_and_says_so(self, sb: Client, welper: Konferenz) -> None:
        gezeigt = self.vorschau(sb)
        erste, zweite = (senden(sb, gezeigt, "ausfuehren") for _ in range(2))
        assert (erste.status_code, zweite.status_code) == (302, 302)
        assert meldungen(zweite)[-1] == "So steht es schon im Portal, es ist nichts mehr zu tun."
        welper.refresh_from_db()
        assert welper.version == 2
        assert LogEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestImSelbenAugenblick:
    @pytest.fixture(autouse=True)
    def _vorher(self) -> Iterator[None]:
        stadtteile()
        User.objects.create_superuser("sb")
        with time_machine.travel(f.JETZT, tick=False):
            yield

    def angemeldet(self) -> Client:
        client = Client()
        client.force_login(User.objects.get())
        return client

    def test_two_browsers_save_the_same_list_once(self) -> None:
        client = self.angemeldet()
        daten = eingaben(senden(client, einfuegen(client, liste(WELPER)), "weiter"))
        start = Barrier(2)

        def einer() -> int:
            eigener = self.angemeldet()
            start.wait()
            return eigener.post(SEITE, daten | {"ausfuehren": ""}).status_code

        assert nebeneinander(einer, einer) == [302, 302]
        assert bestand() == (1, 1, 1)
        assert Konferenz.objects.get().version == 1
        assert LogEntry.objects.count() == 1

    def test_a_deadlock_leaves_her_input_and_a_message(self) -> None:
        einlesen(liste(WELPER), runde=RUNDE)
        client = self.angemeldet()
        antwort = einfuegen(client, liste(SPAETER), neue_runde="", runde=Runde.objects.get().pk)
        daten = eingaben(senden(client, antwort, "weiter"))
        gesperrt = Event()

        def sie() -> Any:
            gesperrt.wait()
            return self.angemeldet().post(SEITE, daten | {"ausfuehren": ""})

        def andere() -> Any:
            """Hold the row that she needs, and ask for the lock that she holds."""
            with transaction.atomic(), connection.cursor() as zeiger:
                zeiger.execute("SET LOCAL deadlock_timeout = '60s'")  # the other one notices it
                list(Konferenz.objects.select_for_update())
                gesperrt.set()
                while not jemand_wartet():
                    pass
                einlesen(liste(WELPER), runde=RUNDE, pruefen=True)

        [ihre, _] = nebeneinander(sie, andere)
        assert ihre.status_code == 200
        assert "Im selben Augenblick wurde anderswo gesichert." in ihre.content.decode()
        assert eingaben(ihre)["z0-zeit"] == "18–20 Uhr"
        assert gespeichert()[0][1] == f.berlin(2027, 2, 1, 17)
