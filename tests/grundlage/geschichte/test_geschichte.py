"""Who changed what when: the page in the admin, and what is kept of each way to save."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grundlage.geschichte.aufzeichnung import geschichte_von, hat_geschichte
from konferenzen.berichtigung import berichtigen
from konferenzen.einladen import alle_akteure_einladen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Einladung, Konferenz, Unterlage, Veranstaltungsort
from tests import fabriken as f
from tests.seitenformular import formular
from tests.verwaltung import form_url, offen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def url(objekt: models.Model) -> str:
    name = f"admin:{objekt._meta.app_label}_{objekt._meta.model_name}_history"
    return reverse(name, args=[objekt.pk])


def gelesen(client: Client, objekt: models.Model, seite: str = "") -> list[Any]:
    """Give each save that the page tells: who, then what of what, then each field."""
    gruppen = client.get(url(objekt) + seite).context["gruppen"]
    return [
        (
            gruppe.durch,
            [
                (e.gegenstand, e.was, [(a.feld, a.vorher, a.nachher) for a in e.aenderungen])
                for e in gruppe.eintraege
            ],
        )
        for gruppe in gruppen
    ]


def test_a_save_in_the_form_tells_each_field_before_and_after(
    sb: Client, jetzt: time_machine.Traveller
) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort("Rathaus"), titel="Treffen")
    ortsteil, verein = f.ortsteil("Oberstüter", k.stadtteil), f.akteur("Verein")
    jetzt.shift(timedelta(hours=1))
    sb.post(
        form_url(k),
        offen(sb, k)
        | {
            "beginn_0": "19.01.2026",
            "ort": "",
            "ortsteile": [ortsteil.pk],
            "einladungen-TOTAL_FORMS": "1",
            "einladungen-0-konferenz": k.pk,
            "einladungen-0-akteur": verein.pk,
            "einladungen-0-reihenfolge": "0",
        },
    )
    assert gelesen(sb, k) == [
        (
            "sb",
            [
                (
                    "",
                    "geändert",
                    [
                        ("Beginn", "26. Januar 2026, 17:00 Uhr", "19. Januar 2026, 17:00 Uhr"),
                        ("Ende", "26. Januar 2026, 19:00 Uhr", "19. Januar 2026, 19:00 Uhr"),
                        ("Ort", "Rathaus", "leer"),
                        ("einzelne Ortsteile", "leer", "Oberstüter"),
                    ],
                ),
                ("Einladung „Verein“", "angelegt", []),
            ],
        ),
        ("", [("", "angelegt", [])]),
    ]


def test_an_untouched_save_is_one_line(sb: Client, jetzt: time_machine.Traveller) -> None:
    k = f.konferenz(beginn=MONTAG)
    jetzt.shift(timedelta(hours=1))
    sb.post(form_url(k), offen(sb, k))
    assert gelesen(sb, k) == [("sb", []), ("", [("", "angelegt", [])])]
    assert "Gesichert, ohne etwas zu ändern." in sb.get(url(k)).text


def test_what_hangs_below_is_told_when_it_changes_and_goes(
    sb: Client, jetzt: time_machine.Traveller
) -> None:
    k = f.konferenz(beginn=MONTAG)
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    Unterlage.objects.create(konferenz=k, titel="Protokoll", art="protokoll", datei=pdf)
    fremd = f.konferenz(beginn=MONTAG)
    Unterlage.objects.create(konferenz=fremd, titel="Fremd", datei=pdf)
    jetzt.shift(timedelta(hours=1))
    sb.post(form_url(k), offen(sb, k) | {"unterlagen-0-titel": "Niederschrift"})
    jetzt.shift(timedelta(hours=1))
    sb.post(form_url(k), offen(sb, k) | {"unterlagen-0-DELETE": "on"})
    assert gelesen(sb, k) == [
        ("sb", [("Unterlage „Niederschrift“", "gelöscht", [])]),
        (
            "sb",
            [("Unterlage „Niederschrift“", "geändert", [("Titel", "Protokoll", "Niederschrift")])],
        ),
        ("", [("", "angelegt", []), ("Unterlage „Protokoll“", "angelegt", [])]),
    ]


def test_each_way_to_save_names_who_did_it(sb: Client) -> None:
    anna = User.objects.create_user("anna", first_name="Anna", last_name="Beispiel")
    k, ort = f.konferenz(beginn=MONTAG), f.ort()
    k.titel = "Neu"
    fortschreiben(k, durch=anna)
    ort.name = "Anders"
    berichtigen(ort, durch=anna)
    for modell, pk in ((Konferenz, k.pk), (Veranstaltungsort, ort.pk)):
        eintraege = geschichte_von(modell).filter(id=pk)
        assert [e.durch_name for e in eintraege] == ["Anna Beispiel", ""]


def test_the_name_stays_when_the_account_is_gone(sb: Client) -> None:
    anna = User.objects.create_user("anna", first_name="Anna", last_name="Beispiel")
    k = f.konferenz(beginn=MONTAG)
    k.titel = "Neu"
    fortschreiben(k, durch=anna)
    anna.delete()
    assert [e.durch_name for e in geschichte_von(Konferenz)] == ["Anna Beispiel", ""]


def test_a_corrected_venue_leaves_the_history_of_its_conferences_alone(sb: Client) -> None:
    ort = f.ort("Rathaus")
    k = f.konferenz(beginn=MONTAG, ort=ort)
    berichtigen_in_der_verwaltung(sb, ort, name="Altes Rathaus")
    assert gelesen(sb, k)[-1][1] == [("", "angelegt", [])]
    assert gelesen(sb, ort)[0] == ("sb", [("", "geändert", [("Name", "Rathaus", "Altes Rathaus")])])


def berichtigen_in_der_verwaltung(sb: Client, ort: Veranstaltungsort, **felder: str) -> None:
    adresse = reverse("admin:konferenzen_veranstaltungsort_change", args=[ort.pk])
    assert (
        sb.post(
            adresse, formular(sb.get(adresse).content, "veranstaltungsort_form") | felder
        ).status_code
        == 302
    )


def test_invitations_for_all_are_kept_too(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    for name in ("A", "B"):
        f.akteur(name).stadtteile.add(k.stadtteil)
    assert alle_akteure_einladen(k) == 2
    assert geschichte_von(Einladung).filter(konferenz=k.pk, history_type="+").count() == 2


def test_a_save_that_is_rolled_back_leaves_no_history() -> None:
    k = f.konferenz(beginn=MONTAG)
    k.titel = "Neu"
    with transaction.atomic():
        fortschreiben(k)
        transaction.set_rollback(True)
    assert [e.titel for e in geschichte_von(Konferenz)] == [""]


@pytest.mark.parametrize("person", [f.akteur, f.ansprechperson])
def test_of_a_person_who_is_deleted_nothing_is_kept(person: Callable[..., Any]) -> None:
    zeile, bleibt = person(), person()
    stadtteil = f.stadtteil()
    for eine in (zeile, bleibt):
        eine.stadtteile.add(stadtteil)
    modell = type(zeile)
    zwischen = geschichte_von(modell).model.stadtteile.model
    zeile.delete()
    assert set(geschichte_von(modell).values_list("id", flat=True)) == {bleibt.pk}
    assert zwischen.objects.count() == 1


def test_what_staff_edit_is_kept_but_no_private_contact_and_no_message() -> None:
    assert {m.__name__ for m in apps.get_models() if hat_geschichte(m)} == {
        *("Konferenz", "Veranstaltungsort", "Runde", "Unterlage", "Einladung"),
        *("Stadtteil", "Ortsteil", "Ansprechperson", "Kategorie", "Akteur", "Beitrag", "Anhang"),
        *("Seite", "Abschnitt", "Erklaerung", "Ausnahme", "Video"),
        *("Ferien", "Sperrtag", "Vorlauf"),
    }


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_page_costs_the_same_for_one_change_and_for_thirty(
    sb: Client,
    jetzt: time_machine.Traveller,
    django_assert_num_queries: DjangoAssertNumQueries,
    anzahl: int,
) -> None:
    k = f.konferenz(beginn=MONTAG, ort=f.ort())
    akteur = f.akteur("Verein")
    einladung = Einladung.objects.create(konferenz=k, akteur=akteur)
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    unterlage = Unterlage.objects.create(konferenz=k, titel="Protokoll", datei=pdf)
    for nummer in range(anzahl):
        jetzt.shift(timedelta(minutes=1))
        k.titel, einladung.notiz, unterlage.titel = 3 * [f"Nummer {nummer}"]
        k.ort = f.ort(f"Ort {nummer}")
        fortschreiben(k)
        einladung.save()
        unterlage.save()
    with django_assert_num_queries(18):
        assert len(sb.get(url(k)).context["page_obj"].object_list) == min(30, 3 + 3 * anzahl)


def test_a_long_history_has_pages(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    for nummer in range(40):
        k.titel = f"Nummer {nummer}"
        fortschreiben(k)
    assert sb.get(url(k)).context["page_obj"].paginator.count == 41
    [[_, eintraege]] = gelesen(sb, k, "?seite=2")
    assert len(eintraege) == 11
    assert sb.get(url(k) + "?seite=unsinn").status_code == 200


def test_who_may_not_see_what_hangs_below_does_not_read_its_history(client: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    Einladung.objects.create(konferenz=k, akteur=f.akteur("Verein"), notiz="geheim")
    anna = User.objects.create_user("anna", is_staff=True)
    client.force_login(anna)
    assert client.get(url(k)).status_code == 403
    anna.user_permissions.add(Permission.objects.get(codename="view_konferenz"))
    assert gelesen(client, k) == [("", [("", "angelegt", [])])]


def test_a_row_that_is_gone_says_so(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    adresse = url(k).replace(str(k.pk), "0")
    assert sb.get(adresse).status_code == 302
