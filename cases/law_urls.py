"""Addresses of what happened in a case, its law, duties and measures, and of closing it."""

from django.urls import path

from cases.views import duties, happened, law_of_day, measures, progress, recording, reports

CASE = "<uuid:case_id>/"
INCIDENT = "<uuid:case_id>/happened/i/"
EVENT = "<uuid:case_id>/happened/e/"
DUTY = "<uuid:case_id>/duties/<uuid:record_id>/"
MEASURE = "<uuid:case_id>/measures/<uuid:record_id>/"

urlpatterns = [
    path(f"{CASE}happened/", happened.HappenedView.as_view(), name="work-happened"),
    path(f"{INCIDENT}new/", recording.IncidentNewView.as_view(), name="work-incident-new"),
    path(f"{INCIDENT}<uuid:record_id>/", happened.IncidentView.as_view(), name="work-incident"),
    path(
        f"{INCIDENT}<uuid:record_id>/correct/",
        recording.IncidentCorrectView.as_view(),
        name="work-incident-correct",
    ),
    path(f"{EVENT}new/", recording.EventNewView.as_view(), name="work-event-new"),
    path(f"{EVENT}<uuid:record_id>/", happened.EventView.as_view(), name="work-event"),
    path(
        f"{EVENT}<uuid:record_id>/correct/", recording.EventCorrectView.as_view(), name="work-event-correct"
    ),
    path(f"{CASE}law/", law_of_day.LawView.as_view(), name="work-law"),
    path(f"{CASE}law/<uuid:record_id>/", law_of_day.FlagView.as_view(), name="work-flag"),
    path(f"{CASE}duties/", duties.DutiesView.as_view(), name="work-duties"),
    path(DUTY, duties.DutyView.as_view(), name="work-duty"),
    path(f"{DUTY}done/", duties.DoneView.as_view(), name="work-duty-done"),
    path(f"{DUTY}time/", duties.TimeView.as_view(), name="work-duty-time"),
    path(f"{DUTY}waive/", duties.WaiveView.as_view(), name="work-duty-waive"),
    path(f"{DUTY}again/", duties.AgainView.as_view(), name="work-duty-again"),
    path(f"{DUTY}accept/", duties.accept, name="work-duty-accept"),
    path(f"{CASE}reports/new/", reports.ReportNewView.as_view(), name="work-report-new"),
    path(f"{CASE}reports/<uuid:record_id>/", reports.ReportView.as_view(), name="work-report"),
    path(f"{CASE}measures/new/", measures.MeasureNewView.as_view(), name="work-measure-new"),
    path(MEASURE, measures.MeasureView.as_view(), name="work-measure"),
    path(f"{MEASURE}serve/", measures.ServeView.as_view(), name="work-measure-serve"),
    path(f"{MEASURE}service/", measures.ServiceView.as_view(), name="work-measure-service"),
    path(f"{MEASURE}extend/", measures.ExtendView.as_view(), name="work-measure-extend"),
    path(f"{MEASURE}cancel/", measures.CancelView.as_view(), name="work-measure-cancel"),
    path(f"{MEASURE}breach/", measures.BreachView.as_view(), name="work-measure-breach"),
    path(f"{CASE}closing/", progress.ClosingView.as_view(), name="work-closing"),
]
