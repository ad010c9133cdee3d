"""Addresses of the officers' pages, below /admin/mentoring/."""

from django.urls import path, re_path

from programs.mentoring.desk import views

urlpatterns = [
    path("", views.FrontView.as_view(), name="mentoring-desk"),
    path("run/", views.RunView.as_view(), name="mentoring-run"),
    re_path(
        r"^pairs/(?P<pk>\d{1,18})/(?P<verb>confirm|reject)/$", views.PairView.as_view(), name="mentoring-pair"
    ),
    re_path(
        r"^profiles/(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?P<verb>open|pause|close|erase)/$",
        views.ProfileView.as_view(),
        name="mentoring-profile",
    ),
]
