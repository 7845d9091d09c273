"""Every page of the admin asks the database as often for thirty rows as for one.

The addresses come from the admin itself: a new one without a rule here lets the first test fail.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hattingen_portal.grundlage.verwaltung.ausgabe import MitAusgabe
from konferenzen.models import Konferenz
from tests.portal.rollen.test_matrix import namen
from tests.portal.vieles import JEMAND, Vieles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
Abruf = Callable[[], Any]
MODELLE = {f"{m._meta.app_label}_{m._meta.model_name}": m for m in admin.site._registry}
AUSGEBBAR = [name for name, m in MODELLE.items() if isinstance(admin.site._registry[m], MitAusgabe)]
LISTEN, ZEILEN = ("changelist", "add"), ("change", "history", "delete")
# Pages of one row besides those that every model has.
WEITERE = {
    "akteure_akteur_privates",
    "aktuelles_beitrag_vorschaulink",
    "auth_user_password_change",
    "hattingen_portal_meldung_antworten",
    "hattingen_portal_meldung_vorschlaege",
    "konferenzen_konferenz_absagen",
    "konferenzen_konferenz_anpassen",
    "konferenzen_konferenz_pressetext",
    "konferenzen_konferenz_festlegen",
    "konferenzen_konferenz_verlegen",
    "konferenzen_konferenz_verschieben",
    "konferenzen_konferenz_vorschaulink",
    "konferenzen_konferenz_wieder-ansetzen",
    "konferenzen_konferenz_zurueckziehen",
    "konferenzen_konferenz_veroeffentlichen",
    "konferenzen_runde_kopieren",
    "konferenzen_runde_pressetext",
    "konferenzen_veranstaltungsort_uebergeben",
    "fremder_faktor",
}
# Pages that show rows of several kinds.
SEITEN = {
    "index",
    "app_list",
    "autocomplete",
    "konferenzen_runde_planen",
    "konferenzen_konferenz_vorgang",
    "personendaten",
}
OHNE_ZEILEN = {
    "absichern",
    "absichern_qr",
    "anmeldung_code",
    "datei",
    "handbuch",
    "handbuch_anmelden",
    "hattingen_portal_sendung_erneut",
    "jsi18n",
    "konferenzen_ferien_einlesen",
    "konferenzen_runde_einlesen",  # the rows of a list: konferenzen/einlesen/test_abfragen.py
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "sitzung",
    "view_on_site",
    None,  # Django's old addresses of rows, which lead on, and what is no address
}


def test_every_address_of_the_admin_has_a_rule() -> None:
    je_modell = {f"{m}_{seite}" for m in MODELLE for seite in (*LISTEN, *ZEILEN)}
    je_modell |= {f"{m}_ausgeben" for m in AUSGEBBAR}
    assert namen() == je_modell | WEITERE | SEITEN | OHNE_ZEILEN


def test_thirty_rows_cost_no_more_than_one(sb: Client) -> None:
    vieles = Vieles()
    zahlen(sb, vieles)  # what Django looks up once for all requests
    eine = zahlen(sb, vieles)
    for n in range(2, 30):
        vieles.dazu(n)
    dreissig = zahlen(sb, vieles)
    assert {n: (eine[n], dreissig[n]) for n in eine if dreissig[n] > eine[n]} == {}
    # Session, account, names to choose among, count, rows, and what waits in the sidebar.
    for liste in ("konferenzen_konferenz_changelist", "akteure_akteur_changelist"):
        assert (liste, eine[liste], dreissig[liste]) == (liste, 6, 6)


def zahlen(sb: Client, vieles: Vieles) -> dict[str, int]:
    """Give for each page how often it asks the database."""
    gezaehlt = {}
    for name, abruf in abrufe(sb, vieles).items():
        with CaptureQueriesContext(connection) as abfragen:
            antwort = abruf()
        assert antwort.status_code in {200, 302, 403}, (name, antwort.status_code)
        gezaehlt[name] = len(abfragen)
    return gezaehlt


def abrufe(sb: Client, vieles: Vieles) -> dict[str, Abruf]:
    """Give a way to call each page; what an action would save is taken back."""
    kommende = Konferenz.objects.filter(runde=vieles.runde)
    gesammelt: dict[str, Abruf] = {
        "index": _holen(sb, "index"),
        "app_list": _holen(sb, "app_list", "konferenzen"),
        "autocomplete": _holen(
            sb, "autocomplete", app_label="konferenzen", model_name="einladung", field_name="akteur"
        ),
        "konferenzen_runde_planen": _holen(
            sb,
            "konferenzen_runde_planen",
            vorlage=str(vieles.runde.pk),
            name="Herbst 2026",
            von="2026-09-01",
            bis="2026-11-01",
        ),
        "konferenzen_konferenz_vorgang": _holen(
            sb,
            "konferenzen_konferenz_vorgang",
            "absagen",
            konferenzen=",".join(_schluessel(kommende)),
        ),
    }
    gesammelt["personendaten"] = lambda: sb.post(
        reverse("admin:personendaten"), {"adresse": JEMAND}
    )
    anfrage = RequestFactory().get("/")
    anfrage.user = User.objects.get(username="sb")
    for modell, klasse in MODELLE.items():
        schluessel = vieles.erste.get(modell, klasse._default_manager.order_by("pk")[0]).pk
        for seite in LISTEN:
            gesammelt[f"{modell}_{seite}"] = _holen(sb, f"{modell}_{seite}")
        for name in (*(f"{modell}_{seite}" for seite in ZEILEN), *sorted(WEITERE)):
            if name.startswith(f"{modell}_"):
                gesammelt[name] = _holen(sb, name, schluessel)
        if getattr(admin.site._registry[klasse], "spalten", ()):  # else there is no such file
            gesammelt[f"{modell}_ausgeben"] = _holen(sb, f"{modell}_ausgeben", "csv")
        for aktion in admin.site._registry[klasse].get_actions(anfrage):
            gesammelt[f"{modell}: {aktion}"] = _anfangen(sb, klasse, aktion)
    return gesammelt


def _holen(sb: Client, seite: str, /, *wo: Any, **frage: str) -> Abruf:
    return lambda: sb.get(reverse(f"admin:{seite}", args=wo), frage)


def _anfangen(sb: Client, modell: type[models.Model], aktion: str) -> Abruf:
    """Tick all rows, choose the action, and take back what it saves without asking."""

    def abruf() -> HttpResponse:
        ziel = reverse(f"admin:{modell._meta.app_label}_{modell._meta.model_name}_changelist")
        with transaction.atomic():
            antwort = sb.post(
                ziel, {"action": aktion, "_selected_action": _schluessel(modell._default_manager)}
            )
            transaction.set_rollback(True)
        return antwort

    return abruf


def _schluessel(zeilen: Any) -> list[str]:
    return [str(pk) for pk in zeilen.order_by("pk").values_list("pk", flat=True)]
