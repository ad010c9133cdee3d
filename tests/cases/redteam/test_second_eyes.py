"""What needs a second person: past our code, with SQL and whatever roles one collects, it needs one still."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions import approvals, assessments, duties, exports, progress, retention, tasks
from cases.actions.grounds import Ground, NoBasisError, check_approval
from cases.actions.parties import Identity, reveal
from cases.care_choices import TaskKind
from cases.choices import AccessKind, Confidentiality, OrganisationKind, Role, Section
from cases.context import acting_as
from cases.models import Approval, Assessment, CaseDuty, Referral
from cases.permissions import NotAllowed
from cases.refusals import Refusal
from tests.factories.care import agree_to, answer, assessed, begin_assessment, sign
from tests.factories.case_law import at, make_rule, record_event
from tests.factories.cases import begin_in_an_emergency, grant, make_case, make_party, make_place
from tests.factories.retention import close, close_long_ago, propose
from tests.factories.retention import make_rule as make_keeping_rule
from tests.factories.sharing import consent_to, copied, decide, refer

pytestmark = pytest.mark.django_db
TOKEN = "v1.k1.AAAAAAAAAAAAAAAA.AAAA"


@pytest.fixture
def case(place):
    """A case whose lead has become a supervisor of the organisation besides."""
    found = make_case(place)
    place.join("both", Role.SUPERVISOR, user=place.user("worker"))
    return found


@pytest.fixture
def police(db):
    return make_place(OrganisationKind.POLICE)


def refuse(statement: str, *values: object) -> None:
    """Assert that the database refuses a statement; that it finds no row is no refusal."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def do(statement: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def test_lead_who_is_a_supervisor_too_is_no_second_person(place, case, police):
    lead, both = case.lead.user, place.both
    grant(case, place.colleague, AccessKind.COWORKER)
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    asked = refer(case, police.organisation, ground=Ground(reason="Danger"), actor=place.user("colleague"))
    party = make_party(case)
    with acting_as(lead):
        order = retention.hold(actor=lead, case_id=case.pk, reason="A court asked for it")
        about = tasks.About(party=party)
        review = tasks.make_task(
            case, TaskKind.CONTACT_REVIEW, actor=lead, about=about, assignee=None, due_on=dt.date(2099, 1, 1)
        )
        duty = CaseDuty.objects.select_related("version__provision").get(event=event)
        refuse(
            "UPDATE cases_approval SET status = 'approved', decided_by_id = %s, decided_at = now()", lead.pk
        )
        refuse(
            "UPDATE cases_caseduty SET status = 'waived', reason = %s, waived_by_id = %s, "
            "waived_under_id = %s", TOKEN, both.pk, duty.version.provision_id,
        )  # fmt: skip
        refuse("UPDATE cases_legalhold SET lifted_at = now(), lifted_by_id = %s", lead.pk)
        refuse(
            "UPDATE cases_task SET status = 'done', done_at = now(), done_by_id = %s WHERE id = %s",
            lead.pk, review.pk,
        )  # fmt: skip
        for deed in (
            lambda: approvals.decide_approval(actor=lead, approval_id=asked.approval_id, approve=True),
            lambda: duties.waive_duty(actor=lead, duty_id=duty.pk, reason="x", under=duty.version.provision),
            lambda: retention.release(actor=lead, case_id=case.pk, hold_id=order.pk),
            lambda: tasks.settle_task(actor=lead, task_id=review.pk, outcome="x"),
        ):
            with pytest.raises(NotAllowed), transaction.atomic():
                deed()
        duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="done")
        refuse("UPDATE cases_caseduty SET status = 'reopened', reason = %s", TOKEN)
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="agreed-is-done")
        refuse("UPDATE cases_case SET status = 'closed', closed_at = now(), closed_by_id = %s", both.pk)
        refuse("UPDATE cases_case SET status = 'open', sent_back = %s", TOKEN)


