"""Opening, handing over, granting, closing: what the actions allow, and what they refuse."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from cases import numbers
from cases.actions import access, memberships, opening, parties, progress
from cases.choices import AccessKind, PartyKind, Purpose, Role, Section
from cases.context import acting_as
from cases.models import AccessEvent, Case, PartyIdentity
from cases.sealing import opened
from cases.states import ForbiddenChangeError
from tests.factories import accounts
from tests.factories.cases import Place, bar, grant, make_case, make_party, make_place

pytestmark = pytest.mark.django_db


def test_intake_worker_opens_for_another_and_sees_it_no_more(place):
    intake = place.user("intake")
    with acting_as(intake):
        case_id = opening.open_case(actor=intake, lead=place.worker)
        assert not Case.objects.filter(pk=case_id).exists()
    with acting_as(place.user("worker")):
        assert Case.objects.visible_to(place.user("worker")).filter(pk=case_id).exists()


@pytest.mark.parametrize("name", ["auditor", "supervisor"])
def test_some_roles_open_no_case(place, name):
    with acting_as(place.user(name)), pytest.raises(PermissionDenied):
        opening.open_case(actor=place.user(name), lead=place.worker)


def test_nobody_opens_a_case_elsewhere(place):
    worker = place.user("worker")
    with acting_as(worker), pytest.raises(PermissionDenied):
        opening.open_case(actor=worker, lead=make_place().worker)


def test_19_number_that_was_used_is_never_used_again(place, monkeypatch):
    first = make_case(place)
    drawn = iter([first.public_no, first.public_no, "000000011"])
    monkeypatch.setattr("cases.numbers.new_number", lambda: next(drawn))
    assert make_case(place).public_no == "000000011"


def test_20_used_number_of_another_organisation_is_not_revealed(place, monkeypatch):
    taken = make_case(make_place()).public_no
    monkeypatch.setattr("cases.numbers.new_number", lambda: taken)
    worker = place.user("worker")
    with acting_as(worker), pytest.raises(opening.NoNumberError) as refused:
        opening.open_case(actor=worker, lead=place.worker)
    assert taken not in str(refused.value)


def test_number_says_nothing_of_the_order():
    found = [numbers.new_number() for _case in range(20)]  # as the test above shows that cases get them
    assert found not in (sorted(found), sorted(found, reverse=True))


@pytest.mark.parametrize("name", ["colleague", "other", "second", "auditor"])
def test_who_neither_leads_nor_supervises_gives_no_access(place, name):
    case = make_case(place)
    if name == "colleague":
        grant(case, place.colleague, AccessKind.COWORKER)
    actor = place.user(name)
    with acting_as(actor), pytest.raises(Http404):
        access.grant_access(
            actor=actor, case_id=case.pk, to=place.intake, kind=AccessKind.COWORKER,
            sections=[Section.SUMMARY], reason="curious",
        )  # fmt: skip


def test_nobody_gives_access_without_a_reason(place):
    with pytest.raises(access.ReasonMissingError):
        grant(make_case(place), place.colleague, AccessKind.COWORKER, reason=" ")


def test_supervisor_of_the_lead_gives_access(place):
    case, supervisor = make_case(place), place.user("supervisor")
    with acting_as(supervisor):
        access.grant_access(
            actor=supervisor, case_id=case.pk, to=place.other, kind=AccessKind.COWORKER,
            sections=[Section.SUMMARY], reason="holiday",
        )  # fmt: skip
    with acting_as(place.user("other")):
        assert Case.objects.visible_to(place.user("other")).count() == 1


def test_leavers_case_is_handed_over_by_the_supervisor(place):
    case, supervisor = make_case(place), place.user("supervisor")
    with acting_as(supervisor):
        access.hand_over(actor=supervisor, case_id=case.pk, to=place.colleague)
    for name, expected in (("colleague", 1), ("worker", 0), ("supervisor", 1)):
        with acting_as(place.user(name)):
            assert Case.objects.visible_to(place.user(name)).count() == expected, name


@pytest.mark.parametrize("name", ["auditor", "intake", "supervisor"])
def test_case_is_handed_only_to_who_can_lead_it(place, name):
    case, supervisor = make_case(place), place.user("supervisor")
    with acting_as(supervisor), pytest.raises(PermissionDenied):
        access.hand_over(actor=supervisor, case_id=case.pk, to=place.members[name])


def test_case_is_not_handed_to_another_organisation(place):
    case, supervisor = make_case(place), place.user("supervisor")
    with acting_as(supervisor), pytest.raises(PermissionDenied):
        access.hand_over(actor=supervisor, case_id=case.pk, to=make_place().worker)


def test_case_is_not_handed_to_somebody_barred(place):
    from tests.factories.cases import bar

    case = make_case(place)
    bar(case, place.user("colleague"))
    with acting_as(case.lead.user), pytest.raises(PermissionDenied):
        access.hand_over(actor=case.lead.user, case_id=case.pk, to=place.colleague)


def test_case_is_closed_by_a_supervisor_after_the_lead_proposed(place):
    case, supervisor = make_case(place), place.user("supervisor")
    with acting_as(supervisor), pytest.raises(ForbiddenChangeError):
        progress.close(actor=supervisor, case_id=case.pk)
    with acting_as(case.lead.user):
        progress.propose_closing(actor=case.lead.user, case_id=case.pk, outcome="agreed-is-done")
        with pytest.raises(PermissionDenied):
            progress.close(actor=case.lead.user, case_id=case.pk)
    with acting_as(supervisor):
        progress.close(actor=supervisor, case_id=case.pk)
        closed = Case.objects.get(pk=case.pk)
    assert (closed.status, closed.closed_by_id) == ("closed", place.supervisor.pk)


def test_closed_case_takes_nothing_more_until_it_is_reopened(place):
    case, supervisor = make_case(place), place.user("supervisor")
    close(place, case)
    with acting_as(case.lead.user), pytest.raises(Http404):
        parties.add_party(actor=case.lead.user, case_id=case.pk, kind=PartyKind.WITNESS)
    with acting_as(supervisor):
        progress.reopen(actor=supervisor, case_id=case.pk, reason="A new event")
    assert make_party(case).code == "S1"


def close(place: Place, case: Case) -> None:
    with acting_as(case.lead.user):
        progress.propose_closing(actor=case.lead.user, case_id=case.pk, outcome="agreed-is-done")
    with acting_as(place.user("supervisor")):
        progress.close(actor=place.user("supervisor"), case_id=case.pk)


def test_coworker_proposes_no_closing(place):
    case = make_case(place)
    grant(case, place.colleague, AccessKind.COWORKER)
    with acting_as(place.user("colleague")), pytest.raises(Http404):
        progress.propose_closing(actor=place.user("colleague"), case_id=case.pk, outcome="agreed-is-done")


def test_step_goes_back_only_with_a_reason(place):
    case = make_case(place)
    lead = case.lead.user
    with acting_as(lead):
        progress.move_step(actor=lead, case_id=case.pk, step="assess")
        with pytest.raises(access.ReasonMissingError):
            progress.move_step(actor=lead, case_id=case.pk, step="engage")
        with pytest.raises(ForbiddenChangeError):
            progress.move_step(actor=lead, case_id=case.pk, step="follow-up")
        progress.move_step(actor=lead, case_id=case.pk, step="engage", reason="she came back")
        progress.move_step(actor=lead, case_id=case.pk, step="implement", reason="danger now")
        kept = Case.objects.get(pk=case.pk)
        assert (kept.step, opened(kept, "step_reason")) == ("implement", "danger now")
        with pytest.raises(DatabaseError, match="has a reason"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(step="engage")
        progress.move_step(actor=lead, case_id=case.pk, step="follow-up")
        assert Case.objects.get(pk=case.pk).step_reason == ""


def test_people_get_codes_in_turn(place):
    case = make_case(place)
    codes = [make_party(case, kind).code for kind in ("survivor", "child", "child", "alleged-offender")]
    assert codes == ["S1", "C1", "C2", "O1"]


def test_reveal_is_recorded_with_its_purpose(place):
    case = make_case(place)
    party = make_party(case, identity=parties.Identity(name="Invented Name"))
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        shown = parties.reveal(actor=supervisor, party_id=party.pk, purpose=Purpose.SUPERVISION)
        event = AccessEvent.objects.get(deed="revealed")
    assert shown.name == "Invented Name"
    assert (event.actor, event.purpose, event.case_id) == (supervisor, "supervision", case.pk)
    assert "Invented" not in repr(shown)


def test_identity_is_revealed_to_nobody_without_the_section(place):
    case = make_case(place)
    party = make_party(case, identity=parties.Identity(name="Invented Name"))
    grant(case, place.colleague, AccessKind.COWORKER, sections=[Section.SUMMARY, Section.PARTIES])
    colleague = place.user("colleague")
    with acting_as(colleague), pytest.raises(Http404):
        parties.reveal(actor=colleague, party_id=party.pk, purpose=Purpose.CONTACT)


def test_purpose_must_be_one_of_the_list(place):
    party = make_party(make_case(place), identity=parties.Identity(name="Invented Name"))
    with acting_as(place.user("worker")), pytest.raises(ValueError, match="curiosity"):
        parties.reveal(actor=place.user("worker"), party_id=party.pk, purpose="curiosity")


def test_written_again_an_identity_keeps_its_history_sealed(place):
    case = make_case(place)
    party = make_party(case, identity=parties.Identity(name="First"))
    with acting_as(case.lead.user), connection.cursor() as cursor:
        parties.write_identity(
            actor=case.lead.user, party_id=party.pk, identity=parties.Identity(name="Second")
        )
        assert PartyIdentity.objects.get(party=party).row_version == 2
        cursor.execute("SELECT name FROM cases_partyidentityevent ORDER BY pgh_id")
        names = [name for (name,) in cursor.fetchall()]
    assert len(set(names)) == 2
    assert all(name.startswith("v1.") for name in names)


def test_3_identity_of_a_foreign_person_is_not_written(place):
    party = make_party(make_case(place))
    other = place.user("other")
    with acting_as(other), pytest.raises(Http404):
        parties.write_identity(actor=other, party_id=party.pk, identity=parties.Identity(name="X"))


def test_auditor_sees_events_without_cases(place):
    case = make_case(place)
    make_party(case, identity=parties.Identity(name="Invented Name"))
    auditor = place.user("auditor")
    with acting_as(auditor):
        assert AccessEvent.objects.audited_by(auditor).filter(case_id=case.pk).count() >= 3
        assert Case.objects.count() == 0
    with acting_as(make_place().user("auditor")):
        assert AccessEvent.objects.filter(case_id__isnull=False).count() == 0


def test_t3_auditor_who_is_barred_sees_no_event_of_the_case(place):
    case = make_case(place)
    bar(case, place.user("auditor"))
    auditor = place.user("auditor")
    with acting_as(auditor):
        assert AccessEvent.objects.filter(case_id=case.pk).count() == 0
        assert AccessEvent.objects.audited_by(auditor).exists()


def test_lead_sees_who_looked_and_colleagues_do_not(place):
    case = make_case(place)
    lead, other = case.lead.user, place.user("other")
    with acting_as(lead):
        assert AccessEvent.objects.about_cases_of(lead).filter(case_id=case.pk).exists()
    with acting_as(other):
        assert not AccessEvent.objects.about_cases_of(other).exists()
        assert not AccessEvent.objects.filter(case_id=case.pk).exists()


def test_supervisor_appoints_workers_and_not_supervisors(place):
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        memberships.add_membership(
            actor=supervisor, user=accounts.user("first"), organisation=place.organisation,
            role=Role.CASE_WORKER, supervisor=place.supervisor,
        )  # fmt: skip
        with pytest.raises(PermissionDenied):
            memberships.add_membership(
                actor=supervisor, user=accounts.user("next"), organisation=place.organisation,
                role=Role.SUPERVISOR,
            )  # fmt: skip


def test_nobody_changes_their_own_place(place):
    from django.utils import timezone

    for user in (place.user("supervisor"), place.administrator):
        with acting_as(user), pytest.raises(PermissionDenied):
            memberships.add_membership(
                actor=user, user=user, organisation=place.organisation, role=Role.CASE_WORKER
            )
    with acting_as(place.user("supervisor")), pytest.raises(PermissionDenied):
        memberships.end_membership(
            actor=place.user("supervisor"), membership=place.supervisor, at=timezone.now()
        )
