"""German order that does not depend on the server's collation."""

from django.db.models import F, Func, TextField


def deutsch(feld: str) -> Func:
    """Give the sort key of the text field `feld`: Äpfel beside Apfel, no capitals first.

    By a function of the database (quartiere/migrations/0006), on which an index may rest.
    """
    return Func(F(feld), function="deutsch_sortiert", output_field=TextField())
