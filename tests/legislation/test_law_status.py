"""The status of a law: the rule in Python and the rule in SQL say the same."""

import datetime as dt

import pytest

from legislation.choices import LawKind
from legislation.law_page import status_of_law, stretches_of
from legislation.models import Law
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

MAY, JULY = dt.date(2020, 5, 1), dt.date(2020, 7, 1)

CASES = [
    ({}, dt.date(2020, 6, 30), "not-yet"),
    ({}, JULY, "in-force"),
    ({"repealed": dt.date(2024, 1, 1)}, dt.date(2023, 12, 31), "in-force"),
    ({"repealed": dt.date(2024, 1, 1)}, dt.date(2024, 1, 1), "repealed"),
    ({"in_force": None}, dt.date(2020, 4, 30), "not-yet"),
    ({"in_force": None}, MAY, "in-force"),
    ({"in_force": None, "adopted": None}, dt.date(2019, 12, 31), "not-yet"),
    ({"in_force": None, "adopted": None}, dt.date(2020, 1, 1), "in-force"),
    ({"in_force": None, "adopted": None, "frbr_uri": "/akn/kz/act/2019/1"}, dt.date(2018, 12, 31), "not-yet"),
    ({"in_force": None, "adopted": None, "frbr_uri": "/akn/kz/act/2019/1"}, dt.date(2019, 1, 1), "in-force"),
    ({"in_force": None, "adopted": None, "frbr_uri": "/akn/kz/act/undated"}, dt.date(1990, 1, 1), "in-force"),
    ({"kind": LawKind.BILL, "in_force": None}, JULY, "proposed"),
]


@pytest.mark.parametrize(("values", "day", "expected"), CASES)
def test_status_is_the_same_in_python_and_in_sql(values: dict, day: dt.date, expected: str) -> None:
    law = make_law(**values)
    make_version(make_provision(law), law.begins, law.repealed)
    in_python = status_of_law(law, day, stretches_of(law).values()).code
    in_sql = Law.objects.with_status_on(day).get(pk=law.pk).status_code
    assert (in_python, in_sql) == (expected, expected)


def test_law_with_one_provision_in_force_early_is_partly_in_force() -> None:
    law = make_law()
    make_version(make_provision(law), dt.date(2020, 6, 1))
    day = dt.date(2020, 6, 15)
    assert status_of_law(law, day, stretches_of(law).values()).code == "partly"
    assert Law.objects.with_status_on(day).get(pk=law.pk).status_code == "partly"


def test_every_law_of_the_reference_data_has_the_same_status_in_python_and_in_sql() -> None:
    for day in (dt.date(2010, 1, 1), dt.date(2025, 6, 1), dt.date(2026, 3, 2), dt.date(2026, 11, 21)):
        for law in Law.objects.with_status_on(day):
            assert status_of_law(law, day, stretches_of(law).values()).code == law.status_code, law.identifier
