"""Addresses of consent and of the work with a person; they stand below those of cases.urls."""

from django.urls import path

from cases.views import (
    assessments,
    consents,
    contacting,
    first_contact,
    notes,
    plan,
    safety_plans,
)

CASE = "<uuid:case_id>/"
PARTY = "<uuid:case_id>/people/<uuid:party_id>/"
ASSESSMENT = "<uuid:case_id>/assessments/<uuid:record_id>/"

urlpatterns = [
    path(f"{CASE}first-contact/", first_contact.FirstContactView.as_view(), name="work-first-contact"),
    path(f"{CASE}consents/", consents.ConsentsView.as_view(), name="work-consents"),
    path(f"{CASE}consents/new/", consents.ConsentNewView.as_view(), name="work-consent-new"),
    path(
        f"{CASE}consents/<uuid:record_id>/withdraw/",
        consents.WithdrawView.as_view(),
        name="work-consent-withdraw",
    ),
    path(f"{CASE}notes/", notes.NotesView.as_view(), name="work-notes"),
    path(f"{CASE}notes/new/", notes.NoteNewView.as_view(), name="work-note-new"),
    path(f"{CASE}notes/<uuid:record_id>/", notes.NoteEditView.as_view(), name="work-note"),
    path(f"{CASE}plan/", plan.PlanView.as_view(), name="work-plan"),
    path(f"{CASE}plan/new/", plan.PlanItemNewView.as_view(), name="work-goal-new"),
    path(f"{CASE}plan/<uuid:record_id>/", plan.PlanItemEditView.as_view(), name="work-goal"),
    path(f"{CASE}plan/<uuid:record_id>/move/", plan.PlanItemMoveView.as_view(), name="work-goal-move"),
    path(f"{CASE}tasks/new/", plan.TaskNewView.as_view(), name="work-task-new"),
    path(f"{CASE}tasks/<uuid:record_id>/settle/", plan.TaskSettleView.as_view(), name="work-task-settle"),
    path(f"{PARTY}reach/", contacting.ReachView.as_view(), name="work-person-reach"),
    path(f"{CASE}assessments/", assessments.AssessmentsView.as_view(), name="work-assessments"),
    path(f"{CASE}assessments/new/", assessments.AssessmentNewView.as_view(), name="work-assessment-new"),
    path(ASSESSMENT, assessments.AssessmentView.as_view(), name="work-assessment"),
    path(f"{ASSESSMENT}write/", assessments.AssessmentWriteView.as_view(), name="work-assessment-write"),
    path(f"{ASSESSMENT}sign/", assessments.AssessmentSignView.as_view(), name="work-assessment-sign"),
    path(f"{ASSESSMENT}agree/", assessments.AssessmentApproveView.as_view(), name="work-assessment-agree"),
    path(f"{CASE}safety-plan/", safety_plans.SafetyPlansView.as_view(), name="work-safety-plan"),
    path(f"{PARTY}safety-plan/", safety_plans.SafetyPlanWriteView.as_view(), name="work-safety-plan-write"),
    path(
        f"{CASE}safety-plan/<uuid:record_id>/agree/",
        safety_plans.SafetyPlanAgreeView.as_view(),
        name="work-safety-plan-agree",
    ),
]
