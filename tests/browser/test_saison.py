"""A season in the office: a clerk plans a round, reads in a list, moves one date, cancels one.

After each step the pages and the feeds say the same, to the minute; the UID of an entry stays, and
its SEQUENCE grows by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from tests import atom
from tests import fabriken as f
from tests.browser.test_vorgaenge import angemeldet
from tests.seite import Seite, hole

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ZENTRUM = "Meditationszentrum, Großer Saal, 1. Obergeschoss, Sankt-Joseph-Straße 2, 45527 Hattingen"
KIRCHE = "Evangelische Kirche, Wichernsaal"
EOBS = "EOBS Elfringhausen, Oberstüter, Bredenscheid/Stüter"
# What the round's page says of each, in its order; the start page says the same.
GEPLANT = {
    "winz-baak": (
        "Winz-Baak mit Rauendahl",
        "Mittwoch, 16. September 2026, 17–19 Uhr",
        "Energiebüro der hwg eG, Rauendahlstraße 1, 45529 Hattingen",
    ),
    "welper": ("Welper", "Montag, 28. September 2026, 17–19 Uhr", ZENTRUM),
    "holthausen": (
        "Holthausen",
        "Dienstag, 6. Oktober 2026, 17–19 Uhr",
        "Gemeinschaftsraum der hwg eG, Schlangenbusch 3, 45527 Hattingen",
    ),
    "eobs": (
        EOBS,
        "Donnerstag, 5. November 2026, 18–20 Uhr",
        f"{KIRCHE}, Johannessegener Straße 35, Hattingen",
    ),
    "blankenstein": (
        "Blankenstein",
        "Mittwoch, 11. November 2026, 17–19 Uhr",
        "Forstmann, Marktplatz 15, 45527 Hattingen",
    ),
    "hattingen-mitte": (
        "Hattingen-Mitte",
        "Dienstag, 24. November 2026, 17–19 Uhr",
        "Alzheimer Gesellschaft Hattingen und Sprockhövel e.V., Oststraße 1, 45525 Hattingen",
    ),
}
# 13 October 2026 is a Tuesday.
LISTE = """\
Holthausen | Mittwoch, 13.10.2026, 17–19 Uhr | Gemeinschaftsraum der hwg eG, Schlangenbusch 3, \
45527 Hattingen |
Blankenstein | Mittwoch, 11.11.2026, 17–19 Uhr | Forstmann, Marktplatz 15, 45527 Hattingen |
"""


@dataclass(frozen=True)
class Eintrag:
    """An entry of a calendar as a program shows it; times on Berlin's clocks."""

    sequenz: int
    status: str
    titel: str
    beginn: str
    ende: str


def bestaetigt(titel: str, tag: str, von: str = "17:00", bis: str = "19:00", *, nr: int) -> Eintrag:
    """Give the entry of a date that holds, `nr` is its SEQUENCE."""
    zone = "CEST" if tag < "2026-10-25" else "CET"
    beginn, ende = (f"{tag} {uhr} {zone}" for uhr in (von, bis))
    return Eintrag(nr, "CONFIRMED", f"{titel}: Stadtteilkonferenz", beginn, ende)


@dataclass(frozen=True)
class Stand:
    """What the public sees of the round: its page, all calendars, and the news of it in Atom."""

    seite: list[tuple[str, ...]]
    kalender: dict[str, Eintrag]
    neues: list[tuple[str, str]]


NICHTS = Stand([], {}, [])
ANFANG = Stand(
    list(GEPLANT.values()),
    {
        "winz-baak": bestaetigt("Winz-Baak", "2026-09-16", nr=1),
        "welper": bestaetigt("Welper", "2026-09-28", nr=1),
        "holthausen": bestaetigt("Holthausen", "2026-10-06", nr=1),
        "eobs": bestaetigt("EOBS", "2026-11-05", "18:00", "20:00", nr=1),
        "blankenstein": bestaetigt("Blankenstein", "2026-11-11", nr=1),
        "hattingen-mitte": bestaetigt("Hattingen-Mitte", "2026-11-24", nr=1),
    },
    [
        (
            f"Stadtteilkonferenz {wer.split()[0]}: Bekanntgegeben",
            f"Bekanntgegeben am 10. Juni 2026: {wann}, {wo}",
        )
        for wer, wann, wo in (
            GEPLANT[name]  # saved in the order of the Stadtteile, the newest stands first
            for name in (
                *("eobs", "blankenstein", "holthausen"),
                *("hattingen-mitte", "winz-baak", "welper"),
            )
        )
    ],
)


