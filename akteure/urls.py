"""Addresses under /akteure/."""

from django.urls import path

from akteure import views

urlpatterns = [
    path("", views.AkteureView.as_view(), name="akteure"),
    path("<slug:slug>/", views.AkteurView.as_view(), name="akteur"),
]
