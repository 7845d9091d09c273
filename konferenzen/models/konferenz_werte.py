"""What a conference can be: its kind, its form, where it stands."""

from django.db import models


class Art(models.TextChoices):
    """What kind of meeting it is."""

    STADTTEILKONFERENZ = "stadtteilkonferenz", "Stadtteilkonferenz"
    THEMENKONFERENZ = "themenkonferenz", "Themenkonferenz"
    QUARTIERSBESUCH = "quartiersbesuch", "Quartiersbesuch"
    SPRECHSTUNDE = "sprechstunde", "Sprechstunde"
    VERANSTALTUNG = "veranstaltung", "Veranstaltung"


class Form(models.TextChoices):
    """How people take part."""

    VOR_ORT = "vor_ort", "vor Ort"
    ONLINE = "online", "online"
    HYBRID = "hybrid", "vor Ort und online"


class Status(models.TextChoices):
    """Where a conference stands; `VERSCHOBEN` means that the new date is still to follow."""

    ENTWURF = "entwurf", "Entwurf"
    OEFFENTLICH = "oeffentlich", "öffentlich"
    VERSCHOBEN = "verschoben", "verschoben, neuer Termin folgt"
    ABGESAGT = "abgesagt", "abgesagt"
    ZURUECKGEZOGEN = "zurueckgezogen", "zurückgezogen"


# What the public may see; a cancelled conference stays on the page.
SICHTBAR = (Status.OEFFENTLICH, Status.VERSCHOBEN, Status.ABGESAGT)
# What needs no room any more.
OHNE_RAUM = (Status.ABGESAGT, Status.ZURUECKGEZOGEN)
