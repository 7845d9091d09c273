"""What a check finds."""

from dataclasses import dataclass

# The source of a rule that no standard has: it stands in docs/entscheidungen.md.
PORTAL = "Regel des Portals"


@dataclass(frozen=True)
class Befund:
    """A breach of a rule: where, in plain German what is wrong, and whose rule it is."""

    wo: str
    satz: str
    quelle: str

    def __str__(self) -> str:
        return f"{self.wo}: {self.satz} [{self.quelle}]"
