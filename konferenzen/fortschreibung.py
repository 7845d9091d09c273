"""The one way in which a public fact of a conference changes.

Admin, importer and every later tool go through here, so that SEQUENCE, the time of the last public
change and the last published times are always right (RFC 5545 sections 3.8.7.3 and 3.8.7.4).
"""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from hattingen_portal.grundlage.sperre import gesperrt, gesperrt_speichern
from konferenzen.models import Konferenz, Veranstaltungsort
from konferenzen.models.konferenz_abfragen import FENSTER
from konferenzen.models.konferenz_werte import SICHTBAR
from quartiere.models import Ortsteil

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
# Venue fields that stand in LOCATION or GEO.
ORTSFELDER = ("name", "raum", "strasse", "hausnummer", "plz", "stadt", "breite", "laenge")


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
    None. Raises VeraltetError when somebody else saved the row since `konferenz` was read; nothing
    is saved then.
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
def ort_berichtigen(ort: Veranstaltungsort, *, jetzt: datetime | None = None) -> None:
    """Save the corrected `ort` and pass the correction on to the conferences there.

    A correction shows everywhere: coming public conferences get the next SEQUENCE, past ones that
    the feeds still carry a new time of change. `jetzt` is an aware time, now when None. Raises
    VeraltetError when somebody else saved the venue in the meantime.
    """
    jetzt = jetzt or timezone.now()
    if ort._state.adding:
        ort.save()
        return
    berichtigt = _verschieden(gesperrt(ort), ort, ORTSFELDER)
    gesperrt_speichern(ort)
    if not berichtigt:
        return
    dort = Konferenz.objects.filter(ort=ort, veroeffentlicht_am__lte=jetzt)
    for konferenz in dort.kommende(jetzt).select_for_update(of=("self",)).order_by("pk"):
        konferenz.sequenz += 1
        konferenz.geaendert_am = jetzt
        konferenz.version += 1
        konferenz.save(update_fields=["sequenz", "geaendert_am", "version"])
    dort.vergangene(jetzt).filter(ende__gte=jetzt - FENSTER).update(geaendert_am=jetzt)


def _vergleichen(
    vorher: Konferenz,
    konferenz: Konferenz,
    ortsteile: Collection[Ortsteil] | None,
    jetzt: datetime,
) -> None:
    """Note on `konferenz` what the public learns by its change from the stored row `vorher`."""
    _uebernehmen(vorher, konferenz)
    if vorher.war_oeffentlich(jetzt):
        andere_ortsteile = ortsteile is not None and set(ortsteile) != set(vorher.ortsteile.all())
        if _verschieden(vorher, konferenz, TERMINFELDER):
            konferenz.sequenz += 1
            konferenz.geaendert_am = jetzt
        elif andere_ortsteile or _verschieden(vorher, konferenz, TEXTFELDER):
            konferenz.geaendert_am = jetzt
        if konferenz.status in SICHTBAR:
            _termin_merken(konferenz)
        return
    _von_vorn(konferenz, jetzt)
    if konferenz.status in SICHTBAR:
        _bekanntgeben(konferenz, jetzt)


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


def _verschieden(
    vorher: Konferenz | Veranstaltungsort,
    nachher: Konferenz | Veranstaltungsort,
    felder: tuple[str, ...],
) -> bool:
    return any(getattr(vorher, feld) != getattr(nachher, feld) for feld in felder)
