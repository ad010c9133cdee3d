"""A new key takes over: everything stored is encrypted again, whatever stops it in between."""

from __future__ import annotations

import secrets
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from kbase import reencryption
from kbase.accounts.mfa_adapter import place_of_secret
from kbase.encryption import keyring
from kbase.reencryption import holders, renew
from tests.factories import accounts

pytestmark = pytest.mark.django_db
OLD, NEW = (f"{name}:{secrets.token_urlsafe(32)}" for name in ("old", "new"))


@pytest.fixture
def people() -> list[Authenticator]:
    """Three people whose secrets are of the old key."""
    with override_settings(ENCRYPTION_KEYS=OLD):
        found = [accounts.add_totp(accounts.user(f"person-{number}")) for number in range(3)]
        accounts.add_recovery_codes(found[0].user)
    return found


def run() -> str:
    out = StringIO()
    call_command("reencrypt", stdout=out)
    return out.getvalue()


def secret_of(authenticator: Authenticator) -> str:
    authenticator.refresh_from_db()
    return keyring().decrypt(authenticator.data["secret"], place_of_secret(authenticator.user))


def test_after_it_the_old_key_can_go(people: list[Authenticator]) -> None:
    with override_settings(ENCRYPTION_KEYS=f"{NEW} {OLD}"):
        said = run()
    assert "mfa_authenticator.data.secret: 3 encrypted again, 0 were current, 0 can't be read" in said
    assert "mfa_authenticator.data.seed: 1 encrypted again" in said
    assert "Everything is encrypted with key new." in said
    with override_settings(ENCRYPTION_KEYS=NEW):
        assert {secret_of(each) for each in people} == {accounts.TOTP_SECRET}


def test_second_run_changes_nothing(people: list[Authenticator]) -> None:
    with override_settings(ENCRYPTION_KEYS=f"{NEW} {OLD}"):
        run()
        before = list(Authenticator.objects.order_by("pk").values_list("data"))
        assert "0 encrypted again, 3 were current" in run()
    assert list(Authenticator.objects.order_by("pk").values_list("data")) == before


def test_it_goes_on_where_it_was_stopped(
    people: list[Authenticator], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reencryption, "BATCH", 2)
    [holder] = [each for each in holders() if each.name.endswith(".secret")]

    def stop(_count: int) -> None:
        raise KeyboardInterrupt

    with override_settings(ENCRYPTION_KEYS=f"{NEW} {OLD}"):
        with pytest.raises(KeyboardInterrupt):
            renew(holder, keyring(), progress=stop)
        assert {secret_of(each) for each in people} == {accounts.TOTP_SECRET}  # readable all the while
        said = run()
    assert "data.secret: " in said
    assert "0 can't be read" in said
    with override_settings(ENCRYPTION_KEYS=NEW):
        assert {secret_of(each) for each in people} == {accounts.TOTP_SECRET}


def test_value_of_an_unknown_key_is_kept_and_named(people: list[Authenticator]) -> None:
    with override_settings(ENCRYPTION_KEYS=NEW), pytest.raises(CommandError, match="Keep every old key"):
        run()
    with override_settings(ENCRYPTION_KEYS=OLD):
        assert {secret_of(each) for each in people} == {accounts.TOTP_SECRET}


def test_value_that_was_moved_to_another_row_is_not_made_valid(people: list[Authenticator]) -> None:
    one, other, _third = people
    Authenticator.objects.filter(pk=one.pk).update(data=other.data)
    with (
        override_settings(ENCRYPTION_KEYS=f"{NEW} {OLD}"),
        pytest.raises(CommandError, match="1 values can't be read"),
    ):
        run()
    one.refresh_from_db()
    assert one.data == other.data


def test_every_sealed_attribute_is_gone_through() -> None:
    names = [holder.name for holder in holders()]
    assert len(set(names)) == len(names) >= 2


def test_codes_work_on_after_the_change(people: list[Authenticator], client: Client) -> None:
    with override_settings(ENCRYPTION_KEYS=f"{NEW} {OLD}"):
        run()
    with override_settings(ENCRYPTION_KEYS=NEW):
        given = {"login": "person-0", "password": accounts.PASSWORD}
        client.post("/en/account/sign-in/", given)
        answer = client.post("/en/account/sign-in/second-step/", {"code": accounts.totp_code()})
        assert answer.status_code == 302
        assert "_auth_user_id" in client.session
