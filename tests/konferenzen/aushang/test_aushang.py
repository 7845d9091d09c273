"""The posters: what they say, in which order, and that everybody can read them."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from hattingen_portal.grundlage.qr import qr_svg
from konferenzen.aushang.satz import _gesetzt, setzen
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Form, Konferenz, Status
from quartiere.models import Figur, Ton
from tests import fabriken as f
from tests.konferenzen.aushang.pdf import Dokument, Marke
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt", "adresse")]
BASIS = "https://quartiere.example.org"
BEGINN = f.berlin(2026, 2, 24, 17)
LANGES_WORT = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
SATZ = (
    "Stadtteilkonferenzen sind offene Treffen für alle, die sich in ihrem Stadtteil engagieren "
    "oder es vorhaben."
)
FUSS = [
    "Quartiersbüro",
    "Quartiersportal Hattingen",
    "quartiere.example.org/termine/mitte",
    "Stand: 14. Januar 2026",
]


@pytest.fixture
def adresse(settings: Settings) -> None:
    settings.PORTAL_BASIS_URL = BASIS


def mitte(**felder: Any) -> Konferenz:
    """Give the conference of the posters below, in Hattingen-Mitte."""
    f.ansprechperson(stelle="Quartiersbüro")
    stadtteil = f.stadtteil("Hattingen-Mitte", figur=Figur.RAUTE, ton=Ton.ROT)
    vorgabe = {"slug": "mitte", "stadtteil": stadtteil, "beginn": BEGINN, "ort": f.ort("Haus")}
    return f.konferenz(**vorgabe | felder)


def aushang(pfad: str = "/termine/mitte/aushang.pdf") -> Dokument:
    antwort = Client().get(pfad)
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/pdf")
    return Dokument(antwort.content)


def gelesen(dokument: Dokument) -> list[str]:
    """Give what a poster says in reading order, paragraph by paragraph; pictures in brackets."""
    return list(_absaetze(dokument.baum))


def _absaetze(marke: Marke) -> Iterator[str]:
    if marke.art == "Figure":
        yield f"[{marke.alt}]"
    elif marke.art in {"Document", "Div"}:
        for teil in marke.teile:
            if isinstance(teil, Marke):
                yield from _absaetze(teil)
    else:
        yield marke.text


def test_it_says_when_and_where_in_the_order_in_which_people_say_it() -> None:
    mitte(ort=f.ort("Haus der Begegnung e.V.", raum="Saal", stufenlos="ja", aufzug="nein"))

    assert gelesen(aushang()) == [
        "Stadtteilkonferenz Hattingen-Mitte",
        "Dienstag",
        "24",
        "Februar 2026",
        "17–19 Uhr",
        "Haus der Begegnung e.V.",
        "Saal, Sankt-Joseph-Straße 2, 45527 Hattingen",
        "So kommen Sie hin und hinein",
        "Stufenlos erreichbar: Ja, Aufzug: Nein",
        "Fragen zum Zugang beantworten wir gern.",
        SATZ,
        f"[QR-Code, führt zu {BASIS}/termine/mitte/]",
        "Alle Angaben und Kalender",
        *FUSS,
    ]


def kopf(dokument: Dokument) -> list[str]:
    """Give what stands before the place."""
    zeilen = gelesen(dokument)
    return zeilen[: zeilen.index("Haus")] if "Haus" in zeilen else zeilen


TITEL = "Stadtteilkonferenz Hattingen-Mitte"


def test_a_moved_date_is_told_above_the_new_one() -> None:
    konferenz = mitte(beginn=BEGINN - timedelta(days=14))
    konferenz.beginn, konferenz.ende = BEGINN, BEGINN + timedelta(hours=2)
    fortschreiben(konferenz, grund="Der Saal wird gebraucht.", jetzt=f.JETZT)

    dokument = aushang()

    assert kopf(dokument) == [
        "Verlegt",
        "bisher Dienstag, 10. Februar 2026, 17–19 Uhr",
        TITEL,
        *["Dienstag", "24", "Februar 2026", "17–19 Uhr"],
    ]
    assert "Der Saal wird gebraucht." in gelesen(dokument)


def test_all_old_dates_fit_above_the_new_one() -> None:
    konferenz = mitte(beginn=BEGINN - timedelta(days=4))
    for tage in (3, 2, 1, 0):
        konferenz.beginn = BEGINN - timedelta(days=tage)
        konferenz.ende = konferenz.beginn + timedelta(hours=2)
        fortschreiben(konferenz, grund="Der Saal wird gebraucht.", jetzt=f.JETZT)

    dokument = aushang()

    assert kopf(dokument)[:3] == [
        "Verlegt",
        (
            "bisher Freitag, 20. Februar 2026, 17–19 Uhr, dann Samstag, 21. Februar 2026, "
            "17–19 Uhr, dann Sonntag, 22. Februar 2026, 17–19 Uhr, zuletzt Montag, "
            "23. Februar 2026, 17–19 Uhr"
        ),
        TITEL,
    ]
    assert len(dokument.pdf.pages) == 1


def test_a_cancelled_one_says_so_first_and_asks_nobody_in() -> None:
    mitte(
        status=Status.ABGESAGT,
        statusgrund="Der Saal ist gesperrt.",
        anmeldung_kontakt="Quartiersbüro",
    )

    assert gelesen(aushang()) == [
        "Abgesagt",
        TITEL,
        *["Dienstag", "24", "Februar 2026", "17–19 Uhr"],
        "Haus",
        "Sankt-Joseph-Straße 2, 45527 Hattingen",
        "Der Saal ist gesperrt.",
        SATZ,
        f"[QR-Code, führt zu {BASIS}/termine/mitte/]",
        "Was nun gilt",
        *FUSS,
    ]


def test_a_postponed_one_waits_for_its_date() -> None:
    konferenz = mitte()
    konferenz.beginn = konferenz.ende = None
    konferenz.status, konferenz.datum_hinweis = Status.VERSCHOBEN, "im September"
    fortschreiben(konferenz, jetzt=f.JETZT)

    assert kopf(aushang()) == [
        "Verschoben",
        "bisher Dienstag, 24. Februar 2026, 17–19 Uhr",
        TITEL,
        "Neuer Termin folgt",
        "(im September)",
    ]


def test_one_without_a_date_says_so() -> None:
    mitte(beginn=None)

    assert kopf(aushang()) == [TITEL, "Termin wird noch bekanntgegeben"]


def test_a_changed_place_is_told_with_the_old_one() -> None:
    konferenz = mitte()
    konferenz.ort = f.ort("Neues Haus")
    fortschreiben(konferenz, jetzt=f.JETZT)

    runde = aushang(f"{konferenz.runde.get_absolute_url()}aushang.pdf")
    assert [zelle.text for zelle in runde.baum.alle() if zelle.art == "TD"][-1] == (
        "Der Ort hat sich geändert Neues Haus Sankt-Joseph-Straße 2, 45527 Hattingen "
        "Bisher: Haus, Sankt-Joseph-Straße 2, 45527 Hattingen"
    )
    zeilen = gelesen(aushang())

    stelle = zeilen.index("Der Ort hat sich geändert")
    assert zeilen[stelle : stelle + 4] == [
        "Der Ort hat sich geändert",
        "Neues Haus",
        "Sankt-Joseph-Straße 2, 45527 Hattingen",
        "Bisher: Haus, Sankt-Joseph-Straße 2, 45527 Hattingen",
    ]


def test_an_example_is_never_taken_for_real() -> None:
    mitte(runde=f.runde("Beispielrunde", beispiel=True))

    assert kopf(aushang())[:2] == ["Beispiel – findet nicht statt", TITEL]


def test_a_test_system_prints_nothing_to_hang_up(settings: Settings) -> None:
    settings.PORTAL_TESTSYSTEM = True
    mitte()

    assert kopf(aushang())[:2] == ["Testsystem – nicht aushängen", TITEL]


def test_one_for_the_whole_city_has_its_own_title_and_where_to_register() -> None:
    mitte(
        art=Art.THEMENKONFERENZ,
        titel="3. Hattinger Armutskonferenz",
        stadtteil=None,
        form=Form.HYBRID,
        online_link="https://treffen.example.org/armut",
        anmeldung_kontakt="Quartiersbüro",
        anmeldung_bis=date(2026, 2, 20),
        anmeldung_hinweis="Bitte sagen Sie, was Sie brauchen.",
    )

    zeilen = gelesen(aushang())

    assert zeilen[0] == "3. Hattinger Armutskonferenz Themenkonferenz, ganze Stadt"
    assert zeilen[5:9] == [
        "Haus",
        "Sankt-Joseph-Straße 2, 45527 Hattingen",
        "Sie können vor Ort oder online teilnehmen.",
        "https://treffen.example.org/armut",
    ]
    stelle = zeilen.index("Anmeldung")
    assert zeilen[stelle : stelle + 4] == [
        "Anmeldung",
        "Quartiersbüro",
        "Bitte bis Freitag, 20. Februar 2026.",
        "Bitte sagen Sie, was Sie brauchen.",
    ]
    assert SATZ not in zeilen


def test_online_there_is_no_way_to_describe() -> None:
    mitte(form=Form.ONLINE, ort=None, online_link="https://treffen.example.org/mitte")

    assert gelesen(aushang())[5:8] == ["Online", "https://treffen.example.org/mitte", SATZ]


@pytest.mark.parametrize(("laenge", "gedruckt"), [(60, True), (61, False)])
def test_a_link_that_nobody_would_type_is_left_to_the_page(laenge: int, gedruckt: bool) -> None:
    link = "https://treffen.example.org/".ljust(laenge, "1")
    mitte(form=Form.ONLINE, ort=None, online_link=link)

    dokument = aushang()

    assert gelesen(dokument)[5:-6] == ["Online", *[link] * gedruckt, SATZ]


@pytest.mark.parametrize("tage", [0, 1, 100])
def test_paper_does_not_know_that_it_is_today_or_over(tage: int, jetzt: Any) -> None:
    mitte()
    vorher = Client().get("/termine/mitte/aushang.pdf")

    jetzt.move_to(BEGINN + timedelta(days=tage, hours=1))

    assert Client().get("/termine/mitte/aushang.pdf").content == vorher.content


def test_the_round_is_one_table_in_the_order_of_its_dates() -> None:
    abgesagt = mitte(status=Status.ABGESAGT)
    f.konferenz(stadtteil=f.stadtteil("EOBS", zusatz="mit Oberstüter"), datum_hinweis="im Mai")
    f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=f.berlin(2026, 1, 26, 17), form=Form.ONLINE)
    f.konferenz(stadtteil=f.stadtteil("Entwurf"), beginn=BEGINN, status=Status.ENTWURF)
    f.konferenz(stadtteil=f.stadtteil("Andere"), runde=f.runde("Herbst 2026"), beginn=BEGINN)

    dokument = aushang(f"{abgesagt.runde.get_absolute_url()}aushang.pdf")

    zeilen = [marke for marke in dokument.baum.alle() if marke.art == "TR"]
    assert [[zelle.text for zelle in zeile.teile] for zeile in zeilen] == [
        ["Stadtteil", "Datum und Uhrzeit", "Ort"],
        ["Welper", "Montag26Januar 2026 17–19 Uhr", "Online"],
        [
            "Hattingen-Mitte",
            "Dienstag24Februar 2026 17–19 Uhr Abgesagt",
            "Haus Sankt-Joseph-Straße 2, 45527 Hattingen",
        ],
        [
            "EOBS mit Oberstüter",
            "Termin wird noch bekanntgegeben (im Mai)",
            "Der Ort wird noch bekanntgegeben.",
        ],
    ]
    assert [zelle.art for zelle in zeilen[0].teile] == ["TH", "TH", "TH"]
    assert [m.text for m in dokument.baum.alle() if m.art == "H1"] == [
        "Stadtteilkonferenzen Frühjahr 2026"
    ]
    assert len(dokument.pdf.pages) == 1


def test_a_long_round_goes_on_with_the_heads_of_its_columns() -> None:
    for nummer in range(30):
        f.konferenz(stadtteil=f.stadtteil(f"Stadtteil {nummer:02}"), beginn=BEGINN, ort=None)

    dokument = aushang("/termine/runden/fruehjahr-2026/aushang.pdf")

    namen = [m.teile[0].text for m in dokument.baum.alle() if m.art == "TR"]
    assert namen == ["Stadtteil", *(f"Stadtteil {nummer:02}" for nummer in range(30))]
    assert len(dokument.pdf.pages) == 3


def test_it_is_pdf_ua_1() -> None:
    """The facts that a program can tell (ISO 14289-1, clauses 5 to 7)."""
    mitte()

    dokument = aushang()

    wurzel = dokument.pdf.Root
    assert wurzel.MarkInfo.Marked
    assert (str(wurzel.Lang), bool(wurzel.ViewerPreferences.DisplayDocTitle)) == ("de-DE", True)
    assert str(dokument.pdf.docinfo.Title) == f"{TITEL}, Frühjahr 2026"
    assert str(dokument.pdf.docinfo.Author) == "Stadt Hattingen"
    assert "<pdfuaid:part>1</pdfuaid:part>" in dokument.metadaten()
    assert dokument.schriften() == {"FiraSans-Regular": True, "FiraSans-SemiBold": True}
    assert dokument.ohne_marke == []
    bilder = [marke.alt for marke in dokument.baum.alle() if marke.art == "Figure"]
    assert bilder == [f"QR-Code, führt zu {BASIS}/termine/mitte/"]
    assert [m.art for m in dokument.baum.alle() if m.art[0] == "H"] == ["H1", "H2"]
    (seite,) = dokument.pdf.pages
    assert str(seite.Tabs) == "/S"
    assert [str(verweis.Contents) for verweis in seite.Annots] == [f"{BASIS}/termine/mitte/"]
    assert [float(wert) for wert in seite.MediaBox] == pytest.approx(
        [0, 0, 595.28, 841.89], abs=0.1
    )


@pytest.mark.parametrize(
    "name",
    [
        '#import "x": *',
        "] #panic() [",
        "$x^2$ *fett* _schräg_ `code`",
        '"',
        "\\",
        "\\u{41}",
        "= Titel",
        "// weg",
        "@ziel <marke>",
        "#set page(fill: red)",
        "{{ x }} {% x %}",
    ],
)
def test_what_somebody_typed_stays_text(name: str) -> None:
    mitte(titel=name, ort=f.ort(name, raum=name), statusgrund=name, stadtteil=f.stadtteil(name))

    zeilen = gelesen(aushang())

    assert zeilen[0] == f"{name} Stadtteilkonferenz, {name}"
    assert zeilen[5:7] == [name, f"{name}, Sankt-Joseph-Straße 2, 45527 Hattingen"]
    assert zeilen[7] == name


@pytest.mark.parametrize(
    ("name", "gedruckt"),
    [("😀", "Haus"), ("Haus 😀", "Haus"), ("\u202eHaus", "Haus"), ("دار", "…")],
)
def test_letters_without_a_glyph_hold_no_poster_up(name: str, gedruckt: str) -> None:
    mitte(ort=f.ort(f"{name} Haus" if name == "😀" else name))

    assert gelesen(aushang())[5] == gedruckt


def alles_lang(**felder: Any) -> Konferenz:
    """Give a conference whose every field is as long as it may be."""
    return mitte(
        **{
            "stadtteil": f.stadtteil(LANGES_WORT, zusatz="W" * 120),
            "titel": f"{LANGES_WORT} {LANGES_WORT} {'W' * 32}",
            "ort": f.ort(
                f"{LANGES_WORT} {'M' * 90}",
                raum=LANGES_WORT,
                strasse=LANGES_WORT,
                stadt="W" * 80,
                zugang_hinweis="Hinweis " * 900,
                oepnv="Bus " * 40,
            ),
            "statusgrund": "Grund " * 900,
            "anmeldung_kontakt": LANGES_WORT,
            "anmeldung_bis": date(2026, 2, 20),
            "anmeldung_hinweis": "Hinweis " * 900,
            "form": Form.HYBRID,
            "online_link": f"https://{'a' * 47}.org/",
            "ende": BEGINN + timedelta(days=1),
        }
        | felder
    )


RAND = 15.5 / 25.4 * 72  # points


def ist_ganz_zu_sehen(dokument: Dokument) -> None:
    """Check that all glyphs stand between the margins, and none over another."""
    for laeufe in dokument.laeufe:
        for lauf in laeufe:
            assert lauf.x >= RAND - 1, lauf
            assert lauf.x + lauf.breite <= 595.28 - RAND + 1, lauf
            assert 15 <= lauf.y <= 842 - lauf.groesse, lauf
        for nummer, lauf in enumerate(laeufe):
            beruehrte = [anderer for anderer in laeufe[nummer + 1 :] if lauf.beruehrt(anderer)]
            assert beruehrte == [], lauf


@pytest.mark.parametrize(
    "felder",
    [
        {},
        {"status": Status.ABGESAGT},
        {"beginn": None, "ende": None, "datum_hinweis": "W" * 120},
        {"runde": "Beispielrunde"},
        {"ende_geschaetzt": True},
    ],
)
def test_the_longest_texts_stay_on_one_page(felder: dict[str, Any], settings: Settings) -> None:
    settings.PORTAL_TESTSYSTEM = True
    if "runde" in felder:
        felder = felder | {"runde": f.runde(felder["runde"], beispiel=True)}
    alles_lang(**felder)

    dokument = aushang()

    assert len(dokument.pdf.pages) == 1
    ist_ganz_zu_sehen(dokument)
    assert "Weitere Hinweise stehen auf der Seite dieses Termins." in gelesen(dokument)


def test_sixty_letters_fit_at_a_size_to_read_from_afar() -> None:
    mitte(stadtteil=f.stadtteil(LANGES_WORT), ort=f.ort(LANGES_WORT))

    dokument = aushang()

    ist_ganz_zu_sehen(dokument)
    groessen = {lauf.text: lauf.groesse for lauf in dokument.laeufe[0]}
    assert groessen["Stadtteilkonferenz "] >= 36
    assert min(groessen.values()) >= 7


def test_long_names_stay_in_the_columns_of_the_round() -> None:
    for nummer in range(8):
        f.konferenz(
            stadtteil=f.stadtteil(f"{LANGES_WORT} {nummer}", kuerzel=f"{nummer}"),
            titel=f"{LANGES_WORT} {LANGES_WORT}",
            beginn=BEGINN if nummer % 2 else None,
            ort=f.ort(f"{'M' * 60} {nummer}", raum=LANGES_WORT, strasse=LANGES_WORT),
            datum_hinweis="W" * 120,
        )

    dokument = aushang("/termine/runden/fruehjahr-2026/aushang.pdf")

    ist_ganz_zu_sehen(dokument)


def test_who_has_it_gets_304_and_a_change_a_new_one(jetzt: Any) -> None:
    konferenz = mitte()
    antwort = Client().get("/termine/mitte/aushang.pdf")
    bekannt = {"If-None-Match": antwort["ETag"]}

    assert Client().get("/termine/mitte/aushang.pdf", headers=bekannt).status_code == 304
    assert antwort["Last-Modified"] == "Wed, 14 Jan 2026 09:00:00 GMT"
    jetzt.move_to(f.JETZT + timedelta(days=1))
    morgen = Client().get("/termine/mitte/aushang.pdf")
    assert morgen["Last-Modified"] == "Wed, 14 Jan 2026 23:00:00 GMT"  # midnight in Berlin
    kopf = Client().head("/termine/mitte/aushang.pdf")
    assert (kopf.status_code, kopf["ETag"]) == (200, antwort["ETag"])

    konferenz.ort.name = "Anderes Haus"
    konferenz.ort.save()

    assert Client().get("/termine/mitte/aushang.pdf", headers=bekannt).status_code == 200


def test_it_is_shown_under_a_german_name_and_not_offered_by_search_engines() -> None:
    mitte()

    antwort = Client().get("/termine/mitte/aushang.pdf")

    assert {name: antwort[name] for name in ("Content-Disposition", "X-Robots-Tag")} == {
        "Content-Disposition": "inline; filename*=utf-8''Aushang%20Stadtteilkonferenz%20"
        "Hattingen-Mitte%2C%20Fr%C3%BChjahr%202026.pdf",
        "X-Robots-Tag": "noindex",
    }
    assert antwort["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in antwort["Content-Security-Policy"]


def test_a_title_of_several_lines_names_the_file_in_one() -> None:
    mitte(titel="Fest\r\nSet-Cookie: a=b", runde=f.runde("Herbst 2026"))

    antwort = Client().get("/termine/mitte/aushang.pdf")

    assert antwort.status_code == 200
    assert antwort["Content-Disposition"] == (
        'inline; filename="Aushang Fest Set-Cookie: a=b, Herbst 2026.pdf"'
    )


@pytest.mark.parametrize(
    "pfad",
    [
        "/termine/entwurf/aushang.pdf",
        "/termine/weg/aushang.pdf",
        "/termine/spaeter/aushang.pdf",
        "/termine/nie/aushang.pdf",
        "/termine/runden/aushang.pdf",
        "/termine/runden/herbst-2026/aushang.pdf",
    ],
)
def test_what_is_not_public_has_no_poster(pfad: str) -> None:
    mitte()
    f.konferenz(slug="entwurf", beginn=BEGINN, status=Status.ENTWURF, runde=f.runde("Herbst 2026"))
    f.konferenz(slug="spaeter", veroeffentlichen_ab=f.JETZT + timedelta(days=1))
    weg = f.konferenz(slug="weg", beginn=BEGINN)
    weg.status = Status.ZURUECKGEZOGEN
    fortschreiben(weg, jetzt=f.JETZT)

    assert Client().get(pfad).status_code == 404


def test_a_printed_address_of_before_still_leads_to_it() -> None:
    konferenz = mitte()
    konferenz.slug = "neu"
    fortschreiben(konferenz, jetzt=f.JETZT)

    assert gelesen(aushang())[-2] == "quartiere.example.org/termine/neu"


def test_links_lead_where_they_say_however_long_their_words_are() -> None:
    wort = "a" * 40
    link = f"https://treffen.example.org/{wort[:30]}"
    mitte(slug=wort, form=Form.HYBRID, online_link=link)

    dokument = aushang(f"/termine/{wort}/aushang.pdf")

    seite = f"{BASIS}/termine/{wort}/"
    (blatt,) = dokument.pdf.pages
    assert {str(verweis.A.URI) for verweis in blatt.Annots} == {link, seite}
    assert f"[QR-Code, führt zu {seite}]" in gelesen(dokument)


def test_it_may_only_be_read() -> None:
    mitte()

    assert Client().post("/termine/mitte/aushang.pdf").status_code == 405


@pytest.mark.parametrize("anzahl", [1, 30])
def test_the_queries_do_not_grow(
    anzahl: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    konferenz = mitte()
    for nummer in range(anzahl - 1):
        f.konferenz(stadtteil=f.stadtteil(f"Ort {nummer}"), beginn=BEGINN)
    konferenz.ortsteile.set(f.ortsteil(f"Ortsteil {nummer}") for nummer in range(anzahl))

    with django_assert_num_queries(3):
        aushang()
    with django_assert_num_queries(3):
        aushang("/termine/runden/fruehjahr-2026/aushang.pdf")


def test_the_pages_lead_to_them_and_say_what_comes() -> None:
    konferenz = mitte()

    seite = hole(Client(), konferenz.get_absolute_url())
    runde = hole(Client(), konferenz.runde.get_absolute_url())

    assert ("/termine/mitte/aushang.pdf", "Aushang zum Ausdrucken (PDF, 1 Seite)") in verweise(
        seite
    )
    assert (
        "/termine/runden/fruehjahr-2026/aushang.pdf",
        "Aushang der Runde zum Ausdrucken (PDF, A4)",
    ) in verweise(runde)


def verweise(seite: Any) -> list[tuple[str, str]]:
    return [(v.attrs.get("href", ""), v.text) for v in seite.alle("a")]


def test_the_admin_leads_to_what_is_public(sb: Client) -> None:
    konferenz = mitte()
    entwurf = f.konferenz(status=Status.ENTWURF, runde=f.runde("Herbst 2026"))

    formulare = {
        pfad: [
            v for v in verweise(hole(sb, f"/admin/konferenzen/{pfad}/change/")) if "aushang" in v[0]
        ]
        for pfad in (
            f"konferenz/{konferenz.pk}",
            f"runde/{konferenz.runde_id}",
            f"konferenz/{entwurf.pk}",
            f"runde/{entwurf.runde_id}",
        )
    }

    assert list(formulare.values()) == [
        [("/termine/mitte/aushang.pdf", "Aushang (PDF)")],
        [("/termine/runden/fruehjahr-2026/aushang.pdf", "Aushang (PDF)")],
        [],
        [],
    ]


def werte(nummer: int = 0) -> dict[str, Any]:
    """Give the values of a round's poster without rows, of which each number makes another."""
    return {
        "titel": f"Runde {nummer}",
        "ueberschrift": ["Runde", str(nummer)],
        "traeger": "Stadt",
        "portal": "Portal",
        "kontakt": ["Stadt"],
        "ziel": BASIS,
        "adresse": "quartiere.example.org",
        "qr": qr_svg(BASIS).decode(),
        "stand": "Stand: heute",
        "warnungen": [],
        "zeilen": [],
        "satz": "",
    }


def test_many_threads_print_at_once(settings: Settings) -> None:
    schriften = settings.BAU / "schriften"

    def drucken(nummer: int) -> bytes:
        return setzen("runde.typ", werte(nummer), f.JETZT, schriften)

    _gesetzt.cache_clear()
    with ThreadPoolExecutor(8) as gleichzeitig:
        gedruckt = list(gleichzeitig.map(drucken, range(24)))
    _gesetzt.cache_clear()

    assert gedruckt == [drucken(nummer) for nummer in range(24)]
    assert len(set(gedruckt)) == 24


@pytest.mark.parametrize("schnitte", [[], ["Medium"], ["Regular", "Medium"]])
def test_without_its_fonts_it_says_what_to_do(
    schnitte: list[str], tmp_path: Path, settings: Settings
) -> None:
    for schnitt in schnitte:
        shutil.copy(settings.BAU / f"schriften/FiraSans-{schnitt}.ttf", tmp_path)
    with pytest.raises(ImproperlyConfigured, match="make bauen"):
        setzen("runde.typ", werte(), f.JETZT, tmp_path)
