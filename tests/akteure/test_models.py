"""Whom the directory may show."""

from datetime import date

import pytest

from akteure.models import Akteur
from tests import fabriken as f

pytestmark = pytest.mark.django_db

WORTLAUT = {"einwilligung_wortlaut": "Mein Name darf im Verzeichnis stehen."}
PERSON = {"art": Akteur.Art.EINZELPERSON, "stand": Akteur.Stand.BESTAETIGT} | WORTLAUT


def test_organisations_unless_they_rest_and_people_only_while_they_consent() -> None:
    f.akteur("erfasst")
    f.akteur("bestätigt", stand=Akteur.Stand.BESTAETIGT)
    f.akteur("ruhend", stand=Akteur.Stand.RUHEND)
    f.akteur("eingewilligt", **PERSON, einwilligung_am=date(2026, 1, 14))
    f.akteur("ohne Einwilligung", **PERSON)
    f.akteur("erst ab morgen", **PERSON, einwilligung_am=date(2026, 1, 15))
    f.akteur(
        "widerrufen",
        **PERSON,
        einwilligung_am=date(2026, 1, 1),
        einwilligung_widerrufen_am=date(2026, 1, 1),
    )
    f.akteur(
        "nach Widerruf neu eingewilligt",
        **PERSON,
        einwilligung_am=date(2026, 1, 3),
        einwilligung_widerrufen_am=date(2026, 1, 2),
    )
    f.akteur(
        "nicht bestätigt",
        **PERSON | {"stand": Akteur.Stand.ERFASST},
        einwilligung_am=date(2026, 1, 1),
    )

    assert [a.name for a in Akteur.objects.oeffentlich(f.JETZT).order_by("pk")] == [
        "erfasst",
        "bestätigt",
        "eingewilligt",
        "nach Widerruf neu eingewilligt",
    ]


def test_im_stadtteil_counts_its_ortsteile_and_nobody_twice() -> None:
    welper, mitte = f.stadtteil("Welper"), f.stadtteil("Mitte")
    ortsteil = f.ortsteil("Ortsteil von Welper", welper)
    beides, ueber_ortsteil, anderswo = (f.akteur(name) for name in ("beides", "Ortsteil", "fern"))
    beides.stadtteile.add(welper)
    beides.ortsteile.add(ortsteil)
    ueber_ortsteil.ortsteile.add(ortsteil)
    anderswo.stadtteile.add(mitte)

    assert list(Akteur.objects.im_stadtteil(welper).order_by("pk")) == [beides, ueber_ortsteil]
