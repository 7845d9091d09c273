"""The measure of all: a Django without middleware whose only view returns a constant.

With `?bytes=700000` one of that length, for what no portal could be faster than.
"""

from functools import cache

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])


def konstante(request: HttpRequest) -> HttpResponse:
    frage = request.META["QUERY_STRING"]
    return HttpResponse(lang(int(frage.removeprefix("bytes="))) if frage else "Hallo")


@cache
def lang(laenge: int) -> bytes:
    return b"x" * laenge


urlpatterns = [path("", konstante)]
application = WSGIHandler()
