"""Whatever is typed, a search answers."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legislation.search.answer import Answer
from legislation.search.query import QueryTooLong

Ask = Callable[..., Answer]

OPERATORS = st.text(alphabet="'\"\\&|!()<->:*%_;,.@ab 1жқحفا\u200f\u202e\u00ad", max_size=60)


@given(typed=st.one_of(st.text(max_size=120), OPERATORS))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered(ask: Ask, typed: str) -> None:
    found = ask(typed.replace("\0", ""))
    assert found.found.total >= 0


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE provision_search; --",
        "a & b | !c <-> (d",
        "foo:*",
        "\u202eحفاظتی\u202c order",
        "to be or not to be",
        "-police",
        '"""',
        "%%%",
        "\ud800",
        "a" * 400,
        "word " * 79,
        " ".join(f"w{number}" for number in range(90)),
    ],
)
def test_traps_are_answered(ask: Ask, typed: str) -> None:
    assert ask(typed).found.total >= 0


def test_query_that_no_person_types_is_refused(ask: Ask) -> None:
    with pytest.raises(QueryTooLong, match="400"):
        ask("x" * 10_000)
