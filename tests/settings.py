"""The site's settings for the tests: a server and database of their own, no collected static files."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "for-the-tests-only-0123456789-0123456789-0123456789")
os.environ.setdefault("KBASE_LOCAL", "1")
os.environ.setdefault("KBASE_STATEMENT_TIMEOUT", "5s")

from kbase.database import databases
from kbase.settings import *  # noqa: F403
from kbase.settings import CACHES, DATA_DIR

TEST_DATA_DIR = DATA_DIR / "test"
DATABASES = databases(TEST_DATA_DIR)
CASE_FILES = Path(os.environ.get("KBASE_CASE_FILES", TEST_DATA_DIR / "case-files"))
# In memory, so that emptying it before each test needs no database; the site's own for tests of that.
# No page is kept: a test changes and reads within one transaction, which has one revision.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "process": CACHES["process"],
    "site": CACHES["default"],
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
