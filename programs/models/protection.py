"""What the database itself refuses: to change in place a figure that readers have been shown."""

from __future__ import annotations

import pgtrigger

STAYS = "published_stays"
TABLES = ("Observation", "Target", "TargetBasis")
# For pgtrigger.ignore: the loader alone may rewrite what it loaded, and only what no editor changed.
PROTECTION = tuple(f"programs.{model}:{STAYS}" for model in TABLES)

_REFUSE = (
    "RAISE EXCEPTION 'A published figure is never changed in place: correct it, or withdraw it.' "
    "USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME"
)
# The next state, and who withdrew it and why.
_STEPS = "ARRAY['state', 'withdrawal_reason', 'withdrawal_asked_by_id', 'withdrawn_by_id', 'withdrawn_on']"

_FIGURE = f"""
IF TG_OP = 'DELETE' THEN {_REFUSE}; END IF;
IF to_jsonb(NEW) - {_STEPS} IS DISTINCT FROM to_jsonb(OLD) - {_STEPS} THEN {_REFUSE}; END IF;
RETURN NEW;
"""
_BASIS = f"""
IF EXISTS (
    SELECT FROM programs_target
    WHERE state IN ('published', 'superseded', 'withdrawn')
      AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.target_id END,
                 CASE WHEN TG_OP <> 'DELETE' THEN NEW.target_id END)
) THEN {_REFUSE}; END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def published_figure_stays() -> pgtrigger.Trigger:
    """Refuse changes and deletions of figures that are or were published."""
    return pgtrigger.Trigger(
        name=STAYS,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__state__in=["published", "superseded", "withdrawn"]),
        func=_FIGURE,
    )


def published_basis_stays() -> pgtrigger.Trigger:
    """Refuse changes of the legal basis of such targets."""
    return pgtrigger.Trigger(
        name=STAYS,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_BASIS,
    )
