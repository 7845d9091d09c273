"""The models that belong to no room: Django looks for them here, each is defined at its subject."""

from hattingen_portal.meldungen.models import Meldung, Vorschlag
from hattingen_portal.post.models import Sendung

__all__ = ["Meldung", "Sendung", "Vorschlag"]
