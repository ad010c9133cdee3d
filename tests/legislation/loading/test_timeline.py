"""From when to when a version holds, and what is not known of it."""

import datetime as dt
from typing import Any

import pytest

from legislation.loading.timeline import spans

LAW = {"kind": "act", "adopted": dt.date(2009, 12, 4), "in_force": dt.date(2010, 1, 1)}
WITHOUT_COMMENCEMENT = {"kind": "act", "adopted": dt.date(2009, 12, 4)}
DAY, LATER = dt.date(2015, 1, 1), dt.date(2020, 1, 1)


def only(law: dict[str, Any], **provision: Any) -> tuple[dt.date | None, dt.date | None, bool, bool]:
    (span,) = spans(law, provision)
    return span.lower, span.upper, span.start_known, span.ceased_unknown


@pytest.mark.parametrize(
    ("law", "provision", "lower", "known"),
    [
        (LAW, {}, LAW["in_force"], True),
        (LAW, {"in_force": DAY}, DAY, True),
        (WITHOUT_COMMENCEMENT, {}, LAW["adopted"], False),
        ({"kind": "act"}, {}, None, False),
        ({"kind": "act", "frbr_uri": "/akn/pk/act/2021/1"}, {}, dt.date(2021, 1, 1), False),
        (LAW, {"versions": [{"valid_from": DAY}]}, DAY, True),
        (LAW, {"versions": [{"valid_until": DAY}]}, LAW["in_force"], False),
        (LAW, {"versions": [{"valid_until": dt.date(2010, 1, 1)}]}, None, False),
        ({"kind": "bill"}, {}, None, False),
    ],
)
def test_first_day_is_the_one_stated_else_the_earliest_possible(
    law: dict[str, Any], provision: dict[str, Any], lower: dt.date | None, known: bool
) -> None:
    assert only(law, **provision)[0] == lower
    assert only(law, **provision)[2] is known


def test_wording_after_a_change_on_an_unknown_day_has_no_known_start() -> None:
    assert only(LAW, changes=[{"by": "72-VIII"}])[2] is False
    assert only(LAW, changes=[{"on": LAW["in_force"]}])[2] is True


@pytest.mark.parametrize(
    ("law", "provision", "upper", "unknown"),
    [
        (LAW, {}, None, False),
        (LAW | {"repealed": LATER}, {}, LATER, False),
        (LAW | {"repealed": LATER}, {"ceased": DAY}, DAY, False),
        (LAW | {"repealed": LATER}, {"ceased": "unknown"}, None, True),
        (LAW | {"repealed": LATER}, {"versions": [{"valid_from": DAY}]}, LATER, False),
        (LAW, {"versions": [{"valid_from": DAY, "valid_until": LATER}]}, LATER, False),
    ],
)
def test_last_day_is_the_cessation_of_the_provision_else_the_repeal_of_the_law(
    law: dict[str, Any], provision: dict[str, Any], upper: dt.date | None, unknown: bool
) -> None:
    assert only(law, **provision)[1] == upper
    assert only(law, **provision)[3] is unknown


def test_only_the_last_version_carries_the_present_text() -> None:
    first, second = spans(LAW, {"versions": [{"valid_until": DAY}, {"valid_from": DAY}]})
    assert (first.last, second.last) == (False, True)
    assert (first.upper, second.lower, second.upper) == (DAY, DAY, None)
