"""The next round out of the last one: a draft for each conference chosen, all or none."""

from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von
from konferenzen.models import Einladung, Konferenz, Runde, Status
from tests import fabriken as f
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import LISTE, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]

MONTAG = f.berlin(2026, 1, 26, 17)


def adresse(runde: Runde) -> str:
    return reverse("admin:konferenzen_runde_kopieren", args=[runde.pk])


def offen(sb: Client, runde: Runde) -> dict[str, Any]:
    antwort = sb.get(adresse(runde))
    assert antwort.status_code == 200, meldungen(antwort)
    daten: dict[str, Any] = formular(antwort.content, "kopie_form")
    if isinstance(daten.get("konferenzen"), str):
        daten["konferenzen"] = [daten["konferenzen"]]
    return daten


def fehler(antwort: Any) -> dict[str, list[str]]:
    assert antwort.status_code == 200
    return {feld: list(texte) for feld, texte in antwort.context["errors"].items()}


def test_the_page_proposes_the_next_season_and_every_stadtteilkonferenz(sb: Client) -> None:
    runde = f.runde()
    welper = f.konferenz(stadtteil=f.stadtteil("Welper", reihenfolge=1), ort=f.ort("Haus"))
    welper.einladungen.create(akteur=f.akteur())
    mitte = f.konferenz(stadtteil=f.stadtteil("Mitte", reihenfolge=2), status=Status.ABGESAGT)
    thema = f.konferenz(art="themenkonferenz", titel="Armut", runde=runde, form="online")
    f.konferenz(stadtteil=f.stadtteil("Irrtum"), status=Status.ZURUECKGEZOGEN)
    f.konferenz(runde=f.runde("Herbst 2025"), stadtteil=f.stadtteil("Fremd"))
    daten = offen(sb, runde)
    assert {name: daten[name] for name in ("name", "beginn", "ende")} == {
        "name": "Herbst 2026",
        "beginn": "01.08.2026",
        "ende": "31.12.2026",
    }
    assert sorted(daten["konferenzen"]) == sorted([str(welper.pk), str(mitte.pk)])
    seite = Seite(sb.get(adresse(runde)).text)
    zeilen = [text for text in seite.texte("label") if "eingeladen" in text]
    assert zeilen == [
        "Stadtteilkonferenz Welper: vor Ort, Haus, 1 eingeladen",
        "Stadtteilkonferenz Mitte: vor Ort, ohne Ort, 0 eingeladen",
        f"{thema.bezeichnung}: online, ohne Ort, 0 eingeladen",
    ]
    assert Runde.objects.count() == 2


def test_a_season_that_is_there_is_passed_over(sb: Client) -> None:
    f.konferenz()
    f.runde("Herbst 2026")
    assert offen(sb, f.runde())["name"] == "Frühjahr 2027"


def test_the_round_is_copied_with_drafts_without_a_date(sb: Client) -> None:
    runde, ort = f.runde(), f.ort("Haus")
    welper = f.konferenz(
        stadtteil=f.stadtteil("Welper"), beginn=MONTAG, ort=ort, beschreibung="Text", form="hybrid"
    )
    welper.ortsteile.add(f.ortsteil("Dorf"))
    for stelle, name in enumerate(("Verein", "Kita")):
        welper.einladungen.create(akteur=f.akteur(name), reihenfolge=stelle, notiz="intern")
    welper.einladungen.create(akteur=f.akteur("Ruht", stand="ruhend"))
    f.konferenz(stadtteil=f.stadtteil("Mitte"), beginn=MONTAG, status=Status.ABGESAGT)
    thema = f.konferenz(art="themenkonferenz", titel="Armut", runde=runde, beginn=MONTAG)
    f.konferenz(art="sprechstunde", titel="Bleibt", runde=runde)
    daten = offen(sb, runde)
    antwort = sb.post(adresse(runde), daten | {"konferenzen": [*daten["konferenzen"], thema.pk]})
    neu = Runde.objects.get(name="Herbst 2026")
    assert (antwort.status_code, antwort["Location"]) == (
        302,
        f"{LISTE}?runde__id__exact={neu.pk}",
    )
    assert meldungen(antwort) == [
        "Die Runde Herbst 2026 ist angelegt, mit 3 Entwürfen ohne Termin. Noch sieht sie niemand."
    ]
    assert (neu.beginn, neu.ende, neu.beispiel) == (date(2026, 8, 1), date(2026, 12, 31), False)
    kopien = {k.bezeichnung: k for k in neu.konferenzen.all()}
    assert set(kopien) == {"Stadtteilkonferenz Welper", "Stadtteilkonferenz Mitte", "Armut"}
    assert {(k.status, k.beginn, k.sequenz, k.statusgrund) for k in kopien.values()} == {
        (Status.ENTWURF, None, 0, "")
    }
    kopie = kopien["Stadtteilkonferenz Welper"]
    assert (kopie.ort, kopie.form, kopie.beschreibung) == (ort, "hybrid", "Text")
    assert [str(o) for o in kopie.ortsteile.all()] == ["Dorf"]
    assert [(e.akteur.name, e.notiz) for e in kopie.einladungen.geordnet()] == [
        ("Verein", ""),
        ("Kita", ""),
    ]
    gemerkt = geschichte_von(Einladung).filter(konferenz=kopie.pk).order_by("reihenfolge")
    assert [(e.akteur.name, e.history_type, e.durch_name) for e in gemerkt] == [
        ("Verein", "+", sb.get(LISTE).context["user"].get_username()),
        ("Kita", "+", sb.get(LISTE).context["user"].get_username()),
    ]
    assert Client().get(kopie.get_absolute_url()).status_code == 404
    assert LogEntry.objects.count() == 4


