"""Lead times: proposed by the code, set by the office, within bounds."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hattingen_portal.cockpit.models import Vorlauf
from hattingen_portal.cockpit.vorlauf import geltende_schritte, vorlaufzeiten_anlegen
from tests.rollen import wer_darf
from tests.seitenformular import formular
from tests.verwaltung import meldungen

pytestmark = pytest.mark.django_db
LISTE = reverse("admin:hattingen_portal_vorlauf_changelist")
VORSCHLAG = [
    ("termin", 84),
    ("ort", 56),
    ("veroeffentlichung", 42),
    ("nachricht", 21),
    ("unterlagen", 14),
]


def geltende() -> list[tuple[str, int]]:
    return [(schritt.kennung, tage) for schritt, tage in geltende_schritte()]


def test_without_a_row_the_proposal_of_the_module_counts() -> None:
    assert geltende() == VORSCHLAG


def test_what_the_office_sets_counts_and_orders_the_steps() -> None:
    Vorlauf.objects.create(schritt="unterlagen", tage=365)
    Vorlauf.objects.create(schritt="termin", tage=0)
    Vorlauf.objects.create(schritt="ort", tage=50, zeigen=False)
    Vorlauf.objects.create(schritt="gibt-es-nicht-mehr", tage=99)

    assert geltende() == [
        ("unterlagen", 365),
        ("veroeffentlichung", 42),
        ("nachricht", 21),
        ("termin", 0),
    ]


def test_grunddaten_adds_what_is_missing_and_leaves_what_is_set() -> None:
    Vorlauf.objects.create(schritt="ort", tage=30, zeigen=False)

    call_command("grunddaten", verbosity=0)
    call_command("grunddaten", verbosity=0)

    assert list(Vorlauf.objects.values_list("schritt", "tage", "zeigen")) == [
        ("termin", 84, True),
        ("veroeffentlichung", 42, True),
        ("ort", 30, False),
        ("nachricht", 21, True),
        ("unterlagen", 14, True),
    ]


@pytest.mark.parametrize("tage", [-1, 366])
def test_the_database_refuses_what_is_out_of_bounds(tage: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Vorlauf.objects.create(schritt="ort", tage=tage)


def offene_liste(client: Client) -> dict[str, str]:
    return formular(client.get(LISTE).content, "changelist-form") | {"_save": "Sichern"}


def test_all_are_set_on_one_page(sb: Client) -> None:
    vorlaufzeiten_anlegen()
    Vorlauf.objects.create(schritt="gibt-es-nicht-mehr", tage=99)
    daten = offene_liste(sb)
    daten["form-1-tage"] = "30"
    del daten["form-4-zeigen"]

    antwort = sb.post(LISTE, daten)

    assert antwort.status_code == 302
    assert geltende() == [
        ("termin", 84),
        ("veroeffentlichung", 42),
        ("ort", 30),
        ("nachricht", 21),
    ]
    assert "2 Vorlaufzeiten" in meldungen(antwort)[0]


@pytest.mark.parametrize(
    ("eingabe", "meldung"),
    [
        ("-1", "Dieser Wert muss größer oder gleich 0 sein."),
        ("366", "Dieser Wert muss kleiner oder gleich 365 sein."),
        ("9" * 40, "Dieser Wert muss kleiner oder gleich 365 sein."),
        ("9" * 5000, "Bitte eine ganze Zahl eingeben."),
        ("", "Dieses Feld ist zwingend erforderlich."),
        ("vier\x00", "Bitte eine ganze Zahl eingeben."),
    ],
)
def test_nonsense_is_refused_at_its_field(sb: Client, eingabe: str, meldung: str) -> None:
    vorlaufzeiten_anlegen()
    daten = offene_liste(sb)

    antwort = sb.post(LISTE, daten | {"form-0-tage": eingabe})

    assert [meldung] in [fm.errors.get("tage") for fm in antwort.context["cl"].formset.forms]
    assert geltende() == VORSCHLAG


def test_a_step_is_neither_added_nor_deleted_by_hand(sb: Client) -> None:
    vorlaufzeiten_anlegen()
    zeile = Vorlauf.objects.get(schritt="ort")

    for weg, status in (("add/", 403), (f"{zeile.pk}/delete/", 403), (f"{zeile.pk}/change/", 200)):
        assert sb.get(f"{LISTE}{weg}").status_code == status


def test_who_may_only_look_changes_nothing() -> None:
    vorlaufzeiten_anlegen()
    client = wer_darf("view_vorlauf")

    assert client.post(LISTE, {"_save": "Sichern"}).status_code in (200, 403)
    assert "form-0-tage" not in client.get(LISTE).content.decode()
    assert geltende() == VORSCHLAG
