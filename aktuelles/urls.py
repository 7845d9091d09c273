"""Addresses under /aktuelles/."""

from django.urls import path

from aktuelles import views

urlpatterns = [
    path("", views.AktuellesView.as_view(), name="aktuelles"),
    path("<slug:slug>/", views.BeitragView.as_view(), name="beitrag"),
    path("<slug:slug>/anhang/<int:pk>/", views.AnhangView.as_view(), name="anhang"),
]
