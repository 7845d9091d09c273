"""No input crashes ``lesen``, and it reads back what ``schreiben`` wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konferenzen.terminliste import (
    Meldung,
    Ort,
    Terminliste,
    UnlesbarError,
    Zeile,
    lesen,
    schreiben,
)
from konferenzen.zeitrechnung import ANGENOMMENE_DAUER

from .gegend import DATEN, STADTTEILE, liste

BERLIN = ZoneInfo("Europe/Berlin")
NAMEN = [stadtteil.name for stadtteil in STADTTEILE]

# No property may fail because the machine is slow, and none leaves files behind.
ohne_uhr = settings(deadline=None, database=None)

brocken = st.sampled_from(
    [
        *("|", "\t", ";", "\n", "\r\n", '"', "\\|", ",", " ", "\u00a0", "(", ")", "-", "–", "."),
        *("STK ", "Welper", "Winz-Baak", "EOBS", "Südstadt", "Niederwenigern", "Rauendahl"),
        *("Montag", "Di.", "do", "01.02.2027", "30.02.27", "1. März", "28.03.2027", "31.12."),
        *("17–19 Uhr", "2:30", "25", "bis", "ca.", "17h", "N.N.", "Termin folgt", "entfällt"),
        *(
            "Rathaus",
            "Ort folgt",
            "Marktplatz 15",
            "45527 Hattingen",
            "Saal 2",
            "online",
            "Stadtteil",
            "Ort",
        ),
        *("Datum und Uhrzeit", "Ende", "Stand: 2027", "----", "im Mai", "verschoben auf den"),
    ]
)
texte = st.one_of(st.text(), st.lists(st.one_of(brocken, st.text(max_size=3))).map("".join))


def versuchen(eingabe: str | bytes, jahr: int | None) -> Terminliste | None:
    try:
        return liste(eingabe, jahr)
    except UnlesbarError as fehler:
        assert str(fehler).endswith(".")  # noqa: PT017 - both outcomes are right, each has its rule
        return None


def inhalt(zeile: Zeile) -> Zeile:
    return replace(zeile, nummer=0, roh="", meldungen=())


@ohne_uhr
@given(texte, st.sampled_from([None, 2027]))
def test_kein_text_bringt_lesen_zu_fall(text, jahr):
    terminliste = versuchen(text, jahr)
    for zeile in terminliste.zeilen if terminliste else ():
        assert zeile.fehlerhaft or zeile.stadtteil in NAMEN
        assert (zeile.beginn is None) == (zeile.ende is None)
        assert zeile.beginn is None or zeile.ende.timestamp() > zeile.beginn.timestamp()


@ohne_uhr
@given(st.one_of(st.binary(), texte.map(lambda text: text.encode("utf-16"))))
def test_keine_bytes_bringen_lesen_zu_fall(daten):
    versuchen(daten, None)


@ohne_uhr
@given(texte)
def test_nichts_geht_verloren(text):
    """Every word of the input is in a row or among the ignored lines."""
    terminliste = versuchen(text, 2027)
    if terminliste is None or '"' in text or "\\" in text:
        return
    gefunden = " ".join(
        [zeile.roh for zeile in terminliste.zeilen]
        + [meldung.text for zeile in terminliste.zeilen for meldung in zeile.meldungen]
        + [zeile.text for zeile in terminliste.ignoriert]
    )
    for wort in ("Rathaus", "Südstadt", "Rauendahl", "Niederwenigern"):
        assert gefunden.count(wort) >= text.count(wort)


@ohne_uhr
@given(texte)
def test_gelesenes_uebersteht_den_weg_ueber_schreiben(text):
    terminliste = versuchen(text, 2027)
    lesbare = [z for z in terminliste.zeilen if not z.fehlerhaft] if terminliste else []
    if lesbare:
        assert [inhalt(z) for z in liste(schreiben(lesbare)).zeilen] == [inhalt(z) for z in lesbare]


woerter = st.text(alphabet="abcdefgäöüABCDÄÖÜß", min_size=2, max_size=9).map(lambda w: f"Zum {w}")
orte = st.builds(
    Ort,
    name=woerter,
    raum=st.sampled_from(["", "Großer Saal", "Raum 5", "Foyer, 1. Obergeschoss"]),
    strasse=st.just("Marktplatz"),
    hausnummer=st.from_regex(r"[1-9]\d{0,2}[a-f]?", fullmatch=True),
    plz=st.from_regex(r"[0-9]{5}", fullmatch=True),
    stadt=st.just("Hattingen"),
)


@st.composite
def zeiten(draw: st.DrawFn) -> dict[str, object]:
    tag = draw(st.dates(date(2000, 1, 2), date(2100, 12, 30)))
    beginn = datetime.combine(
        tag, time(draw(st.integers(4, 20)), draw(st.integers(0, 59))), tzinfo=BERLIN
    )
    geschaetzt = draw(st.booleans())
    dauer = ANGENOMMENE_DAUER if geschaetzt else timedelta(minutes=draw(st.integers(1, 180)))
    ende = (beginn.astimezone(UTC) + dauer).astimezone(BERLIN)
    return {"datum": tag, "beginn": beginn, "ende": ende, "ende_geschaetzt": geschaetzt}


@st.composite
def zeilen(draw: st.DrawFn) -> list[Zeile]:
    namen = draw(st.lists(st.sampled_from(NAMEN), min_size=1, unique=True))
    return [
        Zeile(
            nummer=0,
            stadtteil=name,
            abgesagt=draw(st.booleans()),
            **draw(
                st.one_of(
                    st.just({}),
                    st.just({"ort_offen": True}),
                    st.just({"online": True}),
                    st.builds(lambda ort: {"ort": ort}, orte),
                )
            ),
            **draw(
                st.one_of(
                    zeiten(),
                    st.just({}),
                    st.just({"terminhinweis": "im September"}),
                )
            ),
        )
        for name in namen
    ]


@ohne_uhr
@given(zeilen())
def test_geschriebenes_liest_sich_zurueck(geschrieben):
    assert [inhalt(zeile) for zeile in liste(schreiben(geschrieben)).zeilen] == geschrieben


def test_die_form_mit_strichen():
    zeilen = liste((DATEN / "termine-fruehjahr-2026.txt").read_bytes()).zeilen
    assert schreiben(zeilen[:2] + zeilen[5:]) == (
        "Stadtteil | Datum und Uhrzeit | Ort |\n"
        "STK Welper | Montag, 26.01.2026 von 17–19 Uhr | Meditationszentrum, "
        "Sankt-Joseph-Straße 2, 45527 Hattingen, Großer Saal, 1. Obergeschoss |\n"
        "STK Winz-Baak | Mittwoch, 28.01.2026 von 17–19 Uhr | Energiebüro der hwg eG, "
        "Rauendahlstraße 1, 45529 Hattingen |\n"
        "STK EOBS | Termin wird noch bekanntgegeben |  |\n"
    )


@pytest.mark.parametrize(
    "zeile", [Zeile(3), Zeile(3, stadtteil="Welper", meldungen=(Meldung("unklar"),))]
)
def test_unlesbares_wird_nicht_geschrieben(zeile):
    with pytest.raises(ValueError, match="Zeile 3 ist nicht lesbar"):
        schreiben([zeile])


def test_eine_andere_zeitzone():
    (zeile,) = lesen(
        "Welper | 01.02.2027, 17–19 Uhr |", STADTTEILE, zone=ZoneInfo("Europe/Lisbon")
    ).zeilen
    assert zeile.beginn == datetime(2027, 2, 1, 17, tzinfo=UTC)
