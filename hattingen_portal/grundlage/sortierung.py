"""German order that does not depend on the server's collation."""

from django.contrib.postgres.lookups import Unaccent
from django.db.models.functions import Lower


def deutsch(feld: str) -> Lower:
    """Give the sort key of the text field `feld`: Äpfel beside Apfel, no capitals first."""
    return Lower(Unaccent(feld))
