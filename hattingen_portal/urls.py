"""All public addresses: they are printed on posters and kept in calendars, so they stay."""

from django.contrib import admin
from django.urls import include, path

from hattingen_portal import views

urlpatterns = [
    path("", views.StartseiteView.as_view(), name="startseite"),
    path("", include("konferenzen.urls")),
    path("stadtteile/", include("quartiere.urls")),
    path("akteure/", include("akteure.urls")),
    path("aktuelles/", include("aktuelles.urls")),
    path("impressum/", views.PlatzhalterView.as_view(), name="impressum"),
    path("datenschutz/", views.PlatzhalterView.as_view(), name="datenschutz"),
    path("barrierefreiheit/", views.PlatzhalterView.as_view(), name="barrierefreiheit"),
    path("barriere-melden/", views.PlatzhalterView.as_view(), name="barriere_melden"),
    path("kontakt/", views.KontaktView.as_view(), name="kontakt"),
    path("leichte-sprache/", views.PlatzhalterView.as_view(), name="leichte_sprache"),
    path("gebaerdensprache/", views.PlatzhalterView.as_view(), name="gebaerdensprache"),
    path("robots.txt", views.robots, name="robots"),
    path("gesundheit/", views.gesundheit, name="gesundheit"),
    path("medien/bilder/<str:name>", views.bild, name="bild"),
    path("admin/", admin.site.urls),
]
