"""Raising 'rule changed' after the law was edited; nothing is moved, a person confirms each.

Runs as the worker's role, which sees of duties only codes and dates (cases/rowsecurity/rules.py).
"""

from __future__ import annotations

from cases import states
from cases.law_choices import Doubt, FlagKind
from cases.models import CaseDuty, Flag
from kbase.database import WORKER_ALIAS
from legislation.choices import EditorialState
from legislation.clocks.choosing import choose
from legislation.models import ProvisionVersion

FIELDS = ("pk", "case_id", "version_id", "chosen_from", "chosen_until")


def raise_rule_changes(*, using: str = WORKER_ALIAS) -> int:
    """Flag open duties whose version of the law no longer holds alone on the days that chose it.

    Call it after versions were published; calling it again flags nothing twice.

    Returns:
        How many open duties follow a version that no longer holds for their date.
    """
    open_ones = CaseDuty.objects.using(using).filter(status__in=states.OPEN_DUTY).order_by()
    duties = list(open_ones.values_list(*FIELDS))
    versions = ProvisionVersion.objects.in_bulk({version for _pk, _case, version, *_days in duties})
    flags = []
    for duty, case, version, first, last in duties:
        if not _holds(versions[version], first, last):
            flags.append(
                Flag(
                    case_id=case,
                    duty_id=duty,
                    version_id=version,
                    kind=FlagKind.RULE_CHANGED,
                    doubt=Doubt.NEW_VERSION,
                    from_on=first,
                    until_on=last,
                )
            )
    Flag.objects.using(using).bulk_create(flags, ignore_conflicts=True)
    return len(flags)


def _holds(version: ProvisionVersion, first: object, last: object) -> bool:
    """Whether a version is published and holds on all the days."""
    if version.state != EditorialState.PUBLISHED or version.ceased_unknown:
        return False
    return choose([version.stretch], first, last).is_clear  # type: ignore[arg-type]
