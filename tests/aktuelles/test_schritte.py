"""The step that a post announces a conference."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from aktuelles.models import Beitrag
from aktuelles.schritte import _nachrichten
from hattingen_portal.grundlage.schritte import Stand
from konferenzen.models import Art
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def formular(beitrag: Beitrag) -> str:
    return f"/admin/aktuelles/beitrag/{beitrag.pk}/change/"


@pytest.mark.parametrize(
    ("ab", "erledigt"),
    [
        (None, False),
        (f.berlin(2026, 1, 13, 9), True),
        (f.berlin(2026, 1, 26, 16, 59), True),  # planned: comes by itself
        (MONTAG, False),
    ],
)
def test_a_post_counts_if_it_is_out_before_the_conference(
    ab: datetime | None, erledigt: bool
) -> None:
    k = f.konferenz(beginn=MONTAG)
    beitrag = f.beitrag(konferenz=k, veroeffentlichen_ab=ab)
    f.beitrag()

    assert _nachrichten([k], f.JETZT) == {k.pk: Stand(erledigt, formular(beitrag))}


def test_the_way_leads_to_the_announcement_then_to_the_draft_then_to_a_new_post() -> None:
    angekuendigt, begonnen, ohne = (f.konferenz(beginn=MONTAG) for _ in range(3))
    stadtweit = f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=MONTAG)
    sprechstunde = f.konferenz(art=Art.SPRECHSTUNDE, titel="Sprechstunde", beginn=MONTAG)
    draussen = f.beitrag(konferenz=angekuendigt)
    f.beitrag(konferenz=angekuendigt, veroeffentlichen_ab=None)
    entwurf = f.beitrag(konferenz=begonnen, veroeffentlichen_ab=None)
    neu = "/admin/aktuelles/beitrag/add/?konferenz="

    alle = [angekuendigt, begonnen, ohne, stadtweit, sprechstunde]
    assert _nachrichten(alle, f.JETZT) == {
        angekuendigt.pk: Stand(True, formular(draussen)),
        begonnen.pk: Stand(False, formular(entwurf)),
        ohne.pk: Stand(False, f"{neu}{ohne.pk}&stadtteile={ohne.stadtteil_id}"),
        stadtweit.pk: Stand(False, f"{neu}{stadtweit.pk}"),
    }


@pytest.mark.parametrize("anzahl", [1, 30])
def test_all_are_judged_by_one_query(
    anzahl: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    konferenzen = [f.konferenz() for _ in range(anzahl)]
    for k in konferenzen:
        f.beitrag(konferenz=k)

    with django_assert_num_queries(1):
        _nachrichten(konferenzen, f.JETZT)


def test_the_new_post_is_about_the_conference_already(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)

    antwort = sb.get(_nachrichten([k], f.JETZT)[k.pk].adresse)

    formular = antwort.context["adminform"].form
    assert formular["konferenz"].value() == str(k.pk)
    assert formular["stadtteile"].value() == [str(k.stadtteil_id)]
