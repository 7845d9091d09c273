"""beispieldaten: the published round exactly, facts as facts, and an example that says so."""

from datetime import date
from itertools import islice

import pytest
from django.core.management import call_command
from django.utils import timezone

from akteure.models import Akteur
from aktuelles.models import Beitrag
from hattingen_portal.beispieldaten import beispieldaten_anlegen
from hattingen_portal.beispielrunde import sitzungstage
from hattingen_portal.grunddaten import grunddaten_anlegen
from hattingen_portal.grundlage.zeilen import lesen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderung, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.neuigkeiten import neue_aenderungen, neuigkeiten
from tests import fabriken as f

pytestmark = pytest.mark.django_db

HEUTE = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _daten() -> None:
    grunddaten_anlegen()
    beispieldaten_anlegen(HEUTE)


def test_spring_2026_is_exactly_what_the_city_published() -> None:
    runde = Konferenz.objects.filter(runde__name="Frühjahr 2026").mit_umfeld().chronologisch()

    assert [
        (k.stadtteil.name, k.beginn, k.ende, k.ort.anschrift if k.ort else None, k.status)
        for k in runde
        if k.stadtteil
    ] == [
        (
            "Welper",
            f.berlin(2026, 1, 26, 17),
            f.berlin(2026, 1, 26, 19),
            (
                "Meditationszentrum, Großer Saal, 1. Obergeschoss, Sankt-Joseph-Straße 2, "
                "45527 Hattingen"
            ),
            Status.OEFFENTLICH,
        ),
        (
            "Winz-Baak",
            f.berlin(2026, 1, 28, 17),
            f.berlin(2026, 1, 28, 19),
            "Energiebüro der hwg eG, Rauendahlstraße 1, 45529 Hattingen",
            Status.OEFFENTLICH,
        ),
        (
            "Holthausen",
            f.berlin(2026, 2, 3, 17),
            f.berlin(2026, 2, 3, 19),
            "Gemeinschaftsraum der hwg eG, Schlangenbusch 3, 45527 Hattingen",
            Status.OEFFENTLICH,
        ),
        (
            "Blankenstein",
            f.berlin(2026, 2, 11, 17),
            f.berlin(2026, 2, 11, 19),
            "Forstmann, Marktplatz 15, 45527 Hattingen",
            Status.OEFFENTLICH,
        ),
        (
            "Hattingen-Mitte",
            f.berlin(2026, 2, 24, 17),
            f.berlin(2026, 2, 24, 19),
            "Alzheimer Gesellschaft Hattingen und Sprockhövel e.V., Oststraße 1, 45525 Hattingen",
            Status.OEFFENTLICH,
        ),
        ("EOBS", None, None, None, Status.OEFFENTLICH),
    ]
    assert not runde.filter(ende_geschaetzt=True).exists()


def test_the_round_ahead_says_that_it_is_an_example_and_takes_no_real_room() -> None:
    beispiele = Konferenz.objects.filter(runde__beispiel=True).mit_umfeld().chronologisch()

    assert [
        (k.stadtteil.name, k.beginn and timezone.localtime(k.beginn).date(), k.status)
        for k in beispiele
        if k.stadtteil
    ] == [
        ("Welper", date(2026, 12, 2), Status.OEFFENTLICH),
        ("Winz-Baak", date(2026, 12, 14), Status.OEFFENTLICH),
        ("Hattingen-Mitte", date(2027, 1, 11), Status.OEFFENTLICH),
        ("Holthausen", date(2027, 1, 20), Status.ABGESAGT),
        ("Blankenstein", None, Status.VERSCHOBEN),
        ("EOBS", None, Status.OEFFENTLICH),
    ]
    assert all("Beispiel" in k.ort.name for k in beispiele if k.ort)


def test_the_example_round_has_come_to_its_states_by_real_steps() -> None:
    beispiele = Konferenz.objects.filter(runde__beispiel=True).order_by("pk")
    assert {
        k.kurzname: [(f"{a.zeitpunkt:%d.%m.}", *a.arten) for a in k.aenderungen.order_by("sequenz")]
        for k in beispiele
    } == {
        "Welper": [
            ("23.10.", "bekanntgegeben"),
            ("29.10.", "termin_steht_fest", "ort_geaendert"),
            ("02.11.", "form_geaendert"),
        ],
        "Winz-Baak": [("23.10.", "bekanntgegeben"), ("19.11.", "verlegt")],
        "Hattingen-Mitte": [
            ("23.10.", "bekanntgegeben"),
            ("02.11.", "abgesagt"),
            ("05.11.", "wieder_angesetzt", "ort_geaendert"),
            ("06.11.", "ort_berichtigt"),
        ],
        "Holthausen": [("23.10.", "bekanntgegeben"), ("20.11.", "abgesagt")],
        "Blankenstein": [("23.10.", "bekanntgegeben"), ("17.11.", "verschoben")],
        "EOBS": [("23.10.", "bekanntgegeben")],
        "Beispielsprechstunde": [("10.11.", "bekanntgegeben"), ("11.11.", "zurueckgezogen")],
    }
    gruende = Aenderung.objects.exclude(grund="").filter(konferenz__in=beispiele)
    assert {aenderung.grund.partition(" ")[0] for aenderung in gruende} == {"Beispiel:"}


