"""Where an address of the portal leads, judged by its pages' own querysets."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from hattingen_portal.grundlage.richtext.hinweise import Befund
from hattingen_portal.grundlage.verweisziele import Verweisziele, befund
from konferenzen import urls
from konferenzen.models import Status, Unterlage
from konferenzen.views import KonferenzView
from tests import fabriken as f
from tests.portal.seiten import fabrik

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]


@pytest.mark.parametrize(
    ("pfad", "erwartet"),
    [
        ("/", Befund.OEFFENTLICH),
        ("/termine/", Befund.OEFFENTLICH),
        ("/termine", Befund.OEFFENTLICH),  # redirected
        ("/termine/?stadtteil=welper", Befund.OEFFENTLICH),
        ("/impressum/", Befund.OEFFENTLICH),
        ("/kalender/alle.ics", Befund.OEFFENTLICH),
        ("/gibt-es-nicht/", Befund.TOT),
        ("/termine/gibt-es-nicht/", Befund.TOT),
        ("/termine/%00/", Befund.TOT),
        ("/termine/x/unterlagen/99999999999999999999/", Befund.TOT),
        ("/termine/gibt-es-nicht/aushang.pdf", Befund.TOT),
        ("/kalender/gibt-es-nicht.ics", Befund.TOT),
        ("/kalender/stadtteil/gibt-es-nicht.ics", Befund.TOT),
        ("/kalender/art/sprechstunde.ics", Befund.OEFFENTLICH),
        ("/kalender/art/gibt-es-nicht.ics", Befund.TOT),
        ("/kalender/qr/stadtteil/gibt-es-nicht.svg", Befund.TOT),
        ("/kalender/qr/art/gibt-es-nicht.svg", Befund.TOT),
        ("/termine/aenderungen.atom", Befund.OEFFENTLICH),
        ("/termine/gibt-es-nicht/termin.ics", Befund.TOT),
        ("/aktuelles/feed.atom", Befund.OEFFENTLICH),
        ("/aktuelles/feed.rss", Befund.TOT),
        ("/akteure/gibt-es-nicht/berichtigen/", Befund.TOT),
        ("/medien/bilder/gibt-es-nicht.jpg", Befund.TOT),
        (f"/medien/bilder/{'a' * 32}-480.jpg", Befund.TOT),
        ("/medien/videos/gibt-es-nicht.mp4", Befund.TOT),
        (f"/medien/videos/{'a' * 32}.mp4", Befund.TOT),
        ("/admin/", Befund.NUR_BUERO),
        ("/admin/aktuelles/beitrag/1/change/", Befund.NUR_BUERO),
        ("/vorschau/abc/", Befund.NUR_BUERO),
        ("/bausteine/", Befund.NUR_BUERO),
    ],
)
def test_an_address_without_a_row(pfad: str, erwartet: Befund) -> None:
    assert befund(pfad) == erwartet


def test_a_row_is_there_as_long_as_the_public_sees_it() -> None:
    welper = f.stadtteil("Welper")
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17), stadtteil=welper)
    entwurf = f.konferenz(beginn=f.berlin(2026, 1, 27, 17), status=Status.ENTWURF)
    beitrag = f.beitrag("Neues")
    geplant = f.beitrag("Geplant", veroeffentlichen_ab=f.JETZT + timedelta(days=1))
    akteur = f.akteur("Verein")
    gezeigtes = [konferenz, beitrag, akteur, welper, konferenz.runde]
    assert {befund(zeile.get_absolute_url()) for zeile in gezeigtes} == {Befund.OEFFENTLICH}
    assert {befund(zeile.get_absolute_url()) for zeile in (entwurf, geplant)} == {Befund.TOT}
    for zusatz in ("termin.ics", "aushang.pdf"):
        assert befund(konferenz.get_absolute_url() + zusatz) == Befund.OEFFENTLICH
        assert befund(entwurf.get_absolute_url() + zusatz) == Befund.TOT


def test_a_feed_is_there_as_long_as_what_it_is_about() -> None:
    welper = f.stadtteil("Welper", slug="alt")
    welper.slug = "welper"
    welper.save()
    for slug in ("welper", "alt"):
        assert befund(f"/kalender/stadtteil/{slug}.ics") == Befund.OEFFENTLICH
        assert befund(f"/kalender/qr/stadtteil/{slug}.svg") == Befund.OEFFENTLICH
    akteur = f.akteur("Verein")
    assert befund(f"{akteur.get_absolute_url()}berichtigen/") == Befund.OEFFENTLICH


def test_a_film_is_there_as_long_as_its_file() -> None:
    film = fabrik.gebaerdensprache().video
    assert befund(f"/medien/{film.datei.name}") == Befund.OEFFENTLICH
    assert befund(film.standbild) == Befund.OEFFENTLICH


def test_a_date_to_download_is_there_once_it_is_set() -> None:
    offen = f.konferenz(stadtteil=f.stadtteil("Welper"))
    assert befund(offen.get_absolute_url()) == Befund.OEFFENTLICH
    assert befund(f"{offen.get_absolute_url()}termin.ics") == Befund.TOT


def test_a_document_is_there_once_it_is_released() -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    unterlage = Unterlage.objects.create(
        konferenz=konferenz, titel="x", datei=ContentFile(b"%PDF-1.7", name="x.pdf")
    )
    assert befund(unterlage.get_absolute_url()) == Befund.TOT
    Unterlage.objects.update(oeffentlich=True)
    assert befund(unterlage.get_absolute_url()) == Befund.OEFFENTLICH


def test_a_former_address_still_leads_there() -> None:
    beitrag = f.beitrag("Neues", slug="alt")
    beitrag.slug = "neu"
    beitrag.save()
    assert befund("/aktuelles/alt/") == Befund.OEFFENTLICH


def test_nothing_is_made_to_find_out(monkeypatch: pytest.MonkeyPatch) -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    gerufene: list[str] = []
    for muster in urls.urlpatterns:
        if not hasattr(muster.callback, "view_class"):
            monkeypatch.setattr(muster, "callback", lambda *_, **a: gerufene.append(str(a)))
    for zusatz in ("aushang.pdf", "vorschaubild.png", "termin.ics"):
        assert befund(konferenz.get_absolute_url() + zusatz) == Befund.OEFFENTLICH
    assert gerufene == []


def test_what_goes_wrong_otherwise_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    konferenz = f.konferenz(beginn=f.berlin(2026, 1, 26, 17))

    def kaputt(_seite: KonferenzView) -> None:
        with connection.cursor() as zeiger:
            zeiger.execute("SELECT 1/0")

    monkeypatch.setattr(KonferenzView, "get_object", kaputt)
    assert befund(konferenz.get_absolute_url()) == Befund.UNBEKANNT
    assert Unterlage.objects.count() == 0  # the transaction goes on


def test_an_address_is_asked_for_once_whatever_its_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ziele = Verweisziele()
    with django_assert_num_queries(4):  # present and former ones, in a savepoint
        assert {ziele.befund(f"/aktuelles/weg/?n={n}") for n in range(99)} == {Befund.TOT}
    assert not ziele.zu_viele


@pytest.mark.parametrize(
    "adresse", ["/kalender/stadtteil/weg-{}.ics", "/termine/weg-{}/termin.ics"]
)
def test_a_feed_costs_no_more(
    adresse: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for anzahl in (1, 30):
        ziele = Verweisziele()
        with django_assert_max_num_queries(4 * anzahl):
            assert {ziele.befund(adresse.format(n)) for n in range(anzahl)} == {Befund.TOT}


def test_fifty_addresses_are_enough(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    ziele = Verweisziele()
    with django_assert_max_num_queries(4 * 50):
        befunde = [ziele.befund(f"/aktuelles/weg-{n}/") for n in range(500)]
    assert befunde == 50 * [Befund.TOT] + 450 * [Befund.UNBEKANNT]
    assert ziele.zu_viele