def danach(
    vorher: Stand, wer: str, wann: str, eintrag: Eintrag, neues: tuple[str, str], wo: str = ""
) -> Stand:
    """Give `vorher` after one conference has changed: nothing else has."""
    name, _, bisher = GEPLANT[wer]
    seite = [(name, wann, wo or bisher) if z[0] == name else z for z in vorher.seite]
    return Stand(seite, vorher.kalender | {wer: eintrag}, [neues, *vorher.neues])


BERICHTIGT = danach(
    ANFANG,
    "holthausen",
    "Dienstag, 13. Oktober 2026, 17–19 Uhr "
    "Verlegt, bisher Dienstag, 6. Oktober 2026, 17–19 Uhr (gilt nicht mehr)",
    bestaetigt("Holthausen", "2026-10-13", nr=2),
    (
        "Stadtteilkonferenz Holthausen: Verlegt",
        (
            "Verlegt am 10. Juni 2026: vorher Dienstag, 6. Oktober 2026, 17–19 Uhr, "
            "neu Dienstag, 13. Oktober 2026, 17–19 Uhr"
        ),
    ),
)
VERLEGT = danach(
    BERICHTIGT,
    "welper",
    "Montag, 5. Oktober 2026, 18–20 Uhr "
    "Verlegt, bisher Montag, 28. September 2026, 17–19 Uhr (gilt nicht mehr)",
    bestaetigt("Welper", "2026-10-05", "18:00", "20:00", nr=2),
    (
        "Stadtteilkonferenz Welper: Verlegt",
        (
            "Verlegt am 10. Juni 2026: vorher Montag, 28. September 2026, 17–19 Uhr, "
            "neu Montag, 5. Oktober 2026, 18–20 Uhr"
        ),
    ),
)
ABGESAGT = danach(
    VERLEGT,
    "blankenstein",
    "Mittwoch, 11. November 2026, 17–19 Uhr Abgesagt",
    replace(
        bestaetigt("Blankenstein", "2026-11-11", nr=2),
        status="CANCELLED",
        titel="ABGESAGT: Blankenstein: Stadtteilkonferenz",
    ),
    (
        "Stadtteilkonferenz Blankenstein: Abgesagt",
        "Abgesagt am 10. Juni 2026: vorher Mittwoch, 11. November 2026, 17–19 Uhr",
    ),
)


@pytest.fixture
def juni() -> Iterator[None]:
    """Let it be a Wednesday after the spring round and before the summer holidays."""
    with time_machine.travel(f.berlin(2026, 6, 10, 9), tick=True):
        yield


@pytest.fixture
def buero(juni: None, portal: str) -> str:
    """Give the address of a portal with a clerk who is no superuser."""
    person = User.objects.create_user("sb", password="ein langes Wort", is_staff=True)
    person.groups.add(Group.objects.get(name="Quartiersentwicklung"))
    return portal


# --- What the public sees ------------------------------------------------------------------------


def ereignisse(adresse: str) -> dict[str, Any]:
    """Give the entries of a calendar by the last part of the address in them."""
    kalender = Calendar.from_ical(Client().get(adresse).content)
    return {str(e["URL"]).split("/")[-2]: e for e in kalender.walk("VEVENT") if "URL" in e}


def der_runde(adresse: str) -> dict[str, Any]:
    """Give the entries of the autumn round by the address of their Stadtteil."""
    ende = "-herbst-2026"
    alle = ereignisse(adresse).items()
    return {name.removesuffix(ende): e for name, e in alle if name.endswith(ende)}


def kalender() -> dict[str, Eintrag]:
    """Give what calendars show; the feed of each Stadtteil has the same entry as that of all."""
    alle = der_runde("/kalender/alle.ics")
    for name in GEPLANT:
        eigene = der_runde(f"/kalender/stadtteil/{name}.ics")
        assert eigene == {n: e for n, e in alle.items() if n == name}
    return {name: _eintrag(e) for name, e in alle.items()}


