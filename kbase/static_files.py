"""Collect static files only when one of them changed: hashing and compressing takes seconds."""

import hashlib
import json

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_when_changed() -> bool:
    """Run collectstatic unless the sources and the result are as the last run left them."""
    stamp = settings.DATA_DIR / "static.stamp"
    sources = _digest_of_sources()
    if (
        stamp.exists()
        and (settings.STATIC_ROOT / "staticfiles.json").exists()
        and stamp.read_text() == sources
    ):
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(sources)
    return True


def _digest_of_sources() -> str:
    files = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            files.append((name, storage.size(name), storage.get_modified_time(name).isoformat()))
    return hashlib.sha256(json.dumps(sorted(files)).encode()).hexdigest()
