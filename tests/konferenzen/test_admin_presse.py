"""The page with the texts for the press: for whom, of what, and what it says beside them."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konferenzen.admin import presse
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Runde, Status
from tests import fabriken as f
from tests.verwaltung import form_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
BEGINN = f.berlin(2026, 1, 26, 17)


def adresse(zeile: Konferenz | Runde) -> str:
    return reverse(f"admin:konferenzen_{zeile._meta.model_name}_pressetext", args=[zeile.pk])


def test_the_form_leads_to_it_and_it_shows_the_texts(sb: Client) -> None:
    k = f.konferenz(beginn=BEGINN, stadtteil=f.stadtteil("Welper"), ort=f.ort())
    for zeile in (k, k.runde):
        formular = reverse(f"admin:konferenzen_{zeile._meta.model_name}_change", args=[zeile.pk])
        assert f'href="{adresse(zeile)}"' in sb.get(formular).text
    antwort = sb.get(adresse(k))
    assert antwort.context["hinweise"] == []
    assert "Stadtteilkonferenz Welper am Montag, 26. Januar 2026" in antwort.text
    assert f"http://127.0.0.1:8000{k.get_absolute_url()}" in antwort.context["texte"].presse


def test_it_says_what_speaks_against_passing_it_on(sb: Client) -> None:
    beispiel = f.runde("Beispiel", beispiel=True)
    for konferenz, hinweise in (
        (f.konferenz(beginn=BEGINN, status=Status.ENTWURF), [presse.NICHT_OEFFENTLICH]),
        (f.konferenz(beginn=f.berlin(2026, 1, 12, 17)), [presse.VORBEI]),
        (f.konferenz(beginn=BEGINN, runde=beispiel), [presse.BEISPIEL]),
    ):
        antwort = sb.get(adresse(konferenz))
        assert antwort.context["hinweise"] == hinweise
        assert antwort.context["texte"] is not None


def test_of_a_withdrawn_one_there_is_none(sb: Client) -> None:
    k = f.konferenz(beginn=BEGINN)
    k.status = Status.ZURUECKGEZOGEN
    fortschreiben(k)
    antwort = sb.get(adresse(k))
    assert (antwort.context["texte"], antwort.context["hinweise"]) == (
        None,
        [presse.ZURUECKGEZOGEN],
    )
    assert "<textarea" not in antwort.text


def test_a_round_tells_only_what_is_public_and_counts_the_rest(sb: Client) -> None:
    k = f.konferenz(beginn=BEGINN, stadtteil=f.stadtteil("Welper"))
    f.konferenz(beginn=BEGINN, stadtteil=f.stadtteil("Geheim"), status=Status.ENTWURF)
    antwort = sb.get(adresse(k.runde))
    assert "Welper: Montag" in antwort.context["texte"].presse
    assert "Geheim" not in antwort.text
    assert antwort.context["hinweise"] == [
        "Ein Entwurf dieser Runde ist noch nicht öffentlich und fehlt im Text."
    ]
    leer = f.runde("Leer", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    assert sb.get(adresse(leer)).context["hinweise"] == [presse.KEINE]


def test_the_contact_is_the_one_of_the_stadtteil_and_public(sb: Client) -> None:
    k = f.konferenz(beginn=BEGINN, stadtteil=f.stadtteil("Welper"))
    f.ansprechperson(funktion="Geheim", oeffentlich=False)
    f.ansprechperson(funktion="Mitte", reihenfolge=1).stadtteile.add(f.stadtteil("Mitte"))
    f.ansprechperson(funktion="Welper", reihenfolge=2).stadtteile.add(k.stadtteil)
    assert sb.get(adresse(k)).context["texte"].presse.endswith("Kontakt: Welper, Stadt")


def test_who_may_not_see_the_conference_does_not_see_its_text(client: Client) -> None:
    k = f.konferenz(beginn=BEGINN)
    client.force_login(redaktion := User.objects.create_user("r", is_staff=True))
    assert client.get(adresse(k)).status_code == 403
    redaktion.user_permissions.add(Permission.objects.get(codename="view_konferenz"))
    assert client.get(adresse(k)).status_code == 200
    assert client.get(adresse(k.runde)).status_code == 403


@pytest.mark.parametrize("schluessel", ["0", "x", "9" * 30, "a/b"])
def test_a_row_that_is_gone_is_told_and_no_error(sb: Client, schluessel: str) -> None:
    k = f.konferenz(beginn=BEGINN)
    url = adresse(k).replace(f"/{k.pk}/", f"/{schluessel}/")
    assert sb.get(url).status_code == 302
    assert form_url(k) not in url


def test_a_round_costs_the_same_with_one_and_with_thirty(sb: Client) -> None:
    zahlen = []
    for name, anzahl in (("eins", 1), ("dreißig", 30)):
        runde = f.runde(name)
        for _ in range(anzahl):
            f.konferenz(runde=runde, beginn=BEGINN)
        with CaptureQueriesContext(connection) as gestellt:
            sb.get(adresse(runde))
        zahlen.append(len(gestellt))
    assert zahlen[0] == zahlen[1]
