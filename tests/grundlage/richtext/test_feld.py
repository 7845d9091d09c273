"""The model field: cleaned on every way, and bounded."""

import pytest
from django.core.exceptions import ValidationError

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


def test_a_text_that_grows_too_long_when_cleaned_is_refused_and_the_longest_can_be_saved() -> None:
    feld = Beitrag._meta.get_field("text")
    genug = "<p>" + "&amp;" * 39_998 + "abc</p>"
    assert len(genug) == 200_000
    assert feld.clean(genug, Beitrag()) == genug

    gewachsen = "<p>" + "&" * 40_000 + "</p>"
    assert feld.formfield().clean(gewachsen) == gewachsen
    with pytest.raises(ValidationError) as fehler:
        feld.clean(gewachsen, Beitrag())
    [gesagt] = fehler.value.messages
    assert gesagt == (
        "Der Text ist zu lang: Mit allem, was ihn gestaltet, sind es 200007 Zeichen, möglich sind "
        "200000. Bitte kürzen Sie ihn, oder teilen Sie ihn auf."
    )


def test_a_table_scrolls_for_itself_on_a_page() -> None:
    assert fuer_seite("<p>a</p><table><tbody></tbody></table>") == (
        '<p>a</p><div class="tabelle" role="group" aria-label="Tabelle" tabindex="0"><table>'
        "<tbody></tbody></table></div>"
    )
