"""Tables as offices make them; what stands beside each is what a careful person reads."""

import pytest

from .gegend import Gelesen, gelesen, liste, meldungen


def am(tag: str, von: str = "17:00", bis: str = "19:00", zone: str = "+01:00") -> tuple[str, str]:
    return f"{tag}T{von}{zone}", f"{tag}T{bis}{zone}"


WELPER = Gelesen("Welper", *am("2027-02-01"), ("Meditationszentrum",))


def test_semikolon_mit_leerzeichen_und_fragen_als_kopf():
    text = """STK-Termine Frühjahr 2027

Stadtteil ; Wann? ; Wo?
Welper; Mo. 1.2.27 17h-19h ; Meditationszentrum\u0020\u0020
Winz-Baak;Mi, 3. Feb. 2027, 17 Uhr bis 19 Uhr;Energiebüro, Rauendahlstraße 1
STK Mitte;Do., den 11.2.2027 um 17:00 Uhr;Alzheimer Gesellschaft, Oststr. 1
"""
    assert gelesen(text) == [
        WELPER,
        Gelesen("Winz-Baak", *am("2027-02-03"), ("Energiebüro", "Rauendahlstraße", "1")),
        Gelesen("Hattingen-Mitte", *am("2027-02-11"), ("Alzheimer Gesellschaft", "Oststr.", "1")),
    ]
    assert meldungen(text) == [[], [], ["Ohne Ende angegeben; angenommen ist 19 Uhr."]]
    assert [zeile.ende_geschaetzt for zeile in liste(text).zeilen] == [False, False, True]


def test_geschuetzte_leerzeichen_und_getrennte_spalten():
    text = (
        "Stadtteil\tDatum\tUhrzeit\tOrt\n"
        "STK\u00a0Welper\tMontag,\u00a001.02.2027\t17\u202f–\u202f19\u00a0Uhr\tMeditationszentrum\n"
        "Holthausen\tSa 06.03.2027\t10:00\tSchlangenbusch 3, 45527 Hattingen\n"
    )
    assert gelesen(text) == [
        WELPER,
        Gelesen(
            "Holthausen",
            *am("2027-03-06", "10:00", "12:00"),
            ("Schlangenbusch", "3", "45527", "Hattingen"),
        ),
    ]


def test_ohne_kopf_mit_dreierlei_maerz():
    text = """Welper | Dienstag, 2. Maerz 2027, 17.00 – 19.00 Uhr | Meditationszentrum
Blankenstein | 10. Mrz. 2027 von 17:30 bis 19:00 | Forstmann
Holthausen | 4. März 2027, 17−19 Uhr
"""
    assert gelesen(text) == [
        Gelesen("Welper", *am("2027-03-02"), ("Meditationszentrum",)),
        Gelesen("Blankenstein", *am("2027-03-10", "17:30"), ("Forstmann",)),
        Gelesen("Holthausen", *am("2027-03-04")),
    ]


def test_andere_reihenfolge_nach_dem_kopf():
    text = """Datum;Zeit;Veranstaltungsort;Stadtteil;Bemerkung
01.02.2027;17-19;"Meditationszentrum; Großer Saal";Welper;
03.02.2027;17:00 - 19:00;;Winz-Baak;entfällt
11. 02. 2027;17–19;Rathaus;Hattingen-Mitte;mit Imbiss
"""
    assert gelesen(text) == [
        Gelesen("Welper", *am("2027-02-01"), ("Meditationszentrum", "Großer Saal")),
        Gelesen("Winz-Baak", *am("2027-02-03")),
        Gelesen("Hattingen-Mitte", *am("2027-02-11"), ("Rathaus",)),
    ]
    assert [zeile.abgesagt for zeile in liste(text).zeilen] == [False, True, False]
    assert meldungen(text) == [
        [],
        [],
        ["!„mit Imbiss“ bei Datum und Uhrzeit wurde nicht verstanden."],
    ]


def test_andere_reihenfolge_ohne_kopf():
    text = "Montag;01.02.2027;17-19 Uhr;Welper;Meditationszentrum\n"
    assert gelesen(text) == [WELPER]


def test_tabelle_mit_zierlinie_und_fuehrendem_strich():
    text = """| Stadtteil | Datum und Uhrzeit | Ort |
|-----------|:-----------------:|-----|
| Welper | Mo, 01.02.2027, 17-19 Uhr | Meditationszentrum |
| STK Winz-Baak |
| Mittwoch, 03.02.2027, 17-19 Uhr | Energiebüro |
| EOBS | N.N. | N. N. |
"""
    assert gelesen(text) == [
        WELPER,
        Gelesen("Winz-Baak", *am("2027-02-03"), ("Energiebüro",)),
        Gelesen("EOBS"),
    ]
    assert [(i.nummer, i.grund) for i in liste(text).ignoriert] == [
        (1, "Kopfzeile"),
        (2, "Zierlinie"),
    ]


