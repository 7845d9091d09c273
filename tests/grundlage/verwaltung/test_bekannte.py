"""A list shows what is stored, however much of it was known before."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from hattingen_portal.grundlage.gedaechtnis import vergessen
from hattingen_portal.grundlage.verwaltung.zeilen import _gedruckte
from konferenzen.models import Art, Konferenz, Runde, Status, Veranstaltungsort
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.rollen import wer_darf
from tests.verwaltung import LISTE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def tabelle(wer: Client, frage: str = "") -> str:
    """Give the list with the inputs of it that are hidden, where it has any."""
    ganze = wer.get(LISTE + frage).content.decode()
    anfang = re.search('<div class="(hiddenfields|results)"', ganze)
    assert anfang is not None
    return ganze[anfang.start() : ganze.index("</table>", anfang.start())]


def zellen(wer: Client, frage: str = "") -> list[str]:
    """Give the rows of the list, one by one."""
    rumpf = re.search(r"<tbody>(.*)</tbody>", tabelle(wer, frage), re.DOTALL)
    assert rumpf is not None
    return re.findall(r"<tr>.*?</tr>", rumpf[1], re.DOTALL)


@pytest.fixture
def drei() -> None:
    """Store three conferences, all of which the list shows."""
    for woche in range(3):
        runde, ort = f.runde(f"Runde {woche}"), f.ort(f"Ort {woche}")
        f.konferenz(beginn=MONTAG + timedelta(weeks=woche), runde=runde, ort=ort)


def zeile(nummer: int) -> Konferenz:
    """Give the conference that stands in the row of this number."""
    return Konferenz.objects.order_by("-beginn")[nummer]


AENDERUNGEN: dict[str, Callable[[], object]] = {
    "Titel": lambda: Konferenz.objects.update(art=Art.SPRECHSTUNDE, titel="Messe"),
    "Ende": lambda: Konferenz.objects.update(ende=MONTAG + timedelta(weeks=5)),
    "Status": lambda: Konferenz.objects.update(status=Status.ABGESAGT),
    "Version": lambda: Konferenz.objects.update(version=9),
    "ohne Stadtteil": lambda: Konferenz.objects.update(
        art=Art.SPRECHSTUNDE, titel="Messe", stadtteil=None
    ),
    "Stadtteil": lambda: Stadtteil.objects.filter(pk=zeile(1).stadtteil_id).update(name="Fern"),
    "Runde": lambda: Runde.objects.filter(name="Runde 1").update(name="Andere"),
    "Ort": lambda: Veranstaltungsort.objects.update(raum="Keller"),
    "anderer Ort": lambda: Konferenz.objects.update(ort=None),
    "neuer Ort": lambda: f.ort("Neubau"),
    "Reihenfolge": lambda: Konferenz.objects.filter(pk=zeile(2).pk).update(beginn=None, ende=None),
    "davor": lambda: f.konferenz(beginn=MONTAG + timedelta(weeks=9), runde=f.runde("Neue")),
}


@pytest.mark.usefixtures("drei")
@pytest.mark.parametrize("was", AENDERUNGEN)
def test_the_list_shows_at_once_what_has_changed(sb: Client, was: str) -> None:
    vergessen()
    davor = tabelle(sb)
    AENDERUNGEN[was]()
    danach = tabelle(sb)
    vergessen()
    assert davor != danach == tabelle(sb)


def test_the_list_shows_what_a_status_can_become_now(
    sb: Client, jetzt: time_machine.Traveller
) -> None:
    f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.JETZT + timedelta(days=2))
    assert '<option value="entwurf">' in tabelle(sb)
    jetzt.shift(timedelta(days=3))
    sb.force_login(User.objects.get())
    assert '<option value="entwurf">' not in tabelle(sb)


@pytest.mark.usefixtures("drei")
def test_rows_that_did_not_change_are_made_and_printed_once(sb: Client) -> None:
    vergessen()
    erste = list(sb.get(LISTE).context["cl"].result_list)
    Konferenz.objects.filter(pk=zeile(1).pk).update(version=9)
    zweite = list(sb.get(LISTE).context["cl"].result_list)
    assert [eine is andere for eine, andere in zip(erste, zweite, strict=True)] == [
        *(True, False, True)
    ]
    assert len(_gedruckte) == 4


@pytest.mark.usefixtures("drei")
@pytest.mark.parametrize("frage", ["", "?_popup=1", "?status__exact=oeffentlich", "?o=-1"])
def test_everybody_sees_rows_and_links_of_their_own(sb: Client, frage: str) -> None:
    leser = wer_darf("view_konferenz")
    nacheinander = [zellen(wer, f) for wer in (sb, leser) for f in ("", frage)]
    vergessen()
    assert nacheinander[::-1] == [zellen(wer, f) for wer in (leser, sb) for f in (frage, "")]
    assert 'type="text"' in nacheinander[0][0]
    assert 'type="text"' not in nacheinander[2][0]


@pytest.mark.usefixtures("drei")
def test_what_somebody_looks_for_is_not_kept(sb: Client) -> None:
    vergessen()
    assert "q%3DOrt" in tabelle(sb, "?q=Ort")
    assert len(_gedruckte) == 0


def test_no_letter_of_a_name_stands_for_a_number(sb: Client) -> None:
    """PDFs use letters for private use (Unicode, section 23.5), and names are copied from them."""
    name = "".join(map(chr, range(0xE000, 0xE010)))
    f.konferenz(beginn=MONTAG, runde=f.runde(f"Runde {name}"), ort=f.ort(f"Ort {name}"))
    for _ in range(2):
        eine = tabelle(sb)
        assert (eine.count(f"Runde {name}"), eine.count(f"Ort {name}")) == (2, 1)
