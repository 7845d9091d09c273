"""The cells of a list in the admin say of which column they are: on a phone it has no heads."""

import pytest
from django.test import Client

from tests import fabriken as f
from tests.seite import hole
from tests.verwaltung import LISTE


@pytest.mark.django_db
@pytest.mark.usefixtures("jetzt")
def test_each_cell_names_its_column_but_the_box_to_tick(sb: Client) -> None:
    f.konferenz(beginn=f.berlin(2026, 1, 26, 17))
    seite = hole(sb, LISTE)
    spalten = [z.attrs["data-spalte"] for z in seite.alle("td") if "data-spalte" in z.attrs]
    assert spalten == ["Termin", "Beginn", "Ende", "Ort", "Status"]
    koepfe = [z.attrs["data-spalte"] for z in seite.alle("th") if "data-spalte" in z.attrs]
    assert koepfe == ["Konferenz"]
