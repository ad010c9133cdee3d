"""Text alternatives of charts: what the picture says, in one or two sentences for each line."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.charts.figures import Series


def describe(lines: Sequence[Series], *, target: str = "") -> str:
    """Describe a chart."""
    parts = [_line(series, named=len(lines) > 1) for series in lines if series.marks]
    if target:
        parts.append(_("A dashed line marks the target: %(target)s.") % {"target": target})
    return " ".join(parts)


def _line(series: Series, *, named: bool) -> str:
    moments = series.by_moment()
    first, last = moments[0][1], moments[-1][1]
    name = f"{series.label}. " if named else ""
    if len(moments) == 1:
        words = _("One observation: %(only)s.") % {"only": _all(first)}
    else:
        words = _("From %(first)s to %(last)s.") % {"first": _all(first), "last": _all(last)}
        values = sorted(series.marks, key=lambda mark: mark.value)
        words += " " + _("Lowest %(low)s, highest %(high)s.") % {
            "low": values[0].words,
            "high": values[-1].words,
        }
    for begin, end in series.gaps():
        words += " " + _("Nothing between %(first)s and %(last)s.") % {"first": int(begin), "last": int(end)}
    disputed = sum(len(marks) > 1 for _at, marks in moments)
    if disputed:
        words += " " + ngettext(
            "For %(count)s period the sources disagree.",
            "For %(count)s periods the sources disagree.",
            disputed,
        ) % {"count": disputed}
    return name + words


def _all(marks: Sequence[object]) -> str:
    return " / ".join(getattr(mark, "words", "") for mark in marks)
