"""SQL as the application's role gives nobody rights: accounts in use, administrators, what groups may do."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission, User
from django.db import DatabaseError, connection, transaction

from cases.context import acting_as
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def refuse(statement: str, says: str = "an administrator gives and takes rights", **values: object) -> None:
    with (
        pytest.raises(DatabaseError, match=says),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auth_user SET is_superuser = true WHERE id = %(me)s",
        "UPDATE auth_user SET is_staff = true WHERE id = %(me)s",
        "UPDATE auth_user SET is_active = true WHERE id = %(left)s",
        "UPDATE auth_user SET is_active = false WHERE id = %(boss)s",
        "UPDATE auth_user SET id = -1 WHERE id = %(boss)s",
        "DELETE FROM auth_user WHERE id = %(left)s",
        "INSERT INTO auth_user (username, password, first_name, last_name, email, is_active, is_staff, "
        "is_superuser, date_joined) VALUES ('x', '', '', '', '', true, false, true, now())",
        "INSERT INTO auth_user (id, username, password, first_name, last_name, email, is_active, is_staff, "
        "is_superuser, date_joined) SELECT id, 'x', '', '', '', '', true, is_staff, true, now() "
        "FROM auth_user WHERE id = %(me)s ON CONFLICT (id) DO UPDATE SET is_superuser = true",
        "INSERT INTO auth_user_groups (user_id, group_id) VALUES (%(me)s, %(group)s)",
        "INSERT INTO auth_user_user_permissions (user_id, permission_id) VALUES (%(me)s, %(right)s)",
        "INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (%(group)s, %(right)s)",
        "DELETE FROM auth_group_permissions",
        "UPDATE auth_permission SET codename = codename || 'x'",
        "UPDATE auth_group SET name = name || 'x'",
    ],
)
def test_worker_gives_and_takes_no_rights_by_sql(place, statement):
    me = place.user("worker")
    left = accounts.user("who-left", is_active=False)
    with acting_as(me):
        refuse(
            statement,
            me=me.pk,
            left=left.pk,
            boss=place.administrator.pk,
            group=Group.objects.first().pk,
            right=Permission.objects.first().pk,
        )


def test_nobody_in_particular_gives_no_rights_either(place):
    refuse("UPDATE auth_user SET is_superuser = true WHERE id = %(me)s", me=place.user("worker").pk)


def test_what_is_no_right_is_changed_as_before(place):
    me = place.user("worker")
    me.first_name = "Aigerim"
    me.save()
    assert User.objects.get(pk=me.pk).first_name == "Aigerim"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auth_user SET password = %(mine)s WHERE id = %(boss)s",
        "DELETE FROM mfa_authenticator WHERE user_id = %(boss)s AND type = 'totp'",
        "UPDATE mfa_authenticator SET user_id = %(me)s WHERE user_id = %(boss)s",
        "UPDATE mfa_authenticator SET type = 'recovery_codes' WHERE user_id = %(boss)s AND type = 'webauthn'",
    ],
)
def test_nobody_takes_an_account_over_by_sql(place, statement):
    """Neither a password of another's nor an account without its second factor: not in anybody's name."""
    me, boss = place.user("worker"), place.administrator
    accounts.add_totp(boss)
    accounts.add_passkey_row(boss)
    values = {"me": me.pk, "boss": boss.pk, "mine": me.password, "says": "only the person changes this"}
    refuse(statement, **values)
    with acting_as(me):
        refuse(statement, **values)


def test_person_and_who_deletes_the_account_take_away_what_is_hers(place):
    me = place.user("worker")
    for who in (me, place.administrator):
        accounts.add_passkey_row(me)
        with acting_as(who):
            Authenticator.objects.filter(user=me).delete()
        assert not Authenticator.objects.filter(user=me).exists()
        accounts.add_totp(me)
    me.set_password("eleven brown cows eat hay")
    with acting_as(me):
        me.save()
    assert User.objects.get(pk=me.pk).check_password("eleven brown cows eat hay")


def test_administrator_gives_rights(place):
    with acting_as(place.administrator):
        User.objects.filter(pk=place.user("worker").pk).update(is_superuser=True)
    assert User.objects.get(pk=place.user("worker").pk).is_superuser


def test_first_administrator_is_made_while_there_is_none():
    first = User.objects.create_superuser("first", password="seven grey horses drink tea")
    assert first.is_superuser
    refuse("UPDATE auth_user SET is_superuser = false WHERE id = %(first)s", first=first.pk)
    refuse("DELETE FROM auth_user WHERE id = %(first)s", first=first.pk)
