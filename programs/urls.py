"""Addresses of programmes, below the language prefix."""

from django.urls import path, re_path

from programs.cohorts.views.applying import ApplyView
from programs.cohorts.views.certificates import CertificateView
from programs.cohorts.views.standing import ApplicationView
from programs.collaborations.directories import ACTIONS, EVENTS, TRANSFERS
from programs.directories import INDICATORS, ORGANISATIONS, PROGRAMMES
from programs.views.collaboration import CollaborationView
from programs.views.comparing import CompareView
from programs.views.directories import DirectoryView
from programs.views.events import EventView, all_events_calendar, event_calendar, event_material
from programs.views.finance import FinanceFitView, FinanceListView, FinanceOfferView, RepaymentView
from programs.views.help import HelpView
from programs.views.indicators import IndicatorView, TargetsView
from programs.views.mentoring import JoinView, MentoringView, MineView
from programs.views.programmes import OrganisationView, ProgrammeView
from programs.views.registrations import ReceiptView, RegisterView
from programs.views.together import ActionView, BilateralView, TogetherListView, TransferView

urlpatterns = [
    path("programmes/", DirectoryView.as_view(directory=PROGRAMMES), name="programme-list"),
    path("programmes/<slug:slug>/", ProgrammeView.as_view(), name="programme-detail"),
    path("programmes/<slug:slug>/cohorts/<slug:cohort>/apply/", ApplyView.as_view(), name="cohort-apply"),
    path("applications/", ApplicationView.as_view(), name="application"),
    path("certificates/", CertificateView.as_view(), name="certificate-check"),
    path("certificates/<str:code>/", CertificateView.as_view(), name="certificate-detail"),
    path("organisations/", DirectoryView.as_view(directory=ORGANISATIONS), name="organisation-list"),
    path("organisations/<slug:slug>/", OrganisationView.as_view(), name="organisation-detail"),
    path("indicators/", DirectoryView.as_view(directory=INDICATORS), name="indicator-list"),
    path("indicators/compare/", CompareView.as_view(), name="indicator-compare"),
    path("indicators/<slug:slug>/", IndicatorView.as_view(), name="indicator-detail"),
    path("targets/", TargetsView.as_view(), name="target-list"),
    path("collaboration/", CollaborationView.as_view(), name="collaboration"),
    path("collaboration/actions/", TogetherListView.as_view(directory=ACTIONS), name="action-list"),
    path("collaboration/actions/<int:pk>/", ActionView.as_view(), name="action-detail"),
    path("collaboration/lessons/", TogetherListView.as_view(directory=TRANSFERS), name="transfer-list"),
    path("collaboration/lessons/<int:pk>/", TransferView.as_view(), name="transfer-detail"),
    path("collaboration/<slug:pair>/", BilateralView.as_view(), name="bilateral"),
    path("events/", TogetherListView.as_view(directory=EVENTS), name="event-list"),
    path("events/calendar.ics", all_events_calendar, name="event-feed"),
    path("events/registration/", ReceiptView.as_view(), name="event-receipt"),
    path("events/<slug:slug>/", EventView.as_view(), name="event-detail"),
    path("events/<slug:slug>/register/", RegisterView.as_view(), name="event-register"),
    path("events/<slug:slug>/calendar.ics", event_calendar, name="event-calendar"),
    path("events/<slug:slug>/materials/<int:pk>/", event_material, name="event-material"),
    path("finance/", FinanceListView.as_view(), name="finance-list"),
    path("finance/fit/", FinanceFitView.as_view(), name="finance-fit"),
    path("finance/repayment/", RepaymentView.as_view(), name="finance-repayment"),
    path("finance/<slug:slug>/", FinanceOfferView.as_view(), name="finance-detail"),
    path("mentoring/", MentoringView.as_view(), name="mentoring"),
    re_path(r"^mentoring/join/(?P<side>mentor|mentee)/$", JoinView.as_view(), name="mentoring-join"),
    path("mentoring/mine/", MineView.as_view(), name="mentoring-mine"),
    path("help/", HelpView.as_view(), name="help"),
]
