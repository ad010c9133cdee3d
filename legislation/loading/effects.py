"""What amendments did to a provision, told from its versions, its cessation and its listed changes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from legislation.loading.citing import amendment_named, names_itself
from legislation.loading.rows import Ref, Row, Texts, translated
from legislation.loading.timeline import UNKNOWN, Span, spans

Record = Mapping[str, Any]

# Kazakhstan numbers what is inserted between existing units with a hyphen: article 115-1, part 3-1.
INSERTED_NUMBER = re.compile(r"\d-\d+\)?$")
SAYS_INSERTED = re.compile(r"(Article|Section|Part|Paragraph|Point) added\b")
BEFORE = {"en": "Before: {}", "ru": "Ранее: {}", "kk": "Бұрын: {}", "ur": "پہلے: {}"}


@dataclass(slots=True)
class Effect:
    """One effect; without a day it began on a day that isn't established."""

    kind: str
    on: dt.date | None
    by: str
    state: str
    summary: Texts
    span: Span | None = None


def effect_rows(file: str, law: Record, provision: Record, key: str) -> Iterator[Row]:
    """Return the effects on a provision, those on known days first and in their order."""
    seen: dict[str, int] = {}
    for position, effect in enumerate(effects(law, provision)):
        number = amendment_named(law, effect.by)
        values = {
            "provision": Ref("Provision", key),
            "amendment": Ref("Amendment", f"{law['id']}/amendment/{number}") if number else None,
            "version": Ref("ProvisionVersion", f"{key}@{effect.span.key}") if effect.span else None,
            "position": position,
            "kind": effect.kind,
            "by": effect.by,
            "commencement": "date" if effect.on else "unknown",
            "commences_on": effect.on,
            "state": effect.state,
            **translated(summary=effect.summary),
        }
        name = f"{key}/effect/{effect.kind}/{effect.on or ''}/{effect.by}"
        seen[name] = seen.get(name, 0) + 1
        yield Row("Effect", name if seen[name] == 1 else f"{name}/{seen[name]}", values, file)


def effects(law: Record, provision: Record) -> list[Effect]:
    """Return the effects on a provision, those on known days first and in their order."""
    timeline = spans(law, provision)
    found = [
        *_from_versions(law, provision, timeline),
        *_from_later_commencement(law, provision, timeline),
        *_from_open_end(law, provision, timeline),
    ]
    changes = list(provision.get("changes", ()))
    cessation = _from_cessation(provision, changes, timeline)
    if cessation:
        found.append(cessation)
    for change in changes:
        if not _merged(found, change):
            by = change.get("by", "")
            found.append(Effect("changes", change.get("on"), by, "untraced", change["summary"]))
    return sorted(found, key=lambda effect: (effect.on is None, effect.on or dt.date.min))


def _from_versions(law: Record, provision: Record, timeline: list[Span]) -> Iterator[Effect]:
    begins = law.get("in_force") or law.get("adopted")
    for span in timeline:
        version = provision["versions"][span.index] if span.index is not None else {}
        start, by = version.get("valid_from"), version.get("changed_by", "")
        first = span.index == 0
        if not start or (first and ((begins and start <= begins) or names_itself(law, by))):
            continue  # no known day, or the wording with which the law itself began
        kind = "inserts" if first and _is_inserted(law, provision, version) else "substitutes"
        summary = version["summary"] if span.last else {}
        yield Effect(kind, start, by, "applied", summary, span)


def _is_inserted(law: Record, provision: Record, version: Record) -> bool:
    if INSERTED_NUMBER.search(provision["number"]) or SAYS_INSERTED.match(version["summary"].get("en", "")):
        return True
    above = _above(law, provision)
    came_with = above["versions"][0] if above and above.get("versions") else None
    return bool(
        came_with
        and came_with.get("valid_from") == version["valid_from"]
        and _is_inserted(law, above, came_with)
    )


def _above(law: Record, provision: Record) -> Record:
    eid = provision.get("eid", "").rpartition("__")[0]
    return next((each for each in law.get("provisions", ()) if each.get("eid") == eid), {})


def unrecorded_before(law: Record, provision: Record) -> bool:
    """Tell whether the first wording recorded here replaced an earlier one that is not."""
    first = spans(law, provision)[0]
    return any(effect.span == first and effect.kind == "substitutes" for effect in effects(law, provision))


def unrecorded_after(law: Record, provision: Record) -> bool:
    """Tell whether something takes the place of the last wording recorded here that is not."""
    return any(effect.kind == "changes" for effect in _from_open_end(law, provision, spans(law, provision)))


def _from_later_commencement(law: Record, provision: Record, timeline: list[Span]) -> Iterator[Effect]:
    """A part of a law that begins later than the law, where no amendment explains the later day.

    So far these are amending laws, whose provisions say what they will change elsewhere.
    """
    start = provision.get("in_force")
    begins = law.get("in_force")
    if start and begins and start > begins and not law.get("amended_by") and not provision.get("versions"):
        yield Effect(
            "changes", start, law.get("number", ""), "outstanding", provision["summary"], timeline[0]
        )


def _from_open_end(law: Record, provision: Record, timeline: list[Span]) -> Iterator[Effect]:
    """The last wording recorded ends, though neither provision nor law ceases: what follows isn't known."""
    span = timeline[-1]
    if span.index is None or not span.upper or span.upper == law.get("repealed") or provision.get("ceased"):
        return
    year = str(span.upper.year)
    candidates = (provision["versions"][span.index]["summary"], provision["summary"])
    summary: Texts = next((texts for texts in candidates if year in texts.get("en", "")), {})
    yield Effect("changes", span.upper, "", "outstanding", summary)


def _from_cessation(provision: Record, changes: list[Record], timeline: list[Span]) -> Effect | None:
    """The repeal of the provision; the listed change that tells of it is taken out of `changes`."""
    ceased = provision.get("ceased")
    if not ceased:
        return None
    on = None if ceased == UNKNOWN else ceased
    telling = [change for change in changes if change.get("on") == on]
    change = telling[-1] if telling else {}
    if telling:
        changes.remove(change)
    return Effect("repeals", on, change.get("by", ""), "applied", change.get("summary", {}), timeline[-1])


def _merged(found: list[Effect], change: Record) -> bool:
    """Join a change with the effect of the same day and amendment: it tells what held before."""
    by = change.get("by", "")
    for effect in found:
        if change.get("on") and effect.on == change["on"] and effect.by == by:
            before = {language: BEFORE[language].format(text) for language, text in change["summary"].items()}
            effect.summary = {
                language: "\n".join(filter(None, (effect.summary.get(language), before.get(language))))
                for language in {**effect.summary, **before}
            }
            return True
    return False
