"""Addresses of the law, below the language prefix."""

from django.urls import path

from legislation.views.laws import LawListView, LawView
from legislation.views.provisions import ProvisionView

urlpatterns = [
    path("laws/", LawListView.as_view(), name="law-list"),
    path("laws/<slug:jurisdiction>/<slug:slug>/", LawView.as_view(), name="law-detail"),
    path(
        "laws/<slug:jurisdiction>/<slug:slug>/<slug:eid>/", ProvisionView.as_view(), name="provision-detail"
    ),
]
