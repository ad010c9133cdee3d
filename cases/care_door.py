"""The door to consent and to the work with a person; see cases.door for the door itself."""

from __future__ import annotations

from typing import Any

from django.db import models

from cases import door
from cases.care_querysets import ConsentQuerySet
from cases.choices import PartyKind, Section
from cases.models import Consent, FirstContact
from cases.querysets import READ
from legislation.models import Jurisdiction
from programs.models import Organisation as ListedOrganisation


def of_case(found: models.QuerySet[Any], case_id: Any, record_id: Any) -> Any:
    """Return the record of an id, if it stands in the case that an address names."""
    return door.one(found.filter(case_id=case_id), record_id)


def consents_of(user: Any, case: Any) -> ConsentQuerySet:
    """Return what the people in a case agreed to, the newest first."""
    door.case_for(user, case.pk, section=Section.PLAN)
    found: ConsentQuerySet = Consent.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "party", "recipient", "recipient_listed", "created_by")


def consent_for(user: Any, case_id: Any, consent_id: Any, *, level: str = READ) -> Any:
    """Return one consent of the case that an address names."""
    found = Consent.objects.visible_to(user, level=level).select_related("case", "party", "recipient")
    return of_case(found, case_id, consent_id)


def first_contacts_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the first contacts that were recorded: more than one where the first was an emergency."""
    found = FirstContact.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "party", "created_by")


def survivor_of(user: Any, case: Any) -> Any:
    """Return the person whom a case is about; None until she or he is recorded."""
    return door.parties_of(user, case).filter(kind=PartyKind.SURVIVOR).order_by("created_at").first()


def jurisdictions() -> models.QuerySet[Any]:
    """Return whose law may hold: those that have laws."""
    return Jurisdiction.objects.filter(law__isnull=False).distinct().order_by("code")


def listed_organisations() -> models.QuerySet[Any]:
    """Return the organisations of the public directory, with whom parts of a case may be shared too."""
    return ListedOrganisation.objects.order_by("name")
