"""Whole pages that are kept: never an old one, never somebody's own, and none without need."""

import gzip
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from time_machine import Traveller

from hattingen_portal.stand import gemerkt, packen
from hattingen_portal.stand.auslieferung import auslieferung
from hattingen_portal.stand.fassung import Leser
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Status
from tests import fabriken as f
from tests.seite import Seite

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt", "welper")]
FEED = "/kalender/alle.ics"
SEITEN = ("/", "/termine/", "/stadtteile/welper/", "/aktuelles/", FEED, "/daten/termine.json")
DIE_FASSUNG = 1  # query


@pytest.fixture
def welper() -> Konferenz:
    for _ in range(2):  # a connection plans the question for the version once
        Leser().fragen()
    return f.konferenz(
        stadtteil=f.stadtteil("Welper"), ort=f.ort("Gemeindehaus"), beginn=f.berlin(2026, 1, 26, 17)
    )


def holen(adresse: str, **kopf: str) -> HttpResponse:
    return Client(raise_request_exception=False).get(adresse, headers=kopf)


def abfragen(adresse: str, kunde: Client | None = None, **kopf: str) -> int:
    with CaptureQueriesContext(connection) as gezaehlt:
        (kunde or Client()).get(adresse, headers=kopf)
    return len(gezaehlt)


