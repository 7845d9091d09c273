"""The link to a draft: what it shows, to whom, for how long, and what it does not give away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.verwaltung.vorschaulink import GILT, SALZ, gelesen, neuer_link
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Einladung, Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.portal.seiten.fabrik import bild
from tests.seite import Seite
from tests.verwaltung import form_url, meldungen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)


def entwurf(**felder: Any) -> Konferenz:
    return f.konferenz(**{"beginn": MONTAG, "status": Status.ENTWURF} | felder)


def adresse(zeile: Any) -> str:
    return reverse("vorschau", args=[neuer_link(zeile, timezone.now()).marke])


def seite_fuer_link(k: Konferenz) -> str:
    return reverse("admin:konferenzen_konferenz_vorschaulink", args=[k.pk])


def test_a_draft_is_shown_as_it_will_look_and_marked_as_a_preview(client: Client) -> None:
    k = entwurf(titel="Treffen am See", ort=f.ort("Rathaus"))
    antwort = client.get(adresse(k))
    assert antwort.status_code == 200
    assert "Vorschau, nicht öffentlich" in antwort.text
    assert "Gültig bis 21. Januar 2026, 10:00 Uhr." in antwort.text
    for wort in ("Treffen am See", "Montag, 26. Januar 2026", "Rathaus"):
        assert wort in antwort.text
    assert client.get(k.get_absolute_url()).status_code == 404


def test_nobody_keeps_or_lists_it_and_no_address_of_the_draft_stands_on_it(client: Client) -> None:
    k = entwurf(titel="Treffen")
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    Unterlage.objects.create(konferenz=k, titel="Programm", datei=pdf, oeffentlich=True)
    Unterlage.objects.create(konferenz=k, titel="Internes", datei=pdf)
    antwort = client.get(adresse(k))
    assert antwort["Cache-Control"] == "no-store"
    assert antwort["Referrer-Policy"] == "no-referrer"
    assert antwort["X-Robots-Tag"] == "noindex, nofollow"
    assert not antwort.cookies
    seite = Seite(antwort.text)
    assert [e for e in seite.alle("link") if e.attrs.get("rel") == "canonical"] == []
    assert "ld+json" not in antwort.text
    assert k.slug not in antwort.text
    assert "Programm" in antwort.text
    assert "Internes" not in antwort.text


@pytest.mark.parametrize("zeile", [entwurf, lambda: f.beitrag(veroeffentlichen_ab=None)])
def test_it_ends_after_a_week(
    client: Client, jetzt: time_machine.Traveller, zeile: Callable[[], Any]
) -> None:
    url = adresse(zeile())
    jetzt.shift(GILT - timedelta(seconds=1))
    assert client.get(url).status_code == 200
    jetzt.shift(timedelta(seconds=1))
    antwort = client.get(url)
    assert antwort.status_code == 410
    assert "Diese Vorschau gilt nicht mehr" in antwort.text
    assert antwort["X-Robots-Tag"] == "noindex, nofollow"


def test_with_the_publication_it_leads_to_the_page(client: Client) -> None:
    k = entwurf()
    url = adresse(k)
    k.status = Status.OEFFENTLICH
    fortschreiben(k)
    antwort = client.get(url)
    assert (antwort.status_code, antwort["Location"]) == (302, k.get_absolute_url())
    k.status = Status.ZURUECKGEZOGEN
    fortschreiben(k)
    assert client.get(url).status_code == 410


def test_a_scheduled_one_is_shown_and_one_that_is_gone_is_not(client: Client) -> None:
    geplant = f.konferenz(beginn=MONTAG, veroeffentlichen_ab=f.JETZT + timedelta(days=1))
    assert client.get(adresse(geplant)).status_code == 200
    weg = entwurf()
    url = adresse(weg)
    weg.delete()
    assert client.get(url).status_code == 410


def test_a_news_post_is_shown_without_its_date_and_documents_are_still_to_come(
    client: Client,
) -> None:
    b = f.beitrag("Neues", veroeffentlichen_ab=None, text="<p>Der Text.</p>")
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    b.anhaenge.create(titel="Programm", datei=pdf)
    antwort = client.get(adresse(b))
    assert antwort.status_code == 200
    for wort in ("Neues", "Der Text.", "Programm", "Vorschau, nicht öffentlich"):
        assert wort in antwort.text
    assert b.get_absolute_url() not in antwort.text
    abgelaufen = f.beitrag(veroeffentlichen_bis=f.JETZT - timedelta(hours=1))
    assert client.get(adresse(abgelaufen)).status_code == 410


def bilder(antwort: Any) -> list[str]:
    """Give the addresses of all pictures that a page may fetch."""
    seite = Seite(antwort.text)
    quellen = [e.attrs["srcset"] for e in [*seite.alle("source"), *seite.alle("img")]]
    einzelne = [e.split()[0] for quelle in quellen for e in quelle.split(", ")]
    return [*einzelne, *(e.attrs["src"] for e in seite.alle("img"))]


def test_the_picture_of_a_draft_is_seen_by_the_link_alone_and_as_long_as_it_holds(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    b = f.beitrag(bild=bild(), bild_alt="Ein Haus.", veroeffentlichen_ab=None)
    anderer = f.beitrag(bild=bild(), bild_alt="Ein Baum.", veroeffentlichen_ab=None)
    link, fremder = adresse(b), adresse(anderer)
    gezeigte = bilder(client.get(link))
    assert len(gezeigte) == 4
    for pfad in gezeigte:
        antwort = client.get(pfad)
        assert (antwort.status_code, antwort["Cache-Control"]) == (200, "no-store")
        assert antwort["X-Robots-Tag"] == "noindex, nofollow"
        name = pfad.rpartition("/")[2]
        for anders in (f"/medien/bilder/{name}", f"{fremder}bilder/{name}", f"{link}bilder/x.png"):
            assert client.get(anders).status_code == 404
        assert client.get(pfad.replace(":", ":x")).status_code == 404
    jetzt.shift(GILT)
    assert [client.get(pfad).status_code for pfad in gezeigte] == 4 * [404]


def test_once_it_is_public_the_picture_is_seen_there(client: Client) -> None:
    b = f.beitrag(bild=bild(), bild_alt="Ein Haus.", veroeffentlichen_ab=None)
    [vorher, *_] = bilder(client.get(adresse(b)))
    Beitrag.objects.update(veroeffentlichen_ab=f.JETZT)
    assert client.get(vorher).status_code == 404
    gezeigte = bilder(client.get(b.get_absolute_url()))
    assert {pfad.rpartition("/")[0] for pfad in gezeigte} == {"/medien/bilder"}
    assert [client.get(pfad).status_code for pfad in gezeigte] == 4 * [200]


def test_the_link_to_a_conference_shows_no_picture(client: Client) -> None:
    assert client.get(f"{adresse(entwurf())}bilder/{'a' * 32}-480.png").status_code == 404
    assert client.get(f"/vorschau/unsinn/bilder/{'a' * 32}-480.png").status_code == 404


@pytest.mark.parametrize(
    "marke",
    [
        "unsinn",
        "x:y",
        "x" * 5000,
        Signer(salt="anderes").sign_object(["konferenzen.konferenz", 1, 4_000_000_000]),
        Signer(salt=SALZ).sign_object(["akteure.akteur", 1, 4_000_000_000]),
        Signer(salt=SALZ).sign_object("kein Link"),
    ],
)
def test_what_nobody_signed_for_this_is_not_found(client: Client, marke: str) -> None:
    assert client.get(reverse("vorschau", args=[marke])).status_code == 404


def test_a_changed_mark_is_refused(client: Client) -> None:
    marke = neuer_link(entwurf(), timezone.now()).marke
    assert gelesen(marke) is not None
    assert gelesen(f"{marke[:-1]}{'a' if marke[-1] != 'a' else 'b'}") is None
    assert client.post(reverse("vorschau", args=[marke])).status_code == 405


def test_who_may_change_the_draft_gets_the_link(sb: Client, client: Client) -> None:
    k = entwurf(titel="Treffen")
    assert seite_fuer_link(k) in sb.get(form_url(k)).text
    antwort = sb.get(seite_fuer_link(k))
    [feld] = [e for e in Seite(antwort.text).alle("input") if e.attrs.get("type") == "url"]
    assert feld.attrs["value"].startswith("http://127.0.0.1:8000/vorschau/")
    pfad = feld.attrs["value"].removeprefix("http://127.0.0.1:8000")
    assert "Treffen" in Client().get(pfad).text


def test_who_may_only_read_it_gets_none(client: Client) -> None:
    k = entwurf()
    anna = User.objects.create_user("anna", is_staff=True)
    anna.user_permissions.add(Permission.objects.get(codename="view_konferenz"))
    client.force_login(anna)
    assert seite_fuer_link(k) not in client.get(form_url(k)).text
    assert client.get(seite_fuer_link(k)).status_code == 403


def test_of_what_is_public_there_is_no_link(sb: Client) -> None:
    k = f.konferenz(beginn=MONTAG)
    assert seite_fuer_link(k) not in sb.get(form_url(k)).text
    antwort = sb.get(seite_fuer_link(k))
    assert (antwort.status_code, antwort["Location"]) == (302, form_url(k))
    assert meldungen(antwort) == [
        "Einen Vorschau-Link gibt es nur, solange der Eintrag noch nicht veröffentlicht ist."
    ]
    assert sb.get(seite_fuer_link(k).replace(str(k.pk), "0")).status_code == 302


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_preview_costs_the_same_for_one_guest_and_for_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    k = entwurf(ort=f.ort())
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    for nummer in range(anzahl):
        Einladung.objects.create(konferenz=k, akteur=f.akteur(f"Verein {nummer}"))
        Unterlage.objects.create(konferenz=k, titel=f"Nr. {nummer}", datei=pdf, oeffentlich=True)
    url = adresse(k)
    with django_assert_num_queries(11):
        client.get(url)
