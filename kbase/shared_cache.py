"""The cache that all processes share: Django's in the database, reading nothing but plain values.

Django reads it with pickle, which runs what it is told to: whoever could write a row there by SQL could run
code in the web process. Numbers, texts, lists, sets and dicts of them need none of that.
"""

from __future__ import annotations

import base64
import io
import logging
import pickle
from collections.abc import Iterable
from typing import Any, NoReturn

from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

READ = "SELECT cache_key, value FROM kbase_cache WHERE cache_key = ANY (%s) AND expires >= %s"

logger = logging.getLogger(__name__)


class PlainUnpickler(pickle.Unpickler):
    """Makes no object of any class and calls no function."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no plain value.")


class SharedCache(DatabaseCache):
    """Kept in `kbase_cache`; what can't be read so isn't there."""

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        with connection.cursor() as cursor:
            cursor.execute(READ, [list(names), timezone.now()])
            rows = cursor.fetchall()
        found = {names[name]: _read(value) for name, value in rows}
        return {key: value for key, value in found.items() if value is not None}


def _read(kept: str) -> Any:
    try:
        return PlainUnpickler(io.BytesIO(base64.b64decode(kept))).load()
    except Exception:  # a pickle that was made up can raise anything
        logger.warning("value in the shared cache unreadable")
        return None
