"""Conferences as the database would give them, made without one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from konferenzen import kalender
from konferenzen.models import Konferenz, Status, Veranstaltungsort
from quartiere.models import Stadtteil
from tests.fabriken import berlin

GEAENDERT = datetime(2026, 1, 14, 9, tzinfo=UTC)
KOPF = kalender.Kopf(
    name="Welper: Termine",
    beschreibung="Alles in Welper.",
    quelle="https://quartiere.example.org/kalender/stadtteil/welper.ics",
    seite="https://quartiere.example.org/stadtteile/welper/",
    ton="violett",
)
WELPER = Stadtteil(name="Welper", kuerzel="Welper", slug="welper")
MITTE = Stadtteil(name="Hattingen-Mitte", kuerzel="Mitte", slug="hattingen-mitte")
HAUS = Veranstaltungsort(
    name="Haus", strasse="Straße", hausnummer="2", plz="45527", stadt="Hattingen"
)


def konferenz(**felder: Any) -> Konferenz:
    """Make an unsaved conference in Welper as the database would give it."""
    vorgabe = {
        "uid": "1@quartiere.example.org",
        "slug": "welper",
        "stadtteil": WELPER,
        "status": Status.OEFFENTLICH,
        "sequenz": 1,
        "erstellt_am": GEAENDERT - timedelta(days=2),
        "geaendert_am": GEAENDERT,
    }
    if felder.get("beginn"):
        vorgabe["ende"] = felder["beginn"] + timedelta(hours=2)
    return Konferenz(**vorgabe | felder)


WINTER = berlin(2026, 1, 26, 17)
GEWESEN: dict[str, Any] = {
    "letzter_beginn": WINTER,
    "letztes_ende": WINTER + timedelta(hours=2),
}
