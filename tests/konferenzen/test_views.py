"""The pages under /termine/ and /kalender/: exactly what is public, in words."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from konferenzen.einlesen import einlesen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Status
from tests import fabriken as f
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
LISTE = Path(__file__).parent.parent / "daten/termine-fruehjahr-2026.txt"
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)


def nicht_oeffentlich(**felder: Any) -> None:
    """Save one conference of each kind that no page may show."""
    for status, extra in (
        (Status.ENTWURF, {}),
        (Status.OEFFENTLICH, {"veroeffentlichen_ab": f.JETZT + TAG}),
        (Status.ZURUECKGEZOGEN, {}),
    ):
        art = {"art": Art.SPRECHSTUNDE, "titel": f"Geheim {status}", "status": status}
        f.konferenz(**art | extra | felder)


# --- The season as the city published it ---------------------------------------------------------


def test_spring_2026_is_shown_exactly_as_published(client: Client) -> None:
    call_command("grunddaten", verbosity=0)
    einlesen(LISTE.read_bytes(), runde="Frühjahr 2026", veroeffentlichen=True)
    erwartet = [
        [
            "Welper",
            "Montag, 26. Januar 2026, 17–19 Uhr",
            (
                "Meditationszentrum, Großer Saal, 1. Obergeschoss, Sankt-Joseph-Straße 2, "
                "45527 Hattingen"
            ),
        ],
        [
            "Winz-Baak mit Rauendahl",
            "Mittwoch, 28. Januar 2026, 17–19 Uhr",
            "Energiebüro der hwg eG, Rauendahlstraße 1, 45529 Hattingen",
        ],
        [
            "Holthausen",
            "Dienstag, 3. Februar 2026, 17–19 Uhr",
            "Gemeinschaftsraum der hwg eG, Schlangenbusch 3, 45527 Hattingen",
        ],
        [
            "Blankenstein",
            "Mittwoch, 11. Februar 2026, 17–19 Uhr",
            "Forstmann, Marktplatz 15, 45527 Hattingen",
        ],
        [
            "Hattingen-Mitte",
            "Dienstag, 24. Februar 2026, 17–19 Uhr",
            "Alzheimer Gesellschaft Hattingen und Sprockhövel e.V., Oststraße 1, 45525 Hattingen",
        ],
        [
            "EOBS Elfringhausen, Oberstüter, Bredenscheid/Stüter",
            "Termin wird noch bekanntgegeben",
            "Ort wird noch bekanntgegeben",
        ],
    ]

    assert hole(client, "/termine/").tabellen() == [erwartet]
    assert hole(client, "/termine/runden/fruehjahr-2026/").tabellen() == [erwartet]


# --- /termine/ -----------------------------------------------------------------------------------


def test_whole_current_rounds_then_what_else_is_coming(client: Client) -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    alt = f.runde("Herbst 2025", beginn=date(2025, 8, 1), ende=date(2025, 12, 31))
    f.konferenz(stadtteil=welper, runde=alt, beginn=f.berlin(2025, 9, 1, 17))
    herbst = f.runde("Herbst 2026", beginn=date(2026, 8, 1), ende=date(2026, 12, 31))
    f.konferenz(stadtteil=welper, runde=herbst)
    f.konferenz(stadtteil=baak)
    f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 1, 12, 17))
    thema = {"art": Art.THEMENKONFERENZ}
    f.konferenz(**thema, titel="Armut", beginn=MONTAG)
    f.konferenz(**thema, titel="Vorbei", beginn=f.berlin(2026, 1, 12, 9))
    nicht_oeffentlich(beginn=MONTAG)
    nicht_oeffentlich(runde=herbst, stadtteil=welper)

    seite = hole(client, "/termine/")

    assert seite.texte("h2")[:3] == ["Frühjahr 2026", "Herbst 2026", "Weitere Termine 2026"]
    assert [[zeile[0] for zeile in tabelle] for tabelle in seite.tabellen()] == [
        ["Welper", "Winz-Baak"],
        ["Welper"],
        ["Armut Themenkonferenz, ganze Stadt"],
    ]
    assert seite.tabellen()[0][0][1] == "Montag, 12. Januar 2026, 17–19 Uhr Vorbei"


def test_what_else_is_coming_goes_on_over_pages(client: Client) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    for nummer in range(31):
        f.konferenz(art=Art.SPRECHSTUNDE, titel=f"Nr. {nummer}", beginn=MONTAG + nummer * TAG)
    erste, zweite = (hole(client, f"/termine/?seite={seite}") for seite in (1, 2))
    assert [[len(tabelle) for tabelle in seite.tabellen()] for seite in (erste, zweite)] == [
        [1, 30],
        [1],
    ]
    assert "?seite=2" in erste.adressen()
    assert zweite.texte("title") == ["Termine, Seite 2 · Quartiersportal Hattingen"]


def test_while_no_real_round_is_known_the_last_one_stands_below(client: Client) -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    alt = f.runde("Herbst 2024", beginn=date(2024, 8, 1), ende=date(2024, 12, 31))
    f.konferenz(stadtteil=welper, runde=alt, beginn=f.berlin(2024, 9, 1, 17))
    letzte = f.runde("Herbst 2025", beginn=date(2025, 8, 1), ende=date(2025, 12, 31))
    f.konferenz(stadtteil=welper, runde=letzte, beginn=f.berlin(2025, 9, 1, 17))
    f.konferenz(stadtteil=baak, runde=letzte)
    beispiel = f.runde("Beispielrunde", beispiel=True)
    f.konferenz(stadtteil=welper, runde=beispiel, beginn=MONTAG)
    naechste = f.runde("Frühjahr 2026")
    nicht_oeffentlich(runde=naechste, stadtteil=welper, beginn=MONTAG)
    nicht_oeffentlich(runde=letzte, stadtteil=baak, beginn=MONTAG - 99 * TAG)

    def gezeigt(suche: str = "") -> list[tuple[str, list[str]]]:
        seite = hole(client, f"/termine/{suche}")
        namen = [[zeile[0] for zeile in tabelle] for tabelle in seite.tabellen()]
        return list(zip(seite.texte("h2"), namen, strict=False))

    assert gezeigt() == [
        ("Beispielrunde", ["Welper Beispiel"]),
        ("Zuletzt: Herbst 2025", ["Welper", "Winz-Baak"]),
    ]
    assert gezeigt("?stadtteil=winz-baak") == [("Zuletzt: Herbst 2025", ["Winz-Baak"])]
    f.konferenz(stadtteil=baak, runde=naechste)
    assert gezeigt() == [
        ("Frühjahr 2026", ["Winz-Baak"]),
        ("Beispielrunde", ["Welper Beispiel"]),
    ]


def test_a_round_of_which_only_a_draft_is_to_come_is_not_current(client: Client) -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=f.berlin(2026, 1, 12, 17))
    f.konferenz(stadtteil=f.stadtteil("Mitte"), beginn=MONTAG, status=Status.ENTWURF)
    assert hole(client, "/termine/").texte("h2")[0] == "Zuletzt: Frühjahr 2026"


@pytest.mark.parametrize(
    ("suche", "erwartet", "hinweise"),
    [
        ("", ["Welper", "Winz-Baak", "Armut", "Besuch"], 0),
        ("?stadtteil=welper", ["Welper", "Besuch"], 0),
        ("?art=themenkonferenz", ["Armut"], 0),
        ("?stadtteil=welper&art=stadtteilkonferenz", ["Welper"], 0),
        ("?stadtteil=welper&art=sprechstunde", [], 1),
        ("?stadtteil=&art=", ["Welper", "Winz-Baak", "Armut", "Besuch"], 0),
        ("?stadtteil=atlantis", ["Welper", "Winz-Baak", "Armut", "Besuch"], 1),
        ("?stadtteil=%00&art=%00", ["Welper", "Winz-Baak", "Armut", "Besuch"], 1),
        ("?stadtteil=welper&art=unsinn", ["Welper", "Besuch"], 1),
        ("?stadtteil=atlantis&art=themenkonferenz", ["Armut"], 1),
        ("?unbekannt=1", ["Welper", "Winz-Baak", "Armut", "Besuch"], 0),
    ],
)
def test_the_list_narrows_by_address(
    client: Client, suche: str, erwartet: list[str], hinweise: int
) -> None:
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper, beginn=MONTAG)
    f.konferenz(stadtteil=f.stadtteil("Winz-Baak"), beginn=MONTAG + TAG)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=MONTAG + 2 * TAG)
    f.konferenz(art=Art.QUARTIERSBESUCH, titel="Besuch", stadtteil=welper, beginn=MONTAG + 3 * TAG)
    nicht_oeffentlich(stadtteil=welper, beginn=MONTAG)

    seite = hole(client, f"/termine/{suche}")

    zeilen = [zeile[0] for tabelle in seite.tabellen() for zeile in tabelle]
    assert [zeile.split()[0] for zeile in zeilen] == erwartet
    assert len(seite.alle("p", "hinweis")) == hinweise


# --- Rounds and archive --------------------------------------------------------------------------


def test_a_round_with_nothing_public_has_no_page(client: Client) -> None:
    f.konferenz(beginn=MONTAG, status=Status.ENTWURF)
    assert client.get("/termine/runden/fruehjahr-2026/").status_code == 404


def test_a_round_shows_what_is_public_of_it_undated_last(client: Client) -> None:
    runde = f.runde()
    f.konferenz(stadtteil=f.stadtteil("EOBS"))
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG)
    f.konferenz(stadtteil=f.stadtteil("Mitte"), beginn=MONTAG, status=Status.ABGESAGT)
    nicht_oeffentlich(runde=runde, beginn=MONTAG)
    [tabelle] = hole(client, runde.get_absolute_url()).tabellen()
    assert [zeile[:2] for zeile in tabelle] == [
        ["Welper", "Montag, 26. Januar 2026, 17–19 Uhr"],
        ["Mitte", "Montag, 26. Januar 2026, 17–19 Uhr Abgesagt"],
        ["EOBS", "Termin wird noch bekanntgegeben"],
    ]


def test_a_row_says_that_its_venue_has_changed_while_somebody_may_go_to_the_old_one(
    client: Client,
) -> None:
    runde, alt, neu = f.runde(), f.ort("Alt"), f.ort("Neu")
    for name, status in (("Welper", Status.OEFFENTLICH), ("Holthausen", Status.ABGESAGT)):
        konferenz = f.konferenz(
            runde=runde,
            stadtteil=f.stadtteil(name),
            beginn=f.JETZT + TAG,
            ort=alt,
            raum_geteilt=True,
        )
        konferenz.ort, konferenz.status = neu, status
        fortschreiben(konferenz)
    f.konferenz(
        runde=runde, stadtteil=f.stadtteil("Blankenstein"), beginn=f.JETZT + 2 * TAG, ort=neu
    )
    [tabelle] = hole(client, runde.get_absolute_url()).tabellen()
    assert [[name, wo] for name, _, wo in tabelle] == [
        ["Welper", f"Ort geändert {neu.anschrift}"],
        ["Holthausen", neu.anschrift],
        ["Blankenstein", neu.anschrift],
    ]


def test_an_example_round_says_so_everywhere(client: Client) -> None:
    stadtteil = f.stadtteil("Welper")
    beispiel = f.runde(beispiel=True)
    konferenz = f.konferenz(stadtteil=stadtteil, runde=beispiel, beginn=MONTAG)
    adressen = ["/", "/termine/", beispiel.get_absolute_url(), konferenz.get_absolute_url()]
    kommend = [*adressen, stadtteil.get_absolute_url()]
    for adresse in kommend:
        assert "Beispiel" in hole(client, adresse).texte("span", "etikett"), adresse

    with time_machine.travel(f.berlin(2026, 9, 1), tick=False):
        for adresse in ("/termine/archiv/", stadtteil.get_absolute_url()):
            assert hole(client, adresse).texte("span", "etikett") == ["Beispiel"], adresse


def test_the_archive_holds_what_is_over_latest_round_first(client: Client) -> None:
    welper, baak = f.stadtteil("Welper"), f.stadtteil("Winz-Baak")
    alt = f.runde("Frühjahr 2025", beginn=date(2025, 1, 1), ende=date(2025, 7, 31))
    f.konferenz(stadtteil=baak, runde=alt)
    f.konferenz(stadtteil=welper, runde=alt, beginn=f.berlin(2025, 3, 1, 17))
    f.konferenz(stadtteil=welper, beginn=f.berlin(2026, 1, 12, 17))
    f.konferenz(stadtteil=baak, beginn=MONTAG)
    f.konferenz(art=Art.THEMENKONFERENZ, titel="Armut", beginn=f.berlin(2019, 10, 8, 16))
    nicht_oeffentlich(beginn=f.berlin(2025, 3, 2, 17), runde=alt)

    seite = hole(client, "/termine/archiv/")

    assert seite.texte("h2")[:3] == ["Frühjahr 2026", "Frühjahr 2025", "Weitere Termine 2019"]
    assert [[zeile[0] for zeile in tabelle] for tabelle in seite.tabellen()] == [
        ["Welper"],
        ["Welper", "Winz-Baak"],
        ["Armut Themenkonferenz, ganze Stadt"],
    ]


def test_the_archive_goes_on_over_pages(client: Client) -> None:
    for nummer in range(31):
        f.konferenz(
            art=Art.SPRECHSTUNDE,
            titel=f"Nr. {nummer}",
            beginn=f.berlin(2025, 1, 1, 9) + nummer * TAG,
        )
    erste, zweite = (hole(client, f"/termine/archiv/?seite={seite}") for seite in (1, 2))
    assert [len(erste.tabellen()[0]), len(zweite.tabellen()[0])] == [30, 1]
    assert "?seite=2" in erste.adressen()
    assert zweite.texte("title") == ["Archiv der Termine, Seite 2 · Quartiersportal Hattingen"]


@pytest.mark.parametrize("unsinn", ["99999", "abc", "%00", "-1", "0", "9" * 400, "9" * 5000])
def test_an_absurd_page_gives_the_nearest(client: Client, unsinn: str) -> None:
    f.konferenz(beginn=f.JETZT - TAG)
    for adresse in ("/termine/archiv/", "/termine/"):
        assert len(hole(client, f"{adresse}?seite={unsinn}").tabellen()) == 1


# --- /kalender/ ----------------------------------------------------------------------------------


def test_each_feed_can_be_subscribed_to_and_the_undated_are_named(
    client: Client, settings: Settings
) -> None:
    settings.PORTAL_BASIS_URL = "https://quartiere.example.org"
    welper = f.stadtteil("Welper")
    f.konferenz(stadtteil=welper)
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Rat", beginn=MONTAG)
    f.konferenz(art=Art.QUARTIERSBESUCH, titel="Geheim", beginn=MONTAG, status=Status.ENTWURF)
    for felder in ({"beginn": MONTAG - 99 * TAG}, {"beginn": MONTAG, "status": Status.ABGESAGT}):
        f.konferenz(art=Art.SPRECHSTUNDE, titel="Findet nicht mehr statt", **felder)

    seite = hole(client, "/kalender/")

    feeds = [
        "quartiere.example.org/kalender/alle.ics",
        "quartiere.example.org/kalender/stadtteil/welper.ics",
        "quartiere.example.org/kalender/art/stadtteilkonferenz.ics",
        "quartiere.example.org/kalender/art/sprechstunde.ics",
    ]
    assert seite.texte("textarea", "kern-form-input__input") == [
        f"https://{feed}" for feed in feeds
    ]
    assert [a for a in seite.adressen() if a.startswith("webcal:")] == [
        f"webcal://{feed}" for feed in feeds
    ]
    assert seite.texte("a", "abo__eintragen") == ["In den Kalender eintragen: Rat"]
    assert len(seite.alle("details", "eintragen")) == 1
    assert [li for li in seite.texte("li") if "bekanntgegeben" in li] == [
        "Stadtteilkonferenz Welper, Frühjahr 2026 Termin wird noch bekanntgegeben"
    ]
    for feld in seite.alle("input"):
        pfad = feld.attrs["value"].removeprefix("https://quartiere.example.org")
        assert client.get(pfad).status_code == 200


# --- The cost of a page --------------------------------------------------------------------------


@pytest.mark.parametrize("anzahl", [1, 30])
@pytest.mark.parametrize(
    ("adresse", "anfragen"),
    [
        ("/", 7),
        ("/termine/", 4),
        ("/termine/archiv/", 3),
        ("/termine/runden/fruehjahr-2026/", 4),
        ("/kalender/", 5),
    ],
)
def test_a_list_costs_the_same_with_one_row_and_with_thirty(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    adresse: str,
    anfragen: int,
    anzahl: int,
) -> None:
    for nummer in range(anzahl):
        f.konferenz(beginn=f.berlin(2026, 1, 1, 9) + nummer * TAG, ort=f.ort(f"Haus {nummer}"))
        f.konferenz(beginn=f.berlin(2026, 2, 1, 9) + nummer * TAG)
        f.konferenz(runde=f.runde("Herbst 2026", ende=date(2026, 12, 31)))
        f.beitrag()
        f.ansprechperson()
    with django_assert_num_queries(anfragen):
        client.get(adresse)


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_last_round_costs_the_same_with_one_row_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        f.konferenz(beginn=f.JETZT - (nummer + 1) * TAG, ort=f.ort(f"Haus {nummer}"))
    with django_assert_num_queries(5):
        client.get("/termine/")
