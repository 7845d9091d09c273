"""What a process remembers: for whom, for how long, and how much of it."""

from threading import Thread
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.test import Client, override_settings

from hattingen_portal.grundlage.ablage import AblageFortError
from hattingen_portal.grundlage.gedaechtnis import Vorrat, abgeleitet, merkbar, offen, zweifeln
from hattingen_portal.stand.models import Stand
from konferenzen.models import Konferenz, Unterlage, Veranstaltungsort
from tests import fabriken as f
from tests.portal.gedaechtnis.bestand import (
    KONFERENZ,
    MONTAG,
    SEITEN,
    TAG,
    alle_seiten,
    gezaehlt,
    nummer,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("jetzt", "bestand")]


def test_a_rollback_leaves_nothing_behind(client: Client) -> None:
    vorher = alle_seiten(client)
    with transaction.atomic():
        Konferenz.objects.filter(pk=nummer()).update(titel="Nie gewesen")
        Veranstaltungsort.objects.filter(konferenzen=nummer()).update(name="Nirgends")
        assert "Nie gewesen" in client.get("/termine/").text
        assert "Nirgends" in client.get(KONFERENZ).text
        transaction.set_rollback(True)
    assert alle_seiten(client) == vorher


def test_a_draft_and_a_clerk_find_the_memory_closed(client: Client, django_user_model: Any) -> None:
    alle_seiten(client)
    client.force_login(django_user_model.objects.create_superuser("sb"))
    assert gezaehlt(client, "/termine/") > SEITEN["/termine/"]


def test_time_passes_over_what_is_remembered(client: Client, jetzt: Any) -> None:
    assert "Heute" not in client.get(KONFERENZ).text
    jetzt.move_to(MONTAG.replace(hour=8))
    assert "Heute" in client.get(KONFERENZ).text
    jetzt.move_to(MONTAG)
    assert "Läuft gerade" in client.get(KONFERENZ).text
    jetzt.move_to(MONTAG + TAG)
    assert "Vorbei" in client.get(KONFERENZ).text
    assert "Welper" in client.get("/termine/archiv/").text


@pytest.mark.parametrize(
    "adresse",
    ["/", "/stadtteile/welper/", "/termine/", "/termine/runden/fruehjahr-2026/", KONFERENZ],
)
def test_it_passes_over_whole_lists_too(client: Client, jetzt: Any, adresse: str) -> None:
    gesehen = []
    for zeit in (MONTAG - TAG, MONTAG.replace(hour=8), MONTAG):
        jetzt.move_to(zeit)
        text = client.get(adresse).text
        gesehen.append([wort for wort in ("Heute", "Läuft gerade") if wort in text])
    assert gesehen == [[], ["Heute"], ["Läuft gerade"]]


def test_threads_share_what_they_know(client: Client) -> None:
    vorher = alle_seiten(client)
    gesehen: list[dict[str, str]] = []

    def lesen_lassen() -> None:
        try:
            gesehen.extend(alle_seiten(Client()) for _ in range(2))
        finally:
            connection.close()

    faeden = [Thread(target=lesen_lassen) for _ in range(2)]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()
    assert gesehen == [vorher] * 4


def test_no_more_is_kept_than_there_is_room_for() -> None:
    vorrat: Vorrat[int] = Vorrat(3)
    vorrat.legen({1: 1, 2: 2, 3: 3})
    assert vorrat.holen([1]) == {1: 1}
    vorrat.legen({4: 4})
    assert vorrat.holen([1, 2, 3, 4]) == {1: 1, 3: 3, 4: 4}
    assert len(vorrat) == 3


def test_what_could_not_be_looked_at_is_not_kept() -> None:
    stand = Stand.objects.get()
    zeile = merkbar(Konferenz.objects.get(pk=nummer()))
    versuche: list[int] = []

    def machen() -> str:
        versuche.append(len(versuche))
        if len(versuche) == 1:
            zweifeln("Die Ablage antwortet nicht")
        return f"Versuch {len(versuche)}"

    with offen(stand.fassung, stand.stammdaten, f.JETZT) as augenblick:
        gemacht = [abgeleitet(zeile, "so", machen) for _ in range(3)]
    assert gemacht == ["Versuch 1", "Versuch 2", "Versuch 2"]
    assert augenblick.zweifel == ["Die Ablage antwortet nicht"]


def test_a_page_made_in_doubt_is_made_anew(client: Client, settings: Any) -> None:
    """Its document's size was out of reach, and is known the next time."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    plan = ContentFile(b"%PDF-1.7", "plan.pdf")
    Unterlage.objects.create(konferenz_id=nummer(), titel="Plan", datei=plan, oeffentlich=True)
    ablage = {"BACKEND": "tests.portal.gedaechtnis.test_gedaechtnis.AblageFort"}
    with override_settings(STORAGES=settings.STORAGES | {"default": ablage}):
        assert "8\xa0Bytes" not in client.get(KONFERENZ).text
    assert "8\xa0Bytes" in client.get(KONFERENZ).text


class AblageFort(FileSystemStorage):
    """A store that does not answer."""

    def size(self, name: str) -> int:
        raise AblageFortError(name)
