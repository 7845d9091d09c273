"""grunddaten: complete on the first run, harmless on every other."""

import pytest
from django.core.management import call_command

from akteure.models import Kategorie
from hattingen_portal.grunddaten import grunddaten_anlegen
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

    call_command("grunddaten")

    assert next(s.name for s in Stadtteil.objects.geordnet()) == "Welper-Süd"
    assert Stadtteil.objects.count() == 6
    assert not Ortsteil.objects.filter(name="Rauendahl").exists()
    assert not Kategorie.objects.filter(name="Kitas").exists()
