"""Addresses of programme officers, below /admin/cohorts/."""

from django.urls import path

from programs.cohorts.desk.views import application, applications, cohorts, questions, report, teaching

urlpatterns = [
    path("", cohorts.FrontView.as_view(), name="cohort-desk"),
    path("new/", cohorts.EditView.as_view(), name="cohort-desk-new"),
    path("outcomes/", teaching.OutcomesView.as_view(), name="cohort-desk-outcomes"),
    path("outcomes/<uuid:pk>/", teaching.OutcomeView.as_view(), name="cohort-desk-outcome"),
    path("applications/<uuid:pk>/", application.ApplicationView.as_view(), name="cohort-desk-application"),
    path(
        "applications/<uuid:pk>/files/<uuid:file>/", application.FileView.as_view(), name="cohort-desk-file"
    ),
    path("<int:pk>/", cohorts.CohortView.as_view(), name="cohort-desk-cohort"),
    path("<int:pk>/edit/", cohorts.EditView.as_view(), name="cohort-desk-edit"),
    path("<int:pk>/open/", cohorts.OpenView.as_view(), {"verb": "open"}, name="cohort-desk-open"),
    path("<int:pk>/close/", cohorts.OpenView.as_view(), {"verb": "close"}, name="cohort-desk-close"),
    path("<int:pk>/report/", report.ReportView.as_view(), name="cohort-desk-report"),
    path("<int:pk>/questions/new/", questions.QuestionView.as_view(), name="cohort-desk-question-new"),
    path("<int:pk>/questions/<int:question>/", questions.QuestionView.as_view(), name="cohort-desk-question"),
    path(
        "<int:pk>/questions/<int:question>/delete/",
        questions.DeleteQuestionView.as_view(),
        name="cohort-desk-question-delete",
    ),
    path(
        "<int:pk>/questions/<int:question>/up/",
        questions.MoveQuestionView.as_view(),
        {"by": -1},
        name="cohort-desk-question-up",
    ),
    path(
        "<int:pk>/questions/<int:question>/down/",
        questions.MoveQuestionView.as_view(),
        {"by": 1},
        name="cohort-desk-question-down",
    ),
    path("<int:pk>/applications/", applications.ApplicationsView.as_view(), name="cohort-desk-applications"),
    path("<int:pk>/sessions/new/", teaching.SessionEditView.as_view(), name="cohort-desk-session-new"),
    path("<int:pk>/sessions/<int:session>/", teaching.SessionEditView.as_view(), name="cohort-desk-session"),
    path(
        "<int:pk>/sessions/<int:session>/attendance/",
        teaching.AttendanceView.as_view(),
        name="cohort-desk-attendance",
    ),
    path(
        "<int:pk>/sessions/<int:session>/delete/",
        teaching.DeleteSessionView.as_view(),
        name="cohort-desk-session-delete",
    ),
]
