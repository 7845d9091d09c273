"""What the admin prints is kept by all that it is made of: it is the same, or it is made anew."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.safestring import SafeString

from hattingen_portal.grundlage.gedaechtnis import vergessen
from hattingen_portal.grundlage.verwaltung.druck import Druck, _gedruckte, gedruckt
from hattingen_portal.templatetags.verwaltung import filterwahl
from tests import fabriken as f
from tests.portal.meldungen.bestand import meldung
from tests.rollen import angemeldet, konto
from tests.verwaltung import LISTE, offene_liste, zeile


def wahl(wort: Any) -> str:
    """Print a filter that offers `wort`."""
    eine = {"selected": False, "query_string": "?a=1", "display": wort}
    return gedruckt("admin/filter.html", {"title": "Art", "choices": [eine]})


def test_the_same_is_printed_once() -> None:
    vergessen()
    assert wahl("Messe") is wahl("Messe")


@pytest.mark.parametrize(
    ("wort", "gezeigt"),
    [
        ("Messe", "Messe"),
        ("<b>", "&lt;b&gt;"),
        (SafeString("<b>"), "<b>"),
        (True, "True"),
        (1, "1"),
    ],
)
def test_what_only_looks_the_same_is_printed_by_itself(wort: Any, gezeigt: str) -> None:
    for anderes in ("Messe", "<b>", SafeString("<b>"), True, 1):
        wahl(anderes)
    assert f'<a href="?a=1">{gezeigt}</a>' in wahl(wort)


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_everybody_sees_the_links_of_their_own(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    eine = angemeldet(konto("Stadtteilbetreuung", stadtteile=(welper,)))
    nacheinander = [leiste(wer) for wer in (sb, eine, sb, eine)]
    vergessen()
    assert nacheinander == [leiste(wer) for wer in (eine, sb, eine, sb)][::-1]
    assert "/admin/auth/user/" in nacheinander[0]
    assert "/admin/auth/user/" not in nacheinander[1]

    assert "Meldungen</a>" in leiste(sb)
    meldung(stadtteil=welper)
    assert "Meldungen (1 offen)</a>" in leiste(sb)


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
@pytest.mark.parametrize(
    ("adresse", "hier"),
    [
        (LISTE, '<tr class="model-konferenz current-model">'),
        (f"{LISTE}add/", '<tr class="model-konferenz current-model">'),
        ("/admin/konferenzen/runde/", '<tr class="model-runde current-model">'),
    ],
)
def test_the_links_tell_where_one_is(sb: Client, adresse: str, hier: str) -> None:
    ganze = sb.get(adresse).content.decode()
    assert re.findall(r"<tr class=.*current-model.*>", ganze) == [hier]
    assert ganze.count(" current-app") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_what_somebody_typed_is_not_kept(sb: Client) -> None:
    k = f.konferenz()
    daten = offene_liste(sb)
    assert isinstance(sb.get(LISTE).context["cl"].formset.renderer, Druck)
    antwort = sb.post(LISTE, daten | {f"{zeile(daten, k)}-beginn_0": "unfug"})
    assert 'value="unfug"' in antwort.content.decode()
    assert not isinstance(antwort.context["cl"].formset.renderer, Druck)
    assert not isinstance(antwort.context["cl"].formset.forms[0].renderer, Druck)


@pytest.mark.parametrize(("frage", "anzahl"), [("?a=1", 1), ("?a=1&q=Muster", 0), ("?q=x", 0)])
def test_what_somebody_looks_for_is_not_kept(frage: str, anzahl: int) -> None:
    vergessen()
    eine = {"selected": False, "query_string": frage, "display": "Messe"}
    assert ">Messe</a>" in filterwahl("Art", [eine])
    assert len(_gedruckte) == anzahl


def leiste(wer: Client) -> str:
    """Give the sidebar of the list."""
    ganze = wer.get(LISTE).content.decode()
    anfang = ganze.index('<nav class="sticky"')
    return ganze[anfang : ganze.index("</nav>", anfang)]
