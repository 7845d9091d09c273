"""From the sentences about one conference to its Stadtteil, its date and its venue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .datum import MONATSWORT
from .fundstellen import Fundstellen, Nennung
from .ort import ist_online, ort_artig
from .woerter import einfach, noch_offen, strich_einfach, woerter
from .wortschatz import FUELLWOERTER, KEIN_ORT, SATZWOERTER
from .zeilen import Rohzeile

_FUELLWOERTER = frozenset(woerter(FUELLWOERTER))
_SATZWOERTER = frozenset(woerter(SATZWOERTER))
_KEIN_ORT = frozenset(woerter(KEIN_ORT))
_KENNWORT = re.compile(
    r"(?:(?:veranstaltungs|tagungs)?ort|wo|treffpunkt|adresse|anschrift|wann|datum|uhrzeit|zeit"
    r"|termin|beginn|stadtteil)\s*:\s*",
    re.IGNORECASE,
)
_ORTSWORT = re.compile(
    r"(?:(?:der\s+)?(?:veranstaltungs|tagungs)?ort\s+ist|treffpunkt\s+ist"
    r"|(?:im|in|ins|bei|beim|auf|an|am)(?:\s+(?:der|dem|den|die|das))?"
    r"(?:\s+(?:räumen|räumlichkeiten)(?:\s+(?:der|des|von))?)?)\s+",
    re.IGNORECASE,
)
_ZUSATZ = re.compile(
    r"(?:siehe|mit|ohne|nach|ab|zum|zur|danach|anschließend|anschl|inkl|inklusive|evtl|ggf|für|auch"
    r"|dort|sowie|und|vorab)\b"
)
_BUCHSTABEN = re.compile(r"[^\W\d_]{2}")
_RAENDER = " \t,;:|*•·–—-/"
_ABKUERZUNG = re.compile(r"(?:\b\w\.\s?\w|\bstr|straße \d+ \w)\.\Z", re.IGNORECASE)
_WOCHENTAG = re.compile(
    r"\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b|\bsonnabend\b", re.IGNORECASE
)
_MONAT = re.compile(
    rf"(?:anfang\s+|mitte\s+|ende\s+)?{MONATSWORT}(?:\s+\d{{4}})?\.?", re.IGNORECASE
)
_VOM_TERMIN = frozenset(woerter("termin termine datum uhrzeit zeit"))
_VOM_ORT = frozenset(woerter("ort orte raum veranstaltungsort"))
_OFFENER_STRICH = re.compile(r"[\s:]*:\s*[-?]+[\s.]*")
_EINLEITUNG = re.compile(
    r"\W*(?:stk\b\W*|stadtteil(?:-?konferenz)?\b\W*(?:in\s+)?)?", re.IGNORECASE
)
_HOECHSTENS_NAME = 40
_LISTENFORM = re.compile(r"\s*\)?\s*(?:[:,;(|/–—-]|\Z)")


@dataclass(frozen=True, slots=True)
class _Bruchstueck:
    """What stands between two finds. ``vorn``: it begins its sentence."""

    text: str
    vorn: bool


@dataclass(slots=True)
class _Teile:
    termin: list[str] = field(default_factory=list)
    ort: list[str] = field(default_factory=list)
    ungelesen: list[str] = field(default_factory=list)


def zerlegen(
    saetze: Sequence[Fundstellen], nennung: Nennung | None, vorspann: str = ""
) -> Rohzeile:
    """The cells of a row whose text is in these sentences; its number is still missing.

    ``nennung`` is where the first sentence names the Stadtteil; without one, ``vorspann`` stands in
    its place. What is neither date nor venue becomes an unread cell, and with it a finding.
    """
    teile = _Teile()
    bruchstuecke: list[_Bruchstueck] = []
    for stelle, satz in enumerate(saetze):
        gemeint = nennung if stelle == 0 else None
        teile.termin += _termine(satz)
        bruchstuecke += _bruchstuecke(satz, gemeint)
    liste = nennung is None or in_listenform(saetze[0], nennung)
    mit_datum = any(satz.hat_termin for satz in saetze)
    bruchstuecke = _offenes(bruchstuecke, teile, mit_datum=mit_datum)
    namen = {wort for satz in saetze for n in satz.nennungen for wort in woerter(_text(satz, n))}
    _orte(bruchstuecke, teile, liste=liste, namen=namen)
    return Rohzeile(
        nummer=0,
        stadtteil=_text(saetze[0], nennung) if nennung else vorspann,
        termin=", ".join(teile.termin),
        ort=", ".join(teile.ort),
        ungelesen=tuple(("", text) for text in teile.ungelesen),
        wortlaut=einfach(" ".join([vorspann, *(satz.text for satz in saetze)])),
    )


def ort_herausloesen(zeile: Rohzeile, satz: Fundstellen) -> Rohzeile:
    """The row of a table whose date and venue share a cell, which is ``satz``, in two cells.

    Where anything of it is neither, the row stays as it is, and with it the finding.
    """
    teile = zerlegen([satz], None)
    if teile.ungelesen or not (teile.ort and teile.termin) or noch_offen(teile.ort):
        return zeile
    wortlaut = " | ".join(filter(None, (zeile.stadtteil, zeile.termin, zeile.ort)))
    return replace(zeile, termin=teile.termin, ort=teile.ort, wortlaut=wortlaut)


def fuellt(text: str) -> bool:
    """Whether a text has no word that says anything."""
    return _FUELLWOERTER.issuperset(woerter(text))


def ist_satz(text: str) -> bool:
    """Whether a text says something that is no venue."""
    return "@" in text or not _SATZWOERTER.isdisjoint(woerter(text))


def vorspann_trennen(satz: Fundstellen) -> tuple[str, str]:
    """What may be an unknown Stadtteil before a date ("Südstadt: Mi., 3. Februar"), and the rest.

    Without such a word the first is empty and the second the whole text.
    """
    ab = min(von for von, _ in (*satz.daten, *satz.zeiten))
    davor = satz.text[:ab]
    name = davor.strip(" :,;–—-(")
    getrennt = davor.rstrip().endswith((":", ",", "–", "—", "-", "(")) or len(woerter(name)) == 1
    if not getrennt or fuellt(name) or ist_satz(name) or len(name) > _HOECHSTENS_NAME:
        return "", satz.text
    return name, satz.text[ab:]


def in_listenform(satz: Fundstellen, nennung: Nennung) -> bool:
    """Whether a line begins as in a list: "Welper: …", "Welper, …", "1. Februar: Welper, …"."""
    davor = [bis for _, bis in (*satz.daten, *satz.zeiten) if bis <= nennung.von]
    if not _EINLEITUNG.fullmatch(satz.text, max(davor, default=0), nennung.von):
        return False
    if _LISTENFORM.match(satz.text, nennung.bis):
        return True
    ab = min((von for von, _ in (*satz.daten, *satz.zeiten, *satz.ungenau)), default=-1)
    return ab >= 0 and not satz.text[nennung.bis : ab].strip(" )")


def _termine(satz: Fundstellen) -> Iterator[str]:
    stellen = sorted([*satz.daten, *satz.zeiten, *satz.absagen, *satz.ungenau])
    for von, bis in stellen:
        yield satz.text[von:bis].strip(" ,;()")


def _bruchstuecke(satz: Fundstellen, nennung: Nennung | None) -> Iterator[_Bruchstueck]:
    stellen = [*satz.daten, *satz.zeiten, *satz.absagen, *satz.ungenau, *satz.beiwerk]
    if nennung is not None:
        stellen.append((nennung.von, nennung.bis))
    anfang = 0
    if nennung is not None and not stellen[:-1] and _strich(satz.text, nennung):
        yield _Bruchstueck("N.N.", vorn=False)
        return
    for von, bis in [*sorted(stellen), (len(satz.text), len(satz.text))]:
        text = satz.text[anfang : max(anfang, von)]
        if woerter(text):
            yield _Bruchstueck(text, vorn=not woerter(satz.text[:anfang]))
        anfang = max(anfang, bis)


def _text(satz: Fundstellen, nennung: Nennung) -> str:
    return satz.text[nennung.von : nennung.bis]


def _strich(text: str, nennung: Nennung) -> bool:
    """Whether only a dash or a question mark stands in place of the date."""
    return _OFFENER_STRICH.fullmatch(strich_einfach(text), nennung.bis) is not None


def _offenes(
    bruchstuecke: Sequence[_Bruchstueck], teile: _Teile, *, mit_datum: bool
) -> list[_Bruchstueck]:
    """Take out what says that date or venue are not known yet."""
    alle = [wort for stueck in bruchstuecke for wort in woerter(stueck.text)]
    ganzer_satz = " ".join(wort for wort in alle if wort not in {"fuer", "in", "im"})
    if not mit_datum and not teile.termin and noch_offen(ganzer_satz):
        teile.termin.append("Termin wird noch bekanntgegeben")
        if not _VOM_ORT.isdisjoint(alle):
            teile.ort.append("Ort wird noch bekanntgegeben")
        return []
    uebrige = []
    for stueck in bruchstuecke:
        text = _ohne_raender(stueck.text)
        genannt = set(woerter(text))
        if not noch_offen(text) or (mit_datum and genannt <= _FUELLWOERTER - _VOM_ORT):
            uebrige.append(stueck)
            continue
        vom_termin = not mit_datum and not teile.termin
        if not genannt.isdisjoint(_VOM_TERMIN) or (vom_termin and genannt.isdisjoint(_VOM_ORT)):
            teile.termin.append(text)
        if not genannt.isdisjoint(_VOM_ORT) or (not vom_termin and genannt.isdisjoint(_VOM_TERMIN)):
            teile.ort.append("Ort wird noch bekanntgegeben")
    return uebrige


def _orte(
    bruchstuecke: Sequence[_Bruchstueck], teile: _Teile, *, liste: bool, namen: set[str]
) -> None:
    for stueck in bruchstuecke:
        text = _ohne_raender(stueck.text)
        if ist_online(text):
            teile.ort.append(text)
            continue
        text, mit_ortswort = _ortsangabe(text, vorn=stueck.vorn)
        if not text:
            continue
        sicher = mit_ortswort or ort_artig(text) or _geklammert(stueck.text)
        passt = sicher or (liste and not teile.ort)
        anderer_stadtteil = namen.issuperset(woerter(text))
        if passt and not anderer_stadtteil and not _fraglich(text, liste=liste):
            teile.ort.append(text)
        else:
            teile.ungelesen.append(text)


def _geklammert(text: str) -> bool:
    return text.strip(_RAENDER + ".").startswith("(")


def _fraglich(text: str, *, liste: bool) -> bool:
    """Whether a person has to see that this is a venue, or that it says something else."""
    teile = [teil for teil in re.split(r"[,;]\s*", text) if woerter(teil)]
    if any(_ZUSATZ.match(teil) or not _BUCHSTABEN.search(teil) for teil in teile):
        return True
    if (
        ist_satz(text)
        or not _KEIN_ORT.isdisjoint(woerter(text))
        or _WOCHENTAG.search(text)
        or _MONAT.fullmatch(text)
    ):
        return True
    klein = [teil for teil in teile if teil[:1].islower()]
    return not liste and any(woerter(teil)[0] not in {"am", "an", "im", "in"} for teil in klein)


def _ortsangabe(text: str, *, vorn: bool) -> tuple[str, bool]:
    """A fragment without the words around the venue, and whether such a word announces one.

    In the middle of a sentence only small words are such: "Am Hang 7" is an address.
    """
    kennwort = _KENNWORT.match(text)
    if kennwort:
        text, vorn = text[kennwort.end() :], False
    worte = text.split(" ")
    if fuellt(text):
        return "", False
    anfang = _fuellwoerter_vorn(worte, vorn=vorn or bool(kennwort))
    text = " ".join(_ohne_schluss(worte[anfang:]))
    ortswort = _ORTSWORT.match(text)
    if ortswort and (vorn or text[0].islower()):
        return _ohne_raender(text[ortswort.end() :]), True
    return _ohne_raender(text), bool(kennwort)


def _fuellwoerter_vorn(worte: Sequence[str], *, vorn: bool) -> int:
    """How many words at the beginning say nothing; words that announce a venue stay."""
    anfang = 0
    for stelle, wort in enumerate(worte):
        rest = " ".join(worte[stelle:])
        if _ORTSWORT.match(rest) and (wort[:1].islower() or (vorn and stelle == 0)):
            return stelle
        if not fuellt(wort) or not (vorn or wort[:1].islower() or not woerter(wort)):
            return anfang
        anfang = stelle + 1
    return anfang


def _ohne_schluss(worte: Sequence[str]) -> Sequence[str]:
    """Without small words such as "statt" at the end; a venue's own word is capitalised."""
    ende = len(worte)
    while ende and worte[ende - 1][:1].islower() and fuellt(worte[ende - 1]):
        ende -= 1
    return worte[:ende]


def _ohne_raender(text: str) -> str:
    """Without punctuation and brackets around it; the stop of "e.V." stays."""
    text = einfach(text).strip(_RAENDER)
    if text.startswith("(") and text.find(")") in {-1, len(text.rstrip(_RAENDER + ".")) - 1}:
        text = text[1:].rstrip(_RAENDER + ".").removesuffix(")")
    if text.count(")") > text.count("("):
        text = text.rstrip(_RAENDER + ".").removesuffix(")").lstrip(")")
    if text.count("(") > text.count(")"):
        text = text.rstrip(_RAENDER + ".").removesuffix("(")
    if not _ABKUERZUNG.search(text):
        text = text.rstrip(".!")
    return text.strip(_RAENDER)
