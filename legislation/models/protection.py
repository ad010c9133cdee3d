"""What the database itself refuses: to change in place what readers have been shown as law."""

from __future__ import annotations

import pgtrigger

STAYS = "published_stays"
TABLES = ("ProvisionVersion", "ProvisionText", "Conduct", "Duty", "ClockRule", "Penalty", "Measure", "Right")
# For pgtrigger.ignore: the loader alone may rewrite what it loaded, and only what no editor changed.
PROTECTION = tuple(f"legislation.{model}:{STAYS}" for model in TABLES)

_REFUSE = (
    "RAISE EXCEPTION 'What is published is never changed in place: correct it, or enter an amendment.' "
    "USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME"
)
_GO_ON = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"

# The end of its days, its next state, and what is only about checking it may still be written.
_VERSION = f"""
IF TG_OP = 'DELETE' THEN {_REFUSE}; END IF;
IF lower(NEW.valid) IS DISTINCT FROM lower(OLD.valid)
   OR to_jsonb(NEW) - ARRAY['valid', 'state', 'verified_on', 'verified_by_id', 'check_due_on']
      IS DISTINCT FROM
      to_jsonb(OLD) - ARRAY['valid', 'state', 'verified_on', 'verified_by_id', 'check_due_on']
THEN {_REFUSE}; END IF;
RETURN NEW;
"""

_HELD = """
IF NOT EXISTS (
    SELECT FROM legislation_provisionversion
    WHERE state IN ('published', 'superseded')
      AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END,
                 CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END)
) THEN
"""

# Confirming what was copied, and translations of names that were missing.
_NORM = f"""
{_HELD} {_GO_ON} END IF;
IF TG_OP <> 'UPDATE' THEN {_REFUSE}; END IF;
IF to_jsonb(NEW) - ARRAY['to_be_confirmed', 'i18n']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['to_be_confirmed', 'i18n']
   OR (NEW.to_be_confirmed AND NOT OLD.to_be_confirmed)
   OR NOT COALESCE(NEW.i18n, '{{}}') @> COALESCE(OLD.i18n, '{{}}')
THEN {_REFUSE}; END IF;
RETURN NEW;
"""

# A clock hangs on its duty: two people confirm it, and its note is translated.
_CLOCK_HELD = """
IF NOT EXISTS (
    SELECT FROM legislation_provisionversion v JOIN legislation_duty d ON d.version_id = v.id
    WHERE v.state IN ('published', 'superseded')
      AND d.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.duty_id END,
                   CASE WHEN TG_OP <> 'DELETE' THEN NEW.duty_id END)
) THEN
"""
_CLOCK = f"""
{_CLOCK_HELD} {_GO_ON} END IF;
IF TG_OP <> 'UPDATE' THEN {_REFUSE}; END IF;
IF to_jsonb(NEW) - ARRAY['to_be_confirmed', 'confirmed_by_id', 'confirmed_on', 'i18n']
      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['to_be_confirmed', 'confirmed_by_id', 'confirmed_on', 'i18n']
   OR (NEW.to_be_confirmed AND NOT OLD.to_be_confirmed)
   OR NOT COALESCE(NEW.i18n, '{{}}') @> COALESCE(OLD.i18n, '{{}}')
THEN {_REFUSE}; END IF;
RETURN NEW;
"""

# Confirming, and translations of ours: one says what it was made from, or that it is a draft.
_TEXT = f"""
{_HELD} {_GO_ON} END IF;
IF TG_OP = 'INSERT' AND (NEW.status = 'draft' OR NEW.status = 'own' AND NEW.made_from_sha256 <> '')
THEN RETURN NEW; END IF;
IF TG_OP <> 'UPDATE' THEN {_REFUSE}; END IF;
IF NEW.version_id = OLD.version_id AND NEW.language = OLD.language
   AND NOT (NEW.to_be_confirmed AND NOT OLD.to_be_confirmed)
   AND (to_jsonb(NEW) - 'to_be_confirmed' = to_jsonb(OLD) - 'to_be_confirmed'
        OR (OLD.status = 'draft' OR OLD.status = 'own' AND OLD.made_from_sha256 <> '')
           AND (NEW.status = 'draft' OR NEW.status = 'own' AND NEW.made_from_sha256 <> ''))
THEN RETURN NEW; END IF;
{_REFUSE};
"""


def published_version_stays() -> pgtrigger.Trigger:
    """Refuse changes and deletions of versions that are or were published."""
    return pgtrigger.Trigger(
        name=STAYS,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__state__in=["published", "superseded"]),
        func=_VERSION,
    )


def published_text_stays() -> pgtrigger.Trigger:
    """Refuse changes of the texts of such versions, translations of our own excepted."""
    return _of_what_hangs_on_a_version(_TEXT)


def published_norm_stays() -> pgtrigger.Trigger:
    """Refuse changes of the norms of such versions, confirmations and missing translations excepted."""
    return _of_what_hangs_on_a_version(_NORM)


def published_clock_stays() -> pgtrigger.Trigger:
    """Refuse changes of the clocks of such versions' duties, confirmations and translations excepted."""
    return _of_what_hangs_on_a_version(_CLOCK)


def second_person_publishes() -> list[pgtrigger.Trigger]:
    """Refuse to publish what was in review without two people, and to forget who wrote it.

    The check constraints compare author and reviewer; these see that there are both, and that the author is
    the one who wrote.
    """
    alone = "NEW.author_id IS NULL OR NEW.reviewer_id IS NULL OR NEW.author_id = NEW.reviewer_id"
    return [
        pgtrigger.Trigger(
            name="second_person_publishes",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                f"OLD.state = 'in-review' AND NEW.state = 'published' AND ({alone})"
            ),
            func="RAISE EXCEPTION 'What one person wrote another has to publish.' "
            "USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;",
        ),
        pgtrigger.Trigger(
            name="author_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(
                "OLD.author_id IS NOT NULL AND NEW.author_id IS DISTINCT FROM OLD.author_id"
            ),
            func="RAISE EXCEPTION 'Who wrote it stays on record.' "
            "USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;",
        ),
    ]


def _of_what_hangs_on_a_version(func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=STAYS,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=func,
    )
