"""A passkey signs in only where its user added it here: a row that SQL made or changed is none."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django.test import Client

from kbase.accounts.passkeys import SEAL, seal
from tests.factories import accounts
from tests.factories.passkeys import Passkey

pytestmark = pytest.mark.django_db
ADD = "/en/account/passkeys/add/"


def row_of(account, passkey: Passkey, *, pk: int | None = None, **data: str) -> Authenticator:
    content = {"name": "Laptop", "credential": passkey.registration(), **data}
    return Authenticator.objects.create(pk=pk, user=account, type=Authenticator.Type.WEBAUTHN, data=content)


def signs_in(passkey: Passkey) -> bool:
    return passkey.sign_in().get("/admin/").status_code == 200


def test_passkey_that_was_put_into_the_database_signs_nobody_in():
    boss, thief = accounts.staff("boss", is_superuser=True), accounts.staff("thief")
    own = Passkey(thief)
    kept = row_of(thief, own)
    assert not signs_in(own)
    seal(Authenticator.objects.get(pk=kept.pk))
    assert signs_in(own)
    kept.refresh_from_db()
    a_secret = Authenticator.objects.get(user=boss).data["secret"]
    for data in ({}, {SEAL: ""}, {SEAL: kept.data[SEAL]}, {SEAL: a_secret}):
        forged = Passkey(boss)
        row_of(boss, forged, **data)
        assert not signs_in(forged)


def test_passkey_whose_key_was_changed_signs_nobody_in():
    boss = accounts.staff("boss", is_superuser=True)
    own, forged = Passkey(boss), Passkey(boss)
    kept = row_of(boss, own)
    seal(Authenticator.objects.get(pk=kept.pk))
    assert signs_in(own)
    kept.refresh_from_db()
    Authenticator.objects.filter(pk=kept.pk).update(data=kept.data | {"credential": forged.registration()})
    assert not signs_in(own)
    assert not signs_in(forged)


def test_adding_a_passkey_seals_it_and_no_row_that_waits_for_it(client: Client):
    accounts.staff_client(client)
    own, forged = Passkey(client.user), Passkey(client.user)
    waiting = row_of(client.user, forged, pk=2_000_000_000)
    asked = json.loads(client.get(ADD).context["passkey_options"])
    sent = json.dumps(own.registration(asked["publicKey"]["challenge"]))
    assert client.post(ADD, {"name": "Laptop", "credential": sent}).status_code == 302
    assert signs_in(own)
    assert not signs_in(forged)
    waiting.refresh_from_db()
    assert SEAL not in waiting.data


def test_passkey_that_is_changed_while_it_is_checked_signs_nobody_in(monkeypatch):
    """The key is another's when the signature is checked, and the owner's again when the seal is."""
    boss = accounts.staff("boss", is_superuser=True)
    own, forged = Passkey(boss), Passkey(boss)
    seal(row_of(boss, own))
    forged.id = own.id
    meanwhile = Authenticator(type=Authenticator.Type.WEBAUTHN, data={"credential": forged.registration()})
    key = meanwhile.wrap().authenticator_data.credential_data
    monkeypatch.setattr(webauthn_auth, "get_credentials", lambda _user: [key])
    assert not signs_in(forged)
    monkeypatch.undo()
    assert signs_in(own)
