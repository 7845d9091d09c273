"""The feed of the changes: every public change once, rightly, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from konferenzen.aenderungsfeed import nachricht
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Aenderung, Art, Konferenz, Status
from tests import fabriken as f
from tests.atom import gelesen, holen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/termine/aenderungen.atom"
BASIS = "https://quartiere.example.org"
MONTAG = f.berlin(2026, 1, 26, 17)
WOCHE = timedelta(days=7)
STUNDE = timedelta(hours=1)


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


def aendern(konferenz: Konferenz, *, grund: str = "", durch: Any = None, **felder: Any) -> None:
    """Change `konferenz` as a form does, an hour after its last change."""
    gelesene = Konferenz.objects.get(pk=konferenz.pk)
    for feld, wert in felder.items():
        setattr(gelesene, feld, wert)
    zeit = gelesene.geaendert_am + STUNDE
    fortschreiben(gelesene, grund=grund, durch=durch, jetzt=zeit)


def welper(**felder: Any) -> Konferenz:
    frueh = f.JETZT - timedelta(days=2)
    return f.konferenz(stadtteil=f.stadtteil("Welper"), jetzt=frueh, **felder)


def test_each_change_is_an_entry_in_words_with_its_reason() -> None:
    konferenz = welper(beginn=MONTAG, ort=f.ort())
    spaeter = MONTAG + WOCHE
    aendern(konferenz, beginn=spaeter, ende=spaeter + 2 * STUNDE, grund="Saal <b>belegt</b>")

    feed = gelesen(ADRESSE)

    assert feed.kennung == f"{BASIS}{ADRESSE}"
    assert feed.zeit == "2026-01-12T10:00:00Z"
    verlegt, bekannt = feed.eintraege
    link = f'<p><a href="{BASIS}/termine/welper-fruehjahr-2026/">Alles zu diesem Termin</a></p>'
    satz = (
        "Verlegt am 12. Januar 2026: vorher Montag, 26. Januar 2026, 17–19 Uhr, "
        "neu Montag, 2. Februar 2026, 17–19 Uhr"
    )
    assert verlegt.titel == "Stadtteilkonferenz Welper: Verlegt"
    assert (verlegt.zeit, verlegt.kurz) == ("2026-01-12T10:00:00Z", satz)
    assert verlegt.html == f"<p>{satz}</p><p>Saal &lt;b&gt;belegt&lt;/b&gt;</p>{link}"
    assert verlegt.adresse == f"{BASIS}/termine/welper-fruehjahr-2026/"
    assert verlegt.kategorien == ["verlegt", "welper"]
    assert bekannt.titel == "Stadtteilkonferenz Welper: Bekanntgegeben"
    assert bekannt.kurz == (
        "Bekanntgegeben am 12. Januar 2026: Montag, 26. Januar 2026, 17–19 Uhr, "
        "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
    )
    kennungen = Aenderung.objects.neueste_zuerst().values_list("kennung", flat=True)
    assert [e.kennung for e in feed.eintraege] == [k.urn for k in kennungen]


def test_what_is_not_public_leaves_no_trace() -> None:
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Entwurfkanarie", status=Status.ENTWURF)
    f.konferenz(
        art=Art.SPRECHSTUNDE, titel="Zeitkanarie", veroeffentlichen_ab=f.JETZT + timedelta(days=1)
    )
    versehen = welper(titel="Titelkanarie", beginn=MONTAG, ort=f.ort("Ortkanarie"))
    person = User.objects.create_user("personkanarie", last_name="Namenkanarie")
    aendern(versehen, titel="Versehen", grund="Grundkanarie", durch=person)
    aendern(versehen, beginn=MONTAG + STUNDE, grund="Anderer Grund (Kanarie)")
    aendern(versehen, status=Status.ZURUECKGEZOGEN, grund="War ein Versehen")

    feed = gelesen(ADRESSE)

    [eintrag] = feed.eintraege
    assert eintrag.titel == "Versehen: Zurückgezogen"
    assert eintrag.adresse == f"{BASIS}/termine/"
    assert eintrag.html == (
        "<p>Zurückgezogen am 12. Januar 2026</p><p>War ein Versehen</p>"
        f'<p><a href="{BASIS}/termine/">Alle Termine</a></p>'
    )
    assert eintrag.kategorien == ["zurueckgezogen", "welper"]
    assert "kanarie" not in holen(ADRESSE).text.lower()


def test_what_was_published_by_mistake_does_not_come_back_with_the_conference() -> None:
    versehen = welper(titel="Titelkanarie", beginn=MONTAG)
    aendern(versehen, titel="Versehen")
    aendern(versehen, status=Status.ZURUECKGEZOGEN)
    aendern(versehen, status=Status.OEFFENTLICH)

    assert [eintrag.titel for eintrag in gelesen(ADRESSE).eintraege] == [
        "Versehen: Wieder bekanntgegeben",
        "Versehen: Zurückgezogen",
    ]
    assert "kanarie" not in holen(ADRESSE).text.lower()
    assert "kanarie" not in Client().get(versehen.get_absolute_url()).text.lower()


def test_a_publication_at_a_set_time_appears_then(jetzt: time_machine.Traveller) -> None:
    f.konferenz(art=Art.SPRECHSTUNDE, titel="Sprechstunde", veroeffentlichen_ab=f.JETZT + STUNDE)
    leer = holen(ADRESSE)
    assert gelesen(ADRESSE).eintraege == []

    jetzt.move_to(f.JETZT + STUNDE)

    [eintrag] = gelesen(ADRESSE).eintraege
    assert (eintrag.titel, eintrag.zeit) == (
        "Sprechstunde: Bekanntgegeben",
        "2026-01-14T10:00:00Z",
    )
    assert holen(ADRESSE)["Last-Modified"] > leer["Last-Modified"]


def test_an_example_says_that_it_is_one() -> None:
    f.konferenz(stadtteil=f.stadtteil("Welper"), runde=f.runde("Beispielrunde", beispiel=True))
    [eintrag] = gelesen(ADRESSE).eintraege
    assert eintrag.titel == "Beispiel: Stadtteilkonferenz Welper: Bekanntgegeben"


def test_entries_of_the_time_before_the_ledger_say_what_is_known() -> None:
    konferenz = welper(beginn=MONTAG)
    kopie = konferenz.aenderungen.get()
    Aenderung.objects.bulk_create(
        [
            Aenderung(
                konferenz=konferenz,
                sequenz=2,
                zeitpunkt=kopie.zeitpunkt + STUNDE,
                arten=["ort_geaendert", "verlegt"],
            )
        ]
    )
    eintrag = gelesen(ADRESSE).eintraege[0]
    assert eintrag.titel == "Stadtteilkonferenz Welper: Verlegt, Ort geändert"
    assert eintrag.kurz == "Verlegt am 12. Januar 2026. Ort geändert"


def test_it_holds_the_newest_sixty() -> None:
    for nummer in range(61):
        jetzt = f.JETZT - timedelta(days=61 - nummer)
        f.konferenz(art=Art.SPRECHSTUNDE, titel=f"Nr. {nummer}", jetzt=jetzt)
    titel = [eintrag.titel for eintrag in gelesen(ADRESSE).eintraege]
    assert titel == [f"Nr. {nummer}: Bekanntgegeben" for nummer in range(60, 0, -1)]


def test_any_text_survives() -> None:
    boese = "👩‍👩‍👧 \u202eעברית\u202c <script>;,\\ ]]> &amp;"
    konferenz = welper(titel=boese, beginn=MONTAG)
    lang = f"{boese} " * 60
    Konferenz.objects.filter(pk=konferenz.pk).update(beschreibung=lang)
    aendern(konferenz, status=Status.ABGESAGT, grund=f"\x0b{lang}\x08")

    abgesagt = gelesen(ADRESSE).eintraege[0]

    assert abgesagt.titel == f"{boese}: Abgesagt"
    assert "<script>" not in abgesagt.html
    assert abgesagt.html.count("👩‍👩‍👧") == 60


# --- HTTP ----------------------------------------------------------------------------------------


def test_the_same_bytes_until_something_changes(jetzt: time_machine.Traveller) -> None:
    konferenz = welper(beginn=MONTAG)
    erste = holen(ADRESSE)
    jetzt.shift(timedelta(hours=3))
    assert holen(ADRESSE).content == erste.content
    for bedingung in (
        {"if-none-match": erste["ETag"]},
        {"if-modified-since": erste["Last-Modified"]},
    ):
        assert holen(ADRESSE, **bedingung).status_code == 304
    kopf = Client().head(ADRESSE)
    assert (kopf.content, kopf.headers) == (b"", erste.headers)

    fortschreiben(_abgesagt(konferenz))

    for bedingung in (
        {"if-none-match": erste["ETag"]},
        {"if-modified-since": erste["Last-Modified"]},
    ):
        assert holen(ADRESSE, **bedingung).status_code == 200
    assert Client().post(ADRESSE).status_code == 405


def _abgesagt(konferenz: Konferenz) -> Konferenz:
    konferenz.status = Status.ABGESAGT
    return konferenz


@pytest.mark.parametrize("anzahl", [1, 30])
def test_it_costs_the_same_with_one_row_and_with_thirty(
    django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for nummer in range(anzahl):
        aendern(
            f.konferenz(beginn=MONTAG, ort=f.ort(f"Haus {nummer}"), jetzt=f.JETZT - WOCHE),
            status=Status.ABGESAGT,
        )
    with django_assert_num_queries(2):
        holen(ADRESSE)


def test_who_comes_an_hour_later_on_the_same_day_was_not_moved() -> None:
    konferenz = welper(beginn=MONTAG)
    aendern(konferenz, beginn=MONTAG + STUNDE, ende=MONTAG + 3 * STUNDE)
    aendern(konferenz, beginn=MONTAG + WOCHE, ende=MONTAG + WOCHE + STUNDE)

    verlegt, uhrzeit, _bekannt = map(nachricht, konferenz.aenderungen.neueste_zuerst())

    assert [(n.titel, [k.titel for k in n.kategorien]) for n in (uhrzeit, verlegt)] == [
        ("Stadtteilkonferenz Welper: Uhrzeit geändert", ["Uhrzeit geändert", "Welper"]),
        ("Stadtteilkonferenz Welper: Verlegt", ["verlegt", "Welper"]),
    ]
    assert uhrzeit.kategorien[0].wort == "verlegt"


def test_an_entry_keeps_the_name_of_its_day() -> None:
    konferenz = f.konferenz(art=Art.SPRECHSTUNDE, titel="Sprechstunde", beginn=f.JETZT)
    konferenz.titel = "Beratung"
    fortschreiben(konferenz, jetzt=f.JETZT)

    assert [nachricht(a).titel for a in konferenz.aenderungen.order_by("sequenz")] == [
        "Sprechstunde: Bekanntgegeben",
        "Beratung: Name geändert",
    ]
