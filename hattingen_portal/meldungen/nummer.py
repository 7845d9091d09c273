"""The reference number of a message."""

import secrets

# Without signs that look or sound alike when somebody reads a number out: no 0, O, 1, I, L, U, V.
ZEICHEN = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GRUPPE = 4


def vorgangsnummer() -> str:
    """Give a new number such as "K7Q2-9XBT".

    It is random, so that it tells nothing of how many there are and leads nobody to the next one:
    29 signs at 8 places, 500 billion numbers.
    """
    zeichen = "".join(secrets.choice(ZEICHEN) for _ in range(2 * GRUPPE))
    return f"{zeichen[:GRUPPE]}-{zeichen[GRUPPE:]}"
