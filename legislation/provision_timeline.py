"""The history of a provision as events for components/timeline.html: versions, and changes that made none."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from legislation.choices import EffectState
from legislation.law_timeline import Event
from legislation.models import Effect, ProvisionVersion
from legislation.provision_page import ProvisionPage


def provision_timeline(page: ProvisionPage, today: dt.date) -> list[Event]:
    """Give the versions oldest first, then when it ceased, then changes on days not established."""
    address = page.provision.get_absolute_url()
    dated = [_version_event(v, page, address, today) for v in page.versions]
    dated += [_effect_event(e, address, today) for e in page.effects if e.commences_on and not e.version_id]
    ended = _end(page, address, today)
    dated.sort(key=lambda event: event.on or dt.date.min)
    undated = [
        _effect_event(e, address, today) for e in page.effects if not e.commences_on and not e.version_id
    ]
    return dated + ended + undated


def _version_event(version: ProvisionVersion, page: ProvisionPage, address: str, today: dt.date) -> Event:
    start = version.valid.lower
    first = version == page.versions[0]
    by = version.changed_by if version.start_known else ""
    label = (
        _("First wording") if first and not by else _("Wording changed by %(number)s") % {"number": by or "?"}
    )
    if first and by:
        label = _("Added by %(number)s") % {"number": by}
    if not first and not by:
        label = _("Wording changed")
    note: str | Localised = localised(version, "change_summary")
    if start and not version.start_known:
        note = note or _("The day is the earliest possible; the real one is not established.")
    kind = "future" if start and start > today else ("commenced" if first else "amended")
    day = start or (version.valid.upper and version.valid.upper - dt.timedelta(days=1))
    url = f"{address}?on={day.isoformat()}" if day else address
    return Event(start, label, kind, url, note, current=version == page.shown)


def _effect_event(effect: Effect, address: str, today: dt.date) -> Event:
    day = effect.commences_on
    label = _("%(kind)s by %(number)s") % {"kind": effect.get_kind_display(), "number": effect.by}
    if not effect.by:
        label = effect.get_kind_display()
    kind = "future" if day and day > today else "amended"
    url = f"{address}?on={day.isoformat()}" if day and effect.state == EffectState.APPLIED else ""
    return Event(day, label, kind, url, localised(effect, "summary"))


def _end(page: ProvisionPage, address: str, today: dt.date) -> list[Event]:
    if not page.versions:
        return []
    last = page.versions[-1]
    if last.ceased_unknown:
        return [Event(None, _("No longer in force, since a day that is not established"), "repealed")]
    end = last.valid.upper
    if end is None:
        return []
    kind = "future" if end > today else "repealed"
    if last.unrecorded_after:
        return [Event(end, _("What follows is not recorded here"), kind)]
    return [Event(end, _("No longer in force"), kind, f"{address}?on={end.isoformat()}")]
