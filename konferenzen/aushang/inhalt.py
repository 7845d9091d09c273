"""What stands on a poster: public conferences in, plain values out. Pure; the words are the pages'.

Paper does not know what time it is when somebody reads it: a poster says of a date what holds until
it begins, never "heute" and never "vorbei".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format

from hattingen_portal.grundlage.qr import qr_svg
from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import Art, Konferenz, Runde
from konferenzen.zeitangaben import Lage, Zeitangabe, tag
from konferenzen.zugang import zugang
from quartiere.models import Ansprechperson, Figur, Stadtteil, Ton

BEISPIEL = "Beispiel – findet nicht statt"
TESTSYSTEM = "Testsystem – nicht aushängen"
WAS_ES_IST = (
    "Stadtteilkonferenzen sind offene Treffen für alle, die sich in ihrem Stadtteil engagieren "
    "oder es vorhaben."
)
ORT_FOLGT = "Der Ort wird noch bekanntgegeben."
ORT_GEAENDERT = "Der Ort hat sich geändert"
ZUSTAENDE = {Lage.VERLEGT, Lage.VERSCHOBEN, Lage.ABGESAGT}
WEITERES = "Weitere Hinweise stehen auf der Seite dieses Termins."
LINK_HOECHSTENS = 60  # characters that somebody types; a longer one is left to the page


@dataclass(frozen=True)
class Herausgabe:
    """Who puts a poster up: the identity of the portal and whom citizens reach."""

    traeger: str
    portal: str
    buero: Ansprechperson | None
    testsystem: bool = False

    def rahmen(self, ziel: str, stand: datetime, *, beispiel: bool) -> dict[str, Any]:
        """Give what every poster carries; `ziel` is the whole address of its page."""
        warnungen = {BEISPIEL: beispiel, TESTSYSTEM: self.testsystem}
        return {
            "traeger": self.traeger,
            "portal": self.portal,
            "kontakt": self._kontakt(),
            "ziel": ziel,
            "adresse": ziel.partition("://")[2].rstrip("/"),
            "qr": qr_svg(ziel).decode(),
            "stand": f"Stand: {tag(stand)}",
            "warnungen": [wort for wort, gilt in warnungen.items() if gilt],
        }

    def _kontakt(self) -> list[str]:
        """Give the office and its lines, not the person: paper hangs longer than people stay."""
        if self.buero is None:
            return [self.traeger]
        telefon = f"Telefon {self.buero.telefon}" if self.buero.telefon else ""
        return list(
            filter(None, (self.buero.stelle, self.buero.anschrift, telefon, self.buero.email))
        )


def konferenz_aushang(
    konferenz: Konferenz, jetzt: datetime, ziel: str, herausgabe: Herausgabe
) -> dict[str, Any]:
    """Give the poster of `konferenz`, a public one with its surroundings, at the aware `jetzt`."""
    gezeigt = auf_papier(konferenz, jetzt)
    rahmen = herausgabe.rahmen(ziel, konferenz.geaendert_am, beispiel=konferenz.ist_beispiel)
    return (
        rahmen
        | {
            "titel": f"{konferenz.bezeichnung}{f', {konferenz.runde}' if konferenz.runde else ''}",
            "ueberschrift": _ueberschrift(konferenz),
            "eigener_titel": bool(konferenz.titel),
            "gebiet": _gebiet(konferenz),
            "termin": _termin(gezeigt),
            "grund": konferenz.statusgrund,
            "ort": _ort(gezeigt),
            "zugang": _zugang(gezeigt),
            "anmeldung": _anmeldung(gezeigt),
            "satz": WAS_ES_IST if konferenz.art == Art.STADTTEILKONFERENZ else "",
            "weiteres": WEITERES,
            "mehr": "Was nun gilt" if gezeigt.abgesagt else "Alle Angaben und Kalender",
        }
        | _zeichen(konferenz.stadtteil)
    )


def runden_aushang(
    runde: Runde,
    konferenzen: Iterable[Konferenz],
    jetzt: datetime,
    ziel: str,
    herausgabe: Herausgabe,
) -> dict[str, Any]:
    """Give the poster of `runde` with its public `konferenzen`, at least one, in their order."""
    konferenzen = list(konferenzen)
    stand = max(konferenz.geaendert_am for konferenz in konferenzen)
    return herausgabe.rahmen(ziel, stand, beispiel=runde.beispiel) | {
        "titel": f"Stadtteilkonferenzen {runde.name}",
        "ueberschrift": ["Stadtteilkonferenzen", runde.name],
        "zeilen": [_zeile(auf_papier(konferenz, jetzt)) for konferenz in konferenzen],
        "satz": WAS_ES_IST,
        "mehr": "Alle Angaben und Kalender",
    }


def auf_papier(konferenz: Konferenz, jetzt: datetime) -> Eintrag:
    """Give `konferenz` as it stands before its day; without a date, as at the aware `jetzt`."""
    davor = konferenz.beginn - timedelta(days=1) if konferenz.beginn else jetzt
    return eintrag(konferenz, min(davor, jetzt))


def _zeichen(stadtteil: Stadtteil | None) -> dict[str, str]:
    """Give colour and figure; the whole city has the empty frame."""
    if stadtteil is None:
        return {"ton": Ton.GRAU.value, "figur": Figur.LEER.value}
    return {"ton": stadtteil.ton, "figur": stadtteil.figur}


def _ueberschrift(konferenz: Konferenz) -> list[str]:
    """Give what it is and whose: two lines, of which the second has the colour."""
    gebiet = konferenz.stadtteil.name if konferenz.stadtteil else "ganze Stadt"
    art = str(konferenz.get_art_display())
    return [konferenz.titel, f"{art}, {gebiet}"] if konferenz.titel else [art, gebiet]


def _gebiet(konferenz: Konferenz) -> str:
    ortsteile = ", ".join(str(ortsteil) for ortsteil in konferenz.ortsteile.all())
    return ortsteile or (konferenz.stadtteil.zusatz if konferenz.stadtteil else "")


def _termin(gezeigt: Eintrag) -> dict[str, Any]:
    termin = gezeigt.termin
    return {
        "zustand": termin.hinweis if termin.lage in ZUSTAENDE else "",
        "bisher": termin.bisher,
        "gilt": not gezeigt.abgesagt,
        "wochentag": termin.wochentag,
        "tag": termin.tag,
        "monat": f"{termin.monat} {termin.jahr}" if termin.datum else "",
        "uhrzeit": termin.uhrzeit,
        "ohne": "" if termin.datum else _ohne_datum(termin),
        "ungefaehr": "" if termin.datum else gezeigt.konferenz.datum_hinweis,
    }


def _ohne_datum(termin: Zeitangabe) -> str:
    """Say in place of a date why there is none."""
    if termin.folgt:
        return termin.folgt[:1].upper() + termin.folgt[1:]
    return " ".join(termin.schild) if termin.lage == Lage.ABGESAGT else termin.hinweis


def _ort(gezeigt: Eintrag) -> dict[str, Any]:
    konferenz, ort = gezeigt.konferenz, gezeigt.konferenz.ort
    if gezeigt.nur_online:
        name, zeilen = "Online", []
    elif ort:
        name, zeilen = ort.name, list(filter(None, (ort.raum, ort.strasse_nr, ort.plz_stadt)))
    else:
        name, zeilen = "", [ORT_FOLGT] if gezeigt.findet_statt else []
    link = konferenz.online_link if gezeigt.findet_statt else ""
    link = link if len(link) <= LINK_HOECHSTENS else ""
    return {
        "name": name,
        "zeilen": zeilen,
        "bisher": gezeigt.bisheriger_ort,
        "geaendert": ORT_GEAENDERT if gezeigt.bisheriger_ort else "",
        "teilnahme": "Sie können vor Ort oder online teilnehmen."
        if gezeigt.auch_online and gezeigt.findet_statt
        else "",
        "link": link,
        "linkziel": link,
    }


def _zugang(gezeigt: Eintrag) -> dict[str, Any]:
    """Give the access of the place that people can go to; `hinweis` may be of any length."""
    ort = gezeigt.konferenz.ort
    if ort is None or not gezeigt.findet_statt:
        return {}
    angaben = zugang(ort)
    return {
        "angaben": [paar for paar in angaben.bekannt if paar[1] != ort.zugang_hinweis],
        "hinweis": ort.zugang_hinweis,
        # A poster hangs for weeks: what is unknown today would stand there when it is known.
        "offen": "Fragen zum Zugang beantworten wir gern." if angaben.unbekannt else "",
    }


def _anmeldung(gezeigt: Eintrag) -> dict[str, Any]:
    """Give how to register where people can; `hinweis` may be of any length."""
    konferenz = gezeigt.konferenz
    if not konferenz.anmeldung or not gezeigt.findet_statt:
        return {}
    bis = konferenz.anmeldung_bis
    return {
        "kontakt": konferenz.anmeldung_kontakt,
        "bis": f"Bitte bis {date_format(bis, 'l, j. F Y')}." if bis else "",
        "hinweis": konferenz.anmeldung_hinweis,
    }


def _zeile(gezeigt: Eintrag) -> dict[str, Any]:
    """Give the row of one conference in the table of its round."""
    konferenz = gezeigt.konferenz
    return {
        "name": konferenz.kurzname,
        "zusatz": konferenz.unterzeile,
        "termin": _termin(gezeigt),
        "ort": _ort(gezeigt),
    } | _zeichen(konferenz.stadtteil)
