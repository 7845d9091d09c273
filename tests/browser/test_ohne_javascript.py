"""What people come for, on a phone with JavaScript off; more of it in test_weg and test_suche."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from akteure.models import Akteur
from hattingen_portal.grundlage.formular.zugriff import zu_oft
from hattingen_portal.meldungen.models import Meldung
from tests.fabriken import ansprechperson

pytestmark = pytest.mark.browser
# People need longer than this to type; who is faster is asked to send once more.
BEDENKZEIT = 3100  # milliseconds


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    ) as kontext:
        yield kontext.new_page()


def test_the_list_of_dates_is_filtered_and_shown_whole_again(page: Page, portal: str) -> None:
    page.goto(f"{portal}/termine/")
    wer = page.locator(".termine__wer")
    alle = wer.count()
    page.locator(".filter summary").click()
    page.get_by_label("Stadtteil").select_option("Welper")
    page.get_by_role("button", name="Anzeigen").click()
    assert set(wer.get_by_role("link").all_inner_texts()) == {"Welper"}
    assert wer.count() < alle
    page.get_by_role("link", name="Auswahl aufheben").click()
    expect(page).to_have_url(f"{portal}/termine/")
    expect(wer).to_have_count(alle)


def test_a_message_is_mended_and_sent(page: Page, portal: str) -> None:
    page.goto(f"{portal}/stadtteile/welper/")
    page.get_by_role("contentinfo").get_by_role("link", name="Kontakt", exact=True).click()
    page.get_by_label("Ihre E-Mail-Adresse").fill("keine Adresse")
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page).to_have_title("Fehler: Kontakt · Quartiersportal Hattingen")
    page.locator(".fehlerliste").get_by_role("link", name="E-Mail").click()
    adresse = page.get_by_label("Ihre E-Mail-Adresse")
    expect(adresse).to_be_in_viewport()
    expect(adresse).to_have_value("keine Adresse")
    adresse.fill("ich@example.org")
    page.get_by_label("Ihre Nachricht").fill("Wann ist die nächste Konferenz?")
    page.get_by_label("Um welchen Stadtteil geht es?").select_option("Welper")
    page.wait_for_timeout(BEDENKZEIT)
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Nachricht ist angekommen")
    gespeichert = Meldung.objects.get()
    assert gespeichert.stadtteil is not None
    assert (gespeichert.text, gespeichert.email, gespeichert.stadtteil.name) == (
        "Wann ist die nächste Konferenz?",
        "ich@example.org",
        "Welper",
    )
    expect(page.get_by_role("main")).to_contain_text(gespeichert.nummer)


def test_a_barrier_is_reported_from_the_page_that_has_it(page: Page, portal: str) -> None:
    page.goto(f"{portal}/kalender/")
    page.get_by_role("contentinfo").get_by_role("link", name="Barriere melden").click()
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/kalender/")
    page.get_by_label("Welche Barriere ist das?").fill("Der QR-Code ist zu klein.")
    page.wait_for_timeout(BEDENKZEIT)
    page.get_by_role("button", name="Barriere melden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Nachricht ist angekommen")
    assert [(m.art, m.seite) for m in Meldung.objects.all()] == [("barriere", "/kalender/")]


def test_an_entry_is_corrected(page: Page, portal: str) -> None:
    page.goto(f"{portal}/akteure/")
    page.get_by_role("link", name="hwg eG").click()
    page.get_by_role("main").get_by_role("link", name="Vorschlag machen").click()
    beschreibung = page.get_by_label("Beschreibung")
    beschreibung.fill("Eine Genossenschaft.")
    page.wait_for_timeout(BEDENKZEIT)
    page.get_by_role("button", name="Vorschlag senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Nachricht ist angekommen")
    [vorschlag] = Meldung.objects.get().vorschlaege.all()
    assert (vorschlag.feld, vorschlag.vorgeschlagen) == ("beschreibung", "Eine Genossenschaft.")
    assert Akteur.objects.get(slug="hwg-eg").beschreibung == ""  # a clerk decides


def test_who_sends_too_often_keeps_the_words_and_may_call(page: Page, portal: str) -> None:
    ansprechperson(telefon="(02324) 204 0")
    for _ in range(5):
        assert zu_oft("meldung", "127.0.0.1") is None
    page.goto(f"{portal}/kontakt/")
    page.get_by_label("Ihre Nachricht").fill("Noch eine Frage.")
    page.wait_for_timeout(BEDENKZEIT)
    page.get_by_role("button", name="Nachricht senden").click()
    expect(page.locator(".fehlerliste")).to_contain_text("sehr oft abgeschickt")
    expect(page.get_by_label("Ihre Nachricht")).to_have_value("Noch eine Frage.")
    hinweis = page.locator(".hinweis").filter(has_text="Oder rufen Sie an")
    expect(hinweis.get_by_role("link")).to_have_text("(02324) 204 0")
    assert not Meldung.objects.exists()
