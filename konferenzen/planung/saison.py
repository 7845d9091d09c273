"""Which season comes next, and in which months its round usually meets."""

from datetime import date

# Season, first and last month: outside the long holidays, as the city has met so far.
SAISONS = (("Frühjahr", 1, 3), ("Herbst", 9, 11))
HALBES_JAHR = 7


def naechste_saison(beginn: date, heute: date) -> tuple[str, date, date]:
    """Give name, first and last month (as their first days) of the round after the one of `beginn`.

    `beginn` is the first day of the last round's season. A season that has begun before the month
    of `heute` is passed over.
    """
    jahr, herbst = beginn.year, beginn.month >= HALBES_JAHR
    while True:
        jahr, herbst = (jahr + 1, False) if herbst else (jahr, True)
        name, von, bis = SAISONS[herbst]
        if date(jahr, von, 1) >= heute.replace(day=1):
            return f"{name} {jahr}", date(jahr, von, 1), date(jahr, bis, 1)
