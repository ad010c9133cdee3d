"""A database without law, for what a page says when there is nothing yet."""

import pgtrigger

from legislation.models import ClockRule, Law, Measure, Provision, ReferenceAmountRule
from programs.models import LegalBasis, TargetBasis
from programs.models.protection import PROTECTION
from tests.factories.legislation import as_loaded


@pgtrigger.ignore(*PROTECTION)
@as_loaded
def delete_all_law() -> None:
    """Delete all laws and what hangs on them, the leaves of each tree first."""
    LegalBasis.objects.all().delete()
    TargetBasis.objects.all().delete()
    Measure.objects.all().delete()
    ClockRule.objects.all().delete()
    ReferenceAmountRule.objects.all().delete()
    Provision.objects.update(parent=None)
    Provision.objects.all().delete()
    Law.objects.all().delete()
