"""All public addresses: they are printed on posters and kept in calendars, so they stay."""

from django.contrib import admin
from django.urls import include, path

from hattingen_portal import bilder, gesundheit, views
from hattingen_portal.anmeldung import passwort
from hattingen_portal.bausteine.views import BausteineView
from hattingen_portal.sicherheitskontakt import security_txt
from hattingen_portal.sitemap import sitemap
from hattingen_portal.suche.views import SucheView
from hattingen_portal.vorschau import vorschau, vorschau_bild

handler400 = "hattingen_portal.ausfall.unlesbar"
handler500 = "hattingen_portal.ausfall.fehler"

urlpatterns = [
    path("", views.StartseiteView.as_view(), name="startseite"),
    path("", include("konferenzen.urls")),
    path("stadtteile/", views.StadtteileView.as_view(), name="stadtteile"),
    path("stadtteile/<slug:slug>/", views.StadtteilView.as_view(), name="stadtteil"),
    path("akteure/", include("akteure.urls")),
    path("", include("hattingen_portal.meldungen.urls")),
    path("", include("hattingen_portal.seiten.urls")),
    path("aktuelles/", include("aktuelles.urls")),
    path("suche/", SucheView.as_view(), name="suche"),
    path("vorschau/<str:marke>/", vorschau, name="vorschau"),
    path("vorschau/<str:marke>/bilder/<str:name>", vorschau_bild, name="vorschau_bild"),
    path("bausteine/", BausteineView.as_view(), name="bausteine"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("gesundheit/", gesundheit.lebt, name="gesundheit"),
    path("gesundheit/bereit/", gesundheit.bereit, name="bereit"),
    path("medien/bilder/<str:name>", bilder.bild, name="bild"),
    path("admin/passwort/", passwort.Vergessen.as_view(), name="passwort_vergessen"),
    path("admin/passwort/gesendet/", passwort.Gesendet.as_view(), name="passwort_gesendet"),
    path("admin/passwort/fertig/", passwort.Fertig.as_view(), name="passwort_fertig"),
    path("admin/passwort/<uidb64>/<token>/", passwort.Neu.as_view(), name="passwort_neu"),
    path("admin/", admin.site.urls),
]
