"""Lists as the city published them, and the same forms a year later."""

from .gegend import DATEN, Gelesen, gelesen, liste, meldungen

MEDITATIONSZENTRUM = ("Meditationszentrum", "Sankt-Joseph-Straße", "2", "45527", "Hattingen")
ENERGIEBUERO = ("Energiebüro der hwg eG", "Rauendahlstraße", "1", "45529", "Hattingen")
GEMEINSCHAFTSRAUM = ("Gemeinschaftsraum der hwg eG", "Schlangenbusch", "3", "45527", "Hattingen")
FORSTMANN = ("Forstmann", "Marktplatz", "15", "45527", "Hattingen")
ALZHEIMER = (
    "Alzheimer Gesellschaft Hattingen und Sprockhövel e.V.",
    "Oststraße",
    "1",
    "45525",
    "Hattingen",
)


def daten(name: str) -> bytes:
    return (DATEN / name).read_bytes()


def test_fruehjahr_2026():
    erwartet = [
        Gelesen(
            "Welper",
            "2026-01-26T17:00+01:00",
            "2026-01-26T19:00+01:00",
            ("Meditationszentrum", "Großer Saal, 1. Obergeschoss", *MEDITATIONSZENTRUM[1:]),
        ),
        Gelesen("Winz-Baak", "2026-01-28T17:00+01:00", "2026-01-28T19:00+01:00", ENERGIEBUERO),
        Gelesen("Hattingen-Mitte", "2026-02-24T17:00+01:00", "2026-02-24T19:00+01:00", ALZHEIMER),
        Gelesen(
            "Holthausen", "2026-02-03T17:00+01:00", "2026-02-03T19:00+01:00", GEMEINSCHAFTSRAUM
        ),
        Gelesen("Blankenstein", "2026-02-11T17:00+01:00", "2026-02-11T19:00+01:00", FORSTMANN),
        Gelesen("EOBS"),
    ]
    text = daten("termine-fruehjahr-2026.txt")
    assert gelesen(text, 2026) == erwartet
    assert meldungen(text, 2026) == [[]] * 6
    terminliste = liste(text)
    assert [zeile.nummer for zeile in terminliste.zeilen] == [4, 5, 7, 9, 11, 12]
    assert [(i.nummer, i.text, i.grund) for i in terminliste.ignoriert] == [
        (1, "Stadtteilkonferenzen Frühjahr 2026:", "Überschrift"),
        (2, "Stadttteil |", "Kopfzeile"),
        (3, "Datum und Uhrzeit | Ort |", "Kopfzeile"),
    ]


def test_jede_kodierung_und_jedes_zeilenende_liest_sich_gleich():
    text = daten("termine-fruehjahr-2026.txt").decode()
    erwartet = liste(text)
    assert liste(text.encode()) == erwartet
    assert liste(text.encode("utf-8-sig")) == erwartet
    assert liste(text.encode("cp1252")) == erwartet
    assert liste(text.encode("utf-16")) == erwartet
    assert liste(text.replace("\n", "\r\n").encode()) == erwartet
    assert liste(text.replace("\n", "\r")) == erwartet
    assert liste(text.replace("ü", "u\u0308")) == erwartet


def test_striche():
    assert gelesen(daten("01-tabelle-striche.txt"), 2027) == [
        Gelesen(
            "Welper",
            "2027-02-01T17:00+01:00",
            "2027-02-01T19:00+01:00",
            ("Meditationszentrum", "Großer Saal, 1. Obergeschoss", *MEDITATIONSZENTRUM[1:]),
        ),
        Gelesen("Winz-Baak", "2027-02-03T17:00+01:00", "2027-02-03T19:00+01:00", ENERGIEBUERO),
        Gelesen("EOBS"),
    ]


def test_tabulatoren():
    assert gelesen(daten("02-tabulatoren.txt"), 2027) == [
        Gelesen(
            "Holthausen", "2027-02-09T17:00+01:00", "2027-02-09T19:00+01:00", GEMEINSCHAFTSRAUM
        ),
        Gelesen("Blankenstein"),
    ]


def test_semikolon():
    assert gelesen(daten("03-semikolon.csv"), 2027) == [
        Gelesen("Hattingen-Mitte", "2027-02-11T17:30+01:00", "2027-02-11T19:30+01:00", ALZHEIMER),
        Gelesen("Blankenstein", "2027-02-10T17:00+01:00", "2027-02-10T19:00+01:00"),
    ]


def test_fehler():
    text = daten("07-fehler.txt")
    assert meldungen(text, 2027) == [
        ["!1. Februar 2027 ist ein Montag, nicht Dienstag; Dienstag wäre der 2. Februar."],
        ["!„30.02.2027“: den 30. Februar gibt es nicht, der Februar 2027 hat 28 Tage."],
        [
            (
                "!Südstadt ist kein bekannter Stadtteil. Bekannt sind Welper, Winz-Baak, "
                "Hattingen-Mitte, Holthausen, Blankenstein und EOBS."
            )
        ],
        ["!Ende vor Beginn: 19–17 Uhr; gemeint ist vielleicht 17–19 Uhr."],
        [],
    ]
    zeilen = liste(text).zeilen
    assert [zeile.stadtteil for zeile in zeilen] == [
        "Welper",
        "Holthausen",
        None,
        "Winz-Baak",
        "Blankenstein",
    ]
    assert [zeile.fehlerhaft for zeile in zeilen] == [True, True, True, True, False]


def test_entfaellt():
    (zeile,) = liste(daten("08-entfaellt.txt")).zeilen
    assert zeile.abgesagt
    assert not zeile.meldungen
    assert gelesen(daten("08-entfaellt.txt")) == [
        Gelesen("Welper", "2027-02-01T17:00+01:00", "2027-02-01T19:00+01:00", MEDITATIONSZENTRUM)
    ]


def test_das_beispiel_der_beschreibung():
    text = "Welper | Mittwoch, 05.03.2026 von 17–19 Uhr | Bürgertreff |"
    assert meldungen(text) == [
        ["!5. März 2026 ist ein Donnerstag, nicht Mittwoch; Mittwoch wäre der 4. März."]
    ]
