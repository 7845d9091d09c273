"""Whatever is pasted: nothing is dropped, nothing guessed, and nothing but one error raised."""

import re
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from konferenzen.terminliste import Terminliste, UnlesbarError, schreiben

from .gegend import STADTTEILE, liste
from .test_schreiben import inhalt

NAMEN = [stadtteil.name for stadtteil in STADTTEILE]
WORT = re.compile(r"\w+")

# No property may fail because the machine is slow, and none leaves files behind.
ohne_uhr = settings(deadline=None, database=None, max_examples=200)

stadtteile = st.sampled_from(
    [
        *("Welper", "welper", "Mitte", "Hattingen-Mitte", "STK Winz-Baak", "Holthausen", "EOBS"),
        "Elfringhausen, Oberstüter, Bredenscheid/Stüter",
        *("EOBS (Elfringhausen, Oberstüter,\nBredenscheid/Stüter)", "Südstadt", "Rauendahl"),
        "Niederwenigern",
    ]
)
daten = st.sampled_from(
    [
        *("Mo., 1. Februar", "Montag, 01.02.2027", "di, 2. feb. 2027", "11.2.", "30. Februar"),
        *("N.N.", "Termin folgt", "im September", "Mitte März", "entfällt", "wird noch bekannt"),
    ]
)
zeiten = st.sampled_from(["17–19 Uhr", "um 17 Uhr", "von 17 bis 19 Uhr", "17.30", "25 Uhr", ""])
orte = st.sampled_from(
    [
        *("Rathaus", "im Meditationszentrum", "(Bürgertreff, Am Hang 7)", "online", "", "N.N."),
        *("in der St.-Georgs-Kirche", "Alzheimer Gesellschaft, Oststr. 1"),
        "beim Bürgerverein Beispiel e.V.",
    ]
)
saetze = st.sampled_from(
    [
        "Stadtteilkonferenzen Frühjahr 2027",
        "Die Stadt lädt im Februar 2027 wieder zu Stadtteilkonferenzen ein.",
        "Beginn ist jeweils um 17 Uhr, Ende gegen 19 Uhr.",
        "Alle Treffen dauern von 17 bis 19 Uhr.",
        "Die Konferenzen in Welper und in Mitte beginnen um 18 Uhr.",
        "Anmeldung bis zum 25. Januar bei der Quartiersentwicklung, Tel. (02324) 204-5552.",
        "Eingeladen sind alle. Wir freuen uns auf Sie!",
        "Änderungen vorbehalten. Stand: 12.01.2027",
        "Am 1. Februar in Welper, am 3. Februar in Winz-Baak und am 9. Februar in Holthausen.",
        "In Welper trifft sich die Konferenz am Montag, 1. Februar, um 17 Uhr im Rathaus.",
        "Rathaus",
        "Sankt-Joseph-Straße 2",
    ]
)
trenner = st.sampled_from([": ", ", ", " – ", " ", "\n", "\n\n", " | ", "\t", "; ", ". ", " ("])
zeichen = st.sampled_from(["", "", "- ", "• ", "•\t", "1. ", "* ", "> "])
zeilen = st.one_of(
    st.tuples(zeichen, stadtteile, trenner, daten, trenner, zeiten, trenner, orte).map("".join),
    st.tuples(zeichen, daten, trenner, zeiten, trenner, stadtteile, trenner, orte).map("".join),
    st.tuples(daten, trenner, orte).map("".join),
    saetze,
    stadtteile,
    st.just(""),
    st.text(alphabet="aB1.,:;()|-\n ä\t", max_size=12),
)
texte = st.lists(zeilen, min_size=1, max_size=9).map("\n".join)


def versuchen(eingabe: str | bytes) -> Terminliste | None:
    try:
        return liste(eingabe, 2027)
    except UnlesbarError as fehler:
        assert str(fehler).endswith(".")  # noqa: PT017 - both outcomes are right, each has its rule
        return None


def gesagtes(terminliste: Terminliste) -> str:
    """All that the report shows of the input."""
    return " ".join(
        [zeile.roh for zeile in terminliste.zeilen]
        + [zeile.text for zeile in terminliste.ignoriert]
        + [meldung.text for zeile in terminliste.zeilen for meldung in zeile.meldungen]
    )