def test_work_goes_on_by_a_supervisor_with_her_words_alone(place, case):
    supervisor, lead = place.user("supervisor"), case.lead.user
    with acting_as(lead):
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="agreed-is-done")
    with acting_as(supervisor):
        refuse("UPDATE cases_case SET status = 'open', outcome = ''")
        progress.close(actor=supervisor, case_id=case.pk)
        refuse("UPDATE cases_case SET status = 'reopened'")
    with acting_as(lead):
        refuse("UPDATE cases_case SET status = 'reopened', sent_back = %s", TOKEN)


def test_duty_is_replaced_by_another_or_not_at_all(place, case):
    make_rule()
    record_event(case, at("2026-03-10 09:00"))
    other = make_case(place)
    record_event(other, at("2026-03-11 09:00"))
    with acting_as(case.lead.user):
        mine = CaseDuty.objects.get(case=case)
        refuse("UPDATE cases_caseduty SET status = 'replaced' WHERE id = %s", mine.pk)
        foreign = CaseDuty.objects.get(case=other)
        change = "UPDATE cases_caseduty SET status = 'replaced', replaced_by_id = %s WHERE id = %s"
        refuse(change, foreign.pk, mine.pk)
        refuse(change, mine.pk, mine.pk)


def test_approval_serves_for_what_it_was_asked_for_alone(place, case, police):
    lead = case.lead.user
    copy = copied(case)
    decide(place, copy.approval)
    sent = refer(case, police.organisation, ground=Ground(reason="Danger"))
    born = Referral(
        case=case, organisation=police.organisation, service_kind="other", basis="override",
        sections=["summary"], request_key=case.pk, expires_at=timezone.now() + dt.timedelta(days=1),
        created_by=lead,
    )  # fmt: skip
    born.make_keys()
    with acting_as(lead):
        for approval in (copy.approval, sent.approval):  # another kind's and decided; another referral's
            born.approval = approval
            with pytest.raises(DatabaseError), transaction.atomic():
                born.save(force_insert=True)
        alone = approvals.ask_approval(case, "referral", actor=lead, reason="Danger")
    with acting_as(place.user("supervisor")):
        refuse(
            "UPDATE cases_approval SET status = 'approved', decided_by_id = %s, decided_at = now() "
            "WHERE id = %s", place.user("supervisor").pk, alone.pk,
        )  # fmt: skip
        kept = Approval.objects.get(pk=copy.approval_id)
    assert len(kept.content_sha256) == 64
    assert kept.decided_at > timezone.now() - dt.timedelta(minutes=5)


def test_approval_grows_old():
    now = timezone.now()
    check_approval(Approval(status="approved", decided_at=now - dt.timedelta(days=13)))
    with pytest.raises(NoBasisError, match="more than 14 days ago"):
        check_approval(Approval(status="approved", decided_at=now - dt.timedelta(days=14)))


@pytest.mark.parametrize("wrong", ["recipient", "part", "kind"])
def test_referral_goes_by_a_consent_to_exactly_that(place, case, police, wrong):
    lead, party = case.lead.user, make_party(case)
    other = make_place(OrganisationKind.POLICE)
    consent = consent_to(case, party, (other if wrong == "recipient" else police).organisation)
    if wrong == "kind":
        from tests.factories.care import give

        consent = give(party)
    parts = ["identity" if wrong == "part" else "parties", "summary"]
    born = Referral(
        case=case, organisation=police.organisation, service_kind="other", basis="consent", consent=consent,
        sections=parts, request_key=case.pk, expires_at=timezone.now() + dt.timedelta(days=1),
        created_by=lead,
    )  # fmt: skip
    born.make_keys()
    with acting_as(lead):
        born.save(force_insert=True)
        refuse("UPDATE cases_referral SET status = 'sent', sent_at = now() WHERE id = %s", born.pk)


GIVE = (
    "INSERT INTO cases_caseaccess (id, created_by_id, row_version, case_id, organisation_id, membership_id, "
    "kind, sections, reason) VALUES (gen_random_uuid(), %s, 1, %s, %s, %s, %s, %s, '')"
)


