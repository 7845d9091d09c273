"""Who is at work in the admin."""

from django.contrib.auth.models import User
from django.http import HttpRequest


def bearbeiter(request: HttpRequest) -> User | None:
    """Give who is at work, for the ledger; None cannot happen behind the login."""
    return request.user if isinstance(request.user, User) else None
