"""What may be better about a text, as the clerk reads it in the admin."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from aktuelles.models import Beitrag
from hattingen_portal.seiten.models import Abschnitt, Schluessel, Seite
from tests import fabriken as f
from tests.seitenformular import formular
from tests.verwaltung import meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
HIER = '<p><a href="https://example.org/">hier</a></p>'
GUT = "<p>Alles gut.</p>"
ANFANG = "Der Linktext „hier“ sagt nicht, wohin er führt."


def form_url(zeile: Beitrag | Seite) -> str:
    return reverse(f"admin:{zeile._meta.label_lower.replace('.', '_')}_change", args=[zeile.pk])


def hinweise(client: Client, zeile: Beitrag | Seite) -> list[str]:
    antwort = client.get(form_url(zeile))
    gezeigt: list[str] = antwort.context["texthinweise"]
    assert all(hinweis in unescape(antwort.text) for hinweis in gezeigt)
    assert ("Das können Sie am Text noch verbessern" in antwort.text) == bool(gezeigt)
    return gezeigt


def test_the_form_says_it_above_when_it_is_opened(sb: Client) -> None:
    [hinweis] = hinweise(sb, f.beitrag(text=HIER))
    assert hinweis.startswith(ANFANG)
    assert hinweise(sb, f.beitrag(text=GUT)) == []


def test_saving_goes_through_and_says_it_afterwards(sb: Client) -> None:
    beitrag = f.beitrag("Neues", text=GUT)
    daten = formular(sb.get(form_url(beitrag)).content, "beitrag_form") | {"text": HIER}
    antwort = sb.post(form_url(beitrag), daten)
    assert antwort.status_code == 302
    beitrag.refresh_from_db()
    assert beitrag.text == HIER
    _, hinweis = meldungen(antwort)
    assert hinweis.startswith(ANFANG)


def test_of_many_the_first_ones_are_said_and_the_rest_counted(sb: Client) -> None:
    viele = "".join(HIER.replace("hier", wort) for wort in ("da", "dort", "hier", "info", "mehr"))
    beitrag = f.beitrag(text=viele)
    daten = formular(sb.get(form_url(beitrag)).content, "beitrag_form")
    _, *hinweise = meldungen(sb.post(form_url(beitrag), daten))
    assert len(hinweise) == 4
    assert hinweise[-1] == "Oben im Formular: 2 weitere Hinweise zum Text."


def test_who_goes_on_working_reads_it_once(sb: Client) -> None:
    beitrag = f.beitrag(text=HIER)
    daten = formular(sb.get(form_url(beitrag)).content, "beitrag_form")
    antwort = sb.post(form_url(beitrag), daten | {"_continue": "x"})
    assert [m for m in meldungen(antwort) if "Link" in m] == []


def test_a_section_is_named_and_its_anchor_known(sb: Client) -> None:
    seite = Seite.objects.create(
        schluessel=Schluessel.IMPRESSUM, titel="Impressum", stand="2026-01-01"
    )
    erster = Abschnitt.objects.create(seite=seite, titel="Haus", text=HIER)
    anker = f'<p><a href="#abschnitt-{erster.pk}">Zum Haus</a></p>'
    Abschnitt.objects.create(seite=seite, titel="Hof", text=anker)
    [hinweis] = hinweise(sb, seite)
    assert hinweis.startswith(f"Abschnitt „Haus“: {ANFANG}")


def test_one_address_costs_one_query_however_often_it_stands_there(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    link = '<a href="/aktuelles/weg/">Wort</a> '
    eins, viele = f.beitrag(text=f"<p>{link}</p>"), f.beitrag(text=f"<p>{link * 30}</p>")
    for beitrag in (eins, viele):
        with django_assert_num_queries(12):
            sb.get(form_url(beitrag))


def test_of_too_many_addresses_the_rest_is_named_as_unchecked(sb: Client) -> None:
    links = "".join(f'<p><a href="/aktuelles/weg-{n}/">Wort</a></p>' for n in range(51))
    *tote, zuletzt = hinweise(sb, f.beitrag(text=links))
    assert len(tote) == 50
    assert zuletzt == (
        "Geprüft sind die ersten 50 Adressen des Portals; es stehen noch mehr da. Bitte probieren "
        "Sie die übrigen Links auf der öffentlichen Seite aus."
    )
