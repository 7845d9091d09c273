"""What a person is called who worked in the admin."""

from typing import Any

NAME_LAENGE = 200  # characters


def personenname(person: Any) -> str:
    """Give the name that stays, also when the account of `person` is gone; "" for nobody."""
    if person is None:
        return ""
    name: str = getattr(person, "get_full_name", str)() or person.get_username()
    return name[:NAME_LAENGE]
