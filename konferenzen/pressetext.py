"""Texts for the press and for newsletters, made of the facts of a conference or a round. Pure.

Facts only: what is not known is left out or said to be open. Like paper, such a text is read later:
it says of a date what holds until it begins, never "heute".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from konferenzen.aushang.inhalt import BEISPIEL, ORT_FOLGT, WAS_ES_IST, auf_papier
from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import Art, Konferenz, Runde
from konferenzen.zeitangaben import Lage, Zeitangabe
from konferenzen.zugang import zugang
from quartiere.models import Ansprechperson

TAGESORDNUNG = "Haben Sie ein Thema für die Tagesordnung? Bitte melden Sie es vorab."
ONLINE_ODER_ORT = "Sie können vor Ort oder online teilnehmen"
ZUGANG_OFFEN = "Fragen zum Zugang beantworten wir gern."
# Where it stands, behind its name in a headline.
STAENDE = {
    Lage.ABGESAGT: "abgesagt",
    Lage.VERSCHOBEN: "verschoben, neuer Termin folgt",
    Lage.VERLEGT: "neuer Termin",
    Lage.OFFEN: "Termin wird noch bekanntgegeben",
}


@dataclass(frozen=True)
class Absender:
    """Who sends the text, and whom readers may ask; None while nobody is public."""

    traeger: str
    person: Ansprechperson | None


@dataclass(frozen=True)
class Pressetext:
    """A headline, the text for the press with a blank line between paragraphs, and a short one."""

    ueberschrift: str
    presse: str
    newsletter: str


def konferenz_text(
    konferenz: Konferenz, jetzt: datetime, ziel: str, absender: Absender
) -> Pressetext:
    """Give the texts for `konferenz`, with its surroundings, as it stands at the aware `jetzt`.

    `ziel` is the whole address of its page.
    """
    gezeigt = _gezeigt(konferenz, jetzt)
    ueberschrift = _ueberschrift(gezeigt)
    absaetze = [
        *_warnung(konferenz.ist_beispiel),
        " ".join(_nachricht(gezeigt)),
        *_wo(gezeigt),
        *_thema(gezeigt),
        *_anmeldung(gezeigt),
        *_tagesordnung(gezeigt),
        *_schluss(absender, ziel),
    ]
    kurz = [
        *_warnung(konferenz.ist_beispiel),
        ueberschrift,
        *_termin_kurz(gezeigt),
        *_bisher_kurz(gezeigt),
        *_ort_kurz(gezeigt),
        *_grund(gezeigt),
        *_anmeldung(gezeigt),
        f"Mehr: {ziel}",
    ]
    return Pressetext(ueberschrift, "\n\n".join(absaetze), "\n".join(kurz))


def runden_text(
    runde: Runde, konferenzen: Iterable[Konferenz], jetzt: datetime, ziel: str, absender: Absender
) -> Pressetext:
    """Give the texts for `runde` with its `konferenzen`, each read with its surroundings.

    In their order, as they stand at the aware `jetzt`; `ziel` is the whole address of its page.
    """
    ueberschrift = f"Stadtteilkonferenzen {runde.name}"
    zeilen = "\n".join(_zeile(_gezeigt(konferenz, jetzt)) for konferenz in konferenzen)
    warnung = _warnung(runde.beispiel)
    absaetze = [*warnung, WAS_ES_IST, zeilen, TAGESORDNUNG, *_schluss(absender, ziel)]
    kurz = [*warnung, ueberschrift, zeilen, f"Mehr: {ziel}"]
    return Pressetext(ueberschrift, "\n\n".join(absaetze), "\n".join(kurz))


def _gezeigt(konferenz: Konferenz, jetzt: datetime) -> Eintrag:
    """Give `konferenz` as it is before its day; one that is over is over in any text."""
    heute = eintrag(konferenz, jetzt)
    return heute if heute.termin.lage == Lage.VORBEI else auf_papier(konferenz, jetzt)


def _warnung(beispiel: bool) -> list[str]:
    return [BEISPIEL] if beispiel else []


def _name(konferenz: Konferenz) -> str:
    """Give the name in a sentence; only a Stadtteilkonferenz has no title of its own."""
    return f"„{konferenz.titel}“" if konferenz.titel else f"Die {konferenz.bezeichnung}"


def _stand(termin: Zeitangabe) -> str:
    return "neue Uhrzeit" if termin.nur_die_uhrzeit else STAENDE.get(termin.lage, "")


def _ueberschrift(gezeigt: Eintrag) -> str:
    konferenz, termin = gezeigt.konferenz, gezeigt.termin
    stand = _stand(termin)
    if not stand and gezeigt.bisheriger_ort:
        stand = "neuer Ort"
    if stand:
        return f"{konferenz.bezeichnung}: {stand}"
    return f"{konferenz.bezeichnung} am {termin.datum}" if termin.datum else konferenz.bezeichnung


def _nachricht(gezeigt: Eintrag) -> Iterator[str]:
    """Give what happens and when, in sentences; where something changed, what held and why."""
    konferenz, termin = gezeigt.konferenz, gezeigt.termin
    yield _was_und_wann(gezeigt)
    if konferenz.datum_hinweis and not termin.datum and gezeigt.findet_statt:
        yield f"Ungefährer Termin: {konferenz.datum_hinweis}."
    if termin.bisher:
        yield f"Bisher angekündigt war {termin.bisher}."
    if gezeigt.bisheriger_ort:
        yield f"Der Ort hat sich geändert; bisher angekündigt war: {gezeigt.bisheriger_ort}."
    yield from _grund(gezeigt)


def _grund(gezeigt: Eintrag) -> list[str]:
    """Give the public reason, which is that of the last of several changes."""
    if not (grund := gezeigt.konferenz.statusgrund):
        return []
    was = "Der Grund der letzten Änderung" if gezeigt.termin.mehrfach else "Der Grund"
    return [f"{was}: {_satz(grund)}"]


def _was_und_wann(gezeigt: Eintrag) -> str:
    termin, name, wann = gezeigt.termin, _name(gezeigt.konferenz), _wann(gezeigt)
    match termin.lage:
        case Lage.ABGESAGT:
            return f"{name} {wann} fällt aus." if wann else f"{name} fällt aus."
        case Lage.VERSCHOBEN:
            return f"{name} ist verschoben. Der neue Termin steht noch nicht fest."
        case Lage.VORBEI:
            return f"{name} fand {wann} statt." if wann else f"{name}: Es ist kein Termin bekannt."
        case Lage.OFFEN:
            return f"{name} ist geplant. Der Termin wird noch bekanntgegeben."
        case Lage.VERLEGT:
            neues = "hat eine neue Uhrzeit" if termin.nur_die_uhrzeit else "ist verlegt"
            return f"{name} {neues} und findet {wann} statt."
        case _:
            return f"{name} findet {wann} statt."


def _wann(gezeigt: Eintrag) -> str:
    """Give the date in a sentence: "am Montag, 26. Januar 2026, von 17 bis 19 Uhr"."""
    konferenz, termin = gezeigt.konferenz, gezeigt.termin
    if not termin.datum:
        return ""
    uhrzeit = termin.uhrzeit
    if konferenz.ende_geschaetzt:
        return f"am {termin.datum}, um {uhrzeit}"
    return f"am {termin.datum}, von {uhrzeit.replace('–', ' bis ')}"


def _wo(gezeigt: Eintrag) -> Iterator[str]:
    """Give the place and the access to it, and how to take part from afar."""
    konferenz, ort = gezeigt.konferenz, gezeigt.konferenz.ort
    if not gezeigt.findet_statt or gezeigt.termin.lage == Lage.VERSCHOBEN:
        return
    if gezeigt.nur_online or gezeigt.auch_online:
        wie = "Sie können online teilnehmen" if gezeigt.nur_online else ONLINE_ODER_ORT
        yield f"{wie}: {konferenz.online_link}" if konferenz.online_link else f"{wie}."
    if gezeigt.nur_online:
        return
    if ort is None:
        yield ORT_FOLGT
        return
    yield f"Ort: {ort.anschrift}"
    angaben = zugang(ort)
    zeilen = [f"{name}: {antwort}" for name, antwort in angaben.bekannt]
    if zeilen:
        yield "\n".join(zeilen)
    if angaben.unbekannt:
        yield ZUGANG_OFFEN


def _thema(gezeigt: Eintrag) -> list[str]:
    text = gezeigt.konferenz.beschreibung.strip()
    return [f"Worum es geht: {text}"] if text and gezeigt.findet_statt else []


def _anmeldung(gezeigt: Eintrag) -> list[str]:
    """Give how to register, in one line; nothing where nothing is known of it."""
    konferenz = gezeigt.konferenz
    if not konferenz.anmeldung or not gezeigt.findet_statt:
        return []
    bis = konferenz.anmeldung_bis
    frist = f"bis {date_format(bis, 'l, j. F Y')}" if bis else ""
    kern = ", ".join(filter(None, (konferenz.anmeldung_kontakt, frist)))
    saetze = [_satz(kern)] if kern else []
    if konferenz.anmeldung_hinweis:
        saetze.append(_satz(konferenz.anmeldung_hinweis))
    return [f"Anmeldung: {' '.join(saetze)}"]


def _tagesordnung(gezeigt: Eintrag) -> list[str]:
    if gezeigt.konferenz.art != Art.STADTTEILKONFERENZ or not gezeigt.findet_statt:
        return []
    return [f"{WAS_ES_IST} {TAGESORDNUNG}"]


def _schluss(absender: Absender, ziel: str) -> list[str]:
    """Give the address of the page, and whom to ask."""
    person = absender.person
    if person is None:
        kontakt = absender.traeger
    else:
        telefon = f"Telefon {person.telefon}" if person.telefon else ""
        teile = (person.name, person.funktion, person.stelle, telefon, person.email)
        kontakt = ", ".join(dict.fromkeys(filter(None, teile)))
    return [f"Alle Angaben und Kalender: {ziel}", f"Kontakt: {kontakt}"]


def _termin_kurz(gezeigt: Eintrag) -> list[str]:
    termin = gezeigt.termin
    if termin.datum:
        return [termin.ganz]
    hinweis = gezeigt.konferenz.datum_hinweis
    return [hinweis] if hinweis and gezeigt.findet_statt else []


def _bisher_kurz(gezeigt: Eintrag) -> list[str]:
    bisher = gezeigt.termin.bisher
    return [f"Bisher angekündigt: {bisher}"] if bisher else []


def _ort_kurz(gezeigt: Eintrag) -> list[str]:
    if not gezeigt.findet_statt or gezeigt.termin.lage == Lage.VERSCHOBEN:
        return []
    if gezeigt.nur_online:
        return ["online"]
    ort = gezeigt.konferenz.ort
    return [ort.anschrift if ort else "Ort wird noch bekanntgegeben"]


def _zeile(gezeigt: Eintrag) -> str:
    """Give a conference as a line of its round."""
    konferenz, termin = gezeigt.konferenz, gezeigt.termin
    stand = _stand(termin)
    teile = [*([stand] if stand else []), *_termin_kurz(gezeigt), *_ort_kurz(gezeigt)]
    return f"{konferenz.kurzname}: {', '.join(teile)}"


def _satz(text: str) -> str:
    """Give `text` with a full stop where it ends without any sign."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
