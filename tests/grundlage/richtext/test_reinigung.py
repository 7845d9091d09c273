"""The cleaner: what may stay, what is put in order, what goes."""

import nh3
import pytest
from django_prose_editor.config import allowlist_from_extensions
from hypothesis import given
from hypothesis import strategies as st

from hattingen_portal.grundlage.richtext.regeln import (
    ATTRIBUTE,
    EBENEN,
    ELEMENTE,
    PROTOKOLLE,
    UNTER_ABSCHNITT,
    knoepfe,
)
from hattingen_portal.grundlage.richtext.reinigung import sauberes_html
from tests.grundlage.richtext.proben import (
    AUS_DEM_EDITOR,
    DARAUS,
    ERWARTET,
    eingefuegt,
)


@pytest.mark.parametrize("programm", ERWARTET)
def test_what_is_pasted_comes_out_clean(programm: str) -> None:
    assert sauberes_html(eingefuegt(programm)) == ERWARTET[programm]


def test_all_that_the_editor_makes_survives() -> None:
    assert sauberes_html(AUS_DEM_EDITOR) == DARAUS


def test_editor_and_cleaner_have_the_same_elements_and_protocols() -> None:
    vom_editor = allowlist_from_extensions(knoepfe(EBENEN))
    assert vom_editor["tags"] == ELEMENTE
    assert vom_editor["url_schemes"] == PROTOKOLLE


@pytest.mark.parametrize(
    ("html", "erwartet"),
    [
        (
            '<p onclick="x()">Text <strong>fett</strong></p>',
            "<p>Text <strong>fett</strong></p>",
        ),
        ("<script>alert(1)</script>Rest", "<p>Rest</p>"),
        ('<a href="javascript:x()">Link</a>', "<p>Link</p>"),
        (
            '<a href="https://example.org/" target="_blank" title="T" class="c" id="i">L</a>',
            '<p><a href="https://example.org/">L</a></p>',
        ),
        ('<p style="color:red">a</p><img src=x onerror=y>', "<p>a</p>"),
        (
            "<p><font color=red>rot</font> <u>unter</u> <mark>gelb</mark></p>",
            "<p>rot unter gelb</p>",
        ),
        ("<svg><a href='/x'>k</a></svg><math><mi>m</mi></math>", ""),
        ("", ""),
        ("<p>&nbsp;</p><p><br></p><ul><li></li></ul><h2> </h2><blockquote></blockquote>", ""),
    ],
)
def test_nothing_else_survives(html: str, erwartet: str) -> None:
    assert sauberes_html(html) == erwartet


@pytest.mark.parametrize(
    ("adresse", "erwartet"),
    [
        ("www.hattingen.de/haus", "https://www.hattingen.de/haus"),
        ("buero@example.org", "mailto:buero@example.org"),
        (" /termine/ ", "/termine/"),
        ("//example.org/", None),
        ("/\\example.org/", None),
        ("termine/", None),
        ("data:text/html,x", None),
        ("file:///C:/x.doc", None),
        ("#", None),
    ],
)
def test_a_link_leads_to_the_web_or_to_a_path_of_the_portal(
    adresse: str, erwartet: str | None
) -> None:
    wort = f'<a href="{erwartet}">Wort</a>' if erwartet else "Wort"
    assert sauberes_html(f'<p><a href="{adresse}">Wort</a></p>') == f"<p>{wort}</p>"


@pytest.mark.parametrize(
    ("stufen", "erwartet", "im_abschnitt"),
    [
        ((1,), (2,), (3,)),
        ((1, 2, 3, 2), (2, 3, 3, 3), (3, 3, 3, 3)),
        ((3, 3), (2, 2), (3, 3)),
        ((2, 4, 2, 3), (2, 3, 2, 3), (3, 3, 3, 3)),
        ((4, 2, 6), (2, 2, 3), (3, 3, 3)),
    ],
)
def test_headings_begin_where_the_page_needs_it_and_skip_nothing(
    stufen: tuple[int, ...], erwartet: tuple[int, ...], im_abschnitt: tuple[int, ...]
) -> None:
    def html(stufen: tuple[int, ...]) -> str:
        return "".join(f"<h{stufe}>Wort</h{stufe}>" for stufe in stufen)

    assert sauberes_html(html(stufen)) == html(erwartet)
    assert sauberes_html(html(stufen), UNTER_ABSCHNITT) == html(im_abschnitt)


