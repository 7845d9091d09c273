"""Another Stadtteil's conference is closed to a colleague by every page, action, choice and file.

The pages and actions come from the admin itself, so that a new one is tried as well.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from konferenzen.models import Konferenz, Status
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.blatt import csv_zeilen, excel_zeilen
from tests.rollen import betreuung
from tests.seitenformular import formular
from tests.verwaltung import LISTE, aktion, frisch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
RUNDEN = reverse("admin:konferenzen_runde_changelist")
OHNE_ZEILE = {"konferenzen_konferenz_vorgang", "konferenzen_konferenz_ausgeben"}
FREMD = "Konferenzen in Holthausen betreuen andere. Diese Zeile können Sie nicht übernehmen."


@pytest.fixture
def welper() -> Stadtteil:
    return f.stadtteil("Welper")


@pytest.fixture
def kollegin(welper: Stadtteil) -> Client:
    return betreuung(welper)


@pytest.fixture
def eigene(welper: Stadtteil) -> Konferenz:
    return f.konferenz(stadtteil=welper, beginn=MONTAG)


@pytest.fixture
def fremde() -> Konferenz:
    return f.konferenz(stadtteil=f.stadtteil("Holthausen"), beginn=MONTAG)


def seiten(konferenz: Konferenz) -> dict[str, str]:
    """Give each page of the admin that is about this one conference, by its name."""
    namen = {url.name for url in admin.site.get_model_admin(Konferenz).urls}
    namen -= OHNE_ZEILE | {"konferenzen_konferenz_changelist", "konferenzen_konferenz_add", None}
    pfade = {name: reverse(f"admin:{name}", args=[konferenz.pk]) for name in namen}
    anlegen = reverse("admin:konferenzen_konferenz_add")
    return pfade | {
        "vorlage": f"{anlegen}?vorlage={konferenz.pk}",
        "mehrere": reverse("admin:konferenzen_konferenz_vorgang", args=["absagen"])
        + f"?konferenzen={konferenz.pk}",
    }


def aktionen(rf: RequestFactory) -> list[str]:
    anfrage = rf.get(LISTE)
    anfrage.user = User(is_superuser=True, is_active=True)
    return list(admin.site.get_model_admin(Konferenz).get_actions(anfrage))


@pytest.mark.parametrize("status", [Status.OEFFENTLICH, Status.ENTWURF])
def test_no_page_of_a_foreign_conference_opens_or_takes_anything(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz, status: Status
) -> None:
    daten = {"art": "themenkonferenz", "titel": "Thema", "beginn": MONTAG, "status": status}
    stadtweit, anderswo = (f.konferenz(stadtteil=s, **daten) for s in (None, fremde.stadtteil))
    for konferenz in (stadtweit, anderswo):
        for name, pfad in seiten(konferenz).items():
            assert (name, kollegin.get(pfad).status_code) == (name, 403)
            gesendet = {"post": "yes", "grund": "X", "ausfuehren": ""}
            assert (name, kollegin.post(pfad, gesendet).status_code) == (name, 403)
        assert (frisch(konferenz).version, frisch(konferenz).status) == (1, status)
    offen = {name: kollegin.get(pfad).status_code for name, pfad in seiten(eigene).items()}
    assert 403 not in offen.values(), offen
    assert {"konferenzen_konferenz_pressetext", "konferenzen_konferenz_vorschaulink"} < set(offen)


def test_no_action_takes_a_foreign_row_ticked_by_hand(
    rf: RequestFactory, kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    alle = aktionen(rf)
    assert {"delete_selected", "absagen", "anpassen", "ausgeben_csv", "ausgeben_xlsx"} < set(alle)
    for name in alle:
        for zeilen in ([fremde], [eigene, fremde]):
            antwort = aktion(kollegin, name, *zeilen, post="yes", bestaetigt="ja")
            assert (name, antwort.status_code) == (name, 403)
    assert [frisch(k).version for k in (eigene, fremde)] == [1, 1]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_holds_own_rows_alone(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz, form: str
) -> None:
    f.konferenz(art="themenkonferenz", titel="Für alle", beginn=MONTAG)
    lesen: Any = csv_zeilen if form == "csv" else excel_zeilen
    ausgabe = reverse("admin:konferenzen_konferenz_ausgeben", args=[form])
    for auswahl in ("", f"?stadtteil__id__exact={fremde.stadtteil_id}", "?q=Holthausen"):
        zeilen = lesen(kollegin.get(ausgabe + auswahl).content)[1:]
        assert [zeile[0] for zeile in zeilen] == ([] if auswahl else [eigene.bezeichnung])
    alle = aktion(kollegin, f"ausgeben_{form}", eigene, select_across="1")
    assert [zeile[0] for zeile in lesen(alle.content)[1:]] == [eigene.bezeichnung]


def test_a_round_is_planned_for_own_stadtteile_alone(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    assert eigene.runde is not None
    f.runde("Herbst 2026")
    seite = reverse("admin:konferenzen_runde_planen")
    auftrag = f"?vorlage={eigene.runde.pk}&name=Herbst+2026&von=2026-09-01&bis=2026-11-01"
    gezeigt = kollegin.get(seite + auftrag)
    assert [str(zeile.stadtteil) for zeile in gezeigt.context["form"].zeilen] == ["Welper"]
    assert "Holthausen" not in gezeigt.text

    daten = formular(gezeigt.content, "planung_form")
    dazu = {
        k.replace(f"stadtteil-{eigene.stadtteil_id}-", f"stadtteil-{fremde.stadtteil_id}-"): wert
        for k, wert in daten.items()
    }
    kollegin.post(seite + auftrag, dazu | daten | {"entwuerfe": ""})
    neue = Konferenz.objects.filter(runde__name="Herbst 2026")
    assert [k.stadtteil for k in neue] == [eigene.stadtteil]

    neu = kollegin.get(seite + auftrag.replace("Herbst", "Winter"))
    assert list(neu.context["form"].errors) == ["name"]  # rounds are the office's


def test_a_list_is_read_in_for_own_stadtteile_alone(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    assert eigene.runde is not None
    seite = reverse("admin:konferenzen_runde_einlesen")
    liste = "Welper | Di., 27.1.2026, 17–19 Uhr | |\nHolthausen | Di., 27.1.2026, 17–19 Uhr | |"
    daten = formular(kollegin.get(seite).content, "einlesen_form")
    assert "neue_runde" not in daten
    gelesen = kollegin.post(seite, daten | {"runde": eigene.runde.pk, "liste": liste, "lesen": ""})
    _, holthausen = gelesen.context["zeilen"]
    assert FREMD in gelesen.text
    assert "26. Januar" not in str(holthausen)
    daten = formular(gelesen.content, "einlesen_form")
    daten |= {"z1__nehmen": "on", "z1__angeboten": "ja", "grund": "X", "weiter": ""}
    gezeigt = kollegin.post(seite, daten)
    daten = formular(gezeigt.content, "einlesen_form") | {"z1__nehmen": "on", "ausfuehren": ""}
    assert kollegin.post(seite, daten).status_code == 302
    assert [frisch(k).sequenz for k in (eigene, fremde)] == [2, 1]


def test_a_round_is_not_copied_and_its_press_text_tells_what_is_public(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    runde = eigene.runde
    assert runde is not None
    f.konferenz(stadtteil=f.stadtteil("Mitte"), status=Status.ENTWURF, titel="Streng geheim")
    kopieren = reverse("admin:konferenzen_runde_kopieren", args=[runde.pk])
    assert kollegin.get(kopieren).status_code == 403
    gesendet = {"name": "Herbst 2026", "konferenzen": [eigene.pk, fremde.pk]}
    assert kollegin.post(kopieren, gesendet).status_code == 403
    presse = kollegin.get(reverse("admin:konferenzen_runde_pressetext", args=[runde.pk]))
    assert presse.status_code == 200
    assert "geheim" not in presse.text
    assert "Entwurf" not in presse.text
    f.konferenz(
        art="sprechstunde", titel="X", runde=runde, stadtteil=eigene.stadtteil, status="entwurf"
    )
    presse = kollegin.get(reverse("admin:konferenzen_runde_pressetext", args=[runde.pk]))
    assert "Ein Entwurf dieser Runde ist noch nicht öffentlich" in presse.text
    runden = kollegin.get(RUNDEN).text
    assert (kopieren in runden, reverse("admin:konferenzen_runde_add") in runden) == (False, False)
