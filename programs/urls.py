"""Addresses of programmes, below the language prefix."""

from django.urls import path

from programs.directories import INDICATORS, ORGANISATIONS, PROGRAMMES
from programs.views.collaboration import CollaborationView
from programs.views.directories import DirectoryView
from programs.views.help import HelpView
from programs.views.indicators import IndicatorView, TargetsView
from programs.views.programmes import OrganisationView, ProgrammeView

urlpatterns = [
    path("programmes/", DirectoryView.as_view(directory=PROGRAMMES), name="programme-list"),
    path("programmes/<slug:slug>/", ProgrammeView.as_view(), name="programme-detail"),
    path("organisations/", DirectoryView.as_view(directory=ORGANISATIONS), name="organisation-list"),
    path("organisations/<slug:slug>/", OrganisationView.as_view(), name="organisation-detail"),
    path("indicators/", DirectoryView.as_view(directory=INDICATORS), name="indicator-list"),
    path("indicators/<slug:slug>/", IndicatorView.as_view(), name="indicator-detail"),
    path("targets/", TargetsView.as_view(), name="target-list"),
    path("collaboration/", CollaborationView.as_view(), name="collaboration"),
    path("help/", HelpView.as_view(), name="help"),
]
