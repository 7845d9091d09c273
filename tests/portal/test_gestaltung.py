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
    assert set(re.findall(r"font-display:(\w+)", css)) == {"optional"}


def test_every_token_that_the_portal_uses_is_defined(css: str) -> None:
    eigenes = (settings.BASE_DIR / "frontend/portal.css").read_text()
    benutzt = set(re.findall(r"var\((--[\w-]+)", eigenes))
    assert benutzt - set(re.findall(r"(--[\w-]+)\s*:", css)) == set()


def test_buttons_and_fields_change_their_colours_by_night(css: str) -> None:
    assert "--kern-color-action-default-contextual:var(--kern-color-action-default)" in css


# --- Classes -------------------------------------------------------------------------------------

# Set in templates, styled nowhere, each for a reason.
OHNE_REGEL: dict[str, str] = {}
PLATZ = "\0"  # where a template prints something


def klassen_im(css: str) -> set[str]:
    ohne_texte = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", css, flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", ohne_texte))


def vorlagen() -> list[str]:
    ordner = settings.BASE_DIR / "templates"
    oeffentliche = [d for d in ordner.rglob("*.html") if "admin" not in d.parts]
    return [re.sub(r"{#.*?#}", "", datei.read_text()) for datei in oeffentliche]


def klassen_der_vorlagen() -> set[str]:
    """Give what stands in `class` attributes; an end that the view knows is left out."""
    gefunden: set[str] = set()
    for vorlage in vorlagen():
        attribute = re.findall(r"mit_klasse:\"([^\"]*)\"", vorlage)
        ohne_marken = re.sub(r"{%.*?%}|{{.*?}}", PLATZ, vorlage)
        attribute += re.findall(r"class=\"([^\"]*)\"", ohne_marken)
        gefunden |= {wort.partition(PLATZ)[0] for a in attribute for wort in a.split()}
    return gefunden - {""}


def worte_der_attribute() -> set[str]:
    """Give every word in and between the tags of a `class` attribute, and of blocks for one."""
    muster = (
        r"class=\"((?:{%.*?%}|{{.*?}}|[^\"])*)\"|mit_klasse:\"([^\"]*)\"|{% block art %}(.*?){%"
    )
    treffer = re.findall(muster, "\n".join(vorlagen()))
    return set(re.findall(r"[a-zA-Z][\w-]*", " ".join(" ".join(teile) for teile in treffer)))


def test_every_class_of_the_templates_has_a_rule(css: str) -> None:
    regeln = klassen_im(css)
    ohne = {
        klasse
        for klasse in klassen_der_vorlagen()
        if klasse not in regeln
        if not (klasse.endswith("-") and any(regel.startswith(klasse) for regel in regeln))
    }
    assert ohne == set(OHNE_REGEL)


# Around a table in a text: grundlage/richtext/ausgabe.py.
AUS_TEXTEN = {"tabelle"}


def test_every_rule_of_ours_has_its_class_in_a_template() -> None:
    eigenes = klassen_im((settings.BASE_DIR / "frontend/portal.css").read_text())
    anfaenge = tuple(klasse for klasse in klassen_der_vorlagen() if klasse.endswith("-"))
    worte = worte_der_attribute() | AUS_TEXTEN
    assert {k for k in eigenes if k not in worte and not k.startswith(anfaenge)} == set()
