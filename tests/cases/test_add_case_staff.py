"""The command that lets the first people in."""

import pytest
from django.core.management import CommandError, call_command

from cases.accounts import works_on_cases
from cases.context import acting_as
from cases.models import Membership
from tests.factories import accounts

pytestmark = pytest.mark.django_db
WHERE = ["--organisation", "Sample centre", "--by", "boss"]


@pytest.fixture(autouse=True)
def people():
    accounts.user("boss", is_superuser=True)
    return [accounts.user(name) for name in ("saule", "dina")]


def test_first_person_makes_the_organisation_and_the_next_joins_it(people):
    call_command("add_case_staff", "saule", "supervisor", *WHERE, "--kind", "crisis-centre")
    call_command("add_case_staff", "dina", "case-worker", *WHERE, "--supervisor", "saule")
    with acting_as(people[1]):
        membership = Membership.objects.get(user=people[1])
        assert membership.supervisor.user == people[0]
    assert all(works_on_cases(person) for person in people)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["saule", "supervisor", *WHERE], "no organisation"),
        (["nobody", "supervisor", *WHERE, "--kind", "police"], "no account"),
        (["boss", "supervisor", *WHERE, "--kind", "police"], "nobody for themselves"),
        (["dina", "case-worker", *WHERE, "--kind", "police", "--supervisor", "saule"], "no supervisor"),
        (
            ["dina", "case-worker", "--organisation", "X", "--by", "saule", "--kind", "police"],
            "an administrator",
        ),
    ],
)
def test_refusals_say_the_way_out(arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("add_case_staff", *arguments)
