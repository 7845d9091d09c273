"""The feed of the news: what is public, under identifiers that stay."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from aktuelles.models import Beitrag
from tests import fabriken as f
from tests.atom import gelesen, holen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
ADRESSE = "/aktuelles/feed.atom"
BASIS = "https://quartiere.example.org"
TAG = timedelta(days=1)


@pytest.fixture(autouse=True)
def basis(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


def geaendert(beitrag: Beitrag, zeit: object) -> None:
    Beitrag.objects.filter(pk=beitrag.pk).update(geaendert_am=zeit)


def test_a_post_with_all_it_has() -> None:
    beitrag = f.beitrag(
        "Neues & Altes",
        teaser="Kurz <gesagt>",
        text='<p>Alle <a href="/termine/">Termine</a></p>',
        veroeffentlichen_ab=f.JETZT - TAG,
    )
    beitrag.stadtteile.add(f.stadtteil("Welper"))
    geaendert(beitrag, f.JETZT - TAG / 2)

    feed = gelesen(ADRESSE)

    assert (feed.kennung, feed.zeit) == (f"{BASIS}{ADRESSE}", "2026-01-13T21:00:00Z")
    [eintrag] = feed.eintraege
    assert eintrag.kennung == beitrag.kennung.urn
    assert eintrag.titel == "Neues & Altes"
    assert eintrag.zeit == "2026-01-13T21:00:00Z"
    assert eintrag.adresse == f"{BASIS}/aktuelles/neues-altes/"
    assert eintrag.kurz == "Kurz <gesagt>"
    assert eintrag.html == (
        f'<p>Kurz &lt;gesagt&gt;</p><p>Alle <a href="{BASIS}/termine/">Termine</a></p>'
    )
    assert eintrag.kategorien == ["welper"]


def test_the_identifier_stays_whatever_becomes_of_the_post() -> None:
    beitrag = f.beitrag("Alt")
    vorher = gelesen(ADRESSE).eintraege[0].kennung
    beitrag.titel, beitrag.slug = "Neu", "neu"
    beitrag.save()
    [eintrag] = gelesen(ADRESSE).eintraege
    assert (eintrag.titel, eintrag.kennung) == ("Neu", vorher)


def test_the_latest_first_and_nothing_that_is_not_public() -> None:
    f.beitrag("Alt", veroeffentlichen_ab=f.JETZT - 3 * TAG, angeheftet=True)
    f.beitrag("Neu")
    f.beitrag("Entwurfkanarie", veroeffentlichen_ab=None)
    f.beitrag("Zukunftkanarie", veroeffentlichen_ab=f.JETZT + TAG)
    f.beitrag(
        "Kanarie von gestern", veroeffentlichen_ab=f.JETZT - 2 * TAG, veroeffentlichen_bis=f.JETZT
    )
    assert [eintrag.titel for eintrag in gelesen(ADRESSE).eintraege] == ["Neu", "Alt"]
    assert "kanarie" not in holen(ADRESSE).text.lower()


def test_an_empty_feed_is_valid() -> None:
    assert (gelesen(ADRESSE).zeit, gelesen(ADRESSE).eintraege) == ("2026-01-01T00:00:00Z", [])


def test_edits_before_publication_do_not_count(jetzt: time_machine.Traveller) -> None:
    beitrag = f.beitrag(veroeffentlichen_ab=f.JETZT)
    geaendert(beitrag, f.JETZT - 9 * TAG)
    assert gelesen(ADRESSE).zeit == "2026-01-14T09:00:00Z"


def test_it_holds_the_newest_thirty() -> None:
    for nummer in range(31):
        f.beitrag(f"Nr. {nummer}", veroeffentlichen_ab=f.JETZT - (31 - nummer) * TAG)
    titel = [eintrag.titel for eintrag in gelesen(ADRESSE).eintraege]
    assert titel == [f"Nr. {nummer}" for nummer in range(30, 0, -1)]


@pytest.mark.parametrize(
    "felder",
    [
        {"veroeffentlichen_ab": f.JETZT + timedelta(hours=1)},
        {"veroeffentlichen_bis": f.JETZT + timedelta(hours=1)},
    ],
)
def test_time_alone_changes_it_and_clients_learn_of_it(
    jetzt: time_machine.Traveller, felder: dict[str, object]
) -> None:
    f.beitrag("Eins")
    f.beitrag("Zwei", **felder)
    Beitrag.objects.update(geaendert_am=f.JETZT - TAG)
    vorher = holen(ADRESSE)
    bedingungen = (
        {"if-none-match": vorher["ETag"]},
        {"if-modified-since": vorher["Last-Modified"]},
    )
    jetzt.move_to(f.JETZT + timedelta(minutes=59))
    assert [holen(ADRESSE, **bedingung).status_code for bedingung in bedingungen] == [304, 304]
    assert holen(ADRESSE).content == vorher.content
    kopf = Client().head(ADRESSE)
    assert (kopf.content, kopf.headers) == (b"", vorher.headers)

    jetzt.move_to(f.JETZT + timedelta(hours=1))

    assert [holen(ADRESSE, **bedingung).status_code for bedingung in bedingungen] == [200, 200]


@pytest.mark.parametrize("anzahl", [1, 30])
def test_it_costs_the_same_with_one_row_and_with_thirty(
    django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    for _ in range(anzahl):
        f.beitrag().stadtteile.add(f.stadtteil())
    with django_assert_num_queries(3):
        holen(ADRESSE)


def test_the_release_before_may_still_write_while_this_one_starts() -> None:
    """It does not know the identifier: the database makes one up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO aktuelles_beitrag (version, slug, fruehere_slugs, bild, bild_alt,"
            " bild_nachweis, titel, teaser, text, angeheftet, geaendert_am)"
            " SELECT 1, 'n' || n, '{}', '', '', '', 'x', 'x', 'x', false, now()"
            " FROM generate_series(1, 2) AS n"
        )
    assert len({beitrag.kennung for beitrag in Beitrag.objects.all()}) == 2
