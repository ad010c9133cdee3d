"""What the database itself refuses: a mentor with more mentees than she has time for."""

from __future__ import annotations

import pgtrigger

from programs.mentoring.states import TAKING

_TAKING = ", ".join(f"'{state}'" for state in TAKING)

# Updating the mentor's row makes confirmations queue up; its check constraint refuses the first too many.
_COUNT = f"""
IF TG_OP <> 'INSERT' AND OLD.state IN ({_TAKING}) AND OLD.mentor_id IS NOT NULL THEN
    UPDATE programs_mentoringprofile SET taken = taken - 1 WHERE id = OLD.mentor_id;
END IF;
IF TG_OP <> 'DELETE' AND NEW.state IN ({_TAKING}) AND NEW.mentor_id IS NOT NULL THEN
    UPDATE programs_mentoringprofile SET taken = taken + 1 WHERE id = NEW.mentor_id;
END IF;
RETURN NULL;
"""  # noqa: S608  our own words

_COUNTED = """
IF TG_OP = 'INSERT' AND NEW.taken <> 0
   OR TG_OP = 'UPDATE' AND NEW.taken <> OLD.taken AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'A mentor''s mentees are counted from the pairs and can not be written.'
    USING ERRCODE = 'restrict_violation';
END IF;
RETURN NEW;
"""


def pair_counts_on_its_mentor() -> pgtrigger.Trigger:
    """Keep the count of a mentor's mentees, under the lock of her row."""
    return pgtrigger.Trigger(
        name="pair_counts_on_its_mentor",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "mentor_id") | pgtrigger.Delete,
        func=_COUNT,
    )


def mentees_are_counted_by_pairs_alone() -> pgtrigger.Trigger:
    """Refuse to write the count by hand."""
    return pgtrigger.Trigger(
        name="mentees_are_counted",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("taken"),
        func=_COUNTED,
    )
