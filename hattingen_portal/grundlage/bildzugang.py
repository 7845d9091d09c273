"""Whose pictures the public may see: those of rows that it sees."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from hattingen_portal.grundlage.bild import BildFeld
from hattingen_portal.grundlage.dateifeld import felder


def ist_oeffentlich(kennung: str) -> bool:
    """Tell whether a row that the public sees now has the picture `kennung`; costs one query."""
    erste, *weitere = _oeffentliche(kennung)
    return erste.union(*weitere, all=True).exists()


def _oeffentliche(kennung: str) -> Iterator[QuerySet[Any]]:
    """Give for each kind of picture the public rows that have it; some kinds have no drafts."""
    for modell, feld in felder(BildFeld):
        zeilen: Any = modell._default_manager.filter(
            **{f"{feld.name}__startswith": f"bilder/{kennung}."}
        )
        if hasattr(zeilen, "oeffentlich"):
            zeilen = zeilen.oeffentlich()
        yield zeilen.order_by().values("pk")
