"""Import this first: it readies Django with the site's settings."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbase.settings")
os.environ.setdefault("KBASE_LOCAL", "1")
os.environ.setdefault("SECRET_KEY", "for-measuring-only-0123456789-0123456789-0123456789")
django.setup()
