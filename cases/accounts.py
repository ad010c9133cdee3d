"""What the account pages ask about cases: whether somebody has to do with them at all."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection


def works_on_cases(user: AbstractBaseUser) -> bool:
    """Whether the user is a member of an organisation that works on cases, now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.works_on_cases(%s)", [user.pk])
        return bool(cursor.fetchone()[0])
