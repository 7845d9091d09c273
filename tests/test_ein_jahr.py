"""A year in a conference's life, walked through the admin, with all that the public sees of it.

After each step page, calendar, Atom, structured and open data say the same; SEQUENCE has grown by
one, the UID is the same, and who fetches twice gets 304.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django.live_server_helper import LiveServer

from konferenzen.models import Konferenz
from tests import fabriken as f
from tests.konferenzen.kalender_leser import (
    Gelesen,
    mit_calcurse,
    mit_ical_js,
    mit_icalendar,
    mit_khal,
    mit_recurring_ical_events,
    mit_vdirsyncer,
)
from tests.konferenzen.vorgaenge.schritte import adresse, ausfuehren, uebergabe
from tests.seite import hole
from tests.seitenformular import formular

FEEDS = (
    "/kalender/alle.ics",
    "/kalender/stadtteil/welper.ics",
    "/kalender/art/stadtteilkonferenz.ics",
)
ATOM = "/termine/aenderungen.atom"
DATEN = "/daten/termine.json"
SEITE = "/termine/welper-fruehjahr-2026/"
ATOM_NAMEN = {"a": "http://www.w3.org/2005/Atom"}

HAUS = "Haus Welper, Feldstraße 1, 45527 Hattingen"
BERICHTIGT = "Haus Welper, Feldstraße 1a, 45527 Hattingen"
SAAL = "Saal am Markt, Markt 7, 45527 Hattingen"


@dataclass(frozen=True)
class Gezeigt:
    """What the public sees; None where there is nothing to see.

    `hinweis` and `verlauf` are what the page says now and what it tells of the last change,
    `kalender` is STATUS, SUMMARY and DTSTART, `ereignis` eventStatus, startDate and
    previousStartDate, `daten` status, begin and previous begin of the open data.
    """

    hinweis: str | None
    verlauf: str | None
    kalender: tuple[str, str, str] | None
    ereignis: tuple[str, str, str | None] | None
    daten: tuple[str, str | None, str | None]
    ort: str = HAUS


def absenden(sb: Client, seite: str, kennung: str, **felder: Any) -> Any:
    """Fill in the form of a page of the admin and save."""
    return sb.post(seite, formular(sb.get(seite).content, kennung) | felder)


def termin(tag: str, beginn: str, ende: str) -> dict[str, str]:
    return {"beginn_0": tag, "beginn_1": beginn, "ende_0": "", "ende_1": ende}


class Jahr:
    """The steps, as a clerk does them in the admin."""

    def __init__(self, sb: Client) -> None:
        self.sb = sb
        self.welper = f.stadtteil("Welper", slug="welper")
        self.haus = f.ort("Haus Welper", strasse="Feldstraße", hausnummer="1")
        self.saal = f.ort("Saal am Markt", strasse="Markt", hausnummer="7")

    @property
    def konferenz(self) -> Konferenz:
        return Konferenz.objects.get()

    def _tun(self, name: str, **felder: str) -> None:
        ausfuehren(self.sb, adresse(name, self.konferenz), **felder)

    def angekuendigt(self) -> None:
        daten = {
            "stadtteil": str(self.welper.pk),
            "runde": str(f.runde().pk),
            "ort": str(self.haus.pk),
        }
        neu = reverse("admin:konferenzen_konferenz_add")
        assert absenden(self.sb, neu, "konferenz_form", **daten).status_code == 302
        self._tun("veroeffentlichen")

    def termin_steht_fest(self) -> None:
        self._tun("festlegen", **termin("10.02.2026", "17:00", "19:00"))

    def verlegt(self) -> None:
        self._tun(
            "verlegen",
            grund="Der Raum wird an diesem Tag gebraucht.",
            **termin("03.03.2026", "17:00", "19:00"),
        )

    def ort_berichtigt(self) -> None:
        seite = reverse("admin:konferenzen_veranstaltungsort_change", args=[self.haus.pk])
        antwort = absenden(self.sb, seite, "veranstaltungsort_form", hausnummer="1a")
        assert antwort.status_code == 302

    def umgezogen(self) -> None:
        ausfuehren(
            self.sb, uebergabe(self.haus), ziel=str(self.saal.pk), grund="Das Haus wird renoviert."
        )

    def verschoben(self) -> None:
        self._tun(
            "verschieben",
            grund="Ein Sturm ist angesagt.",
            datum_hinweis="im April",
        )

    def neu_angesetzt(self) -> None:
        self._tun("wieder-ansetzen", **termin("14.04.2026", "18:00", "20:00"))

    def abgesagt(self) -> None:
        self._tun("absagen", grund="Es gibt zu wenig Anmeldungen.")

    def findet_doch_statt(self) -> None:
        self._tun("wieder-ansetzen")

    def vorbei(self) -> None:
        """Nothing is done: time passes."""


FEBRUAR, MAERZ = "2026-02-10T17:00:00+01:00", "2026-03-03T17:00:00+01:00"
APRIL = "2026-04-14T18:00:00+02:00"
TITEL = "Welper: Stadtteilkonferenz"
VERLEGT = Gezeigt(
    hinweis="Verlegt, bisher Dienstag, 10. Februar 2026, 17–19 Uhr (gilt nicht mehr) "
    "Der Raum wird an diesem Tag gebraucht.",
    verlauf="Verlegt am 25. Januar: vorher Dienstag, 10. Februar, 17–19 Uhr (gilt nicht mehr), "
    "neu Dienstag, 3. März, 17–19 Uhr Der Raum wird an diesem Tag gebraucht.",
    kalender=("CONFIRMED", TITEL, MAERZ),
    ereignis=("EventRescheduled", MAERZ, FEBRUAR),
    daten=("verlegt", MAERZ, FEBRUAR),
)
NEU_ANGESETZT = Gezeigt(
    hinweis="Verlegt, bisher Dienstag, 3. März 2026, 17–19 Uhr (gilt nicht mehr) "
    "Der Ort hat sich geändert",
    verlauf="Termin festgelegt am 1. März: Dienstag, 14. April, 18–20 Uhr",
    kalender=("CONFIRMED", TITEL, APRIL),
    ereignis=("EventRescheduled", APRIL, MAERZ),
    daten=("verlegt", APRIL, MAERZ),
    ort=SAAL,
)
WIEDER_ANGESETZT = replace(
    NEU_ANGESETZT, verlauf="Wieder angesetzt am 7. April: Dienstag, 14. April, 18–20 Uhr"
)
SCHRITTE: list[tuple[Callable[[Jahr], None], datetime, Gezeigt]] = [
    (
        Jahr.angekuendigt,
        f.berlin(2026, 1, 14, 9),
        Gezeigt(
            hinweis="Termin wird noch bekanntgegeben",
            verlauf=None,
            kalender=None,
            ereignis=None,
            daten=("angekuendigt", None, None),
        ),
    ),
    (
        Jahr.termin_steht_fest,
        f.berlin(2026, 1, 20, 9),
        Gezeigt(
            hinweis=None,
            verlauf="Termin festgelegt am 20. Januar: Dienstag, 10. Februar, 17–19 Uhr",
            kalender=("CONFIRMED", TITEL, FEBRUAR),
            ereignis=("EventScheduled", FEBRUAR, None),
            daten=("geplant", FEBRUAR, None),
        ),
    ),
    (Jahr.verlegt, f.berlin(2026, 1, 25, 9), VERLEGT),
    (
        Jahr.ort_berichtigt,
        f.berlin(2026, 1, 27, 9),
        replace(
            VERLEGT,
            verlauf=f"Ort berichtigt am 27. Januar: vorher {HAUS} (gilt nicht mehr), "
            f"neu {BERICHTIGT}",
            ort=BERICHTIGT,
        ),
    ),
    (
        Jahr.umgezogen,
        f.berlin(2026, 2, 2, 9),
        replace(
            VERLEGT,
            hinweis="Verlegt, bisher Dienstag, 10. Februar 2026, 17–19 Uhr (gilt nicht mehr) "
            "Der Ort hat sich geändert Das Haus wird renoviert.",
            verlauf=f"Ort geändert am 2. Februar: vorher {BERICHTIGT} (gilt nicht mehr), "
            f"neu {SAAL} Das Haus wird renoviert.",
            ort=SAAL,
        ),
    ),
    (
        Jahr.verschoben,
        f.berlin(2026, 2, 20, 9),
        Gezeigt(
            hinweis="Verschoben, bisher Dienstag, 3. März 2026, 17–19 Uhr (gilt nicht mehr) "
            "Neuer Termin folgt (im April) Ein Sturm ist angesagt.",
            verlauf="Verschoben am 20. Februar: vorher Dienstag, 3. März, 17–19 Uhr "
            "(gilt nicht mehr), neuer Termin folgt (im April) Ein Sturm ist angesagt.",
            kalender=("CANCELLED", f"VERSCHOBEN: {TITEL}", MAERZ),
            ereignis=("EventPostponed", MAERZ, None),
            daten=("verschoben", None, MAERZ),
            ort=SAAL,
        ),
    ),
    (Jahr.neu_angesetzt, f.berlin(2026, 3, 1, 9), NEU_ANGESETZT),
    (
        Jahr.abgesagt,
        f.berlin(2026, 4, 1, 9),
        Gezeigt(
            hinweis="Abgesagt Es gibt zu wenig Anmeldungen. Was nun gilt Ein anderer Termin steht "
            "noch nicht fest. Wer den Kalender abonniert, erfährt davon von selbst.",
            verlauf="Abgesagt am 1. April: vorher Dienstag, 14. April, 18–20 Uhr "
            "(gilt nicht mehr) Es gibt zu wenig Anmeldungen.",
            kalender=("CANCELLED", f"ABGESAGT: {TITEL}", APRIL),
            ereignis=("EventCancelled", APRIL, None),
            daten=("abgesagt", APRIL, MAERZ),
            ort=SAAL,
        ),
    ),
    (Jahr.findet_doch_statt, f.berlin(2026, 4, 7, 9), WIEDER_ANGESETZT),
    (Jahr.vorbei, f.berlin(2026, 4, 15, 9), replace(WIEDER_ANGESETZT, hinweis="Vorbei")),
]


def ablesen(kunde: Client, konferenz: Konferenz) -> Gezeigt:
    """Read what each way tells of the one conference; all have to name the same place."""
    seite = hole(kunde, SEITE)
    satz = kunde.get(DATEN).json()["termine"][0]
    ereignis = next(iter(ereignisse(kunde)), None)
    strukturdaten = next(iter(seite.strukturdaten("Event")), None)
    ort = ", ".join((satz["ort"], satz["strasse"], f"{satz['plz']} {satz['stadt']}"))
    if ereignis is not None and strukturdaten is not None:
        platz = strukturdaten["location"]
        assert str(ereignis["LOCATION"]) == ort
        assert (platz["name"], platz["address"]["streetAddress"]) == (satz["ort"], satz["strasse"])
        assert (str(ereignis["UID"]), ereignis["SEQUENCE"]) == (satz["uid"], satz["sequenz"])
    assert (satz["uid"], satz["sequenz"]) == (konferenz.uid, konferenz.sequenz)
    return Gezeigt(
        hinweis=next(iter(seite.texte("div", "hinweis")), None),
        verlauf=next(iter(seite.texte("li", "verlauf__schritt")), None),
        kalender=ereignis
        and (str(ereignis["STATUS"]), str(ereignis["SUMMARY"]), ereignis.start.isoformat()),
        ereignis=strukturdaten
        and (
            strukturdaten["eventStatus"].removeprefix("https://schema.org/"),
            strukturdaten["startDate"],
            strukturdaten.get("previousStartDate"),
        ),
        daten=(satz["status"], satz["beginn"], satz["bisheriger_beginn"]),
        ort=ort,
    )


def ereignisse(kunde: Client) -> list[Any]:
    """Give the events of the feed of all; those of the Stadtteil and of the kind are the same."""
    alle, *andere = (Calendar.from_ical(kunde.get(feed).content).walk("VEVENT") for feed in FEEDS)
    for feed in andere:
        assert [e.to_ical() for e in feed] == [e.to_ical() for e in alle]
    return alle


def zweimal_geholt(kunde: Client, adresse: str) -> int:
    """Fetch again with the ETag of the first answer, which has to be repeated byte by byte."""
    erste = kunde.get(adresse)
    assert kunde.get(adresse).content == erste.content
    return kunde.get(adresse, headers={"If-None-Match": erste["ETag"]}).status_code


def atom_eintraege(kunde: Client) -> list[tuple[str, str]]:
    """Give what Atom tells: the time of each change and its id, the latest first."""
    wurzel = ET.fromstring(kunde.get(ATOM).content)
    return [
        (e.findtext("a:updated", "", ATOM_NAMEN), e.findtext("a:id", "", ATOM_NAMEN))
        for e in wurzel.iterfind("a:entry", ATOM_NAMEN)
    ]


def programme(inhalt: bytes, ordner: Path) -> list[Gelesen]:
    """Give what calendar programs read, who have to agree in all that they show."""
    ordner.mkdir()
    ganz = mit_icalendar(inhalt)
    assert mit_ical_js(inhalt) == mit_recurring_ical_events(inhalt) == ganz
    assert mit_khal(inhalt, ordner) == [g.ohne("sequenz") for g in ganz]
    assert mit_calcurse(inhalt, ordner) == [g.ohne("uid", "status", "sequenz") for g in ganz]
    return ganz


@pytest.mark.django_db(transaction=True)
def test_a_year_in_the_life_of_a_conference(
    sb: Client, live_server: LiveServer, tmp_path: Path
) -> None:
    clerk = User.objects.get()
    kunde = Client()
    jahr = Jahr(sb)
    uid, bisher = None, []
    for nummer, (schritt, zeit, gezeigt) in enumerate(SCHRITTE, start=1):
        with time_machine.travel(zeit, tick=False):
            sb.force_login(clerk)
            schritt(jahr)
            konferenz = jahr.konferenz
            uid = uid or konferenz.uid
            sequenz = min(nummer, len(SCHRITTE) - 1)  # at last only time passes
            assert (konferenz.uid, konferenz.sequenz) == (uid, sequenz)
            assert (schritt.__name__, ablesen(kunde, konferenz)) == (schritt.__name__, gezeigt)
            for pfad in (*FEEDS, ATOM, DATEN, "/sitemap.xml"):
                assert (pfad, zweimal_geholt(kunde, pfad)) == (pfad, 304)
            atom = atom_eintraege(kunde)
            assert (len(atom), atom[-len(bisher) :] if bisher else []) == (sequenz, bisher)
            bisher = atom
            call_command("kalender_pruefen")
            gelesen = programme(kunde.get(FEEDS[0]).content, tmp_path / str(nummer))
            dateien = mit_vdirsyncer(f"{live_server.url}{FEEDS[0]}", tmp_path)
            synchron = [g for datei in dateien for g in mit_icalendar(datei)]
            # It names the copies by their content.
            assert [g.ohne("uid") for g in synchron] == [g.ohne("uid") for g in gelesen]
