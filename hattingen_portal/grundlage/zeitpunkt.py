"""A page is right at one moment: what it asks and what it prints share the same "now"."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property


class MitZeitpunkt:
    """Gives a view the moment of its request; Django makes a new view for each request."""

    @cached_property
    def jetzt(self) -> datetime:
        """When the page was asked for, aware."""
        return timezone.now()
