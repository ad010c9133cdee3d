"""What an organisation's page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kbase.localised import localised
from legislation.law_rows import Fact
from programs.models import CollaborationLead, Organisation, Programme
from programs.wording import place_name


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything an organisation's page shows."""

    facts: list[Fact]
    led: list[Programme]
    joined: list[Programme]
    areas: list[CollaborationLead]


def organisation_page(organisation: Organisation) -> OrganisationPage:
    """Gather an organisation's page; the organisation comes with its jurisdiction."""
    facts = [
        Fact(_("Kind"), organisation.get_kind_display()),
        Fact(_("Where"), place_name(organisation)),
        Fact(_("Web site"), organisation.url or None, organisation.url),
    ]
    if organisation.note:
        facts.append(Fact(_("Note"), localised(organisation, "note")))
    leads = CollaborationLead.objects.filter(organisation=organisation)
    return OrganisationPage(
        facts=facts,
        led=list(Programme.objects.with_place().filter(lead=organisation)),
        joined=list(Programme.objects.with_place().filter(programmepartner__organisation=organisation)),
        areas=list(leads.select_related("area", "jurisdiction")),
    )
