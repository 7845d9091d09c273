"""The one way in which a public fact of a conference changes.

Admin, importer and every later tool go through here, so that SEQUENCE, the time of the last public
change and the last published times are always right (RFC 5545 sections 3.8.7.3 and 3.8.7.4).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from hattingen_portal.grundlage.sperre import gesperrt, gesperrt_speichern
from konferenzen.models import (
    Konferenz,
    KonferenzQuerySet,
    Runde,
    Status,
    Veranstaltungsort,
)
from konferenzen.models.konferenz_werte import SICHTBAR
from quartiere.models import Ortsteil, Stadtteil

# (a) what a calendar must tell anew: SEQUENCE grows.
TERMINFELDER = (
    "beginn",
    "ende",
    "form",
    "ort_id",
    "online_link",
    "titel",
    "art",
    "stadtteil_id",
    "status",
)
# (b) other text that the public reads: only the time of the change.
TEXTFELDER = (
    "ende_geschaetzt",
    "datum_hinweis",
    "beschreibung",
    "anmeldung_kontakt",
    "anmeldung_bis",
    "anmeldung_hinweis",
    "statusgrund",
    "runde_id",
    "slug",
)
# What a withdrawn conference still shows in the calendars.
GRABSTEINFELDER = ("titel", "art", "stadtteil_id", "runde_id")
ZURUECKGEZOGEN_BLEIBT = (
    "Eine zurückgezogene Konferenz steht noch in abonnierten Kalendern, so wie sie zuletzt "
    "öffentlich war. Art, Stadtteil, Runde, Titel und Grund lassen sich darum erst wieder ändern, "
    "wenn sie einen anderen Status bekommt."
)


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
def fortschreiben(
    konferenz: Konferenz,
    *,
    durch: AbstractBaseUser | None = None,  # noqa: ARG001 - kept by the ledger of the next release
    grund: str = "",
    ortsteile: Collection[Ortsteil] | None = None,
    jetzt: datetime | None = None,
) -> None:
    """Save `konferenz` and keep its public record.

    Compares it with the stored row under a lock. `grund` (public, plain text) replaces the stored
    reason when given, `ortsteile` the stored set unless None. `jetzt` is an aware time, now when
    None. Nothing is saved when it raises VeraltetError, since somebody else saved the row after
    `konferenz` was read, or ValidationError, for a text of a withdrawn one.
    """
    jetzt = jetzt or timezone.now()
    if grund:
        konferenz.statusgrund = grund
    if konferenz._state.adding:
        if konferenz.status in SICHTBAR:
            _bekanntgeben(konferenz, jetzt)
    else:
        _vergleichen(gesperrt(konferenz), konferenz, ortsteile, jetzt)
        konferenz.version += 1
    konferenz.save()
    if ortsteile is not None:
        konferenz.ortsteile.set(ortsteile)


@transaction.atomic
def berichtigen(
    objekt: Veranstaltungsort | Stadtteil | Runde, *, jetzt: datetime | None = None
) -> None:
    """Save `objekt` and pass on to the conferences what they show of it.

    A correction shows everywhere. `jetzt` is an aware time, now when None. Raises VeraltetError
    when somebody else saved the row in the meantime.
    """
    gezeigt = GEZEIGT[type(objekt)]
    if objekt._state.adding:
        objekt.save()
        return
    konferenzen = Konferenz.objects.filter(**{gezeigt.verweis: objekt.pk})
    # Before the row itself, as fortschreiben() does: in the other order two could lock each other.
    list(konferenzen.select_for_update(of=("self",)).order_by("pk").values("pk"))
    vorher = gesperrt(objekt)
    gesperrt_speichern(objekt)
    if _verschieden(vorher, objekt, gezeigt.im_kalender):
        weitergeben(konferenzen, sequenz=True, jetzt=jetzt)
    elif _verschieden(vorher, objekt, gezeigt.auf_der_seite):
        weitergeben(konferenzen, sequenz=False, jetzt=jetzt)


def weitergeben(
    konferenzen: KonferenzQuerySet, *, sequenz: bool, jetzt: datetime | None = None
) -> None:
    """Note that something has changed which `konferenzen` show but do not hold themselves.

    Those the public has seen get a new time of change while they are coming or still in the
    feeds; with `sequenz`, where a calendar has to tell it anew, the coming ones the next SEQUENCE,
    too. `jetzt` is an aware time, now when None.
    """
    jetzt = jetzt or timezone.now()
    gesehen = konferenzen.filter(veroeffentlicht_am__lte=jetzt)
    gesehen.vergangene(jetzt).im_kalender(jetzt).update(geaendert_am=jetzt)
    gesehen.kommende(jetzt).update(geaendert_am=jetzt, sequenz=F("sequenz") + (1 if sequenz else 0))


@contextmanager
def beilagen_fortschreiben(
    konferenz: Konferenz, *, jetzt: datetime | None = None
) -> Iterator[None]:
    """Change documents and invitations of a stored `konferenz` in here, in one transaction.

    Where its page shows a difference, it gets a new time of change. `jetzt` is an aware time, now
    when None.
    """
    with transaction.atomic():
        vorher = _oeffentliche_beilagen(konferenz)
        yield
        if _oeffentliche_beilagen(konferenz) != vorher:
            jetzt = jetzt or timezone.now()
            gezeigt = Konferenz.objects.oeffentlich(jetzt).filter(pk=konferenz.pk)
            gezeigt.update(geaendert_am=jetzt)


def _oeffentliche_beilagen(konferenz: Konferenz) -> tuple[list[Any], list[Any]]:
    return (
        list(konferenz.unterlagen.oeffentlich().order_by("pk").values("art", "titel", "datei")),
        list(konferenz.einladungen.oeffentlich().geordnet().values("akteur")),
    )


def _vergleichen(
    vorher: Konferenz,
    konferenz: Konferenz,
    ortsteile: Collection[Ortsteil] | None,
    jetzt: datetime,
) -> None:
    """Note on `konferenz` what the public learns by its change from the stored row `vorher`."""
    _uebernehmen(vorher, konferenz)
    if not vorher.war_oeffentlich(jetzt):
        _von_vorn(konferenz, jetzt)
        if konferenz.status in SICHTBAR:
            _bekanntgeben(konferenz, jetzt)
        return
    if konferenz.status == Status.ZURUECKGEZOGEN:
        _grabstein_hueten(vorher, konferenz)
        if vorher.status == konferenz.status:
            return
    andere_ortsteile = ortsteile is not None and set(ortsteile) != set(vorher.ortsteile.all())
    if _verschieden(vorher, konferenz, TERMINFELDER):
        konferenz.sequenz += 1
        konferenz.geaendert_am = jetzt
    elif andere_ortsteile or _verschieden(vorher, konferenz, TEXTFELDER):
        konferenz.geaendert_am = jetzt
    if konferenz.status in SICHTBAR:
        _termin_merken(konferenz)


def _grabstein_hueten(vorher: Konferenz, konferenz: Konferenz) -> None:
    """Keep what calendars show of a withdrawn conference as it was when the public saw it.

    Only the reason may still come along with the withdrawal itself. Raises ValidationError.
    """
    neuer_grund = vorher.status == konferenz.status and _verschieden(
        vorher, konferenz, ("statusgrund",)
    )
    if neuer_grund or _verschieden(vorher, konferenz, GRABSTEINFELDER):
        raise ValidationError(ZURUECKGEZOGEN_BLEIBT)


def _uebernehmen(vorher: Konferenz, konferenz: Konferenz) -> None:
    """Take over from the stored row what no form may set."""
    for feld in (
        "uid",
        "sequenz",
        "geaendert_am",
        "veroeffentlicht_am",
        "letzter_beginn",
        "letztes_ende",
    ):
        setattr(konferenz, feld, getattr(vorher, feld))


def _von_vorn(konferenz: Konferenz, jetzt: datetime) -> None:
    """Forget what was prepared for a publication that has not come yet: nobody has seen it."""
    konferenz.sequenz = 0
    konferenz.veroeffentlicht_am = konferenz.letzter_beginn = konferenz.letztes_ende = None
    konferenz.geaendert_am = min(konferenz.geaendert_am, jetzt)


def _bekanntgeben(konferenz: Konferenz, jetzt: datetime) -> None:
    """Note the first publication, now or at the set time ahead."""
    konferenz.sequenz = 1
    konferenz.veroeffentlicht_am = max(konferenz.veroeffentlichen_ab or jetzt, jetzt)
    konferenz.geaendert_am = konferenz.veroeffentlicht_am
    _termin_merken(konferenz)


def _termin_merken(konferenz: Konferenz) -> None:
    """Keep the last published times; a tombstone needs them when the date is taken back."""
    if konferenz.beginn is not None:
        konferenz.letzter_beginn = konferenz.beginn
        konferenz.letztes_ende = konferenz.ende


def _verschieden(vorher: Model, nachher: Model, felder: tuple[str, ...]) -> bool:
    return any(getattr(vorher, feld) != getattr(nachher, feld) for feld in felder)