def test_what_cannot_be_entered_in_the_log_is_not_copied(sb: Client) -> None:
    f.konferenz()
    daten = offen(sb, f.runde())
    with connection.cursor() as zeiger:
        zeiger.execute(
            "ALTER TABLE django_admin_log ADD CONSTRAINT protokoll_zu CHECK (user_id < 0) NOT VALID"
        )
    with pytest.raises(IntegrityError, match="protokoll_zu"):
        sb.post(adresse(f.runde()), daten)
    assert not Runde.objects.filter(name="Herbst 2026").exists()


def test_a_second_time_says_that_the_round_is_there(sb: Client) -> None:
    f.konferenz()
    daten = offen(sb, f.runde())
    assert sb.post(adresse(f.runde()), daten).status_code == 302
    antwort = sb.post(adresse(f.runde()), daten)
    [gesagt] = fehler(antwort)["name"]
    assert gesagt.startswith("Eine Runde mit diesem Namen gibt es schon. Haben Sie sie eben")
    assert formular(antwort.content, "kopie_form")["name"] == "Herbst 2026"
    assert (Runde.objects.count(), Konferenz.objects.count()) == (2, 2)


def test_nothing_is_saved_where_one_cannot_be(sb: Client) -> None:
    gut, schlecht = f.konferenz(), f.konferenz()
    # As if an older release had stored it: no form would let it through.
    Konferenz.objects.filter(pk=schlecht.pk).update(online_link="kein Link")
    antwort = sb.post(adresse(f.runde()), offen(sb, f.runde()))
    [gesagt] = fehler(antwort)["__all__"]
    assert gesagt.startswith("Herbst 2026: ")
    assert list(Runde.objects.all()) == [f.runde()]
    assert set(Konferenz.objects.all()) == {gut, schlecht}


@pytest.mark.parametrize(
    ("felder", "feld", "worte"),
    [
        ({"name": ""}, "name", "Dieses Feld ist zwingend erforderlich."),
        ({"name": "Ohne Saison", "beginn": ""}, "beginn", "Aus dem Namen lässt sich keine"),
        ({"ende": "01.07.2026"}, "ende", "Der letzte Tag der Saison liegt vor dem ersten."),
        ({"konferenzen": []}, "konferenzen", "Bitte wählen Sie mindestens eine Konferenz aus."),
        ({"konferenzen": ["999999"]}, "konferenzen", "Eine der Konferenzen gibt es nicht mehr."),
        ({"konferenzen": ["\x00"]}, "konferenzen", "Eine der Konferenzen gibt es nicht mehr."),
        ({"name": "x" * 81}, "name", "Bitte sicherstellen"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    sb: Client, felder: dict[str, Any], feld: str, worte: str
) -> None:
    f.konferenz()
    antwort = sb.post(adresse(f.runde()), offen(sb, f.runde()) | felder)
    assert fehler(antwort)[feld][0].startswith(worte)
    assert Runde.objects.count() == 1


def test_the_span_follows_from_another_name(sb: Client) -> None:
    f.konferenz()
    daten = offen(sb, f.runde()) | {"name": "Winter 2026", "beginn": "", "ende": ""}
    sb.post(adresse(f.runde()), daten)
    neu = Runde.objects.get(name="Winter 2026")
    assert (neu.beginn, neu.ende) == (date(2026, 11, 1), date(2027, 3, 31))


def test_the_copy_of_examples_stays_an_example(sb: Client) -> None:
    beispiel = f.runde("Beispielrunde", beispiel=True)
    f.konferenz(runde=beispiel)
    daten = offen(sb, beispiel)
    assert daten["beispiel"] == "on"
    assert (daten["name"], daten["beginn"]) == ("", "")


def test_an_empty_round_and_one_that_is_gone_lead_back(sb: Client) -> None:
    leer = f.runde()
    antwort = sb.get(adresse(leer))
    assert antwort["Location"] == reverse("admin:konferenzen_runde_change", args=[leer.pk])
    assert meldungen(antwort) == [
        "In der Runde Frühjahr 2026 ist keine Konferenz, die sich kopieren ließe."
    ]
    weg = reverse("admin:konferenzen_runde_kopieren", args=[999999])
    assert sb.get(weg).status_code == 302


def test_the_form_of_a_round_leads_there_for_those_who_may(client: Client, sb: Client) -> None:
    runde = f.konferenz().runde
    assert runde
    form = reverse("admin:konferenzen_runde_change", args=[runde.pk])
    assert adresse(runde) in Seite(sb.get(form).text).adressen()
    person = User.objects.create_user("p", is_staff=True)
    client.force_login(person)
    rechte = ["view_runde", "add_runde", "view_konferenz", "add_konferenz"]
    for fehlt in rechte:
        erlaubt = [recht for recht in rechte if recht != fehlt]
        person.user_permissions.set(Permission.objects.filter(codename__in=erlaubt))
        assert client.get(adresse(runde)).status_code == 403, fehlt
        assert client.post(adresse(runde), {}).status_code == 403, fehlt
    person.user_permissions.set(Permission.objects.filter(codename__in=rechte))
    assert client.get(adresse(runde)).status_code == 200


def test_the_number_of_queries_is_fixed(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def mehr() -> None:
        k = f.konferenz(ort=f.ort(f"Haus {Konferenz.objects.count()}"))
        k.einladungen.create(akteur=f.akteur())

    mehr()
    with CaptureQueriesContext(connection) as gezaehlt:
        sb.get(adresse(f.runde()))
    for _ in range(29):
        mehr()
    with django_assert_num_queries(len(gezaehlt)):
        antwort = sb.get(adresse(f.runde()))
    assert antwort.text.count("1 eingeladen") == 30
