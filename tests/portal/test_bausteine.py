"""The pattern page shows every component, and only to staff."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.seite import Seite

pytestmark = pytest.mark.django_db
ORDNER: Path = settings.BASE_DIR / "templates/bausteine"
# What stands on every page, or needs what only a page has.
ANDERSWO = {
    "bild.html",  # a picture is a stored file
    "naechste.html",  # the same words stand in the board
    "runde.html",  # a heading above the table
    "vorschau.html",  # stands in the head
    "weitere.html",  # a board below another
}


@pytest.fixture
def mitarbeiterin(client: Client) -> Client:
    client.force_login(User.objects.create_user("sb", is_staff=True))
    return client


def test_every_component_is_on_it(mitarbeiterin: Client) -> None:
    antwort = mitarbeiterin.get("/bausteine/")
    gezeigt = {
        Path(vorlage.name).name
        for vorlage in antwort.templates
        if vorlage.name and vorlage.name.startswith("bausteine/")
    }
    assert {datei.name for datei in ORDNER.iterdir()} - gezeigt == ANDERSWO


def test_every_state_of_a_date_is_on_it(mitarbeiterin: Client) -> None:
    seite = Seite(mitarbeiterin.get("/bausteine/").text)
    lagen = {
        klasse.removeprefix("tafelzeile--")
        for zeile in seite.alle("li", "tafelzeile")
        for klasse in zeile.klassen
        if klasse.startswith("tafelzeile--")
    }
    assert lagen == {
        "abgesagt", "heute", "kommt", "laeuft", "offen", "verlegt", "verschoben", "vorbei",
    }  # fmt: skip


def test_it_costs_no_query_of_its_own(
    mitarbeiterin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Session and account, the Stadtteile of the filter, the office in the footer.
    with django_assert_num_queries(4):
        mitarbeiterin.get("/bausteine/")


def test_nobody_else_sees_it(client: Client) -> None:
    assert client.get("/bausteine/").headers["Location"] == "/admin/login/?next=/bausteine/"
    client.force_login(User.objects.create_user("gast"))
    assert client.get("/bausteine/").status_code == 403
