"""The measure of all: a Django without middleware whose only view returns a constant."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])


def konstante(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hallo")


urlpatterns = [path("", konstante)]
application = WSGIHandler()
