"""The way to a hit in a real browser, without script."""

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("breite", [360, 390, 1280])
def test_from_any_page_to_a_hit_without_script(chromium: Browser, portal: str, breite: int) -> None:
    with chromium.new_context(
        java_script_enabled=False, viewport={"width": breite, "height": 844}
    ) as kontext:
        page = kontext.new_page()
        page.goto(f"{portal}/kalender/")
        kopf = page.get_by_role("banner")
        lupe = kopf.get_by_role("link", name="Suche", exact=True)
        # In the same line as the name of the portal: the header has not grown.
        assert (kopf.bounding_box() or {})["height"] < 130
        lupe.click()
        page.get_by_role("searchbox").fill("Bredenschaid")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Bredenscheid", exact=True).click()
        expect(page).to_have_title("Suche nach „Bredenscheid“ · Quartiersportal Hattingen")
        assert page.locator("mark").first.inner_text() == "Bredenscheid"
        page.get_by_role("link", name="Stadtteile (1)").click()
        page.get_by_role("main").get_by_role("link", name="EOBS").click()
        expect(page).to_have_url(f"{portal}/stadtteile/eobs/")


def test_the_open_menu_leaves_the_search_its_place(chromium: Browser, portal: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as kontext:
        page = kontext.new_page()
        page.goto(portal)
        kopf = page.get_by_role("banner")
        lupe, menue = kopf.get_by_role("link", name="Suche"), kopf.get_by_text("Menü")
        vorher = lupe.bounding_box(), menue.bounding_box()
        menue.click()
        nachher = lupe.bounding_box(), menue.bounding_box()
        for davor, danach in zip(vorher, nachher, strict=True):
            assert davor
            assert danach
            assert abs(davor["x"] - danach["x"]) < 8
            assert abs(davor["y"] - danach["y"]) < 8
        assert (lupe.bounding_box() or {})["x"] + 30 < (menue.bounding_box() or {})["x"]
