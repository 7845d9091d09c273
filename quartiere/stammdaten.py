"""Stadtteile, Ortsteile and the public contacts as pages share them: nobody may change a row."""

from django.contrib.postgres.aggregates import ArrayAgg

from hattingen_portal.grundlage.gedaechtnis import Stammdaten, tabelle
from quartiere.models import Ansprechperson, Ortsteil, Stadtteil

stadtteile = Stammdaten(lambda: tabelle(Stadtteil.objects.geordnet()))
ortsteile = Stammdaten(lambda: tabelle(Ortsteil.objects.geordnet()))
_ansprechpersonen = Stammdaten(
    lambda: tabelle(
        Ansprechperson.objects.oeffentlich().geordnet().annotate(gebiete=ArrayAgg("stadtteile"))
    )
)


def zustaendige(stadtteil: int | None) -> list[Ansprechperson]:
    """Give whom the public asks: who is there for the whole city and for the Stadtteil `stadtteil`.

    That is its key; None names no Stadtteil.
    """
    personen = _ansprechpersonen().values()
    return [p for p in personen if {None, stadtteil} & set(vars(p)["gebiete"])]


def buero() -> Ansprechperson | None:
    """Give whom citizens reach for the whole city; None while nobody is public."""
    return next(iter(zustaendige(None)), None)
