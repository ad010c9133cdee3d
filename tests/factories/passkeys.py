"""A passkey without a device: makes and signs what a browser would send."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

SITE, ORIGIN = hashlib.sha256(b"testserver").digest(), "http://testserver"
FLAG = AuthenticatorData.FLAG
SEEN = FLAG.UP | FLAG.UV


class Passkey:
    """A key pair for an account."""

    def __init__(self, account: Any) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.handle = user_pk_to_url_str(account).encode()

    def registration(self, challenge: str = "") -> dict[str, Any]:
        """What is kept of it when it was added; with a page's challenge, what adds it."""
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(bytes(16), self.id, public)
        proof = AttestationObject.create("none", AuthenticatorData.create(SITE, SEEN | FLAG.AT, 0, data), {})
        made_for = challenge or secrets.token_bytes(32)
        return self._answer("webauthn.create", made_for, attestationObject=bytes(proof))

    def sign_in(self) -> Client:
        """Try to sign a new client in with it."""
        client, path = Client(), "/en/account/sign-in/passkey/"
        asked = client.get(path, headers={"X-Requested-With": "XMLHttpRequest"}).json()
        challenge = asked["request_options"]["publicKey"]["challenge"]
        client.post(path, {"credential": json.dumps(self._assertion(challenge))})
        return client

    def _assertion(self, challenge: str) -> dict[str, Any]:
        seen = bytes(AuthenticatorData.create(SITE, SEEN, 1))
        said = CollectedClientData.create("webauthn.get", challenge, ORIGIN)
        signature = self.key.sign(seen + said.hash, ec.ECDSA(SHA256()))
        return self._answer(
            "webauthn.get", challenge, authenticatorData=seen, signature=signature, userHandle=self.handle
        )

    def _answer(self, kind: str, challenge: Any, **parts: bytes) -> dict[str, Any]:
        said = bytes(CollectedClientData.create(kind, challenge, ORIGIN))
        response = {name: websafe_encode(part) for name, part in {"clientDataJSON": said, **parts}.items()}
        return {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "clientExtensionResults": {},
            "response": response,
        }  # fmt: skip
