"""The clerk's form and list of conferences: what is saved, what is refused, with which words."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hattingen_portal.grunddaten import grunddaten_anlegen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Runde, Status, Veranstaltungsort
from tests import fabriken as f
from tests.seitenformular import formular

pytestmark = pytest.mark.django_db
LISTE = reverse("admin:konferenzen_konferenz_changelist")
MONTAG = f.berlin(2026, 1, 26, 17)
BELEGT = "Der Raum ist zu dieser Zeit schon belegt."


@pytest.fixture(autouse=True)
def _jetzt() -> Any:
    with time_machine.travel(f.JETZT, tick=False):
        yield


@pytest.fixture
def sb(client: Client) -> Client:
    """Give the browser of a clerk who may do everything."""
    client.force_login(User.objects.create_superuser("sb"))
    return client


def form_url(konferenz: Konferenz) -> str:
    return reverse("admin:konferenzen_konferenz_change", args=[konferenz.pk])


def offen(client: Client, konferenz: Konferenz) -> dict[str, Any]:
    """Give what the open form of the conference would send."""
    return formular(client.get(form_url(konferenz)).content, "konferenz_form")


def offene_liste(client: Client, auswahl: str = "") -> dict[str, Any]:
    return formular(client.get(LISTE + auswahl).content, "changelist-form") | {"_save": "Sichern"}


def zeile(daten: dict[str, Any], konferenz: Konferenz) -> str:
    """Give the prefix of the conference's row."""
    schluessel = next(
        k for k, wert in daten.items() if k.endswith("-id") and wert == str(konferenz.pk)
    )
    return schluessel.removesuffix("-id")


def frisch(konferenz: Konferenz) -> Konferenz:
    return Konferenz.objects.get(pk=konferenz.pk)


def fehler(antwort: Any) -> dict[str, list[str]]:
    """Give the messages of the form that came back, by field."""
    assert antwort.status_code == 200
    return {feld: list(texte) for feld, texte in antwort.context["adminform"].form.errors.items()}


def zeilenfehler(antwort: Any, konferenz: Konferenz) -> dict[str, list[str]]:
    assert antwort.status_code == 200
    for form in antwort.context["cl"].formset.forms:
        if form.instance.pk == konferenz.pk:
            return {feld: list(texte) for feld, texte in form.errors.items()}
    raise AssertionError(konferenz)


def meldungen(antwort: Any) -> list[str]:
    return [str(m) for m in get_messages(antwort.wsgi_request)]


# --- The form ---------------------------------------------------------------------------------


def test_an_untouched_form_changes_nothing_public(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort(), titel="Treffen")
    daten = offen(sb, k)
    assert sb.post(form_url(k), daten).status_code == 302
    neu = frisch(k)
    assert (neu.sequenz, neu.geaendert_am) == (1, k.geaendert_am)
    assert (neu.beginn, neu.ende, neu.ort, neu.slug) == (k.beginn, k.ende, k.ort, k.slug)


