"""What the statement on accessibility still calls missing although it is there by now."""

from collections.abc import Iterable

from hattingen_portal.seiten.models import Ausnahme, Schluessel, Seite
from hattingen_portal.seiten.platzhalter import klartext

# How the statement names what the page is made of, and that it is not there.
WORTE = {
    Schluessel.LEICHTE_SPRACHE: "leichter sprache",
    Schluessel.GEBAERDENSPRACHE: "gebärdensprache",
}
FEHLT = "noch nicht vor"


def ueberholte(seiten: Iterable[Seite]) -> list[Ausnahme]:
    """Give the exceptions among `seiten` that call missing what is on another of these pages.

    Asks nothing of the database where they were read with `mit_inhalt()`. Who says more in the
    reason than that it is not there yet knows what it means, and is not asked.
    """
    alle = list(seiten)
    vorhanden = [WORTE[Schluessel(seite.schluessel)] for seite in alle if _geliefert(seite)]
    return [
        ausnahme
        for seite in alle
        for ausnahme in seite.ausnahmen.all()
        if FEHLT in ausnahme.begruendung and any(w in ausnahme.inhalt.lower() for w in vorhanden)
    ]


def _geliefert(seite: Seite) -> bool:
    """Tell whether `seite` holds the explanations in its language, complete or not."""
    if seite.schluessel == Schluessel.GEBAERDENSPRACHE:
        return getattr(seite, "video", None) is not None
    if seite.schluessel == Schluessel.LEICHTE_SPRACHE:
        texte = [seite.text, *(abschnitt.text for abschnitt in seite.abschnitte.all())]
        return any(map(klartext, texte))
    return False
