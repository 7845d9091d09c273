"""The form of a conference: what is saved, what is refused, with which words."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Einladung, Konferenz, Status
from tests import fabriken as f
from tests.verwaltung import (
    BELEGT,
    fehler,
    form_url,
    formular,
    frisch,
    meldungen,
    offen,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


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
    assert meldung.startswith("Diesen Eintrag hat inzwischen das Portal selbst geändert")
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
        ({"beginn_0": "31.02.2026"}, "beginn", "Den 31.02.2026 gibt es nicht."),
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


def test_only_online_and_a_venue_is_refused_at_the_venue(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    antwort = sb.post(form_url(k), offen(sb, k) | {"form": "online"})
    gesagt = fehler(antwort)
    assert list(gesagt) == ["ort"]
    [meldung] = gesagt["ort"]
    assert meldung.startswith("Eine Konferenz, die nur online stattfindet, hat keinen Ort.")
    assert sb.post(form_url(k), offen(sb, k) | {"form": "hybrid"}).status_code == 302


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
        (
            f"{k.bezeichnung}: verlegt, aber ohne Grund. "
            f'<a href="{form_url(k)}#id_statusgrund">Bitte ergänzen Sie den Grund.</a> Alle können '
            "ihn lesen."
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


def test_a_scheduled_conference_can_be_a_draft_again(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.JETZT + timedelta(days=2))
    assert sb.post(form_url(k), offen(sb, k) | {"status": "entwurf"}).status_code == 302
    assert (frisch(k).status, frisch(k).veroeffentlicht_am) == (Status.ENTWURF, None)


def test_only_a_public_conference_links_to_the_website(sb: Client) -> None:
    entwurf, oeffentlich = f.konferenz(status=Status.ENTWURF), f.konferenz()
    assert sb.get(form_url(entwurf)).context["absolute_url"] is None
    assert sb.get(form_url(oeffentlich)).context["absolute_url"] == oeffentlich.get_absolute_url()


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_form_costs_the_same_with_one_guest_and_change_and_with_thirty(
    sb: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    for nummer in range(anzahl):
        Einladung.objects.create(konferenz=k, akteur=f.akteur(f"Verein {nummer}"))

    for _ in range(anzahl):
        k.titel = f"{k.titel}x"
        fortschreiben(k)

    with django_assert_num_queries(13):
        antwort = sb.get(form_url(k))

    assert antwort.text.count("selected>Verein ") == anzahl


@pytest.mark.parametrize("feld", ["ort", "stadtteil", "ortsteile"])
def test_a_choice_that_there_cannot_be_is_refused(sb: Client, feld: str) -> None:
    k = f.konferenz(beginn=MONTAG)

    gesagt = fehler(sb.post(form_url(k), offen(sb, k) | {feld: "unsinn"}))

    assert list(gesagt) == [feld]


def mit_zeile(daten: dict[str, Any], prefix: str, k: Konferenz, **felder: Any) -> dict[str, Any]:
    """Give what the form sends with one more row below it."""
    zeile = {f"{prefix}-0-{name}": wert for name, wert in felder.items()}
    return daten | {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-konferenz": k.pk} | zeile


def test_an_invitation_is_public_text_but_its_note_is_not(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, jetzt=f.JETZT - timedelta(hours=1))
    verein = f.akteur("Verein")
    neu = {"akteur": verein.pk, "reihenfolge": "0"}
    sb.post(form_url(k), mit_zeile(offen(sb, k), "einladungen", k, **neu))
    assert [e.akteur for e in k.einladungen.all()] == [verein]
    assert (frisch(k).sequenz, frisch(k).geaendert_am) == (1, f.JETZT)
    with time_machine.travel(f.JETZT + timedelta(hours=1), tick=False):
        sb.post(form_url(k), offen(sb, k) | {"einladungen-0-notiz": "ruft zurück"})
    assert k.einladungen.get().notiz == "ruft zurück"
    assert (frisch(k).sequenz, frisch(k).geaendert_am) == (1, f.JETZT)


def test_a_document_is_public_text_once_it_is_released(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, jetzt=f.JETZT - timedelta(hours=1))
    pdf = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7")
    neu = {"art": "protokoll", "titel": "Protokoll", "datei": pdf}
    sb.post(form_url(k), mit_zeile(offen(sb, k), "unterlagen", k, **neu))
    assert k.unterlagen.count() == 1
    assert frisch(k).geaendert_am == f.JETZT - timedelta(hours=1)
    sb.post(form_url(k), offen(sb, k) | {"unterlagen-0-oeffentlich": "on"})
    assert (frisch(k).sequenz, frisch(k).geaendert_am) == (1, f.JETZT)


def test_what_calendars_show_of_a_withdrawn_one_is_refused_in_the_form(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG, titel="Treffen")
    assert sb.post(form_url(k), offen(sb, k) | {"status": "zurueckgezogen"}).status_code == 302
    antwort = sb.post(form_url(k), offen(sb, k) | {"titel": "Geheim"})
    [meldung] = fehler(antwort)["__all__"]
    assert "steht noch in abonnierten Kalendern" in meldung
    assert formular(antwort.content, "konferenz_form")["titel"] == "Geheim"
    assert frisch(k).titel == "Treffen"
    zurueck = {"titel": "Treffen II", "status": "oeffentlich"}
    assert sb.post(form_url(k), offen(sb, k) | zurueck).status_code == 302
    assert frisch(k).titel == "Treffen II"
