"""What the list of the pages gives out: who has to look at which, and what is missing there."""

from hattingen_portal.grundlage.verwaltung.spalten import Spalte, felder
from hattingen_portal.seiten.maengel import maengel
from hattingen_portal.seiten.models import Seite

SEITE = (
    *felder(Seite, "titel", "stand", "geprueft_am"),
    Spalte("Zu prüfen bis", lambda seite: seite.naechste_pruefung),
    Spalte("Es fehlt", lambda seite: "\n".join(map(str, maengel(seite)))),
)
