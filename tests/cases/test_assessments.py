"""Assessments: a score suggests, a person decides, a lower danger needs a second one, signed is signed."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import care_door
from cases.actions import assessments, consents
from cases.actions.assessments import InvalidAssessmentError
from cases.actions.incidents import When
from cases.choices import AccessKind, OrganisationKind, Role, Section
from cases.context import acting_as
from cases.models import Assessment, Case, Task
from cases.permissions import NotAllowed
from cases.sealing import opened
from cases.versions import ChangedMeanwhileError
from tests.factories import accounts
from tests.factories.care import agree_to, answer, assessed, begin_assessment, give_to, sign
from tests.factories.case_law import make_conduct, record_incident
from tests.factories.cases import grant, make_case, make_party, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(place):
    return make_party(make_case(place))


@pytest.fixture
def lead(party):
    return party.case.lead.user


def stands(assessment, lead) -> Assessment:
    with acting_as(lead):
        return Assessment.objects.select_related("case").get(pk=assessment.pk)


def danger(party) -> str:
    with acting_as(party.case.lead.user):
        return Case.objects.get(pk=party.case_id).risk


def test_score_is_suggested_and_answers_are_sealed(party, lead):
    draft = begin_assessment(party)
    answer(draft, lead, "worse-lately", "leaving")
    kept = stands(draft, lead)
    assert (kept.score, kept.level_computed, kept.level_final) == (4, "medium", "unknown")
    assert "bag" not in kept.answers
    assert "bag at work" in opened(kept, "answers")


def test_judgement_is_a_persons(party, lead):
    draft = begin_assessment(party)
    answer(draft, lead, "worse-lately")
    with pytest.raises(InvalidAssessmentError):
        sign(draft, lead, "unknown")
    with pytest.raises(InvalidAssessmentError):
        sign(draft, lead, "high")  # another than the score's, and no word why
    assert sign(draft, lead, "high", "He has the keys")
    kept = stands(draft, lead)
    assert (kept.level_computed, kept.level_final, opened(kept, "override_reason")) == (
        "standard", "high", "He has the keys",
    )  # fmt: skip
    assert kept.next_due_on == timezone.localdate() + dt.timedelta(days=7)


def test_danger_of_the_case_is_set_where_who_signs_wants_it(party, lead):
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    assert sign(draft, lead, "high", sets_danger=False)
    assert danger(party) == "unknown"
    assessed(party, "immediate")
    assert danger(party) == "immediate"


def test_danger_of_a_case_is_set_by_no_other_way(party, lead, rows):
    with acting_as(lead), pytest.raises(DatabaseError, match="a signed assessment"), transaction.atomic():
        rows("UPDATE cases_case SET risk = 'high'")


@pytest.mark.parametrize("way", ["than the score", "than the case"])
def test_lower_danger_needs_a_supervisor(place, party, lead, way):
    supervisor = place.user("supervisor")
    yes = ["strangled"] if way == "than the score" else []
    if way == "than the case":
        assessed(party)
    draft = begin_assessment(party)
    answer(draft, lead, *yes)
    assert not sign(draft, lead, "standard", "He left the country")
    assert not sign(draft, lead, "standard", "He left the country")  # still not
    with acting_as(supervisor):
        (task,) = care_door.tasks_for_day_of(supervisor)
        agree_to(draft, supervisor, "I spoke with her")
        assert Task.objects.get(pk=task.pk).status == "done"
    assert sign(draft, lead, "standard", "He left the country")
    assert danger(party) == "standard"
    assert stands(draft, lead).lowering_approved_by_id == place.supervisor.pk


def test_approval_is_of_exactly_what_was_asked(place, party, lead):
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    assert not sign(draft, lead, "medium", "He left the country")
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        agree_to(draft, supervisor, "Agreed")
    assert not sign(draft, lead, "standard", "He left the country")  # asked anew
    with acting_as(supervisor):
        agree_to(draft, supervisor, "Agreed")
    answer(draft, lead, "strangled", "weapon")
    assert not sign(draft, lead, "standard", "He left the country")


def test_supervisor_agrees_to_nothing_that_was_changed_since_she_read_it(place, party, lead):
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    sign(draft, lead, "medium", "He left the country")
    address = reverse("work-assessment-agree", args=(party.case_id, draft.pk))
    supervisor = accounts.sign_in(Client(), place.user("supervisor"))
    read = supervisor.get(reverse("work-assessment", args=(party.case_id, draft.pk))).content.decode()
    (seen,) = re.findall(rf"{address}\?seen=([0-9]+)", read)
    sign(draft, lead, "standard", "He is dead")
    page = supervisor.get(f"{address}?seen={seen}").content.decode()
    assert f'name="row_version" value="{seen}"' in page
    words = {"words": "I spoke with her", "row_version": seen}
    page = supervisor.post(address, words).content.decode()
    assert "He is dead" in page
    assert "I spoke with her" in page
    assert stands(draft, lead).lowering_approved_by_id is None
    (now,) = re.findall(r'name="row_version" value="([0-9]+)"', page)
    supervisor.post(address, words | {"row_version": now})
    assert stands(draft, lead).lowering_approved_by_id == place.supervisor.pk


@pytest.mark.parametrize("name", ["worker", "other", "second", "colleague"])
def test_lower_danger_is_approved_by_nobody_else(place, party, lead, name):
    grant(party.case, place.colleague, AccessKind.COWORKER)
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    sign(draft, lead, "standard", "He left the country")
    with acting_as(place.user(name)), pytest.raises((Http404, NotAllowed)):
        agree_to(draft, place.user(name), "Fine")


def test_danger_judged_higher_after_all_needs_no_approval(place, party, lead):
    supervisor = place.user("supervisor")
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    sign(draft, lead, "standard", "He left the country")
    with acting_as(supervisor):
        agree_to(draft, supervisor, "I spoke with her")
    assert sign(draft, lead, "immediate", "He is back")
    assert danger(party) == "immediate"


@pytest.mark.parametrize(
    "change",
    [
        "lowering_approved_by_id = %s", "status = 'signed', level_final = 'standard', signed_by_id = %s, "
        "signed_at = now(), next_due_on = now(), override_reason = answers",
    ],
)  # fmt: skip
def test_lead_lowers_danger_by_no_sql(place, party, lead, rows, change):
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    member = place.supervisor.pk if "approved" in change else place.worker.pk
    with acting_as(lead), pytest.raises(DatabaseError, match="a supervisor approves"), transaction.atomic():
        rows(f"UPDATE cases_assessment SET {change}", member)


@pytest.mark.parametrize(
    "change",
    [
        "answers = ''", "level_final = 'standard'", "score = 0", "override_reason = ''",
        "next_due_on = now()", "status = 'draft'", "signed_at = now()",
        "status = 'superseded', level_final = 'standard'",
    ],
)  # fmt: skip
def test_signed_assessment_is_immutable(party, lead, rows, change):
    assessed(party)
    with acting_as(lead), pytest.raises(DatabaseError), transaction.atomic():
        rows(f"UPDATE cases_assessment SET {change}")


def test_signed_assessment_is_not_written_on(party, lead):
    kept = assessed(party)
    with pytest.raises(Http404):
        answer(kept, lead, "weapon")


def test_next_one_supersedes_the_former(party, lead):
    first = assessed(party)
    second = assessed(party)
    assert (stands(first, lead).status, stands(second, lead).status) == ("superseded", "signed")


def test_one_draft_at_a_time(party):
    begin_assessment(party)
    with pytest.raises(InvalidAssessmentError):
        begin_assessment(party)


def test_51_two_tabs_lose_no_answers(party, lead):
    draft = begin_assessment(party)
    answer(draft, lead, "strangled")
    with acting_as(lead), pytest.raises(ChangedMeanwhileError):
        assessments.write_answers(actor=lead, assessment_id=draft.pk, answers={}, row_version=1)


def test_answers_that_the_instrument_does_not_ask_are_not_kept(party, lead):
    draft = begin_assessment(party)
    with acting_as(lead):
        assessments.write_answers(
            actor=lead, assessment_id=draft.pk, row_version=1,
            answers={"religion": "yes", "weapon": "perhaps", "leaving": "yes"},
        )  # fmt: skip
    assert opened(stands(draft, lead), "answers") == '{"leaving": "yes"}'


def due(place, name="worker") -> int:
    user = place.user(name)
    with acting_as(user):
        return care_door.reassessments_for_day_of(user, timezone.localdate()).count()


def test_new_incident_forces_another_assessment(place, party):
    make_conduct((dt.date(2020, 1, 1), None), topic="made-up-violence")
    record_incident(party.case, When())
    assessed(party)
    assert due(place) == 0
    record_incident(party.case, When())
    assert due(place) == 1
    assert due(place, "supervisor") == 0
    assessed(party)
    assert due(place) == 0


def test_day_that_has_come_forces_another_assessment(place, party, lead):
    assessed(party)
    with acting_as(lead):
        visible = Assessment.objects.visible_to(lead)
        assert not visible.to_be_made_again(timezone.localdate() + dt.timedelta(days=6)).exists()
        assert visible.to_be_made_again(timezone.localdate() + dt.timedelta(days=7)).exists()


@pytest.fixture
def police():
    place = make_place(OrganisationKind.POLICE)
    place.join("inspector", Role.INSPECTOR)
    return place


def reads(place, name: str) -> int:
    user = place.user(name)
    with acting_as(user):
        found = Assessment.objects.visible_to(user).count()
        assert found == Assessment.objects.count()  # the database alone says the same
    return found


def test_inspector_reads_the_danger_and_no_assessment_unless_she_agreed(party, police):
    assessed(party)
    grant(party.case, police.inspector, AccessKind.REFERRAL)
    with acting_as(police.user("inspector")):
        assert Case.objects.get().risk == "high"
    assert reads(police, "inspector") == 0
    consent = give_to(party, police.organisation, Section.ASSESSMENTS)
    assert reads(police, "inspector") == 1
    with acting_as(party.case.lead.user):
        consents.withdraw_consent(actor=party.case.lead.user, consent_id=consent.pk)
    assert reads(police, "inspector") == 0


def test_consent_alone_lets_no_inspector_in(party, police):
    assessed(party)
    give_to(party, police.organisation, Section.ASSESSMENTS)
    assert reads(police, "inspector") == 0


def test_inspector_who_leads_assesses_nobody(police):
    party = make_party(make_case(police, "inspector"))
    with pytest.raises(NotAllowed):
        begin_assessment(party)
