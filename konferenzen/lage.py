"""Who sees a conference, what belongs to one or what keeps days free, and from when."""

from datetime import datetime

from hattingen_portal.grundlage.verwaltung.lage import ENTWURF, Lage, erscheint, oeffentlich
from konferenzen.models import (
    Ferien,
    Konferenz,
    KonferenzQuerySet,
    Runde,
    Sperrtag,
    Status,
    Veranstaltungsort,
)
from konferenzen.zeitangaben import tag

ALS = {Status.ABGESAGT: ", als abgesagt", Status.VERSCHOBEN: ", als verschoben"}


def konferenzlage(konferenz: Konferenz, jetzt: datetime) -> Lage:
    """Say who sees the stored `konferenz` at the aware time `jetzt`."""
    if konferenz.status == Status.ENTWURF:
        return ENTWURF
    im_kalender = Konferenz.objects.filter(pk=konferenz.pk).im_kalender(jetzt).exists()
    if konferenz.status == Status.ZURUECKGEZOGEN:
        rest = "Kalender zeigen es als abgesagt" if im_kalender else "Kalender auch nicht"
        return Lage(f"Zurückgezogen: Die Website zeigt es nicht mehr, {rest}.")
    if konferenz.veroeffentlichen_ab and konferenz.veroeffentlichen_ab > jetzt:
        return erscheint(konferenz.veroeffentlichen_ab)
    seit = f" seit {tag(konferenz.veroeffentlicht_am)}" if konferenz.veroeffentlicht_am else ""
    return Lage(
        f"Öffentlich{seit}{ALS.get(Status(konferenz.status), '')}; "
        f"{_in_kalendern(konferenz, im_kalender=im_kalender)}."
    )


def _in_kalendern(konferenz: Konferenz, *, im_kalender: bool) -> str:
    if im_kalender:
        return "Kalender zeigen es"
    if konferenz.beginn is None:
        return "Kalender zeigen es noch nicht, denn der Termin fehlt"
    return "Kalender zeigen es nicht mehr"


def ortlage(ort: Veranstaltungsort, jetzt: datetime) -> Lage:
    """Say who sees the stored `ort` at the aware time `jetzt`."""
    return _mit_konferenzen(Konferenz.objects.filter(ort=ort), jetzt)


def rundenlage(runde: Runde, jetzt: datetime) -> Lage:
    """Say who sees the stored `runde` at the aware time `jetzt`."""
    return _mit_konferenzen(Konferenz.objects.filter(runde=runde), jetzt)


def ferienlage(_ferien: Ferien, _jetzt: datetime) -> Lage:
    """Say who sees stored school holidays."""
    return _beim_planen()


def sperrtaglage(sperrtag: Sperrtag, _jetzt: datetime) -> Lage:
    """Say who sees the stored `sperrtag`, and for which Stadtteile it counts."""
    stadtteile = ", ".join(stadtteil.name for stadtteil in sperrtag.stadtteile.all())
    fuer = f" für {stadtteile}" if stadtteile else ""
    return _beim_planen(fuer)


def _beim_planen(fuer: str = "") -> Lage:
    satz = (
        f"Nicht öffentlich: Wer{fuer} eine Runde plant, sieht es. Neue Vorschläge meiden diese Tage"
    )
    return Lage(f"{satz}; Änderungen gelten, sobald Sie sichern.", zum_ansehen=f"{satz}.")


def _mit_konferenzen(konferenzen: KonferenzQuerySet, jetzt: datetime) -> Lage:
    anzahl = konferenzen.oeffentlich(jetzt).count()
    if not anzahl:
        return Lage("Sieht nur das Büro: Noch keine Konferenz dazu ist öffentlich.")
    wort = "einer Konferenz" if anzahl == 1 else f"{anzahl} Konferenzen"
    return oeffentlich(f"bei {wort}")
