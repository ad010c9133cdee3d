"""Entering, announcing, holding and cancelling events: what calendars must know, they are told."""

from __future__ import annotations

import datetime as dt
from itertools import count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from programs.collaborations import states
from programs.collaborations.choices import EventState
from programs.collaborations.registering import give_places
from programs.collaborations.rights import Actor, require_writer
from programs.models import Event

# What a calendar shows: a change of it is a new revision.
IN_CALENDARS = (
    "title", "description", "venue", "is_online", "starts_at", "ends_at", "zone", "organiser_id", "i18n",
)  # fmt: skip


@transaction.atomic
def save_event(*, event: Event, actor: Actor, now: dt.datetime) -> Event:
    """Enter an event, or change one.

    More places let those who wait move up; fewer than people have been promised are refused.
    """
    require_writer(actor)
    before = Event.objects.select_for_update().get(pk=event.pk) if event.pk else None
    if not event.slug:
        event.slug = free_slug(event.title)
    event.changed_at = now
    if before:
        _check_change(before, event)
        if before.state != EventState.DRAFT and _differs(before, event):
            event.sequence = before.sequence + 1
    event.full_clean()
    event.save()
    if before:
        give_places(event=event, now=now)
    return event


@transaction.atomic
def announce(*, event: Event, actor: Actor, now: dt.datetime) -> None:
    """Show a draft to readers and open its registration."""
    locked = _step(event, EventState.ANNOUNCED, actor, now)
    if locked.ends_at <= now:
        raise ValidationError(_("The event is over. Correct its days before announcing it."))
    locked.save()


@transaction.atomic
def hold(*, event: Event, actor: Actor, now: dt.datetime) -> None:
    """Record that an event took place."""
    locked = _step(event, EventState.HELD, actor, now)
    if locked.starts_at > now:
        raise ValidationError(_("The event has not begun: it can't have been held yet."))
    locked.save()


@transaction.atomic
def cancel(*, event: Event, reason: str, actor: Actor, now: dt.datetime) -> None:
    """Cancel an announced event; it stays visible, and calendars are told."""
    locked = _step(event, EventState.CANCELLED, actor, now)
    locked.cancel_reason = reason.strip()
    locked.sequence += 1
    locked.full_clean()
    locked.save()


@transaction.atomic
def discard(*, event: Event, actor: Actor) -> None:
    """Delete a draft that nobody was shown."""
    require_writer(actor)
    locked = Event.objects.select_for_update().get(pk=event.pk)
    if locked.state != EventState.DRAFT:
        raise ValidationError(_("What was announced is not deleted: cancel it, and say why."))
    locked.delete()


def free_slug(title: str) -> str:
    """Make an address from an English title that no other event has."""
    base = slugify(title)[:70].strip("-") or "event"
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(name for name in names if not Event.objects.filter(slug=name).exists())


def _step(event: Event, state: EventState, actor: Actor, now: dt.datetime) -> Event:
    require_writer(actor)
    locked = Event.objects.select_for_update().get(pk=event.pk)
    states.check_step(states.EVENT, locked.state, state)
    locked.state, locked.changed_at = state, now
    return locked


def _check_change(before: Event, event: Event) -> None:
    if before.state == EventState.CANCELLED:
        raise ValidationError(_("This event was cancelled: it can't be changed any more."))
    promised = before.registrations.with_place().count()
    if event.capacity is not None and event.capacity < promised:
        raise ValidationError(
            {
                "capacity": _("%(promised)s people have a place already: give at least as many places.")
                % {"promised": promised}
            }
        )


def _differs(before: Event, event: Event) -> bool:
    return any(getattr(before, name) != getattr(event, name) for name in IN_CALENDARS)
