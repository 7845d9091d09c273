"""What the database refuses is said in words."""

import pytest
from django.db import DatabaseError, connection

from hattingen_portal.grundlage.verwaltung.verweigerung import NichtGespeichertError, mit_meldung
from quartiere.models import Ortsteil

pytestmark = pytest.mark.django_db


def _scheitern(sqlstate: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{sqlstate}'; END $$")


def test_two_who_lock_each_other_are_asked_to_save_again() -> None:
    with (
        pytest.raises(NichtGespeichertError, match=r"^Welper: Im selben Augenblick hat jemand"),
        mit_meldung(Ortsteil(name="Welper")),
    ):
        _scheitern("40P01")


def test_what_nobody_can_type_right_stays_an_error() -> None:
    with pytest.raises(DatabaseError), mit_meldung(Ortsteil(name="Welper")):
        _scheitern("53100")