def test_another_day_moves_the_conference_and_raises_sequence_once(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    antwort = sb.post(form_url(k), offen(sb, k) | {"beginn_0": "19.01.2026"})
    neu = frisch(k)
    assert (neu.beginn, neu.ende) == (f.berlin(2026, 1, 19, 17), f.berlin(2026, 1, 19, 19))
    assert (neu.uid, neu.sequenz, neu.version, neu.ende_geschaetzt) == (k.uid, 2, 2, False)
    assert f"{k.bezeichnung}: Montag, 19. Januar 2026, 17–19 Uhr." in meldungen(antwort)


def test_a_draft_leaves_no_public_trace(sb: Client) -> None:
    k = f.konferenz(status=Status.ENTWURF, beginn=MONTAG)
    sb.post(form_url(k), offen(sb, k) | {"beginn_1": "18:00", "ende_1": "20:30"})
    neu = frisch(k)
    assert (neu.beginn, neu.ende) == (f.berlin(2026, 1, 26, 18), f.berlin(2026, 1, 26, 20, 30))
    assert (neu.sequenz, neu.veroeffentlicht_am) == (0, None)


def test_a_new_conference_without_an_end_gets_an_assumed_one_that_moves_along(sb: Client) -> None:
    stadtteil, runde = f.stadtteil("Welper"), f.runde()
    url = reverse("admin:konferenzen_konferenz_add")
    leer = formular(sb.get(url).content, "konferenz_form")
    daten = leer | {
        "stadtteil": stadtteil.pk,
        "runde": runde.pk,
        "beginn_0": "26.01.2026",
        "beginn_1": "17 Uhr",
        "status": "oeffentlich",
    }
    assert sb.post(url, daten).status_code == 302
    k = Konferenz.objects.get()
    assert (k.beginn, k.ende, k.ende_geschaetzt) == (MONTAG, MONTAG + timedelta(hours=2), True)
    assert (k.sequenz, k.slug) == (1, "welper-fruehjahr-2026")

    sb.post(form_url(k), offen(sb, k) | {"beginn_1": "18:30"})
    k = frisch(k)
    assert (k.ende, k.ende_geschaetzt, k.sequenz) == (f.berlin(2026, 1, 26, 20, 30), True, 2)

    sb.post(form_url(k), offen(sb, k) | {"ende_1": "20:00"})
    k = frisch(k)
    assert (k.ende, k.ende_geschaetzt, k.sequenz) == (f.berlin(2026, 1, 26, 20), False, 3)


def test_an_end_on_another_day_is_kept(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ende=f.berlin(2026, 1, 27, 12))
    daten = offen(sb, k)
    assert (daten["ende_0"], daten["ende_1"]) == ("27.01.2026", "12:00")
    sb.post(form_url(k), daten | {"beschreibung": "Zwei Tage."})
    assert frisch(k).ende == f.berlin(2026, 1, 27, 12)
    assert frisch(k).sequenz == 1


def test_a_stale_form_is_refused_and_keeps_what_was_typed(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offen(sb, k)
    zweite = frisch(k)
    zweite.beschreibung = "Von jemand anderem."
    fortschreiben(zweite, jetzt=f.JETZT)
    antwort = sb.post(form_url(k), daten | {"beginn_0": "19.01.2026"})
    [meldung] = fehler(antwort)["__all__"]
    assert meldung.startswith("Diesen Eintrag hat in der Zwischenzeit jemand anderes geändert.")
    neu = frisch(k)
    assert (neu.beginn, neu.beschreibung, neu.version) == (MONTAG, "Von jemand anderem.", 2)
    assert formular(antwort.content, "konferenz_form")["beginn_0"] == "19.01.2026"


def test_a_form_without_its_version_is_refused(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    daten = offen(sb, k) | {"titel": "Neu"}
    del daten["version"]
    assert list(fehler(sb.post(form_url(k), daten))) == ["__all__"]
    assert frisch(k).titel == ""


@pytest.mark.parametrize(
    ("eingabe", "feld", "worte"),
    [
        ({"beginn_0": ""}, "beginn", "Bitte geben Sie ein Datum an"),
        ({"beginn_1": ""}, "beginn", "Bitte geben Sie eine Uhrzeit an"),
        ({"beginn_0": "", "beginn_1": ""}, "beginn", "Zum Ende fehlt der Beginn"),
        ({"ende_1": "16:00"}, "ende", "Das Ende muss nach dem Beginn liegen."),
        ({"beginn_0": "31.02.2026"}, "beginn", "Bitte geben Sie ein Datum an"),
        ({"beginn_0": "26.01.2062"}, "beginn", "Bitte prüfen Sie das Jahr: 2062"),
        ({"beginn_0": "26.01.62"}, "beginn", "Bitte prüfen Sie das Jahr: 2062"),
        (
            {"beginn_0": "29.03.2026", "beginn_1": "02:30"},
            "beginn",
            "Am 29.03.2026 um 02:30 Uhr: Diese Uhrzeit gibt es nicht",
        ),
        (
            {"beginn_0": "25.10.2026", "beginn_1": "02:30"},
            "beginn",
            "Am 25.10.2026 um 02:30 Uhr: Diese Uhrzeit gibt es zweimal",
        ),
        (
            {"beginn_0": "29.03.2026", "beginn_1": "01:30", "ende_1": "02:30"},
            "ende",
            "Am 29.03.2026 um 02:30 Uhr: Diese Uhrzeit gibt es nicht",
        ),
        ({"status": "verschoben"}, "status", "„Verschoben“ heißt"),
        ({"status": "entwurf"}, "status", "Diese Konferenz war schon öffentlich"),
        ({"art": "sprechstunde"}, "titel", "Bitte geben Sie einen Titel an."),
        ({"stadtteil": ""}, "stadtteil", "Eine Stadtteilkonferenz braucht einen Stadtteil."),
        ({"runde": ""}, "runde", "Eine Stadtteilkonferenz braucht eine Runde."),
        ({"slug": "archiv"}, "slug", "„archiv“ braucht das Portal selbst."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    sb: Client, eingabe: dict[str, str], feld: str, worte: str
) -> None:
    k = f.konferenz(beginn=MONTAG)
    antwort = sb.post(form_url(k), offen(sb, k) | eingabe)
    gesagt = fehler(antwort)
    assert list(gesagt) == [feld]
    assert " ".join(gesagt[feld]).startswith(worte)
    assert frisch(k).version == 1


def test_a_taken_room_names_the_conference_that_is_there(sb: Client) -> None:
    ort = f.ort()
    da = f.konferenz(beginn=MONTAG, ort=ort, stadtteil=f.stadtteil("Holthausen"))
    k = f.konferenz(beginn=MONTAG + timedelta(hours=1))
    antwort = sb.post(form_url(k), offen(sb, k) | {"ort": ort.pk})
    texte = fehler(antwort)["ort"]
    assert texte[0].startswith(BELEGT)
    assert texte[1] == f"Dort ist schon: {da}."
    assert frisch(k).ort is None
    assert (
        sb.post(form_url(k), offen(sb, k) | {"ort": ort.pk, "raum_geteilt": "on"}).status_code
        == 302
    )


def test_a_second_conference_of_a_round_is_refused_at_the_stadtteil(sb: Client) -> None:
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper)
    k = f.konferenz()
    antwort = sb.post(form_url(k), offen(sb, k) | {"stadtteil": welper.pk})
    assert fehler(antwort) == {
        "stadtteil": ["In dieser Runde gibt es für diesen Stadtteil schon eine Stadtteilkonferenz."]
    }


def test_other_ortsteile_are_public_text_but_no_new_date(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    ortsteil = f.ortsteil("Oberstüter", k.stadtteil)
    with time_machine.travel(f.JETZT + timedelta(hours=1), tick=False):
        sb.post(form_url(k), offen(sb, k) | {"ortsteile": [ortsteil.pk]})
    neu = frisch(k)
    assert list(neu.ortsteile.all()) == [ortsteil]
    assert (neu.sequenz, neu.version) == (1, 2)
    assert neu.geaendert_am == f.JETZT + timedelta(hours=1)


def test_odd_dates_are_saved_with_a_warning(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    antwort = sb.post(form_url(k), offen(sb, k) | {"beginn_0": "26.01.2025"})
    assert meldungen(antwort)[1:] == [
        f"{k.bezeichnung}: Sonntag, 26. Januar 2025, 17–19 Uhr.",
        f"{k.bezeichnung}: Der Termin liegt in der Vergangenheit.",
        (
            f"{k.bezeichnung}: Der Termin liegt nicht in der Saison der Runde Frühjahr 2026. "
            "Stimmt das Jahr?"
        ),
    ]


def test_a_document_that_is_no_pdf_is_refused_at_the_field(sb: Client) -> None:
    k = f.konferenz()
    daten = offen(sb, k) | {
        "unterlagen-TOTAL_FORMS": "1",
        "unterlagen-0-art": "protokoll",
        "unterlagen-0-titel": "Protokoll",
        "unterlagen-0-konferenz": k.pk,
        "unterlagen-0-datei": SimpleUploadedFile("protokoll.pdf", b"kein PDF"),
    }
    antwort = sb.post(form_url(k), daten)
    assert antwort.status_code == 200
    [zeile] = antwort.context["inline_admin_formsets"][0].formset.errors
    assert zeile == {"datei": ["Das ist kein PDF. Bitte speichern Sie das Dokument als PDF ab."]}
    assert k.unterlagen.count() == 0


def test_the_status_offers_what_can_follow(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()

    def angebot(k: Konferenz) -> list[str]:
        form = sb.get(form_url(k)).context["adminform"].form
        return [wert for wert, _ in form.fields["status"].widget.choices]

    assert angebot(entwurf) == ["entwurf", "oeffentlich", "verschoben", "abgesagt"]
    assert angebot(oeffentlich) == ["oeffentlich", "verschoben", "abgesagt", "zurueckgezogen"]


def test_only_a_public_conference_links_to_the_website(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    assert sb.get(form_url(entwurf)).context["absolute_url"] is None
    assert sb.get(form_url(oeffentlich)).context["absolute_url"] == oeffentlich.get_absolute_url()


# --- The list ---------------------------------------------------------------------------------


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
    assert meldung.startswith("Diesen Eintrag hat in der Zwischenzeit jemand anderes geändert.")
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
    assert BELEGT in meldung
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


def test_the_list_costs_the_same_for_one_row_and_for_thirty(sb: Client) -> None:
    orte = [f.ort(f"Ort {nummer}") for nummer in range(30)]
    f.konferenz(beginn=MONTAG, ort=orte[0])
    sb.get(LISTE)
    with CaptureQueriesContext(
        connection,
    ) as eine:
        sb.get(LISTE)
    for ort in orte[1:]:
        f.konferenz(beginn=MONTAG, ort=ort)
    with CaptureQueriesContext(connection) as dreissig:
        assert len(sb.get(LISTE).context["cl"].result_list) == 30
    assert len(dreissig) == len(eine)


# --- Deleting and actions ---------------------------------------------------------------------


def aktion(client: Client, name: str, *konferenzen: Konferenz, **mehr: str) -> Any:
    daten = {"action": name, "_selected_action": [k.pk for k in konferenzen]} | mehr
    return client.post(LISTE, daten)


def test_a_draft_can_be_deleted_and_a_public_conference_cannot(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    for k in (entwurf, oeffentlich):
        antwort = sb.post(
            reverse("admin:konferenzen_konferenz_delete", args=[k.pk]), {"post": "yes"}
        )
        assert antwort.status_code == 302
    [_, meldung] = meldungen(antwort)
    assert meldung.startswith(f"{oeffentlich} war schon öffentlich und kann nicht gelöscht werden.")
    assert "„zurückgezogen“" in meldung
    assert list(Konferenz.objects.all()) == [oeffentlich]
    assert sb.get(form_url(oeffentlich)).context["show_delete_link"] is False


def test_the_bulk_deletion_says_which_conference_stays(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    seite = aktion(sb, "delete_selected", entwurf, oeffentlich, post="yes")
    assert seite.status_code == 200
    assert "war schon öffentlich und kann nicht gelöscht werden" in seite.content.decode()
    assert Konferenz.objects.count() == 2
    assert aktion(sb, "delete_selected", entwurf, post="yes").status_code == 302
    assert list(Konferenz.objects.all()) == [oeffentlich]


def test_a_round_with_conferences_stays(sb: Client) -> None:
    k = f.konferenz(status=Status.ENTWURF)
    url = reverse("admin:konferenzen_runde_delete", args=[k.runde_id])
    assert sb.post(url, {"post": "yes"}).status_code == 200
    assert Runde.objects.count() == 1


def test_drafts_are_published_and_the_others_named(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF, beginn=MONTAG), f.konferenz()
    ort = f.ort()
    antwort = aktion(sb, "veroeffentlichen", entwurf, oeffentlich)
    assert sorted(meldungen(antwort)) == [
        "Eine Konferenz ist jetzt öffentlich.",
        f"{oeffentlich}: ist kein Entwurf, sondern steht auf „öffentlich“.",
    ]
    neu = frisch(entwurf)
    assert (neu.status, neu.sequenz, neu.veroeffentlicht_am) == (Status.OEFFENTLICH, 1, f.JETZT)
    assert frisch(oeffentlich).version == 1
    assert ort.version == 1


def test_public_conferences_are_withdrawn_and_drafts_are_not(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz(beginn=MONTAG)
    antwort = aktion(sb, "zurueckziehen", entwurf, oeffentlich)
    assert sorted(meldungen(antwort)) == [
        "Eine Konferenz ist jetzt zurückgezogen.",
        f"{entwurf}: ist ein Entwurf. Entwürfe können Sie löschen.",
    ]
    neu = frisch(oeffentlich)
    assert (neu.status, neu.sequenz, neu.letzter_beginn) == (Status.ZURUECKGEZOGEN, 2, MONTAG)
    assert frisch(entwurf).status == Status.ENTWURF


def test_all_akteure_of_the_stadtteil_are_invited_once(sb: Client) -> None:
    welper, mitte = f.stadtteil("Welper"), f.stadtteil("Mitte")
    ortsteil = f.ortsteil("Dorf Welper", welper)
    verein, kita, ruht, fern, schon = (
        f.akteur(n) for n in ("Verein", "Kita", "Ruht", "Fern", "Da")
    )
    ruht.stand = "ruhend"
    ruht.save()
    for akteur in (verein, ruht, schon):
        akteur.stadtteile.add(welper)
    verein.ortsteile.add(ortsteil)
    kita.ortsteile.add(ortsteil)
    fern.stadtteile.add(mitte)
    k = f.konferenz(stadtteil=welper)
    k.einladungen.create(akteur=schon, notiz="bleibt")
    stadtweit = f.konferenz(art="themenkonferenz", titel="Armutskonferenz")
    antwort = aktion(sb, "akteure_uebernehmen", k, stadtweit)
    assert sorted(meldungen(antwort)) == [
        (
            "Armutskonferenz: gilt für die ganze Stadt und hat keine Liste der Akteure. Bitte laden "
            "Sie im Formular der Konferenz einzeln ein."
        ),
        f"{k}: 2 Akteure neu eingeladen.",
    ]
    assert {(e.akteur.name, e.notiz) for e in k.einladungen.all()} == {
        ("Verein", ""),
        ("Kita", ""),
        ("Da", "bleibt"),
    }
    assert meldungen(aktion(sb, "akteure_uebernehmen", k))[-1] == f"{k}: niemand neu eingeladen."
    assert stadtweit.einladungen.count() == 0


# --- Rounds, venues, permissions --------------------------------------------------------------


def test_a_round_reads_its_season_from_its_name(sb: Client) -> None:
    url = reverse("admin:konferenzen_runde_add")
    daten = formular(sb.get(url).content, "runde_form")
    assert sb.post(url, daten | {"name": "Herbst 2026"}).status_code == 302
    runde = Runde.objects.get()
    assert (str(runde.beginn), str(runde.ende)) == ("2026-08-01", "2026-12-31")
    wort = "Aus dem Namen lässt sich keine Jahreszeit ablesen. Bitte tragen Sie den Tag ein."
    assert fehler(sb.post(url, daten | {"name": "Sonderrunde"})) == {
        "beginn": [wort],
        "ende": [wort],
    }
    assert Runde.objects.count() == 1


def test_a_corrected_venue_is_told_to_the_calendars(sb: Client) -> None:
    ort = f.ort()
    k = f.konferenz(beginn=MONTAG, ort=ort)
    entwurf = f.konferenz(beginn=MONTAG + timedelta(days=1), ort=ort, status=Status.ENTWURF)
    url = reverse("admin:konferenzen_veranstaltungsort_change", args=[ort.pk])
    daten = formular(sb.get(url).content, "veranstaltungsort_form")
    antwort = sb.post(url, daten | {"strasse": "St.-Joseph-Straße"})
    assert (
        "Der Ort ist auch bei einer kommenden Konferenz berichtigt; abonnierte Kalender "
        in (meldungen(antwort)[1])
    )
    assert (frisch(k).sequenz, frisch(entwurf).sequenz) == (2, 0)
    assert Veranstaltungsort.objects.get().version == 2
    assert list(fehler(sb.post(url, daten | {"strasse": "Alte Version"}))) == ["__all__"]
    assert list(fehler(sb.post(url, daten | {"version": "2", "breite": "51.4"}))) == ["laenge"]


def test_the_news_desk_reads_conferences_and_changes_none(client: Client) -> None:
    grunddaten_anlegen()
    redaktion = User.objects.create_user("r", is_staff=True)
    redaktion.groups.add(Group.objects.get(name="Redaktion"))
    client.force_login(redaktion)
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    liste = client.get(LISTE)
    assert liste.status_code == 200
    assert liste.context["cl"].formset is None
    assert client.get(form_url(k)).status_code == 200
    assert client.post(form_url(k), {"titel": "Anders"}).status_code == 403
    assert aktion(client, "zurueckziehen", k).status_code in {200, 302}
    assert (frisch(k).titel, frisch(k).status) == ("Treffen", Status.OEFFENTLICH)


def test_quartiersentwicklung_does_its_work_without_being_superuser(client: Client) -> None:
    grunddaten_anlegen()
    person = User.objects.create_user("q", is_staff=True)
    person.groups.add(Group.objects.get(name="Quartiersentwicklung"))
    client.force_login(person)
    k = f.konferenz(beginn=MONTAG)
    assert client.post(form_url(k), offen(client, k) | {"beginn_1": "16:00"}).status_code == 302
    assert frisch(k).sequenz == 2
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
