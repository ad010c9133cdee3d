"""What the database itself refuses: more people than places, and applications that come too late."""

from __future__ import annotations

import pgtrigger

from programs.cohorts.states import COMPLETED, DRAFT, OPEN, SEATED, SUBMITTED

_SEATED = ", ".join(f"'{state}'" for state in SEATED)

# Updating the cohort's row makes acceptances queue up; its check constraint refuses the first too many.
# A completed application that is erased leaves its place used.
_COUNT = f"""
IF TG_OP <> 'INSERT' AND OLD.state IN ({_SEATED}) AND NOT (TG_OP = 'DELETE' AND OLD.state = '{COMPLETED}')
THEN change := change - 1; END IF;
IF TG_OP <> 'DELETE' AND NEW.state IN ({_SEATED}) THEN change := change + 1; END IF;
IF change <> 0 THEN
    UPDATE programs_cohort SET taken = taken + change WHERE id = COALESCE(NEW.cohort_id, OLD.cohort_id);
END IF;
RETURN NULL;
"""  # noqa: S608  our own words

_REFUSE_LATE = (
    "RAISE EXCEPTION 'An application is begun as a draft, and sent to an open cohort before its deadline.' "
    "USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME"
)
_IN_TIME = f"""
IF TG_OP = 'INSERT' THEN
    IF NEW.state <> '{DRAFT}' THEN {_REFUSE_LATE}; END IF;
    RETURN NEW;
END IF;
IF NEW.cohort_id <> OLD.cohort_id THEN
    RAISE EXCEPTION 'An application stays with its cohort.' USING ERRCODE = 'restrict_violation';
END IF;
IF OLD.state = '{DRAFT}' AND NEW.state = '{SUBMITTED}' THEN
    PERFORM 1 FROM programs_cohort
    WHERE id = NEW.cohort_id AND state = '{OPEN}' AND NEW.submitted_at < closes_at FOR SHARE;
    IF NOT FOUND THEN {_REFUSE_LATE}; END IF;
END IF;
RETURN NEW;
"""

_COUNTED = """
IF TG_OP = 'INSERT' AND NEW.taken <> 0
   OR TG_OP = 'UPDATE' AND NEW.taken <> OLD.taken AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'Places taken are counted from the applications and can not be written.'
    USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
"""


def application_counts_its_place() -> pgtrigger.Trigger:
    """Keep the count of places taken, under the lock of the cohort's row."""
    return pgtrigger.Trigger(
        name="application_counts_its_place",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state") | pgtrigger.Delete,
        declare=[("change", "integer := 0")],
        func=_COUNT,
    )


def application_is_sent_in_time() -> pgtrigger.Trigger:
    """Refuse applications that don't begin as drafts, change their cohort, or come too late."""
    return pgtrigger.Trigger(
        name="application_is_sent_in_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=_IN_TIME,
    )


def places_are_counted_by_applications_alone() -> pgtrigger.Trigger:
    """Refuse to write the count of places by hand."""
    return pgtrigger.Trigger(
        name="places_are_counted",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("taken"),
        func=_COUNTED,
    )
