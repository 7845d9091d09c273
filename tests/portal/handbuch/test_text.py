"""docs/handbuch.md: its sections, links, pictures, and the buttons that its steps name."""

import re
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from docs.bilder import aufnahme
from hattingen_portal.handbuch.hilfe import ANMELDEN
from hattingen_portal.handbuch.text import BILDDICHTE, BILDER, DATEI, kapitel, lesen

# Bold in a step, but Django's word, another program's, or one that the code puts together.
NICHT_IM_CODE = {
    "Als CSV ausgeben",
    "Als Excel ausgeben",
    "Aus Word, LibreOffice oder Google Docs",
    "Ausführen",
    "Jetzt absagen",
    "Jetzt verlegen",
    "Jetzt verschieben",
    "Jetzt wieder ansetzen",
    "Jetzt zurückziehen",
    "Konto hinzufügen",
    "Mein Passwort ändern",
    "Sperrtag hinzufügen",
    "Unterlage hinzufügen",
}


def markdown() -> str:
    return DATEI.read_text(encoding="utf-8")


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


def alle_anker() -> list[str]:
    return [ziel for eines in kapitel() for ziel in ids(eines.html)]


def test_no_two_sections_have_the_same_address() -> None:
    assert len(alle_anker()) == len(set(alle_anker()))


def test_the_contents_name_every_section_in_order() -> None:
    genannt = [teil.anker for eines in kapitel() for teil in (eines, *eines.abschnitte)]
    assert genannt == alle_anker()


def test_every_link_leads_to_a_section() -> None:
    ziele = [ziel for eines in kapitel() for ziel in re.findall(r'href="([^"]+)"', eines.html)]
    assert ziele
    assert [z for z in ziele if unquote(z).removeprefix("#") not in alle_anker()] == []


def test_the_chapter_that_is_open_to_all_links_only_to_itself() -> None:
    html = next(eines.html for eines in kapitel() if eines.titel == ANMELDEN)
    assert set(re.findall(r'href="#([^"]+)"', unquote(html))) <= set(ids(html))


def test_every_picture_that_is_there_is_shown_once_and_no_other() -> None:
    genannt = re.findall(r"\]\(bilder/handbuch/([^)]+)\)", markdown())
    assert sorted(genannt) == sorted(datei.name for datei in BILDER.iterdir())


def test_every_picture_is_small_and_described() -> None:
    assert [datei.name for datei in BILDER.iterdir() if datei.stat().st_size > 80_000] == []
    assert "![](" not in markdown()


def test_pictures_are_shown_as_large_as_what_they_show() -> None:
    assert BILDDICHTE == aufnahme.BILDDICHTE


def test_every_picture_has_its_size_so_that_nothing_jumps() -> None:
    bilder = re.findall(r"<img [^>]+>", "".join(eines.html for eines in kapitel()))
    assert bilder
    for bild in bilder:
        assert re.search(r'src="/static/handbuch/[\w-]+\.png"', bild)
        assert re.search(r' width="\d+" height="\d+" loading="lazy"', bild)


def test_every_button_that_a_step_names_is_called_so() -> None:
    schritte = re.findall(r"^\d+\. .*(?:\n {3}.*)*", markdown(), re.MULTILINE)
    fett = {
        " ".join(wort.split()).rstrip(".:")
        for schritt in schritte
        for wort in re.findall(r"\*\*([^*]+)\*\*", schritt)
    }
    quelle = alle_texte()
    assert {wort for wort in fett if wort not in quelle} == NICHT_IM_CODE


def alle_texte() -> str:
    """Give the texts of templates and code; each run of blanks is one."""
    wurzel = Path(settings.BASE_DIR)
    dateien = [
        *wurzel.glob("templates/**/*.html"),
        *(
            datei
            for raum in ("hattingen_portal", "aktuelles", "konferenzen", "akteure", "quartiere")
            for datei in wurzel.glob(f"{raum}/**/*.py")
        ),
    ]
    return " ".join(" ".join(datei.read_text(encoding="utf-8") for datei in dateien).split())


def test_html_is_text_and_no_link_runs_a_script() -> None:
    (eines,) = lesen("# H\n\n## Eins <b>zwei</b>\n\n<script>alert(1)</script>\n\n[x](javascript:x)")
    assert eines.titel == "Eins <b>zwei</b>"
    assert "<script" not in eines.html
    assert "<b>" not in eines.html
    assert "href" not in eines.html
