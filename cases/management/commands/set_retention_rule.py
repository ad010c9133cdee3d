"""Say how many years cases are kept after they were closed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from cases.actions.retention_rules import add_rule
from cases.choices import OrganisationKind
from cases.context import acting_as
from cases.management.accounts import account_named
from cases.models import Organisation


class Command(BaseCommand):
    """Set a rule for all, for a kind of organisation, or for one of them."""

    help = "Sets how long closed cases are kept; from a source, or marked as the organisation's own policy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("years", type=int)
        parser.add_argument("--basis", required=True, help="the provision or the policy, in words")
        whom = parser.add_mutually_exclusive_group()
        whom.add_argument("--organisation", default="", help="name of the one it is for")
        whom.add_argument("--kind", default="", choices=["", *OrganisationKind.values])
        origin = parser.add_mutually_exclusive_group(required=True)
        origin.add_argument("--source", default="", help="address where the provision can be read")
        origin.add_argument("--local-policy", action="store_true", help="it is no law")
        parser.add_argument("--by", required=True, help="user name of the administrator who decides it")

    def handle(
        self, *, years: int, basis: str, organisation: str, kind: str, by: str, **options: Any
    ) -> None:
        administrator = account_named(by)
        try:
            with acting_as(administrator):
                add_rule(
                    actor=administrator, years=years, basis=basis, organisation=_place(organisation),
                    organisation_kind=kind, source_url=options["source"],
                    is_local_policy=options["local_policy"],
                )  # fmt: skip
        except PermissionDenied as error:
            raise CommandError(f"{by} can't decide this: an administrator (superuser) can.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Cases that are closed from now on are kept {years} years.")


def _place(name: str) -> Organisation | None:
    if not name:
        return None
    found: Organisation | None = Organisation.objects.filter(name=name).first()
    if found is None:
        raise CommandError(f"There is no organisation {name!r}.")
    return found
