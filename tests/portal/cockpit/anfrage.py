"""The request of somebody at the front page."""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.test import RequestFactory


def anfrage(person: User | None = None) -> HttpRequest:
    """Give a request of `person`; without one, of somebody who may do everything."""
    request = RequestFactory().get("/admin/")
    request.user = person or User.objects.create_superuser("sb")
    return request
