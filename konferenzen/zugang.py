"""What is known about getting to a venue and into it, and what nobody has told us yet."""

from dataclasses import dataclass

from konferenzen.models import Veranstaltungsort
from konferenzen.models.ort import Angabe


@dataclass(frozen=True)
class Zugang:
    """Known points as label and answer, and what is unknown in words that go on in a sentence."""

    bekannt: list[tuple[str, str]]
    unbekannt: list[str]


def zugang(ort: Veranstaltungsort) -> Zugang:
    """Give what `ort` is known to offer; what is unknown is named, but takes no row of its own.

    Whoever needs a lift must be able to tell "no" from "not known".
    """
    angaben = (
        ("Stufenlos erreichbar", "stufenloser Zugang", ort.stufenlos),
        ("Aufzug", "Aufzug", ort.aufzug),
        ("Rollstuhlgerechtes WC", "rollstuhlgerechtes WC", ort.rollstuhl_wc),
        ("Induktionsschleife", "Induktionsschleife", ort.induktionsschleife),
    )
    bekannt = [
        (name, Angabe(wert).label.capitalize())
        for name, _, wert in angaben
        if wert != Angabe.UNBEKANNT
    ]
    unbekannt = [im_satz for _, im_satz, wert in angaben if wert == Angabe.UNBEKANNT]
    for name, text in (("Hinweis", ort.zugang_hinweis), ("Bus und Bahn", ort.oepnv)):
        if text:
            bekannt.append((name, text))
    if not ort.oepnv:
        unbekannt.append("Bus und Bahn")
    return Zugang(bekannt, unbekannt)
