"""Whatever somebody sends who is logged in: never an error of ours, on no page of the admin.

The pages, their parameters and their forms come from the URL configuration and from what is
registered in the admin: a new model is among them by itself. How often is as in test_fuzzing.py.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR, ModelAdmin
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    IS_FACETS_VAR,
    ORDER_VAR,
    PAGE_VAR,
    SEARCH_VAR,
)
from django.db import models, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.portal.vieles import Vieles
from tests.seitenformular import formular
from tests.sicherheit.adressen import Muster, alle_muster
from tests.sicherheit.test_fuzzing import ANZAHL, ARTEN, ROH

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
WIE_OFT = settings(
    max_examples=int(ANZAHL or 2),
    derandomize=not ANZAHL,
    database=None,
    deadline=None,
    # What is sent changes rows, which are as before when it is answered.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
OHNE = {"admin/logout/"}  # ends the session by which all others are asked
OHNE_FORMULARE = {"logout-form"}  # stands on every page
# What a list sends besides, where somebody chooses rows and what is to be done to them.
AKTION = {
    "changelist-form": {
        "action": "delete_selected",
        "_selected_action": "1",
        "select_across": "1",
        "index": "0",
    }
}
MUSTER = [
    muster
    for muster in alle_muster()
    if muster.in_der_verwaltung and "(?P" not in muster.route and muster.route not in OHNE
]
# What is read of the query of each list, of each page in a window of its own, and of the choices.
LISTE = (
    *(ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, ORDER_VAR, PAGE_VAR, SEARCH_VAR),
    *(IS_POPUP_VAR, TO_FIELD_VAR, "_changelist_filters", "next"),
)
AUSWAHL = ("app_label", "model_name", "field_name", "term", "page")
VERGLEICHE = (
    *("", "__exact", "__in", "__isnull", "__gte", "__lt", "__range", "__regex", "__contains"),
    *("__year", "__month", "__day", "__date", "__time", "__id__exact", "__pk__in", "__name__x"),
)
# What only the admin's fields take apart, or its addresses.
WERTE = st.sampled_from(
    [
        *("31.02.2026", "01.01.0001", "31.12.9999", "1.1.1", "0.0.0", "32.13.26", "Mo., 30.2."),
        *("24:00", "25:61", "00:00", "23:59:60", "17 Uhr", "99 Uhr 99", "-1:-1", "12:30:00.9"),
        *("1.-2.99", "-", "--1", ".", "1..2", "-0", "99999999999999999999", "2147483648"),
        *("1,2,x", "True", "on", "1" + "0" * 30, "9223372036854775807", "9223372036854775808"),
        *("_5F", "_5f_", "__all__", "pk", "id", "password", "groups__name", "konto__password"),
        *("<p>a</p>", "<p>" * 900, "<a href='x' onclick='y'>", "tel:", "a@", "@", "http://["),
    ]
)
EINGABEN = st.one_of(ROH, WERTE.map(lambda text: quote(text, safe="")))


def vorsilbe(modell: type[models.Model]) -> str:
    return f"admin/{modell._meta.app_label}/{modell._meta.model_name}/"


@cache
def namen(route: str) -> tuple[str, ...]:
    """Give what the page at `route` may read of its query: of the list, its filters and columns."""
    for modell, verwaltung in admin.site._registry.items():
        if route.startswith(vorsilbe(modell)):
            felder = [feld.name for feld in modell._meta.get_fields()]
            vergleiche = [f"{feld}{art}" for feld in felder for art in VERGLEICHE]
            return (*LISTE * 8, *filternamen(verwaltung) * 4, *vergleiche)
    return (*LISTE, *AUSWAHL * 2)


def filternamen(verwaltung: ModelAdmin) -> tuple[str, ...]:
    """Give the parameters of the filters beside the list."""
    gefunden = []
    for eintrag in (*verwaltung.list_filter, verwaltung.date_hierarchy):
        art = eintrag[0] if isinstance(eintrag, tuple) else eintrag
        if name := getattr(art, "parameter_name", None):
            gefunden.append(name)
        elif isinstance(art, str):
            gefunden += [f"{art}{vergleich}" for vergleich in VERGLEICHE]
    return tuple(gefunden)


class Buero:
    """Rows of everything that the admin shows, and a browser that may do everything there."""

    def __init__(self, client: Client) -> None:
        vieles = Vieles()
        self.client = client
        self.zeilen = {
            vorsilbe(type(zeile)): zeile.pk
            for zeile in (
                *vieles.erste.values(),
                *(m._default_manager.first() for m in admin.site._registry),
            )
        }

    def werte(self, muster: Muster, ziehen: Any) -> dict[str, object]:
        """Give something for each parameter of `muster`, mostly what leads somewhere."""
        treffer = [pk for davor, pk in self.zeilen.items() if muster.route.startswith(davor)]
        bekannt = [st.just(quote(str(pk))) for pk in treffer[:1]] * 6
        return {
            name: ziehen(st.one_of(*bekannt, st.just("csv"), EINGABEN.filter(bool)), label=name)
            for _, name in muster.parameter
        }

    def fragen(self, methode: str, adresse: str, *koerper: Any, **art: Any) -> Any:
        """Ask, and take back what that has changed; exceptions of ours are raised."""
        kekse = self.client.cookies.copy()
        with transaction.atomic():
            antwort = self.client.generic(methode, adresse, *koerper, **art)
            antwort.getvalue()
            transaction.set_rollback(True)
        self.client.cookies = kekse
        assert antwort.status_code < 500, antwort.status_code
        for name, wert in antwort.items():
            assert not {"\r", "\n", "\0"} & set(f"{name}{wert}")
        assert urlsplit(antwort.get("Location", "")).netloc in {"", "testserver"}
        return antwort


@pytest.fixture
def buero(sb: Client) -> Buero:
    return Buero(sb)


def test_there_is_a_row_of_everything(buero: Buero) -> None:
    """Else nothing could be opened and changed."""
    assert buero.zeilen.keys() == {vorsilbe(modell) for modell in admin.site._registry}


def test_every_page_of_the_admin_takes_every_query(buero: Buero) -> None:
    assert len(MUSTER) > 100
    for muster in MUSTER:
        nachfragen(muster, buero)


def nachfragen(muster: Muster, buero: Buero) -> None:
    name = st.sampled_from(namen(muster.route))
    paar = st.tuples(st.one_of(name, name, name, ROH), EINGABEN).map("=".join)

    @WIE_OFT
    @given(daten=st.data())
    def eine(daten: Any) -> None:
        adresse = muster.adresse(**buero.werte(muster, daten.draw))
        adresse = adresse.replace("?", "%3f").replace("#", "%23")
        query = "&".join(daten.draw(st.lists(paar, min_size=1, max_size=4), label="query"))
        buero.fragen("GET", f"{adresse}?{query}")

    eine()


def test_every_form_of_the_admin_takes_everything(buero: Buero) -> None:
    formulare = list(alle_formulare(buero))
    seiten = {f"/{davor}{quote(str(pk))}/change/" for davor, pk in buero.zeilen.items()}
    assert seiten - {adresse for adresse, _ in formulare} == set()
    for adresse, felder in formulare:
        absenden(adresse, felder, buero)


def alle_formulare(buero: Buero) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the address of each form that stands on a page of the admin, and what it sends."""
    for muster in MUSTER:
        passend = [pk for davor, pk in buero.zeilen.items() if muster.route.startswith(davor)]
        if any(art == "int" for art, _ in muster.parameter) or len(muster.parameter) > 1:
            continue
        pk = quote(str(passend[0])) if passend else "1"
        adresse = muster.adresse(**{name: pk for _, name in muster.parameter})
        antwort = buero.fragen("GET", adresse)
        if antwort.status_code == 200 and antwort["Content-Type"].startswith("text/html"):
            for kennung in re.findall(r'<form\b(?=[^>]*"post")[^>]*\bid="([^"]+)"', antwort.text):
                if kennung not in OHNE_FORMULARE:
                    yield adresse, formular(antwort.content, kennung) | AKTION.get(kennung, {})


def absenden(adresse: str, felder: dict[str, Any], buero: Buero) -> None:
    @WIE_OFT
    @given(daten=st.data())
    def eines(daten: Any) -> None:
        # Most stay right: else no form would come past its first check.
        falsche = daten.draw(st.sets(st.sampled_from(sorted(felder)), max_size=4), label="falsche")
        paare = []
        for name, wert in felder.items():
            for einer in wert if isinstance(wert, list) else [wert]:
                roh = daten.draw(EINGABEN, label=name) if name in falsche else quote(str(einer))
                paare.append(f"{quote(name)}={roh}")
        paare += daten.draw(st.lists(ROH, max_size=1))
        buero.fragen("POST", adresse, "&".join(paare), content_type=ARTEN[0])

    eines()
