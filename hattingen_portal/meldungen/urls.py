"""The addresses at which citizens write to the office."""

from django.urls import path

from hattingen_portal.meldungen import views

urlpatterns = [
    path("kontakt/", views.KontaktView.as_view(), name="kontakt"),
    path("barriere-melden/", views.BarriereView.as_view(), name="barriere_melden"),
    path("akteure/<slug:slug>/berichtigen/", views.BerichtigungView.as_view(), name="berichtigen"),
    path("nachricht-angekommen/<slug:nummer>/", views.DankeView.as_view(), name="danke"),
]
