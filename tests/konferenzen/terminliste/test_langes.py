"""Long and hostile input ends: quadratic patterns would take minutes here."""

import pytest

from konferenzen.terminliste import UnlesbarError

from .gegend import liste

SATZ = "In Welper trifft sich die Konferenz am Montag, 1. Februar, um 17 Uhr im Rathaus. "
LANG = {
    "Zeilen": "Welper: Mo., 1. Februar 2027, 17–19 Uhr (Rathaus, Rathausplatz 1)\n" * 1_300,
    "Sätze": f"{SATZ * 200}\n" * 5,
    "umbrochen": "\n".join((SATZ * 1_000)[i : i + 80] for i in range(0, 80_000, 80)),
    "HTML-Zeilen": "<p>Welper: Mo 1.2.2027 17-19 Uhr, Rathaus</p>" * 2_000,
    "HTML-Tabelle": f"<table>{'<tr><td>Welper<td>Mo 1.2.2027 17 Uhr<td>Rathaus' * 1_500}",
    "Namen": "Welper, " * 2_400 + "\n" + "Holthausen und " * 1_300,
    "Tage": f"{'1. Februar ' * 1_800}\n" * 5,
    "Uhrzeiten": f"{'17 Uhr ' * 2_800}\n" * 5,
    "Punkte": f"{'. ' * 9_000}\n" * 5,
    "Klammern": f"{'(a ' * 6_000}\n" * 5,
    "Füllwörter": f"{'am ' * 6_500}\n" * 5,
    "Bitten": f"{'bitte wir ' * 1_900}\n" * 5,
    "Striche": f"Welper: {'- ' * 9_000}",
    "Orte": "Welper\nMo 1.2.2027\n" + "Sankt-Joseph-Straße 2\n" * 4_000,
    "Zeitsätze": "Welper: Mo 1.2.2027\n" + "Beginn ist jeweils um 17 Uhr.\n" * 3_000,
    "Doppelpunkte": f"{'termine: ' * 2_200}\n" * 5,
    "Silben": "Welper: N.N.\n" + "Meditations-\nzentrum\n" * 2_400,
    "Tage über Stadtteilen": "1. Februar 2027\nWelper\n" * 2_000,
    "Tage untereinander": "Welper: N.N.\n" + "1. Februar 2027\n" * 4_000,
    "Zahlen untereinander": ("Welper\n1.2.2027 17 Uhr\n" + "17\n" * 480) * 10,
    "Paare": f"{'am 1. Februar in Welper, ' * 3}\n" * 1_250,
    "Verweise": f"Welper | 1.2.2027 | {'am ort ' * 140}!\n" * 90,
    "Anführungszeichen": f'Welper,"a",\n{",a" * 40}\n' * 1_000,
    "spitze Klammern": "<p>Welper: N.N.</p>" + "<\n" * 50_000,
    "Kommentare": "<p>Welper: N.N.</p>" + "<!--\n" * 20_000,
    "Bedingungen": "<p>Welper: N.N.</p>" + "<![if \n" * 14_000,
    "Marken": "<p>Welper: N.N.</p>" + "<a \n" * 25_000,
    "Tabellen": "<p>Welper: N.N.</p>" + "<table>" * 14_000,
    "Bilder": "<p>Welper: N.N.</p>" + "<svg>" * 12_000 + "</svg>" * 12_000,
    "Umbrüche": "<table><tr><td>Welper<td>" + "x<br>" * 18_000,
    "Spalten": "<table>" + "<tr>" + "<td colspan=9999 rowspan=9999>Welper" * 3_000,
}


@pytest.mark.parametrize("text", LANG.values(), ids=LANG)
def test_hundert_kilobyte_enden(text):
    try:
        terminliste = liste(text, 2027)
    except UnlesbarError:
        return
    assert terminliste.zeilen
