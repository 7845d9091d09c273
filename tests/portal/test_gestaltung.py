"""The built stylesheet: small, whole, and without a request to anybody else."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

CSS: Path = settings.BAU / "static/portal/portal.css"


@pytest.fixture(scope="module")
def css() -> str:
    if not CSS.is_file():
        pytest.fail("Die Gestaltung ist nicht gebaut. Bitte rufen Sie „make bauen“ auf.")
    return CSS.read_text()


def test_it_is_small(css: str) -> None:
    assert len(gzip.compress(css.encode())) <= 15_000


def test_the_stylesheet_for_the_pages_of_others_is_smaller(css: str) -> None:
    knapp = CSS.with_name("einbetten.css").read_text()
    assert len(gzip.compress(knapp.encode())) <= 10_000
    assert len(knapp) < len(css)


def test_its_fonts_lie_beside_it_and_nothing_is_loaded_from_elsewhere(css: str) -> None:
    adressen = [a.strip("\"'") for a in re.findall(r"url\(([^)]*)\)", css)]
    schriften = [adresse for adresse in adressen if not adresse.startswith(("data:", "#"))]
    assert sorted(schriften) == [
        f"schriften/fira-sans-{satz}-{schnitt}-normal.woff2"
        for satz in ("latin", "latin-ext")
        for schnitt in (400, 500, 600)
    ]
    assert [adresse for adresse in schriften if not (CSS.parent / adresse).is_file()] == []
    assert "@import" not in css


def test_every_token_that_the_portal_uses_is_defined(css: str) -> None:
    eigenes = (settings.BASE_DIR / "frontend/portal.css").read_text()
    benutzt = set(re.findall(r"var\((--[\w-]+)", eigenes))
    assert benutzt - set(re.findall(r"(--[\w-]+)\s*:", css)) == set()


def test_buttons_and_fields_change_their_colours_by_night(css: str) -> None:
    assert "--kern-color-action-default-contextual:var(--kern-color-action-default)" in css
