"""Times as the clocks in Hattingen show them, without a zone: the planner knows no other."""

from datetime import datetime


def uhr(*teile: int) -> datetime:
    return datetime(*teile)  # noqa: DTZ001 - that is the point
