"""Make a made-up cohort for trying out the forms; nothing else ever makes one."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from legislation.views.point_in_time import today
from programs.cohorts.demo import PROGRAMME, create_demo_cohort
from programs.models import Programme


class Command(BaseCommand):
    """Make a cohort that says that it is made up, and say where it is."""

    help = "Makes a made-up cohort of the Academy for Women Entrepreneurs, for trying out the forms."

    def handle(self, **_options: Any) -> None:
        try:
            cohort = create_demo_cohort(today=today())
        except Programme.DoesNotExist:
            raise CommandError(f"There is no programme {PROGRAMME}: run manage.py load_reference.") from None
        self.stdout.write(f"{cohort.name}: {cohort.get_absolute_url()}")