def test_a_newcomer_finds_the_banner_with_three_changes() -> None:
    jetzt = f.berlin(2026, 11, 22, 12)
    assert [
        (n.konferenz.kurzname, *(m.gilt for m in n.meldungen))
        for n in neuigkeiten(*lesen(neue_aenderungen(jetzt)), jetzt)
    ] == [
        ("Winz-Baak", "verlegt auf Montag, 14. Dezember"),
        ("Holthausen", "abgesagt"),
        ("Blankenstein", "verschoben, neuer Termin folgt"),
    ]


def test_what_happened_in_2019_and_the_news_about_it() -> None:
    alte = Konferenz.objects.filter(runde=None).order_by("beginn")

    assert [(k.titel, k.beginn, k.ende, k.ende_geschaetzt, str(k.ort)) for k in alte] == [
        (
            "Besuch des Bürgermeisters in Bredenscheid/Stüter",
            f.berlin(2019, 9, 23, 17, 30),
            f.berlin(2019, 9, 23, 19, 30),
            True,
            "Evangelische Kirche, Wichernsaal",
        ),
        (
            "3. Hattinger Armutskonferenz",
            f.berlin(2019, 10, 8, 16),
            f.berlin(2019, 10, 8, 19),
            False,
            "Rathaus, Großer Sitzungssaal",
        ),
    ]
    assert [b.titel for b in Beitrag.objects.oeffentlich().neueste_zuerst()] == [
        "Hattingen ist Engagierte Stadt",
        "3. Hattinger Armutskonferenz: Ältere Menschen im Mittelpunkt",
        "Bredenscheid/Stüter hat einen Bürgerverein",
    ]


def test_no_private_person_stands_in_the_data() -> None:
    assert not Akteur.objects.filter(art=Akteur.Art.EINZELPERSON).exists()
    assert not Akteur.objects.exclude(kontakt=None).exists()
    assert not Akteur.objects.exclude(email="", telefon="").exists()


def test_the_news_without_a_known_date_says_what_its_date_is() -> None:
    beitrag = Beitrag.objects.get(titel="Hattingen ist Engagierte Stadt")

    assert beitrag.text.endswith(
        "<p>[[Platzhalter: Tag, an dem die Stadt das gemeldet hat]] Das Datum dieser Nachricht ist "
        "der Tag, an dem sie in das Portal übernommen wurde.</p>"
    )


def alles() -> list[list[dict[str, object]]]:
    """Give every row that the example data may touch."""
    return [
        list(modell.objects.order_by("pk").values())
        for modell in (Runde, Konferenz, Veranstaltungsort, Akteur, Beitrag)
    ]


def test_a_second_run_changes_nothing() -> None:
    vorher = alles()

    call_command("beispieldaten", verbosity=0)

    assert alles() == vorher


def test_a_second_run_leaves_alone_what_clerks_changed() -> None:
    welper, mitte, verein = (
        Konferenz.objects.get(runde__name="Frühjahr 2026", stadtteil__name="Welper"),
        Konferenz.objects.get(runde__name="Frühjahr 2026", stadtteil__name="Hattingen-Mitte"),
        Akteur.objects.get(name="hwg eG"),
    )
    welper.beginn, welper.ende = f.berlin(2026, 1, 27, 18), f.berlin(2026, 1, 27, 20)
    fortschreiben(welper)
    mitte.status = Status.ABGESAGT
    fortschreiben(mitte, grund="Der Raum ist gesperrt.")
    verein.kategorien.clear()
    vorher = alles()

    beispieldaten_anlegen(HEUTE)

    assert alles() == vorher
    assert list(verein.kategorien.all()) == []


def test_sitzungstage_leave_out_weekends_and_the_turn_of_the_year() -> None:
    assert list(islice(sitzungstage(date(2026, 12, 11)), 4)) == [
        date(2026, 12, 14),
        date(2027, 1, 11),
        date(2027, 1, 20),
        date(2027, 2, 1),
    ]