def test_access_of_an_organisation_is_checked_like_a_persons(place, case, police):
    lead, secret = case.lead.user, make_case(place, confidentiality=Confidentiality.RESTRICTED)
    with acting_as(lead):
        refuse(GIVE, lead.pk, case.pk, place.organisation.pk, None, "referral", ["summary"])
        refuse(GIVE, lead.pk, secret.pk, police.organisation.pk, None, "referral", ["summary"])
        assert do(GIVE, lead.pk, case.pk, police.organisation.pk, None, "referral", ["summary"]) == 1
    for of_case, to in ((case, place.organisation), (secret, police.organisation)):
        with pytest.raises(Refusal):
            grant(of_case, to, AccessKind.REFERRAL)


def test_nobody_gives_parts_that_she_has_not_herself(place):
    from cases.actions import access

    secret = make_case(place, confidentiality=Confidentiality.RESTRICTED)
    grant(secret, place.supervisor, AccessKind.SUPERVISOR, sections=[Section.SUMMARY, Section.PLAN])
    supervisor, to = place.user("supervisor"), place.colleague
    with acting_as(supervisor):
        refuse(GIVE, supervisor.pk, secret.pk, None, to.pk, "coworker", ["summary", "identity"])
        with pytest.raises(Refusal, match="don't have"):
            access.grant_access(
                actor=supervisor, case_id=secret.pk, to=to, kind="coworker", sections=[Section.IDENTITY],
                reason="helps",
            )  # fmt: skip
        assert do(GIVE, supervisor.pk, secret.pk, None, to.pk, "coworker", ["summary", "plan"]) == 1


def test_danger_is_that_of_the_newest_assessment(place, case):
    assessed(make_party(case), "immediate")
    second = make_party(case)
    draft = begin_assessment(second)
    answer(draft, case.lead.user, "strangled")
    sign(draft, case.lead.user, "high", "He left")
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        agree_to(draft, supervisor, "Agreed")
    assert sign(draft, case.lead.user, "high", "He left")
    with acting_as(case.lead.user):
        refuse("UPDATE cases_case SET risk = 'immediate'")
        refuse("UPDATE cases_assessment SET status = 'draft', signed_at = NULL, signed_by_id = NULL")


def test_score_is_written_with_its_answers_or_found_out(place, case):
    lead = case.lead.user
    draft = begin_assessment(make_party(case))
    answer(draft, lead, "strangled")
    with acting_as(lead):
        refuse("UPDATE cases_assessment SET score = 0, level_computed = 'standard'")
        former = Assessment.objects.get(pk=draft.pk).answers
    answer(draft, lead, "strangled", "weapon")
    with acting_as(lead):  # the answers of before, which are authentic
        assert do("UPDATE cases_assessment SET score = 0, level_computed = 'standard', answers = %s", former)
    with pytest.raises(assessments.InvalidAssessmentError, match="doesn't belong"):
        sign(draft, lead, "standard")


def test_who_asked_for_a_lower_danger_does_not_approve_it(place, case):
    draft = begin_assessment(make_party(case))
    answer(draft, case.lead.user, "strangled")
    grant(case, place.colleague, AccessKind.COWORKER)
    place.join("risen", Role.SUPERVISOR, user=place.user("colleague"))
    grant(case, place.risen, AccessKind.SUPERVISOR)
    asker = place.user("colleague")
    assert not sign(draft, asker, "standard", "He left the country")
    with acting_as(asker):
        assert Assessment.objects.get(pk=draft.pk).lowering_asked_by_id == asker.pk
        with pytest.raises(NotAllowed):
            agree_to(draft, asker, "Fine")
        refuse("UPDATE cases_assessment SET lowering_approved_by_id = %s", place.risen.pk)


