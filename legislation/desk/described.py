"""What a change to be reviewed would do, line by line; the same for author and reviewer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kbase.localised import localised
from kbase.localised_formats import day_text
from legislation.choices import Commencement, EditorialState, Language, ProvisionKind, RequestKind
from legislation.editing.commencing import Beginning, effects_of
from legislation.editing.numbering import headings_of
from legislation.editing.ordering import moved_of, ordered
from legislation.labels import label, provision_label
from legislation.models import ChangeRequest, Effect, Law, Provision, ProvisionVersion


@dataclass(frozen=True)
class Line:
    """One thing before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Described:
    """What a request would do; `url` is where its author goes on with it."""

    lines: list[Line]
    notes: list[str] = field(default_factory=list)


def describe(request: ChangeRequest) -> Described:
    """Say what a request changes, or, once it is carried out, what it asked for."""
    return {
        RequestKind.COMMENCEMENT: _commencement,
        RequestKind.AMENDMENT: _amendment,
        RequestKind.PROVISION: _provision,
        RequestKind.ORDER: _order,
    }[RequestKind(request.kind)](request)


def beginning_words(commencement: str, day: dt.date | None, event: str) -> str:
    """Say when something begins."""
    if day is not None:
        return day_text(day)
    words = str(Commencement(commencement).label)
    return f"{words}: {event}" if event else words


def _commencement(request: ChangeRequest) -> Described:
    beginning = Beginning.of(request.values)
    after = beginning_words(beginning.commencement, beginning.day, beginning.event)
    effects = list(effects_of(request))
    lines = [
        Line(
            f"{provision_label(each.provision)}: {each.get_kind_display()}",
            beginning_words(each.commencement, each.commences_on, str(localised(each, "commencement_event"))),
            after,
        )
        for each in effects
    ]
    return Described(lines, _consequences(effects, beginning) if request.state != "published" else [])


def _consequences(effects: list[Effect], beginning: Beginning) -> list[str]:
    notes = []
    if beginning.day is None and any(each.version_id for each in effects):
        notes.append(
            _("What is law now stays law. The new wording is kept, and comes back once the day is known.")
        )
    drafts = ProvisionVersion.objects.filter(
        provision__in=[each.provision_id for each in effects],
        state__in=[EditorialState.DRAFT, EditorialState.IN_REVIEW],
    ).select_related("provision", "amendment")
    notes += [
        _("Another draft of %(provision)s is under way: %(what)s.")
        % {
            "provision": provision_label(each.provision),
            "what": each.amendment or each.correction_reason or each.valid,
        }
        for each in drafts
    ]
    return notes


def _amendment(request: ChangeRequest) -> Described:
    amendment, values = request.amendment, request.values
    if amendment is None:
        return Described([])
    law = Law.objects.filter(pk=values.get("amending_law")).first()
    pairs = [
        (_("Number"), amendment.number, values["number"]),
        (_("Adopted on"), _day(amendment.adopted), _iso(values.get("adopted"))),
        (_("In force from"), _day(amendment.commenced), _iso(values.get("commenced"))),
        (_("What it changes"), amendment.summary, values.get("summary", "")),
        (_("Amending law"), _law(amendment.amending_law), _law(law)),
    ]
    return Described([Line(*pair) for pair in pairs if pair[1] != pair[2]])


def _provision(request: ChangeRequest) -> Described:
    provision, values = request.provision, request.values
    if provision is None:
        return Described([])
    after = label(ProvisionKind(values["kind"]), values["number"])
    notes = [_("Its address stays: %(eid)s.") % {"eid": provision.eid}]
    lines = [Line(_("Number"), provision_label(provision), after)]
    before = headings_of(provision)
    for code, heading in values.get("headings", {}).items():
        lines.append(Line(f"{_('Heading')} ({Language(code).label})", before[code], heading))
    return Described([line for line in lines if line.before != line.after], notes)


def _order(request: ChangeRequest) -> Described:
    provisions = list(request.law.provisions.order_by("position", "pk").select_related("parent"))
    before = _places(provisions)
    try:
        after = _places(ordered(provisions, request.values["moves"]))
    except ValidationError as error:
        return Described([], error.messages)
    known = {each.pk: provision_label(each) for each in provisions}
    moved = [pk for pk in moved_of(request) if pk in known]
    lines = [Line(known[pk], before[pk], after[pk]) for pk in moved if before[pk] != after[pk]]
    notes = [_("Addresses stay as they are.")] if lines else [_("Everything stands where it stood.")]
    return Described(lines, notes)


def _places(provisions: list[Provision]) -> dict[int, str]:
    """Say of each provision, in order, what it is part of and what it stands after."""
    last: dict[int | None, Provision] = {}
    found = {}
    for each in provisions:
        parts = []
        if each.parent is not None:
            parts.append(_("in %(part)s") % {"part": provision_label(each.parent)})
        beside = last.get(each.parent_id)
        parts.append(_("after %(part)s") % {"part": provision_label(beside)} if beside else _("first"))
        found[each.pk] = ", ".join(parts)
        last[each.parent_id] = each
    return found


def _day(day: dt.date | None) -> str:
    return day_text(day) if day else _("not established")


def _iso(given: str | None) -> str:
    return _day(dt.date.fromisoformat(given) if given else None)


def _law(law: Law | None) -> str:
    return str(localised(law, "short_title")) if law else _("not recorded here")
