"""The editable list of conferences: rows saved together or not at all."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.rollen import angemeldet
from tests.verwaltung import (
    BELEGT,
    LISTE,
    formular,
    frisch,
    meldungen,
    offene_liste,
    zeile,
    zeilenfehler,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def test_the_list_changes_date_time_venue_and_status(sb: Client) -> None:
    k, andere = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    ort = f.ort()
    daten = offene_liste(sb)
    z = zeile(daten, k)
    daten |= {f"{z}-beginn_0": "02.02.2026", f"{z}-beginn_1": "18:00", f"{z}-ende_1": "20:00"}
    daten |= {f"{z}-ort": ort.pk}
    assert sb.post(LISTE, daten).status_code == 302
    neu = frisch(k)
    assert (neu.beginn, neu.ende) == (f.berlin(2026, 2, 2, 18), f.berlin(2026, 2, 2, 20))
    assert (neu.ort, neu.uid, neu.sequenz, neu.version) == (ort, k.uid, 2, 2)
    assert frisch(andere).version == 1

    daten = offene_liste(sb)
    assert sb.post(LISTE, daten | {f"{zeile(daten, k)}-status": "abgesagt"}).status_code == 302
    assert (frisch(k).status, frisch(k).sequenz) == (Status.ABGESAGT, 3)


def test_a_scheduled_row_can_be_a_draft_again(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.JETZT + timedelta(days=2))
    daten = offene_liste(sb)
    assert sb.post(LISTE, daten | {f"{zeile(daten, k)}-status": "entwurf"}).status_code == 302
    assert (frisch(k).status, frisch(k).veroeffentlicht_am) == (Status.ENTWURF, None)


def test_a_venue_for_a_row_that_is_only_online_is_refused_there(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, form="online")
    daten = offene_liste(sb)
    antwort = sb.post(LISTE, daten | {f"{zeile(daten, k)}-ort": f.ort().pk})
    [meldung] = zeilenfehler(antwort, k)["ort"]
    assert meldung.startswith("Eine Konferenz, die nur online stattfindet, hat keinen Ort.")


def test_a_stale_row_is_refused_but_only_where_it_was_touched(sb: Client) -> None:
    k, andere = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    daten = offene_liste(sb)
    zweite = frisch(k)
    zweite.beginn, zweite.ende = MONTAG + timedelta(days=1), MONTAG + timedelta(days=1, hours=2)
    fortschreiben(zweite, jetzt=f.JETZT)

    eigene = daten | {f"{zeile(daten, andere)}-beginn_1": "16:00"}
    assert sb.post(LISTE, eigene).status_code == 302
    assert frisch(andere).beginn == MONTAG - timedelta(hours=1)
    assert (frisch(k).beginn, frisch(k).sequenz) == (MONTAG + timedelta(days=1), 2)

    antwort = sb.post(LISTE, daten | {f"{zeile(daten, k)}-beginn_1": "16:00"})
    [meldung] = zeilenfehler(antwort, k)["__all__"]
    assert meldung.startswith("Diesen Eintrag hat inzwischen das Portal selbst geändert")
    assert frisch(k).version == 2


def test_one_wrong_row_saves_nothing_and_the_corrected_list_saves_all(sb: Client) -> None:
    k, andere = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    daten = offene_liste(sb)
    daten |= {
        f"{zeile(daten, k)}-beginn_0": "02.02.2026",
        f"{zeile(daten, andere)}-ende_1": "16:00",
    }
    antwort = sb.post(LISTE, daten)
    assert zeilenfehler(antwort, andere) == {"ende": ["Das Ende muss nach dem Beginn liegen."]}
    assert zeilenfehler(antwort, k) == {}
    assert (frisch(k).version, frisch(andere).version) == (1, 1)

    daten = formular(antwort.content, "changelist-form") | {"_save": "Sichern"}
    assert sb.post(LISTE, daten | {f"{zeile(daten, andere)}-ende_1": "20:00"}).status_code == 302
    assert frisch(k).beginn == f.berlin(2026, 2, 2, 17)
    assert frisch(andere).ende == f.berlin(2026, 1, 26, 20)


@pytest.mark.parametrize(
    ("eingabe", "feld", "worte"),
    [
        ({"beginn_1": ""}, "beginn", "Bitte geben Sie eine Uhrzeit an"),
        ({"beginn_0": "29.03.2026", "beginn_1": "2:30"}, "beginn", "Am 29.03.2026 um 02:30 Uhr"),
        ({"status": "verschoben"}, "status", "„Verschoben“ heißt"),
        ({"status": "entwurf"}, "status", "Diese Konferenz war schon öffentlich"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_at_its_field(
    sb: Client, eingabe: dict[str, str], feld: str, worte: str
) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offene_liste(sb)
    z = zeile(daten, k)
    antwort = sb.post(LISTE, daten | {f"{z}-{name}": wert for name, wert in eingabe.items()})
    gesagt = zeilenfehler(antwort, k)
    assert list(gesagt) == [feld]
    assert gesagt[feld][0].startswith(worte)
    assert frisch(k).version == 1


def test_a_row_in_a_taken_room_is_refused_at_the_venue(sb: Client) -> None:
    da, k = f.konferenz(beginn=MONTAG, ort=f.ort()), f.konferenz(beginn=MONTAG)
    daten = offene_liste(sb)
    antwort = sb.post(LISTE, daten | {f"{zeile(daten, k)}-ort": da.ort_id})
    texte = zeilenfehler(antwort, k)["ort"]
    assert texte[0].startswith(BELEGT)
    assert texte[1:] == [
        f"Dort ist schon: {da}.",
        "Sollen zwei Konferenzen tauschen, leeren Sie zuerst bei einer den Ort.",
    ]


def test_two_rows_that_collide_with_each_other_are_refused_together(sb: Client) -> None:
    eine, andere = f.konferenz(beginn=MONTAG), f.konferenz(beginn=MONTAG)
    ort = f.ort()
    daten = offene_liste(sb)
    daten |= {f"{zeile(daten, eine)}-ort": ort.pk, f"{zeile(daten, andere)}-ort": ort.pk}
    antwort = sb.post(LISTE, daten)
    assert antwort.status_code == 200
    [meldung] = antwort.context["cl"].formset.non_form_errors()
    assert meldung.startswith(f"{andere}: {BELEGT}")
    assert (frisch(eine).ort, frisch(andere).ort) == (None, None)
    assert meldungen(antwort) == []
    gesendet = formular(antwort.content, "changelist-form")
    assert gesendet[f"{zeile(gesendet, eine)}-ort"] == str(ort.pk)


def test_the_rows_of_a_refused_list_stand_beside_their_own_names(sb: Client) -> None:
    frueh = f.konferenz(beginn=MONTAG, titel="Frühe")
    spaet = f.konferenz(beginn=MONTAG + timedelta(days=7), titel="Späte")
    daten = offene_liste(sb)
    zweite = frisch(frueh)
    zweite.beginn, zweite.ende = MONTAG + timedelta(days=14), MONTAG + timedelta(days=14, hours=2)
    fortschreiben(zweite, jetzt=f.JETZT)
    antwort = sb.post(LISTE, daten | {f"{zeile(daten, spaet)}-beginn_1": "25:00"})
    cl = antwort.context["cl"]
    assert [form.instance for form in cl.formset.forms] == [spaet, frueh]
    assert cl.result_list == [spaet, frueh]


@pytest.mark.parametrize(
    ("auswahl", "namen"),
    [
        ("?termin=kommt", ["Offen", "Kommt"]),
        ("?termin=offen", ["Offen"]),
        ("?termin=vorbei", ["Vorbei"]),
        ("?q=meditationszentrum", ["Kommt"]),
        ("?q=holthausen", ["Vorbei"]),
        ("?status__exact=entwurf", ["Offen"]),
    ],
)
def test_the_list_can_be_searched_and_filtered(sb: Client, auswahl: str, namen: list[str]) -> None:
    f.konferenz(titel="Kommt", beginn=MONTAG, ort=f.ort())
    holthausen = f.stadtteil("Holthausen")
    f.konferenz(titel="Vorbei", beginn=f.berlin(2025, 3, 3, 17), stadtteil=holthausen)
    f.konferenz(titel="Offen", status=Status.ENTWURF)
    gefunden = sb.get(LISTE + auswahl).context["cl"].result_list
    assert [k.titel for k in gefunden] == namen


@pytest.mark.parametrize("frage", ["", "?_popup=1"])
@pytest.mark.parametrize("recht", ["view", "change"])
def test_the_list_costs_the_same_for_one_row_and_for_thirty(recht: str, frage: str) -> None:
    person = User.objects.create_user("kollegin", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename=f"{recht}_konferenz"))
    browser = angemeldet(person)
    orte = [f.ort(f"Ort {nummer}") for nummer in range(30)]
    f.konferenz(beginn=MONTAG, ort=orte[0])
    browser.get(LISTE + frage)
    with CaptureQueriesContext(
        connection,
    ) as eine:
        browser.get(LISTE + frage)
    for ort in orte[1:]:
        f.konferenz(beginn=MONTAG, ort=ort)
    with CaptureQueriesContext(connection) as dreissig:
        assert len(browser.get(LISTE + frage).context["cl"].result_list) == 30
    assert len(dreissig) == len(eine)


def test_the_list_reads_what_it_shows_and_saves_from_whole_rows(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    [gezeigt] = sb.get(LISTE).context["cl"].result_list
    assert gezeigt.get_deferred_fields() >= {"beschreibung", "uid", "erstellt_am"}
    daten = offene_liste(sb)
    antwort = sb.post(LISTE, daten | {f"{zeile(daten, k)}-beginn_0": "unfug"})
    [form] = antwort.context["cl"].formset.forms
    assert form.instance.get_deferred_fields() == set()


@pytest.mark.parametrize(
    ("auswahl", "abfragen", "angebot"),
    [
        ("", 6, ["Januar 2026", "Februar 2026", "März 2026"]),
        ("?beginn__year=2026", 6, ["Januar 2026", "Februar 2026", "März 2026"]),
        ("?beginn__year=2026&beginn__month=2", 6, ["2. Februar", "9. Februar"]),
    ],
)
def test_a_list_of_several_pages_finds_its_months_as_it_counts(
    sb: Client, auswahl: str, abfragen: int, angebot: list[str]
) -> None:
    wochen = [MONTAG + timedelta(weeks=nummer) for nummer in (0, 1, 2, 6)]
    for nummer in range(102):
        vorlage = {"art": Art.SPRECHSTUNDE, "titel": f"Sprechstunde {nummer}"}
        f.konferenz(**vorlage, beginn=wochen[nummer % 4 if nummer < 8 else 1 + nummer % 2])
    sb.get(LISTE + auswahl)
    with CaptureQueriesContext(connection) as gezaehlt:
        cl = sb.get(LISTE + auswahl).context["cl"]
    assert len(gezaehlt) == abfragen
    assert [wahl["title"] for wahl in cl.zeitwahl()["choices"]] == angebot


@pytest.mark.parametrize(
    ("auswahl", "gefunden"), [("", 2), ("?q=Messe", 1), ("?q=nichts", 0), ("?termin=vorbei", 0)]
)
def test_the_list_says_how_many_there_are_in_all(sb: Client, auswahl: str, gefunden: int) -> None:
    assert zahlen(sb, auswahl) == (0, 0)
    f.konferenz(beginn=MONTAG, titel="Messe")
    f.konferenz(beginn=MONTAG)
    assert zahlen(sb, auswahl) == (gefunden, 2)


def zahlen(sb: Client, auswahl: str) -> tuple[int, int]:
    cl = sb.get(LISTE + auswahl).context["cl"]
    return cl.result_count, cl.full_result_count


def test_a_list_of_several_years_offers_these(sb: Client) -> None:
    for nummer in range(101):
        vorlage = {"art": Art.SPRECHSTUNDE, "titel": f"Sprechstunde {nummer}"}
        f.konferenz(**vorlage, beginn=f.berlin(2024 + nummer % 3, 12 - nummer % 2, 31 - 1, 23))
    cl = sb.get(LISTE).context["cl"]
    assert [wahl["title"] for wahl in cl.zeitwahl()["choices"]] == ["2024", "2025", "2026"]


def test_a_month_of_the_list_begins_at_midnight_in_berlin(sb: Client) -> None:
    for nummer in range(101):
        vorlage = {"art": Art.SPRECHSTUNDE, "titel": f"Sprechstunde {nummer}"}
        beginn = f.berlin(2026, 3, 1, 0) if nummer % 2 else f.berlin(2026, 5, 31, 23)
        f.konferenz(**vorlage, beginn=beginn)
    cl = sb.get(LISTE).context["cl"]
    assert [wahl["title"] for wahl in cl.zeitwahl()["choices"]] == ["März 2026", "Mai 2026"]


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_save_at_once_one_is_told(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offene_liste(sb)
    z = zeile(daten, k)
    start, antworten = Barrier(2), []

    def sichern(uhrzeit: str) -> None:
        browser = Client()
        browser.cookies = sb.cookies
        start.wait()
        antworten.append(browser.post(LISTE, daten | {f"{z}-beginn_1": uhrzeit}))
        connection.close()

    faeden = [Thread(target=sichern, args=(uhrzeit,)) for uhrzeit in ("15:00", "16:00")]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert sorted(antwort.status_code for antwort in antworten) == [200, 302]
    assert (frisch(k).sequenz, frisch(k).version) == (2, 2)
    [abgelehnt] = [a.content.decode() for a in antworten if a.status_code == 200]
    assert "haben Sie inzwischen selbst in einem anderen Fenster geändert" in abgelehnt


def test_filters_name_what_has_no_row_of_a_kind(sb: Client) -> None:
    f.konferenz(beginn=MONTAG)
    cl = sb.get(LISTE).context["cl"]
    angebot = {
        filter_.title: [wahl["display"] for wahl in filter_.choices(cl)]
        for filter_ in cl.filter_specs
    }
    assert angebot["Runde"][-1] == "ohne Runde"
    assert angebot["Stadtteil"][-1] == "ohne Stadtteil"


def test_a_filter_by_a_text_names_what_has_none(sb: Client) -> None:
    f.ort("Saal")
    f.ort("Treff", stadt="")
    liste = reverse("admin:konferenzen_veranstaltungsort_changelist")
    cl = sb.get(liste).context["cl"]
    [stadt] = [filter_ for filter_ in cl.filter_specs if filter_.title == "Stadt"]
    wahlen = {wahl["display"]: wahl["query_string"] for wahl in stadt.choices(cl)}
    assert list(wahlen) == ["Alle", "ohne Stadt", "Hattingen"]
    gezeigt = sb.get(liste + wahlen["ohne Stadt"]).context["cl"].result_list
    assert [str(ort) for ort in gezeigt] == ["Treff"]
