"""Answers whose content somebody has uploaded: whatever is in it, it acts on nothing here."""

from typing import TypeVar

from django.http.response import HttpResponseBase

# Opened by itself it is a document without scripts, forms, frames and an origin (CSP level 3,
# `sandbox`); a page that shows it as a picture or film is not touched by it.
RICHTLINIE = "default-src 'none'; frame-ancestors 'none'; sandbox"

Antwort = TypeVar("Antwort", bound=HttpResponseBase)


def abgeriegelt(antwort: Antwort) -> Antwort:
    """Give `antwort` back, under the narrowest policy there is."""
    antwort["Content-Security-Policy"] = RICHTLINIE
    return antwort
