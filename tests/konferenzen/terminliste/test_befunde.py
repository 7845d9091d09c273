"""Single cells: what is read from them, or the exact finding."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from konferenzen.terminliste import BekannterStadtteil, Ort, lesen
from konferenzen.terminliste.ort import ort_lesen

from .gegend import gelesen, liste, meldungen

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    [
        "Montag, 26.01.2026 von 17–19 Uhr",
        "Montag, den 26. Januar 2026, 17:00 - 19:00 Uhr",
        "Mo., 26.1.26, 17.00 bis 19.00",
        "mo 26. 01. 2026 17 Uhr bis 19 Uhr",
        "Mo. 26. Jan. 2026 / 17h-19h",
        "am Montag, dem 26.01.2026, ab 17 Uhr, Ende: 19 Uhr",
        "26. Jänner 2026, 17h00 – 19h00",
        "2026-01-26 17:00-19:00",
        "26/01/2026 17—19 Uhr",
        "26.01.17-19 Uhr",
        "26.01. 17-19 Uhr",
        "Montag,26.01.2026,17-19Uhr",
        "17.00-19.00h, Mo 26.01.2026",
        "26.01.2026, 17 Uhr bis 26.01.2026, 19 Uhr",
        "26. Januar 17 - 19 Uhr",
        "Montag 26.01.26 17−19 Uhr",
        "Montag, 26.01.2026 17:00:00 bis 26.01.2026 19:00:00",
        "Termin: Montag, 26.01.2026, Uhrzeit: 17–19 Uhr.",
    ],
)
def test_dasselbe_in_vielen_schreibweisen(text):
    (zeile,) = liste(f"Welper | {text} |", 2026).zeilen
    assert (zeile.beginn, zeile.ende) == (
        datetime(2026, 1, 26, 17, tzinfo=BERLIN),
        datetime(2026, 1, 26, 19, tzinfo=BERLIN),
    )
    assert (zeile.ende_geschaetzt, zeile.fehlerhaft) == (False, False)


@pytest.mark.parametrize(
    "text",
    [
        "26.01.2026 17.00",
        "26.01.2026, um 17:00",
        "26.01.26 - 17 Uhr",
        "26.01.2026, 17 Uhr, Ende offen",
        "26.01.2026, 17 Uhr bis ca. 19 Uhr",
    ],
)
def test_ohne_sicheres_ende_werden_zwei_stunden_angenommen(text):
    (zeile,) = liste(f"Welper | {text} |").zeilen
    assert (zeile.beginn, zeile.ende) == (
        datetime(2026, 1, 26, 17, tzinfo=BERLIN),
        datetime(2026, 1, 26, 19, tzinfo=BERLIN),
    )
    assert (zeile.ende_geschaetzt, zeile.fehlerhaft) == (True, False)


@pytest.mark.parametrize(
    "monat",
    ["Sep.", "Sept.", "September", "september", "9.", "09."],
)
def test_monate(monat):
    (zeile,) = liste(f"Welper | 7. {monat} 2026, 17–19 Uhr |").zeilen
    assert zeile.beginn == datetime(2026, 9, 7, 17, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "Termin folgt",
        "N.N.",
        "n. n.",
        "NN",
        "wird noch bekanntgegeben",
        "Termin wird noch bekannt gegeben.",
        "Der Termin steht noch nicht fest",
        "Datum und Uhrzeit folgen in Kürze",
        "offen",
        "–",
        "?",
    ],
)
def test_noch_kein_termin(text):
    (zeile,) = liste(f"Welper | {text} | {text}").zeilen
    assert (zeile.beginn, zeile.ort, zeile.terminhinweis, zeile.meldungen) == (None, None, "", ())


@pytest.mark.parametrize("text", ["entfällt", "entfaellt!", "fällt leider aus", "wurde abgesagt"])
@pytest.mark.parametrize("muster", ["Welper | {} |", "Welper | {} | {} |", "Welper ({}) | |"])
def test_absage_ohne_datum(muster, text):
    (zeile,) = liste(muster.format(text, text)).zeilen
    assert (zeile.abgesagt, zeile.datum, zeile.ort, zeile.meldungen) == (True, None, None, ())


def test_absage_braucht_keine_uhrzeit():
    (zeile,) = liste("Welper | Montag, 01.02.2027 – entfällt |").zeilen
    assert (zeile.abgesagt, str(zeile.datum), zeile.beginn) == (True, "2027-02-01", None)
    assert zeile.meldungen == ()


@pytest.mark.parametrize(
    ("text", "befund"),
    [
        (
            "31.09.2027, 17–19 Uhr",
            "„31.09.2027“: den 31. September gibt es nicht, der September 2027 hat 30 Tage.",
        ),
        (
            "29.2.2027, 17–19 Uhr",
            "„29.2.2027“: den 29. Februar gibt es nicht, der Februar 2027 hat 28 Tage.",
        ),
        (
            "0.1.2027, 17–19 Uhr",
            "„0.1.2027“: den 0. Januar gibt es nicht, der Januar 2027 hat 31 Tage.",
        ),
        ("01.13.2027, 17–19 Uhr", "„01.13.2027“: den 13. Monat gibt es nicht."),
        ("01.02.0027, 17–19 Uhr", "„01.02.0027“: das Jahr 27 kann nicht stimmen."),
        ("01.02., 17–19 Uhr", "„01.02.“: das Jahr fehlt. Bitte das Jahr ergänzen."),
        ("01.02.2027, 19–17 Uhr", "Ende vor Beginn: 19–17 Uhr; gemeint ist vielleicht 17–19 Uhr."),
        ("01.02.2027, 17–17 Uhr", "Beginn und Ende sind gleich: 17–17 Uhr."),
        ("01.02.2027, 25 Uhr", "25 Uhr gibt es nicht; möglich ist 0.00 bis 23.59 Uhr."),
        ("01.02.2027, 17:75 Uhr", "17.75 Uhr gibt es nicht; möglich ist 0.00 bis 23.59 Uhr."),
        (
            "28.03.2027, 2:30–4 Uhr",
            "Am 28. März 2027 gibt es 2.30 Uhr nicht, denn die Sommerzeit beginnt.",
        ),
        (
            "31.10.2027, 1–2:30 Uhr",
            "Am 31. Oktober 2027 gibt es 2.30 Uhr zweimal, denn die Sommerzeit endet.",
        ),
        (
            "Dienstag, 01.02.2027, 17–19 Uhr",
            "1. Februar 2027 ist ein Montag, nicht Dienstag; Dienstag wäre der 2. Februar.",
        ),
        (
            "Do, 01.01.2027, 17–19 Uhr",
            (
                "1. Januar 2027 ist ein Freitag, nicht Donnerstag; Donnerstag "
                "wäre der 31. Dezember 2026."
            ),
        ),
        (
            "Montag, 01.02.2027",
            "„Montag, 01.02.2027“: die Uhrzeit fehlt. Bitte ergänzen, etwa „von 17–19 Uhr“.",
        ),
        (
            "Mo 1.2. oder Di 2.2.2027, 17–19 Uhr",
            "„Mo 1.2. oder Di 2.2.2027, 17–19 Uhr“: mehr als ein Datum in einer Zeile.",
        ),
        (
            "01.02.2027, 17–19 Uhr, mit Imbiss",
            "„mit Imbiss“ bei Datum und Uhrzeit wurde nicht verstanden.",
        ),
        ("01.02.2027 bis 19 Uhr", "„bis“ bei Datum und Uhrzeit wurde nicht verstanden."),
        ("26.-27.02.2027, 17–19 Uhr", "„26“ bei Datum und Uhrzeit wurde nicht verstanden."),
        ("nach Absprache", "„nach Absprache“: kein Datum erkannt."),
        (
            "",
            (
                "Datum und Uhrzeit fehlen. Steht der Termin noch nicht fest, bitte "
                "„Termin wird noch bekanntgegeben“ eintragen."
            ),
        ),
    ],
)
def test_befunde_bei_datum_und_uhrzeit(text, befund):
    (zeile,) = liste(f"Welper | {text} | Bürgertreff |").zeilen
    assert [meldung.text for meldung in zeile.meldungen if meldung.fehler] == [befund]


@pytest.mark.parametrize(
    "text",
    [
        "EOBS",
        "STK EOBS (Elfringhausen, Oberstüter, Bredenscheid/Stüter)",
        "Elfringhausen, Oberstüter, Bredenscheid/Stüter",
        "Elfringhausen / Oberstueter / Bredenscheid-Stüter",
        "Oberstüter, Elfringhausen und Bredenscheid/Stüter".replace(" und", ","),
        "Stadtteilkonferenz EOBS:",
        "eobs",
    ],
)
def test_namen_von_eobs(text):
    assert gelesen(f"{text} | Termin folgt |")[0].stadtteil == "EOBS"


@pytest.mark.parametrize(
    ("text", "stadtteil"),
    [
        ("Mitte", "Hattingen-Mitte"),
        ("STK Hattingen–Mitte", "Hattingen-Mitte"),
        ("Hattingen-Welper", "Welper"),
        ("Stadtteil Winz Baak", "Winz-Baak"),
        ("Winz-Baak (Rauendahl)", "Winz-Baak"),
    ],
)
def test_namen_der_stadtteile(text, stadtteil):
    assert gelesen(f"{text} | Termin folgt |")[0].stadtteil == stadtteil


@pytest.mark.parametrize(
    ("text", "befund"),
    [
        ("Welpr", "!Welpr ist kein bekannter Stadtteil. Gemeint ist vielleicht Welper."),
        (
            "Rauendahl",
            (
                "!Rauendahl ist kein Stadtteil mit eigener Konferenz, sondern ein Ortsteil "
                "von Winz-Baak. Bitte „Winz-Baak“ eintragen, wenn das gemeint ist."
            ),
        ),
        (
            "STK Niederwenigern",
            (
                "!Niederwenigern ist ein Ortsteil, der zu keinem Stadtteil mit "
                "eigener Konferenz gehört. Bitte den Stadtteil nennen oder den Ortsteil zuordnen."
            ),
        ),
        (
            "Welper und Holthausen",
            (
                "!Welper und Holthausen ist kein bekannter Stadtteil. Bekannt "
                "sind Welper, Winz-Baak, Hattingen-Mitte, Holthausen, Blankenstein und EOBS."
            ),
        ),
        (
            "Hattingen",
            "!Hattingen ist kein bekannter Stadtteil. Gemeint ist vielleicht Hattingen-Mitte.",
        ),
    ],
)
def test_befunde_beim_stadtteil(text, befund):
    assert meldungen(f"{text} | 01.02.2027, 17–19 Uhr |") == [[befund]]


def test_fehlender_stadtteil():
    assert meldungen(" | 01.02.2027, 17–19 Uhr | Bürgertreff |\nWelper | Termin folgt | |") == [
        ["!Der Stadtteil fehlt."],
        [],
    ]


def test_zwei_zeilen_fuer_einen_stadtteil():
    text = "Welper | Mo 1.2.2027 17-19 |\nEOBS | folgt |\nSTK Welper | Mo 8.2.2027 17-19 |\n"
    mehrfach = (
        "!Welper steht mehrfach in der Liste: in den Zeilen 1 und 3. "
        "Bitte nur eine Zeile je Stadtteil."
    )
    assert meldungen(text) == [[mehrfach], [], [mehrfach]]


def test_gleich_heissende_stadtteile_werden_nicht_geraten():
    stadtteile = (BekannterStadtteil("Nord", "N"), BekannterStadtteil("Neustadt", "N"))
    (zeile,) = lesen("N | 01.02.2027, 17–19 Uhr |", stadtteile).zeilen
    assert zeile.stadtteil is None
    assert zeile.fehlerhaft


@pytest.mark.parametrize(
    ("text", "ort"),
    [
        ("", None),
        ("Ort wird noch bekanntgegeben", None),
        (
            "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen, Großer Saal, 1. OG",
            Ort(
                "Meditationszentrum",
                "Großer Saal, 1. OG",
                "Sankt-Joseph-Straße",
                "2",
                "45527",
                "Hattingen",
            ),
        ),
        (
            "Rathaus, Großer Saal, Rathausplatz 1–3, 45525 Hattingen.",
            Ort("Rathaus", "Großer Saal", "Rathausplatz", "1–3", "45525", "Hattingen"),
        ),
        (
            "Rathaus, Raum 5, 45525 Hattingen",
            Ort("Rathaus", "Raum 5", plz="45525", stadt="Hattingen"),
        ),
        (
            "Meditationszentrum (Sankt-Joseph-Str. 2)",
            Ort("Meditationszentrum", "", "Sankt-Joseph-Str.", "2"),
        ),
        (
            "Forstmann, Marktplatz 15 a 45527 Hattingen",
            Ort("Forstmann", "", "Marktplatz", "15 a", "45527", "Hattingen"),
        ),
        (
            "Schlangenbusch 3, D-45527 Hattingen",
            Ort("", "", "Schlangenbusch", "3", "45527", "Hattingen"),
        ),
        (
            "45527 Hattingen, Bürgertreff (Hof)",
            Ort("Bürgertreff (Hof)", plz="45527", stadt="Hattingen"),
        ),
        (
            "Bürgertreff, Am Hang 7, Hattingen-Welper",
            Ort("Bürgertreff", "", "Am Hang", "7", "", "Hattingen-Welper"),
        ),
        ("Grundschule, Haus 2", Ort("Grundschule", "Haus 2")),
        ("Gaststätte Zum Hof", Ort("Gaststätte Zum Hof")),
    ],
)
def test_orte(text, ort):
    angabe = ort_lesen(text, "Hattingen")
    assert (angabe.ort, angabe.meldungen) == (ort, ())


@pytest.mark.parametrize(
    ("text", "offen"),
    [
        ("Ort wird noch bekanntgegeben", True),
        ("N.N.", True),
        ("Ort folgt", True),
        ("", False),
        ("–", False),
        ("?", False),
        ("Rathaus", False),
        ("online", False),
    ],
)
def test_nur_worte_sagen_dass_der_ort_offen_ist(text, offen):
    (zeile,) = liste(f"Welper | Termin folgt | {text} |").zeilen
    assert (zeile.ort_offen, zeile.fehlerhaft) == (offen, False)


def test_ohne_spalte_ort_sagt_die_liste_nichts_ueber_ihn():
    (zeile,) = liste("Stadtteil | Datum\nWelper | Termin folgt\n").zeilen
    assert (zeile.ort, zeile.ort_offen) == (None, False)


def test_uhrzeit_im_ort_ist_ein_befund():
    assert meldungen("Welper | Termin folgt | Beginn ist um 17 Uhr |") == [
        ["!Im Ort steht eine Uhrzeit: „Beginn ist um 17 Uhr“."]
    ]


def test_eine_zelle_zuviel_ist_ein_befund():
    text = "Stadtteil;Termin;Ort\nWelper;01.02.2027, 17–19 Uhr;Bürgertreff;barrierefrei\n"
    assert meldungen(text) == [
        ["!„barrierefrei“ steht in keiner Spalte. Bitte zuordnen oder löschen."]
    ]
