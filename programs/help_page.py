"""Places of help as cards, by place; what is old or not known says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kbase.localised import Localised, localised
from legislation.choices import Language
from legislation.law_rows import Fact
from programs.models import HelpPlace
from programs.periods import period_or_none
from programs.programme_page import Basis, basis_of
from programs.wording import is_old, period_text, place_name


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One place of help."""

    place: HelpPlace
    name: Localised
    region: Localised
    kind: str
    description: Localised
    facts: list[Fact]
    unknown: str
    note: Localised
    reported: str
    warning: str
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """The places of help of one jurisdiction, telephone lines first."""

    name: Localised
    code: str
    cards: list[HelpCard]


def help_groups(places: Iterable[HelpPlace], today: dt.date) -> list[HelpGroup]:
    """Group places by jurisdiction, a country before its parts."""
    groups: dict[str, HelpGroup] = {}
    ordered = sorted(places, key=lambda place: (place.jurisdiction.code, not place.phone, place.position))
    for place in ordered:
        code = place.jurisdiction.code
        group = groups.setdefault(code, HelpGroup(place_name(place), code, []))
        group.cards.append(help_card(place, today))
    return list(groups.values())


def help_card(place: HelpPlace, today: dt.date) -> HelpCard:
    """Give a place as a card; it comes with jurisdiction and provision."""
    facts = _facts(place)
    return HelpCard(
        place=place,
        name=localised(place, "name"),
        region=localised(place, "region"),
        kind=place.get_kind_display(),
        description=localised(place, "description"),
        facts=[fact for fact in facts if fact.value is not None],
        unknown=", ".join(fact.label for fact in facts if fact.value is None),
        note=localised(place, "note"),
        reported=_("Reported: %(period)s.") % {"period": period_text(place.as_of)},
        warning=_warning(place.as_of, today),
        basis=basis_of(place.provision) if place.provision else None,
    )


def _facts(place: HelpPlace) -> list[Fact]:
    languages = ", ".join(Language(code).label for code in place.languages)
    cost = None if place.is_free is None else _("free of charge") if place.is_free else _("not free")
    facts = [
        Fact(_("Hours"), localised(place, "hours") or None),
        Fact(_("Cost"), cost),
        Fact(_("Languages"), languages or None),
        Fact(_("Access needs"), localised(place, "access_needs") or None),
    ]
    if place.address:
        facts.insert(0, Fact(_("Address"), localised(place, "address")))
    if place.phone:
        facts.append(Fact(_("Is it safe to call"), localised(place, "safe_to_call") or None))
    if place.url:
        facts.append(Fact(_("Web site"), place.url, place.url))
    return facts


def _warning(as_of: str, today: dt.date) -> str:
    period = period_or_none(as_of)
    if period is None or not is_old(as_of, today):
        return ""
    years = (today - period.last_day).days // 365
    words = ngettext(
        "This was reported %(count)s year ago and may have changed.",
        "This was reported %(count)s years ago and may have changed.",
        years,
    )
    return words % {"count": years}
