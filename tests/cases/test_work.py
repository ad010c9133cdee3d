"""Notes, tasks and attempts at contact: who reads and changes what, and what the database refuses."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils import timezone

from cases import care_door
from cases.actions import access, consents, contacting, memberships, notes, parties, tasks
from cases.actions.contacting import ReviewFirstError, UnsafeContactError
from cases.actions.progress import FirstContactMissingError
from cases.actions.tasks import InvalidTaskError
from cases.choices import AccessKind, OrganisationKind, Role, Section
from cases.context import acting_as
from cases.models import ContactAttempt, Note, Task
from cases.permissions import NotAllowed
from cases.sealing import opened
from cases.versions import ChangedMeanwhileError
from tests.factories.care import give_to, note, task
from tests.factories.cases import bar, grant, make_case, make_organisation, make_party, make_place
from tests.factories.sharing import accept, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


# Notes


def test_lost_update_is_refused_and_what_stands_is_shown(place, case):
    """51: two tabs, the second hears of the first."""
    kept, lead = note(case, "First"), case.lead.user
    with acting_as(lead):
        notes.edit_note(actor=lead, note_id=kept.pk, body="Second", row_version=1)
        with pytest.raises(ChangedMeanwhileError) as refused:
            notes.edit_note(actor=lead, note_id=kept.pk, body="Third", row_version=1)
        assert opened(refused.value.row, "body") == "Second"
        notes.edit_note(actor=lead, note_id=kept.pk, body="Both", row_version=2)
        assert opened(Note.objects.select_related("case").get(), "body") == "Both"


def test_every_wording_of_a_note_stays_in_history_sealed(place, case, rows):
    kept, lead = note(case, "First"), case.lead.user
    with acting_as(lead):
        notes.edit_note(actor=lead, note_id=kept.pk, body="Second", row_version=1)
        found = rows("SELECT body FROM cases_noteevent")
    assert len({body for (body,) in found}) == 2
    assert all(body.startswith("v1.") for (body,) in found)


def test_empty_note_is_none(place, case):
    with pytest.raises(notes.EmptyNoteError):
        note(case, "  ")


def test_no_note_before_first_contact(place):
    with pytest.raises(FirstContactMissingError):
        note(make_case(place, begun=False))


def test_note_before_first_contact_is_refused_by_the_database_too(place):
    draft = make_case(place, begun=False)
    with (
        acting_as(draft.lead.user),
        pytest.raises(DatabaseError, match="first contact"),
        transaction.atomic(),
    ):
        Note(case=draft, organisation=draft.organisation, created_by=draft.lead.user, body=token(draft)).save(
            force_insert=True
        )


def token(case) -> str:
    from cases.sealing import seal

    record = Note(case=case)
    seal(record, body="Words")
    return str(record.body)


def test_inspector_reads_notes_of_her_own_organisation_alone(place, case):
    police = make_place(OrganisationKind.POLICE)
    police.join("inspector", Role.INSPECTOR)
    note(case)
    grant(case, police.inspector, AccessKind.REFERRAL)
    grant(case, police.worker, AccessKind.REFERRAL)
    assert reads(police, "inspector") == 0
    assert reads(police, "worker") == 1
    own = make_case(police, "inspector")
    note(own)
    assert reads(police, "inspector") == 1


def reads(place, name: str) -> int:
    """Count the notes that somebody gets through the door; the database alone must agree."""
    user = place.user(name)
    with acting_as(user):
        found = Note.objects.visible_to(user).count()
        assert found == Note.objects.count()
    return found


def test_auditor_who_was_let_in_reads_no_note(place, case):
    note(case)
    ends = timezone.now() + dt.timedelta(hours=1)
    grant(case, place.auditor, AccessKind.AUDITOR_TEMP, ends_at=ends)
    assert reads(place, "auditor") == 0


def test_supervisor_reads_notes_and_changes_none(place, case):
    kept, supervisor = note(case), place.user("supervisor")
    assert reads(place, "supervisor") == 1
    with acting_as(supervisor), pytest.raises(Http404):
        notes.edit_note(actor=supervisor, note_id=kept.pk, body="Better", row_version=1)


# Tasks


def day_of(place, name: str) -> list[Task]:
    user = place.user(name)
    with acting_as(user):
        return list(care_door.tasks_for_day_of(user))


def test_task_stands_on_the_day_of_who_has_it_until_it_is_settled(place, case):
    given, lead = task(case), case.lead.user
    assert [each.pk for each in day_of(place, "worker")] == [given.pk]
    assert day_of(place, "supervisor") == []
    with acting_as(lead):
        tasks.settle_task(actor=lead, task_id=given.pk, outcome="They know")
        with pytest.raises(Http404):
            tasks.settle_task(actor=lead, task_id=given.pk)
    assert day_of(place, "worker") == []


def test_supervisor_of_the_lead_can_be_given_a_task_and_a_stranger_not(place, case):
    task(case, assignee=place.supervisor)
    assert len(day_of(place, "supervisor")) == 1
    for stranger in (place.other, place.second, make_place().worker):
        with pytest.raises(InvalidTaskError):
            task(case, assignee=stranger)


def test_task_of_who_is_let_in_no_more_goes_to_the_lead(place, case):
    given = grant(case, place.colleague, AccessKind.COWORKER)
    task(case, assignee=place.colleague)
    assert (len(day_of(place, "colleague")), len(day_of(place, "worker"))) == (1, 0)
    with acting_as(case.lead.user):
        access.revoke_access(actor=case.lead.user, case_id=case.pk, grant_id=given.pk)
    assert (len(day_of(place, "colleague")), len(day_of(place, "worker"))) == (0, 1)


def test_task_of_who_was_barred_goes_to_the_lead(place, case):
    grant(case, place.colleague, AccessKind.COWORKER)
    task(case, assignee=place.colleague)
    bar(case, place.user("colleague"))
    assert (len(day_of(place, "colleague")), len(day_of(place, "worker"))) == (0, 1)


def test_task_of_who_left_goes_to_the_lead(place, case):
    grant(case, place.colleague, AccessKind.COWORKER)
    task(case, assignee=place.colleague)
    with acting_as(place.administrator):
        memberships.end_membership(actor=place.administrator, membership=place.colleague, at=timezone.now())
    assert (len(day_of(place, "colleague")), len(day_of(place, "worker"))) == (0, 1)


def test_task_of_the_former_lead_goes_to_the_new_one(place, case):
    task(case)
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        access.hand_over(actor=supervisor, case_id=case.pk, to=place.colleague)
    assert (len(day_of(place, "worker")), len(day_of(place, "colleague"))) == (0, 1)


def test_tasks_of_the_former_organisation_go_to_the_new_lead(place, case):
    police = make_place(OrganisationKind.POLICE)
    task(case)
    task(case, assignee=place.supervisor)
    accept(police, offer(case, police.organisation))
    assert day_of(place, "worker") == day_of(place, "supervisor") == []
    assert len(day_of(police, "worker")) == 2


@pytest.mark.parametrize("kind", ["lowering", "contact-review", "tell-recipient"])
def test_some_tasks_are_made_by_the_site_alone(place, case, kind):
    with pytest.raises(InvalidTaskError):
        task(case, kind=kind)


def test_cancelling_needs_words(place, case):
    given, lead = task(case), case.lead.user
    with acting_as(lead), pytest.raises(InvalidTaskError):
        tasks.settle_task(actor=lead, task_id=given.pk, cancel=True)


def test_settled_task_is_opened_again_by_no_sql(place, case, rows):
    given, lead = task(case), case.lead.user
    with acting_as(lead):
        tasks.settle_task(actor=lead, task_id=given.pk)
        rows("UPDATE cases_task SET status = 'open', done_at = NULL, done_by_id = NULL")
        assert Task.objects.get().status == "done"


def test_withdrawal_gives_the_lead_the_task_to_tell_the_recipient(place, case):
    party = make_party(case)
    consent = give_to(party, make_organisation(place.administrator))
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        consents.withdraw_consent(actor=supervisor, consent_id=consent.pk)
    (waiting,) = day_of(place, "worker")
    assert (waiting.kind, waiting.consent_id) == ("tell-recipient", consent.pk)


# Contact


@pytest.fixture
def party(case):
    return agree(make_party(case))


RULE = {"channel": "phone", "ok_days": [1, 2, 3, 4, 5, 6, 7]}


def agree(party, **values):
    lead = party.case.lead.user
    with acting_as(lead):
        parties.add_safe_contact(actor=lead, party_id=party.pk, **RULE | values)
    return party


def attempt(party, outcome="no-answer", **values) -> ContactAttempt:
    lead = party.case.lead.user
    with acting_as(lead):
        return contacting.record_attempt(
            actor=lead, party_id=party.pk, outcome=outcome, **{"channel": "phone"} | values
        )


@pytest.mark.parametrize(
    "rule",
    [
        {"do_not_contact": True},
        {"channel": "visit"},
        {"valid_until": dt.date(2020, 1, 1)},
        {"ok_days": []},
        {"ok_from": dt.time(9), "ok_until": dt.time(9)},
    ],
)
def test_contact_outside_what_was_agreed_needs_a_reason(party, rule):
    agree(party, **rule)
    with pytest.raises(UnsafeContactError):
        attempt(party)
    kept = attempt(party, override_reason="He was released an hour ago")
    assert (kept.was_safe, kept.override_reason[:3]) == (False, "v1.")


def test_contact_without_any_agreement_needs_a_reason(case):
    nobody = make_party(case)
    with pytest.raises(UnsafeContactError):
        attempt(nobody)
    assert attempt(nobody, override_reason="Fire next door").rule is None


def test_hours_are_those_of_the_place(party):
    """09:30 in Almaty is 04:30 in UTC."""
    agree(party, ok_from=dt.time(9), ok_until=dt.time(10))
    morning = dt.datetime(2026, 3, 10, 4, 30, tzinfo=dt.UTC)
    assert attempt(party, at=morning).was_safe
    with pytest.raises(UnsafeContactError):
        attempt(party, at=morning + dt.timedelta(hours=1))


def test_three_in_vain_stop_contact_until_a_supervisor_decides(place, party):
    for _number in range(3):
        attempt(party)
    (review,) = day_of(place, "supervisor")
    assert (review.kind, review.party_id) == ("contact-review", party.pk)
    for reason in ("", "I only try once more"):
        with pytest.raises(ReviewFirstError):
            attempt(party, override_reason=reason)
    lead, supervisor = party.case.lead.user, place.user("supervisor")
    with acting_as(lead), pytest.raises(NotAllowed):
        tasks.settle_task(actor=lead, task_id=review.pk, outcome="I decide")
    with acting_as(supervisor):
        with pytest.raises(InvalidTaskError):
            tasks.settle_task(actor=supervisor, task_id=review.pk)
        tasks.settle_task(actor=supervisor, task_id=review.pk, outcome="Ask the school first")
    assert attempt(party, "reached").was_safe


def test_reaching_her_begins_the_count_anew(place, party):
    for outcome in ("no-answer", "somebody-else", "reached", "no-answer", "message-left"):
        attempt(party, outcome)
    assert day_of(place, "supervisor") == []


def test_unsafe_attempts_do_not_count_as_safe_ones(place, party):
    agree(party, do_not_contact=True)
    for _number in range(4):
        attempt(party, override_reason="She asked for it by letter")
    assert day_of(place, "supervisor") == []


def test_fourth_attempt_is_refused_by_the_database_too(party):
    for _number in range(3):
        attempt(party)
    lead = party.case.lead.user
    with acting_as(lead), pytest.raises(DatabaseError, match="before a fourth"), transaction.atomic():
        ContactAttempt(
            case=party.case, party=party, channel="phone", attempted_at=timezone.now(), was_safe=False,
            override_reason=token(party.case), outcome="no-answer", created_by=lead,
        ).save(force_insert=True)  # fmt: skip


def test_lead_settles_no_review_by_sql(place, party, rows):
    for _number in range(3):
        attempt(party)
    lead = party.case.lead.user
    with acting_as(lead), pytest.raises(DatabaseError), transaction.atomic():
        rows("UPDATE cases_task SET status = 'done', done_at = now(), done_by_id = %s", lead.pk)


def test_attempt_lies_not_ahead(party):
    with pytest.raises(contacting.FutureAttemptError):
        attempt(party, at=timezone.now() + dt.timedelta(hours=1))


def test_who_may_not_reach_anybody_records_nothing(place, party):
    grant(party.case, place.other, AccessKind.COWORKER, sections=[Section.PARTIES, Section.CONTACT])
    other = place.user("other")
    with acting_as(other), pytest.raises(Http404):
        contacting.record_attempt(actor=other, party_id=party.pk, channel="phone", outcome="reached")
