"""Addresses of the law, below the language prefix."""

from django.urls import path

from legislation.registers import CONDUCTS, DUTIES, MEASURES, PENALTIES, RIGHTS
from legislation.views.changes import ChangeListView
from legislation.views.clocks import DueView
from legislation.views.coverage import CoverageView
from legislation.views.glossary import GlossaryView
from legislation.views.laws import LawListView, LawView
from legislation.views.provisions import ProvisionView
from legislation.views.registers import RegisterView
from legislation.views.search import SearchView, SuggestView

urlpatterns = [
    path("search/", SearchView.as_view(), name="search"),
    path("search/suggest/", SuggestView.as_view(), name="search-suggest"),
    path("laws/", LawListView.as_view(), name="law-list"),
    path("laws/<slug:jurisdiction>/<slug:slug>/", LawView.as_view(), name="law-detail"),
    path(
        "laws/<slug:jurisdiction>/<slug:slug>/<slug:eid>/", ProvisionView.as_view(), name="provision-detail"
    ),
    path(
        "laws/<slug:jurisdiction>/<slug:slug>/<slug:eid>/due/<int:number>/",
        DueView.as_view(),
        name="duty-due",
    ),
    path("duties/", RegisterView.as_view(register=DUTIES), name="duty-list"),
    path("penalties/", RegisterView.as_view(register=PENALTIES), name="penalty-list"),
    path("measures/", RegisterView.as_view(register=MEASURES), name="measure-list"),
    path("rights/", RegisterView.as_view(register=RIGHTS), name="right-list"),
    path("conducts/", RegisterView.as_view(register=CONDUCTS), name="conduct-list"),
    path("changes/", ChangeListView.as_view(), name="change-list"),
    path("glossary/", GlossaryView.as_view(), name="glossary"),
    path("coverage/", CoverageView.as_view(), name="coverage"),
]
