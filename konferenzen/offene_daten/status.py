"""Where a public conference stands, in the words of the open data."""

from collections.abc import Mapping
from enum import StrEnum

from konferenzen.models import Konferenz, Status


class Datenstatus(StrEnum):
    """Where a public conference stands; independent of the clock, so that repeats are equal."""

    ANGEKUENDIGT = "angekuendigt"
    GEPLANT = "geplant"
    VERLEGT = "verlegt"
    VERSCHOBEN = "verschoben"
    ABGESAGT = "abgesagt"


STATUS_WORTE: Mapping[str, str] = {
    Datenstatus.ANGEKUENDIGT: "Der Termin wird noch bekanntgegeben.",
    Datenstatus.GEPLANT: "Der Termin steht fest.",
    Datenstatus.VERLEGT: "Der Termin steht fest, war aber für eine andere Zeit angekündigt.",
    Datenstatus.VERSCHOBEN: "Der alte Termin gilt nicht mehr, der neue folgt.",
    Datenstatus.ABGESAGT: "Der Termin fällt aus.",
}


def datenstatus(konferenz: Konferenz) -> Datenstatus:
    """Give the word for where the public `konferenz` stands."""
    if konferenz.status == Status.ABGESAGT:
        return Datenstatus.ABGESAGT
    if konferenz.neuer_termin_folgt:
        return Datenstatus.VERSCHOBEN
    if konferenz.beginn is None:
        return Datenstatus.ANGEKUENDIGT
    return Datenstatus.VERLEGT if konferenz.bisheriger_beginn else Datenstatus.GEPLANT
