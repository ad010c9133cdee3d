"""Make invented cases to try the site with; by explicit command alone."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.choices import OrganisationKind
from cases.demo.making import DETAILED, create
from cases.demo.plenty import PLENTY
from cases.demo.register import DemoRefusedError
from cases.demo.staff import NobodyToLeadError


class Command(BaseCommand):
    """Cases numbered from 1: run again after a stop, it makes what is missing and nothing twice."""

    help = "Makes invented cases, marked as such everywhere; remove_demo_cases takes them away again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--organisation", required=True, help="name; made, with people, when there is none"
        )
        parser.add_argument("--count", type=int, required=True, help="how many cases, up to 1,000,000")
        parser.add_argument("--seed", type=int, default=1, help="another seed tells other stories")
        parser.add_argument(
            "--detailed", type=int, default=DETAILED, help="how many are told in full; the others are lean"
        )
        parser.add_argument(
            "--plenty", type=int, default=PLENTY, help="how many of those have something on each page"
        )
        parser.add_argument(
            "--kind", choices=OrganisationKind.values, default=OrganisationKind.CRISIS_CENTRE.value,
            help="of an organisation that is made",
        )  # fmt: skip

    def handle(
        self, *, organisation: str, count: int, seed: int, detailed: int, plenty: int, kind: str, **_: Any
    ) -> None:
        try:
            made, place = create(
                organisation=organisation, count=count, seed=seed, now=timezone.now(), kind=kind,
                detailed=detailed, plenty=plenty,
                progress=lambda number: self.say(f"{number:,} of {count:,}"),
            )  # fmt: skip
        except (DemoRefusedError, NobodyToLeadError) as error:
            raise CommandError(str(error)) from error
        self.say(
            f"{made:,} invented cases were made in {organisation}, {count - made:,} were there already; "
            f"{len(place.leads):,} people lead them."
        )
        people = {"leads the first case": place.lead(1), "supervises her": place.closer(place.lead(1))}
        for what, member in people.items():
            if member:
                name = User.objects.values_list("username", flat=True).get(pk=member.user_id)
                self.say(f"To sign in as who {what}: manage.py sign_in_link {name}")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
