"""Corrections of what conferences refer to: a venue, a Stadtteil, a round.

A correction shows everywhere. Where calendars show it, each coming conference that the public
knows gets the next SEQUENCE and an entry in the ledger, as if it had been changed itself.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from hattingen_portal.grundlage.geschichte.aufzeichnung import durch_wen
from hattingen_portal.grundlage.sperre import gesperrt, gesperrt_speichern
from konferenzen.angaben import Angaben, aenderungsarten
from konferenzen.fortschreibung import eintragen, sperren, verschieden
from konferenzen.models import Aenderung, Konferenz, KonferenzQuerySet, Runde, Veranstaltungsort
from konferenzen.models.konferenz_werte import SICHTBAR
from quartiere.models import Stadtteil


@dataclass(frozen=True)
class Gezeigt:
    """What conferences show of a row that they refer to by `verweis`."""

    verweis: str
    im_kalender: tuple[str, ...]
    auf_der_seite: tuple[str, ...]


GEZEIGT = {
    Veranstaltungsort: Gezeigt(
        "ort",
        ("name", "raum", "strasse", "hausnummer", "plz", "stadt", "breite", "laenge"),
        (
            "stufenlos",
            "aufzug",
            "rollstuhl_wc",
            "induktionsschleife",
            "zugang_hinweis",
            "oepnv",
        ),
    ),
    Stadtteil: Gezeigt("stadtteil", ("name", "kuerzel"), ()),
    Runde: Gezeigt("runde", ("beispiel",), ("name",)),
}


@transaction.atomic
def berichtigen(
    objekt: Veranstaltungsort | Stadtteil | Runde,
    *,
    durch: AbstractBaseUser | None = None,
    jetzt: datetime | None = None,
) -> None:
    """Save `objekt` and pass on to the conferences what they show of it.

    `durch` is who corrects it, for ledger and history; `jetzt` an aware time, now when None. Raises
    VeraltetError when somebody else saved the row in the meantime.
    """
    gezeigt = GEZEIGT[type(objekt)]
    durch_wen(objekt, durch)
    if objekt._state.adding:
        objekt.save()
        return
    konferenzen = Konferenz.objects.filter(**{gezeigt.verweis: objekt.pk})
    # Before the row itself, as fortschreiben() does: in the other order two could lock each other.
    sperren(konferenzen)
    vorher = gesperrt(objekt)
    sperren(konferenzen)  # those that came while this waited; from now on none can
    jetzt = jetzt or timezone.now()
    bisher = {konferenz.pk: Angaben.von(konferenz) for konferenz in _betroffene(konferenzen, jetzt)}
    gesperrt_speichern(objekt)
    neu_im_kalender = verschieden(vorher, objekt, gezeigt.im_kalender)
    if neu_im_kalender or verschieden(vorher, objekt, gezeigt.auf_der_seite):
        gesehene = konferenzen.gesehene(jetzt)
        gesehene.im_kalender(jetzt).update(geaendert_am=jetzt)
        gesehene.kommende(jetzt).update(geaendert_am=jetzt)
    if neu_im_kalender:
        _weitersagen(_betroffene(konferenzen, jetzt), bisher, durch, jetzt)


def _betroffene(konferenzen: KonferenzQuerySet, jetzt: datetime) -> KonferenzQuerySet:
    """Read the coming ones that the public knows, and those that wait for their publication.

    Of a withdrawn one calendars keep a tombstone; that its name is another now is no news.
    """
    bekannte = konferenzen.filter(status__in=SICHTBAR).exclude(veroeffentlicht_am=None)
    return bekannte.kommende(jetzt).mit_umfeld().order_by("pk")


def _weitersagen(
    konferenzen: KonferenzQuerySet,
    bisher: dict[int, Angaben],
    durch: AbstractBaseUser | None,
    jetzt: datetime,
) -> None:
    """Tell of each of `konferenzen` anew what was known of it as `bisher`."""
    for konferenz in konferenzen:
        if not konferenz.war_oeffentlich(jetzt):
            vorgemerkt = konferenz.aenderungen.vorgemerkt(jetzt)
            vorgemerkt.update(nachher=Angaben.von(konferenz).als_werte())
            continue
        konferenz.sequenz += 1
        konferenz.geaendert_am = jetzt
        durch_wen(konferenz, durch)
        konferenz.save(update_fields=["sequenz", "geaendert_am"])
        gewusst, nachher = bisher[konferenz.pk], Angaben.von(konferenz)
        eintragen(
            Aenderung(
                konferenz=konferenz,
                sequenz=konferenz.sequenz,
                zeitpunkt=jetzt,
                arten=aenderungsarten(gewusst, nachher),
                vorher=gewusst.als_werte(),
                nachher=nachher.als_werte(),
            ),
            durch,
        )
