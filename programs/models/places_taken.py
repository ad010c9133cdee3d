"""What the database itself refuses: more people at an event than it has places."""

from __future__ import annotations

import pgtrigger

# The event's row is locked, so that whoever comes at the same moment counts after this one.
_COUNT = """
PERFORM FROM programs_event WHERE id = NEW.event_id FOR UPDATE;
IF (SELECT count(*) FROM programs_registration
    WHERE event_id = NEW.event_id AND state = 'registered' AND id <> NEW.id)
   >= (SELECT capacity FROM programs_event WHERE id = NEW.event_id)
THEN RAISE EXCEPTION 'All places of this event are taken.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'capacity_is_never_exceeded', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""
_SUFFICE = """
IF NEW.capacity < (SELECT count(*) FROM programs_registration
                   WHERE event_id = NEW.id AND state = 'registered')
THEN RAISE EXCEPTION 'More people have a place than this event would have.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'places_suffice', TABLE = TG_TABLE_NAME;
END IF;
RETURN NEW;
"""


def capacity_holds() -> pgtrigger.Trigger:
    """Refuse a place beyond the capacity, whoever asks and however many at once."""
    return pgtrigger.Trigger(
        name="capacity_is_never_exceeded",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
        condition=pgtrigger.Q(new__state="registered"),
        func=_COUNT,
    )


def places_suffice() -> pgtrigger.Trigger:
    """Refuse fewer places than people have been promised."""
    return pgtrigger.Trigger(
        name="places_suffice",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("capacity"),
        func=_SUFFICE,
    )