def _eintrag(e: Any) -> Eintrag:
    beginn, ende = (f"{zeit:%Y-%m-%d %H:%M %Z}" for zeit in (e.start, e.end))
    return Eintrag(int(e["SEQUENCE"]), str(e["STATUS"]), str(e["SUMMARY"]), beginn, ende)


def kennungen() -> dict[str, str]:
    return {name: str(e["UID"]) for name, e in ereignisse("/kalender/alle.ics").items()}


def gezeigt(schon_da: int) -> Stand:
    """Read what the public sees; `schon_da` is how many news there were before the round."""
    seite = Client().get("/termine/runden/herbst-2026/")
    zeilen = Seite(seite.text).tabellen()[0] if seite.status_code == 200 else []
    alles = neuigkeiten()
    return Stand([tuple(z) for z in zeilen], kalender(), alles[: len(alles) - schon_da])


def neuigkeiten() -> list[tuple[str, str]]:
    """Give what Atom tells, the newest first."""
    return [(e.titel, e.kurz) for e in atom.gelesen("/termine/aenderungen.atom").eintraege]


def startseite() -> list[str]:
    """Give the rows of the board that are no examples, in the order of the alphabet."""
    zeilen = hole(Client(), "/").texte("li", "tafelzeile")
    return sorted(zeile for zeile in zeilen if "Beispiel" not in zeile)


def tafel(stand: Stand) -> list[str]:
    """Give what the board has to say; EOBS had no date in spring, and has none of then yet."""
    zeilen = [f"{EOBS} Termin wird noch bekanntgegeben Ort wird noch bekanntgegeben"]
    for wer, wann, wo in stand.seite:
        wochentag, tag, zeit = wann.split(", ", 2)
        zeilen.append(f"{wochentag}, {tag}, {wer} {zeit} {wo}")
    return sorted(zeilen)


def konferenzseite(name: str) -> tuple[list[str], str]:
    """Give what the page of a conference says above all, and the last step of its history."""
    seite = hole(Client(), f"/termine/{name}-herbst-2026/")
    return seite.texte("div", "hinweis"), seite.texte("li", "verlauf__schritt")[0]


# --- What the clerk does -------------------------------------------------------------------------


