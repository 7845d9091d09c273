"""The one way in which a public fact of a conference changes.

Admin, importer and every later tool go through here, so that SEQUENCE, the time of the last public
change, the last published facts and the change ledger are always right (RFC 5545 sections 3.8.7.3
and 3.8.7.4). What conferences only refer to is corrected in berichtigung.py.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from hattingen_portal.grundlage.geschichte.aufzeichnung import durch_wen
from hattingen_portal.grundlage.personen import personenname
from hattingen_portal.grundlage.sperre import gesperrt
from konferenzen.angaben import Angaben, aenderungsarten
from konferenzen.bisheriges import termine_merken
from konferenzen.models import Aenderung, Aenderungsart, Konferenz, KonferenzQuerySet, Status
from konferenzen.models.konferenz_werte import SICHTBAR
from quartiere.models import Ortsteil

# (a) what a calendar must tell anew: SEQUENCE grows, and the ledger gets an entry.
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
# What no form may set.
EIGENE_FELDER = (
    "uid",
    "sequenz",
    "geaendert_am",
    "veroeffentlicht_am",
    "letzter_beginn",
    "letztes_ende",
    "bisheriger_beginn",
    "bisherige_termine",
    "bisheriger_ort",
)
# What a withdrawn conference still shows in the calendars.
GRABSTEINFELDER = ("titel", "art", "stadtteil_id", "runde_id")
ZURUECKGEZOGEN_BLEIBT = (
    "Eine zurückgezogene Konferenz steht noch in abonnierten Kalendern, so wie sie zuletzt "
    "öffentlich war. Art, Stadtteil, Runde, Titel und Grund lassen sich darum erst wieder ändern, "
    "wenn sie einen anderen Status bekommt."
)
# After these, the reason of an earlier change does not fit any more.
GRUND_ERLEDIGT = {
    Aenderungsart.ABGESAGT,
    Aenderungsart.VERSCHOBEN,
    Aenderungsart.WIEDER_ANGESETZT,
    Aenderungsart.TERMIN_STEHT_FEST,
    Aenderungsart.VERLEGT,
    Aenderungsart.BEKANNTGEGEBEN,
}


@transaction.atomic
def fortschreiben(
    konferenz: Konferenz,
    *,
    durch: AbstractBaseUser | None = None,
    grund: str = "",
    ortsteile: Collection[Ortsteil] | None = None,
    jetzt: datetime | None = None,
) -> None:
    """Save `konferenz` and keep its public record.

    Compares it with the stored row under a lock. `durch` is who changes it, for ledger and history.
    `grund` (public, plain text) replaces the stored reason when given, `ortsteile` the stored set
    unless None. `jetzt` is an aware time, now when None. Nothing is saved when it raises
    VeraltetError, since somebody else saved the row after `konferenz` was read, or ValidationError,
    for a text of a withdrawn one.
    """
    vorher = None if konferenz._state.adding else gesperrt(konferenz)
    jetzt = jetzt or timezone.now()
    if grund:
        konferenz.statusgrund = grund
    if vorher is None:
        aenderung = _bekanntgeben(konferenz, jetzt) if konferenz.status in SICHTBAR else None
    else:
        if vorher.beginn is None and konferenz.beginn is not None:
            konferenz.datum_hinweis = ""  # else "im Mai" would come back with the next postponement
        aenderung = _vergleichen(vorher, konferenz, ortsteile, jetzt, begruendet=bool(grund))
        konferenz.version += 1
    durch_wen(konferenz, durch)
    konferenz.save()
    if ortsteile is not None:
        konferenz.ortsteile.set(ortsteile)
    if aenderung is not None:
        eintragen(aenderung, durch)


def eintragen(aenderung: Aenderung, durch: AbstractBaseUser | None) -> None:
    """Add `aenderung`, of a saved conference, to the ledger as done by `durch`.

    Call inside the transaction that changes the conference, while its row is locked.
    """
    aenderung.durch_id = durch.pk if durch else None
    aenderung.durch_name = personenname(durch)
    aenderung.save(force_insert=True)


def sperren(konferenzen: KonferenzQuerySet) -> None:
    """Lock the stored rows of `konferenzen` until the transaction ends.

    In the order of their keys: whoever locks several in this order never waits in a circle.
    """
    list(konferenzen.select_for_update(of=("self",)).order_by("pk").values("pk"))


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
            # Also after the clock was set back: no calendar would fetch it for an older time.
            gezeigt.update(geaendert_am=Greatest("geaendert_am", Value(jetzt)))


def verschieden(vorher: Model, nachher: Model, felder: tuple[str, ...]) -> bool:
    """Tell whether one of `felder` differs between two versions of a row."""
    return any(getattr(vorher, feld) != getattr(nachher, feld) for feld in felder)


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
    *,
    begruendet: bool,
) -> Aenderung | None:
    """Note on `konferenz` what the public learns by its change from the stored row `vorher`.

    `begruendet` tells that its reason was given for this change, be it worded as the last one.
    Gives the entry for the ledger, None where there is none to make.
    """
    for feld in EIGENE_FELDER:
        setattr(konferenz, feld, getattr(vorher, feld))
    if not vorher.war_oeffentlich(jetzt):
        _von_vorn(konferenz, jetzt)
        return _bekanntgeben(konferenz, jetzt) if konferenz.status in SICHTBAR else None
    if konferenz.status == Status.ZURUECKGEZOGEN:
        _grabstein_hueten(vorher, konferenz)
        if vorher.status == konferenz.status:
            return None
    # Who waited for the row read the clock before; what is public never gets an older time.
    zeitpunkt = max(jetzt, konferenz.geaendert_am)
    andere_ortsteile = ortsteile is not None and set(ortsteile) != set(vorher.ortsteile.all())
    aenderung = None
    if verschieden(vorher, konferenz, TERMINFELDER):
        konferenz.sequenz += 1
        konferenz.geaendert_am = zeitpunkt
        aenderung = _aenderung(vorher, konferenz, begruendet=begruendet)
    elif andere_ortsteile or verschieden(vorher, konferenz, TEXTFELDER):
        konferenz.geaendert_am = zeitpunkt
        _grund_berichtigen(vorher, konferenz)
    if konferenz.status in SICHTBAR:
        _bisheriges_merken(vorher, konferenz, zeitpunkt)
        _termin_merken(konferenz)
    return aenderung


def _aenderung(vorher: Konferenz, konferenz: Konferenz, *, begruendet: bool) -> Aenderung:
    """Give the entry for a change of a conference that was public; settles its reason."""
    gewusst = Angaben.von(vorher) if vorher.status in SICHTBAR else None
    nachher = Angaben.von(konferenz)
    arten = aenderungsarten(gewusst, nachher)
    neuer_grund = begruendet or konferenz.statusgrund != vorher.statusgrund
    if not neuer_grund and GRUND_ERLEDIGT.intersection(arten):
        konferenz.statusgrund = ""
    return Aenderung(
        konferenz=konferenz,
        sequenz=konferenz.sequenz,
        zeitpunkt=konferenz.geaendert_am,
        arten=arten,
        grund=konferenz.statusgrund if neuer_grund else "",
        vorher=gewusst.als_werte() if gewusst else {},
        nachher=nachher.als_werte(),
    )


def _grund_berichtigen(vorher: Konferenz, konferenz: Konferenz) -> None:
    """Give a reason that is corrected, added or deleted to the change that it belongs to.

    What must not be public has to go from its history, too (GDPR articles 16 and 17).
    """
    if konferenz.statusgrund == vorher.statusgrund:
        return
    eintraege = konferenz.aenderungen.filter(grund=vorher.statusgrund)
    if not vorher.statusgrund:
        eintraege = eintraege.filter(sequenz=konferenz.sequenz)
    eintraege.update(grund=konferenz.statusgrund)


def _grabstein_hueten(vorher: Konferenz, konferenz: Konferenz) -> None:
    """Keep what calendars show of a withdrawn conference as it was when the public saw it.

    Only the reason may still come along with the withdrawal itself. Raises ValidationError.
    """
    neuer_grund = vorher.status == konferenz.status and verschieden(
        vorher, konferenz, ("statusgrund",)
    )
    if neuer_grund or verschieden(vorher, konferenz, GRABSTEINFELDER):
        raise ValidationError(ZURUECKGEZOGEN_BLEIBT)


def _von_vorn(konferenz: Konferenz, jetzt: datetime) -> None:
    """Forget what was prepared for a publication that has not come yet: nobody has seen it."""
    konferenz.sequenz = 0
    konferenz.veroeffentlicht_am = konferenz.letzter_beginn = konferenz.letztes_ende = None
    konferenz.geaendert_am = min(konferenz.geaendert_am, jetzt)
    konferenz.aenderungen.vorgemerkt(jetzt).delete()


def _bekanntgeben(konferenz: Konferenz, jetzt: datetime) -> Aenderung:
    """Note the first publication, now or at the set time ahead; gives its entry."""
    konferenz.sequenz = 1
    konferenz.veroeffentlicht_am = max(konferenz.veroeffentlichen_ab or jetzt, jetzt)
    konferenz.geaendert_am = konferenz.veroeffentlicht_am
    _termin_merken(konferenz)
    nachher = Angaben.von(konferenz)
    return Aenderung(
        konferenz=konferenz,
        sequenz=konferenz.sequenz,
        zeitpunkt=konferenz.veroeffentlicht_am,
        arten=aenderungsarten(None, nachher),
        grund=konferenz.statusgrund,
        nachher=nachher.als_werte(),
    )


def _termin_merken(konferenz: Konferenz) -> None:
    """Keep the last published times; a tombstone needs them when the date is taken back."""
    if konferenz.beginn is not None:
        konferenz.letzter_beginn = konferenz.beginn
        konferenz.letztes_ende = konferenz.ende


def _bisheriges_merken(vorher: Konferenz, konferenz: Konferenz, zeitpunkt: datetime) -> None:
    """Keep the published dates and the venue that hold no more, for those who have them in mind.

    Of one that was withdrawn nothing comes back: what stood there was a mistake.
    """
    if vorher.status not in SICHTBAR:
        konferenz.bisheriger_beginn, konferenz.bisheriger_ort = None, ""
        konferenz.bisherige_termine = []
        return
    termine_merken(vorher, konferenz, zeitpunkt)
    if vorher.ort_id == konferenz.ort_id:
        return
    if vorher.ort is not None:
        konferenz.bisheriger_ort = vorher.ort.anschrift
    elif konferenz.ort is not None and konferenz.ort.anschrift == konferenz.bisheriger_ort:
        konferenz.bisheriger_ort = ""
