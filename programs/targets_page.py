"""The targets by sector: where we are, on track or not, on what basis; and the quotas that the law sets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised
from legislation.models import ProvisionText
from programs.charts.pictures import Picture, small_picture
from programs.choices import FigureState, ProgrammeKind, Sector
from programs.describing import describe
from programs.indicator_page import latest_of, latest_text
from programs.judging import Judgement, judge
from programs.models import Indicator, LegalBasis, Observation, Target, TargetBasis
from programs.programme_page import Basis, basis_of
from programs.rows import target_text
from programs.series import chart_of, line, name_of, progress_of
from programs.wording import is_old, place_name

SECTORS = (
    Sector.EXECUTIVE, Sector.REPRESENTATIVE, Sector.JUDICIAL,
    Sector.STATE, Sector.QUASI_STATE, Sector.CORPORATE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TargetCard:
    """One target and how the series stands against it."""

    indicator: Indicator
    target: Target
    name: Localised
    place: Localised
    url: str
    judgement: Judgement
    is_old: bool
    sources: list[Observation]
    bases: list[Basis]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class SectorSection:
    """The targets of a sector; none where nothing measures it."""

    code: str
    label: str
    cards: list[TargetCard]


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """A provision that sets a quota, with its words of today."""

    basis: Basis
    place: Localised
    text: Localised


def sector_sections(today: dt.date) -> list[SectorSection]:
    """Give the targets by sector, in the order of the promise."""
    bases = TargetBasis.objects.select_related("provision__law__jurisdiction")
    targets = (
        Target.objects.published()
        .select_related("indicator__jurisdiction")
        .prefetch_related(
            Prefetch("bases", bases),
            Prefetch("indicator__observations", Observation.objects.published().in_order()),
        )
    )
    found: dict[str, list[TargetCard]] = {code: [] for code in SECTORS}
    for target in targets.order_by("indicator__position", "by"):
        found.setdefault(target.indicator.sector, []).append(_card(target, today))
    return [SectorSection(code, str(Sector(code).label), cards) for code, cards in found.items()]


def _card(target: Target, today: dt.date) -> TargetCard:
    indicator: Any = target.indicator
    seen = list(indicator.observations.all())
    state = progress_of(indicator, seen, target, today)
    lines = [line(indicator, seen)]
    description = describe(lines, target=target_text(target, indicator))
    chart = chart_of(
        indicator, lines, title=str(name_of(indicator)), description=description, target=target, state=state
    )
    latest = latest_of(seen)
    return TargetCard(
        indicator=indicator,
        target=target,
        name=name_of(indicator),
        place=place_name(indicator),
        url=indicator.get_absolute_url(),
        judgement=judge(indicator, target, state, latest_text(indicator, seen)),
        is_old=bool(latest) and is_old(latest[0].period, today),
        sources=latest,
        bases=[basis_of(basis.provision) for basis in target.bases.all()],
        picture=small_picture(chart, f"target-{target.pk}") if seen else None,
    )


def quota_rows(today: dt.date) -> list[QuotaRow]:
    """Give the provisions on which programmes of quotas rest, with their words on the day."""
    bases = (
        LegalBasis.objects.filter(programme__kind=ProgrammeKind.QUOTA)
        .exclude(programme__targets__state=FigureState.PUBLISHED)
        .select_related("provision__law__jurisdiction", "programme__jurisdiction")
        .order_by("programme__jurisdiction__code", "programme", "position")
    )
    texts = ProvisionText.objects.shown_on(today).for_provisions([b.provision_id for b in bases])
    words = {text.version.provision_id: text for text in texts.nearest_to(())}
    return [
        QuotaRow(
            basis_of(basis.provision),
            place_name(basis.programme),
            _text(words.get(basis.provision_id)),
        )
        for basis in bases
    ]


def _text(text: ProvisionText | None) -> Localised:
    return Localised(text.summary or text.official_text, text.language) if text else Localised("", "en")


def quota_programme_url() -> str:
    """Address of the programmes that are quotas."""
    return f"{reverse('programme-list')}?kind={ProgrammeKind.QUOTA}"


def basis_notice(sections: list[SectorSection]) -> str:
    """Say what must be known of the basis of the targets."""
    return (
        _(
            "The targets come from a presidential decree. Its table of targets was not read by us; the value "
            "of 30% by 2030 is reported by officials and the press."
        )
        if any(section.cards for section in sections)
        else ""
    )
