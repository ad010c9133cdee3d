"""Addresses of supervision, audit, keeping cases and statistics; they stand below those of cases.urls."""

from django.urls import path

from cases.views import audit, board, figures, law, members, retention

MEMBER = "members/<uuid:record_id>/"
KEPT = "keeping/<uuid:record_id>/"
MONTH = "figures/<uuid:record_id>/"
CASE = "<uuid:case_id>/"

urlpatterns = [
    path("law/", law.LawChangesView.as_view(), name="work-law-changes"),
    path("log/csv/", audit.export_log, name="work-log-csv"),
    path("alarms/", audit.AlarmsView.as_view(), name="work-alarms"),
    path("team/", board.BoardView.as_view(), name="work-board"),
    path("members/", members.MembersView.as_view(), name="work-members"),
    path("members/new/", members.MemberNewView.as_view(), name="work-member-new"),
    path(MEMBER, members.MemberView.as_view(), name="work-member"),
    path(f"{MEMBER}end/", members.LeavingView.as_view(), name="work-member-end"),
    path(f"{MEMBER}supervisor/", members.SupervisorView.as_view(), name="work-member-supervisor"),
    path(f"{MEMBER}agree/<uuid:case_id>/", members.agree, name="work-member-agree"),
    path(f"{MEMBER}hand-over/", members.HandOverAllView.as_view(), name="work-member-hand-over"),
    path("keeping/", retention.RetentionView.as_view(), name="work-retention"),
    path(KEPT, retention.DispositionView.as_view(), name="work-disposition"),
    path(f"{KEPT}approve/", retention.approve, name="work-disposition-approve"),
    path(f"{KEPT}execute/", retention.execute, name="work-disposition-execute"),
    path(f"{KEPT}pdf/", retention.certificate, name="work-disposition-pdf"),
    path("figures/", figures.FiguresView.as_view(), name="work-figures"),
    path(MONTH, figures.MonthView.as_view(), name="work-figures-month"),
    path(f"{MONTH}csv/", figures.export_month, name="work-figures-csv"),
    path(f"{MONTH}publish/", figures.publish, name="work-figures-publish"),
    path(f"{CASE}keeping/", retention.KeepingView.as_view(), name="work-keeping"),
    path(f"{CASE}keeping/order/", retention.HoldView.as_view(), name="work-keeping-hold"),
    path(f"{CASE}keeping/<uuid:record_id>/lift/", retention.release, name="work-keeping-lift"),
]
