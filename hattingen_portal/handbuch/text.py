"""docs/handbuch.md as HTML: chapters, sections with an address each, pictures with their size.

Imported by the first who opens the handbook, for nobody else needs the reader of Markdown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from PIL import Image

from hattingen_portal.handbuch.hilfe import anker

DATEI = settings.BASE_DIR / "docs/handbuch.md"
BILDER = settings.BASE_DIR / "docs/bilder/handbuch"
BILDPFAD = "bilder/handbuch/"  # as the file names its pictures, so that other readers find them
BILDDICHTE = 1.5  # pixels of a picture to each pixel of the page
KAPITEL = "h2"


@dataclass(frozen=True)
class Abschnitt:
    """A heading, and the address of its part of the page without "#"."""

    titel: str
    anker: str


@dataclass(frozen=True)
class Kapitel(Abschnitt):
    """What stands below a heading of the second level, as HTML that is safe to print."""

    html: str
    abschnitte: Sequence[Abschnitt]


class Ausgabe(RendererHTML):
    """HTML for the admin: what is too wide scrolls for itself, a picture keeps its place."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        tokens[idx].attrSet("id", anker(tokens[idx + 1].content))
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        rahmen = '<div class="handbuch__tabelle" tabindex="0" role="group" aria-label="Tabelle">'
        return rahmen + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.renderToken(tokens, idx, options, env) + "</div>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        name = str(tokens[idx].attrGet("src")).removeprefix(BILDPFAD)
        with Image.open(BILDER / name) as bild:
            breite, hoehe = bild.size
        tokens[idx].attrSet("src", static(f"handbuch/{name}"))
        tokens[idx].attrSet("width", str(round(breite / BILDDICHTE)))
        tokens[idx].attrSet("height", str(round(hoehe / BILDDICHTE)))
        tokens[idx].attrSet("loading", "lazy")
        return super().image(tokens, idx, options, env)


@cache
def kapitel() -> tuple[Kapitel, ...]:
    """Give the handbook by chapters. It is a part of the release, and therefore read once.

    Raises OSError where the file or one of its pictures is missing.
    """
    return tuple(lesen(DATEI.read_text(encoding="utf-8")))


def lesen(markdown: str) -> Iterator[Kapitel]:
    """Give the chapters of `markdown`; HTML in it is printed as text."""
    leser = MarkdownIt("commonmark", {"html": False}, renderer_cls=Ausgabe).enable("table")
    teile = leser.parse(markdown)
    grenzen = [i for i, teil in enumerate(teile) if _beginnt(teil, KAPITEL)]
    for von, bis in pairwise([*grenzen, len(teile)]):
        titel = [
            inhalt.content
            for kopf, inhalt in pairwise(teile[von:bis])
            if kopf.type == "heading_open"
        ]
        erster, *weitere = (Abschnitt(text, anker(text)) for text in titel)
        html = leser.renderer.render(teile[von:bis], leser.options, {})
        yield Kapitel(erster.titel, erster.anker, html, weitere)


def _beginnt(teil: Token, ebene: str) -> bool:
    return teil.type == "heading_open" and teil.tag == ebene
