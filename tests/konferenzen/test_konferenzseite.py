"""The page of one conference and its documents: all that is public, nothing that is private."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from akteure.models import Kontakt
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Art, Einladung, Form, Konferenz, Status, Unterlage
from tests import fabriken as f
from tests.seite import hole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jetzt")]
MONTAG = f.berlin(2026, 1, 26, 17)
TAG = timedelta(days=1)
STUNDE = timedelta(hours=1)
PDF = b"%PDF-1.7\n%%EOF\n"


# --- One conference ------------------------------------------------------------------------------


def voll() -> Konferenz:
    """Save a conference of which everything is known, and beside it what must not be shown."""
    haus = f.ort(
        raum="Großer Saal",
        stufenlos="ja",
        aufzug="nein",
        zugang_hinweis="Eingang vom Hof",
        oepnv="Bus 331",
        breite="51.399000",
        laenge="7.186000",
    )
    konferenz = f.konferenz(
        stadtteil=f.stadtteil("Welper"),
        beginn=MONTAG,
        ort=haus,
        form=Form.HYBRID,
        online_link="https://video.example.org/welper",
        beschreibung="Erste Zeile\n<script>alert(1)</script>",
        anmeldung_kontakt="Telefon (02324) 204-0",
        anmeldung_bis=date(2026, 1, 20),
        anmeldung_hinweis="Gern auch spontan",
    )
    schulen, kitas = f.kategorie("Schulen", reihenfolge=2), f.kategorie("Kitas", reihenfolge=1)
    for name, kategorien in (
        ("Ärztehaus", [schulen]),
        ("Zwergenland", [kitas, schulen]),
        ("Ohne alles", []),
    ):
        akteur = f.akteur(name)
        akteur.kategorien.set(kategorien)
        Einladung.objects.create(konferenz=konferenz, akteur=akteur, notiz="Notizkanarie")
        Kontakt.objects.create(
            akteur=akteur, name="Kontaktkanarie", email="kanarie@example.org", telefon="0999/123"
        )
    Einladung.objects.create(
        konferenz=konferenz, akteur=f.akteur("Privatkanarie", art="einzelperson")
    )
    for titel, oeffentlich in (("Einladung zum Treffen", True), ("Entwurfkanarie", False)):
        Unterlage.objects.create(
            konferenz=konferenz,
            titel=titel,
            datei=ContentFile(PDF, "x.pdf"),
            oeffentlich=oeffentlich,
        )
    f.beitrag("Vorbericht", konferenz=konferenz)
    f.beitrag("Beitragskanarie", konferenz=konferenz, veroeffentlichen_ab=None)
    f.ansprechperson(name="Ansprechkanarie", oeffentlich=False)
    return konferenz


def test_a_conference_shows_everything_known_and_nothing_private(client: Client) -> None:
    konferenz = voll()

    seite = hole(client, konferenz.get_absolute_url())

    assert seite.texte("h1") == ["Stadtteilkonferenz Welper"]
    assert "Montag, 26. Januar 2026, 17–19 Uhr" in seite.texte("p", "konferenz__wann")
    assert list(zip(seite.texte("dt"), seite.texte("dd"), strict=True)) == [
        ("Stufenlos erreichbar", "Ja"),
        ("Aufzug", "Nein"),
        ("Hinweis", "Eingang vom Hof"),
        ("Bus und Bahn", "Bus 331"),
        ("Kitas", "Zwergenland"),
        ("Schulen", "Ärztehaus"),
        ("Weitere", "Ohne alles"),
    ]
    assert seite.texte("li", "dokument") == [
        "Einladung zum Treffen Einladung, PDF, 15 Bytes nicht barrierefrei"
    ]
    assert seite.texte("p", "nachricht__titel") == ["Vorbericht"]
    gesamt = " ".join(seite.texte("body"))
    for text in (
        "Meditationszentrum",
        "Großer Saal Sankt-Joseph-Straße 2 45527 Hattingen",
        "Erste Zeile <script>alert(1)</script>",
        "Noch nicht bekannt: rollstuhlgerechtes WC, Induktionsschleife.",
        "Telefon (02324) 204-0",
        "Bitte bis Dienstag, 20. Januar 2026.",
        "Gern auch spontan",
        "Das Treffen ist offen.",
        "Zuletzt geändert am 14. Januar 2026",
    ):
        assert text in gesamt, text
    assert {
        "https://www.openstreetmap.org/?mlat=51.399000&mlon=7.186000#map=18/51.399000/7.186000",
        "https://video.example.org/welper",
        "/termine/welper-fruehjahr-2026/termin.ics",
    } <= set(seite.adressen())
    roh = client.get(konferenz.get_absolute_url()).text.lower()
    assert "kanarie" not in roh
    assert "0999/123" not in roh
    assert seite.skripte() == []


def test_moved_twice_the_reason_is_said_to_be_that_of_the_last_change(client: Client) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    gezeigt = []
    for tag, grund in ((1, "Der Saal ist belegt."), (2, "Der Zug fällt aus.")):
        konferenz.beginn, konferenz.ende = MONTAG + tag * TAG, MONTAG + tag * TAG + TAG / 12
        fortschreiben(konferenz, grund=grund, jetzt=f.JETZT)
        [hinweis] = hole(client, konferenz.get_absolute_url()).texte("div", "hinweis")
        gezeigt.append("Grund der letzten Änderung: " in hinweis)
    assert gezeigt == [False, True]


def test_only_of_a_stadtteilkonferenz_is_said_that_it_is_open(client: Client) -> None:
    f.kategorie("Schulen")
    besuch = f.konferenz(art=Art.QUARTIERSBESUCH, titel="Besuch", beginn=MONTAG)
    treffen = f.konferenz(beginn=MONTAG)
    titel = "Wer eingeladen ist"
    assert [
        titel in hole(client, konferenz.get_absolute_url()).texte("h2")
        for konferenz in (besuch, treffen)
    ] == [False, True]
    assert hole(client, treffen.get_absolute_url()).texte("ul", "punkte") == ["Schulen"]


def test_without_position_the_map_is_searched_by_address(client: Client) -> None:
    konferenz = f.konferenz(beginn=MONTAG, ort=f.ort())
    assert (
        "https://www.openstreetmap.org/search?query=Sankt-Joseph-Stra%C3%9Fe+2%2C+45527+Hattingen"
    ) in hole(client, konferenz.get_absolute_url()).adressen()


@pytest.mark.parametrize(
    ("felder", "zeit", "hinweis", "eintragen"),
    [
        ({"beginn": MONTAG}, f.JETZT, [], 2),
        ({"beginn": MONTAG}, MONTAG - timedelta(hours=3), ["Heute"], 2),
        ({"beginn": MONTAG}, MONTAG + timedelta(hours=1), ["Läuft gerade"], 2),
        ({"beginn": MONTAG}, MONTAG + TAG, ["Vorbei"], 0),
        ({}, f.JETZT, ["Termin wird noch bekanntgegeben"], 0),
        (
            {"datum_hinweis": "im September"},
            f.JETZT,
            ["Termin wird noch bekanntgegeben (im September)"],
            0,
        ),
        (
            {"beginn": MONTAG, "status": Status.ABGESAGT, "statusgrund": "Raum fehlt"},
            f.JETZT,
            [
                (
                    "Abgesagt Raum fehlt Was nun gilt Ein anderer Termin steht noch nicht fest. "
                    "Wer den Kalender abonniert, erfährt davon von selbst."
                )
            ],
            0,
        ),
        (
            {"beginn": MONTAG, "statusgrund": "Der Saal ist gesperrt"},
            f.JETZT,
            ["Der Saal ist gesperrt"],
            2,
        ),
    ],
)
def test_the_state_in_words(
    client: Client,
    jetzt: time_machine.Traveller,
    felder: dict[str, Any],
    zeit: datetime,
    hinweis: list[str],
    eintragen: int,
) -> None:
    konferenz = f.konferenz(**felder)
    jetzt.move_to(zeit)
    seite = hole(client, konferenz.get_absolute_url())
    assert seite.texte("div", "hinweis") == hinweis
    assert sum(a.endswith("/termin.ics") for a in seite.adressen()) == eintragen


@pytest.mark.parametrize(
    ("felder", "liste", "seite"),
    [
        ({}, "Ort wird noch bekanntgegeben", "Der Ort wird noch bekanntgegeben."),
        ({"form": Form.ONLINE}, "Online", "Online"),
        (
            {"form": Form.HYBRID},
            "Ort wird noch bekanntgegeben Vor Ort und online",
            "Der Ort wird noch bekanntgegeben. Sie können vor Ort oder online teilnehmen.",
        ),
    ],
)
def test_the_form_decides_what_is_said_about_the_place(
    client: Client, felder: dict[str, Any], liste: str, seite: str
) -> None:
    konferenz = f.konferenz(beginn=MONTAG, **felder)
    assert konferenz.stadtteil is not None
    wann = "17–19 Uhr"
    [zeile] = hole(client, "/termine/").tabellen()[0]
    assert zeile[2] == liste
    assert hole(client, "/").texte("p", "tafelzeile__wo") == [liste]
    angaben = hole(client, konferenz.get_absolute_url()).texte("div", "konferenz__angaben")[0]
    assert angaben.partition(wann)[2].partition("In den Kalender")[0].strip() == seite


@pytest.mark.parametrize(
    ("felder", "zeit"),
    [({"status": Status.ABGESAGT}, f.JETZT), ({}, MONTAG + TAG)],
)
@pytest.mark.parametrize("form", [Form.VOR_ORT, Form.HYBRID])
def test_nobody_is_asked_to_where_nothing_takes_place(
    client: Client,
    jetzt: time_machine.Traveller,
    felder: dict[str, Any],
    zeit: datetime,
    form: Form,
) -> None:
    link = "https://video.example.org/welper"
    felder = {"online_link": link, "anmeldung_kontakt": "Telefon (02324) 204-0"} | felder
    konferenz = f.konferenz(beginn=MONTAG, form=form, **felder)
    jetzt.move_to(zeit)
    seite = hole(client, konferenz.get_absolute_url())
    [angaben] = seite.texte("div", "konferenz__angaben")
    assert [wort in angaben for wort in ("bekanntgegeben", "teilnehmen")] == [False, False]
    assert link not in seite.adressen()
    assert "Anmeldung" not in seite.texte("h2")
    [zeile] = hole(client, "/termine/runden/fruehjahr-2026/").tabellen()[0]
    assert zeile[2] == ("Vor Ort und online" if form == Form.HYBRID else "")


def test_whoever_reads_only_the_summary_learns_that_it_is_cancelled(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    stadtteil = f.stadtteil("Welper")
    konferenz = f.konferenz(beginn=MONTAG, stadtteil=stadtteil, status=Status.ABGESAGT)
    kurz = "Stadtteilkonferenz Welper: Abgesagt, Montag, 26. Januar 2026, 17–19 Uhr"
    assert hole(client, konferenz.get_absolute_url()).meta()["description"] == kurz
    jetzt.move_to(MONTAG + TAG)
    [zeile] = hole(client, stadtteil.get_absolute_url()).texte("li", "rueckblickzeile")
    assert zeile.endswith("Abgesagt, Montag, 26. Januar 2026, 17–19 Uhr")


def test_a_coming_date_goes_into_other_calendars_and_a_past_one_does_not(
    client: Client, jetzt: time_machine.Traveller
) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    rechner = ["calendar.google.com", "outlook.live.com", "outlook.office.com"]
    for zeit, erwartet in ((f.JETZT, rechner), (MONTAG + TAG, [])):
        jetzt.move_to(zeit)
        seite = hole(client, konferenz.get_absolute_url())
        fremde = [urlsplit(a).hostname for a in seite.adressen() if a.startswith("https:")]
        assert fremde == erwartet
        assert len(seite.alle("details", "eintragen")) == bool(erwartet)
        assert len(seite.alle("a", "kern-btn--primary")) == bool(erwartet)


def test_a_postponed_one_tells_its_old_date(client: Client) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.status, konferenz.beginn, konferenz.ende = Status.VERSCHOBEN, None, None
    fortschreiben(konferenz, grund="Der Saal wird gestrichen", jetzt=f.JETZT)
    seite = hole(client, konferenz.get_absolute_url())
    assert seite.texte("div", "hinweis") == [
        (
            "Verschoben, bisher Montag, 26. Januar 2026, 17–19 Uhr (gilt nicht mehr) "
            "Neuer Termin folgt Der Saal wird gestrichen"
        )
    ]
    assert seite.texte("del") == [
        "Montag, 26. Januar 2026, 17–19 Uhr",
        "Montag, 26. Januar, 17–19 Uhr",
    ]


def test_a_moved_one_tells_its_old_date_and_venue_and_its_history(client: Client) -> None:
    alt, neu = f.ort(), f.ort("Forstmann", strasse="Marktplatz", hausnummer="15")
    konferenz = f.konferenz(stadtteil=f.stadtteil("Welper"), beginn=MONTAG, ort=alt)
    konferenz.beginn, konferenz.ende = MONTAG + TAG, MONTAG + TAG + 2 * STUNDE
    konferenz.ort = neu
    fortschreiben(konferenz, grund="Der Saal\nist belegt", jetzt=f.JETZT)

    seite = hole(client, konferenz.get_absolute_url())

    bisher, bisher_ort = "Montag, 26. Januar 2026, 17–19 Uhr", alt.anschrift
    assert seite.texte("div", "hinweis") == [
        (
            f"Verlegt, bisher {bisher} (gilt nicht mehr) Der Ort hat sich geändert "
            "Der Saal ist belegt"
        )
    ]
    assert seite.texte("p", "konferenz__wann") == ["Dienstag, 27. Januar 2026, 17–19 Uhr"]
    assert f"Bisher: {bisher_ort} (gilt nicht mehr)" in seite.texte("p", "bisher")
    assert "Was sich geändert hat" in seite.texte("h2")
    assert seite.texte("li", "verlauf__schritt") == [
        (
            "Verlegt am 14. Januar: vorher Montag, 26. Januar, 17–19 Uhr (gilt nicht mehr), "
            "neu Dienstag, 27. Januar, 17–19 Uhr "
            f"Ort geändert: vorher {bisher_ort} (gilt nicht mehr), neu {neu.anschrift} "
            "Der Saal ist belegt"
        ),
        f"Bekanntgegeben am 14. Januar: Montag, 26. Januar, 17–19 Uhr, {bisher_ort}",
    ]
    assert seite.texte("del") == [
        bisher,
        bisher_ort,
        "Montag, 26. Januar, 17–19 Uhr",
        bisher_ort,
    ]
    zeiten = [e.attrs["datetime"] for e in seite.alle("time") if e.text == "14. Januar"]
    assert zeiten == ["2026-01-14T10:00+0100"] * 2


def test_what_only_was_announced_has_no_history(client: Client) -> None:
    seite = hole(client, f.konferenz(beginn=MONTAG).get_absolute_url())
    assert "Was sich geändert hat" not in seite.texte("h2")


@pytest.mark.parametrize(
    ("zeit", "bisheriger_ort"), [(f.JETZT, ["Bisher: Alt (gilt nicht mehr)"]), (MONTAG + TAG, [])]
)
def test_the_old_venue_is_named_as_long_as_somebody_may_go_there(
    client: Client, jetzt: time_machine.Traveller, zeit: datetime, bisheriger_ort: list[str]
) -> None:
    ort = f.ort("Alt", strasse="", hausnummer="", plz="", stadt="")
    konferenz = f.konferenz(beginn=MONTAG, ort=ort)
    konferenz.ort, konferenz.form = None, Form.ONLINE
    fortschreiben(konferenz, jetzt=f.JETZT)
    jetzt.move_to(zeit)
    assert hole(client, konferenz.get_absolute_url()).texte("p", "bisher") == bisheriger_ort


def test_a_cancelled_one_says_where_to_go_instead(client: Client) -> None:
    hier, dort = f.stadtteil("Welper"), f.stadtteil("Blankenstein")
    abgesagt = f.konferenz(stadtteil=hier, beginn=MONTAG, status=Status.ABGESAGT)
    herbst = f.runde("Herbst 2026", ende=date(2026, 12, 31))
    spaeter = MONTAG + 200 * TAG
    naechste = f.konferenz(stadtteil=hier, runde=herbst, beginn=spaeter)
    winter = f.runde("Winter 2026", ende=date(2027, 3, 31))
    f.konferenz(stadtteil=hier, runde=winter, beginn=MONTAG + TAG, status=Status.ABGESAGT)
    f.konferenz(stadtteil=hier, runde=f.runde("Entwurf"), status=Status.ENTWURF, beginn=MONTAG)
    f.konferenz(stadtteil=dort, beginn=MONTAG + TAG)

    seite = hole(client, abgesagt.get_absolute_url())

    assert seite.texte("div", "hinweis") == [
        (
            "Abgesagt Was nun gilt Die nächste Konferenz in Welper: Stadtteilkonferenz Welper, "
            "Freitag, 14. August 2026, 17–19 Uhr"
        )
    ]
    assert naechste.get_absolute_url() in seite.adressen()
    assert seite.texte("p", "konferenz__wann") == [
        "Montag, 26. Januar 2026, 17–19 Uhr (gilt nicht mehr)"
    ]


def test_a_cancelled_one_sends_nobody_to_an_example(client: Client) -> None:
    hier = f.stadtteil("Welper")
    beispielrunde = f.runde("Beispielrunde", beispiel=True)
    abgesagt = f.konferenz(stadtteil=hier, beginn=MONTAG, status=Status.ABGESAGT)
    beispiel = f.konferenz(stadtteil=hier, runde=beispielrunde, beginn=MONTAG + TAG)
    [gesagt] = hole(client, abgesagt.get_absolute_url()).texte("div", "hinweis")
    assert "Ein anderer Termin steht noch nicht fest." in gesagt

    # One without a round is no example, and one example may lead to another.
    besuch = {"art": Art.QUARTIERSBESUCH, "titel": "Besuch"}
    f.konferenz(stadtteil=hier, beginn=MONTAG + 2 * TAG, **besuch)
    [gesagt] = hole(client, abgesagt.get_absolute_url()).texte("div", "hinweis")
    assert "Besuch, Mittwoch, 28. Januar 2026, 17–19 Uhr" in gesagt

    seite = hole(client, "/stadtteile/welper/")
    assert seite.texte("p", "naechste__titel") == ["Besuch"]
    assert beispiel.get_absolute_url() in seite.adressen()


@pytest.mark.parametrize(
    "felder",
    [
        {"status": Status.ENTWURF},
        {"status": Status.ZURUECKGEZOGEN},
        {"veroeffentlichen_ab": f.JETZT + TAG},
    ],
)
def test_what_is_not_public_has_no_page_under_any_of_its_addresses(
    client: Client, felder: dict[str, Any]
) -> None:
    f.konferenz(beginn=MONTAG, slug="neu", fruehere_slugs=["alt"], **felder)
    assert [client.get(f"/termine/{slug}/").status_code for slug in ("neu", "alt")] == [404, 404]


def test_a_changed_address_leads_to_the_new_one(client: Client) -> None:
    konferenz = f.konferenz(beginn=MONTAG)
    konferenz.slug = "treffen-in-welper"
    fortschreiben(konferenz, jetzt=f.JETZT)
    runde = f.runde()
    runde.slug = "saison-eins"
    runde.save()
    for alt, neu in (
        (konferenz.fruehere_slugs[0], "/termine/treffen-in-welper/"),
        ("runden/fruehjahr-2026", "/termine/runden/saison-eins/"),
    ):
        response = client.get(f"/termine/{alt}/")
        assert (response.status_code, response["Location"]) == (301, neu)


# --- Documents -----------------------------------------------------------------------------------


def test_a_public_document_is_saved_under_a_readable_name(client: Client) -> None:
    konferenz = voll()
    unterlage = konferenz.unterlagen.get(titel="Einladung zum Treffen")
    response = client.get(unterlage.get_absolute_url())
    assert response.getvalue() == PDF
    erwartet = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="einladung-zum-treffen.pdf"',
        "Cache-Control": "private, no-cache",  # it may be taken back
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: response[name] for name in erwartet} == erwartet


@pytest.mark.parametrize(
    "aenderung",
    [
        {"oeffentlich": False},
        {"status": Status.ZURUECKGEZOGEN},
        {"veroeffentlichen_ab": f.JETZT + TAG, "veroeffentlicht_am": None},
        {"datei": "unterlagen/weg.pdf"},
        {"slug": "andere"},
    ],
)
def test_other_documents_are_not_found(client: Client, aenderung: dict[str, Any]) -> None:
    konferenz = voll()
    unterlage = konferenz.unterlagen.get(titel="Einladung zum Treffen")
    adresse = unterlage.get_absolute_url()
    zeile = Unterlage if {"oeffentlich", "datei"} & aenderung.keys() else Konferenz
    pk = unterlage.pk if zeile is Unterlage else konferenz.pk
    zeile.objects.filter(pk=pk).update(**aenderung)
    assert client.get(adresse).status_code == 404


def test_a_document_belongs_to_its_conference_alone(client: Client) -> None:
    pk = voll().unterlagen.get(titel="Einladung zum Treffen").pk
    andere = f.konferenz(beginn=MONTAG)
    assert client.get(f"{andere.get_absolute_url()}unterlagen/{pk}/").status_code == 404


@pytest.mark.parametrize("anzahl", [1, 30])
def test_a_conference_costs_the_same_whoever_is_invited(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, anzahl: int
) -> None:
    konferenz = voll()
    for _ in range(anzahl):
        akteur = f.akteur()
        akteur.kategorien.add(f.kategorie(akteur.name))
        Einladung.objects.create(konferenz=konferenz, akteur=akteur)
        f.beitrag(konferenz=konferenz)
        f.ansprechperson()
    with django_assert_num_queries(10):
        client.get(konferenz.get_absolute_url())
