"""The model field: cleaned on every way, and bounded."""

import pytest

from aktuelles.models import Beitrag
from hattingen_portal.grundlage.richtext.ausgabe import fuer_seite
from hattingen_portal.seiten.models import Abschnitt
from tests import fabriken as f


@pytest.mark.django_db
def test_html_is_cleaned_on_every_way_into_the_database() -> None:
    beitrag = f.beitrag(text="<p>Text</p><script>alert(1)</script>")

    assert beitrag.text == "<p>Text</p>"
    beitrag.refresh_from_db()
    assert beitrag.text == "<p>Text</p>"


def test_a_section_has_a_heading_of_its_own_above_those_of_its_text() -> None:
    abschnitt = Abschnitt(text="<h2>a</h2>")
    feld = Abschnitt._meta.get_field("text")
    assert feld.pre_save(abschnitt, add=True) == "<h3>a</h3>"
    assert feld.config["extensions"]["Heading"] == {"levels": [3]}


def test_a_text_is_bounded() -> None:
    feld = Beitrag._meta.get_field("text").formfield()
    assert feld.max_length == 200_000


def test_a_table_scrolls_for_itself_on_a_page() -> None:
    assert fuer_seite("<p>a</p><table><tbody></tbody></table>") == (
        '<p>a</p><div class="tabelle" role="group" aria-label="Tabelle" tabindex="0"><table>'
        "<tbody></tbody></table></div>"
    )
