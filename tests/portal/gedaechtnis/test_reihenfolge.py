"""The order of a list is read once for all its pages, and shows nothing that has gone since."""

import pytest
from django.test import Client

from hattingen_portal.grundlage.gedaechtnis import offen
from hattingen_portal.grundlage.reihenfolge import reihenfolge
from hattingen_portal.grundlage.zeilen import lesen
from hattingen_portal.stand.models import Stand
from konferenzen import fragen
from konferenzen.models import Konferenz, Status
from konferenzen.stammdaten import konferenzzeilen
from tests import fabriken as f
from tests.portal.gedaechtnis.bestand import MONTAG, anlegen, gezaehlt

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt", "bestand")]


def test_the_pages_of_a_list_share_its_order(client: Client) -> None:
    """The first asks for it; another page asks for its own rows, and reads those it has not met."""
    anlegen(70)
    archiv = "/termine/archiv/"
    for _ in range(2):
        client.get(archiv)
    assert gezaehlt(client, f"{archiv}?seite=2") == 3
    assert gezaehlt(client, f"{archiv}?seite=3") == 3


def test_what_goes_between_the_order_and_the_page_is_left_out() -> None:
    vorher = reihenfolge(fragen.vergangene, f.JETZT)
    stand = Stand.objects.get()
    with offen(stand.fassung, stand.stammdaten, f.JETZT):
        alle = reihenfolge(fragen.vergangene, f.JETZT)
        Konferenz.objects.filter(pk=alle[0]).update(
            status=Status.ZURUECKGEZOGEN, letzter_beginn=MONTAG, letztes_ende=MONTAG
        )
        assert reihenfolge(fragen.vergangene, f.JETZT) == alle == vorher
        gelesen = lesen(konferenzzeilen.nur(f.JETZT, alle))[0]
    assert [konferenz.pk for konferenz in gelesen] == list(alle[1:])
