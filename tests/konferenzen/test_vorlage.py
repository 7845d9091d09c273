"""A conference as the model for a new one: filled in, and saved by nobody but the clerk."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from akteure.models import Akteur
from konferenzen.models import Konferenz, Runde, Status, Unterlage
from tests import fabriken as f
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import aktion, form_url, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

NEU = reverse("admin:konferenzen_konferenz_add")
MONTAG = f.berlin(2026, 1, 26, 17)


def adresse(vorlage: Konferenz) -> str:
    return f"{NEU}?vorlage={vorlage.pk}"


def herbst() -> Runde:
    return f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))


def reiche() -> Konferenz:
    """Give a public conference in which everything is filled in."""
    welper = f.stadtteil("Welper")
    k = f.konferenz(
        stadtteil=welper,
        titel="Treffen",
        beginn=MONTAG,
        form="hybrid",
        ort=f.ort("Haus"),
        online_link="https://example.org/raum",
        raum_geteilt=True,
        beschreibung="Worum es geht.\nZweite Zeile.",
        anmeldung_kontakt="Büro",
        anmeldung_bis=date(2026, 1, 20),
        anmeldung_hinweis="Bitte klingeln.",
        statusgrund="Sturm.",
        status=Status.ABGESAGT,
    )
    k.ortsteile.add(f.ortsteil("Dorf", welper))
    Unterlage.objects.create(konferenz=k, titel="Protokoll", datei="unterlagen/x.pdf")
    for stelle, name in enumerate(("Verein", "Kita")):
        k.einladungen.create(akteur=f.akteur(name), reihenfolge=stelle, notiz="intern")
    k.einladungen.create(akteur=f.akteur("Ruht", stand="ruhend"))
    return k


def gefuellt(antwort: Any) -> dict[str, Any]:
    assert antwort.status_code == 200
    daten = formular(antwort.content, "konferenz_form")
    return {name: wert for name, wert in daten.items() if wert and "csrf" not in name}


def test_the_form_opens_with_what_makes_sense_and_saves_nothing(sb: Client) -> None:
    k, runde = reiche(), herbst()
    antwort = sb.get(adresse(k))
    daten = gefuellt(antwort)
    felder = {
        "art": "stadtteilkonferenz",
        "runde": str(runde.pk),
        "stadtteil": str(k.stadtteil_id),
        "ortsteile": [str(k.ortsteile.get().pk)],
        "titel": "Treffen",
        "form": "hybrid",
        "ort": str(k.ort_id),
        "online_link": "https://example.org/raum",
        "beschreibung": "Worum es geht.\nZweite Zeile.",
        "anmeldung_kontakt": "Büro",
        "anmeldung_hinweis": "Bitte klingeln.",
        "status": "entwurf",
        "version": "1",
    }
    assert {name: wert for name, wert in daten.items() if "-" not in name} == felder
    eingeladene = [wert for name, wert in daten.items() if name.endswith("-akteur")]
    akteure = Akteur.objects.filter(name__in=["Verein", "Kita"])
    assert sorted(eingeladene) == sorted(str(akteur.pk) for akteur in akteure)
    assert daten["einladungen-TOTAL_FORMS"] == "2"
    assert not [name for name in daten if "notiz" in name]
    [hinweis] = Seite(antwort.text).texte("p", "stand")
    assert hinweis.startswith(f"Vorlage ist {k}. Gespeichert ist noch nichts.")
    assert Konferenz.objects.count() == 1


def test_the_copy_is_a_draft_of_its_own_with_the_invitations(sb: Client) -> None:
    k, runde = reiche(), herbst()
    antwort = sb.post(adresse(k), formular(sb.get(adresse(k)).content, "konferenz_form"))
    assert antwort.status_code == 302
    neu = Konferenz.objects.exclude(pk=k.pk).get()
    assert (neu.runde, neu.status, neu.sequenz) == (runde, Status.ENTWURF, 0)
    assert (neu.beginn, neu.ende, neu.anmeldung_bis, neu.statusgrund) == (None, None, None, "")
    assert (neu.veroeffentlicht_am, neu.bisheriger_beginn, neu.letzter_beginn) == (None,) * 3
    assert neu.uid != k.uid
    assert neu.slug != k.slug
    assert neu.raum_geteilt is False
    assert (neu.aenderungen.count(), neu.unterlagen.count()) == (0, 0)
    assert [(e.akteur.name, e.notiz) for e in neu.einladungen.geordnet()] == [
        ("Verein", ""),
        ("Kita", ""),
    ]
    assert list(neu.ortsteile.all()) == list(k.ortsteile.all())


def test_a_refused_copy_keeps_what_was_typed_and_says_its_model(sb: Client) -> None:
    k = reiche()
    daten = formular(sb.get(adresse(k)).content, "konferenz_form") | {"titel": "Neuer Titel"}
    antwort = sb.post(adresse(k), daten)  # there is no later round: it has to be chosen
    assert antwort.context["adminform"].form.errors == {
        "runde": ["Eine Stadtteilkonferenz braucht eine Runde."]
    }
    noch = gefuellt(antwort)
    assert noch["titel"] == "Neuer Titel"
    assert noch["einladungen-TOTAL_FORMS"] == "2"
    assert Seite(antwort.text).texte("p", "stand") != []
    assert Konferenz.objects.count() == 1


def test_another_kind_of_meeting_stays_in_its_round(sb: Client) -> None:
    runde = f.runde()
    herbst()
    k = f.konferenz(art="sprechstunde", titel="Sprechstunde", runde=runde)
    assert gefuellt(sb.get(adresse(k)))["runde"] == str(runde.pk)


def test_a_later_round_that_has_one_already_is_passed_over(sb: Client) -> None:
    k = f.konferenz()
    f.konferenz(stadtteil=k.stadtteil, runde=herbst())
    frei = f.runde("Frühjahr 2027", beginn=date(2027, 1, 1), ende=date(2027, 7, 31))
    assert gefuellt(sb.get(adresse(k)))["runde"] == str(frei.pk)


@pytest.mark.parametrize("schluessel", ["999999", "unsinn", "", "9" * 30, "-1"])
def test_a_model_that_is_gone_leaves_an_empty_form(sb: Client, schluessel: str) -> None:
    antwort = sb.get(f"{NEU}?vorlage={schluessel}")
    assert antwort.status_code == 200
    assert meldungen(antwort) == [
        "Die Vorlage gibt es nicht mehr. Sie können alles selbst eintragen."
    ]
    assert "titel" not in gefuellt(antwort)


def test_the_form_and_the_list_lead_there(sb: Client) -> None:
    k, andere = f.konferenz(), f.konferenz()
    knoepfe = Seite(sb.get(form_url(k)).text).alle("a", "button")
    assert (knoepfe[-1].text, knoepfe[-1].attrs["href"]) == ("Als Vorlage verwenden", adresse(k))
    assert aktion(sb, "als_vorlage", k)["Location"] == adresse(k)
    [gesagt] = meldungen(aktion(sb, "als_vorlage", k, andere))
    assert gesagt.startswith("Bitte wählen Sie genau eine Konferenz als Vorlage.")


def test_who_may_only_add_sees_no_model_and_who_may_only_view_adds_none(client: Client) -> None:
    k = f.konferenz(titel="Geheim")
    person = User.objects.create_user("p", is_staff=True)
    client.force_login(person)
    for recht in ("add_konferenz", "view_konferenz"):
        person.user_permissions.set(Permission.objects.filter(codename=recht))
        assert client.get(adresse(k)).status_code == 403
    assert "vorlage=" not in client.get(form_url(k)).text


def test_the_number_of_queries_is_fixed(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    k = f.konferenz()
    k.einladungen.create(akteur=f.akteur())
    with CaptureQueriesContext(connection) as gezaehlt:
        sb.get(adresse(k))
    for _ in range(29):
        k.einladungen.create(akteur=f.akteur())
    with django_assert_num_queries(len(gezaehlt)):
        antwort = sb.get(adresse(k))
    assert gefuellt(antwort)["einladungen-TOTAL_FORMS"] == "30"
