"""What may be better about a text: each finding with its words, and what is none."""

import pytest

from hattingen_portal.grundlage.richtext.hinweise import (
    Befund,
    Umfeld,
    bildhinweise,
    texthinweise,
)

ADRESSEN = {"/termine/": Befund.OEFFENTLICH, "/admin/x/": Befund.NUR_BUERO}
UMFELD = Umfeld(
    befund=lambda pfad: ADRESSEN.get(pfad, Befund.TOT),
    basis="https://quartiere.example.org",
    anker=frozenset({"inhalt"}),
)
ZIEL = '<p><a href="https://example.org/">{}</a></p>'
NACH = '<p><a href="{}">Seite der Nachbarschaft</a></p>'
SAGT_NICHT = (
    "Der Linktext „{}“ sagt nicht, wohin er führt. Bitte nennen Sie das Ziel, zum Beispiel "
    "„Anmeldung zum Stadtteilfest“."
)
TOT = (
    "Der Link „Seite der Nachbarschaft“ führt zu {}; dort ist zurzeit keine öffentliche Seite. "
    "Bitte berichtigen Sie die Adresse, oder entfernen Sie den Link."
)
STELLE_FEHLT = (
    "Der Link „Seite der Nachbarschaft“ führt zu einer Stelle auf dieser Seite, die es nicht gibt "
    "(#oben). Bitte berichtigen oder entfernen Sie ihn."
)
UNVERSCHLUESSELT = (
    "Der Link „Seite der Nachbarschaft“ führt zu einer unverschlüsselten Adresse "
    "(http://example.org/). Bitte prüfen Sie, ob sie auch mit https:// beginnen kann."
)
NUR_BUERO = (
    "Der Link „Seite der Nachbarschaft“ führt zu {}: Das sehen nur Angemeldete oder wer eine "
    "Vorschau hat. Bitte nehmen Sie die Adresse der öffentlichen Seite."
)
EBENE_FEHLT = (
    "Vor der Überschrift „{}“ fehlt eine Ebene. Bitte sichern Sie den Text noch einmal, dann "
    "stimmt die Reihenfolge, oder wählen Sie für sie eine größere Überschrift."
)
NUR_FETT = (
    "„{}“ ist fett gesetzt und sieht aus wie eine Überschrift. Ist es eine, wählen Sie dafür im "
    "Menü „Zwischenüberschrift“ oder „Überschrift“ statt „Fett“."
)
NUR_ADRESSE = (
    "Der Link „{}“ zeigt nur eine Adresse. Bitte schreiben Sie stattdessen, was dort zu finden ist."
)


@pytest.mark.parametrize(
    ("html", "erwartet"),
    [
        ("<h3>Ablauf</h3><p>a</p>", [EBENE_FEHLT.format("Ablauf")]),
        ("<h2>a</h2><p>b</p><h4>Ablauf</h4>", [EBENE_FEHLT.format("Ablauf")]),
        ("<p><strong>Ablauf</strong></p><p>a</p>", [NUR_FETT.format("Ablauf")]),
        ("<p><strong>Ab<em>lauf</em></strong></p><ul><li>a</li></ul>", [NUR_FETT.format("Ablauf")]),
        (
            "<h2>a</h2><p><strong>Ablauf</strong></p><h2>b</h2><p>c</p>",
            [NUR_FETT.format("Ablauf")],
        ),
        (ZIEL.format("hier"), [SAGT_NICHT.format("hier")]),
        (ZIEL.format("Hier klicken!"), [SAGT_NICHT.format("Hier klicken!")]),
        (ZIEL.format("» mehr …"), [SAGT_NICHT.format("» mehr …")]),
        (ZIEL.format("mehr …"), [SAGT_NICHT.format("mehr …")]),
        (ZIEL.format("<strong>wei</strong>ter"), [SAGT_NICHT.format("weiter")]),
        (ZIEL.format("https://example.org/a"), [NUR_ADRESSE.format("https://example.org/a")]),
        (ZIEL.format("www.example.org"), [NUR_ADRESSE.format("www.example.org")]),
        (NACH.format("/gibt-es-nicht/"), [TOT.format("/gibt-es-nicht/")]),
        (
            NACH.format("https://quartiere.example.org/weg/"),
            [TOT.format("https://quartiere.example.org/weg/")],
        ),
        (
            NACH.format("HTTP://Quartiere.Example.org/weg/"),
            [TOT.format("HTTP://Quartiere.Example.org/weg/")],
        ),
        (NACH.format("/admin/x/"), [NUR_BUERO.format("/admin/x/")]),
        (NACH.format("#oben"), [STELLE_FEHLT]),
        (NACH.format("http://example.org/"), [UNVERSCHLUESSELT]),
        (
            "<h3>a</h3><p><strong>b</strong></p>" + ZIEL.format("hier") * 2,
            [EBENE_FEHLT.format("a"), NUR_FETT.format("b"), SAGT_NICHT.format("hier")],
        ),
        (
            NACH.format("/x/").replace("Seite der", "y" * 80),
            [TOT.format("/x/").replace("Seite der Nachbarschaft", "y" * 59 + "…")],
        ),
    ],
)
def test_what_is_found(html: str, erwartet: list[str]) -> None:
    assert texthinweise(html, UMFELD) == erwartet


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<h2>a</h2><p>b</p><h3>c</h3><h2>d</h2>",
        "<p><strong>Das letzte Wort</strong></p>",
        "<p><strong>Das ist ein Satz.</strong></p><p>a</p>",
        "<p><strong>Wichtig:</strong> Es regnet</p><p>a</p>",
        f"<p><strong>{'lang ' * 20}</strong></p><p>a</p>",
        "<table><tr><th><p><strong>Tag</strong></p></th><th>b</th></tr><tr><td>a</td></tr></table>",
        ZIEL.format("Mehr über die Nachbarschaft"),
        NACH.format("/termine/?stadtteil=welper#x").replace("/?stadtteil=welper", "/"),
        NACH.format("https://quartiere.example.org/termine/"),
        NACH.format("http://quartiere.example.org/termine/"),
        NACH.format("https://quartiere.example.org.evil.example/"),
        NACH.format("#inhalt"),
        NACH.format("mailto:a@example.org"),
        NACH.format("tel:+492324"),
    ],
)
def test_what_is_no_finding(html: str) -> None:
    assert texthinweise(html, UMFELD) == []


def test_a_section_begins_one_level_deeper() -> None:
    umfeld = Umfeld(befund=UMFELD.befund, basis=UMFELD.basis, ebenen=(3,))
    assert texthinweise("<h3>a</h3>", umfeld) == []
    assert texthinweise("<h4>a</h4>", umfeld) == [EBENE_FEHLT.format("a")]


@pytest.mark.parametrize("wort", ["Foto", "bild.", "IMG_1234.JPG", "dsc01234", "haus.png"])
def test_a_picture_described_by_nothing(wort: str) -> None:
    [hinweis] = bildhinweise(wort)
    assert hinweis.startswith(f"Die Bildbeschreibung „{wort}“ sagt nicht, was zu sehen ist.")


@pytest.mark.parametrize("wort", ["", "Foto der Eröffnung", "Drei Kinder."])
def test_a_picture_described_by_words(wort: str) -> None:
    assert bildhinweise(wort) == []
