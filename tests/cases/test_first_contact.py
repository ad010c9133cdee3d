"""First contact: limits and duties to report before anything is asked, then consent or 'not now'."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from cases import reporting
from cases.actions import first_contact, progress
from cases.actions.consents import InvalidConsentError
from cases.actions.first_contact import Answer, LimitsNotExplainedError
from cases.actions.incidents import When
from cases.actions.progress import FirstContactMissingError
from cases.choices import AgeBand, OrganisationKind
from cases.context import acting_as
from cases.models import Case, Consent, FirstContact, Party
from cases.sealing import opened
from legislation.models import Jurisdiction
from tests.factories.case_law import make_conduct, record_incident
from tests.factories.cases import begin_in_an_emergency, make_case

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def draft(place) -> Case:
    return make_case(place, begun=False)


def contact(draft: Case, **values) -> FirstContact:
    lead = draft.lead.user
    given = {"limits_explained": True, "jurisdiction": Jurisdiction.objects.get(code="KZ"), "today": TODAY}
    with acting_as(lead):
        return first_contact.record_first_contact(actor=lead, case_id=draft.pk, **given | values)


def test_it_opens_the_case_and_records_by_code_whom_it_is_about(draft):
    contact(draft, age_band=AgeBand.UNDER_14)
    with acting_as(draft.lead.user):
        assert Case.objects.get().status == "open"
        person = Party.objects.get()
        assert (person.code, person.kind, person.age_band) == ("S1", "survivor", "7-13")
        assert Consent.objects.count() == 0  # not now


def test_what_was_agreed_to_is_kept_as_consent(draft):
    contact(draft, answer=Answer(kinds=["services", "contact"], capacity="guardian"))
    with acting_as(draft.lead.user):
        found = set(Consent.objects.counting().values_list("kind", "capacity"))
    assert found == {("services", "guardian"), ("contact", "guardian")}


def test_neither_limits_nor_emergency_is_refused(draft):
    with pytest.raises(LimitsNotExplainedError):
        contact(draft, limits_explained=False, emergency_reason="  ")


def test_emergency_begins_the_work_and_first_contact_follows(draft):
    contact(draft, limits_explained=False, emergency_reason="He is at her door")
    with acting_as(draft.lead.user):
        kept = FirstContact.objects.select_related("case").get()
        assert (Case.objects.get().status, opened(kept, "emergency_reason")) == ("open", "He is at her door")
    contact(draft)
    with acting_as(draft.lead.user):
        assert FirstContact.objects.count() == 2


def test_consent_before_the_limits_were_told_is_none(draft):
    with pytest.raises(InvalidConsentError):
        contact(draft, limits_explained=False, emergency_reason="Now", answer=Answer(kinds=["services"]))


def test_sharing_is_not_agreed_to_in_general(draft):
    with pytest.raises(InvalidConsentError):
        contact(draft, answer=Answer(kinds=["share"]))


def test_case_does_not_open_without_it(draft):
    lead = draft.lead.user
    with acting_as(lead):
        with pytest.raises(FirstContactMissingError):
            progress.begin(actor=lead, case_id=draft.pk)
        with pytest.raises(DatabaseError, match="first contact"), transaction.atomic():
            Case.objects.filter(pk=draft.pk).update(status="open")


def test_no_narrative_opens_before_it(draft):
    make_conduct((dt.date(2020, 1, 1), None), topic="made-up-violence")
    with pytest.raises(FirstContactMissingError):
        record_incident(draft, When(), narrative="What she told")
    with acting_as(draft.lead.user):
        begin_in_an_emergency(draft.pk, draft.lead.user)
    assert record_incident(draft, When(), narrative="What she told").pk


def test_narrative_before_it_is_refused_by_the_database_too(draft, rows):
    lead = draft.lead.user
    with acting_as(lead), pytest.raises(DatabaseError, match="first contact"), transaction.atomic():
        rows(
            "INSERT INTO cases_incident (id, created_by_id, row_version, case_id, jurisdiction_id, known, "
            "goes_on, place_kind, region, violence_types, narrative, reason) SELECT gen_random_uuid(), %s, "
            "1, %s, id, 'unknown', false, 'unknown', '', '{x}', '', '' FROM legislation_jurisdiction LIMIT 1",
            lead.pk,
            draft.pk,
        )


@pytest.mark.parametrize(
    "change", ["UPDATE cases_firstcontact SET as_of_on = '2001-01-01'", "DELETE FROM cases_firstcontact"]
)
def test_it_is_never_changed(draft, change):
    contact(draft)
    with (
        acting_as(draft.lead.user), pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(change)


def duties(kind=OrganisationKind.CRISIS_CENTRE, on=TODAY, place="KZ"):
    return reporting.reporting_duties(kind=kind, jurisdiction=Jurisdiction.objects.get(code=place), on=on)


def told(found) -> set[tuple[str, str, str]]:
    return {(duty.bearer.slug, duty.recipient.slug, duty.version.provision.law.slug) for duty in found}


def test_duties_to_report_are_those_of_the_law_of_the_day():
    before, after = told(duties(on=dt.date(2026, 3, 1))), told(duties(on=dt.date(2026, 3, 2)))
    old = ("crisis-centre", "police", "domestic-violence-2009")
    assert old in before
    assert old not in after
    assert ("crisis-centre", "police", "offence-prevention-2025") in after


@pytest.mark.parametrize(
    ("kind", "bearer"),
    [("crisis-centre", "crisis-centre"), ("school", "education-workers"), ("clinic", "health-workers")],
)
def test_duties_to_report_are_those_of_ones_own_work(kind, bearer):
    bearers = {duty.bearer.slug for duty in duties(kind)}
    assert bearer in bearers
    assert not bearers & ({"education-workers", "health-workers", "crisis-centre"} - {bearer})


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_every_kind_of_organisation_has_an_answer(kind):
    assert any(duty.bearer.slug == "everyone" for duty in duties(kind))


def test_with_an_adult_duties_about_minors_are_set_apart_and_stay():
    found = duties()
    own, of_minors = reporting.sorted_for(found, AgeBand.ADULT)
    assert {duty.pk for duty in own} | {duty.pk for duty in of_minors} == {duty.pk for duty in found}
    assert own
    assert of_minors
    assert all("minor" in f"{duty.action} {duty.trigger}" or "child" in duty.trigger for duty in of_minors)


@pytest.mark.parametrize("age", ["0-6", "7-13", "14-17", "unknown"])
def test_with_a_minor_or_an_unknown_age_all_duties_stand_together(age):
    found = duties()
    assert reporting.sorted_for(found, age) == (found, [])


def test_what_was_shown_is_kept(draft):
    kept = contact(draft)
    assert kept.shown_versions == sorted({duty.version_id for duty in duties()})
    assert kept.as_of_on == TODAY
