"""How many there are, in words."""


def gezaehlt(anzahl: int, eins: str, viele: str) -> str:
    """Give a number with its noun: "1 Konferenz", "3 Konferenzen"."""
    return f"{anzahl} {eins if anzahl == 1 else viele}"
