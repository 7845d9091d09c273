"""The admin of the Akteure: consent, and private contacts only for those who may see them."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akteure.models import Akteur, Kontakt
from hattingen_portal.grunddaten import grunddaten_anlegen
from tests import fabriken as f
from tests.seitenformular import formular
from tests.verwaltung import fehler

pytestmark = pytest.mark.django_db
LISTE = reverse("admin:akteure_akteur_changelist")
GEHEIM = "privat-4711"


def form_url(akteur: Akteur) -> str:
    return reverse("admin:akteure_akteur_change", args=[akteur.pk])


def person(client: Client, gruppe: str) -> Client:
    grunddaten_anlegen()
    user = User.objects.create_user(gruppe, is_staff=True)
    user.groups.add(Group.objects.get(name=gruppe))
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("gruppe", "sieht"), [("Redaktion", False), ("Quartiersentwicklung", True)]
)
def test_a_private_contact_is_shown_only_with_its_permission(
    client: Client, gruppe: str, sieht: bool
) -> None:
    akteur = f.akteur("Verein")
    Kontakt.objects.create(akteur=akteur, name=GEHEIM, email=f"{GEHEIM}@example.org")
    seite = person(client, gruppe).get(form_url(akteur))
    assert seite.status_code == 200
    assert (GEHEIM in seite.content.decode()) is sieht
    assert GEHEIM not in client.get(LISTE).content.decode()


@pytest.mark.parametrize("name", ["\u200b", " \u202e\ufeff"])
def test_a_name_that_nobody_sees_is_none(sb: Client, name: str) -> None:
    ada = f.akteur("Ada")
    daten = formular(sb.get(form_url(ada)).content, "akteur_form") | {"name": name}
    assert fehler(sb.post(form_url(ada), daten)) == {
        "name": ["Dieses Feld ist zwingend erforderlich."]
    }
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_a_consent_needs_its_wording_and_makes_a_person_public(sb: Client) -> None:
    ada = f.akteur("Ada", art="einzelperson", stand="bestaetigt")
    assert sb.get(LISTE + "?oeffentlich=nein").context["cl"].result_list[0] == ada
    assert sb.get(form_url(ada)).context["absolute_url"] is None

    daten = formular(sb.get(form_url(ada)).content, "akteur_form") | {
        "einwilligung_am": "12.01.2026"
    }
    assert fehler(sb.post(form_url(ada), daten)) == {
        "einwilligung_wortlaut": ["Zur Einwilligung gehört ihr Wortlaut."]
    }
    antwort = sb.post(form_url(ada), daten | {"einwilligung_wortlaut": "Ja, gern."})
    assert antwort.status_code == 302
    assert list(Akteur.objects.oeffentlich()) == [ada]
    assert list(sb.get(LISTE + "?oeffentlich=nein").context["cl"].result_list) == []
    assert sb.get(form_url(ada)).context["absolute_url"] == ada.get_absolute_url()


def test_a_stale_form_is_refused(sb: Client) -> None:
    akteur = f.akteur("Verein")
    daten = formular(sb.get(form_url(akteur)).content, "akteur_form")
    assert sb.post(form_url(akteur), daten | {"name": "Erster"}).status_code == 302
    assert list(fehler(sb.post(form_url(akteur), daten | {"name": "Zweiter"}))) == [
        "__all__",
        "name",
    ]
    assert Akteur.objects.get().name == "Erster"


def test_the_list_costs_the_same_for_one_row_and_for_thirty(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    f.akteur().stadtteile.add(welper)
    sb.get(LISTE)
    with CaptureQueriesContext(connection) as eine:
        sb.get(LISTE)
    for _ in range(29):
        f.akteur().stadtteile.add(welper)
    with CaptureQueriesContext(connection) as dreissig:
        assert len(sb.get(LISTE).context["cl"].result_list) == 30
    assert len(dreissig) == len(eine)
