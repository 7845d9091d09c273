"""The public holidays of the state, by their German names. Knows no database and no request."""

from collections.abc import Iterable
from datetime import date

LAND = "NW"


def feiertage(jahre: Iterable[int]) -> dict[date, str]:
    """Give the public holidays of North Rhine-Westphalia in `jahre`, with their names."""
    # Only whoever plans a round needs it, and each worker would carry its tables.
    from holidays.countries.germany import Germany  # noqa: PLC0415 - loaded on first use

    tage: dict[date, str] = dict(Germany(subdiv=LAND, years=set(jahre), language="de"))
    return tage
