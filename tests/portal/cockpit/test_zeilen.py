"""The line of each coming conference: which there are, how far each step is."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from hattingen_portal.cockpit import zeilen as modul
from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.cockpit.zeilen import Zeile, kommende_konferenzen, zeilen
from konferenzen.models import Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.portal.cockpit.anfrage import anfrage
from tests.verwaltung import frisch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def zeile(konferenz: Konferenz, jetzt: datetime = f.JETZT) -> Zeile:
    [eine] = zeilen(anfrage(), [konferenz], jetzt)
    return eine


def worte(zeile: Zeile) -> list[tuple[str, str, str]]:
    return [(glied.schritt.name, str(glied.lage), glied.worte) for glied in zeile.glieder]


def test_each_step_says_whether_it_is_done_due_or_overdue() -> None:
    k = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    Vorlauf.objects.create(schritt="nachricht", tage=8)
    Vorlauf.objects.create(schritt="unterlagen", tage=7)

    ergebnis = zeile(k)

    assert worte(ergebnis) == [
        ("Termin", "erledigt", "erledigt"),
        ("Ort", "ueberfaellig", "überfällig seit 1. Dezember 2025"),
        ("Öffentlich", "erledigt", "erledigt"),
        ("Nachricht", "woche", "fällig am 18. Januar"),
        ("Unterlagen", "naechstes", "fällig am 19. Januar"),
    ]
    assert (ergebnis.wann, ergebnis.zustand) == ("Montag, 26. Januar 2026, 17–19 Uhr", "öffentlich")
    assert ergebnis.adresse == f"/admin/konferenzen/konferenz/{k.pk}/change/"


def test_everything_can_be_done() -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    f.beitrag(konferenz=k)
    Unterlage.objects.create(konferenz=k, titel="P", datei="unterlagen/p.pdf", oeffentlich=True)

    assert {wort for _, _, wort in worte(zeile(k))} == {"erledigt"}


def test_without_a_date_the_last_day_of_the_season_counts() -> None:
    k = f.konferenz(datum_hinweis="im Mai")
    ergebnis = zeile(k)

    assert [wort for _, _, wort in worte(ergebnis)] == [
        "fällig am 8. Mai",  # 84 days before 31 July
        "fällig am 5. Juni",
        "erledigt",
        "fällig am 10. Juli",
        "fällig am 17. Juli",
    ]
    assert ergebnis.wann == "Termin wird noch bekanntgegeben (im Mai)"


def test_without_date_and_round_nothing_is_due_but_open() -> None:
    k = f.konferenz(art="quartiersbesuch", titel="Besuch", status=Status.ENTWURF)

    assert {wort for _, _, wort in worte(zeile(k))} == {"offen"}


def test_a_day_is_a_day_in_berlin() -> None:
    """Shortly before midnight in London it is tomorrow in Hattingen."""
    k = frisch(f.konferenz(beginn=f.berlin(2026, 7, 27, 0, 30), ende=f.berlin(2026, 7, 27, 2)))
    Vorlauf.objects.create(schritt="ort", tage=7)

    def ort(zeit: datetime) -> str:
        return next(w for name, _, w in worte(zeilen(person, [k], zeit)[0]) if name == "Ort")

    person = anfrage()
    assert ort(f.berlin(2026, 7, 19, 23, 59)) == "fällig am 20. Juli"
    assert ort(f.berlin(2026, 7, 20, 0, 1)) == "heute fällig"
    assert ort(f.berlin(2026, 7, 21, 0, 1)) == "überfällig seit 20. Juli"


@pytest.mark.parametrize(
    ("felder", "zustand"),
    [
        ({"status": Status.ENTWURF}, "Entwurf"),
        ({"veroeffentlichen_ab": f.berlin(2026, 1, 20, 8)}, "erscheint am 20. Januar"),
        ({"status": Status.VERSCHOBEN}, "öffentlich"),
        ({"status": Status.ABGESAGT}, "abgesagt"),
    ],
)
def test_it_says_what_the_public_knows(felder: dict[str, Any], zustand: str) -> None:
    assert zeile(f.konferenz(**felder)).zustand == zustand


def test_a_cancelled_conference_has_nothing_left_to_prepare() -> None:
    assert zeile(f.konferenz(beginn=MONTAG, status=Status.ABGESAGT)).glieder == []


def test_what_is_over_or_withdrawn_is_nobodys_work() -> None:
    spaet = f.konferenz(beginn=f.berlin(2026, 3, 2, 17))
    ohne = f.konferenz()
    entwurf = f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    abgesagt = f.konferenz(beginn=f.berlin(2026, 2, 2, 17), status=Status.ABGESAGT)
    f.konferenz(beginn=f.berlin(2026, 1, 13, 17))
    f.konferenz(beginn=MONTAG, status=Status.ZURUECKGEZOGEN)
    f.konferenz(runde=f.runde("Herbst 2025", beginn="2025-08-01", ende="2025-12-31"))

    assert kommende_konferenzen(anfrage(), f.JETZT) == [entwurf, abgesagt, spaet, ohne]


def test_there_is_an_end_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "HOECHSTENS", 2)
    for _ in range(3):
        f.konferenz(beginn=MONTAG)

    assert len(kommende_konferenzen(anfrage(), f.JETZT)) == 2


def kollegin(*rechte: str) -> User:
    person = User.objects.create_user("kollegin", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=rechte))
    return person


def test_who_may_see_no_conference_sees_none() -> None:
    f.konferenz(beginn=MONTAG)

    assert kommende_konferenzen(anfrage(kollegin("view_beitrag")), f.JETZT) == []


def test_a_step_leads_on_only_who_may_do_it() -> None:
    k = f.konferenz(beginn=MONTAG)
    redaktion = anfrage(kollegin("view_konferenz", "add_beitrag"))

    [ergebnis] = zeilen(redaktion, kommende_konferenzen(redaktion, f.JETZT), f.JETZT)

    assert {glied.schritt.kennung: glied.adresse for glied in ergebnis.glieder} == {
        "termin": "",
        "ort": "",
        "veroeffentlichung": "",
        "nachricht": f"/admin/aktuelles/beitrag/add/?konferenz={k.pk}&stadtteile={k.stadtteil_id}",
        "unterlagen": "",
    }
