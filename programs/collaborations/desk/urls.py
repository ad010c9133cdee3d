"""Addresses of these pages, below /admin/collaboration/."""

from django.urls import path, re_path

from programs.collaborations.desk import events, records

urlpatterns = [
    path("", records.FrontView.as_view(), name="together-front"),
    path("actions/add/", records.ActionFormView.as_view(), name="together-action-add"),
    path("actions/<int:pk>/", records.ActionFormView.as_view(), name="together-action"),
    path("lessons/add/", records.TransferFormView.as_view(), name="together-lesson-add"),
    path("lessons/<int:pk>/", records.TransferFormView.as_view(), name="together-lesson"),
    path("events/add/", events.EventFormView.as_view(), name="together-event-add"),
    path("events/<int:pk>/", events.EventDeskView.as_view(), name="together-event"),
    path("events/<int:pk>/edit/", events.EventFormView.as_view(), name="together-event-edit"),
    re_path(
        r"^events/(?P<pk>\d+)/(?P<verb>announce|hold|discard)/$",
        events.StepView.as_view(),
        name="together-event-step",
    ),
    path("events/<int:pk>/cancel/", events.CancelView.as_view(), name="together-event-cancel"),
    path("events/<int:pk>/attendance/", events.AttendanceView.as_view(), name="together-attendance"),
    path("events/<int:pk>/materials/", events.MaterialView.as_view(), name="together-material-add"),
    path(
        "events/<int:pk>/materials/<int:material>/remove/",
        events.RemoveMaterialView.as_view(),
        name="together-material-remove",
    ),
    path("history/<slug:kind>/<int:pk>/", records.HistoryView.as_view(), name="together-history"),
]
