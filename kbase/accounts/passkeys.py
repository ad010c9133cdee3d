"""Passkeys: what proves that one was added here, and what the script needs for a ceremony."""

import hashlib
import hmac
import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder

from kbase.encryption import DecryptionError, Place, keyring

SEAL = "seal"


def seal(passkey: Authenticator) -> None:
    """Prove a passkey to be its user's own: a row that the database was given past this site is none.

    Args:
        passkey: as it was made of what its user sent, never a row that was looked for.
    """
    token = keyring().encrypt(_digest(passkey), place_of_seal(passkey.user))
    passkey.data = passkey.data | {SEAL: token}
    passkey.save(update_fields=["data"])


def is_sealed(passkey: Authenticator) -> bool:
    """Whether exactly this public key was added by this user."""
    try:
        found = keyring().decrypt(passkey.data.get(SEAL, ""), place_of_seal(passkey.user))
    except DecryptionError:
        return False
    return hmac.compare_digest(found, _digest(passkey))


def place_of_seal(user: AbstractBaseUser) -> Place:
    """Where the proofs of a user's passkeys are kept; another than her secrets', so that none is both."""
    return Place("mfa_authenticator", "data.seal", f"user {user.pk}")


def with_options(context: dict[str, Any]) -> dict[str, Any]:
    """Add `passkey_options`, the JSON of allauth's options, to a template's context."""
    data = context.get("js_data") or {}
    options = data.get("creation_options") or data.get("request_options")
    if options:
        context["passkey_options"] = json.dumps(options, cls=DjangoJSONEncoder)
    return context


def _digest(passkey: Authenticator) -> str:
    credential = json.dumps(passkey.data.get("credential"), sort_keys=True)
    return hashlib.sha256(credential.encode()).hexdigest()
