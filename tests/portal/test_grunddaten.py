"""grunddaten: complete on the first run, harmless on every other."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from akteure.models import Kategorie
from hattingen_portal.grunddaten import RECHTE, grunddaten_anlegen
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil

pytestmark = pytest.mark.django_db


def test_the_six_areas_the_parts_and_who_is_not_covered() -> None:
    grunddaten_anlegen()

    assert [
        (s.name, s.kuerzel, s.slug, sorted(o.name for o in s.ortsteile.all()))
        for s in Stadtteil.objects.geordnet()
    ] == [
        ("Welper", "Welper", "welper", ["Welper"]),
        ("Winz-Baak", "Winz-Baak", "winz-baak", ["Rauendahl", "Winz-Baak"]),
        ("Hattingen-Mitte", "Mitte", "hattingen-mitte", ["Hattingen-Mitte"]),
        ("Holthausen", "Holthausen", "holthausen", ["Holthausen"]),
        ("Blankenstein", "Blankenstein", "blankenstein", ["Blankenstein"]),
        (
            "EOBS",
            "EOBS",
            "eobs",
            ["Bredenscheid-Stüter", "Niederelfringhausen", "Oberelfringhausen", "Oberstüter"],
        ),
    ]
    assert [o.name for o in Ortsteil.objects.filter(stadtteil=None).geordnet()] == [
        "Niederbonsfeld",
        "Niederwenigern",
    ]
    assert [k.name for k in Kategorie.objects.all()] == [
        "Wohlfahrtsverbände",
        "Fachbereich Kinder, Jugend und Familie",
        "Fachbereich Soziales und Gesundheit",
        "Schulen",
        "Kitas",
        "Sportvereine",
        "Glaubensgemeinschaften",
        "Initiativen",
        "Beratungsdienste",
        "Wohnungsunternehmen",
        "Wirtschaft",
    ]
    assert [(a.name, a.email) for a in Ansprechperson.objects.oeffentlich()] == [
        ("Gabriele Krefting", "")
    ]


def test_a_second_run_changes_nothing_that_the_office_changed() -> None:
    call_command("grunddaten")
    Stadtteil.objects.filter(name="Welper").update(name="Welper-Süd")
    Ortsteil.objects.filter(name="Rauendahl").delete()
    Kategorie.objects.filter(name="Kitas").delete()
    Group.objects.get(name="Redaktion").permissions.clear()

    call_command("grunddaten")

    assert next(s.name for s in Stadtteil.objects.geordnet()) == "Welper-Süd"
    assert Stadtteil.objects.count() == 6
    assert not Ortsteil.objects.filter(name="Rauendahl").exists()
    assert not Kategorie.objects.filter(name="Kitas").exists()
    assert not Group.objects.get(name="Redaktion").permissions.exists()


def rechte(gruppe: str) -> set[str]:
    return {
        f"{recht.content_type.app_label}.{recht.codename}"
        for recht in Group.objects.get(name=gruppe).permissions.select_related("content_type")
    }


def test_the_news_desk_writes_news_and_reads_the_rest_but_no_private_contact() -> None:
    grunddaten_anlegen()

    redaktion = rechte("Redaktion")
    aendert = {recht for recht in redaktion if ".view_" not in recht}
    assert {recht.partition(".")[0] for recht in aendert} == {"aktuelles"}
    assert "konferenzen.view_konferenz" in redaktion
    assert "akteure.view_kontakt" not in redaktion
    assert not {recht for recht in redaktion if recht.startswith(("auth.", "sessions."))}
    assert "hattingen_portal.view_seite" in redaktion


def test_the_office_keeps_all_of_the_portal_but_no_logins() -> None:
    grunddaten_anlegen()

    assert {recht.partition(".")[0] for recht in rechte("Quartiersentwicklung")} == {
        "quartiere",
        "akteure",
        "konferenzen",
        "aktuelles",
        "hattingen_portal",
    }
    assert "akteure.change_kontakt" in rechte("Quartiersentwicklung")
    assert "hattingen_portal.change_seite" in rechte("Quartiersentwicklung")


def test_groups_that_are_there_may_use_what_a_release_brings_and_nothing_more() -> None:
    grunddaten_anlegen()
    vorher = {name: rechte(name) for name in RECHTE}
    neu = Permission.objects.filter(
        content_type__app_label="hattingen_portal",
        content_type__model__in=["seite", "abschnitt", "ausnahme", "erklaerung", "video"],
    )
    for gruppe in Group.objects.all():
        gruppe.permissions.remove(*neu)
        gruppe.permissions.remove(*Permission.objects.filter(codename="add_kategorie"))
    assert not Group.objects.filter(permissions__in=neu).exists()

    grunddaten_anlegen()

    assert rechte("Redaktion") == vorher["Redaktion"]
    assert rechte("Quartiersentwicklung") == vorher["Quartiersentwicklung"] - {
        "akteure.add_kategorie"
    }
