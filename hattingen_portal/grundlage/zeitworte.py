"""Day and time in words, for the office."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def tag(zeit: datetime) -> str:
    """Give the day of the aware `zeit` in Europe/Berlin: "3. März 2026"."""
    return date_format(timezone.localtime(zeit), "j. F Y")


def tag_und_uhrzeit(zeit: datetime) -> str:
    """Give the aware `zeit` in Europe/Berlin: "3. März 2026 um 09:00 Uhr"."""
    return f"{tag(zeit)} um {date_format(timezone.localtime(zeit), 'H:i')} Uhr"