@pytest.mark.parametrize("adresse", SEITEN)
def test_what_was_made_once_is_at_hand(adresse: str) -> None:
    erste = holen(adresse)
    assert abfragen(adresse) == DIE_FASSUNG
    zweite = holen(adresse)
    assert (zweite.content, dict(zweite.items())) == (erste.content, dict(erste.items()))
    assert erste["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("adresse", SEITEN)
def test_who_has_it_is_told_so_without_a_look(adresse: str) -> None:
    etag = holen(adresse)["ETag"]
    cache.clear()
    with CaptureQueriesContext(connection) as gezaehlt:
        antwort = holen(adresse, **{"If-None-Match": etag})
    assert (antwort.status_code, antwort.content, antwort["ETag"]) == (304, b"", etag)
    assert len(gezaehlt) == DIE_FASSUNG


def test_a_change_shows_at_once_on_every_page(welper: Konferenz) -> None:
    etags = {adresse: holen(adresse)["ETag"] for adresse in SEITEN}
    f.beitrag("Etwas Neues")
    welper.ort = f.ort("Bürgerzentrum")
    fortschreiben(welper, jetzt=f.JETZT)

    assert "Bürgerzentrum" in holen("/").text
    assert "Etwas Neues" in holen("/aktuelles/").text
    for adresse, etag in etags.items():
        assert holen(adresse, **{"If-None-Match": etag}).status_code == 200, adresse


def test_time_alone_changes_a_page(jetzt: Traveller) -> None:
    etag = holen("/termine/")["ETag"]
    jetzt.move_to(f.berlin(2026, 1, 26, 17))
    antwort = holen("/termine/", **{"If-None-Match": etag})
    assert antwort.status_code == 200
    assert "Läuft gerade" in antwort.text


def test_a_feed_that_has_not_changed_is_not_sent_again_because_something_else_has() -> None:
    etag = holen(FEED)["ETag"]
    f.beitrag("Etwas Neues")
    antwort = holen(FEED, **{"If-None-Match": etag})
    # The client keeps its ETag: a 304 with another one would be about another answer.
    assert (antwort.status_code, antwort["ETag"]) == (304, etag)
    assert antwort["Access-Control-Allow-Origin"] == "*"
    neu = holen(FEED)["ETag"]
    assert neu != etag
    assert neu.partition("-")[2] == etag.partition("-")[2]


def test_a_proxy_that_compresses_weakens_the_etag_and_is_understood() -> None:
    etag = holen("/termine/")["ETag"]
    antwort = holen("/termine/", **{"If-None-Match": f'W/{etag}, "etwas-anderes"'})
    assert antwort.status_code == 304


GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_who_takes_gzip_gets_what_is_kept_compressed() -> None:
    holen(FEED)  # made, and not yet compressed: perhaps nobody asks again
    klar, gepackt = holen(FEED), holen(FEED, **GZIP)
    assert gzip.decompress(gepackt.content) == klar.content
    assert "Content-Encoding" not in klar
    assert (gepackt["Content-Encoding"], klar["Vary"], gepackt["Vary"]) == (
        "gzip",
        "Accept-Encoding",
        "Accept-Encoding",
    )
    assert gepackt["Content-Length"] == str(len(gepackt.content))
    gleiches = {"Content-Encoding", "Content-Length", "ETag"}
    kopf = [{k: v for k, v in a.items() if k not in gleiches} for a in (klar, gepackt)]
    assert kopf[0] == kopf[1]


def test_it_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    holen(FEED)
    vorher = holen(FEED, **GZIP).content
    monkeypatch.setattr(packen, "STUFE", 0)  # which would show in the bytes
    assert holen(FEED, **GZIP).content == vorher


def test_to_compress_a_page_lets_it_live_no_longer(jetzt: Traveller) -> None:
    holen("/termine/")
    jetzt.shift(timedelta(hours=13))
    assert holen("/termine/", **GZIP)["Content-Encoding"] == "gzip"
    jetzt.shift(timedelta(hours=23))
    assert ohne_datenbank("/termine/").status_code == 503


def test_what_is_compressed_has_a_weak_etag_and_its_304() -> None:
    holen(FEED)
    klar, gepackt = holen(FEED)["ETag"], holen(FEED, **GZIP)["ETag"]
    assert gepackt == f"W/{klar}"  # the same content in other bytes (RFC 9110 section 8.8.1)
    for _ in range(2):  # in this version and, the content being the same, in the next
        for etag in (klar, gepackt):
            antwort = holen(FEED, **GZIP, **{"If-None-Match": etag})
            assert (antwort.status_code, antwort["ETag"]) == (304, etag)
            assert antwort["Vary"] == "Accept-Encoding"
        f.beitrag("Etwas Neues")
        holen(FEED)


def test_what_is_compressed_is_never_an_old_version() -> None:
    holen("/aktuelles/")
    holen("/aktuelles/", **GZIP)
    f.beitrag("Etwas Neues")
    holen("/aktuelles/")
    neu = holen("/aktuelles/", **GZIP)
    assert "Etwas Neues" in gzip.decompress(neu.content).decode()


def test_the_date_counts_where_no_etag_does() -> None:
    feed = holen(FEED)
    assert holen(FEED, **{"If-Modified-Since": feed["Last-Modified"]}).status_code == 304
    alt = "Mon, 01 Jan 2024 00:00:00 GMT"
    assert holen(FEED, **{"If-Modified-Since": alt}).status_code == 200
    fremd = {"If-None-Match": '"fremd"', "If-Modified-Since": feed["Last-Modified"]}
    assert holen(FEED, **fremd).status_code == 200


@pytest.mark.parametrize("etag", ['"', '"-"', "*", '""', "W/", "ü", "-" * 5000])
def test_a_strange_etag_gets_the_page(etag: str) -> None:
    erwartet = 304 if etag == "*" else 200  # RFC 9110 section 13.1.2: any answer will do
    assert holen("/termine/", **{"If-None-Match": etag}).status_code == erwartet


def test_no_two_addresses_share_an_answer(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    etags = [holen(adresse)["ETag"] for adresse in ("/termine/", "/termine/?art=x", "/aktuelles/")]
    assert len(set(etags)) == 3
    assert holen("/aktuelles/", **{"If-None-Match": etags[0]}).status_code == 200


def test_a_clerk_sees_the_present_and_leaves_nothing_behind(client: Client) -> None:
    client.force_login(User.objects.create_superuser("sb"))
    assert abfragen("/termine/", client) > DIE_FASSUNG
    assert abfragen("/termine/", client) > DIE_FASSUNG
    assert "ETag" not in client.get("/termine/")
    assert abfragen("/termine/") > DIE_FASSUNG  # nothing was kept of what the clerk saw


@pytest.mark.parametrize("adresse", ["/kontakt/", "/barriere-melden/"])
def test_a_page_with_a_form_is_made_for_each(adresse: str) -> None:
    eins, zwei = holen(adresse), holen(adresse)
    assert eins.cookies["csrftoken"].value != zwei.cookies["csrftoken"].value
    assert "ETag" not in eins


def test_who_has_a_cookie_of_a_form_shares_the_other_pages(client: Client) -> None:
    client.get("/kontakt/")
    assert "csrftoken" in client.cookies
    holen("/termine/")
    assert abfragen("/termine/", client) == DIE_FASSUNG


@pytest.mark.parametrize(
    "adresse", ["/gibt-es-nicht/", "/admin/login/", "/gesundheit/", "/bausteine/"]
)
def test_what_is_no_public_answer_is_not_kept(adresse: str) -> None:
    holen(adresse)
    assert "ETag" not in holen(adresse)


def test_a_draft_is_nobodys(welper: Konferenz) -> None:
    Konferenz.objects.filter(pk=welper.pk).update(
        status=Status.ENTWURF, veroeffentlicht_am=None, letzter_beginn=None, letztes_ende=None
    )
    assert holen(welper.get_absolute_url()).status_code == 404


def test_within_a_transaction_nothing_is_kept() -> None:
    from django.db import transaction  # beside its only use

    with transaction.atomic():
        f.beitrag("Nie gewesen")
        assert "Nie gewesen" in holen("/aktuelles/").text
        transaction.set_rollback(True)
    assert "Nie gewesen" not in holen("/aktuelles/").text


def test_a_wrong_host_gets_nothing_of_what_is_at_hand() -> None:
    holen("/termine/")
    antwort = Client().get("/termine/", headers={"Host": "boese.example.org"})
    assert antwort.status_code == 400


def test_no_client_says_where_the_portal_lies() -> None:
    """Some servers take SCRIPT_NAME from a header of that name (gunicorn's forwarder_headers)."""
    Client(SCRIPT_NAME="/anderswo").get("/termine/")
    assert "/anderswo" not in holen("/termine/").text


def test_head_is_told_what_get_is() -> None:
    get = holen("/termine/")
    head = Client().head("/termine/")
    assert dict(head.items()) == dict(get.items())
    assert abfragen("/termine/") == DIE_FASSUNG


def test_the_frame_of_other_websites_keeps_its_policy(settings: Settings) -> None:
    settings.PORTAL_EINBETTEN_VON = ["https://www.example.org"]
    erste, zweite = holen("/einbetten/termine/"), holen("/einbetten/termine/")
    assert "https://www.example.org" in erste["Content-Security-Policy"]
    assert dict(zweite.items()) == dict(erste.items())
    assert "X-Frame-Options" not in zweite


@pytest.mark.parametrize("vorne", [False, True])
def test_who_has_the_frame_is_not_told_another_policy(settings: Settings, vorne: bool) -> None:
    """Browsers put the headers of a 304 in the place of those that they have."""
    settings.PORTAL_EINBETTEN_VON = ["https://www.example.org"]
    settings.PORTAL_MIKROSPEICHER = vorne
    etag = holen("/einbetten/termine/")["ETag"]
    for wert in (etag, "*"):
        antwort = holen("/einbetten/termine/", **{"If-None-Match": wert})
        assert antwort.status_code == 304
        assert "X-Frame-Options" not in antwort
        assert "frame-ancestors 'none'" not in antwort.get("Content-Security-Policy", "")


def test_a_long_address_is_answered_and_not_kept() -> None:
    adresse = f"/termine/?x={'x' * 400}"
    assert holen(adresse).status_code == 200
    assert abfragen(adresse) > DIE_FASSUNG


def test_a_large_answer_is_not_kept_and_has_its_304(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemerkt, "INHALT_HOECHSTENS", 100)
    etag = holen("/termine/")["ETag"]
    assert abfragen("/termine/") > DIE_FASSUNG
    assert abfragen("/termine/", **{"If-None-Match": etag}) == DIE_FASSUNG


def test_made_up_questions_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemerkt, "MIT_FRAGE_HOECHSTENS", 100)
    holen(f"{FEED}?x=1")
    assert abfragen(f"{FEED}?x=1") > DIE_FASSUNG
    holen(FEED)
    assert abfragen(FEED) == DIE_FASSUNG


@pytest.mark.parametrize("datei", ["aushang.pdf", "vorschaubild.png"])
def test_posters_and_pictures_have_an_etag_and_no_place(welper: Konferenz, datei: str) -> None:
    adresse = f"{welper.get_absolute_url()}{datei}"
    etag = holen(adresse)["ETag"]
    assert abfragen(adresse) > DIE_FASSUNG
    assert holen(adresse, **{"If-None-Match": etag}).status_code == 304


def test_another_release_makes_all_anew(settings: Settings) -> None:
    etag = holen("/termine/")["ETag"]
    settings.PORTAL_NAME = "Nachbarschaftsportal"
    auslieferung.cache_clear()
    try:
        antwort = holen("/termine/", **{"If-None-Match": etag})
    finally:
        auslieferung.cache_clear()
    assert antwort.status_code == 200
    assert "Nachbarschaftsportal" in antwort.text


class KaputterSpeicher:
    """A shared cache that is away."""

    def get(self, _schluessel: str) -> NoReturn:
        raise ConnectionError

    def set(self, *_: Any) -> NoReturn:
        raise ConnectionError


def test_a_cache_that_is_away_costs_time_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gemerkt, "cache", KaputterSpeicher())
    assert holen("/termine/").status_code == 200


