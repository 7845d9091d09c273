"""A page is the same, whatever statements its connection knows."""

import pytest
from django.test import Client

from hattingen_portal.grundlage import vorbereitet
from tests.portal.gedaechtnis.bestand import SEITEN, alle_seiten, gezaehlt, sql

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt", "bestand")]


def test_a_connection_that_knows_no_statement_is_answered_all_the_same(client: Client) -> None:
    """So it is behind a pooler, which hands out connections as they come."""
    vorher = [alle_seiten(client) for _ in range(3)][-1]
    sql("DEALLOCATE ALL")
    assert alle_seiten(client) == vorher
    assert alle_seiten(client) == vorher


def test_a_statement_that_is_prepared_already_is_used(client: Client) -> None:
    """As after a doubt, and behind a pooler whose connections others have used before."""
    vorher = [alle_seiten(client) for _ in range(3)][-1]
    vorbereitet._bekannte.clear()
    assert alle_seiten(client) == vorher
    assert {adresse: gezaehlt(client, adresse) for adresse in SEITEN} == SEITEN
