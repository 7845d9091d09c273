"""What happened to a conference, in plain words: entries of the ledger in, sentences out.

Pure. Each entry is told from its own facts alone, so that it reads the same for ever; one without
facts, from the time before the ledger, says only that it happened.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from konferenzen.angaben import Angaben
from konferenzen.models import Aenderung, Aenderungsart, Art, Form, Konferenz
from konferenzen.models.aenderung import NEUE_UHRZEIT
from konferenzen.models.konferenz_abfragen import am_selben_tag
from konferenzen.zeitangaben import BERLIN, spanne, tag, uhrzeit

LINK_NEU = "Link zur Online-Teilnahme bekanntgegeben"
LINK_ANDERS = "Link zur Online-Teilnahme geändert"
NEUER_TERMIN = (
    Aenderungsart.VERLEGT,
    Aenderungsart.TERMIN_STEHT_FEST,
    Aenderungsart.VERSCHOBEN,
)


@dataclass(frozen=True)
class Teil:
    """One thing that the public learned: what was done, what held before, and what since then.

    `vorher` is what pages strike through; `dann` goes on behind it. Both may be empty.
    """

    was: str
    vorher: str = ""
    dann: str = ""

    def satz(self, tag: str = "") -> str:
        """Give it as a sentence without a full stop; `tag` is the day on which it happened.

        "Verlegt am 3. Februar: vorher Dienstag, 10. Februar, 17–19 Uhr, neu Mittwoch, …"
        """
        wann = f"{self.was} am {tag}" if tag else self.was
        einzelheiten = ", ".join(filter(None, (self.vorher and f"vorher {self.vorher}", self.dann)))
        return f"{wann}: {einzelheiten}" if einzelheiten else wann


@dataclass(frozen=True)
class Schritt:
    """An entry of the ledger as people read it; `tag` is its day in words."""

    zeitpunkt: datetime
    tag: str
    teile: list[Teil]
    grund: str

    @property
    def saetze(self) -> list[str]:
        """One sentence for each part, without full stops; the first names the day."""
        erster, *weitere = self.teile
        return [erster.satz(self.tag), *(teil.satz() for teil in weitere)]

    @property
    def ueberschrift(self) -> str:
        """What was done, in a few words: "Verlegt, Ort geändert"."""
        erstes, *weitere = (teil.was for teil in self.teile)
        # A participle alone goes on in small letters; one with its noun keeps the capital of that.
        return ", ".join([erstes, *(was if " " in was else was.lower() for was in weitere)])


def schritt(aenderung: Aenderung, *, jahr: int | None = None) -> Schritt:
    """Give `aenderung` in words; dates in `jahr`, which the page names anyway, go without it."""
    vorher, nachher = Angaben.aus(aenderung.vorher), Angaben.aus(aenderung.nachher)
    return Schritt(
        zeitpunkt=aenderung.zeitpunkt,
        tag=tag(aenderung.zeitpunkt, jahr=jahr),
        teile=list(_teile(_Wechsel(aenderung, vorher, nachher, jahr))),
        grund=aenderung.grund,
    )


def verlauf(konferenz: Konferenz, aenderungen: Iterable[Aenderung]) -> list[Schritt]:
    """Give the history of `konferenz` from its entries, in their order.

    Empty where it was announced and nothing else happened: that is no change.
    """
    termin = konferenz.beginn or konferenz.letzter_beginn
    jahr = termin.astimezone(BERLIN).year if termin else None
    aenderungen = list(aenderungen)
    if all(a.arten == [Aenderungsart.BEKANNTGEGEBEN] for a in aenderungen):
        return []
    return [schritt(aenderung, jahr=jahr) for aenderung in aenderungen]


@dataclass(frozen=True)
class _Wechsel:
    """An entry with its facts; `jahr` is the year that its dates go without."""

    aenderung: Aenderung
    vorher: Angaben
    nachher: Angaben
    jahr: int | None

    def termin(self, angaben: Angaben) -> str:
        if angaben.beginn is None or angaben.ende is None:
            return ""
        geschaetzt = angaben.ende_geschaetzt
        return spanne(angaben.beginn, angaben.ende, ende_geschaetzt=geschaetzt, jahr=self.jahr)


def _teile(wechsel: _Wechsel) -> Iterator[Teil]:
    """Give the parts, the weightiest first."""
    sonstiges = list(_sonstiges(wechsel))
    for art, teil in TEILE.items():
        if wechsel.aenderung.hat(art):
            yield teil(wechsel)
    yield from sonstiges
    if not sonstiges and wechsel.aenderung.hat(Aenderungsart.ANGABEN):
        yield Teil("Angaben geändert")


def _abgesagt(w: _Wechsel) -> Teil:
    return Teil("Abgesagt", w.termin(w.vorher))


def _verschoben(w: _Wechsel) -> Teil:
    hinweis = f" ({w.nachher.datum_hinweis})" if w.nachher.datum_hinweis else ""
    return Teil("Verschoben", w.termin(w.vorher), f"neuer Termin folgt{hinweis}")


def _zurueckgezogen(_wechsel: _Wechsel) -> Teil:
    return Teil("Zurückgezogen")


def _wieder_angesetzt(w: _Wechsel) -> Teil:
    eigens = w.aenderung.hat(*NEUER_TERMIN)  # then a part of its own names the date
    return Teil("Wieder angesetzt", dann="" if eigens else w.termin(w.nachher))


def _verlegt(w: _Wechsel) -> Teil:
    if w.vorher.beginn is None or w.nachher.beginn is None:
        return Teil("Verlegt")
    if am_selben_tag(w.vorher.beginn, w.nachher.beginn):
        return _ersetzt(NEUE_UHRZEIT, _uhrzeit(w.vorher), _uhrzeit(w.nachher))
    return _ersetzt("Verlegt", w.termin(w.vorher), w.termin(w.nachher))


def _uhrzeit(angaben: Angaben) -> str:
    if angaben.beginn is None or angaben.ende is None:
        return ""
    return uhrzeit(angaben.beginn, angaben.ende, ende_geschaetzt=angaben.ende_geschaetzt)


def _termin_steht_fest(w: _Wechsel) -> Teil:
    return Teil("Termin festgelegt", dann=w.termin(w.nachher))


def _ort_geaendert(w: _Wechsel) -> Teil:
    if w.nachher.ort and not w.vorher.ort:
        return Teil("Ort festgelegt", dann=w.nachher.ort)
    if w.vorher.ort and not w.nachher.ort:
        folgt = "" if w.nachher.form == Form.ONLINE else "neuer Ort folgt"
        return Teil("Ort geändert", w.vorher.ort, folgt)
    return _ersetzt("Ort geändert", w.vorher.ort, w.nachher.ort)


def _form_geaendert(w: _Wechsel) -> Teil:
    return _ersetzt("Teilnahme geändert", *(_form(a.form) for a in (w.vorher, w.nachher)))


def _form(form: str) -> str:
    return str(Form(form).label) if form else ""


def _ort_berichtigt(w: _Wechsel) -> Teil:
    if w.vorher.ort == w.nachher.ort and w.vorher.ort_position != w.nachher.ort_position:
        return Teil("Lage auf der Karte berichtigt")
    return _ersetzt("Ort berichtigt", w.vorher.ort, w.nachher.ort)


def _bekanntgegeben(w: _Wechsel) -> Teil:
    # Entries before this one tell of a time before it was withdrawn.
    was = "Bekanntgegeben" if w.aenderung.sequenz == 1 else "Wieder bekanntgegeben"
    if not w.aenderung.nachher:
        return Teil(was)
    wo = "online" if w.nachher.form == Form.ONLINE else w.nachher.ort
    wann = w.termin(w.nachher) or "noch ohne Termin"
    return Teil(was, dann=", ".join(filter(None, (wann, wo))))


# In the order of their weight. Each says what was done by a participle, so that "am 3. Februar"
# can follow.
TEILE: dict[Aenderungsart, Callable[[_Wechsel], Teil]] = {
    Aenderungsart.ABGESAGT: _abgesagt,
    Aenderungsart.VERSCHOBEN: _verschoben,
    Aenderungsart.ZURUECKGEZOGEN: _zurueckgezogen,
    Aenderungsart.WIEDER_ANGESETZT: _wieder_angesetzt,
    Aenderungsart.VERLEGT: _verlegt,
    Aenderungsart.TERMIN_STEHT_FEST: _termin_steht_fest,
    Aenderungsart.FORM_GEAENDERT: _form_geaendert,
    Aenderungsart.ORT_GEAENDERT: _ort_geaendert,
    Aenderungsart.ORT_BERICHTIGT: _ort_berichtigt,
    Aenderungsart.BEKANNTGEGEBEN: _bekanntgegeben,
}


def _sonstiges(w: _Wechsel) -> Iterator[Teil]:
    """Give what changed beside date, place and form, of what the public still may read."""
    vorher, nachher = w.vorher, w.nachher
    if not w.aenderung.vorher or w.aenderung.hat(Aenderungsart.ZURUECKGEZOGEN):
        return
    if vorher.bezeichnung != nachher.bezeichnung:
        yield _ersetzt("Name geändert", vorher.bezeichnung, nachher.bezeichnung)
    elif vorher.stadtteil != nachher.stadtteil:
        gebiete = (angaben.stadtteil or "ganze Stadt" for angaben in (vorher, nachher))
        yield _ersetzt("Stadtteil geändert", *gebiete)
    if vorher.art != nachher.art:
        yield _ersetzt("Art geändert", *(str(Art(a.art).label) for a in (vorher, nachher)))
    if vorher.online_link != nachher.online_link and nachher.online_link:
        yield Teil(LINK_ANDERS if vorher.online_link else LINK_NEU)


def _ersetzt(was: str, vorher: str, nachher: str) -> Teil:
    """Give the part that `nachher` took the place of `vorher`; words that are the same say nothing.

    An end that is only assumed is never printed, so its change leaves the words as they were.
    """
    if not vorher or not nachher or vorher == nachher:
        return Teil(was)
    return Teil(was, vorher, f"neu {nachher}")
