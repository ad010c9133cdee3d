"""Groups of staff: each app says at start what the groups may do with its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q

# Name of a group to the codenames of the app's permissions.
Rights = Callable[[], Mapping[str, frozenset[str]]]
_rights: list[tuple[str, Rights]] = []


def register(app_label: str, rights: Rights) -> None:
    """Say what groups may do with the records of an app."""
    _rights.append((app_label, rights))


def create_groups(*, using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Make the groups of staff, or bring their permissions up to date.

    Args:
        using: alias of the connection; after a migration that of the owner.

    Returns:
        The number of permissions of each group; those of a model that isn't migrated yet are left out.
    """
    wanted: dict[str, Q] = {}
    for app_label, rights in _rights:
        for name, codenames in rights().items():
            theirs = Q(content_type__app_label=app_label, codename__in=codenames)
            wanted[name] = wanted.get(name, Q()) | theirs
    counts = {}
    with transaction.atomic(using=using):
        for name, permissions in wanted.items():
            group, _made = Group.objects.using(using).get_or_create(name=name)
            found = Permission.objects.using(using).filter(permissions)
            group.permissions.set(found)
            counts[name] = len(found)
    return counts
