"""A server whose clock is set forth and back: nothing that the public has goes backwards."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client

from hattingen_portal.grundlage.formular.zugriff import zu_oft
from hattingen_portal.meldungen.models import Meldung
from konferenzen.fortschreibung import beilagen_fortschreiben, fortschreiben
from konferenzen.models import Aenderung, Konferenz, Unterlage
from tests import fabriken as f
from tests.grundlage.pdf.proben import pdf
from tests.portal.meldungen.senden import absenden

pytestmark = pytest.mark.django_db
MORGEN = f.JETZT + timedelta(days=1)


def test_calendars_get_neither_an_older_sequence_nor_an_older_time() -> None:
    """The second change is made with a clock a day ahead, the third with one that is right."""
    konferenz = f.konferenz(beginn=f.berlin(2026, 3, 3, 18), jetzt=f.JETZT)
    for jetzt in (MORGEN, f.JETZT + timedelta(hours=1)):
        konferenz.beginn += timedelta(hours=1)
        konferenz.ende += timedelta(hours=1)
        fortschreiben(konferenz, jetzt=jetzt)
    assert (konferenz.sequenz, konferenz.geaendert_am) == (3, MORGEN)
    assert list(Aenderung.objects.order_by("sequenz").values_list("sequenz", "zeitpunkt")) == [
        *((1, f.JETZT), (2, MORGEN), (3, MORGEN))
    ]


def test_a_document_added_after_the_clock_went_back_makes_the_page_no_older() -> None:
    """The conference is public at the earlier time already; the later one is from a wrong clock."""
    konferenz = f.konferenz(beginn=f.berlin(2026, 3, 3, 18), jetzt=f.JETZT)
    Konferenz.objects.update(geaendert_am=MORGEN)
    with beilagen_fortschreiben(konferenz, jetzt=f.JETZT + timedelta(hours=1)):
        Unterlage.objects.create(
            konferenz=konferenz,
            titel="Plan",
            datei=ContentFile(pdf(), "plan.pdf"),
            oeffentlich=True,
        )
    assert Konferenz.objects.get().geaendert_am == MORGEN


@pytest.mark.parametrize("um", [timedelta(days=1), timedelta(minutes=-30)])
def test_who_sent_all_that_is_allowed_at_a_wrong_time_may_send_at_the_right_one(
    um: timedelta,
) -> None:
    f.ansprechperson(email="stadt@example.org")
    with time_machine.travel(f.JETZT + um, tick=False):
        while zu_oft("meldung", "127.0.0.1") is None:
            pass
    assert absenden(Client(), "/kontakt/", text="Hallo").status_code == 302
    assert Meldung.objects.count() == 1


@pytest.mark.parametrize("um", [timedelta(hours=-5), timedelta(minutes=20)])
def test_a_login_is_over_or_goes_on_and_breaks_nothing(um: timedelta) -> None:
    User.objects.create_superuser("sb", password="ein langes Wort")
    browser = Client()
    with time_machine.travel(f.JETZT, tick=False):
        browser.post("/admin/login/", {"username": "sb", "password": "ein langes Wort"})
        assert browser.get("/admin/").status_code == 200
    with time_machine.travel(f.JETZT + um, tick=False):
        assert browser.get("/admin/").status_code == 200
    with time_machine.travel(f.JETZT + timedelta(days=2), tick=False):
        assert browser.get("/admin/").status_code == 302
