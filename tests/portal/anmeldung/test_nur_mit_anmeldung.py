"""Public answers know nothing of logins, and the admin knows all of them.

Outside of a transaction, where nothing is the same for everybody; hence `transaction=True`.
"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)
SPUREN = {"session", "user", "_messages"}
OEFFENTLICH = ["/", "/termine/", "/kalender/alle.ics", "/kontakt/", "/suche/"]


def spuren(client: Client, adresse: str) -> set[str]:
    antwort: Any = client.get(adresse)
    assert antwort.status_code == 200
    return SPUREN & vars(antwort.wsgi_request).keys()


@pytest.mark.parametrize("adresse", OEFFENTLICH)
def test_nobody_is_looked_for_where_nobody_can_be_logged_in(client: Client, adresse: str) -> None:
    assert spuren(client, adresse) == set()


@pytest.mark.parametrize("adresse", ["/", "/termine/", "/kontakt/"])
def test_who_is_logged_in_is_known_on_public_pages_too(client: Client, adresse: str) -> None:
    client.force_login(User.objects.create_superuser("sb"))
    assert spuren(client, adresse) == SPUREN


def test_the_login_itself_has_a_session(client: Client) -> None:
    assert spuren(client, "/admin/login/") == SPUREN
