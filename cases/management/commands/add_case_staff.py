"""Give a person a role in an organisation that works on cases; make the organisation if it isn't there."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from cases.actions.memberships import add_membership, add_organisation, change_supervisor
from cases.choices import OrganisationKind, Role
from cases.context import acting_as
from cases.management.accounts import account_named
from cases.models import Membership, Organisation


class Command(BaseCommand):
    """Let the first people in; later a supervisor appoints workers."""

    help = "Gives a person a role in an organisation that works on cases, in an administrator's name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="user name of the person")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--organisation", required=True, help="name; made when there is none of it")
        parser.add_argument("--kind", choices=OrganisationKind.values, help="of an organisation to be made")
        parser.add_argument("--supervisor", default="", help="user name of who supervises the person's cases")
        parser.add_argument("--by", required=True, help="user name of the administrator who decides it")

    def handle(self, *, user: str, role: str, organisation: str, by: str, **options: Any) -> None:
        administrator, person = account_named(by), account_named(user)
        try:
            with acting_as(administrator):
                place = Organisation.objects.filter(name=organisation).first() or self._make(
                    administrator, organisation, options["kind"]
                )
                supervisor = _supervisor(place, options["supervisor"])
                member = (
                    Membership.objects.current().filter(user=person, organisation=place, role=role).first()
                )
                if member is not None and supervisor is not None:
                    change_supervisor(actor=administrator, membership=member, supervisor=supervisor)
                else:
                    add_membership(
                        actor=administrator, user=person, organisation=place, role=role, supervisor=supervisor
                    )
        except PermissionDenied as error:
            raise CommandError(
                f"{by} can't decide this: an administrator (superuser) can, and nobody for themselves."
            ) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{user}: {role} in {organisation}. A second factor is asked for at the next sign-in."
        )

    @staticmethod
    def _make(administrator: Any, name: str, kind: str | None) -> Organisation:
        if not kind:
            raise CommandError(
                f"There is no organisation {name!r}: check the name, or say with --kind what it is."
            )
        return add_organisation(actor=administrator, name=name, kind=kind)


def _supervisor(place: Organisation, username: str) -> Membership | None:
    if not username:
        return None
    found = Membership.objects.current().filter(
        organisation=place, user__username=username, role=Role.SUPERVISOR
    )
    membership: Membership | None = found.first()
    if membership is None:
        raise CommandError(f"{username!r} is no supervisor in {place.name}.")
    return membership
