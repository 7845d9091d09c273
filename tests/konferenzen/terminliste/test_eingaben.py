"""Input that is no list at all: one clear sentence, quickly."""

import pytest

from konferenzen.terminliste import UnlesbarError

from .gegend import liste

KEINE_LISTE = (
    "In diesem Text ist keine Terminliste zu erkennen. Erwartet werden je Stadtteil Datum, Uhrzeit "
    "und Ort: als Tabelle (mit |, Tabulator oder Semikolon, oder als HTML), als Zeilen wie "
    "„Welper: Mo., 1. Februar 2027, 17–19 Uhr (Bürgertreff)“ oder als Text."
)


@pytest.mark.parametrize(
    ("eingabe", "satz"),
    [
        (b"", "Die Liste ist leer."),
        ("", "Die Liste ist leer."),
        (" \r\n\t\ufeff\u00a0\n", "Die Liste ist leer."),
        (b"a\0b", "Das ist kein Text, sondern eine Binärdatei (sie enthält NUL-Zeichen)."),
        ("a\0b", "Das ist kein Text, sondern eine Binärdatei (sie enthält NUL-Zeichen)."),
        (
            b"%PDF-1.7 \0\xff",
            "Das ist eine PDF-Datei, kein Text. Bitte die Tabelle als Text oder CSV speichern.",
        ),
        (
            b"PK\x03\x04\x14\0",
            (
                "Das ist eine Word-, Excel- oder Zip-Datei, kein Text. "
                "Bitte die Tabelle als Text oder CSV speichern."
            ),
        ),
        (
            b"Welper | \x81\x8d |",
            (
                "Die Datei ist nicht als Text lesbar (weder UTF-8 noch Windows-1252). "
                "Bitte als „CSV UTF-8“ oder „Text (UTF-8)“ speichern."
            ),
        ),
        ("Es war einmal ein Müller,\nder hatte eine Tochter.", KEINE_LISTE),
        ("Artikel;Preis\nApfel;3\nBirne;4\n", KEINE_LISTE),
        ("Stadtteil | Datum und Uhrzeit | Ort |\n", KEINE_LISTE),
        ("|", KEINE_LISTE),
        ("<h1>Es war einmal</h1><p>ein Müller</p>", KEINE_LISTE),
        (
            "<p>Welper: Termin folgt</p><script>let a = 1;",
            (
                "Die HTML-Seite ist unvollständig: <script> hat kein Ende. "
                "Bitte nur die Tabelle selbst einfügen."
            ),
        ),
        (
            "x" * 10_000_000,
            "Die Liste ist zu groß: mehr als 1 MB. Bitte nur die Terminliste selbst einlesen.",
        ),
        ("Welper | x |\n" * 6_000, "Die Liste hat mehr als 5000 Zeilen."),
        ("\n" + "Welper |" * 3_000, "Zeile 2 hat mehr als 20000 Zeichen."),
        ("\n" + "Welper |" * 1_000, "Zeile 2 hat mehr als 50 Spalten."),
        ('"' + ";" * 1_000, "Zeile 1 hat mehr als 50 Spalten."),
    ],
    ids=range(19),
)
def test_unlesbar(eingabe, satz):
    with pytest.raises(UnlesbarError) as fehler:
        liste(eingabe)
    assert str(fehler.value) == satz


@pytest.mark.parametrize(
    ("ort", "zeichen"),
    [
        ("BÃ¼rgertreff", "Ã¼"),
        ("StraÃŸe 2", "ÃŸ"),
        ("B\ufffdrgertreff", "\ufffd"),
        ("B=C3=BCrgertreff", "=C3=BC"),
    ],
)
def test_zerstoerte_umlaute_kommen_nicht_in_den_namen_eines_ortes(ort, zeichen):
    with pytest.raises(UnlesbarError) as fehler:
        liste(f"Welper: Mo, 1.2.2027, 17 Uhr ({ort})")
    assert str(fehler.value) == (
        "Umlaute dieser Liste sind beim Speichern oder Kopieren zerstört worden: aus ihnen wurde "
        f"etwa „{zeichen}“. Bitte noch einmal aus der Quelle kopieren."
    )


def test_ein_ueberlanges_feld_ist_ein_befund_an_seiner_zeile():
    text = f"Welper | {'x' * 1_001} |\nEOBS | Termin folgt |\n"
    assert [[m.text for m in zeile.meldungen] for zeile in liste(text).zeilen] == [
        ["Ein Feld hat mehr als 1000 Zeichen."],
        [],
    ]


def test_ein_ueberlanger_absatz_ist_ein_befund_und_die_anderen_werden_gelesen():
    text = "Welper\nMo, 1.2.2027, 17 Uhr\n" + "17\n" * 60 + "\nEOBS\nTermin folgt\n"
    gefunden = [(z.stadtteil, [m.text for m in z.meldungen]) for z in liste(text).zeilen]
    assert gefunden == [
        (None, ["Eine Angabe hat mehr als 1000 Zeichen oder 40 Zeilen. Bitte kürzen."]),
        ("EOBS", []),
    ]


@pytest.mark.parametrize(
    "zeile",
    [
        "Welper | " + "ist " * 240 + "|" + "(a,b) " * 150,
        "Welper | " + "1. " * 330 + "| str " + "str " * 240,
        '"a;"";' * 8,
        "Welper | a |\n" + "x " * 1_000,
        "a" * 190,
    ],
    ids=range(5),
)
def test_boeswillige_listen_haelt_niemand_auf(zeile):
    """Quadratic patterns would take minutes here; the test ends or it does not."""
    try:
        terminliste = liste("Welper | Termin folgt |\nEOBS |\n" + f"{zeile}\n" * 400)
    except UnlesbarError:
        return
    assert len(terminliste.zeilen) > 1
