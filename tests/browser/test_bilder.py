"""Pictures on a page: their room is kept free, and each browser gets a format that it knows."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests import fabriken as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GESTALTET = """() => [...document.querySelectorAll('link[rel=stylesheet]')]
    .every((verweis) => verweis.sheet)"""
VERSCHIEBUNGEN = """() => new Promise((fertig) => {
    new PerformanceObserver((liste) => fertig(liste.getEntries().map((e) => e.value)))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => fertig([]), 500);
})"""


@pytest.fixture
def seite(portal: str) -> str:
    """Give the address of a Beitrag whose picture stands above its text."""
    bild = BytesIO()
    Image.effect_noise((2000, 1500), 60).convert("RGB").save(bild, "JPEG")
    beitrag = f.beitrag(
        "Fest",
        bild=ContentFile(bild.getvalue(), "zelt.jpg"),
        bild_alt="Ein Zelt",
        text="<p>Danach.</p>",
        veroeffentlichen_ab=timezone.now() - timedelta(days=1),
    )
    return f"{portal}{beitrag.get_absolute_url()}"


@pytest.fixture(params=[320, 1280])
def fenster(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    neu = chromium.new_page(viewport={"width": request.param, "height": 800})
    yield neu
    neu.close()


def test_the_room_of_a_picture_is_free_before_it_comes(fenster: Page, seite: str) -> None:
    wartend: list[Route] = []
    # In another font, words take another width: that is not what is measured here.
    fenster.route("**/*.woff2", lambda anfrage: anfrage.abort())
    fenster.route("**/medien/bilder/*", lambda anfrage: wartend.append(anfrage))
    with fenster.expect_request("**/medien/bilder/*"):
        fenster.goto(seite, wait_until="domcontentloaded")
    # A picture is asked for, and a page read to its end, before its stylesheet has come.
    fenster.wait_for_function(GESTALTET)
    bild, danach = fenster.get_by_role("img", name="Ein Zelt"), fenster.get_by_text("Danach.")
    vorher = bild.bounding_box(), danach.bounding_box()
    for anfrage in wartend:
        anfrage.continue_()
    bild.evaluate("async (bild) => { await bild.decode() }")

    assert vorher == (bild.bounding_box(), danach.bounding_box())
    assert vorher[0] is not None
    assert vorher[0]["width"] / vorher[0]["height"] == pytest.approx(4 / 3, abs=0.01)
    assert vorher[0]["width"] >= 280
    assert fenster.evaluate(VERSCHIEBUNGEN) == []


@pytest.mark.parametrize(
    ("unbekannt", "endung"),
    [([], "avif"), (["avif"], "webp"), (["avif", "webp"], "jpg")],
)
def test_each_browser_gets_a_format_that_it_knows(
    fenster: Page, seite: str, unbekannt: list[str], endung: str
) -> None:
    """A browser passes over a <source> of a type that it does not know, as over one left out."""
    seitentext = fenster.request.get(seite).text()
    for format_ in unbekannt:
        assert seitentext.count(f'type="image/{format_}"') == 1
        seitentext = seitentext.replace(f'type="image/{format_}"', 'type="image/unbekannt"')
    fenster.route(seite, lambda anfrage: anfrage.fulfill(body=seitentext, content_type="text/html"))
    fenster.goto(seite)
    bild = fenster.get_by_role("img", name="Ein Zelt")

    assert bild.evaluate("bild => bild.currentSrc").endswith(f".{endung}")
    assert bild.evaluate("bild => bild.complete && bild.naturalWidth > 0")
