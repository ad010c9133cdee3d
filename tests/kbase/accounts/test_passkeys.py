"""A passkey signs in only where its user added it here: a row that SQL made or changed is none."""

import pytest
from allauth.mfa.models import Authenticator

from kbase.accounts.passkeys import SEAL, seal
from tests.factories import accounts
from tests.factories.passkeys import Passkey

pytestmark = pytest.mark.django_db


def row_of(account, passkey: Passkey, **data: str) -> Authenticator:
    content = {"name": "Laptop", "credential": passkey.registration(), **data}
    return Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=content)


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