def test_destruction_is_proposed_for_the_case_as_it_is_kept(place):
    closed = close_long_ago(place, make_case(place))
    supervisor, other = place.user("supervisor"), make_place()
    insert = (
        "INSERT INTO cases_disposition (id, created_by_id, row_version, case_id, organisation_id, public_no, "
        "basis, due_on, status, certificate) SELECT gen_random_uuid(), %s, 1, id, {body}, public_no, "
        "retention_basis, {day}, 'proposed', '{{}}' FROM cases_case WHERE id = %s"
    )
    with acting_as(supervisor):
        elsewhere = insert.format(body=f"'{other.organisation.pk}'::uuid", day="dispose_after")
        refuse(elsewhere, supervisor.pk, closed.pk)
        earlier = insert.format(body="organisation_id", day="dispose_after - 1")
        refuse(earlier, supervisor.pk, closed.pk)
    propose(place, closed)


def test_how_long_a_closed_case_is_kept_is_not_written_by_hand(place):
    make_keeping_rule(place, 5)
    closed = close(place, make_case(place))
    assert closed.dispose_after.year == closed.closed_at.year + 5
    with acting_as(place.user("supervisor")):
        refuse("UPDATE cases_case SET dispose_after = '2020-01-01'")
        refuse("UPDATE cases_case SET retention_basis = 'mine'")
        refuse("UPDATE cases_case SET dispose_after = NULL, retention_basis = ''")
        do("UPDATE cases_case SET closed_at = '2001-01-01'")
        closed.refresh_from_db()
        assert closed.closed_at.year >= 2026


def test_draft_in_which_something_is_recorded_is_not_given_up(place):
    draft = make_case(place, begun=False)
    lead = draft.lead.user
    assert progress.may_be_given_up(draft)
    draft.created_at -= dt.timedelta(hours=24)
    assert not progress.may_be_given_up(draft)
    with acting_as(place.user("supervisor")):
        refuse("UPDATE cases_case SET status = 'void' WHERE id = %s", draft.pk)
    with acting_as(lead):
        assert do("UPDATE cases_case SET status = 'void' WHERE id = %s", draft.pk) == 1


def test_draft_with_an_event_is_not_given_up_by_sql(place):
    draft, colleague = make_case(place, begun=False), place.user("colleague")
    grant(draft, place.colleague, AccessKind.COWORKER)
    make_rule()
    with acting_as(colleague):
        begin_in_an_emergency(draft.pk, colleague)  # not its lead: it stays a draft
    record_event(draft, at("2026-03-10 09:00"))
    with acting_as(draft.lead.user):
        refuse("UPDATE cases_case SET status = 'void' WHERE id = %s", draft.pk)
        with pytest.raises(progress.NotNewError):
            progress.void(actor=draft.lead.user, case_id=draft.pk)


def test_barriers_are_told_to_nobody_who_asks(place, rows):
    known = make_case(place)
    from tests.factories.cases import bar

    bar(known, place.user("other"))
    with acting_as(place.user("other")):
        refuse("SELECT sec.is_barred(%s)", known.pk)
        assert rows("SELECT sec.may_audit(%s), sec.may_audit(gen_random_uuid())", known.pk) == [
            (False, False)
        ]
        assert rows("SELECT sec.supervises_not_leading(%s)", known.pk) == [(False,)]


def test_identity_is_shown_by_the_role_one_has_where_one_sees_the_case(place):
    party = make_party(make_case(place), identity=Identity(name="Invented Name"))
    elsewhere = make_place()
    elsewhere.join("auditing", Role.CASE_WORKER, user=place.user("auditor"))
    soon = timezone.now() + dt.timedelta(days=1)
    grant(party.case, place.auditor, AccessKind.AUDITOR_TEMP, ends_at=soon)
    auditor = place.user("auditor")
    with acting_as(auditor), pytest.raises(NotAllowed):
        reveal(actor=auditor, party_id=party.pk, purpose="contact")


def test_copy_is_made_while_its_approval_is_young(place, case):
    export = copied(case)
    decide(place, export.approval)
    with acting_as(case.lead.user):
        exports.make_export(actor=case.lead.user, export_id=export.pk)
        refuse("UPDATE cases_approval SET decided_at = now(), content_sha256 = ''")