@pytest.mark.parametrize(
    ("html", "erwartet"),
    [
        # It takes two: one paragraph alone may begin with a dash.
        ("<p>– So ist es.</p><p>Sagt sie.</p>", "<p>– So ist es.</p><p>Sagt sie.</p>"),
        ("<p>- a</p><p>- b</p>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<p>§ 5 BITV</p><p>§ 6 BITV</p>", "<p>§ 5 BITV</p><p>§ 6 BITV</p>"),
        (
            "<p>3.&nbsp;&nbsp; Mai</p><p>4.&nbsp;&nbsp; Mai</p>",
            "<p>3. Mai</p><p>4. Mai</p>",
        ),
        ("<p>1. Mai</p><p>2. Mai</p>", "<p>1. Mai</p><p>2. Mai</p>"),
        ("<p><b>· </b>a</p><p></p><p>· b</p>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    ],
)
def test_only_what_is_meant_as_a_list_becomes_one(html: str, erwartet: str) -> None:
    assert sauberes_html(html) == erwartet


@pytest.mark.parametrize(
    ("html", "erwartet"),
    [
        ("<table><tr><td>Rahmen</td></tr></table>", "<p>Rahmen</p>"),
        ("<table><tr><td></td><td> </td></tr></table>", ""),
        (
            "<table><caption>Zeiten</caption><tr><td>a<td>b</table>",
            "<p>Zeiten</p><table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
        ),
        (
            "<table><tr><th>Mo</th><td>9</td></tr><tr><th>Di</th><td>10</td></tr></table>",
            (
                '<table><tbody><tr><th scope="row"><p>Mo</p></th><td><p>9</p></td></tr><tr>'
                '<th scope="row"><p>Di</p></th><td><p>10</p></td></tr></tbody></table>'
            ),
        ),
        (
            "<table><tr><td>a</td><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>",
            "<table><tbody><tr><td><p>a</p></td><td><p>x</p><p>y</p></td></tr></tbody></table>",
        ),
        (
            '<table><tr><td colspan="99999">a</td></tr><tr><td rowspan="0">b</td></tr></table>',
            (
                '<table><thead><tr><th scope="col"><p>a</p></th></tr></thead><tbody><tr><td><p>b'
                "</p></td></tr></tbody></table>"
            ),
        ),
    ],
)
def test_tables_are_for_data_and_have_headers(html: str, erwartet: str) -> None:
    assert sauberes_html(html) == erwartet


def test_what_is_nested_without_end_keeps_its_words() -> None:
    html = sauberes_html("<blockquote>" * 3000 + "Wort" + "</blockquote>" * 3000)
    assert html.replace("<blockquote>", "").replace("</blockquote>", "") == "<p>Wort</p>"
    assert html.count("<blockquote>") < 30


STUECKE = st.one_of(
    st.sampled_from(
        sorted({*ELEMENTE, "b", "i", "div", "span", "h1", "h5", "pre", "caption", "hr"})
    ).flatmap(lambda name: st.sampled_from([f"<{name}>", f"</{name}>"])),
    st.sampled_from(
        ['<a href="/x">', '<a href="javascript:1">', '<td colspan="3">', "· ", "– ", "o\xa0\xa0 "]
    ),
    st.sampled_from(["1.\xa0\xa0", "2.  ", "&nbsp;", "\n", " ", "Wort", "&lt;b&gt;", "&amp;", '"']),
    st.text(max_size=3),
)


@given(st.lists(STUECKE, max_size=25).map("".join))
def test_it_gives_the_same_again_and_nothing_unlisted(html: str) -> None:
    sauber = sauberes_html(html)
    assert sauberes_html(sauber) == sauber
    erlaubt = {"tags": ELEMENTE, "attributes": ATTRIBUTE, "url_schemes": PROTOKOLLE}
    assert nh3.clean(sauber, link_rel=None, **erlaubt) == sauber