def test_verschiedene_trennzeichen_in_einer_liste():
    text = """Stadtteil | Datum und Uhrzeit | Ort |
STK Welper | Montag, 01.02.2027 von 17–19 Uhr | Meditationszentrum |
Winz-Baak;Mittwoch, 03.02.2027, 17-19 Uhr;Energiebüro
Holthausen\tDi 9.2.2027 17-19\tGemeinschaftsraum
STK Blankenstein | Mittwoch, 10.02.2027
von 17–19 Uhr | Forstmann, Markt-
platz 15 |
Änderungen vorbehalten.
"""
    assert gelesen(text) == [
        WELPER,
        Gelesen("Winz-Baak", *am("2027-02-03"), ("Energiebüro",)),
        Gelesen("Holthausen", *am("2027-02-09"), ("Gemeinschaftsraum",)),
        Gelesen("Blankenstein", *am("2027-02-10"), ("Forstmann", "Marktplatz", "15")),
    ]
    assert [(i.nummer, i.grund) for i in liste(text).ignoriert] == [
        (1, "Kopfzeile"),
        (8, "Beiwerk"),
    ]


def test_zeilen_die_ueberall_umbrechen():
    text = """STK Welper
Montag, 01.02.2027 von 17–19 Uhr | Meditationszentrum |
STK EOBS (Elfringhausen, Oberstüter,
Bredenscheid/Stüter) | Termin folgt | |
STK Holthausen | Dienstag, 09.02.2027 von 17–19 Uhr |
Gemeinschaftsraum der hwg eG,
Schlangenbusch 3, 45527 Hattingen |
"""
    assert gelesen(text) == [
        WELPER,
        Gelesen("EOBS"),
        Gelesen(
            "Holthausen",
            *am("2027-02-09"),
            ("Gemeinschaftsraum der hwg eG", "Schlangenbusch", "3", "45527", "Hattingen"),
        ),
    ]


