"""A draft of another Stadtteil is in the way without being named, wherever a room is taken."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from konferenzen.admin.vorgaenge.anpassen import AnpassenFormular
from konferenzen.einlesen.abgleich import _belegt_durch
from konferenzen.models import Konferenz, Status
from konferenzen.nennung import UNGENANNT, genannt
from konferenzen.rundenplan import umstaende
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.rollen import angemeldet, konto
from tests.seitenformular import formular

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


@pytest.fixture
def welper() -> Stadtteil:
    return f.stadtteil("Welper")


@pytest.fixture
def person(welper: Stadtteil) -> User:
    return konto("Stadtteilbetreuung", stadtteile=(welper,))


def in_mitte(status: Status) -> Konferenz:
    return f.konferenz(
        stadtteil=f.stadtteil("Mitte"), beginn=MONTAG, ort=f.ort("Haus"), status=status
    )


def test_named_is_what_is_public_or_ones_own(welper: Stadtteil, person: User) -> None:
    eigene = f.konferenz(stadtteil=welper, status=Status.ENTWURF)
    fremde, bekannte = in_mitte(Status.ENTWURF), f.konferenz(stadtteil=f.stadtteil("Nord"))
    geplante = f.konferenz(
        stadtteil=f.stadtteil("Holthausen"), veroeffentlichen_ab=f.berlin(2030, 1, 1, 8)
    )
    stadtweite = f.konferenz(art="themenkonferenz", titel="Armut", status=Status.ENTWURF)
    alle = [eigene, fremde, bekannte, geplante, stadtweite]
    assert [genannt("x", k, person, f.JETZT) for k in alle] == [
        *("x", UNGENANNT, "x", UNGENANNT, UNGENANNT),
    ]
    assert {genannt("x", k, konto("Redaktion"), f.JETZT) for k in alle} == {"x"}


@pytest.mark.parametrize("status", [Status.ENTWURF, Status.OEFFENTLICH])
def test_the_form_the_bulk_change_the_plan_and_the_list_say_the_same(
    welper: Stadtteil, person: User, status: Status
) -> None:
    andere = in_mitte(status)
    eigene = f.konferenz(stadtteil=welper, beginn=MONTAG)
    namen = status == Status.OEFFENTLICH

    texte = _formularfehler(angemeldet(person), eigene, ort=andere.ort_id)["ort"]
    assert texte[1] == f"Dort ist schon: {andere if namen else UNGENANNT}."

    anpassen = AnpassenFormular([eigene], {"ort": str(andere.ort_id), "grund": "Weil."})
    anpassen.person = person
    [gesagt] = anpassen.errors["ort"]
    assert (str(andere) in gesagt, UNGENANNT in gesagt) == (namen, not namen)

    tag = MONTAG.date()
    gefunden, _ = umstaende(tag, tag, f.JETZT, person)
    assert andere.bezeichnung in {a.wer for a in gefunden.anderes} or not namen
    assert (UNGENANNT in {a.wer for a in gefunden.anderes}) == (not namen)

    eigene.ort = andere.ort
    [gesagt] = _belegt_durch(eigene, person, f.JETZT)
    assert (str(andere) in gesagt, UNGENANNT in gesagt) == (namen, not namen)
    [gesagt] = _belegt_durch(eigene, None, f.JETZT)
    assert str(andere) in gesagt


def _formularfehler(client: Client, konferenz: Konferenz, **felder: Any) -> Any:
    url = reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk])
    daten = formular(client.get(url).content, "konferenz_form") | felder
    return client.post(url, daten).context["adminform"].form.errors
