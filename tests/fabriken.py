"""Makes the objects that tests need; every field that matters to a test is named by the test."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from akteure.models import Akteur, Kategorie
from aktuelles.models import Beitrag
from konferenzen.fortschreibung import fortschreiben
from konferenzen.models import Konferenz, Runde, Status, Veranstaltungsort
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil

BERLIN = ZoneInfo("Europe/Berlin")
_nummer = count(1)


def berlin(jahr: int, monat: int, tag: int, stunde: int = 0, minute: int = 0) -> datetime:
    """Give the aware time at which the clocks in Hattingen show this."""
    return datetime(jahr, monat, tag, stunde, minute, tzinfo=BERLIN)


# A Wednesday in winter time, between the rounds: the "now" of tests that need one.
JETZT = datetime(2026, 1, 14, 9, 0, tzinfo=UTC)


def stadtteil(name: str = "", **felder: Any) -> Stadtteil:
    name = name or f"Stadtteil {next(_nummer)}"
    return Stadtteil.objects.create(name=name, **{"kuerzel": name[:30]} | felder)


def ortsteil(name: str, stadtteil: Stadtteil | None = None) -> Ortsteil:
    return Ortsteil.objects.create(name=name, stadtteil=stadtteil)


def ansprechperson(**felder: Any) -> Ansprechperson:
    return Ansprechperson.objects.create(
        **{"funktion": "Quartiersentwicklung", "stelle": "Stadt", "oeffentlich": True} | felder
    )


def runde(name: str = "Frühjahr 2026", **felder: Any) -> Runde:
    vorgabe = {
        "beginn": date(2026, 1, 1),
        "ende": date(2026, 7, 31),
    }
    return Runde.objects.get_or_create(name=name, defaults=vorgabe | felder)[0]


def ort(name: str = "Meditationszentrum", **felder: Any) -> Veranstaltungsort:
    vorgabe = {
        "strasse": "Sankt-Joseph-Straße",
        "hausnummer": "2",
        "plz": "45527",
        "stadt": "Hattingen",
    }
    return Veranstaltungsort.objects.create(name=name, **vorgabe | felder)


def konferenz(*, jetzt: datetime = JETZT, **felder: Any) -> Konferenz:
    """Save a conference through the portal's own way; public unless the test says otherwise.

    Without an own end it lasts two hours. `jetzt` is when it is saved.
    """
    if "art" not in felder:
        felder.setdefault("stadtteil", None)
        felder["stadtteil"] = felder["stadtteil"] or stadtteil()
        felder.setdefault("runde", None)
        felder["runde"] = felder["runde"] or runde()
    if felder.get("beginn") and "ende" not in felder:
        felder["ende"] = felder["beginn"] + timedelta(hours=2)
    objekt = Konferenz(**{"status": Status.OEFFENTLICH} | felder)
    fortschreiben(objekt, jetzt=jetzt)
    return objekt


def akteur(name: str = "", **felder: Any) -> Akteur:
    return Akteur.objects.create(name=name or f"Verein {next(_nummer)}", **felder)


def kategorie(name: str, **felder: Any) -> Kategorie:
    return Kategorie.objects.create(name=name, **felder)


def beitrag(titel: str = "", **felder: Any) -> Beitrag:
    return Beitrag.objects.create(
        **{
            "titel": titel or f"Nachricht {next(_nummer)}",
            "teaser": "Worum es geht.",
            "text": "<p>Der ganze Text.</p>",
            "veroeffentlichen_ab": JETZT - timedelta(days=1),
        }
        | felder
    )
