"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbase.settings")
# A page that needs longer is a page to mend; commands and migrations have no such limit.
os.environ.setdefault("KBASE_STATEMENT_TIMEOUT", "5s")

application = get_wsgi_application()
# Import every view now: the first request isn't slow, and a broken one stops the start.
get_resolver().url_patterns  # noqa: B018
# What is loaded by now stays for good: the collector's full passes over it showed in the slowest pages.
gc.collect()
gc.freeze()