def jetzt(page: Page, knopf: str, meldung: str) -> None:
    """Press the button below the preview and read what the portal says."""
    page.locator("#vorschau").get_by_role("button", name=knopf, exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(meldung)


def vorschau(page: Page) -> None:
    page.get_by_role("button", name="Weiter: ansehen, was dann gilt").click()
    expect(page.locator("#vorschau")).to_be_visible()


def runde_planen(page: Page, portal: str) -> None:
    """Take all that is proposed; nothing is known yet of where EOBS meets."""
    page.goto(f"{portal}/admin/konferenzen/runde/")
    page.get_by_role("link", name="Runde planen").click()
    page.get_by_role("button", name="Weiter: Termine vorschlagen").click()
    eobs = page.get_by_role("group", name="EOBS")
    eobs.get_by_label("Tag:", exact=True).select_option("eigener")
    eobs.get_by_label("anderer Tag").fill("5.11.2026")
    eobs.get_by_label("Beginn").fill("18")
    eobs.get_by_label("Ende").fill("20")
    eobs.get_by_label("Ort").select_option(label=KIRCHE)
    page.get_by_role("button", name="Veröffentlichen: erst die Vorschau ansehen").click()
    expect(page.locator("#vorschau")).to_be_visible()


def liste_einlesen(page: Page, portal: str) -> None:
    """Paste the list with a wrong weekday, and say which of the two is right."""
    page.goto(f"{portal}/admin/konferenzen/runde/")
    page.get_by_role("link", name="Terminliste einlesen").click()
    page.get_by_role("combobox", name="Runde").select_option(label="Herbst 2026")
    page.locator("#id_liste").fill(LISTE)
    page.get_by_role("button", name="Weiter: Zeilen prüfen").click()
    zeile = page.get_by_role("article", name="Holthausen")
    frage = "Der 13.10.2026 ist ein Dienstag, in der Liste steht Mittwoch. Was stimmt?"
    expect(zeile).to_contain_text(frage)
    zeile.get_by_role("button", name="Dienstag, 13.10.2026").click()
    expect(zeile.get_by_label("Diese Zeile übernehmen")).to_be_checked()
    page.get_by_label("Grund").fill("Der Raum ist belegt.")
    vorschau(page)


def oeffnen(page: Page, portal: str, name: str, vorgang: str) -> None:
    """Go from the list of the round to the page of the Vorgang."""
    page.goto(f"{portal}/admin/konferenzen/konferenz/?q=Herbst+2026")
    page.get_by_role("link", name=f"Stadtteilkonferenz {name} (Herbst 2026)").click()
    page.get_by_role("link", name=vorgang, exact=True).click()


def test_a_season_at_the_desk(chromium: Browser, buero: str) -> None:
    alt, alte_news = kennungen(), neuigkeiten()
    neu: dict[str, str] = {}

    def pruefen(stand: Stand) -> None:
        assert gezeigt(len(alte_news)) == stand
        assert startseite() == tafel(stand)
        assert neuigkeiten()[len(stand.neues) :] == alte_news
        assert kennungen() == alt | neu

    with angemeldet(
        chromium, buero, viewport={"width": 1280, "height": 900}, timezone_id="Europe/Berlin"
    ) as page:
        runde_planen(page, buero)
        pruefen(NICHTS)
        jetzt(page, "Jetzt speichern und veröffentlichen", "6 Konferenzen sind veröffentlicht.")
        neu = {n: uid for n, uid in kennungen().items() if n not in alt}
        pruefen(ANFANG)

        liste_einlesen(page, buero)
        pruefen(ANFANG)
        jetzt(page, "Änderungen speichern", "Gespeichert in Herbst 2026: 1 geändert.")
        pruefen(BERICHTIGT)
        assert konferenzseite("holthausen") == (
            [
                (
                    "Verlegt, bisher Dienstag, 6. Oktober 2026, 17–19 Uhr (gilt nicht mehr) "
                    "Der Raum ist belegt."
                )
            ],
            (
                "Verlegt am 10. Juni: vorher Dienstag, 6. Oktober, 17–19 Uhr (gilt nicht mehr), "
                "neu Dienstag, 13. Oktober, 17–19 Uhr Der Raum ist belegt."
            ),
        )

        oeffnen(page, buero, "Welper", "Verlegen")
        page.locator("#id_beginn_0").fill("5.10.2026")
        page.locator("#id_beginn_1").fill("18:00")
        page.locator("#id_ende_1").fill("20:00")
        page.get_by_label("Grund").fill("Das Haus ist belegt.")
        vorschau(page)
        pruefen(BERICHTIGT)
        jetzt(page, "Jetzt verlegen", "ist geändert: Montag, 5. Oktober 2026, 18–20 Uhr")
        pruefen(VERLEGT)
        assert konferenzseite("welper") == (
            [
                (
                    "Verlegt, bisher Montag, 28. September 2026, 17–19 Uhr (gilt nicht mehr) "
                    "Das Haus ist belegt."
                )
            ],
            (
                "Verlegt am 10. Juni: vorher Montag, 28. September, 17–19 Uhr (gilt nicht mehr), "
                "neu Montag, 5. Oktober, 18–20 Uhr Das Haus ist belegt."
            ),
        )

        oeffnen(page, buero, "Blankenstein", "Absagen")
        page.get_by_label("Grund").fill("Es gibt zu wenig Anmeldungen.")
        vorschau(page)
        pruefen(VERLEGT)
        jetzt(page, "Jetzt absagen", "ist jetzt abgesagt.")
        pruefen(ABGESAGT)
        assert konferenzseite("blankenstein") == (
            [
                (
                    "Abgesagt Es gibt zu wenig Anmeldungen. Was nun gilt Ein anderer Termin steht "
                    "noch nicht fest. Wer den Kalender abonniert, erfährt davon von selbst."
                )
            ],
            (
                "Abgesagt am 10. Juni: vorher Mittwoch, 11. November, 17–19 Uhr (gilt nicht mehr) "
                "Es gibt zu wenig Anmeldungen."
            ),
        )
