"""einlesen(): each row is new, changed, unchanged, cancelled or wrong, and saved once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import TypeVar

import pytest
from django.db import connection, transaction

from konferenzen.einlesen import einlesen
from konferenzen.einlesen.bericht import Befund, Bericht, als_json
from konferenzen.models import Art, Form, Konferenz, Runde, Status, Veranstaltungsort
from konferenzen.terminliste import UnlesbarError
from tests import fabriken as f

pytestmark = pytest.mark.django_db

T = TypeVar("T")

DATEN = Path(__file__).parents[1] / "daten"
RUNDE = "Frühjahr 2027"
JETZT = f.berlin(2026, 11, 20, 9)
SPAETER = JETZT + timedelta(days=3)
OHNE_GRUND = (
    "Ohne Grund: Niemand liest, warum. Bitte den Grund mit der Liste angeben (--grund) oder bei "
    "der Konferenz eintragen."
)
MEDITATIONSZENTRUM = "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen"
LISTE = f"""Stadtteil | Datum und Uhrzeit | Ort |
Welper | Montag, 01.02.2027 von 17–19 Uhr | {MEDITATIONSZENTRUM} |
Holthausen | Termin folgt | |
"""


@pytest.fixture(autouse=True)
def _stadtteile() -> None:
    for name, kuerzel in (
        ("Welper", "Welper"),
        ("Winz-Baak", "Winz-Baak"),
        ("Hattingen-Mitte", "Mitte"),
        ("Holthausen", "Holthausen"),
        ("Blankenstein", "Blankenstein"),
        ("EOBS", "EOBS"),
    ):
        f.stadtteil(name, kuerzel=kuerzel)
    for name in ("Elfringhausen", "Oberstüter", "Bredenscheid/Stüter"):
        f.ortsteil(name, stadtteil=f.Stadtteil.objects.get(name="EOBS"))
    f.ortsteil("Niederwenigern")


def lesen(text: str | bytes, **felder: object) -> Bericht:
    return einlesen(text, **{"runde": RUNDE, "veroeffentlichen": True, "jetzt": JETZT} | felder)


def befunde(bericht: Bericht) -> list[str]:
    return [str(ergebnis.befund) for ergebnis in bericht.ergebnisse]


def meldungen(bericht: Bericht) -> list[list[str]]:
    return [[m.text for m in ergebnis.meldungen] for ergebnis in bericht.ergebnisse]


def welper() -> Konferenz:
    return Konferenz.objects.get(stadtteil__name="Welper")


def stand(konferenz: Konferenz) -> tuple[str, int, object, int]:
    return konferenz.uid, konferenz.sequenz, konferenz.geaendert_am, konferenz.version


def test_die_veroeffentlichte_liste() -> None:
    bericht = lesen((DATEN / "termine-fruehjahr-2026.txt").read_bytes(), runde="Frühjahr 2026")
    assert befunde(bericht) == ["neu"] * 6
    assert meldungen(bericht) == [[]] * 6
    assert bericht.gespeichert
    assert [
        (k.stadtteil.name, k.beginn, k.ende, k.ort and k.ort.anschrift, k.status, k.sequenz)
        for k in Konferenz.objects.mit_umfeld().order_by("pk")
    ] == [
        (
            "Welper",
            f.berlin(2026, 1, 26, 17),
            f.berlin(2026, 1, 26, 19),
            (
                "Meditationszentrum, Großer Saal, 1. Obergeschoss, Sankt-Joseph-Straße 2, "
                "45527 Hattingen"
            ),
            "oeffentlich",
            1,
        ),
        (
            "Winz-Baak",
            f.berlin(2026, 1, 28, 17),
            f.berlin(2026, 1, 28, 19),
            "Energiebüro der hwg eG, Rauendahlstraße 1, 45529 Hattingen",
            "oeffentlich",
            1,
        ),
        (
            "Hattingen-Mitte",
            f.berlin(2026, 2, 24, 17),
            f.berlin(2026, 2, 24, 19),
            "Alzheimer Gesellschaft Hattingen und Sprockhövel e.V., Oststraße 1, 45525 Hattingen",
            "oeffentlich",
            1,
        ),
        (
            "Holthausen",
            f.berlin(2026, 2, 3, 17),
            f.berlin(2026, 2, 3, 19),
            "Gemeinschaftsraum der hwg eG, Schlangenbusch 3, 45527 Hattingen",
            "oeffentlich",
            1,
        ),
        (
            "Blankenstein",
            f.berlin(2026, 2, 11, 17),
            f.berlin(2026, 2, 11, 19),
            "Forstmann, Marktplatz 15, 45527 Hattingen",
            "oeffentlich",
            1,
        ),
        ("EOBS", None, None, None, "oeffentlich", 1),
    ]
    runde = Runde.objects.get()
    assert (runde.name, str(runde.beginn), str(runde.ende)) == (
        "Frühjahr 2026",
        "2026-01-01",
        "2026-07-31",
    )


def test_dieselbe_liste_noch_einmal_aendert_nichts() -> None:
    text = (DATEN / "termine-fruehjahr-2026.txt").read_bytes()
    lesen(text, runde="Frühjahr 2026")
    vorher = [stand(k) for k in Konferenz.objects.order_by("pk")]
    bericht = lesen(text, runde="Frühjahr 2026", jetzt=SPAETER)
    assert befunde(bericht) == ["unveraendert"] * 6
    assert [stand(k) for k in Konferenz.objects.order_by("pk")] == vorher
    assert Veranstaltungsort.objects.count() == 5
    assert Runde.objects.count() == 1


def test_ein_neuer_termin_aendert_dieselbe_konferenz() -> None:
    lesen(LISTE)
    uid = welper().uid
    bericht = lesen(LISTE.replace("Montag, 01.02.", "Dienstag, 02.02."), jetzt=SPAETER)
    assert befunde(bericht) == ["geaendert", "unveraendert"]
    assert meldungen(bericht) == [
        [
            "Termin: Montag, 1. Februar 2027, 17–19 Uhr → Dienstag, 2. Februar 2027, 17–19 Uhr",
            OHNE_GRUND,
        ],
        [],
    ]
    assert stand(welper()) == (uid, 2, SPAETER, 2)
    assert welper().beginn == f.berlin(2027, 2, 2, 17)
    assert Konferenz.objects.count() == 2


def test_ein_anderer_ort_aendert_dieselbe_konferenz() -> None:
    lesen(LISTE)
    bericht = lesen(LISTE.replace(MEDITATIONSZENTRUM, "Bürgertreff"), jetzt=SPAETER)
    assert meldungen(bericht)[0] == [f"Ort: {MEDITATIONSZENTRUM} → Bürgertreff"]
    assert (welper().ort.name, welper().sequenz) == ("Bürgertreff", 2)


@pytest.mark.parametrize(
    "liste",
    [
        "Stadtteil | Datum\nWelper | Montag, 01.02.2027, 17–19 Uhr\n",
        "Stadtteil;Datum;Ort\nWelper;Montag, 01.02.2027, 17–19 Uhr;\n",
        "Welper | Montag, 01.02.2027, 17–19 Uhr | – |",
    ],
)
def test_ein_ort_den_die_liste_nicht_nennt_bleibt(liste: str) -> None:
    lesen(LISTE)
    bericht = lesen(liste, jetzt=SPAETER)
    assert (befunde(bericht), meldungen(bericht)) == (["unveraendert"], [[]])
    assert welper().ort.anschrift == MEDITATIONSZENTRUM


def test_der_bekannte_ort_gilt_auch_fuer_einen_neuen_termin_und_das_wird_gesagt() -> None:
    lesen(LISTE)
    assert meldungen(lesen("Welper | Montag, 08.02.2027, 17–19 Uhr | |")) == [
        [
            "Termin: Montag, 1. Februar 2027, 17–19 Uhr → Montag, 8. Februar 2027, 17–19 Uhr",
            f"Die Liste nennt keinen Ort; es bleibt „{MEDITATIONSZENTRUM}“.",
            OHNE_GRUND,
        ]
    ]
    assert welper().ort.anschrift == MEDITATIONSZENTRUM


def test_ein_ort_der_wieder_offen_ist_wird_entfernt() -> None:
    lesen(LISTE)
    bericht = lesen("Welper | Montag, 01.02.2027, 17–19 Uhr | Ort wird noch bekanntgegeben |")
    assert befunde(bericht) == ["geaendert"]
    assert meldungen(bericht) == [[f"Ort: {MEDITATIONSZENTRUM} → noch kein Ort"]]
    assert (welper().ort, welper().sequenz) == (None, 2)


def test_ein_entwurf_bleibt_verborgen_bis_er_veroeffentlicht_wird() -> None:
    lesen(LISTE, veroeffentlichen=False)
    assert (welper().status, welper().sequenz) == (Status.ENTWURF, 0)
    assert list(Konferenz.objects.oeffentlich(JETZT)) == []
    assert befunde(lesen(LISTE, veroeffentlichen=False)) == ["unveraendert"] * 2
    bericht = lesen(LISTE)
    assert befunde(bericht) == ["geaendert"] * 2
    assert meldungen(bericht) == [["Status: Entwurf → öffentlich"]] * 2
    assert (welper().status, welper().sequenz) == (Status.OEFFENTLICH, 1)


def test_pruefen_speichert_nichts_und_sagt_dasselbe() -> None:
    geprueft = lesen(LISTE, pruefen=True)
    assert not geprueft.gespeichert
    assert (Konferenz.objects.count(), Runde.objects.count()) == (0, 0)
    assert Veranstaltungsort.objects.count() == 0
    assert als_json(geprueft) == als_json(lesen(LISTE))


FEHLERHAFT = LISTE + "Mitte | Dienstag, 30.02.2027 von 17–19 Uhr | Rathaus |\n"


def test_mit_einer_fehlerhaften_zeile_wird_nichts_gespeichert() -> None:
    bericht = lesen(FEHLERHAFT)
    assert befunde(bericht) == ["neu", "neu", "fehler"]
    assert not bericht.gespeichert
    assert (Konferenz.objects.count(), Runde.objects.count()) == (0, 0)
    assert Veranstaltungsort.objects.count() == 0


def test_nur_lesbare_speichert_die_uebrigen() -> None:
    bericht = lesen(FEHLERHAFT, nur_lesbare=True)
    assert (bericht.gespeichert, bericht.hat_fehler) == (True, True)
    assert sorted(k.stadtteil.name for k in Konferenz.objects.all()) == ["Holthausen", "Welper"]
    assert Veranstaltungsort.objects.count() == 1


@pytest.mark.parametrize(
    ("felder", "schluss"),
    [
        (
            {"nur_lesbare": True},
            "Gespeichert, aber ohne die fehlerhaften Zeilen: 2 neu, 1 fehlerhaft.",
        ),
        ({"pruefen": True}, "Nur geprüft, nichts gespeichert: 2 neu, 1 fehlerhaft."),
        (
            {},
            (
                "Nichts gespeichert, weil nicht alle Zeilen in Ordnung sind: 2 neu, 1 fehlerhaft. "
                "Mit --nur-lesbare werden die übrigen gespeichert."
            ),
        ),
    ],
)
def test_der_schlusssatz_sagt_was_gespeichert_ist(felder: dict[str, bool], schluss: str) -> None:
    assert str(lesen(FEHLERHAFT, **felder)).splitlines()[-1] == schluss


def test_wo_keine_zeile_lesbar_ist_bleibt_nichts_uebrig() -> None:
    bericht = lesen("Welper | 30.02.2027, 17–19 Uhr |", nur_lesbare=True)
    assert not bericht.gespeichert
    assert str(bericht).splitlines()[-1] == (
        "Nichts gespeichert, weil keine Zeile in Ordnung ist: 1 fehlerhaft."
    )
    assert Runde.objects.count() == 0


def test_ein_termin_verschwindet_nicht_still() -> None:
    lesen(LISTE)
    bericht = lesen(f"Welper | Termin folgt | {MEDITATIONSZENTRUM} |", jetzt=SPAETER)
    assert befunde(bericht) == ["geaendert"]
    assert meldungen(bericht) == [
        [
            "Termin: Montag, 1. Februar 2027, 17–19 Uhr → noch kein Termin",
            "Status: öffentlich → verschoben, neuer Termin folgt",
            "Der angekündigte Termin entfällt; die Konferenz gilt jetzt als verschoben.",
            OHNE_GRUND,
        ]
    ]
    konferenz = welper()
    assert (konferenz.status, konferenz.beginn) == (Status.VERSCHOBEN, None)
    assert (konferenz.letzter_beginn, konferenz.sequenz) == (f.berlin(2027, 2, 1, 17), 2)
    assert befunde(lesen(f"Welper | Termin folgt | {MEDITATIONSZENTRUM} |")) == ["unveraendert"]


def test_nach_dem_verschieben_steht_der_neue_termin_fest() -> None:
    lesen(LISTE)
    lesen(f"Welper | Termin folgt | {MEDITATIONSZENTRUM} |", jetzt=SPAETER)
    bericht = lesen(f"Welper | Montag, 08.02.2027, 17–19 Uhr | {MEDITATIONSZENTRUM} |")
    assert meldungen(bericht) == [
        [
            "Termin: noch kein Termin → Montag, 8. Februar 2027, 17–19 Uhr",
            "Status: verschoben, neuer Termin folgt → öffentlich",
        ]
    ]
    assert (welper().status, welper().sequenz) == (Status.OEFFENTLICH, 3)


def test_der_termin_eines_entwurfs_geht_ohne_verschieben() -> None:
    lesen(LISTE, veroeffentlichen=False)
    lesen(f"Welper | im September | {MEDITATIONSZENTRUM} |", veroeffentlichen=False)
    konferenz = welper()
    assert (konferenz.status, konferenz.beginn) == (Status.ENTWURF, None)
    assert konferenz.datum_hinweis == "im September"


def test_ein_angenommenes_ende_ersetzt_kein_bekanntes() -> None:
    lesen(LISTE.replace("17–19 Uhr", "17–18.30 Uhr"))
    bericht = lesen(LISTE.replace("von 17–19 Uhr", "um 17 Uhr"))
    assert befunde(bericht) == ["unveraendert", "unveraendert"]
    assert (welper().ende, welper().ende_geschaetzt) == (f.berlin(2027, 2, 1, 18, 30), False)


def test_ein_bekanntes_ende_ersetzt_ein_angenommenes() -> None:
    lesen(LISTE.replace("von 17–19 Uhr", "um 17 Uhr"))
    assert (welper().ende, welper().ende_geschaetzt) == (f.berlin(2027, 2, 1, 19), True)
    bericht = lesen(LISTE)
    assert meldungen(bericht)[0] == [
        "Termin: Montag, 1. Februar 2027, 17 Uhr → Montag, 1. Februar 2027, 17–19 Uhr"
    ]
    assert not welper().ende_geschaetzt


ABSAGE = LISTE.replace("von 17–19 Uhr", "von 17–19 Uhr (entfällt)")


def test_absage_einer_oeffentlichen_konferenz() -> None:
    lesen(LISTE)
    bericht = lesen(ABSAGE, veroeffentlichen=False, jetzt=SPAETER)
    assert befunde(bericht) == ["abgesagt", "unveraendert"]
    assert meldungen(bericht)[0] == ["Status: öffentlich → abgesagt", OHNE_GRUND]
    konferenz = welper()
    assert (konferenz.status, konferenz.sequenz) == (Status.ABGESAGT, 2)
    assert konferenz.beginn == f.berlin(2027, 2, 1, 17)
    assert befunde(lesen(ABSAGE)) == ["unveraendert", "unveraendert"]


@pytest.mark.parametrize(
    "zeile", ["entfällt | |", "01.02.2027 entfällt | Meditationszentrum |", "N.N. | entfällt |"]
)
def test_eine_absage_behaelt_termin_und_ort(zeile: str) -> None:
    lesen(LISTE)
    assert befunde(lesen(f"Welper | {zeile}")) == ["abgesagt"]
    konferenz = welper()
    assert (konferenz.beginn, konferenz.ort.anschrift) == (
        f.berlin(2027, 2, 1, 17),
        MEDITATIONSZENTRUM,
    )


def test_absage_eines_anderen_termins_ist_ein_fehler() -> None:
    lesen(LISTE)
    bericht = lesen("Welper | 08.02.2027, 17–19 Uhr entfällt | |")
    assert befunde(bericht) == ["fehler"]
    assert meldungen(bericht) == [
        [
            (
                "Die Liste sagt einen Termin ab, den das Portal nicht kennt: dort steht Montag, "
                "1. Februar 2027, 17–19 Uhr. Bitte Datum und Uhrzeit in der Liste prüfen."
            )
        ]
    ]
    assert welper().status == Status.OEFFENTLICH


def test_absage_einer_unbekannten_konferenz_wird_nur_veroeffentlicht_angelegt() -> None:
    bericht = lesen(ABSAGE, veroeffentlichen=False)
    assert befunde(bericht) == ["abgesagt", "neu"]
    assert meldungen(bericht)[0] == [
        (
            "Nicht angelegt, denn diese Konferenz war nie angekündigt; wird die Liste "
            "veröffentlicht, erscheint sie als abgesagt."
        )
    ]
    assert not Konferenz.objects.filter(stadtteil__name="Welper").exists()
    assert befunde(lesen(ABSAGE)) == ["abgesagt", "geaendert"]
    assert (welper().status, welper().beginn) == (Status.ABGESAGT, f.berlin(2027, 2, 1, 17))


def test_absage_eines_entwurfs_bleibt_verborgen() -> None:
    lesen(LISTE, veroeffentlichen=False)
    bericht = lesen(ABSAGE, veroeffentlichen=False)
    assert befunde(bericht) == ["abgesagt", "unveraendert"]
    assert welper().status == Status.ENTWURF


def test_was_das_portal_abgesagt_hat_holt_keine_alte_liste_zurueck() -> None:
    lesen(LISTE)
    lesen(ABSAGE)
    bericht = lesen(LISTE)
    assert meldungen(bericht)[0] == [
        (
            "Diese Konferenz ist im Portal abgesagt. Bitte in der Liste „entfällt“ ergänzen oder, "
            "wenn sie doch stattfindet, zuerst im Admin den Status ändern."
        )
    ]
    assert welper().status == Status.ABGESAGT
    bericht = lesen(LISTE.replace("Montag, 01.02.", "Dienstag, 02.02."))
    assert befunde(bericht) == ["geaendert", "unveraendert"]
    assert (welper().status, welper().beginn) == (Status.OEFFENTLICH, f.berlin(2027, 2, 2, 17))


def test_zurueckgezogenes_bleibt_zurueckgezogen() -> None:
    konferenz = f.konferenz(
        stadtteil=f.Stadtteil.objects.get(name="Welper"),
        runde=f.runde(RUNDE, beginn="2027-01-01", ende="2027-07-31"),
        status=Status.ZURUECKGEZOGEN,
    )
    assert meldungen(lesen(LISTE))[0] == [
        (
            "Diese Konferenz ist im Portal zurückgezogen. Soll sie stattfinden, bitte zuerst im "
            "Admin den Status ändern."
        )
    ]
    assert befunde(lesen(ABSAGE)) == ["unveraendert", "neu"]
    konferenz.refresh_from_db()
    assert konferenz.status == Status.ZURUECKGEZOGEN


@pytest.mark.parametrize(
    "genannt",
    [
        "Meditationszentrum, Sankt-Joseph-Str. 2, 45527 Hattingen",
        "Meditationszentrum,  Sankt–Joseph–Strasse 2,\u00a045527 Hattingen",
    ],
)
def test_ein_gleicher_ort_in_anderer_schreibweise(genannt: str) -> None:
    bekannter = f.ort("Meditationszentrum")
    lesen(LISTE.replace(MEDITATIONSZENTRUM, genannt))
    assert welper().ort == bekannter
    assert Veranstaltungsort.objects.count() == 1


@pytest.mark.parametrize(
    "genannt",
    [
        "Meditationszentrum",
        "Meditationszentrum, Sankt-Joseph-Straße 2, 45527 Hattingen, Kleiner Saal",
        "Meditationzentrum, Sankt-Joseph-Straße 2, 45527 Hattingen",
        "Meditationszentrum, Sankt-Joseph-Straße 3, 45527 Hattingen",
        "Treffpunkt, Sankt-Joseph-Str. 2",
    ],
)
def test_ein_aehnlicher_ort_ist_ein_fehler(genannt: str) -> None:
    f.ort("Meditationszentrum")
    bericht = lesen(LISTE.replace(MEDITATIONSZENTRUM, genannt))
    assert befunde(bericht) == ["fehler", "neu"]
    (meldung,) = meldungen(bericht)[0]
    assert meldung.endswith(
        f"ähnelt dem bekannten Ort „{MEDITATIONSZENTRUM}“, ist aber nicht gleich. Bitte die Liste "
        "angleichen oder den neuen Ort zuerst im Admin anlegen."
    )
    assert Veranstaltungsort.objects.count() == 1


@pytest.mark.parametrize(
    "genannt",
    ["Bürgertreff", "Rathaus, Sankt-Joseph-Straße 2, 44789 Bochum", "Marktplatz 15, Hattingen"],
)
def test_ein_ganz_anderer_ort_ist_neu(genannt: str) -> None:
    f.ort("Meditationszentrum")
    assert befunde(lesen(LISTE.replace(MEDITATIONSZENTRUM, genannt))) == ["neu", "neu"]
    assert Veranstaltungsort.objects.count() == 2


def test_der_ort_einer_absage_darf_ungenau_sein() -> None:
    bekannter = f.ort("Meditationszentrum", raum="Großer Saal")
    bericht = lesen(ABSAGE)
    assert befunde(bericht) == ["abgesagt", "neu"]
    assert welper().ort == bekannter


def test_ein_ort_ohne_namen_heisst_wie_seine_anschrift() -> None:
    lesen("Welper | 01.02.2027, 17–19 Uhr | Marktplatz 15, 45527 Hattingen |")
    ort = Veranstaltungsort.objects.get()
    assert (ort.name, ort.strasse_nr) == ("Marktplatz 15", "Marktplatz 15")
    assert befunde(lesen("Welper | 01.02.2027, 17–19 Uhr | Marktplatz 15, 45527 Hattingen |")) == [
        "unveraendert"
    ]


def test_ein_zu_langer_ort_ist_ein_fehler() -> None:
    bericht = lesen(f"Welper | 01.02.2027, 17–19 Uhr | {'Haus ' * 40} |")
    assert befunde(bericht) == ["fehler"]
    assert "160 Zeichen" in meldungen(bericht)[0][0]


def test_online() -> None:
    lesen("Welper | 01.02.2027, 17–19 Uhr | online |")
    assert (welper().form, welper().ort) == (Form.ONLINE, None)
    bericht = lesen(LISTE)
    assert meldungen(bericht)[0] == [
        f"Ort: noch kein Ort → {MEDITATIONSZENTRUM}",
        "Form: online → vor Ort",
    ]


def online_in_welper() -> Konferenz:
    konferenz = f.konferenz(
        stadtteil=f.Stadtteil.objects.get(name="Welper"),
        runde=f.runde(RUNDE, beginn="2027-01-01", ende="2027-07-31"),
        beginn=f.berlin(2027, 2, 1, 17),
        form=Form.ONLINE,
        online_link="https://example.org/raum",
        jetzt=JETZT,
    )
    konferenz.refresh_from_db()
    return konferenz


def test_ein_ort_fuer_eine_online_konferenz_wird_gesagt() -> None:
    online_in_welper()
    bericht = lesen(LISTE)
    assert befunde(bericht) == ["geaendert", "neu"]
    assert meldungen(bericht)[0] == [
        f"Ort: noch kein Ort → {MEDITATIONSZENTRUM}",
        "Form: online → vor Ort",
        (
            "Im Portal steht noch ein Link zur Online-Teilnahme. Bitte im Admin „vor Ort und "
            "online“ wählen oder den Link löschen."
        ),
    ]


def test_die_absage_einer_online_konferenz_nennt_einen_ort() -> None:
    online_in_welper()
    bericht = lesen(ABSAGE)
    assert befunde(bericht) == ["abgesagt", "neu"]
    assert meldungen(bericht)[0] == [
        "Status: öffentlich → abgesagt",
        "Diese Konferenz ist online; den Ort der Liste übernimmt das Portal nicht.",
        OHNE_GRUND,
    ]
    assert (welper().status, welper().form, welper().ort) == (Status.ABGESAGT, Form.ONLINE, None)


ZWEI_IM_RAUM = LISTE.replace("Termin folgt | |", f"01.02.2027, 18–20 Uhr | {MEDITATIONSZENTRUM} |")


def test_ein_doppelt_belegter_raum_ist_ein_befund_an_seiner_zeile() -> None:
    bericht = lesen(ZWEI_IM_RAUM)
    assert befunde(bericht) == ["neu", "fehler"]
    assert meldungen(bericht)[1] == [
        (
            "Der Raum ist zu dieser Zeit schon belegt. Bitte wählen Sie einen anderen Ort oder "
            "eine andere Zeit, oder setzen Sie „Raum wird geteilt“. Im Raum ist dann: "
            "Stadtteilkonferenz Welper (Frühjahr 2027), Montag, 1. Februar 2027, 17–19 Uhr."
        )
    ]
    assert Konferenz.objects.count() == 0


def test_ein_raum_der_erst_durch_eine_spaetere_zeile_frei_wird() -> None:
    lesen(LISTE)
    umgekehrt = f"""Holthausen | 01.02.2027, 17–19 Uhr | {MEDITATIONSZENTRUM} |
