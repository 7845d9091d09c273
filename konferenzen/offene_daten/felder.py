"""The columns of the open data: one list, from which JSON, CSV and their documentation are made.

Names and words are an interface that programs of others rely on: add to them, never change them.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import TextChoices
from django.urls import reverse

from hattingen_portal.grundlage.absolut import absolut
from hattingen_portal.grundlage.texte import ohne_steuerzeichen
from konferenzen.models import Art, Form, Konferenz, Veranstaltungsort
from konferenzen.models.ort import Angabe
from konferenzen.offene_daten.status import STATUS_WORTE, datenstatus
from konferenzen.offene_daten.typen import Feld, Feldgruppe, Typ, Wert
from konferenzen.zeitangaben import BERLIN

LIZENZ = "dl-de/by-2-0"
LIZENZ_NAME = "Datenlizenz Deutschland – Namensnennung – Version 2.0"
LIZENZ_ADRESSE = "https://www.govdata.de/dl-de/by-2-0"


def datensatz(konferenz: Konferenz) -> dict[str, Wert]:
    """Give the values of all columns for `konferenz`; what is not known is None.

    Reads Stadtteil, Runde, venue and Ortsteile, and nothing that is not public.
    """
    return {feld.name: _sauber(feld.wert(konferenz)) for feld in FELDER}


def _sauber(wert: Wert) -> Wert:
    if isinstance(wert, str):
        return ohne_steuerzeichen(wert) or None
    if isinstance(wert, list):
        return [ohne_steuerzeichen(teil) for teil in wert]
    return wert


def _zeitpunkt(zeit: datetime | None) -> str | None:
    """Give `zeit` as the clocks in Hattingen show it, with its offset (ISO 8601)."""
    return zeit.astimezone(BERLIN).isoformat(timespec="seconds") if zeit else None


def _am_ort(wert: Callable[[Veranstaltungsort], Wert]) -> Callable[[Konferenz], Wert]:
    """Give what `wert` reads from the venue of a conference, None where there is no venue."""
    return lambda konferenz: wert(konferenz.ort) if konferenz.ort else None


def _stadtteil_slug(konferenz: Konferenz) -> Wert:
    return konferenz.stadtteil.slug if konferenz.stadtteil else None


def _stadtteil_name(konferenz: Konferenz) -> Wert:
    return konferenz.stadtteil.name if konferenz.stadtteil else None


def _runde_slug(konferenz: Konferenz) -> Wert:
    return konferenz.runde.slug if konferenz.runde else None


def _runde_name(konferenz: Konferenz) -> Wert:
    return konferenz.runde.name if konferenz.runde else None


def _breite(ort: Veranstaltungsort) -> Wert:
    return None if ort.breite is None else float(ort.breite)


def _laenge(ort: Veranstaltungsort) -> Wert:
    return None if ort.laenge is None else float(ort.laenge)


def _anmeldung_bis(konferenz: Konferenz) -> Wert:
    return konferenz.anmeldung_bis.isoformat() if konferenz.anmeldung_bis else None


def _kalender(konferenz: Konferenz) -> Wert:
    return absolut(reverse("termin_ics", args=[konferenz.slug])) if konferenz.beginn else None


def _worte(auswahl: type[TextChoices]) -> Mapping[str, str]:
    """Give the words of `auswahl` and what they mean, empty where they say it themselves."""
    return {wort.value: "" if wort.value == wort.label else str(wort.label) for wort in auswahl}


ANGABEN = _worte(Angabe)

GRUPPEN = (
    Feldgruppe(
        "Was",
        (
            Feld(
                "uid",
                Typ.TEXT,
                "Kennung, die immer gleich bleibt, was sich auch sonst ändert. Dieselbe wie im "
                "Kalender.",
                "7f9c2ba4-e88f-427d-bb44-9d8d40a1d2c3@quartiere.example.org",
                lambda k: k.uid,
            ),
            Feld(
                "adresse",
                Typ.ADRESSE,
                "Die Seite des Termins.",
                "https://quartiere.example.org/termine/welper-fruehjahr-2026/",
                lambda k: absolut(k.get_absolute_url()),
            ),
            Feld(
                "art",
                Typ.WORT,
                "Was für ein Termin es ist.",
                "stadtteilkonferenz",
                lambda k: str(k.art),
                _worte(Art),
            ),
            Feld(
                "titel",
                Typ.TEXT,
                "Wie der Termin heißt.",
                "Stadtteilkonferenz Welper",
                lambda k: k.bezeichnung,
            ),
            Feld(
                "stadtteil",
                Typ.WORT,
                "Der Stadtteil, wie er in den Adressen des Portals steht. Leer: für die ganze "
                "Stadt.",
                "welper",
                _stadtteil_slug,
            ),
            Feld("stadtteil_name", Typ.TEXT, "Der Name des Stadtteils.", "Welper", _stadtteil_name),
            Feld(
                "ortsteile",
                Typ.LISTE,
                "Einzelne Ortsteile, wenn es nur um diese geht. In der CSV mit Komma getrennt.",
                "Rauendahl, Winz-Baak",
                lambda k: [ortsteil.name for ortsteil in k.ortsteile.all()],
            ),
            Feld(
                "runde",
                Typ.WORT,
                "Die Runde, wie sie in den Adressen des Portals steht.",
                "fruehjahr-2026",
                _runde_slug,
            ),
            Feld("runde_name", Typ.TEXT, "Der Name der Runde.", "Frühjahr 2026", _runde_name),
            Feld(
                "beschreibung",
                Typ.TEXT,
                "Worum es geht, auch in mehreren Zeilen.",
                "Verkehr und Spielplätze",
                lambda k: k.beschreibung,
            ),
            Feld(
                "beispiel",
                Typ.JA_NEIN,
                "Ja: Dieser Termin ist nur ein Beispiel und findet nicht statt.",
                "nein",
                lambda k: k.ist_beispiel,
            ),
        ),
    ),
    Feldgruppe(
        "Wann",
        (
            Feld(
                "status",
                Typ.WORT,
                "Wie es um den Termin steht.",
                "geplant",
                lambda k: str(datenstatus(k)),
                STATUS_WORTE,
            ),
            Feld(
                "grund",
                Typ.TEXT,
                "Warum der Termin abgesagt, verschoben oder verlegt wurde.",
                "Der Saal ist gesperrt.",
                lambda k: k.statusgrund,
            ),
            Feld(
                "beginn",
                Typ.ZEITPUNKT,
                "Leer, solange der Termin nicht feststeht.",
                "2026-01-26T17:00:00+01:00",
                lambda k: _zeitpunkt(k.beginn),
            ),
            Feld(
                "ende",
                Typ.ZEITPUNKT,
                "Steht immer da, wo ein Beginn steht.",
                "2026-01-26T19:00:00+01:00",
                lambda k: _zeitpunkt(k.ende),
            ),
            Feld(
                "ende_angenommen",
                Typ.JA_NEIN,
                "Ja: Wann der Termin endet, ist nicht bekannt; das Ende ist angenommen.",
                "nein",
                lambda k: k.ende_geschaetzt,
            ),
            Feld(
                "ungefaehr",
                Typ.TEXT,
                "Ein ungefährer Termin, solange der genaue nicht feststeht.",
                "im September",
                lambda k: None if k.beginn else k.datum_hinweis,
            ),
            Feld(
                "bisheriger_beginn",
                Typ.ZEITPUNKT,
                "Der zuletzt veröffentlichte Beginn, der nicht mehr gilt.",
                "2026-01-19T17:00:00+01:00",
                lambda k: _zeitpunkt(k.bisheriger_beginn),
            ),
        ),
    ),
    Feldgruppe(
        "Wo",
        (
            Feld(
                "form",
                Typ.WORT,
                "Wie man teilnimmt.",
                "vor_ort",
                lambda k: str(k.form),
                _worte(Form),
            ),
            Feld(
                "ort",
                Typ.TEXT,
                "Der Name des Ortes. Leer, wenn er noch nicht feststeht oder es keinen gibt.",
                "Meditationszentrum",
                _am_ort(lambda ort: ort.name),
            ),
            Feld(
                "raum",
                Typ.TEXT,
                "Raum, Saal oder Stockwerk.",
                "Großer Saal, 1. Obergeschoss",
                _am_ort(lambda ort: ort.raum),
            ),
            Feld(
                "strasse",
                Typ.TEXT,
                "Straße und Hausnummer.",
                "Sankt-Joseph-Straße 2",
                _am_ort(lambda ort: ort.strasse_nr),
            ),
            Feld("plz", Typ.TEXT, "Die Postleitzahl.", "45527", _am_ort(lambda ort: ort.plz)),
            Feld("stadt", Typ.TEXT, "Die Stadt.", "Hattingen", _am_ort(lambda ort: ort.stadt)),
            Feld(
                "breite",
                Typ.ZAHL,
                "Geografische Breite in Grad (WGS 84).",
                "51,399",
                _am_ort(_breite),
            ),
            Feld(
                "laenge",
                Typ.ZAHL,
                "Geografische Länge in Grad (WGS 84).",
                "7,186",
                _am_ort(_laenge),
            ),
            Feld(
                "stufenlos",
                Typ.WORT,
                "Ob der Ort ohne Stufen erreichbar ist.",
                "ja",
                _am_ort(lambda ort: str(ort.stufenlos)),
                ANGABEN,
            ),
            Feld(
                "aufzug",
                Typ.WORT,
                "Ob es einen Aufzug gibt.",
                "unbekannt",
                _am_ort(lambda ort: str(ort.aufzug)),
                ANGABEN,
            ),
            Feld(
                "rollstuhl_wc",
                Typ.WORT,
                "Ob es ein WC für Menschen im Rollstuhl gibt.",
                "ja",
                _am_ort(lambda ort: str(ort.rollstuhl_wc)),
                ANGABEN,
            ),
            Feld(
                "induktionsschleife",
                Typ.WORT,
                "Ob es eine Induktionsschleife für Hörgeräte gibt.",
                "nein",
                _am_ort(lambda ort: str(ort.induktionsschleife)),
                ANGABEN,
            ),
            Feld(
                "zugang",
                Typ.TEXT,
                "Wie man hineinkommt.",
                "Der stufenlose Eingang ist im Hof.",
                _am_ort(lambda ort: ort.zugang_hinweis),
            ),
            Feld(
                "oepnv",
                Typ.TEXT,
                "Bus und Bahn.",
                "Bus 141, Haltestelle Rathaus",
                _am_ort(lambda ort: ort.oepnv),
            ),
            Feld(
                "bisheriger_ort",
                Typ.TEXT,
                "Der zuletzt veröffentlichte Ort, der nicht mehr gilt.",
                "Energiebüro, Rauendahlstraße 1, 45529 Hattingen",
                lambda k: k.bisheriger_ort,
            ),
            Feld(
                "online_adresse",
                Typ.ADRESSE,
                "Wo man online teilnimmt.",
                "https://example.org/konferenz",
                lambda k: k.online_link,
            ),
        ),
    ),
    Feldgruppe(
        "Anmeldung",
        (
            Feld(
                "anmeldung_kontakt",
                Typ.TEXT,
                "Bei welcher Stelle man sich anmeldet.",
                "Quartiersentwicklung",
                lambda k: k.anmeldung_kontakt,
            ),
            Feld(
                "anmeldung_bis",
                Typ.DATUM,
                "Bis zu welchem Tag man sich anmelden kann.",
                "2026-01-20",
                _anmeldung_bis,
            ),
            Feld(
                "anmeldung_hinweis",
                Typ.TEXT,
                "Was dazu noch wichtig ist.",
                "Bitte sagen Sie, ob Sie etwas brauchen.",
                lambda k: k.anmeldung_hinweis,
            ),
        ),
    ),
    Feldgruppe(
        "Stand",
        (
            Feld(
                "kalender",
                Typ.ADRESSE,
                "Der Termin als Kalenderdatei. Leer, solange es keinen Beginn gibt.",
                "https://quartiere.example.org/termine/welper-fruehjahr-2026/termin.ics",
                _kalender,
            ),
            Feld(
                "sequenz",
                Typ.ZAHL,
                "Wächst mit jeder Änderung von Zeit, Ort, Titel oder Status. Wie SEQUENCE im "
                "Kalender.",
                "1",
                lambda k: k.sequenz,
            ),
            Feld(
                "geaendert_am",
                Typ.ZEITPUNKT,
                "Wann sich zuletzt etwas Öffentliches geändert hat.",
                "2026-01-14T10:00:00+01:00",
                lambda k: _zeitpunkt(k.geaendert_am),
            ),
            Feld(
                "lizenz",
                Typ.ADRESSE,
                f"Die Lizenz: {LIZENZ_NAME}.",
                LIZENZ_ADRESSE,
                lambda _: LIZENZ_ADRESSE,
            ),
        ),
    ),
)
FELDER = tuple(feld for gruppe in GRUPPEN for feld in gruppe.felder)
