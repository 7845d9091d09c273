"""What the admin has to say on the next page: Django's way, under a cookie name of ours."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HinweisKeks(CookieStorage):
    """The signed cookie, which behind https no other host of the domain can set."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]  # an attribute there
        return "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class Hinweise(FallbackStorage):
    """The cookie, and the session for what it has no room for.

    The session alone would write to the database for each sentence that is said and each that is
    read.
    """

    storage_classes = (HinweisKeks, SessionStorage)
