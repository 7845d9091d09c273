"""Whole addresses, for what leaves the portal: calendars, search engines, other people's pages."""

from django.conf import settings


def absolut(pfad: str) -> str:
    """Give the whole address of the path `pfad`, whatever name the request came in by."""
    return f"{settings.PORTAL_BASIS_URL}{pfad}"
