"""Forms that narrow a list speak as the public forms do."""

import pytest

from akteure.filter import AkteureFilter
from hattingen_portal.suche.filter import SucheFilter
from konferenzen.filter import TermineFilter


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("formular", "feld", "name"),
    [
        (AkteureFilter, "kategorie", "Kategorie"),
        (AkteureFilter, "stadtteil", "Stadtteil"),
        (TermineFilter, "art", "Art"),
        (SucheFilter, "bereich", "Was"),
    ],
)
def test_what_there_is_not_is_said_at_its_field(
    formular: type[AkteureFilter | TermineFilter | SucheFilter], feld: str, name: str
) -> None:
    assert formular({feld: "gibt-es-nicht"}).errors == {
        feld: [f"Was bei „{name}“ ankam, gibt es nicht. Bitte wählen Sie noch einmal."]
    }
