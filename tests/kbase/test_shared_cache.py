"""The shared cache keeps what the site keeps there, and runs nothing of what SQL may have put there."""

import base64
import pickle

import pytest
from django.core.cache import caches
from django.db import connection

pytestmark = pytest.mark.django_db
RAN: list[str] = []


class Planted:
    """Calls a function when it is read by pickle."""

    def __reduce__(self):
        return RAN.append, ("ran",)


def test_plain_values_are_kept_until_their_time() -> None:
    cache = caches["site"]
    kept = {"n": 3, "text": "ә", "list": [1.5, "a", (True, None)], "set": {1, 2}, "map": {"a": [1]}}
    for name, value in kept.items():
        cache.set(name, value, 60)
    cache.set("over", 1, -1)
    assert cache.get_many([*kept, "over", "never"]) == kept
    assert cache.incr("n") == 4
    assert not cache.add("n", 9)
    assert cache.get_many([]) == {}


def test_what_was_written_there_by_sql_is_not_run() -> None:
    cache = caches["site"]
    cache.set("planted", "harmless", 60)
    for value in (pickle.dumps(Planted()), pickle.dumps(print), b"\x80\x05nonsense", b""):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE kbase_cache SET value = %s", [base64.b64encode(value).decode()])
        assert cache.get("planted") is None
    assert RAN == []
