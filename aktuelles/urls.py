"""Addresses under /aktuelles/."""

from django.urls import path

from aktuelles import feed, views

urlpatterns = [
    path("", views.AktuellesView.as_view(), name="aktuelles"),
    path("feed.atom", feed.aktuelles, name="aktuelles_atom"),
    path("<slug:slug>/", views.BeitragView.as_view(), name="beitrag"),
    path("<slug:slug>/anhang/<int:pk>/", views.AnhangView.as_view(), name="anhang"),
]
