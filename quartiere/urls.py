"""The address of the overview, /stadtteile/."""

from django.urls import path

from quartiere import views

urlpatterns = [
    path("", views.StadtteileView.as_view(), name="stadtteile"),
]
