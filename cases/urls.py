"""Addresses of confidential work; none says a number, a name or what it is about."""

from django.urls import path

from cases import care_urls, law_urls, sharing_urls, team_urls
from cases.views import access, audit, caseload, day, emergencies, files, people, progress

CASE = "<uuid:case_id>/"
FILE = "<uuid:case_id>/files/<uuid:file_id>/"
PARTY = "<uuid:case_id>/people/<uuid:party_id>/"

urlpatterns = [
    path("", caseload.CaseListView.as_view(), name="work"),
    path("new/", caseload.CaseNewView.as_view(), name="work-new"),
    path("urgent/", emergencies.EmergencyView.as_view(), name="work-urgent"),
    path("urgent/<uuid:record_id>/decide/", emergencies.decide, name="work-urgent-decide"),
    path("urgent/<uuid:record_id>/review/", emergencies.review, name="work-urgent-review"),
    path("day/", day.DayView.as_view(), name="work-day"),
    path("log/", audit.LogView.as_view(), name="work-log"),
    path(CASE, caseload.CaseView.as_view(), name="work-item"),
    path(f"{CASE}log/", audit.CaseLogView.as_view(), name="work-item-log"),
    path(f"{CASE}move/<slug:verb>/", progress.move, name="work-item-move"),
    path(f"{CASE}go-on/", progress.GoOnView.as_view(), name="work-item-go-on"),
    path(f"{CASE}step/", progress.step, name="work-item-step"),
    path(f"{CASE}access/", access.AccessView.as_view(), name="work-access"),
    path(f"{CASE}access/give/", access.GrantView.as_view(), name="work-access-give"),
    path(f"{CASE}access/bar/", access.BarrierView.as_view(), name="work-access-bar"),
    path(f"{CASE}access/hand-over/", access.HandOverView.as_view(), name="work-hand-over"),
    path(f"{CASE}access/<uuid:record_id>/revoke/", access.revoke, name="work-access-revoke"),
    path(f"{CASE}access/<uuid:record_id>/lift/", access.lift, name="work-access-lift"),
    path(f"{CASE}people/", people.PeopleView.as_view(), name="work-people"),
    path(f"{CASE}people/new/", people.PartyNewView.as_view(), name="work-person-new"),
    path(PARTY, people.PartyView.as_view(), name="work-person"),
    path(f"{PARTY}edit/", people.PartyEditView.as_view(), name="work-person-edit"),
    path(f"{PARTY}write/", people.IdentityView.as_view(), name="work-person-write"),
    path(f"{PARTY}contact/", people.ContactView.as_view(), name="work-person-contact"),
    path(f"{CASE}files/", files.FilesView.as_view(), name="work-files"),
    path(f"{CASE}files/new/", files.FileNewView.as_view(), name="work-file-new"),
    path(FILE, files.FileView.as_view(), name="work-file"),
    path(f"{FILE}copy/", files.copy, name="work-file-copy"),
    path(f"{FILE}original/", files.original, name="work-file-original"),
    path(f"{FILE}withdraw/", files.WithdrawView.as_view(), name="work-file-withdraw"),
    path(f"{PARTY}who/", people.RevealView.as_view(), name="work-person-who"),
    *care_urls.urlpatterns,
    *team_urls.urlpatterns,
    *sharing_urls.urlpatterns,
    *law_urls.urlpatterns,
]