Welper | 08.02.2027, 17–19 Uhr | {MEDITATIONSZENTRUM} |
"""
    assert befunde(lesen(umgekehrt)) == ["geaendert", "geaendert"]


def test_eine_andere_art_in_derselben_runde_bleibt_unberuehrt() -> None:
    andere = f.konferenz(
        art=Art.THEMENKONFERENZ,
        titel="Wohnen",
        stadtteil=f.Stadtteil.objects.get(name="Welper"),
        runde=f.runde(RUNDE, beginn="2027-01-01", ende="2027-07-31"),
    )
    assert befunde(lesen(LISTE)) == ["neu", "neu"]
    andere.refresh_from_db()
    assert (andere.beginn, andere.sequenz) == (None, 1)


def test_dieselbe_stadtteilkonferenz_in_der_naechsten_runde_ist_neu() -> None:
    lesen(LISTE)
    assert befunde(lesen("Welper | 01.09.2027, 17–19 Uhr |", runde="Herbst 2027")) == ["neu"]
    assert Konferenz.objects.filter(stadtteil__name="Welper").count() == 2


def test_ein_termin_ausserhalb_der_saison_wird_gemeldet() -> None:
    bericht = lesen("Welper | 01.10.2027, 17–19 Uhr |")
    assert befunde(bericht) == ["neu"]
    assert meldungen(bericht) == [
        ["Der 01.10.2027 liegt außerhalb der Saison der Runde „Frühjahr 2027“."]
    ]


def test_eine_winterrunde_reicht_ins_naechste_jahr() -> None:
    liste = "Welper | Freitag, 15.01., 17–19 Uhr |\nMitte | 15.12.2026, 17–19 Uhr |\n"
    bericht = lesen(liste, runde="Winter 2026/27")
    assert befunde(bericht) == ["neu", "neu"]
    assert meldungen(bericht) == [["„15.01.“: ohne Jahr; gelesen als 2027."], []]
    assert welper().beginn == f.berlin(2027, 1, 15, 17)


def test_ein_termin_in_einem_anderen_jahr_als_die_runde_ist_ein_fehler() -> None:
    liste = "Welper | 15.01.2028, 17–19 Uhr |"
    assert meldungen(lesen(liste, runde="Winter 2026/27")) == [
        [
            (
                "Der 15. Januar 2028 liegt nicht in der Runde (2026–2027). Bitte das Jahr "
                "berichtigen; stimmt es, bitte die Saison der Runde anpassen."
            )
        ]
    ]
    f.runde("Winter 2026/27", beginn="2026-11-01", ende="2028-03-31")
    assert befunde(lesen(liste, runde="Winter 2026/27")) == ["neu"]


def test_die_runde_wird_auch_klein_geschrieben_gefunden() -> None:
    lesen(LISTE)
    assert befunde(lesen(LISTE, runde=" frühjahr  2027")) == ["unveraendert"] * 2


@pytest.mark.parametrize("runde", ["", "Irgendwann", "Frühjahr"])
def test_eine_runde_ohne_jahreszeit_wird_nicht_erfunden(runde: str) -> None:
    with pytest.raises(UnlesbarError) as fehler:
        lesen(LISTE, runde=runde)
    assert str(fehler.value) == (
        f"Die Runde „{runde}“ gibt es nicht, und ihr Name nennt keine Jahreszeit mit Jahr wie "
        "„Frühjahr 2026“. Bitte den Namen berichtigen oder die Runde zuerst im Admin anlegen."
    )


@pytest.mark.parametrize("runde", ["Fr\udcfchjahr 2027", "Frühjahr\x01 2027"])
def test_eine_runde_mit_unlesbaren_zeichen(runde: str) -> None:
    with pytest.raises(UnlesbarError) as fehler:
        lesen(LISTE, runde=runde)
    assert str(fehler.value) == (
        "Der Name der Runde enthält Zeichen, die nicht lesbar sind. Bitte den Namen neu eintippen."
    )


@pytest.mark.django_db(transaction=True)
def test_zwei_lesen_dieselbe_liste_im_selben_augenblick() -> None:
    start = Barrier(2)

    def einer() -> list[str]:
        start.wait()
        return befunde(lesen(LISTE))

    assert sorted(nebeneinander(einer, einer)) == [["neu"] * 2, ["unveraendert"] * 2]
    assert [k.sequenz for k in Konferenz.objects.all()] == [1, 1]
    assert (Runde.objects.count(), Veranstaltungsort.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_jemand_legt_die_runde_im_selben_augenblick_im_admin_an() -> None:
    angelegt, gelesen = Event(), Event()

    def im_admin() -> str:
        with transaction.atomic():
            f.runde(RUNDE)
            angelegt.set()
            while not (gelesen.is_set() or jemand_wartet()):
                pass
        return "angelegt"

    def mit_der_liste() -> str:
        angelegt.wait()
        try:
            lesen(LISTE)
        except UnlesbarError as fehler:
            return str(fehler)
        finally:
            gelesen.set()
        return "gelesen"

    assert nebeneinander(im_admin, mit_der_liste) == [
        "angelegt",
        (
            "Die Runde „Frühjahr 2027“ wurde gerade anderswo angelegt. Bitte die Liste noch "
            "einmal einlesen."
        ),
    ]
    assert (Runde.objects.count(), Konferenz.objects.count()) == (1, 0)


def nebeneinander(*taetigkeiten: Callable[[], T]) -> list[T]:
    """Do several things at once, each with its own connection, and give what they return."""

    def taetigkeit_und_schluss(taetigkeit: Callable[[], T]) -> T:
        try:
            return taetigkeit()
        finally:
            connection.close()

    with ThreadPoolExecutor() as faeden:
        return list(faeden.map(taetigkeit_und_schluss, taetigkeiten))


def jemand_wartet() -> bool:
    """Whether another connection waits for a lock of this one."""
    with connection.cursor() as zeiger:
        zeiger.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY"
            "(pg_blocking_pids(pid))"
        )
        return zeiger.fetchone() is not None


def test_unlesbares_legt_keine_runde_an() -> None:
    with pytest.raises(UnlesbarError):
        lesen("")
    assert Runde.objects.count() == 0


def test_ohne_stadtteile() -> None:
    f.Ortsteil.objects.all().delete()
    f.Stadtteil.objects.all().delete()
    with pytest.raises(UnlesbarError) as fehler:
        lesen(LISTE)
    assert str(fehler.value) == (
        "Es gibt noch keine Stadtteile. Bitte zuerst `manage.py grunddaten` ausführen."
    )


def test_ortsteil_ohne_konferenz() -> None:
    bericht = lesen("Welper | N.N. |\nNiederwenigern | 01.02.2027, 17–19 Uhr |\n")
    assert befunde(bericht) == [Befund.NEU, Befund.FEHLER]


def test_der_bericht_fuer_menschen() -> None:
    lesen(LISTE)
    text = "Stadtteilkonferenzen Frühjahr 2027:\n" + LISTE.replace("01.02.", "30.02.")
    assert str(lesen(text)) == (
        "Runde „Frühjahr 2027“\n"
        "\n"
        "Zeile   3  Welper      fehlerhaft\n"
        "           Fehler: „30.02.2027“: den 30. Februar gibt es nicht, der Februar 2027 hat "
        "28 Tage.\n"
        "\n"
        "Zeile   4  Holthausen  unverändert  noch kein Termin; noch kein Ort\n"
        "\n"
        "Was außerdem in der Liste steht:\n"
        "  Zeile 1: Stadtteilkonferenzen Frühjahr 2027: (Überschrift)\n"
        "  Zeile 2: Stadtteil | Datum und Uhrzeit | Ort | (Kopfzeile)\n"
        "\n"
        "Nichts gespeichert, weil nicht alle Zeilen in Ordnung sind: 1 unverändert, 1 fehlerhaft. "
        "Mit --nur-lesbare werden die übrigen gespeichert."
    )
