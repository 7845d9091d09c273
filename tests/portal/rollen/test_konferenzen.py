"""A colleague's conferences: nothing of another Stadtteil is reached, offered, counted or given."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from konferenzen.models import Konferenz, Status
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.konferenzen.vorgaenge.schritte import adresse, ausfuehren, uebergabe
from tests.rollen import angemeldet, betreuung, konto
from tests.seitenformular import formular
from tests.verwaltung import (
    LISTE,
    aktion,
    fehler,
    form_url,
    frisch,
    offen,
    offene_liste,
    zeile,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
ANLEGEN = reverse("admin:konferenzen_konferenz_add")
FORTGEGEBEN = (
    "So gehört der Eintrag zu keinem Ihrer Stadtteile mehr, oder auch zu einem anderen. Bitte "
    "wählen Sie nur Stadtteile, die Ihnen zugeordnet sind, und mindestens einen davon."
)
NICHT_DABEI = (
    "Das gehört nicht zu Ihren Stadtteilen, oder es ist nicht mehr da. Bitte wählen Sie etwas "
    "anderes."
)


@pytest.fixture
def welper() -> Stadtteil:
    return f.stadtteil("Welper")


@pytest.fixture
def holthausen() -> Stadtteil:
    return f.stadtteil("Holthausen")


@pytest.fixture
def kollegin(welper: Stadtteil) -> Client:
    return betreuung(welper)


@pytest.fixture
def eigene(welper: Stadtteil) -> Konferenz:
    return f.konferenz(stadtteil=welper, beginn=MONTAG)


@pytest.fixture
def fremde(holthausen: Stadtteil) -> Konferenz:
    return f.konferenz(stadtteil=holthausen, beginn=MONTAG)


def stadtweit() -> Konferenz:
    return f.konferenz(art="themenkonferenz", titel="Für alle", beginn=MONTAG)


def vorschlaege(client: Client, modell: str, feld: str) -> list[str]:
    """Give what the choice of this field offers."""
    app, name = modell.split(".")
    antwort = client.get(
        reverse("admin:autocomplete"), {"app_label": app, "model_name": name, "field_name": feld}
    )
    return sorted(zeile["text"] for zeile in antwort.json()["results"])


def test_the_list_shows_and_counts_only_what_is_the_colleagues(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    stadtweit()
    seite = kollegin.get(LISTE, {"_facets": "True"})
    assert list(seite.context["cl"].result_list) == [eigene]
    assert (seite.context["cl"].result_count, seite.context["cl"].full_result_count) == (1, 1)
    assert "Holthausen" not in seite.text
    assert list(kollegin.get(LISTE, {"q": "Holthausen"}).context["cl"].result_list) == []
    nur_fremde = {"stadtteil__id__exact": fremde.stadtteil_id}
    assert list(kollegin.get(LISTE, nur_fremde).context["cl"].result_list) == []


def test_every_way_to_a_foreign_conference_is_refused_and_changes_nothing(
    kollegin: Client, sb: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    for konferenz in (fremde, stadtweit()):
        seite = form_url(konferenz)
        gesendet = offen(sb, konferenz) | {"beginn_1": "20:00"}
        assert kollegin.get(f"{seite}?_to_field=id").status_code == 403
        assert kollegin.post(seite, gesendet).status_code == 403
        assert kollegin.post(seite.replace("change", "delete"), {"post": "yes"}).status_code == 403
        for name in ("absagen", "verlegen", "zurueckziehen", "veroeffentlichen"):
            assert kollegin.get(adresse(name, konferenz)).status_code == 403
            assert kollegin.post(adresse(name, konferenz), {"grund": "X"}).status_code == 403
        beide = adresse("absagen", eigene, konferenz)
        assert kollegin.get(beide).status_code == 403
        assert kollegin.post(beide, {"grund": "X", "ausfuehren": ""}).status_code == 403
        assert (frisch(konferenz).version, frisch(konferenz).status) == (1, Status.OEFFENTLICH)
    assert frisch(eigene).version == 1


@pytest.mark.parametrize("name", ["absagen", "veroeffentlichen", "akteure_uebernehmen"])
def test_an_action_with_a_foreign_row_ticked_by_hand_is_refused_as_a_whole(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz, name: str
) -> None:
    for stadtteil in (eigene.stadtteil, fremde.stadtteil):
        f.akteur().stadtteile.add(stadtteil)
    assert aktion(kollegin, name, eigene, fremde).status_code == 403
    assert aktion(kollegin, name, fremde).status_code == 403
    assert [k.einladungen.count() for k in (eigene, fremde)] == [0, 0]
    assert aktion(kollegin, name, eigene).status_code in {200, 302}  # asked, or led on


def test_deleting_by_an_action_is_refused_also_at_its_second_step(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    eigene, fremde = (f.konferenz(stadtteil=s, status=Status.ENTWURF) for s in (welper, holthausen))
    assert aktion(kollegin, "delete_selected", eigene, fremde, post="yes").status_code == 403
    assert Konferenz.objects.count() == 2
    assert aktion(kollegin, "delete_selected", eigene, post="yes").status_code == 302
    assert list(Konferenz.objects.all()) == [fremde]


def test_all_rows_of_the_list_are_all_of_the_colleagues(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    antwort = aktion(kollegin, "absagen", eigene, select_across="1")
    assert antwort["Location"] == adresse("absagen", eigene)


def test_a_row_smuggled_into_the_editable_list_is_refused(
    kollegin: Client, sb: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    alles = offene_liste(sb)
    for konferenz in (eigene, fremde):
        alles |= {f"{zeile(alles, konferenz)}-beginn_1": "16:00"}
    assert kollegin.post(LISTE, alles).status_code == 403
    assert [frisch(k).version for k in (eigene, fremde)] == [1, 1]

    daten = offene_liste(kollegin)
    daten |= {f"{zeile(daten, eigene)}-beginn_1": "16:00"}
    assert kollegin.post(LISTE, daten).status_code == 302
    assert frisch(eigene).beginn == MONTAG - timedelta(hours=1)


def test_a_colleague_does_everything_with_an_own_conference(
    kollegin: Client, eigene: Konferenz
) -> None:
    assert (
        kollegin.post(form_url(eigene), offen(kollegin, eigene) | {"beginn_1": "16:00"}).status_code
        == 302
    )
    assert frisch(eigene).sequenz == 2
    ausfuehren(kollegin, adresse("absagen", eigene), grund="Der Raum fehlt.")
    assert frisch(eigene).status == Status.ABGESAGT


def test_a_conference_is_not_given_away(
    kollegin: Client, eigene: Konferenz, holthausen: Stadtteil
) -> None:
    daten = offen(kollegin, eigene) | {"titel": "Behalten"}
    antwort = kollegin.post(form_url(eigene), daten | {"stadtteil": holthausen.pk})
    assert fehler(antwort)["stadtteil"][0] == NICHT_DABEI
    assert "Holthausen" not in antwort.text

    fuer_alle = {"stadtteil": "", "art": "themenkonferenz"}
    antwort = kollegin.post(form_url(eigene), daten | fuer_alle)
    assert fehler(antwort) == {"__all__": [FORTGEGEBEN]}
    assert formular(antwort.content, "konferenz_form")["titel"] == "Behalten"
    assert (frisch(eigene).version, frisch(eigene).stadtteil) == (1, eigene.stadtteil)


def test_a_new_conference_is_for_an_own_stadtteil(
    kollegin: Client, welper: Stadtteil, holthausen: Stadtteil
) -> None:
    daten = formular(kollegin.get(ANLEGEN).content, "konferenz_form")
    daten |= {"art": "sprechstunde", "titel": "Sprechstunde"}
    fremd = kollegin.post(ANLEGEN, daten | {"stadtteil": holthausen.pk})
    assert fehler(fremd)["stadtteil"][0] == NICHT_DABEI
    assert fehler(kollegin.post(ANLEGEN, daten)) == {"__all__": [FORTGEGEBEN]}
    assert not Konferenz.objects.exists()

    assert kollegin.post(ANLEGEN, daten | {"stadtteil": welper.pk}).status_code == 302
    assert Konferenz.objects.get().stadtteil == welper


def test_whoever_comes_too_late_reads_403_and_nothing_is_saved(
    kollegin: Client, eigene: Konferenz, holthausen: Stadtteil
) -> None:
    daten = offen(kollegin, eigene)
    Konferenz.objects.update(stadtteil=holthausen)
    assert kollegin.post(form_url(eigene), daten | {"beginn_1": "16:00"}).status_code == 403
    assert frisch(eigene).beginn == MONTAG


def test_a_row_that_is_nowhere_leads_back_as_ever(kollegin: Client) -> None:
    for schluessel in ("999999", "9" * 30, "unsinn", "%00"):
        antwort = kollegin.get(f"/admin/konferenzen/konferenz/{schluessel}/change/")
        assert antwort.status_code in {302, 400}


def test_choices_offer_nothing_foreign(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    f.ortsteil("Hüttenau", eigene.stadtteil)
    f.ortsteil("Oberholthausen", fremde.stadtteil)
    f.ortsteil("Niederwenigern")
    for name, stadtteil in (("Unser Verein", eigene.stadtteil), ("Ihr Verein", fremde.stadtteil)):
        f.akteur(name).stadtteile.add(stadtteil)
    f.akteur("Stadtweiter Verein")
    stadtweit()
    assert vorschlaege(kollegin, "konferenzen.konferenz", "stadtteil") == ["Welper"]
    assert vorschlaege(kollegin, "konferenzen.konferenz", "ortsteile") == ["Hüttenau"]
    assert vorschlaege(kollegin, "aktuelles.beitrag", "konferenz") == [str(eigene)]
    assert vorschlaege(kollegin, "konferenzen.einladung", "akteur") == [
        "Stadtweiter Verein",
        "Unser Verein",
    ]


def einladen(client: Client, konferenz: Konferenz, **felder: Any) -> Any:
    daten = offen(client, konferenz)
    return client.post(form_url(konferenz), daten | felder)


def test_who_is_invited_already_stays_and_no_foreign_akteur_is_added(
    kollegin: Client, eigene: Konferenz, holthausen: Stadtteil
) -> None:
    gast, fremder = f.akteur("Gast"), f.akteur("Fremder")
    for akteur in (gast, fremder):
        akteur.stadtteile.add(holthausen)
    eigene.einladungen.create(akteur=gast)

    assert einladen(kollegin, eigene, **{"einladungen-0-notiz": "kommt"}).status_code == 302
    antwort = einladen(
        kollegin,
        eigene,
        **{"einladungen-TOTAL_FORMS": "2", "einladungen-1-konferenz": str(eigene.pk)},
        **{"einladungen-1-akteur": str(fremder.pk), "einladungen-1-reihenfolge": "0"},
    )
    assert antwort.status_code == 200
    assert "Fremder" not in antwort.text
    assert [(e.akteur, e.notiz) for e in eigene.einladungen.all()] == [(gast, "kommt")]


def test_ortsteile_of_others_stay_named(kollegin: Client, eigene: Konferenz) -> None:
    niederwenigern = f.ortsteil("Niederwenigern")
    eigene.ortsteile.add(niederwenigern)
    daten = offen(kollegin, eigene)
    antwort = kollegin.post(form_url(eigene), daten | {"ortsteile": []})
    assert fehler(antwort) == {
        "ortsteile": ["Das gehört zu anderen Stadtteilen und bleibt stehen: Niederwenigern."]
    }
    assert kollegin.post(form_url(eigene), daten | {"titel": "Anders"}).status_code == 302
    assert [frisch(eigene).titel, *eigene.ortsteile.all()] == ["Anders", niederwenigern]


def test_documents_are_given_out_only_of_own_conferences(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    for konferenz, name in ((eigene, "unterlagen/e.pdf"), (fremde, "unterlagen/f.pdf")):
        default_storage.save(name, ContentFile(b"Inhalt"))
        konferenz.unterlagen.create(titel="Protokoll", datei=name)
    eigene_datei, fremde_datei = (
        reverse("admin:datei", args=[f"unterlagen/{name}.pdf"]) for name in "ef"
    )
    assert kollegin.get(eigene_datei).getvalue() == b"Inhalt"
    assert kollegin.get(fremde_datei).status_code == 403


def test_a_round_counts_what_its_list_shows(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    runde = eigene.runde
    assert runde is not None
    assert fremde.runde == runde
    seite = kollegin.get(reverse("admin:konferenzen_runde_changelist"))
    assert "1 Konferenz bearbeiten" in seite.text
    url = reverse("admin:konferenzen_runde_change", args=[runde.pk])
    assert kollegin.post(url, {"name": "Anders"}).status_code == 403


def test_a_venue_is_looked_at_with_own_conferences_only(
    kollegin: Client, eigene: Konferenz, fremde: Konferenz
) -> None:
    haus, neu = f.ort("Haus"), f.ort("Neues Haus")
    Konferenz.objects.update(ort=haus, raum_geteilt=True)
    url = reverse("admin:konferenzen_veranstaltungsort_change", args=[haus.pk])
    seite = kollegin.get(url)
    assert form_url(eigene) in seite.text
    assert form_url(fremde) not in seite.text
    assert "Holthausen" not in seite.text
    assert "uebergeben" not in seite.text
    assert kollegin.post(url, {"name": "Anders"}).status_code == 403
    assert kollegin.get(uebergabe(haus)).status_code == 403
    umzug = {"ziel": neu.pk, "konferenzen": [eigene.pk, fremde.pk], "grund": "X"}
    assert kollegin.post(uebergabe(haus), umzug | {"ausfuehren": ""}).status_code == 403
    assert {frisch(k).ort for k in (eigene, fremde)} == {haus}


def test_without_a_stadtteil_there_is_nothing_to_see_and_nothing_to_add(
    eigene: Konferenz,
) -> None:
    client = angemeldet(konto("Stadtteilbetreuung"))
    assert list(client.get(LISTE).context["cl"].result_list) == []
    assert client.get(form_url(eigene)).status_code == 403
    assert client.get(ANLEGEN).status_code == 403
    assert "addlink" not in client.get(reverse("admin:index")).text


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_list_costs_the_same_however_many_conferences(
    kollegin: Client,
    welper: Stadtteil,
    holthausen: Stadtteil,
    django_assert_num_queries: DjangoAssertNumQueries,
    anzahl: int,
) -> None:
    for nummer in range(anzahl):
        for stadtteil in (welper, holthausen):
            beginn = MONTAG + timedelta(days=nummer)
            f.konferenz(stadtteil=stadtteil, beginn=beginn, runde=f.runde(f"R{nummer}"))
    with django_assert_num_queries(9):
        assert len(kollegin.get(LISTE).context["cl"].result_list) == anzahl


@pytest.mark.parametrize("anzahl", [1, 30])
def test_asking_for_each_of_many_rows_costs_the_same(
    kollegin: Client,
    welper: Stadtteil,
    django_assert_num_queries: DjangoAssertNumQueries,
    anzahl: int,
) -> None:
    entwuerfe = [
        f.konferenz(stadtteil=welper, status=Status.ENTWURF, runde=f.runde(f"R{nummer}"))
        for nummer in range(anzahl)
    ]
    with django_assert_num_queries(16):
        assert aktion(kollegin, "delete_selected", *entwuerfe).status_code == 200
