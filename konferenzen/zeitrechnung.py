"""What reading a date and writing one have in common. Pure."""

from datetime import timedelta

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONATE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
# The length that is assumed, and said to be assumed, where no end is known.
ANGENOMMENE_DAUER = timedelta(hours=2)
