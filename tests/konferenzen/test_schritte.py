"""The steps that a conference itself needs: done or not, and the way to do each."""

from collections.abc import Sequence

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grundlage.schritte import Stand, angemeldete
from konferenzen.models import Art, Form, Konferenz, Status, Unterlage
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
LINK = "https://video.example.org/raum"


def staende(kennung: str, *konferenzen: Konferenz) -> Sequence[Stand | None]:
    """Give the Stand of each conference, None where it has no such step."""
    [schritt] = [s for s in angemeldete() if s.kennung == kennung]
    ergebnis = schritt.pruefen(konferenzen, f.JETZT)
    return [ergebnis.get(k.pk) for k in konferenzen]


def formular(konferenz: Konferenz, stelle: str) -> str:
    return f"/admin/konferenzen/konferenz/{konferenz.pk}/change/#{stelle}"


def unterlage(konferenz: Konferenz, *, oeffentlich: bool) -> None:
    Unterlage.objects.create(
        konferenz=konferenz, titel="Programm", datei="unterlagen/p.pdf", oeffentlich=oeffentlich
    )


def test_what_the_portal_brings_and_how_early_it_should_be_done() -> None:
    assert {s.kennung: (s.name, s.aufgabe, s.vorlauf) for s in angemeldete()} == {
        "termin": ("Termin", "Termin eintragen", 84),
        "ort": ("Ort", "Ort oder Link eintragen", 56),
        "veroeffentlichung": ("Öffentlich", "Veröffentlichen", 42),
        "nachricht": ("Nachricht", "Nachricht schreiben", 21),
        "unterlagen": ("Unterlagen", "Unterlagen bereitstellen", 14),
    }


def test_a_date_is_set_in_the_form_and_one_that_the_public_waits_for_by_its_own_page() -> None:
    mit, ohne = f.konferenz(beginn=MONTAG), f.konferenz(status=Status.ENTWURF)
    angekuendigt = f.konferenz()
    verschoben = f.konferenz(status=Status.VERSCHOBEN)

    assert staende("termin", mit, ohne, angekuendigt, verschoben) == [
        Stand(True, formular(mit, "id_beginn_0")),
        Stand(False, formular(ohne, "id_beginn_0")),
        Stand(False, f"/admin/konferenzen/konferenz/{angekuendigt.pk}/festlegen/"),
        Stand(False, f"/admin/konferenzen/konferenz/{verschoben.pk}/wieder-ansetzen/"),
    ]


def test_people_must_know_where_to_go_or_where_to_click() -> None:
    ort = f.ort()
    drinnen, offen = f.konferenz(ort=ort), f.konferenz()
    online, ohne_link = (f.konferenz(form=Form.ONLINE, online_link=link) for link in (LINK, ""))
    hybrid, ohne_ort, halb = (
        f.konferenz(form=Form.HYBRID, online_link=link, ort=wo)
        for link, wo in ((LINK, ort), (LINK, None), ("", ort))
    )

    assert staende("ort", drinnen, offen, online, ohne_link, hybrid, ohne_ort, halb) == [
        Stand(True, formular(drinnen, "id_ort")),
        Stand(False, formular(offen, "id_ort")),
        Stand(True, formular(online, "id_online_link")),
        Stand(False, formular(ohne_link, "id_online_link")),
        Stand(True, formular(hybrid, "id_online_link")),
        Stand(False, formular(ohne_ort, "id_ort")),
        Stand(False, formular(halb, "id_online_link")),
    ]


def test_a_draft_is_published_by_its_own_page_and_what_comes_by_itself_is_done() -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    vorgemerkt = f.konferenz(veroeffentlichen_ab=f.berlin(2026, 1, 20, 8))

    assert staende("veroeffentlichung", entwurf, oeffentlich, vorgemerkt) == [
        Stand(False, f"/admin/konferenzen/konferenz/{entwurf.pk}/veroeffentlichen/"),
        Stand(True, formular(oeffentlich, "id_status")),
        Stand(True, formular(vorgemerkt, "id_status")),
    ]


def test_documents_count_once_they_are_released() -> None:
    mit, intern, ohne = f.konferenz(), f.konferenz(), f.konferenz()
    sprechstunde = f.konferenz(art=Art.SPRECHSTUNDE, titel="Sprechstunde")
    unterlage(mit, oeffentlich=True)
    unterlage(mit, oeffentlich=False)
    unterlage(intern, oeffentlich=False)
    unterlage(sprechstunde, oeffentlich=True)

    assert staende("unterlagen", mit, intern, ohne, sprechstunde) == [
        Stand(True, formular(mit, "unterlagen-group")),
        Stand(False, formular(intern, "unterlagen-group")),
        Stand(False, formular(ohne, "unterlagen-group")),
        None,
    ]


@pytest.mark.parametrize("kennung", ["termin", "ort", "veroeffentlichung", "unterlagen"])
@pytest.mark.parametrize("anzahl", [1, 30])
def test_a_step_is_judged_for_all_at_once(
    kennung: str, anzahl: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    konferenzen = [f.konferenz() for _ in range(anzahl)]

    with django_assert_num_queries(1 if kennung == "unterlagen" else 0):
        staende(kennung, *konferenzen)


def test_the_places_in_the_form_are_there(sb: Client) -> None:
    k = f.konferenz()
    seite = sb.get(formular(k, "")).content.decode()

    for stelle in ("id_beginn_0", "id_ort", "id_online_link", "id_status", "unterlagen-group"):
        assert f'id="{stelle}"' in seite
