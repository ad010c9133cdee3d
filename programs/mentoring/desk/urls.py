"""Addresses of the officers' pages, below /admin/mentoring/."""

from django.urls import path, re_path

from programs.mentoring.desk import lists, pairs, people, views

PERSON = r"^people/(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"

urlpatterns = [
    path("", views.FrontView.as_view(), name="mentoring-desk"),
    path("run/", views.RunView.as_view(), name="mentoring-run"),
    path("pairs/", lists.PairsView.as_view(), name="mentoring-pairs"),
    path("people/", lists.PeopleView.as_view(), name="mentoring-people"),
    re_path(r"^pairs/(?P<pk>\d{1,18})/$", pairs.PairPageView.as_view(), name="mentoring-pair-page"),
    re_path(
        r"^pairs/(?P<pk>\d{1,18})/(?P<verb>confirm|reject)/$",
        pairs.PairVerbView.as_view(),
        name="mentoring-pair",
    ),
    re_path(PERSON + "$", people.PersonView.as_view(), name="mentoring-person"),
    re_path(PERSON + "match/$", people.MatchView.as_view(), name="mentoring-match"),
    re_path(
        PERSON + "(?P<verb>open|pause|close|erase)/$",
        people.ProfileVerbView.as_view(),
        name="mentoring-profile",
    ),
]
