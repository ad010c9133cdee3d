"""The registers: who must do what by when, what it costs, what can be ordered, asked for, and is prohibited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.generic import ListView

from kbase.localised import current_language
from kbase.tables import Column
from legislation.crumbs import Crumb
from legislation.exports.labels import labels_in
from legislation.exports.norm_tables import norm_table
from legislation.exports.summary import Fact, Note, Summary
from legislation.filters import (
    ConductFilter,
    DutyFilter,
    MeasureFilter,
    PenaltyFilter,
    RegisterFilter,
    RightFilter,
)
from legislation.models import Conduct, Duty, Measure, Penalty, Right
from legislation.norm_rows import (
    conduct_rows,
    duty_rows,
    for_rows,
    measure_rows,
    penalty_rows,
    rate_notes,
    right_rows,
)
from legislation.querysets import NormQuerySet
from legislation.rates import load_rate_rules, load_rates
from legislation.views.exporting import ExportMixin
from legislation.views.permalink import permalink
from legislation.views.point_in_time import PointInTimeMixin, on_suffix
