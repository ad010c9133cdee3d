"""Groups: made by migrate, kept up to date, each with what it needs and no more."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from kbase.context import acting_as
from kbase.database import DEFAULT
from kbase.groups import create_groups
from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def codenames(group: str) -> set[str]:
    of_the_law = Group.objects.get(name=group).permissions.filter(content_type__app_label="legislation")
    return set(of_the_law.values_list("codename", flat=True))


def test_migrate_makes_both_groups() -> None:
    assert {EDITOR, REVIEWER} <= set(Group.objects.values_list("name", flat=True))


def test_editor_writes_but_takes_no_address_away() -> None:
    editor = codenames(EDITOR)
    assert {"add_law", "change_provisionversion", "delete_duty", "view_loadedrecord"} <= editor
    assert not editor & {"delete_law", "delete_provision", "delete_role", "change_loadedrecord"}
    assert "review_provisionversion" not in editor


def test_reviewer_reads_and_reviews_only() -> None:
    reviewer = codenames(REVIEWER)
    assert "review_provisionversion" in reviewer
    assert {name.partition("_")[0] for name in reviewer} == {"view", "review"}


def test_nobody_but_the_triggers_writes_history() -> None:
    assert not {name for name in codenames(EDITOR) if name.endswith("event")}


def test_groups_are_brought_up_to_date_and_their_people_stay() -> None:
    group = Group.objects.get(name=EDITOR)
    user = accounts.user("person", groups=[EDITOR])
    before = codenames(EDITOR)
    with acting_as(accounts.user("boss", is_superuser=True)):
        group.permissions.clear()
        call_command("create_groups", database=DEFAULT, verbosity=0)
        assert codenames(EDITOR) == before
        count = create_groups()[EDITOR]
    assert count == group.permissions.count()
    assert list(group.user_set.all()) == [user]
