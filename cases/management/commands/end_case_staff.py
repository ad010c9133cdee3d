"""End a person's role in an organisation that works on cases, in an administrator's name."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.actions.memberships import end_membership
from cases.choices import Role
from cases.context import acting_as
from cases.management.accounts import account_named
from cases.models import Membership


class Command(BaseCommand):
    """What only an administrator may: end the role of a supervisor or an auditor."""

    help = "Ends a role now; the cases that the person leads wait for her supervisor to hand them over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="user name of the person")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--organisation", required=True, help="name")
        parser.add_argument("--by", required=True, help="user name of the administrator who decides it")

    def handle(self, *, user: str, role: str, organisation: str, by: str, **options: Any) -> None:
        administrator = account_named(by)
        try:
            with acting_as(administrator):
                found = Membership.objects.current().filter(
                    user__username=user, role=role, organisation__name=organisation
                )
                membership = found.first()
                if membership is None:
                    raise CommandError(f"{user!r} is no {role} in {organisation!r} now.")
                end_membership(actor=administrator, membership=membership, at=timezone.now())
        except PermissionDenied as error:
            raise CommandError(
                f"{by} can't decide this: an administrator (superuser) can, and nobody for themselves."
            ) from error
        self.stdout.write(f"{user}: no longer {role} in {organisation}.")
