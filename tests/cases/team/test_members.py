"""Who works here: appointing, leaving, and what happens to the cases of who left."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions import memberships
from cases.choices import Confidentiality, Role
from cases.context import acting_as
from cases.models import AccessEvent, Case, Membership
from cases.permissions import NotAllowed
from tests.factories import accounts
from tests.factories.cases import as_member, bar, make_case, make_place

AGREE = "SELECT sec.agree_left(%s, %s, gen_random_uuid(), '{summary}')"
pytestmark = pytest.mark.django_db
LEFT = {"last_day": ""}


@pytest.fixture
def supervisor(place) -> Client:
    return accounts.sign_in(Client(), place.user("supervisor"))


def leads(place, name):
    """The numbers of the cases that somebody leads, as she herself sees them."""
    with as_member(place, name) as user:
        return set(Case.objects.visible_to(user).filter(lead__user=user).values_list("pk", flat=True))


def leave(place, name="worker"):
    with as_member(place, "supervisor") as supervisor:
        memberships.end_membership(actor=supervisor, membership=place.members[name], at=timezone.now())


def hand_over(place, to="colleague", by="supervisor"):
    with as_member(place, by) as actor:
        gone = Membership.objects.get(pk=place.worker.pk)
        memberships.hand_over_all(actor=actor, membership=gone, to=place.members[to])


def test_supervisor_adds_somebody_who_has_an_account(place, supervisor):
    accounts.user("newcomer", first_name="Aru", last_name="Sample")
    sent = {"username": "newcomer", "role": "case-worker", "supervisor": str(place.supervisor.pk)}
    assert supervisor.post(reverse("work-member-new"), sent).status_code == 302
    assert "Aru Sample" in supervisor.get(reverse("work-members")).content.decode()
    again = supervisor.post(reverse("work-member-new"), sent).content.decode()
    assert "has that role here already" in again


@pytest.mark.parametrize(
    "extra", [{"role": "supervisor"}, {"role": "auditor"}, {"role": "", "organisation": "x"}]
)
def test_supervisor_appoints_no_supervisor_and_no_auditor(place, supervisor, extra):
    accounts.user("newcomer")
    sent = {"username": "newcomer", "role": "case-worker"} | extra
    assert supervisor.post(reverse("work-member-new"), sent).status_code == 200
    with as_member(place, "supervisor"):
        assert not Membership.objects.filter(user__username="newcomer").exists()


def test_unknown_user_name_is_refused_in_words(place, supervisor):
    page = supervisor.post(reverse("work-member-new"), {"username": "nobody", "role": "case-worker"})
    assert "There is no account in use with this user name." in page.content.decode()


def test_supervisor_of_another_organisation_finds_nobody(place, supervisor):
    elsewhere = make_place()
    for name in ("work-member", "work-member-end", "work-member-supervisor"):
        assert supervisor.get(reverse(name, args=(elsewhere.worker.pk,))).status_code == 404


def test_nobody_ends_her_own_role(place, supervisor):
    assert supervisor.post(reverse("work-member-end", args=(place.supervisor.pk,)), LEFT).status_code == 404


def test_role_ends_with_the_last_day_on_the_clocks_of_the_site(place, supervisor):
    day = timezone.localdate() + timedelta(days=3)
    supervisor.post(reverse("work-member-end", args=(place.worker.pk,)), {"last_day": day.isoformat()})
    with as_member(place, "supervisor"):
        ends_at = timezone.localtime(Membership.objects.get(pk=place.worker.pk).ends_at)
    assert (ends_at.date(), ends_at.hour) == (day + timedelta(days=1), 0)


def test_who_left_sees_nothing_and_her_cases_wait_for_her_supervisor(place, supervisor):
    case = make_case(place)
    supervisor.post(reverse("work-member-end", args=(place.worker.pk,)), LEFT)
    assert leads(place, "worker") == set()
    page = supervisor.get(reverse("work-member", args=(place.worker.pk,))).content.decode()
    assert case.shown_number in page
    assert "Cases of people who left" in supervisor.get(reverse("work-board")).content.decode()


def test_supervisor_hands_all_over_and_each_case_is_noted(place, supervisor):
    cases = {make_case(place).pk, make_case(place).pk}
    leave(place)
    where = reverse("work-member-hand-over", args=(place.worker.pk,))
    assert supervisor.post(where, {"member": str(place.colleague.pk)}).status_code == 302
    assert leads(place, "colleague") == cases
    with as_member(place, "auditor"):
        noted = AccessEvent.objects.filter(deed="handed-over").values_list("case_id", flat=True)
        assert set(noted) == cases


@pytest.mark.parametrize("secrecy", [Confidentiality.RESTRICTED, Confidentiality.SEALED])
def test_case_that_only_the_leaver_saw_waits_for_a_second_supervisor_and_the_first_learns_of_none(
    place, supervisor, secrecy
):
    case = make_case(place, confidentiality=secrecy)
    leave(place)
    hand_over(place)
    assert leads(place, "colleague") == set()
    page = reverse("work-member", args=(place.worker.pk,))
    agree = reverse("work-member-agree", args=(place.worker.pk, case.pk))
    assert case.shown_number not in supervisor.get(page).content.decode()
    assert supervisor.post(agree).status_code == 404
    with as_member(place, "supervisor"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(AGREE, [case.pk, place.colleague.pk])
    second = accounts.sign_in(Client(), place.user("second"))
    assert f'name="lead" value="{place.colleague.pk}"' in second.get(page).content.decode()
    assert case.shown_number in second.get(page).content.decode()
    assert second.post(agree, {"lead": place.colleague.pk}).status_code == 302
    assert case.shown_number not in second.get(page).content.decode()
    assert leads(place, "colleague") == {case.pk}
    with as_member(place, "supervisor") as user:
        assert not Case.objects.visible_to(user).exists()


def test_second_supervisor_agrees_to_nobody_but_the_lead_she_was_shown(place):
    case = make_case(place, confidentiality=Confidentiality.SEALED)
    leave(place)
    hand_over(place)
    second = accounts.sign_in(Client(), place.user("second"))
    hand_over(place, to="other")  # after her page was opened
    agree = reverse("work-member-agree", args=(place.worker.pk, case.pk))
    for shown in (str(place.colleague.pk), "", "nobody"):
        answer = second.post(agree, {"lead": shown}, follow=True)
        assert "Another lead was proposed meanwhile" in answer.content.decode()
    with as_member(place, "second"), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(AGREE, [case.pk, place.colleague.pk])
    assert leads(place, "colleague") == leads(place, "other") == set()
    second.post(agree, {"lead": place.other.pk})
    assert leads(place, "other") == {case.pk}


def test_who_is_barred_gets_no_case_by_a_hand_over(place):
    barred, free = make_case(place), make_case(place)
    bar(barred, place.user("colleague"))
    leave(place)
    hand_over(place)
    assert leads(place, "colleague") == {free.pk}
    with as_member(place, "supervisor"):
        memberships.change_supervisor(
            actor=place.user("supervisor"), membership=Membership.objects.get(pk=place.worker.pk),
            supervisor=place.second,
        )  # fmt: skip
    hand_over(place, to="other", by="second")
    assert leads(place, "other") == {barred.pk}


def test_nothing_is_handed_over_at_once_while_the_lead_is_there(place):
    make_case(place)
    with pytest.raises(memberships.StillThereError):
        hand_over(place)
    values = [place.worker.pk, place.colleague.pk, ["summary"]]
    with (
        as_member(place, "supervisor"), connection.cursor() as cursor, pytest.raises(DatabaseError),
        transaction.atomic(),
    ):  # fmt: skip
        cursor.execute("SELECT sec.hand_over_left(%s, %s, %s)", values)


@pytest.mark.parametrize("by", ["second", "colleague", "other", "auditor"])
def test_only_the_leavers_own_supervisor_hands_over(place, by):
    make_case(place)
    leave(place)
    with pytest.raises(NotAllowed):
        hand_over(place, to="other", by=by)


@pytest.mark.parametrize("to", ["intake", "auditor", "supervisor", "second"])
def test_only_who_may_lead_gets_them(place, to):
    make_case(place)
    leave(place)
    with pytest.raises(NotAllowed):
        hand_over(place, to=to)


def test_administrator_ends_the_role_of_a_supervisor(place, capsys):
    from django.core.management import call_command

    call_command(
        "end_case_staff", place.user("second").username, Role.SUPERVISOR,
        organisation=place.organisation.name, by=place.administrator.username,
    )  # fmt: skip
    with acting_as(place.administrator):
        assert Membership.objects.get(pk=place.second.pk).ends_at is not None
    with as_member(place, "auditor"):
        assert AccessEvent.objects.filter(object_kind="membership", object_id=place.second.pk).exists()
