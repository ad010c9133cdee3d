"""What is law on a day: half-open stretches, bills, unknown days, drafts."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from legislation.choices import EditorialState, LawKind
from legislation.dates import Stretch, provision_status
from legislation.models import Law, Provision, ProvisionVersion
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

START, END = dt.date(2025, 9, 16), dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2025, 9, 15), False),
        (START, True),
        (dt.date(2026, 3, 1), True),
        (END, False),
    ],
)
def test_first_day_is_in_force_and_repeal_day_is_not(day: dt.date, expected: bool) -> None:
    version = make_version(make_provision(make_law()), START, END)
    assert ProvisionVersion.objects.in_force_on(day).filter(pk=version.pk).exists() is expected
    assert Provision.objects.in_force_on(day).filter(versions=version).exists() is expected
    assert Stretch(START, END).covers(day) is expected


def test_wording_of_a_bill_is_never_in_force() -> None:
    law = make_law(kind=LawKind.BILL, in_force=None)
    version = make_version(make_provision(law), None)
    assert not ProvisionVersion.objects.in_force_on(END).filter(pk=version.pk).exists()
    assert ProvisionVersion.objects.shown_on(END).filter(pk=version.pk).exists()
    assert not Law.objects.in_force_on(END).filter(pk=law.pk).exists()


def test_draft_is_never_in_force() -> None:
    version = make_version(make_provision(make_law()), START, state=EditorialState.DRAFT)
    assert not ProvisionVersion.objects.in_force_on(END).filter(pk=version.pk).exists()


def test_provision_that_ceased_on_an_unknown_day_is_never_in_force() -> None:
    version = make_version(make_provision(make_law()), START, ceased_unknown=True)
    assert not ProvisionVersion.objects.in_force_on(END).filter(pk=version.pk).exists()


def test_published_versions_of_one_provision_may_not_overlap() -> None:
    provision = make_provision(make_law())
    make_version(provision, START, END)
    overlapping = ProvisionVersion(
        provision=provision,
        valid=DateRange(dt.date(2026, 3, 1), None),
        state=EditorialState.PUBLISHED,
        confidence="high",
    )
    with pytest.raises(ValidationError, match="Another published version"):
        overlapping.full_clean()
    with pytest.raises(IntegrityError, match="version_ranges_do_not_overlap"), transaction.atomic():
        overlapping.save()


def test_drafts_may_overlap_published_versions() -> None:
    provision = make_provision(make_law())
    make_version(provision, START, END)
    make_version(provision, START, END, state=EditorialState.DRAFT)
    assert provision.versions.count() == 2


days = st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1))


@given(cuts=st.lists(days, min_size=1, max_size=6, unique=True), day=days)
def test_at_most_one_of_adjoining_stretches_covers_a_day(cuts: list[dt.date], day: dt.date) -> None:
    edges = [None, *sorted(cuts), None]
    stretches = [Stretch(a, b) for a, b in itertools.pairwise(edges)]
    assert sum(s.covers(day) for s in stretches) == 1
    assert provision_status(stretches, day).code == "in-force"