def ohne_trennung(text: str) -> str:
    """All letters and figures in a row, for lines that are joined may lose a hyphen."""
    return "".join(WORT.findall(text))


@ohne_uhr
@given(texte)
@example("Welper: Mo., 1. Februar\nRathaus\nSüdstadt\nMi., 3. Februar, 17 Uhr\n")
@example("entfällt: 17.30. Welper: Rathaus")
@example("Stadtteil | Termin\nWelper | Mo 1.2.2027\nSTK Mitte: N.N.\nBeginn jeweils 17 Uhr")
def test_jedes_wort_steht_im_bericht(text):
    terminliste = versuchen(text)
    if terminliste is None or '"' in text:
        return
    gesagt = ohne_trennung(gesagtes(terminliste))
    for zeile in text.split("\n"):
        for wort in WORT.findall(zeile.split("\t")[-1]):
            if len(wort) > 2:
                assert wort in gesagt


@ohne_uhr
@given(texte)
def test_wer_einen_stadtteil_oder_tag_nennt_wird_nie_uebergangen(text):
    terminliste = versuchen(text)
    for zeile in terminliste.ignoriert if terminliste else ():
        if zeile.grund in {"Kopfzeile", "Anmeldung", "Beiwerk"}:
            continue
        assert not re.search(r"Welper|Holthausen|Winz-Baak|EOBS|\d\. Februar|\d\.\d+\.", zeile.text)


@ohne_uhr
@given(texte)
def test_gelesenes_ist_ganz_oder_fehlerhaft(text):
    terminliste = versuchen(text)
    lesbare = [z for z in terminliste.zeilen if not z.fehlerhaft] if terminliste else []
    for zeile in lesbare:
        assert zeile.stadtteil in NAMEN
        assert (zeile.beginn is None) == (zeile.ende is None)
    assert len({zeile.stadtteil for zeile in lesbare}) == len(lesbare)
    if lesbare:
        assert [inhalt(z) for z in liste(schreiben(lesbare)).zeilen] == [inhalt(z) for z in lesbare]


@ohne_uhr
@given(texte)
def test_html_liest_sich_wie_der_text(text):
    """Each line an element of its own, the gaps kept, is the same list."""
    if any(zeichen in text for zeichen in "|\t;"):
        return
    zeilen = text.split("\n")
    seite = "\n".join(f"<div>{escape(z)}</div>" if z.strip() else "<p></p>" for z in zeilen)
    aus_text, aus_html = versuchen(text), versuchen(seite)
    if aus_text is None or aus_html is None:
        assert aus_text is aus_html
        return
    assert aus_html == aus_text


marken = st.sampled_from(
    [
        *("<p>", "</p>", "<br>", "<br/>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>"),
        *("<td rowspan=2>", '<td colspan="3">', "<th>", "<ul>", "<li>", "</li>", "<h2>", "</h2>"),
        *("<!--", "-->", "<![if x]>", "<![CDATA[", "]]>", "<?xml", "<", ">", "&nbsp;", "&", "&#0;"),
        *("<script>", "</script>", "<style>", "</style>", "<b style='a", "<o:p>", "<a ", "<td "),
        *("&shy;", "&#x41;", "<svg>", "</svg>", "<pre>", "<td rowspan=0>", "<!doctype"),
        "<td colspan=99999999999>",
    ]
)


@ohne_uhr
@given(st.lists(st.one_of(marken, marken, zeilen), max_size=30).map("".join))
def test_kein_html_bringt_lesen_zu_fall(text):
    versuchen(text)
    versuchen(text.encode())


@pytest.mark.parametrize("zeile", ["Südstadt: 1. Februar 2027, 17 Uhr", "1. Februar 2027, 17 Uhr"])
def test_eine_unverstandene_zeile_haelt_die_anderen_nicht_auf(zeile):
    terminliste = liste(f"Welper: 1. Februar 2027, 17 Uhr\n{zeile}\nMitte: N.N.\n")
    assert [z.fehlerhaft for z in terminliste.zeilen] == [False, True, False]
