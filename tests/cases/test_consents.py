"""Consent: what counts now, for what and whom; it is withdrawn and never edited."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions import consents, progress
from cases.actions.consents import InvalidConsentError, Terms
from cases.care_choices import ConsentKind
from cases.choices import AccessKind, Section
from cases.context import acting_as
from cases.models import Consent
from cases.sealing import opened
from cases.states import ForbiddenChangeError
from programs.models import Organisation as Listed
from tests.factories.care import give, give_to
from tests.factories.cases import grant, make_case, make_organisation, make_party

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def party(place):
    return make_party(make_case(place))


def counts(place, **values) -> bool:
    with acting_as(place.user("worker")):
        return Consent.objects.visible_to(place.user("worker")).counting_for(**values).exists()


def withdraw(place, consent, name="worker", **values):
    with acting_as(place.user(name)):
        return consents.withdraw_consent(actor=place.user(name), consent_id=consent.pk, **values)


def test_consent_counts_for_its_kind_its_person_and_its_case(place, party):
    give(party, ConsentKind.STATISTICS)
    other = make_party(party.case, "child")
    assert counts(place, kind="statistics", party=party)
    assert counts(place, kind="statistics", case=party.case)
    assert not counts(place, kind="services", party=party)
    assert not counts(place, kind="statistics", party=other)
    assert not counts(place, kind="statistics", case=make_case(place))


def test_consent_to_share_counts_for_one_recipient_and_the_parts_named(place, party):
    police, clinic = make_organisation(place.administrator), make_organisation(place.administrator)
    give_to(party, police, Section.SUMMARY, Section.INCIDENTS)
    share = {"kind": "share", "party": party}
    assert counts(place, **share, recipient=police, section=Section.INCIDENTS)
    assert not counts(place, **share, recipient=police, section=Section.NOTES)
    assert not counts(place, **share, recipient=clinic)


def test_consent_to_share_with_a_listed_organisation_counts_for_it_alone(place, party):
    first, second = Listed.objects.all()[:2]
    give_to(party, first)
    assert counts(place, kind="share", recipient=first)
    assert not counts(place, kind="share", recipient=second)


def test_nobody_asks_for_consent_to_share_in_general(place):
    with pytest.raises(ValueError, match="say with whom"):
        Consent.objects.counting_for(kind="share")


@pytest.mark.parametrize("kind", ["share", "statistics"])
def test_recipient_and_parts_belong_to_sharing_and_only_to_it(place, party, kind):
    to = {} if kind == "share" else {"recipient": place.organisation, "sections": ["summary"]}
    with pytest.raises(InvalidConsentError):
        give(party, kind, **to)


@given(began=st.integers(-48, -1), ends=st.none() | st.integers(-47, 48), withdrawn=st.booleans())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_consent_counts_exactly_while_it_lasts_and_stands(place, party, began, ends, withdrawn):
    if ends is not None and ends <= began:
        return
    now = timezone.now()
    with transaction.atomic():
        terms = Terms(
            given_at=now + began * HOUR, ends_at=None if ends is None else now + ends * HOUR + HOUR / 2
        )
        consent = give(party, terms=terms)
        if withdrawn:
            withdraw(place, consent)
        assert counts(place, kind="services") == (not withdrawn and (ends is None or ends >= 0))
        transaction.set_rollback(True)


def test_consent_that_has_ended_counts_no_more(place, party):
    now = timezone.now()
    give(party, terms=Terms(given_at=now - 3 * HOUR, ends_at=now - HOUR))
    assert not counts(place, kind="services")
    give(party, terms=Terms(given_at=now - 3 * HOUR, ends_at=now + HOUR))
    assert counts(place, kind="services")


def test_withdrawn_consent_counts_no_more_and_keeps_what_was_said(place, party):
    consent = give(party)
    withdraw(place, consent, words="She changed her mind")
    assert not counts(place, kind="services")
    with acting_as(place.user("worker")):
        kept = Consent.objects.select_related("case").get()
        assert opened(kept, "withdrawal") == "She changed her mind"
        assert kept.withdrawn_by == place.user("worker")


def test_consent_is_withdrawn_once(place, party):
    consent = give(party)
    withdraw(place, consent)
    with pytest.raises(ForbiddenChangeError):
        withdraw(place, consent)


def test_consent_is_withdrawn_in_a_closed_case_too(place, party):
    consent, lead, supervisor = give(party), place.user("worker"), place.user("supervisor")
    with acting_as(lead):
        progress.propose_closing(actor=lead, case_id=party.case_id, outcome="agreed-is-done")
    with acting_as(supervisor):
        progress.close(actor=supervisor, case_id=party.case_id)
    with pytest.raises(Http404):
        give(party)
    withdraw(place, consent, "supervisor")
    assert not counts(place, kind="services")


@pytest.mark.parametrize("name", ["other", "second", "auditor", "intake"])
def test_others_neither_see_nor_withdraw(place, party, name):
    consent = give(party)
    with acting_as(place.user(name)):
        assert Consent.objects.count() == 0
        with pytest.raises(Http404):
            consents.withdraw_consent(actor=place.user(name), consent_id=consent.pk)


def test_referred_organisation_with_the_plan_reads_and_withdraws_nothing(place, party):
    consent = give(party)
    grant(party.case, place.other, AccessKind.REFERRAL, sections=[Section.PLAN])
    other = place.user("other")
    with acting_as(other):
        assert Consent.objects.visible_to(other).count() == 1
        with pytest.raises(Http404):
            consents.withdraw_consent(actor=other, consent_id=consent.pk)


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'statistics'", "recipient_id = NULL", "sections = '{notes}'", "given_at = now()",
        "ends_at = NULL", "capacity = 'court'", "evidence = ''", "party_id = party_id",
        "status = 'given', withdrawn_at = NULL", "withdrawn_at = now()",
    ],
)  # fmt: skip
def test_consent_is_never_edited_by_raw_sql(place, party, change):
    give(party)
    with (
        acting_as(place.user("worker")), pytest.raises(DatabaseError), transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(f"UPDATE cases_consent SET {change}")


def test_withdrawal_is_recorded_in_ones_own_name(place, party):
    give(party)
    with (
        acting_as(place.user("worker")), pytest.raises(DatabaseError), transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(
            "UPDATE cases_consent SET status = 'withdrawn', withdrawn_at = now(), withdrawn_by_id = %s",
            [place.user("supervisor").pk],
        )


def test_person_of_another_case_agrees_to_nothing_here(place, party):
    other = make_case(place)
    with acting_as(place.user("worker")), pytest.raises(DatabaseError), transaction.atomic():
        Consent(
            case=other, party=party, kind="services", capacity="self", method="spoken",
            created_by=place.user("worker"),
        ).save(force_insert=True)  # fmt: skip
