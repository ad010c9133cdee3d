"""What happens to an account is kept and shown to superusers, without anything secret."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from kbase.context import acting_as
from kbase.tracked import Account, Membership, SecondFactor, SignIn
from tests.factories import accounts

pytestmark = pytest.mark.django_db
SECRETS = {"password", "data", "ip", "user_agent", "session_key"}


def steps(model: type, **of: object) -> list[str]:
    return list(
        model.pgh_event_model.objects.filter(**of).order_by("pgh_id").values_list("pgh_label", flat=True)
    )


def test_account_is_kept_from_its_beginning_to_its_end() -> None:
    person = accounts.user("botagoz")
    key = person.pk
    accounts.give_rights(person, is_staff=True)
    with acting_as(accounts.user("boss", is_superuser=True)):
        person.delete()
    assert steps(Account, pgh_obj=key) == ["insert", "update", "delete"]


def test_new_password_is_an_event_and_a_sign_in_is_no_change_of_the_account() -> None:
    person = accounts.user("botagoz")
    person.set_password("eleven brown cows eat hay")
    with acting_as(person):
        person.save()
    Client().force_login(person)
    assert steps(Account, pgh_obj=person.pk) == ["insert", "password"]


def test_groups_given_and_taken_are_kept() -> None:
    person = accounts.user("botagoz")
    group = Group.objects.create(name="Testers")
    accounts.give_rights(person, groups=[group])
    accounts.give_rights(person, groups=[])
    assert steps(Membership, user=person, group=group) == ["insert", "delete"]


def test_second_factor_is_kept_when_set_up_and_removed_but_not_when_used() -> None:
    person = accounts.staff("botagoz")
    Authenticator.objects.get(user=person).record_usage()
    with acting_as(person):
        Authenticator.objects.filter(user=person).delete()
    assert steps(SecondFactor, user=person, type="totp") == ["insert", "delete"]


def test_sign_in_is_kept_from_its_beginning_to_its_end() -> None:
    person = accounts.user("botagoz")
    session = UserSession.objects.create(
        user=person, ip="192.0.2.7", session_key="k" * 32, user_agent="Device"
    )
    UserSession.objects.filter(pk=session.pk).update(session_key="n" * 32)
    session.delete()
    assert steps(SignIn, user=person) == ["insert", "delete"]


@pytest.mark.parametrize("model", [Account, Membership, SecondFactor, SignIn])
def test_nothing_secret_has_a_column(model: type) -> None:
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, model.pgh_event_model._meta.db_table)
    columns = {column.name for column in table}
    assert columns >= {"id", "pgh_id", "pgh_context_id"}
    assert not columns & SECRETS


def test_superuser_reads_who_did_what_to_an_account(client: Client) -> None:
    administrator = accounts.staff_client(client, username="administrator", is_superuser=True)
    person = accounts.staff("botagoz", groups=["Testers"])
    sent = {"username": "botagoz", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert administrator.post(f"/admin/auth/user/{person.pk}/change/", sent).status_code == 302
    page = administrator.get(f"/admin/auth/user/{person.pk}/history/")
    entries = {(entry.kind, entry.step): entry for entry in reversed(page.context["entries"])}
    change = entries["account", "changed"]
    assert change.who == "administrator"
    assert [(each.field, each.before, each.after) for each in change.changes] == [
        ("superuser status", "no", "yes")
    ]
    assert entries["membership of a group", "deleted"].who == "administrator"
    assert ("second factor", "added") in entries


def test_others_do_not_read_the_history_of_accounts(client: Client) -> None:
    person = accounts.staff_client(client, username="botagoz", groups=["Testers"])
    assert person.get(f"/admin/auth/user/{person.user.pk}/history/").status_code == 403
