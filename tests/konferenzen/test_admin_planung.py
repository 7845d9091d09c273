"""Planning a round on its page: proposals, checks, drafts, publishing in one act."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.db import connections
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from konferenzen.admin import StadtteilMitKonferenzenAdmin
from konferenzen.models import Art, Ferien, Form, Konferenz, Runde, Sperrtag, Status
from quartiere.models import Stadtteil
from tests import fabriken as f
from tests.rollen import wer_darf
from tests.seite import Seite
from tests.seitenformular import formular
from tests.verwaltung import meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
PLANEN = reverse("admin:konferenzen_runde_planen")
SEITE = f"{PLANEN}?vorlage={{}}&name=Herbst+2026&von=2026-09-01&bis=2026-11-01"
ZEILEN_FEHLER = "Bitte berichtigen Sie die Zeilen, die unten einen Fehler nennen."
UNGELESEN = (
    "Unten stehen Hinweise, die Sie noch nicht gesehen haben. Ist es so gemeint, speichern Sie "
    "bitte noch einmal."
)


@pytest.fixture
def fruehjahr() -> Runde:
    """Give a round in which Welper met on a Monday and Mitte on a Tuesday; school holidays too."""
    runde = f.runde("Frühjahr 2026")
    for name, tag, ort in (("Welper", 26, "Saal"), ("Mitte", 27, "Treff")):
        f.konferenz(
            stadtteil=f.stadtteil(name, reihenfolge=tag),
            runde=runde,
            beginn=f.berlin(2026, 1, tag, 17),
            ort=f.ort(ort),
        )
    for name, von, bis in (
        ("Sommerferien", (7, 20), (9, 1)),
        ("Herbstferien", (10, 17), (10, 31)),
        ("Weihnachtsferien", (12, 23), (12, 31)),
    ):
        Ferien.objects.create(name=name, beginn=date(2026, *von), ende=date(2026, *bis))
    return runde


@pytest.fixture
def seite(fruehjahr: Runde) -> str:
    return SEITE.format(fruehjahr.pk)


def eingaben(antwort: Any) -> dict[str, Any]:
    assert antwort.status_code == 200, meldungen(antwort)
    return formular(antwort.content, "planung_form")


def feld(stadtteil: str, name: str) -> str:
    return f"stadtteil-{Stadtteil.objects.get(name=stadtteil).pk}-{name}"


def zeile(antwort: Any, stadtteil: str) -> Any:
    [gefunden] = [z for z in antwort.context["form"].zeilen if z.stadtteil.name == stadtteil]
    return gefunden


def zeilenfehler(antwort: Any, stadtteil: str) -> dict[str, list[str]]:
    return {name: list(texte) for name, texte in zeile(antwort, stadtteil).errors.items()}


def oben(antwort: Any) -> list[str]:
    return list(antwort.context["form"].non_field_errors())


def geplante() -> list[tuple[str, datetime | None, str, str]]:
    """Give what the new round holds: Stadtteil, beginning, venue, status."""
    return [
        (str(k.stadtteil), k.beginn, str(k.ort or ""), k.status)
        for k in Konferenz.objects.filter(runde__name="Herbst 2026").order_by("stadtteil__pk")
    ]


WELPER, MITTE = f.berlin(2026, 9, 28, 17), f.berlin(2026, 11, 24, 17)


def test_the_first_step_proposes_the_round_that_comes_next(sb: Client, fruehjahr: Runde) -> None:
    beispiele = {"beginn": date(2027, 1, 1), "ende": date(2027, 7, 31), "beispiel": True}
    f.konferenz(runde=f.runde("Beispielrunde", **beispiele))
    f.runde("Leer", beginn=date(2028, 1, 1), ende=date(2028, 12, 31))
    antwort = sb.get(PLANEN)
    assert formular(antwort.content, "auftrag_form") == {
        "vorlage": str(fruehjahr.pk),
        "name": "Herbst 2026",
        "von": "2026-09-01",
        "bis": "2026-11-01",
    }
    wahlen = [str(runde) for runde in antwort.context["form"].fields["vorlage"].queryset]
    assert wahlen == ["Frühjahr 2026", "Beispielrunde"]


def test_rows_show_the_proposal_with_its_reason_and_write_nothing(sb: Client, seite: str) -> None:
    antwort = sb.get(seite)
    welper = zeile(antwort, "Welper")
    assert [wort for _, wort in welper.fields["wahl"].choices] == [
        "Montag, 28. September 2026 (Vorschlag)",
        "Montag, 21. September 2026 (3. Montag im September)",
        "Dienstag, 29. September 2026 (statt Montag)",
        "Mittwoch, 30. September 2026 (statt Montag)",
        "Montag, 5. Oktober 2026 (1. Montag im Oktober)",
        "Montag, 12. Oktober 2026 (2. Montag im Oktober)",
        "anderer Tag: im Feld daneben",
        "in dieser Runde, noch ohne Termin",
        "nicht in dieser Runde",
    ]
    assert welper.vorschlag.grund == (
        "Wie zuletzt: Montag, 17–19 Uhr, Saal. Der 4. Montag im September ist frei."
    )
    assert eingaben(antwort)[feld("Welper", "ort")] == str(Konferenz.objects.first().ort_id)
    assert antwort.context["ferienluecke"] == ""
    assert list(Runde.objects.values_list("name", flat=True)) == ["Frühjahr 2026"]
    assert Konferenz.objects.count() == 2


def test_holidays_clashes_and_other_conferences_are_avoided(sb: Client, seite: str) -> None:
    sperrtag = Sperrtag.objects.create(
        was="Altstadtfest", beginn=date(2026, 9, 28), ende=date(2026, 9, 28)
    )
    sperrtag.stadtteile.add(Stadtteil.objects.get(name="Welper"))
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=f.berlin(2026, 10, 5, 9))
    f.konferenz(
        art=Art.THEMENKONFERENZ,
        titel="Fällt aus",
        beginn=f.berlin(2026, 9, 21, 9),
        status=Status.ABGESAGT,
    )
    vorschlag = zeile(sb.get(seite), "Welper").vorschlag
    assert (vorschlag.tag, vorschlag.grund) == (
        date(2026, 9, 21),
        (
            "Wie zuletzt: Montag, 17–19 Uhr, Saal. Der 4. Montag im September wäre der 28. "
            "September "
            "(Altstadtfest); der 5. Oktober scheidet auch aus (Armut). Darum "
            "der 21. "
            "September."
        ),
    )


def test_the_page_warns_where_school_holidays_are_not_known(sb: Client, seite: str) -> None:
    Ferien.objects.filter(beginn__month=12).delete()
    assert sb.get(seite).context["ferienluecke"] == "1. November 2026"


def test_all_rows_are_saved_as_drafts_at_one_press(sb: Client, seite: str) -> None:
    antwort = sb.post(seite, eingaben(sb.get(seite)) | {"entwuerfe": ""})
    runde = Runde.objects.get(name="Herbst 2026")
    assert antwort.status_code == 302
    assert antwort.url == (
        reverse("admin:konferenzen_konferenz_changelist") + f"?runde__id__exact={runde.pk}"
    )
    assert meldungen(antwort) == [
        (
            "Herbst 2026: 2 Konferenzen sind als Entwurf gespeichert. Niemand sonst sieht sie, "
            "bis Sie "
            "die Runde veröffentlichen."
        )
    ]
    assert geplante() == [
        ("Welper", WELPER, "Saal", Status.ENTWURF),
        ("Mitte", MITTE, "Treff", Status.ENTWURF),
    ]
    assert (runde.beginn, runde.ende) == (date(2026, 8, 1), date(2026, 12, 31))
    assert not Konferenz.objects.oeffentlich().filter(runde=runde).exists()


def test_publishing_shows_first_what_citizens_will_see(sb: Client, seite: str) -> None:
    gezeigt = sb.post(seite, eingaben(sb.get(seite)) | {"weiter": ""})
    assert geplante() == []
    assert not Runde.objects.filter(name="Herbst 2026").exists()
    assert [bild.seite.termin.ganz for bild in gezeigt.context["vorschauen"]] == [
        "Montag, 28. September 2026, 17–19 Uhr",
        "Dienstag, 24. November 2026, 17–19 Uhr",
    ]
    antwort = sb.post(seite, eingaben(gezeigt) | {"ausfuehren": ""})
    assert meldungen(antwort) == ["Herbst 2026: 2 Konferenzen sind veröffentlicht."]
    assert geplante() == [
        ("Welper", WELPER, "Saal", Status.OEFFENTLICH),
        ("Mitte", MITTE, "Treff", Status.OEFFENTLICH),
    ]
    welper = Konferenz.objects.get(beginn=WELPER)
    assert (welper.sequenz, welper.veroeffentlicht_am) == (1, f.JETZT)
    assert list(welper.aenderungen.values_list("arten", "durch_name")) == [
        (["bekanntgegeben"], "sb")
    ]
    assert sb.get(welper.get_absolute_url()).status_code == 200


def test_nothing_is_published_that_was_not_previewed(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite))
    assert sb.post(seite, daten | {"ausfuehren": ""}).status_code == 200
    gezeigt = sb.post(seite, daten | {"weiter": ""})
    anders = eingaben(gezeigt) | {feld("Welper", "beginn"): "18:00", "ausfuehren": ""}
    antwort = sb.post(seite, anders)
    assert "Sie haben seit der Vorschau etwas geändert." in antwort.context["hinweise"][0]
    assert geplante() == []


def test_a_wrong_weekday_is_told_and_saved_only_when_it_is_meant(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite))
    daten |= {feld("Welper", "wahl"): "eigener", feld("Welper", "tag"): "30.9.2026"}
    geprueft = sb.post(seite, daten | {"pruefen": ""})
    assert oben(geprueft) == []
    assert zeile(geprueft, "Welper").gilt == "Mittwoch, 30. September 2026, 17–19 Uhr"
    warnungen = ["Ein Mittwoch; sonst trifft sich Welper am Montag."]
    assert zeile(geprueft, "Welper").befund.warnungen == warnungen
    assert [z.stadtteil.name for z in geprueft.context["form"].auffaellige] == ["Welper"]

    ungeprueft = sb.post(seite, daten | {"entwuerfe": ""})
    assert oben(ungeprueft) == [UNGELESEN]
    assert geplante() == []
    assert sb.post(seite, eingaben(ungeprueft) | {"entwuerfe": ""}).status_code == 302
    assert geplante()[0] == ("Welper", f.berlin(2026, 9, 30, 17), "Saal", Status.ENTWURF)


def test_two_on_one_day_in_one_room_name_each_other(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite))
    daten |= {
        feld("Mitte", "wahl"): "2026-09-28",
        feld("Mitte", "ort"): daten[feld("Welper", "ort")],
        "entwuerfe": "",
    }
    antwort = sb.post(seite, daten)
    weg = "Bitte wählen Sie einen anderen Ort, eine andere Zeit oder einen anderen Tag."
    assert zeilenfehler(antwort, "Welper") == {
        "__all__": [f"Der Raum ist dann schon belegt: Mitte. {weg}"]
    }
    assert zeilenfehler(antwort, "Mitte") == {
        "__all__": [f"Der Raum ist dann schon belegt: Welper. {weg}"]
    }
    assert "Am selben Tag ist auch Welper." in zeile(antwort, "Mitte").befund.warnungen
    assert geplante() == []


@pytest.mark.parametrize(
    ("felder", "fehler"),
    [
        ({"wahl": ""}, {"wahl": ["Bitte wählen Sie."]}),
        (
            {"wahl": "morgen"},
            {"wahl": ["Bitte eine gültige Auswahl treffen. morgen ist keine gültige Auswahl."]},
        ),
        (
            {"wahl": "2062-09-28"},
            {"wahl": ["Bitte prüfen Sie das Jahr: 2062 ist wohl ein Tippfehler."]},
        ),
        (
            {"wahl": "eigener"},
            {"tag": ["Bitte tragen Sie den Tag ein, oder wählen Sie bei „Tag“ einen aus."]},
        ),
        (
            {"tag": "29.9.2026"},
            {
                "tag": [
                    (
                        "Hier steht Dienstag, 29. September 2026; bei „Tag“ ist etwas anderes "
                        "gewählt. Was gilt? Wählen Sie dort „anderer Tag: im Feld daneben“, oder "
                        "leeren Sie dieses Feld."
                    )
                ]
            },
        ),
        (
            {"wahl": "eigener", "tag": "31.9.2026"},
            {"tag": ["Den 31.9.2026 gibt es nicht. Bitte prüfen Sie Tag und Monat."]},
        ),
        (
            {"wahl": "eigener", "tag": "x" * 9999},
            {"tag": ["Bitte geben Sie ein Datum an, zum Beispiel 26.01.2026."]},
        ),
        ({"beginn": ""}, {"beginn": ["Bitte geben Sie eine Uhrzeit an, zum Beispiel 17:00."]}),
        (
            {"beginn": "17\x00"},
            {"beginn": ["Bitte geben Sie eine Uhrzeit an, zum Beispiel 17:00."]},
        ),
        ({"ende": "16:00"}, {"ende": ["Das Ende muss nach dem Beginn liegen."]}),
        (
            {"ort": "999999"},
            {"ort": ["Bitte eine gültige Auswahl treffen. 999999 ist keine gültige Auswahl."]},
        ),
        (
            {"wahl": "2026-10-25", "beginn": "2:30"},
            {
                "beginn": [
                    (
                        "Am 25.10.2026 um 02:30 Uhr: Diese Uhrzeit gibt es zweimal, denn in dieser "
                        "Nacht wird die Uhr von der Sommerzeit zurückgestellt. Bitte wählen Sie "
                        "eine andere Zeit."
                    )
                ]
            },
        ),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_saved(
    sb: Client, seite: str, felder: dict[str, str], fehler: dict[str, list[str]]
) -> None:
    daten = eingaben(sb.get(seite)) | {feld("Welper", k): v for k, v in felder.items()}
    antwort = sb.post(seite, daten | {"entwuerfe": ""})
    assert antwort.status_code == 200
    assert zeilenfehler(antwort, "Welper") == fehler
    assert oben(antwort) == [ZEILEN_FEHLER]
    assert [z.stadtteil.name for z in antwort.context["form"].fehlerhafte] == ["Welper"]
    assert geplante() == []
    assert eingaben(antwort)[feld("Mitte", "wahl")] == "2026-11-24"


def test_undated_and_left_out_are_choices(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite)) | {"entwuerfe": ""}
    daten |= {feld("Welper", "wahl"): "ohne", feld("Mitte", "wahl"): "auslassen"}
    assert sb.post(seite, daten).status_code == 302
    assert geplante() == [("Welper", None, "Saal", Status.ENTWURF)]


def test_a_plan_with_nobody_in_it_is_refused(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite)) | {"entwuerfe": ""}
    daten |= {feld("Welper", "wahl"): "auslassen", feld("Mitte", "wahl"): "auslassen"}
    assert oben(sb.post(seite, daten)) == ["Bitte planen Sie mindestens einen Stadtteil."]
    assert not Runde.objects.filter(name="Herbst 2026").exists()


def test_without_an_end_two_hours_are_assumed(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite)) | {feld("Welper", "ende"): "", "entwuerfe": ""}
    assert sb.post(seite, daten).status_code == 302
    k = Konferenz.objects.get(beginn=WELPER)
    assert (k.ende, k.ende_geschaetzt) == (WELPER + timedelta(hours=2), True)


def test_who_met_online_is_proposed_online(sb: Client, seite: str) -> None:
    f.konferenz(stadtteil=f.stadtteil("EOBS"), beginn=f.berlin(2026, 2, 5, 18), form=Form.ONLINE)
    daten = eingaben(sb.get(seite))
    assert daten[feld("EOBS", "ort")] == "online"
    assert sb.post(seite, daten | {"entwuerfe": ""}).status_code == 302
    neu = Konferenz.objects.get(runde__name="Herbst 2026", stadtteil__name="EOBS")
    assert (neu.form, neu.ort) == (Form.ONLINE, None)


def test_a_stadtteil_without_history_is_asked_for_everything(sb: Client, seite: str) -> None:
    f.stadtteil("Niederwenigern")
    daten = eingaben(sb.get(seite))
    leer = {name: daten[feld("Niederwenigern", name)] for name in ("wahl", "beginn", "ende")}
    assert leer == {"wahl": "", "beginn": "", "ende": ""}
    antwort = sb.post(seite, daten | {"entwuerfe": ""})
    assert zeilenfehler(antwort, "Niederwenigern") == {"wahl": ["Bitte wählen Sie."]}
    assert geplante() == []


def test_the_same_sent_twice_is_done_once(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite)) | {"entwuerfe": ""}
    assert [sb.post(seite, daten).status_code for _ in range(2)] == [302, 302]
    assert len(geplante()) == 2
    assert meldungen(sb.post(seite, daten))[-1] == (
        "Herbst 2026: So gilt es schon, es ist nichts mehr zu tun."
    )


def test_a_row_that_somebody_else_made_meanwhile_is_told_and_the_input_stays(
    sb: Client, seite: str
) -> None:
    daten = eingaben(sb.get(seite)) | {feld("Mitte", "beginn"): "18:00"}
    anders = f.konferenz(
        stadtteil=Stadtteil.objects.get(name="Welper"),
        runde=f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31)),
        beginn=f.berlin(2026, 9, 7, 17),
        status=Status.ENTWURF,
    )
    antwort = sb.post(seite, daten | {"entwuerfe": ""})
    assert zeilenfehler(antwort, "Welper") == {
        "__all__": [
            (
                "Welper hat in dieser Runde inzwischen eine Konferenz: Montag, 7. September 2026, "
                "17–19 Uhr. Wählen Sie bitte „nicht in dieser Runde“; soll sich etwas ändern, "
                "ändern "
                "Sie diese Konferenz."
            )
        ]
    }
    assert "wurde anderswo gesichert" in antwort.context["hinweise"][0]
    noch = eingaben(antwort)
    assert noch[feld("Mitte", "beginn")] == "18:00"
    assert sb.post(seite, noch | {feld("Welper", "wahl"): "auslassen", "entwuerfe": ""}).url
    assert geplante() == [
        ("Welper", anders.beginn, "", Status.ENTWURF),
        ("Mitte", f.berlin(2026, 11, 24, 18), "Treff", Status.ENTWURF),
    ]


def test_a_room_taken_meanwhile_keeps_all_from_being_saved(sb: Client, seite: str) -> None:
    gezeigt = sb.post(seite, eingaben(sb.get(seite)) | {"weiter": ""})
    f.konferenz(
        art=Art.SPRECHSTUNDE,
        titel="Sprechstunde",
        beginn=WELPER,
        ort=Konferenz.objects.get(stadtteil__name="Welper").ort,
    )
    antwort = sb.post(seite, eingaben(gezeigt) | {"ausfuehren": ""})
    assert zeilenfehler(antwort, "Welper") == {
        "__all__": [
            (
                "Der Raum ist dann schon belegt: Sprechstunde. Bitte wählen Sie einen anderen Ort, "
                "eine andere Zeit oder einen anderen Tag."
            )
        ]
    }
    assert geplante() == []
    assert not Runde.objects.filter(name="Herbst 2026").exists()


def test_a_round_that_is_there_is_completed(sb: Client, seite: str) -> None:
    runde = f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    f.konferenz(stadtteil=Stadtteil.objects.get(name="Welper"), runde=runde, status=Status.ENTWURF)
    antwort = sb.get(seite)
    assert [z.stadtteil.name for z in antwort.context["form"].zeilen] == ["Mitte"]
    assert [str(e.konferenz.stadtteil) for e in antwort.context["bisher"]] == ["Welper"]
    assert sb.post(seite, eingaben(antwort) | {"entwuerfe": ""}).status_code == 302
    assert [name for name, *_ in geplante()] == ["Welper", "Mitte"]

    fertig = sb.get(seite)
    assert fertig.status_code == 302
    assert meldungen(fertig)[-1] == (
        "Herbst 2026: Alle Stadtteile haben in dieser Runde schon eine Konferenz."
    )


@pytest.mark.parametrize(
    ("suche", "feldname", "fehler"),
    [
        ("name=", "name", "Bitte geben Sie der Runde einen Namen."),
        ("name=%E2%80%8B", "name", "Bitte geben Sie der Runde einen Namen."),
        ("von=2026-11-01&bis=2026-09-01", "bis", "Der letzte Monat liegt vor dem ersten."),
        ("von=2026-09-01&bis=2028-01-01", "bis", "Bitte planen Sie höchstens 12 Monate."),
        ("vorlage=", "vorlage", "Bitte wählen Sie die letzte Runde."),
    ],
)
def test_the_first_step_says_what_is_wrong(
    sb: Client, fruehjahr: Runde, suche: str, feldname: str, fehler: str
) -> None:
    daten = {
        "vorlage": str(fruehjahr.pk),
        "name": "Herbst 2026",
        "von": "2026-09-01",
        "bis": "2026-11-01",
    } | dict(teil.split("=") for teil in suche.split("&"))
    if "%" in daten["name"]:
        daten["name"] = "\u200b"
    antwort = sb.get(PLANEN, daten)
    assert list(antwort.context["form"].errors[feldname]) == [fehler]


def test_nonsense_in_the_address_is_the_first_step_again(sb: Client, fruehjahr: Runde) -> None:
    for suche in ("?von=gestern", "?vorlage=999999", f"?name={'x' * 5000}", "?vorlage=%F0"):
        assert sb.get(PLANEN + suche).status_code == 200
    assert sb.get(PLANEN + "?name=%00").status_code == 400
    assert sb.post(PLANEN, {"entwuerfe": ""}).status_code == 200


def test_a_city_without_history_plans_too(sb: Client) -> None:
    f.stadtteil("Welper")
    seite = SEITE.format("")
    antwort = sb.get(seite)
    daten = eingaben(antwort) | {
        feld("Welper", "wahl"): "eigener",
        feld("Welper", "tag"): "14.09.2026",
        feld("Welper", "beginn"): "17",
        "entwuerfe": "",
    }
    assert sb.post(seite, daten).status_code == 302
    assert geplante() == [("Welper", f.berlin(2026, 9, 14, 17), "", Status.ENTWURF)]


def test_who_may_not_add_conferences_is_refused(seite: str) -> None:
    client = wer_darf("view_runde", "view_konferenz", "view_stadtteil")
    assert client.get(seite).status_code == 403
    assert client.post(seite, {}).status_code == 403
    liste = client.get(reverse("admin:konferenzen_runde_changelist"))
    assert PLANEN not in liste.content.decode()


def test_who_may_not_make_rounds_completes_those_that_are_there(seite: str) -> None:
    client = wer_darf("view_runde", "add_konferenz", "view_konferenz", "view_stadtteil")
    assert list(client.get(seite).context["form"].errors["name"]) == [
        (
            "Diese Runde gibt es nicht, oder sie ist vorbei. Bitte wählen Sie eine andere; neue "
            "Runden legt das Stadtteilbüro an."
        )
    ]
    f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    assert client.post(seite, eingaben(client.get(seite)) | {"entwuerfe": ""}).status_code == 302
    assert len(geplante()) == 2


def test_who_may_not_make_rounds_is_offered_those_that_are_not_over(fruehjahr: Runde) -> None:
    client = wer_darf("view_runde", "add_konferenz", "view_konferenz", "view_stadtteil")
    f.runde("Herbst 2025", beginn=date(2025, 8, 1), ende=date(2025, 12, 31))
    auftrag = client.get(PLANEN).context["form"]
    assert auftrag.fields["name"].choices == [("Frühjahr 2026", "Frühjahr 2026")]
    assert {name: auftrag[name].initial for name in ("name", "von", "bis")} == {
        "name": "Frühjahr 2026",
        "von": "2026-01-01",
        "bis": "2026-07-01",
    }
    f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    f.runde("Winter 2026", beginn=date(2026, 11, 1), ende=date(2027, 3, 31))
    f.runde("Beispiele", beginn=date(2026, 12, 1), ende=date(2027, 3, 31), beispiel=True)
    auftrag = client.get(PLANEN).context["form"]
    assert [wert for wert, _ in auftrag.fields["name"].choices] == [
        "Frühjahr 2026",
        "Herbst 2026",
        "Winter 2026",
    ]
    assert (auftrag["name"].initial, auftrag["von"].initial) == ("Herbst 2026", "2026-09-01")
    runde = client.get(reverse("admin:konferenzen_runde_change", args=[fruehjahr.pk]))
    assert PLANEN not in runde.text  # what would be next is for others to begin


def test_who_may_not_make_rounds_reads_who_does_where_all_are_over() -> None:
    client = wer_darf("view_runde", "add_konferenz", "view_konferenz", "view_stadtteil")
    f.runde("Herbst 2025", beginn=date(2025, 8, 1), ende=date(2025, 12, 31))
    gezeigt = client.get(PLANEN)
    assert Seite(gezeigt.text).texte("p", "errornote") == [
        (
            "Es gibt keine Runde, die noch nicht vorbei ist. Neue Runden legt das Stadtteilbüro "
            "an; danach können Sie darin für Ihre Stadtteile planen."
        )
    ]
    assert 'id="auftrag_form"' not in gezeigt.text


class NurWelper(StadtteilMitKonferenzenAdmin):
    """The admin of the Stadtteile for a person who keeps Welper alone."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Stadtteil]:
        return super().get_queryset(request).filter(name="Welper")