@pytest.mark.parametrize("kodierung", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_aus_der_tabellenkalkulation(kodierung):
    text = (
        '"Stadtteil";"Datum und Uhrzeit";"Ort"\r\n'
        '"STK Welper";"Montag, 01.02.2027\r\nvon 17–19 Uhr";'
        '"Haus ""Lotus"",\r\nSankt-Joseph-Str. 2"\r\n'
        '"Mitte";"Do 11.2.2027; 17-19";""\r\n'
    )
    assert gelesen(text.encode(kodierung)) == [
        Gelesen("Welper", *am("2027-02-01"), ('Haus "Lotus"', "Sankt-Joseph-Str.", "2")),
        Gelesen("Hattingen-Mitte", *am("2027-02-11")),
    ]
    assert [zeile.nummer for zeile in liste(text.encode(kodierung)).zeilen] == [2, 5]


def test_viele_tabulatoren_zum_ausrichten():
    text = """Stadtteil\t\tDatum und Uhrzeit\t\tOrt
Welper\t\tMo 1.2.2027 17-19 Uhr\t\tMeditationszentrum
Hattingen-Mitte\tDo 11.2.2027 17-19 Uhr\t\tRathaus, Rathausplatz 1, Hattingen
"""
    assert gelesen(text) == [
        WELPER,
        Gelesen(
            "Hattingen-Mitte", *am("2027-02-11"), ("Rathaus", "Rathausplatz", "1", "Hattingen")
        ),
    ]


def test_export_mit_iso_datum_und_vielen_spalten():
    text = """stadtteil;beginn;ende;ort;plz
Welper;2027-02-01T17:00;19:00;Meditationszentrum, Sankt-Joseph-Straße 2;45527 Hattingen
Blankenstein;2027-02-10 17:00:00;2027-02-10 19:00:00;Forstmann;
"""
    assert gelesen(text) == [
        Gelesen(
            "Welper",
            *am("2027-02-01"),
            ("Meditationszentrum", "Sankt-Joseph-Straße", "2", "45527", "Hattingen"),
        ),
        Gelesen("Blankenstein", *am("2027-02-10"), ("Forstmann",)),
    ]


def test_wochentag_in_eigener_spalte_und_eine_spalte_zuviel():
    text = """Nr.;Stadtteil;Wochentag;Datum;von;bis;Ort;Ansprechstelle
1;Welper;Montag;01.02.2027;17.00;19.00;Meditationszentrum;Quartiersbüro
2;EOBS;;wird noch bekannt gegeben;;;wird noch bekannt gegeben;
"""
    assert gelesen(text) == [WELPER, Gelesen("EOBS")]
    assert meldungen(text) == [["Spalte „Ansprechstelle“ nicht eingelesen: „Quartiersbüro“."], []]


def test_jahr_nur_in_der_ueberschrift():
    text = """Stadtteilkonferenzen Herbst 2027
Stadtteil | Termin | Ort
Welper | mo., 4. oktober, 17–19 Uhr | Meditationszentrum
Mitte | im September | offen
Holthausen | Di 5.10., 17-ca. 19 Uhr | online
"""
    assert gelesen(text) == [
        Gelesen("Welper", *am("2027-10-04", zone="+02:00"), ("Meditationszentrum",)),
        Gelesen("Hattingen-Mitte"),
        Gelesen("Holthausen", *am("2027-10-05", zone="+02:00")),
    ]
    assert meldungen(text) == [
        ["„4. oktober“: ohne Jahr; gelesen als 2027."],
        [],
        ["„5.10.“: ohne Jahr; gelesen als 2027.", "Das Ende ist nur ungefähr angegeben."],
    ]
    zeilen = liste(text).zeilen
    assert [zeile.terminhinweis for zeile in zeilen] == ["", "im September", ""]
    assert [zeile.online for zeile in zeilen] == [False, False, True]
    assert [zeile.ende_geschaetzt for zeile in zeilen] == [False, False, True]


def test_ueberschrift_widerspricht_der_runde():
    text = """Stadtteilkonferenzen Frühjahr 2026
Welper | 1. Februar, 17–19 Uhr | Meditationszentrum
Mitte | 02.02.2026, 17–19 Uhr | Rathaus
"""
    assert meldungen(text, 2027) == [
        [
            "„1. Februar“: ohne Jahr; gelesen als 2027.",
            (
                "!Ohne Jahr, und die Überschrift der Liste nennt 2026, die Runde 2027. "
                "Bitte das Jahr ergänzen."
            ),
        ],
        [
            (
                "!Der 2. Februar 2026 liegt nicht in der Runde (2027). Bitte das Jahr "
                "berichtigen; stimmt es, bitte die Saison der Runde anpassen."
            )
        ],
    ]


def test_jahreswechsel_nur_in_der_ueberschrift():
    text = """Stadtteilkonferenzen Winter 2026/27
Welper | Freitag, 15.01., 17–19 Uhr | Meditationszentrum
Mitte | 15.01., 17–19 Uhr | Rathaus
"""
    assert gelesen(text) == [
        Gelesen("Welper", *am("2027-01-15"), ("Meditationszentrum",)),
        Gelesen("Hattingen-Mitte", None, None, ("Rathaus",)),
    ]
    assert meldungen(text) == [
        ["„15.01.“: ohne Jahr; gelesen als 2027."],
        ["!„15.01.“: das Jahr fehlt; möglich sind 2026 und 2027. Bitte das Jahr ergänzen."],
    ]


def test_lose_zeilen_gehen_nicht_verloren():
    text = """Stadtteil | Datum und Uhrzeit | Ort |
STK Welper | Montag, 01.02.2027 von 17–19 Uhr | Meditationszentrum |
STK EOBS | Termin folgt |
Alle sind herzlich eingeladen.

Wir freuen uns auf Sie.
Die Konferenz am 9. Februar entfällt.
"""
    assert [(z.nummer, z.stadtteil) for z in liste(text).zeilen] == [
        (2, "Welper"),
        (3, "EOBS"),
        (4, None),
        (7, None),
    ]
    assert meldungen(text)[2:] == [
        [
            (
                "!„Alle sind herzlich eingeladen.“ gehört zu keiner Zeile der Liste und wurde "
                "nicht verstanden. Bitte berichtigen oder löschen."
            )
        ],
        [
            (
                "!„Die Konferenz am 9. Februar entfällt.“ gehört zu keiner Zeile der Liste und "
                "wurde nicht verstanden. Bitte berichtigen oder löschen."
            )
        ],
    ]
    assert [(i.nummer, i.grund) for i in liste(text).ignoriert] == [
        (1, "Kopfzeile"),
        (6, "ohne Stadtteil und Termin"),
    ]


def test_verschoben():
    text = """Welper | verschoben, neuer Termin folgt | Meditationszentrum |
Mitte | verschoben auf Donnerstag, den 11.02.2027, 17–19 Uhr | |
EOBS | Montag, 01.02.2027, 17–19 Uhr verschoben | |
"""
    assert gelesen(text)[:2] == [
        Gelesen("Welper", None, None, ("Meditationszentrum",)),
        Gelesen("Hattingen-Mitte", *am("2027-02-11")),
    ]
    assert meldungen(text) == [
        [],
        [],
        ["!„verschoben“ bei Datum und Uhrzeit wurde nicht verstanden."],
    ]
