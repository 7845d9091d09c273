"""Addresses under /stadtteile/."""

from django.urls import path

from quartiere import views

urlpatterns = [
    path("", views.StadtteileView.as_view(), name="stadtteile"),
    path("<slug:slug>/", views.StadtteilView.as_view(), name="stadtteil"),
]
