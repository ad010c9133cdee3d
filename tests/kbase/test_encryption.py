"""What encryption at rest promises: only the right key, at the right place, reads an unchanged value."""

import base64
import stat
from pathlib import Path

import pytest

from kbase.encryption import (
    DecryptionError,
    EncryptionKeyError,
    Keyring,
    Place,
    configured_keys,
    local_keys,
)

FIRST = "k1:" + base64.urlsafe_b64encode(b"1" * 32).decode()
SECOND = "k2:" + base64.urlsafe_b64encode(b"2" * 32).decode()
PLACE = Place("mfa_authenticator", "data", "7")


def keyring(text: str = FIRST) -> Keyring:
    return Keyring.from_text(text)


def test_value_is_read_where_it_was_kept():
    assert keyring().decrypt(keyring().encrypt("қорғау", PLACE), PLACE) == "қорғау"


def test_empty_value_stays_a_value():
    token = keyring().encrypt("", PLACE)
    assert token
    assert keyring().decrypt(token, PLACE) == ""


def test_token_names_version_and_key_and_hides_the_value():
    token = keyring().encrypt("secret words", PLACE)
    assert token.startswith("v1.k1.")
    assert len(token.split(".")) == 4
    assert "secret" not in token


def test_nonces_never_repeat():
    nonces = {keyring().encrypt("x", PLACE).split(".")[2] for _ in range(2000)}
    assert len(nonces) == 2000


def test_wrong_key_reads_nothing():
    other = Keyring.from_text("k1:" + SECOND.partition(":")[2])
    with pytest.raises(DecryptionError, match="can't be decrypted"):
        other.decrypt(keyring().encrypt("x", PLACE), PLACE)


def test_unknown_key_is_said_so():
    with pytest.raises(DecryptionError, match="isn't configured"):
        keyring(SECOND).decrypt(keyring(FIRST).encrypt("x", PLACE), PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("mfa_authenticator", "data", "8"),
        Place("mfa_authenticator", "name", "7"),
        Place("account", "data", "7"),
        # Joined without lengths, this would be the same place.
        Place("mfa_authenticator", "dat", "a7"),
    ],
)
def test_token_moved_to_another_place_reads_nothing(elsewhere: Place):
    with pytest.raises(DecryptionError):
        keyring().decrypt(keyring().encrypt("x", PLACE), elsewhere)


@pytest.mark.parametrize("part", [2, 3])
def test_changed_token_reads_nothing(part: int):
    parts = keyring().encrypt("some longer words", PLACE).split(".")
    parts[part] = parts[part][:-3] + ("AAA" if parts[part][-3:] != "AAA" else "BBB")
    with pytest.raises(DecryptionError):
        keyring().decrypt(".".join(parts), PLACE)


@pytest.mark.parametrize(
    "text", ["", "plain words", "v1.k1.x", "v2.k1.AAAA.AAAA", "v1.k1.!!!.AAAA", "v1.k1.."]
)
def test_what_is_not_a_token_is_never_passed_through(text: str):
    with pytest.raises(DecryptionError):
        keyring().decrypt(text, PLACE)


def test_older_keys_still_read_and_the_first_encrypts():
    old = keyring(FIRST).encrypt("x", PLACE)
    both = keyring(f"{SECOND},{FIRST}")
    assert both.decrypt(old, PLACE) == "x"
    assert both.encrypt("x", PLACE).startswith("v1.k2.")


@pytest.mark.parametrize(
    "text", ["", "  ", "k1", "k1:", "k1:AAAA", f"{FIRST},{FIRST}", "a b:" + "A" * 43, "k1:*"]
)
def test_unusable_keys_are_refused(text: str):
    with pytest.raises(EncryptionKeyError):
        keyring(text)


def test_errors_and_representations_never_show_a_key():
    secret = FIRST.partition(":")[2]
    assert secret not in repr(keyring())
    with pytest.raises(EncryptionKeyError) as caught:
        keyring(f"{FIRST}A")
    assert secret not in str(caught.value)


def test_keys_come_from_a_file_or_the_environment(tmp_path: Path):
    file = tmp_path / "keys"
    file.write_text(SECOND + "\n")
    assert configured_keys({"KBASE_ENCRYPTION_KEYS": FIRST}) == FIRST
    assert keyring(configured_keys({"KBASE_ENCRYPTION_KEYS_FILE": str(file)})).active == "k2"
    assert configured_keys({}) == ""


def test_local_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    text = local_keys(tmp_path)
    assert local_keys(tmp_path) == text
    assert keyring(text).active == "local"
    assert stat.S_IMODE((tmp_path / "encryption-keys").stat().st_mode) == 0o600
