"""Addresses of the conferences; printed, subscribed to and built into other pages: they stay."""

from django.urls import path

from konferenzen import aenderungsfeed, einbetten, feeds, qrcodes, views
from konferenzen.aushang import views as aushang
from konferenzen.offene_daten import views as daten
from konferenzen.vorschaubild import views as vorschaubilder

urlpatterns = [
    path("termine/", views.TermineView.as_view(), name="termine"),
    path("termine/archiv/", views.ArchivView.as_view(), name="archiv"),
    path("termine/runden/<slug:slug>/", views.RundeView.as_view(), name="runde"),
    path("termine/runden/<slug:slug>/aushang.pdf", aushang.runde, name="aushang_runde"),
    path("termine/aenderungen.atom", aenderungsfeed.aenderungen, name="aenderungen_atom"),
    path("termine/<slug:slug>/", views.KonferenzView.as_view(), name="konferenz"),
    path("termine/<slug:slug>/termin.ics", feeds.termin, name="termin_ics"),
    path("termine/<slug:slug>/vorschaubild.png", vorschaubilder.png, name="vorschaubild"),
    path("termine/<slug:slug>/aushang.pdf", aushang.konferenz, name="aushang"),
    path(
        "termine/<slug:slug>/unterlagen/<int:pk>/", views.UnterlageView.as_view(), name="unterlage"
    ),
    path("kalender/", views.KalenderView.as_view(), name="kalender"),
    path("kalender/alle.ics", feeds.alle, name="feed_alle"),
    path("kalender/stadtteil/<slug:slug>.ics", feeds.stadtteil, name="feed_stadtteil"),
    path("kalender/art/<slug:slug>.ics", feeds.art, name="feed_art"),
    path("kalender/qr/alle.svg", qrcodes.alle, name="qr_alle"),
    path("kalender/qr/stadtteil/<slug:slug>.svg", qrcodes.stadtteil, name="qr_stadtteil"),
    path("kalender/qr/art/<slug:slug>.svg", qrcodes.art, name="qr_art"),
    path("einbetten/termine/", einbetten.EinbettenView.as_view(), name="einbetten"),
    path("daten/", daten.DatenView.as_view(), name="daten"),
    path("daten/termine.json", daten.termine_json, name="daten_json"),
    path("daten/termine.csv", daten.termine_csv, name="daten_csv"),
]
