"""The addresses of the pages; `Schluessel` names them."""

from django.urls import path

from hattingen_portal.seiten import views
from hattingen_portal.seiten.models import Schluessel

seite = views.SeiteView.as_view

urlpatterns = [
    path("impressum/", seite(schluessel=Schluessel.IMPRESSUM), name="impressum"),
    path("datenschutz/", seite(schluessel=Schluessel.DATENSCHUTZ), name="datenschutz"),
    path("barrierefreiheit/", views.ErklaerungView.as_view(), name="barrierefreiheit"),
    path(
        "leichte-sprache/",
        seite(schluessel=Schluessel.LEICHTE_SPRACHE, template_name="seiten/leichte_sprache.html"),
        name="leichte_sprache",
    ),
    path(
        "gebaerdensprache/",
        seite(schluessel=Schluessel.GEBAERDENSPRACHE, template_name="seiten/gebaerdensprache.html"),
        name="gebaerdensprache",
    ),
    path("medien/videos/<str:name>", views.film, name="film"),
]
