"""Whom citizens turn to when the city does not answer about a barrier (BGG NRW § 10d)."""

from dataclasses import dataclass, fields

from hattingen_portal.seiten.models import Erklaerung


@dataclass(frozen=True)
class Ombudsstelle:
    """How to reach it, as the statement on accessibility tells; what is not known is empty."""

    name: str = ""
    anschrift: str = ""
    telefon: str = ""
    email: str = ""
    website: str = ""

    @property
    def platzhalter(self) -> list[str]:
        """The names of the fields that the city still has to fill in."""
        return [feld.name for feld in fields(self) if not getattr(self, feld.name)]


def ombudsstelle() -> Ombudsstelle:
    """Give the Ombudsstelle of the statement on accessibility, in one query; all empty without."""
    erklaerung = Erklaerung.objects.first()
    return Ombudsstelle() if erklaerung is None else ombudsstelle_aus(erklaerung)


def ombudsstelle_aus(erklaerung: Erklaerung) -> Ombudsstelle:
    """Give the Ombudsstelle that `erklaerung` names."""
    return Ombudsstelle(
        name=erklaerung.ombuds_name,
        anschrift=erklaerung.ombuds_anschrift,
        telefon=erklaerung.ombuds_telefon,
        email=erklaerung.ombuds_email,
        website=erklaerung.ombuds_website,
    )
