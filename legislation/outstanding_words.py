"""Changes that are not in the text shown, in words: what happens, by which law, and when as far as known."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.choices import Commencement
from legislation.models import Effect


def outstanding_lines(effects: Iterable[Effect]) -> list[str | Localised]:
    """Give the lines of a notice; what a source says of a change stands as it is said there."""
    lines: list[str | Localised] = []
    for effect in effects:
        summary = localised(effect, "summary")
        if effect.commencement != Commencement.DATE or not summary:
            lines.append(_what_and_when(effect))
        if summary:
            lines.append(summary)
    return lines


def _what_and_when(effect: Effect) -> str:
    what = effect.get_kind_display()
    if effect.by:
        what = _("%(kind)s by %(number)s") % {"kind": what, "number": effect.by}
    when = day_text(effect.commences_on) if effect.commences_on else effect.get_commencement_display()
    event = localised(effect, "commencement_event")
    return f"{what}. {when}: {event}." if event else f"{what}. {when}."
