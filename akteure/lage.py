"""Who sees an Akteur or a category now, and what is missing where nobody does."""

from datetime import datetime

from akteure.models import Akteur, Kategorie
from hattingen_portal.grundlage.verwaltung.lage import Lage, oeffentlich


def akteurlage(akteur: Akteur, jetzt: datetime) -> Lage:
    """Say who sees the stored `akteur` at the aware time `jetzt`, and why nobody does."""
    if Akteur.objects.oeffentlich(jetzt).filter(pk=akteur.pk).exists():
        zusatz = ", als noch nicht bestätigt" if akteur.unbestaetigt else ""
        return oeffentlich(f"im Verzeichnis{zusatz}")
    return Lage(f"Nicht öffentlich: {_warum_nicht(akteur)}")


def kategorielage(_kategorie: Kategorie, _jetzt: datetime) -> Lage:
    """Say who sees a stored category: there are no drafts of one."""
    return Lage("Öffentlich: Verzeichnis und Konferenzen nennen sie.")


def _warum_nicht(akteur: Akteur) -> str:
    if akteur.stand == Akteur.Stand.RUHEND:
        return "Der Eintrag ruht."
    if akteur.stand != Akteur.Stand.BESTAETIGT:
        return "Eine Einzelperson erscheint erst, wenn ihr Stand „bestätigt“ ist."
    if akteur.einwilligung_am is None:
        return "Es fehlt die Einwilligung."
    if akteur.einwilligung_widerrufen_am is not None:
        return "Die Einwilligung ist widerrufen."
    return "Die Einwilligung gilt erst ab einem späteren Tag."
