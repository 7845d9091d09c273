"""axe-core on an open page."""

from typing import Any

from django.conf import settings
from playwright.sync_api import Page

AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
REGELN = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def verstoesse(page: Page, *, ohne: frozenset[str] = frozenset()) -> list[str]:
    """Give what axe finds against WCAG 2.2 AA and its own best practice, with the element.

    `ohne` are rules to leave out, by their names.
    """
    page.wait_for_load_state()  # a click waits only until the next page has begun
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    ergebnis: dict[str, Any] = page.evaluate("regeln => axe.run(regeln)", REGELN)
    return [
        f"{verstoss['id']}: {knoten['html']}"
        for verstoss in ergebnis["violations"]
        for knoten in verstoss["nodes"]
        if verstoss["id"] not in ohne
    ]