def test_who_keeps_one_stadtteil_plans_for_this_one_alone(
    sb: Client, seite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    von_hand = eingaben(sb.get(seite)) | {"entwuerfe": ""}
    monkeypatch.setitem(admin.site._registry, Stadtteil, NurWelper(Stadtteil, admin.site))
    assert [z.stadtteil.name for z in sb.get(seite).context["form"].zeilen] == ["Welper"]
    assert sb.post(seite, von_hand).status_code == 302
    assert [name for name, *_ in geplante()] == ["Welper"]


def test_without_a_stadtteil_there_is_nothing_to_plan(sb: Client) -> None:
    antwort = sb.get(SEITE.format(""))
    assert antwort.url == PLANEN
    assert meldungen(antwort) == ["Es gibt keinen Stadtteil, für den Sie planen könnten."]


def test_the_number_of_queries_is_the_same_for_one_row_and_for_thirty(
    sb: Client, django_assert_num_queries: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    runde = f.runde()
    zahlen = []
    for anzahl in (1, 30):
        while Stadtteil.objects.count() < anzahl:
            n = Stadtteil.objects.count()
            k = f.konferenz(
                runde=runde,
                stadtteil=f.stadtteil(f"Teil {n}"),
                beginn=f.berlin(2026, 1, 15, 17) + timedelta(days=n),
                ort=f.ort(f"Ort {n}"),
            )
            sperrtag = Sperrtag.objects.create(
                was=f"Fest {n}", beginn=date(2026, 9, 1), ende=date(2026, 9, 1)
            )
            sperrtag.stadtteile.add(k.stadtteil)
        seite = SEITE.format(runde.pk)
        sb.get(seite)
        with django_assert_max_num_queries(40) as gezaehlt:
            antwort = sb.get(seite)
        daten = eingaben(antwort) | {"pruefen": ""}
        with django_assert_max_num_queries(40) as geprueft:
            assert oben(sb.post(seite, daten)) == []
        zahlen.append((len(gezaehlt), len(geprueft)))
    assert zahlen[0] == zahlen[1]
    assert sb.post(seite, eingaben(antwort) | {"entwuerfe": ""}).status_code == 302
    assert len(geplante()) == 30
    tage = [z.vorschlag.tag for z in antwort.context["form"].zeilen]
    assert None not in tage
    assert len(set(tage)) == 30


def test_the_form_of_a_round_publishes_all_its_drafts_in_one_act(sb: Client, seite: str) -> None:
    sb.post(seite, eingaben(sb.get(seite)) | {"entwuerfe": ""})
    runde = Runde.objects.get(name="Herbst 2026")
    oeffentlich = f.konferenz(runde=runde)
    form = sb.get(reverse("admin:konferenzen_runde_change", args=[runde.pk]))
    assert "Runde veröffentlichen (2 Entwürfe)" in form.content.decode()

    ziel = form.context["veroeffentlichen"]
    gezeigt = sb.post(ziel, formular(sb.get(ziel).content, "vorgang_form") | {"weiter": ""})
    sb.post(ziel, formular(gezeigt.content, "vorgang_form") | {"ausfuehren": ""})
    assert {status for *_, status in geplante()} == {Status.OEFFENTLICH}
    oeffentlich.refresh_from_db()
    assert oeffentlich.version == 1
    danach = sb.get(reverse("admin:konferenzen_runde_change", args=[runde.pk]))
    assert "Runde veröffentlichen" not in danach.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_round(sb: Client, seite: str) -> None:
    daten = eingaben(sb.get(seite)) | {"entwuerfe": ""}

    def senden(_: int) -> int:
        try:
            with time_machine.travel(f.JETZT, tick=False):
                return sb.post(seite, daten).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as faeden:
        antworten = list(faeden.map(senden, range(2)))
    assert 302 in antworten
    assert set(antworten) <= {200, 302}
    assert len(geplante()) == 2
    assert Runde.objects.filter(name="Herbst 2026").count() == 1
