"""What a page asks in the same words is asked each time, and only put into words once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grundlage.gedaechtnis import vergessen
from hattingen_portal.grundlage.verwaltung.wortlaut import gefragt
from konferenzen.models import Runde
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.rollen import angemeldet, konto
from tests.verwaltung import LISTE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


def test_a_question_is_put_into_words_once_and_asked_each_time() -> None:
    gebaut = []

    def runden() -> QuerySet[Any]:
        gebaut.append(1)
        return Runde.objects.order_by("name").values_list("name")

    vergessen()
    assert gefragt("Runden", runden) == []
    f.runde("Herbst")
    assert gefragt("Runden", runden) == [("Herbst",)]
    Runde.objects.update(name="Winter")
    assert gefragt("Runden", runden) == [("Winter",)]
    assert len(gebaut) == 1


def test_where_there_is_nothing_to_find_nobody_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    vergessen()
    with django_assert_num_queries(0):
        assert gefragt("ohne Mengen", lambda: None) == []
        assert gefragt("keine", lambda: Runde.objects.none().values_list("pk")) == []


def test_everybody_is_told_of_their_own(sb: Client) -> None:
    welper, holthausen = f.stadtteil("Welper"), f.stadtteil("Holthausen")
    meldung(stadtteil=welper)
    hier = angemeldet(konto("Stadtteilbetreuung", stadtteile=(welper,)))
    dort = angemeldet(konto("Stadtteilbetreuung", stadtteile=(holthausen,)))
    vergessen()
    for wer, gezeigt in ((sb, (1, 1, 1)), (dort, (0, 0, 1)), (hier, (1, 1, 0))):
        ganze = wer.get(LISTE).content.decode()
        worte = ("Meldungen (1 offen)</a>", ">Welper</a>", ">Holthausen</a>")
        assert tuple(map(ganze.count, worte)) == gezeigt


def test_a_message_is_overdue_from_the_next_day_on(
    sb: Client, jetzt: time_machine.Traveller
) -> None:
    meldung(faellig_am=f.JETZT.date())
    assert "Meldungen (1 offen)</a>" in sb.get(LISTE).content.decode()
    jetzt.shift(timedelta(days=1))
    sb.force_login(User.objects.get())
    assert "Meldungen (1 offen, 1 überfällig)</a>" in sb.get(LISTE).content.decode()
