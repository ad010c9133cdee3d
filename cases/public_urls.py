"""The one page of cases for everybody: statistics that an auditor made public."""

from django.urls import path

from cases.views import public

urlpatterns = [
    path("", public.PublicFiguresView.as_view(), name="case-figures"),
    path("<uuid:record_id>/", public.PublicMonthView.as_view(), name="case-figures-month"),
]
