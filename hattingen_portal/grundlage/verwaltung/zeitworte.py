"""Day and time in words, for the office."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def tag_und_uhrzeit(zeit: datetime) -> str:
    """Give the aware `zeit` in Europe/Berlin: "3. März 2026 um 09:00 Uhr"."""
    ort = timezone.localtime(zeit)
    return f"{date_format(ort, 'j. F Y')} um {ort:%H:%M} Uhr"
