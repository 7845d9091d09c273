"""A list narrows by what it offers: nobody reads from it what its admin does not show."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.test import Client
from django.urls import reverse

from hattingen_portal.anmeldung.models import Anmeldesperre
from hattingen_portal.grundlage.verwaltung.ausgabe import MitAusgabe
from hattingen_portal.post.models import Sendung
from tests import fabriken as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MODELLE = list(admin.site._registry)
# Columns that no page of the admin shows, of the model itself and of those behind it.
VERBORGENES = {
    "auth.User": ("password__startswith", "password", "zustaendigkeiten__konto__password__gte"),
    "hattingen_portal.Sendung": ("text__contains", "text", "vertraulich__exact", "an__contains"),
    "hattingen_portal.Anmeldesperre": ("post_data__contains", "get_data__contains", "user_agent"),
    "hattingen_portal.Meldung": ("text__contains", "notiz__startswith", "email", "sendungen__text"),
    "akteure.Akteur": ("kontakt__email__startswith", "kontakt__notiz__contains", "kontakt__name"),
}


def adressen(modell: type[models.Model]) -> list[str]:
    name = f"admin:{modell._meta.app_label}_{modell._meta.model_name}"
    ausgeben = [reverse(f"{name}_ausgeben", args=["csv"])] if _gibt_aus(modell) else []
    return [reverse(f"{name}_changelist"), *ausgeben]


def _gibt_aus(modell: type[models.Model]) -> bool:
    verwaltung = admin.site.get_model_admin(modell)
    return isinstance(verwaltung, MitAusgabe) and bool(verwaltung.spalten)


@pytest.mark.parametrize("modell", MODELLE, ids=lambda modell: modell.__name__)
def test_a_column_that_the_list_does_not_offer_narrows_nothing(
    sb: Client, modell: type[models.Model]
) -> None:
    verwaltung: Any = admin.site.get_model_admin(modell)
    angeboten = {verwaltung.date_hierarchy}
    for eintrag in verwaltung.list_filter:
        angeboten.add(eintrag[0] if isinstance(eintrag, tuple) else str(eintrag))
    spalten = [feld.name for feld in modell._meta.get_fields() if feld.name not in angeboten]
    wege = [f"{name}{ende}" for name in spalten for ende in ("", "__gte", "__isnull", "__regex")]
    wege += VERBORGENES.get(modell._meta.label, ())
    assert wege
    assert [weg for weg in wege if verwaltung.lookup_allowed(weg, "a", None)] == []
    for adresse in adressen(modell):
        assert sb.get(adresse, {wege[-1]: "a"}).status_code == 400, adresse


def test_no_mail_and_no_password_is_read_letter_by_letter(sb: Client) -> None:
    Sendung.objects.create(an=["a@example.org"], betreff="Link", text="geheim", vertraulich=True)
    User.objects.create_user("andere", password="ein langes Wort")
    for modell, weg in (
        (Sendung, "text__contains"),
        (User, "password__startswith"),
        (Anmeldesperre, "post_data__contains"),
    ):
        for adresse in adressen(modell):
            treffer = sb.get(adresse, {weg: "geheim"})
            daneben = sb.get(adresse, {weg: "anders"})
            assert (treffer.status_code, treffer.content) == (400, daneben.content)


@pytest.mark.parametrize("modell", MODELLE, ids=lambda modell: modell.__name__)
def test_whatever_the_list_offers_works(sb: Client, modell: type[models.Model]) -> None:
    """Follow the choices of every filter that the page shows."""
    welper = f.stadtteil("Welper")
    f.ortsteil("Dorf", welper)
    f.konferenz(stadtteil=welper, ort=f.ort(), beginn=f.berlin(2026, 2, 2, 17))
    f.beitrag().stadtteile.add(welper)
    verein = f.akteur()
    verein.stadtteile.add(welper)
    verein.kategorien.add(f.kategorie("Schulen"))
    f.ansprechperson().stadtteile.add(welper)
    Sendung.objects.create(an=["a@example.org"], betreff="x", text="x")
    liste = adressen(modell)[0]
    cl = sb.get(liste).context["cl"]
    verwaltung: Any = admin.site.get_model_admin(modell)
    angebote = {wahl["query_string"] for filter_ in cl.filter_specs for wahl in filter_.choices(cl)}
    if verwaltung.date_hierarchy:
        angebote.add(
            f"?{verwaltung.date_hierarchy}__year=2026&{verwaltung.date_hierarchy}__month=2"
        )
    for angebot in angebote:
        assert sb.get(liste + angebot).status_code == 200, angebot


@pytest.mark.parametrize("modell", MODELLE, ids=lambda modell: modell.__name__)
@pytest.mark.parametrize("schluessel", ["", "x", "2026-01-01", "9" * 40])
def test_a_chosen_row_that_none_can_be_is_refused(
    sb: Client, modell: type[models.Model], schluessel: str
) -> None:
    liste = reverse(f"admin:{modell._meta.app_label}_{modell._meta.model_name}_changelist")
    gewaehlt = {"action": "delete_selected", "_selected_action": ["1", schluessel], "index": "0"}
    assert sb.post(liste, gewaehlt).status_code == 400


@pytest.mark.parametrize("seite", ["change", "delete"])
def test_a_window_of_its_own_may_leave_out_the_column(sb: Client, seite: str) -> None:
    adresse = reverse(f"admin:quartiere_stadtteil_{seite}", args=[f.stadtteil("Welper").pk])
    antwort = sb.get(f"{adresse}?_to_field=")
    assert (antwort.status_code, "Welper" in antwort.text) == (200, True)
