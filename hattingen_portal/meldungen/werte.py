"""What a message can be about, how far it is, and how it was answered."""

from django.db import models


class Art(models.TextChoices):
    """Which form a message came through."""

    KONTAKT = "kontakt", "Kontakt"
    BARRIERE = "barriere", "Barriere"
    BERICHTIGUNG = "berichtigung", "Berichtigung"


class Zustand(models.TextChoices):
    """How far a message is. Who left no way to answer can only be read: that is `erledigt`."""

    OFFEN = "offen", "offen"
    BEANTWORTET = "beantwortet", "beantwortet"
    ERLEDIGT = "erledigt", "ohne Antwort erledigt"


class Weg(models.TextChoices):
    """How the answer went out."""

    EMAIL = "email", "E-Mail"
    TELEFON = "telefon", "Telefon"
    BRIEF = "brief", "Brief"
    GESPRAECH = "gespraech", "persönliches Gespräch"


class Entscheidung(models.TextChoices):
    """What the office made of a proposed value."""

    OFFEN = "offen", "offen"
    UEBERNOMMEN = "uebernommen", "übernommen"
    ABGELEHNT = "abgelehnt", "abgelehnt"
