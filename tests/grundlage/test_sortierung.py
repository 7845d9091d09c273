"""German order, whatever the server's collation."""

import pytest

from akteure.models import Akteur
from tests import fabriken as f


@pytest.mark.django_db
def test_umlauts_and_capitals_sort_as_a_german_reader_expects() -> None:
    for name in ("Zebra", "apfel", "Äpfel", "Birne", "Österreich", "Oslo"):
        f.akteur(name)

    assert [a.name for a in Akteur.objects.geordnet()] == [
        "apfel",
        "Äpfel",
        "Birne",
        "Oslo",
        "Österreich",
        "Zebra",
    ]
