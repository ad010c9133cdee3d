"""Groups of programme staff: made by migrate, each with what it needs and no more."""

import pytest
from django.contrib.auth.models import Group

from legislation.permissions import EDITOR, REVIEWER
from programs.permissions import OFFICER, PERSONAL

pytestmark = pytest.mark.django_db


def codenames(group: str, app: str = "programs") -> set[str]:
    held = Group.objects.get(name=group).permissions.filter(content_type__app_label=app)
    return set(held.values_list("codename", flat=True))


def test_officer_writes_programmes_but_takes_no_address_away() -> None:
    officer = codenames(OFFICER)
    assert {"add_programme", "change_organisation", "add_helpplace", "delete_programmeterm"} <= officer
    assert not officer & {"delete_programme", "delete_organisation"}


def test_officer_leaves_figures_and_the_law_to_editors() -> None:
    assert not codenames(OFFICER) & {"add_observation", "change_indicator", "change_target"}
    assert {name.partition("_")[0] for name in codenames(OFFICER, "legislation")} == {"view"}
    assert not codenames(OFFICER, "legislation") & {"view_provisionversion", "view_referenceconflict"}
    assert {"add_observation", "change_indicator"} <= codenames(EDITOR)


def test_reviewer_only_reads() -> None:
    assert {name.partition("_")[0] for name in codenames(REVIEWER)} <= {"view", "review"}


def test_who_doesnt_deal_with_people_sees_nothing_personal() -> None:
    for group in (EDITOR, REVIEWER):
        assert not {name for name in codenames(group) if name.partition("_")[2] in PERSONAL}