def fort(*_: Any) -> NoReturn:
    raise OperationalError("server closed the connection unexpectedly")


def fort_nach_der_fassung(ausfuehren: Callable[..., Any], sql: str, *rest: Any) -> Any:
    return ausfuehren(sql, *rest) if "hattingen_portal_stand" in sql else fort()


def ohne_datenbank(adresse: str, **kopf: str) -> HttpResponse:
    with connection.execute_wrapper(fort):
        return holen(adresse, **kopf)


def test_while_the_database_is_away_the_last_page_is_shown_and_says_so() -> None:
    vorher = holen("/termine/")
    antwort = ohne_datenbank("/termine/")
    assert (antwort.status_code, antwort["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in antwort
    assert Seite(antwort.text).texte("p")[0] == (
        "Wir haben gerade eine technische Störung. Sie sehen die Seite, wie sie am "
        "14. Januar 2026 um 10.00 Uhr war. Was sich seither geändert hat, fehlt hier."
    )
    hinweis = antwort.content.find(b'<p class="leiste"'), antwort.content.find(b"</p>") + 4
    assert hinweis[0] > 0
    assert holen("/termine/").content == vorher.content  # and recovers by itself


def test_also_a_page_of_an_earlier_version() -> None:
    holen("/termine/")
    f.beitrag("Etwas Neues")
    holen("/aktuelles/")
    assert ohne_datenbank("/termine/").status_code == 200


def test_what_was_withdrawn_stands_in_for_nothing() -> None:
    beitrag = f.beitrag("Mit Namen")
    adresse = beitrag.get_absolute_url()
    assert holen(adresse).status_code == 200
    beitrag.delete()
    assert holen(adresse).status_code == 404
    assert ohne_datenbank(adresse).status_code == 503


@pytest.mark.parametrize("adresse", ["/aktuelles/", "/aktuelles/feed.atom"])
def test_a_page_from_before_something_was_deleted_stands_in_for_nothing(adresse: str) -> None:
    """Nobody has asked for it since, so nobody has taken out of it what is gone."""
    beitrag = f.beitrag("Mit Namen")
    assert "Mit Namen" in holen(adresse).text
    beitrag.delete()
    assert holen("/termine/").status_code == 200
    assert ohne_datenbank(adresse).status_code == 503
    assert ohne_datenbank("/termine/").status_code == 200

    holen(adresse)
    assert "Mit Namen" not in ohne_datenbank(adresse).text


def test_nor_while_the_database_goes_between_version_and_page() -> None:
    beitrag = f.beitrag("Mit Namen")
    holen("/aktuelles/")
    beitrag.delete()
    holen("/termine/")
    with connection.execute_wrapper(fort_nach_der_fassung):
        assert holen("/aktuelles/").status_code == 503


def test_a_feed_goes_out_as_it_was() -> None:
    vorher = holen(FEED)
    antwort = ohne_datenbank(FEED)
    assert (antwort.status_code, antwort.content) == (200, vorher.content)


def test_what_nobody_has_seen_yet_is_not_there() -> None:
    holen("/termine/")
    antwort = ohne_datenbank("/aktuelles/")
    assert (antwort.status_code, antwort["Retry-After"]) == (503, "120")


def test_a_database_that_goes_between_version_and_page() -> None:
    holen("/termine/")
    f.beitrag("Etwas Neues")
    with connection.execute_wrapper(fort_nach_der_fassung):
        antwort = holen("/termine/")
    assert antwort.status_code == 200
    assert "Wir haben gerade eine technische Störung." in antwort.text


def test_every_public_page_has_the_place_for_that_note() -> None:
    seiten = ("/", "/termine/", "/impressum/", "/kalender/", "/akteure/", "/suche/")
    for adresse in (*seiten, "/einbetten/termine/"):
        assert holen(adresse).content.count(gemerkt.INHALTSBEGINN) == 1, adresse


def test_a_page_made_while_somebody_saves_is_not_taken_for_the_new_one() -> None:
    """The version is read before the data: what is kept under it is never older."""
    gefragt = threading.Event()
    gesichert = threading.Event()

    def warten(ausfuehren: Callable[..., Any], sql: str, *rest: Any) -> Any:
        ergebnis = ausfuehren(sql, *rest)
        if "hattingen_portal_stand" in sql:
            gefragt.set()
            assert gesichert.wait(timeout=10)
        return ergebnis

    def lesen() -> None:
        with connection.execute_wrapper(warten):
            umgebung = RequestFactory().get("/aktuelles/").environ
            b"".join(WSGIHandler()(umgebung, lambda *_: None))
        connection.close()

    leserin = threading.Thread(target=lesen)
    leserin.start()
    assert gefragt.wait(timeout=10)
    f.beitrag("Gerade gesichert", veroeffentlichen_ab=f.JETZT - timedelta(hours=1))
    gesichert.set()
    leserin.join(timeout=10)
    assert "Gerade gesichert" in holen("/aktuelles/").text
    f.beitrag("Und noch etwas", veroeffentlichen_ab=f.JETZT - timedelta(hours=1))
    assert "Und noch etwas" in holen("/aktuelles/").text


def test_a_web_server_in_front_may_repeat_it_until_the_second_is_over(settings: Settings) -> None:
    settings.PORTAL_MIKROSPEICHER = True
    antwort = holen(FEED)
    assert antwort["X-Accel-Expires"] == f"@{int(f.JETZT.timestamp())}"
    f.beitrag("Etwas Neues")
    assert holen(FEED)["ETag"] == antwort["ETag"]  # nginx compares the whole, and sends nothing
    assert holen("/aktuelles/")["ETag"] != antwort["ETag"]


def test_the_second_is_the_one_before_the_version_was_read(
    settings: Settings, jetzt: Traveller
) -> None:
    settings.PORTAL_MIKROSPEICHER = True

    def langsam(ausfuehren: Callable[..., Any], sql: str, *rest: Any) -> Any:
        ergebnis = ausfuehren(sql, *rest)
        if "hattingen_portal_stand" in sql:
            jetzt.shift(timedelta(seconds=3))
        return ergebnis

    with connection.execute_wrapper(langsam):
        antwort = holen(FEED)
    assert antwort["X-Accel-Expires"] == f"@{int(f.JETZT.timestamp())}"


def test_what_is_not_kept_here_is_not_kept_in_front(settings: Settings, client: Client) -> None:
    settings.PORTAL_MIKROSPEICHER = True
    client.force_login(User.objects.create_superuser("sb"))
    for antwort in (client.get("/termine/"), holen("/kontakt/"), holen("/gibt-es-nicht/")):
        assert "X-Accel-Expires" not in antwort
    holen("/termine/")
    assert "X-Accel-Expires" not in ohne_datenbank("/termine/")
