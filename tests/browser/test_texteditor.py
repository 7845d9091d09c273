"""The real editor: what is pasted into it, before and after the server has cleaned it."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.richtext.reinigung import sauberes_html
from tests import fabriken as f
from tests.browser.axe import verstoesse
from tests.grundlage.richtext.proben import AUS_DEM_EDITOR, DARAUS, ERWARTET, eingefuegt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = ".ProseMirror[contenteditable=true]"
# As a browser hands over what is on the clipboard.
EINFUEGEN = """html => {
    const daten = new DataTransfer();
    daten.setData("text/html", html);
    document.querySelector(".ProseMirror[contenteditable=true]").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: daten, bubbles: true, cancelable: true}));
}"""
# What the editor itself may still hold: words of Word's lists are for the server.
UNSAUBER = ("style", "class", "mso", "o:p", "<font", "<span", "<!--", "<b>", "id=")


@pytest.fixture
def seite(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Give the page of somebody who may do everything, at the form of a new post."""
    User.objects.create_superuser("sb", password="ein langes Wort")
    # Without the page's policy, which refuses axe; test_admin.py watches over it.
    with chromium.new_context(locale="de-DE", bypass_csp=True) as kontext:
        page = kontext.new_page()
        page.goto(f"{live_server.url}/admin/aktuelles/beitrag/add/")
        page.fill("#id_username", "sb")
        page.fill("#id_password", "ein langes Wort")
        page.click("[type=submit]")
        page.wait_for_selector("[aria-label=Fett]")
        yield page


def einfuegen(seite: Page, html: str) -> str:
    """Paste `html` in place of all that is there, and give what the form would send."""
    seite.click(EDITOR)
    seite.keyboard.press("Control+a")
    seite.keyboard.press("Delete")
    seite.evaluate(EINFUEGEN, html)
    return seite.input_value("#id_text")


def test_what_is_pasted_is_clean_in_the_editor_and_cleaner_on_the_server(seite: Page) -> None:
    for programm in ("word", "google-docs", "libreoffice"):
        gesendet = einfuegen(seite, eingefuegt(programm))
        assert [wort for wort in UNSAUBER if wort in gesendet] == [], programm
        assert sauberes_html(gesendet) == ERWARTET[programm]
    fett = einfuegen(seite, '<p><span style="font-weight:700">Wort</span></p>')
    assert fett == "<p><strong>Wort</strong></p>"

    einfuegen(seite, eingefuegt("word"))
    seite.fill("#id_titel", "Neues")
    seite.fill("#id_teaser", "Kurz.")
    seite.locator("[name=_save]").first.click()
    seite.wait_for_selector(".messagelist .success")
    assert Beitrag.objects.get().text == ERWARTET["word"]


def test_the_editor_keeps_what_the_server_has_made(seite: Page, live_server: LiveServer) -> None:
    beitrag = f.beitrag(text=AUS_DEM_EDITOR)
    assert beitrag.text == DARAUS
    seite.goto(f"{live_server.url}/admin/aktuelles/beitrag/{beitrag.pk}/change/")
    seite.wait_for_selector("[aria-label=Fett]")
    seite.click(f"{EDITOR} h2")
    seite.keyboard.press("Home")
    seite.keyboard.type("Neue ")
    assert sauberes_html(seite.input_value("#id_text")) == DARAUS.replace("<h2>", "<h2>Neue ")


def zur_hilfe_und_zurueck(seite: Page) -> None:
    seite.get_by_role("link", name="Hilfe: ").click()
    seite.wait_for_url("**/handbuch/**")
    seite.go_back()
    seite.wait_for_selector("[aria-label=Fett]")


def test_after_going_back_the_editor_shows_what_was_typed_into_a_new_text(seite: Page) -> None:
    seite.click(EDITOR)
    seite.keyboard.type("Erster Satz.")
    zur_hilfe_und_zurueck(seite)
    expect(seite.locator(EDITOR)).to_have_text("Erster Satz.")
    seite.click(EDITOR)
    seite.keyboard.press("Control+End")
    seite.keyboard.type(" Zweiter.")
    assert seite.input_value("#id_text") == "<p>Erster Satz. Zweiter.</p>"
    for _ in range(3):  # what came back with the page is not to be undone
        seite.keyboard.press("Control+z")
    assert seite.input_value("#id_text") == "<p>Erster Satz.</p>"


def test_after_going_back_the_editor_shows_what_was_changed(
    seite: Page, live_server: LiveServer
) -> None:
    beitrag = f.beitrag(text="<p>Alt.</p>")
    seite.goto(f"{live_server.url}/admin/aktuelles/beitrag/{beitrag.pk}/change/")
    seite.wait_for_selector("[aria-label=Fett]")
    seite.click(EDITOR)
    seite.keyboard.press("Control+End")
    seite.keyboard.type(" Neu.")
    zur_hilfe_und_zurueck(seite)
    expect(seite.locator(EDITOR)).to_have_text("Alt. Neu.")
    assert seite.input_value("#id_text") == "<p>Alt. Neu.</p>"


def test_a_table_is_made_and_told_in_german(seite: Page) -> None:
    seite.click(EDITOR)
    seite.get_by_role("button", name="Tabelle einfügen, die erste Zeile ist ihr Kopf").click()
    dialog = seite.locator("dialog")
    assert dialog.get_by_label("Zeilen").is_visible()
    assert not dialog.locator("[name=withHeaderRow]").is_visible()
    dialog.get_by_role("button", name="Tabelle einfügen").click()
    seite.keyboard.type("Tag")
    assert sauberes_html(seite.input_value("#id_text")).startswith(
        '<table><thead><tr><th scope="col"><p>Tag</p></th>'
    )


@pytest.mark.parametrize("farben", ["light", "dark"])
def test_axe_finds_nothing_in_what_may_be_better(
    seite: Page, live_server: LiveServer, farben: str
) -> None:
    beitrag = f.beitrag(text='<p><a href="/gibt-es-nicht/">hier</a></p>')
    seite.emulate_media(color_scheme="dark" if farben == "dark" else "light")
    seite.set_viewport_size({"width": 390, "height": 844})
    seite.goto(f"{live_server.url}/admin/aktuelles/beitrag/{beitrag.pk}/change/")
    assert seite.locator(".texthinweise li").count() == 2
    seite.evaluate("document.querySelectorAll('.prose-editor').forEach(e => e.remove())")
    assert [v for v in verstoesse(seite) if "texthinweise" in v] == []
