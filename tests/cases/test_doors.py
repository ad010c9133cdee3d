"""Who sees which case: the rule in Python and the rule in SQL, each alone, and that they agree."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cases.actions import access, memberships
from cases.choices import AccessKind, Confidentiality, OrganisationKind, Role, Section
from cases.context import acting_as
from cases.models import Case, CaseAccess, Membership, Party
from cases.refusals import Refusal
from tests.factories import accounts
from tests.factories.cases import Place, bar, grant, make_case, make_party, make_place

pytestmark = pytest.mark.django_db
NORMAL, RESTRICTED, SEALED = Confidentiality.values


@pytest.fixture
def place(db):
    """Everybody is there before any case is."""
    return make_place(everybody=True)


def sees(place: Place, name: str) -> bool:
    """Whether a member sees exactly one case through the door."""
    user = place.user(name)
    with acting_as(user):
        return Case.objects.visible_to(user).count() == 1


def seen_by(place: Place) -> set[str]:
    return {name for name in place.members if sees(place, name)}


@pytest.mark.parametrize(
    ("confidentiality", "expected"),
    [(NORMAL, {"worker", "supervisor"}), (RESTRICTED, {"worker"}), (SEALED, {"worker"})],
)
def test_new_case_is_seen_by_its_lead_and_where_normal_by_her_supervisor(place, confidentiality, expected):
    make_case(place, confidentiality=confidentiality)
    assert seen_by(place) == expected


def test_12_supervisor_of_another_team_sees_nothing(place):
    make_case(place)
    assert not sees(place, "second")


def test_12_auditor_and_intake_worker_see_no_case(place):
    make_case(place)
    assert not {"auditor", "intake"} & seen_by(place)


def test_11_superuser_sees_nothing(place):
    make_case(place)
    with acting_as(place.administrator):
        assert Case.objects.visible_to(place.administrator).count() == 0
        assert Case.objects.count() == 0


def test_nobody_sees_nothing(place):
    make_case(place)
    assert Case.objects.visible_to(AnonymousUser()).count() == 0


def test_grant_to_a_colleague_counts(place):
    case = make_case(place, confidentiality=SEALED)
    grant(case, place.colleague, AccessKind.COWORKER)
    assert seen_by(place) == {"worker", "colleague"}


def test_grant_covers_only_its_sections(place):
    case = make_case(place)
    make_party(case)
    grant(case, place.colleague, AccessKind.COWORKER, sections=[Section.SUMMARY])
    colleague = place.user("colleague")
    with acting_as(colleague):
        assert Case.objects.visible_to(colleague).count() == 1
        assert Party.objects.visible_to(colleague).count() == 0
        assert Party.objects.count() == 0


def test_8_revoked_grant_ends_at_once(place):
    case = make_case(place)
    given = grant(case, place.colleague, AccessKind.COWORKER)
    with acting_as(case.lead.user):
        access.revoke_access(actor=case.lead.user, case_id=case.pk, grant_id=given.pk)
    assert not sees(place, "colleague")


def test_8_grant_that_has_ended_counts_no_more(place):
    case = make_case(place)
    until = timezone.now() + timedelta(seconds=2)
    grant(case, place.colleague, AccessKind.COWORKER, ends_at=until)
    assert sees(place, "colleague")
    time.sleep(max(0.0, (until - timezone.now()).total_seconds()) + 0.01)
    assert not sees(place, "colleague")


def test_8_ended_membership_ends_every_grant(place):
    make_case(place)
    with acting_as(place.administrator):
        memberships.end_membership(actor=place.administrator, membership=place.worker, at=timezone.now())
    assert seen_by(place) == {"supervisor"}


def test_deactivated_account_sees_nothing(place):
    make_case(place)
    user = place.user("worker")
    accounts.give_rights(user, is_active=False)
    assert not sees(place, "worker")


def test_person_who_moved_elsewhere_leaves_the_cases_behind(place):
    make_case(place)
    other = make_place(OrganisationKind.POLICE)
    with acting_as(place.administrator):
        memberships.end_membership(actor=place.administrator, membership=place.worker, at=timezone.now())
    other.join("moved", Role.INSPECTOR, user=place.user("worker"))
    assert not sees(other, "moved")


def test_referral_to_an_organisation_is_seen_by_its_workers(place):
    case = make_case(place)
    police = make_place(OrganisationKind.POLICE)
    police.join("inspector", Role.INSPECTOR)
    grant(case, police.organisation, AccessKind.REFERRAL)
    assert seen_by(police) == {"supervisor", "second", "worker", "colleague", "other", "inspector"}


def test_referral_of_a_restricted_case_names_a_person(place):
    police = make_place(OrganisationKind.POLICE)
    with pytest.raises(Refusal):
        grant(make_case(place, confidentiality=RESTRICTED), police.organisation, AccessKind.REFERRAL)
    case = make_case(place)
    grant(case, police.organisation, AccessKind.REFERRAL)
    with acting_as(case.lead.user):  # restricted since
        Case.objects.filter(pk=case.pk).update(confidentiality=RESTRICTED)
    assert seen_by(police) == set()


@pytest.mark.parametrize("confidentiality", Confidentiality.values)
def test_barrier_against_a_person_beats_every_grant(place, confidentiality):
    case = make_case(place, confidentiality=confidentiality)
    grant(case, place.colleague, AccessKind.COWORKER)
    bar(case, place.user("colleague"))
    assert not sees(place, "colleague")


def test_barrier_against_an_organisation_beats_grants_to_its_people(place):
    case = make_case(place)
    police = make_place(OrganisationKind.POLICE)
    police.join("inspector", Role.INSPECTOR)
    grant(case, police.inspector, AccessKind.REFERRAL)
    grant(case, police.organisation, AccessKind.REFERRAL)
    bar(case, police.organisation)
    assert seen_by(police) == set()


def test_barrier_set_before_a_grant_beats_it_too(place):
    case = make_case(place)
    bar(case, place.user("colleague"))
    grant(case, place.colleague, AccessKind.COWORKER)
    assert not sees(place, "colleague")


def test_9_lifted_barrier_lets_the_grant_count_again(place):
    case = make_case(place)
    barrier = bar(case, place.user("supervisor"))
    assert not sees(place, "supervisor")
    with acting_as(case.lead.user):
        access.lift_barrier(actor=case.lead.user, case_id=case.pk, barrier_id=barrier.pk)
    assert sees(place, "supervisor")


def test_models_of_cases_have_no_other_way_in():
    """Managers of cases are the doors' QuerySets: `visible_to` is on each that pages may read."""
    for model in (Case, Party):
        assert hasattr(model.objects, "visible_to")
    assert not hasattr(CaseAccess.objects, "visible_to")
    assert hasattr(Membership.objects, "current")
