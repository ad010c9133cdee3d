"""The keyed digests by which encrypted contacts are found again."""

import secrets

import pytest
from django.test import override_settings

from kbase import blind_index


def key(name: str) -> str:
    return f"{name}:{secrets.token_urlsafe(32)}"


OLD, NEW = key("old"), key("new")


@pytest.fixture(autouse=True)
def _keys() -> object:
    with override_settings(ENCRYPTION_KEYS=OLD):
        yield


def test_same_text_has_the_same_digest() -> None:
    first, again = (blind_index.digests("a@example.org", purpose="t.c") for _time in range(2))
    assert first == again
    assert "example" not in first[0]


def test_another_purpose_gives_another_digest() -> None:
    assert blind_index.digests("a", purpose="t.c") != blind_index.digests("a", purpose="t.d")


def test_after_a_rotation_what_the_old_key_indexed_is_found() -> None:
    [before] = blind_index.digests("a@example.org", purpose="t.c")
    with override_settings(ENCRYPTION_KEYS=f"{NEW} {OLD}"):
        active, other = blind_index.digests("a@example.org", purpose="t.c")
    assert other == before
    assert active != before
