"""What the page says of each found row; made of the public rows alone, never of an index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.template.defaultfilters import date as als_datum
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from akteure.models import Akteur
from aktuelles.models import Anhang, Beitrag
from hattingen_portal.suche.abfrage import Fundstelle
from hattingen_portal.suche.bereiche import Oeffentliches
from konferenzen.eintraege import Eintrag, eintrag
from konferenzen.models import Konferenz, Status, Unterlage, Veranstaltungsort
from konferenzen.zeitangaben import zeitangabe
from quartiere.models import Ansprechperson, Stadtteil


@dataclass(frozen=True)
class Fund:
    """A found row: what it is, its name, its address, a line about it, and texts to quote from.

    `sonst` is what stands there when no text holds a word, `stadtteil` the one whose mark it bears,
    `eintrag` the conference that it is, if it is one.
    """

    was: str
    titel: str
    adresse: str
    zeile: str = ""
    texte: tuple[str, ...] = ()
    sonst: str = ""
    stadtteil: Stadtteil | None = None
    eintrag: Eintrag | None = None

    @property
    def beispiel(self) -> bool:
        """Tell whether the page has to mark it as an example."""
        return self.eintrag is not None and self.eintrag.konferenz.ist_beispiel

    @property
    def worte(self) -> tuple[str, ...]:
        """All that the page may show of it."""
        return (self.titel, self.zeile, *self.texte)


Funde = Iterator[tuple[int, Fund]]


def funde(
    fundstellen: Sequence[Fundstelle], oeffentliches: Sequence[Oeffentliches], jetzt: datetime
) -> list[Fund]:
    """Give the rows at `fundstellen`, in their order, as they are at the aware time `jetzt`.

    They are asked of `oeffentliches` anew: what is withdrawn in this moment is left out.
    """
    gelesen: dict[tuple[str, int], Fund] = {}
    for quelle in oeffentliches:
        ort = (quelle.bereich, quelle.art)
        if ids := [stelle.id for stelle in fundstellen if (stelle.bereich, stelle.art) == ort]:
            for schluessel, fund in _LESER[quelle.art](quelle.zeilen.filter(pk__in=ids), jetzt):
                gelesen[quelle.art, schluessel] = fund
    stellen = ((stelle.art, stelle.id) for stelle in fundstellen)
    return [gelesen[stelle] for stelle in stellen if stelle in gelesen]


def _stadtteile(stadtteile: QuerySet[Stadtteil], _jetzt: datetime) -> Funde:
    for stadtteil in stadtteile.prefetch_related("ortsteile"):
        yield (
            stadtteil.pk,
            Fund(
                "Stadtteil",
                stadtteil.name,
                stadtteil.get_absolute_url(),
                zeile=stadtteil.zusatz,
                texte=(*_gegend(stadtteil), stadtteil.beschreibung),
                stadtteil=stadtteil,
            ),
        )


def _gegend(stadtteil: Stadtteil) -> tuple[str, ...]:
    """Give the names that a Stadtteil has beside its own."""
    ortsteile = sorted(ortsteil.name for ortsteil in stadtteil.ortsteile.all())
    return (
        stadtteil.zusatz,
        f"Ortsteile: {', '.join(ortsteile)}",
        *(f"Auch: {name}" for name in stadtteil.andere_namen),
    )


def _konferenzen(konferenzen: QuerySet[Konferenz], jetzt: datetime) -> Funde:
    konferenzen = konferenzen.select_related("stadtteil", "runde", "ort")
    for konferenz in konferenzen.prefetch_related("ortsteile", "stadtteil__ortsteile"):
        ortsteile = ", ".join(sorted(ortsteil.name for ortsteil in konferenz.ortsteile.all()))
        yield (
            konferenz.pk,
            Fund(
                konferenz.get_art_display(),
                konferenz.bezeichnung,
                konferenz.get_absolute_url(),
                zeile=_zeile(*_wann_und_wo(konferenz, jetzt)),
                texte=(
                    konferenz.beschreibung,
                    f"In {ortsteile}" if ortsteile else "",
                    *(_gegend(konferenz.stadtteil) if konferenz.stadtteil else ()),
                ),
                stadtteil=konferenz.stadtteil,
                eintrag=eintrag(konferenz, jetzt),
            ),
        )


def _wann_und_wo(konferenz: Konferenz, jetzt: datetime) -> tuple[str, ...]:
    termin = zeitangabe(konferenz, jetzt)
    return (
        termin.ganz if termin.datum else "",
        konferenz.ort.anschrift if konferenz.ort else "",
        konferenz.runde.name if konferenz.runde else "",
    )


def _orte(orte: QuerySet[Veranstaltungsort], jetzt: datetime) -> Funde:
    """A venue has no page of its own: it leads to a conference there, which tells of its access."""
    dort = {konferenz.ort_id: konferenz for konferenz in _je_ort(orte, jetzt)}
    for ort in orte:
        if konferenz := dort.get(ort.pk):
            yield (
                ort.pk,
                Fund(
                    "Veranstaltungsort",
                    str(ort),
                    konferenz.get_absolute_url(),
                    zeile=_zeile(ort.strasse_nr, ort.plz_stadt),
                    sonst=f"{konferenz.bezeichnung}: {zeitangabe(konferenz, jetzt).ganz}",
                ),
            )


def _je_ort(orte: QuerySet[Veranstaltungsort], jetzt: datetime) -> QuerySet[Konferenz]:
    """Give one conference for each venue: the next, else the last, a cancelled one as the last."""
    oeffentliche = Konferenz.objects.oeffentlich(jetzt)
    kommende = Q(pk__in=oeffentliche.kommende(jetzt).values("pk"))
    rang = Case(
        When(status=Status.ABGESAGT, then=Value(2)), When(kommende, then=Value(0)), default=Value(1)
    )
    return (
        oeffentliche.filter(ort__in=orte)
        .mit_umfeld()
        .annotate(rang=rang, naechste=Case(When(kommende, then=F("beginn"))))
        .order_by("ort_id", "rang", F("naechste").asc(nulls_last=True), "-beginn", "pk")
        .distinct("ort_id")
    )


def _beitraege(beitraege: QuerySet[Beitrag], _jetzt: datetime) -> Funde:
    for beitrag in beitraege.prefetch_related("stadtteile", "ortsteile"):
        gebiete = [*beitrag.stadtteile.all(), *beitrag.ortsteile.all()]
        yield (
            beitrag.pk,
            Fund(
                "Nachricht",
                beitrag.titel,
                beitrag.get_absolute_url(),
                zeile=_zeile(_tag(beitrag), *(str(gebiet) for gebiet in gebiete)),
                texte=(beitrag.teaser, unescape(strip_tags(beitrag.text.replace("<", " <")))),
                sonst=beitrag.teaser,
            ),
        )


def _tag(beitrag: Beitrag) -> str:
    tag = beitrag.veroeffentlichen_ab
    return als_datum(timezone.localtime(tag), "j. F Y") if tag else ""


def _akteure(akteure: QuerySet[Akteur], _jetzt: datetime) -> Funde:
    for akteur in akteure.prefetch_related("kategorien", "stadtteile", "ortsteile"):
        yield (
            akteur.pk,
            Fund(
                "Wer mitmacht",
                akteur.name,
                akteur.get_absolute_url(),
                zeile=_zeile(
                    *(str(kategorie) for kategorie in akteur.kategorien.all()),
                    *(str(gebiet) for gebiet in akteur.gebiete),
                    "Angaben noch nicht bestätigt" if akteur.unbestaetigt else "",
                ),
                texte=(akteur.beschreibung,),
            ),
        )


def _ansprechpersonen(personen: QuerySet[Ansprechperson], _jetzt: datetime) -> Funde:
    """They stand together on the page that says how to reach them."""
    for person in personen.prefetch_related("stadtteile"):
        yield (
            person.pk,
            Fund(
                "Ansprechperson",
                str(person),
                reverse("kontakt"),
                zeile=_zeile(person.stelle, *(str(ort) for ort in person.stadtteile.all())),
            ),
        )


def _unterlagen(unterlagen: QuerySet[Unterlage], jetzt: datetime) -> Funde:
    for unterlage in unterlagen.select_related(
        *(f"konferenz__{verweis}" for verweis in ("stadtteil", "runde", "ort"))
    ):
        konferenz = unterlage.konferenz
        yield (
            unterlage.pk,
            Fund(
                unterlage.get_art_display(),
                unterlage.titel,
                unterlage.get_absolute_url(),
                zeile=_zeile("PDF", konferenz.bezeichnung, *_wann_und_wo(konferenz, jetzt)),
                stadtteil=konferenz.stadtteil,
            ),
        )


def _anhaenge(anhaenge: QuerySet[Anhang], _jetzt: datetime) -> Funde:
    for anhang in anhaenge.select_related("beitrag"):
        yield (
            anhang.pk,
            Fund(
                "Unterlage",
                anhang.titel,
                anhang.get_absolute_url(),
                zeile=_zeile("PDF", anhang.beitrag.titel, _tag(anhang.beitrag)),
            ),
        )


def _zeile(*teile: str) -> str:
    return " · ".join(teil for teil in teile if teil)


_LESER: dict[str, Callable[[QuerySet, datetime], Funde]] = {
    "stadtteil": _stadtteile,
    "konferenz": _konferenzen,
    "ort": _orte,
    "beitrag": _beitraege,
    "akteur": _akteure,
    "ansprechperson": _ansprechpersonen,
    "unterlage": _unterlagen,
    "anhang": _anhaenge,
}
