"""The local secret key is made once, for its owner's eyes."""

import stat

from kbase.secret_key import local_secret_key


def test_key_is_made_once(tmp_path):
    assert local_secret_key(tmp_path / "data") == local_secret_key(tmp_path / "data")


def test_each_installation_has_its_own(tmp_path):
    assert local_secret_key(tmp_path / "one") != local_secret_key(tmp_path / "two")


def test_key_is_long_and_for_its_owner_alone(tmp_path):
    assert len(local_secret_key(tmp_path)) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_nothing_is_left_beside_it(tmp_path):
    local_secret_key(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
