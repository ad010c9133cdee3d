"""The door: how pages and actions come by cases and what belongs to them.

Views import this module and never the models; a test walks their code to prove it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models import Q
from django.http import Http404

from cases import permissions
from cases.choices import Role, Section
from cases.models import (
    AccessEvent,
    Attachment,
    BreakGlass,
    Case,
    CaseAccess,
    CaseBarrier,
    CaseDuty,
    Disposition,
    Flag,
    LegalHold,
    Membership,
    Organisation,
    Party,
    PartyIdentity,
    RetentionRule,
    SafeContact,
    StatisticsRelease,
)
from cases.querysets import GRANT, READ, CaseQuerySet, OfCaseQuerySet
from cases.sealing import opened as opened  # for pages, which see no model

M = TypeVar("M", bound=models.Model)


class NotThere(Http404):
    """No such thing for this person; whether it exists for anyone is not said."""

    def __init__(self) -> None:
        super().__init__("")


def cases_of(user: Any, *, section: str = Section.SUMMARY, level: str = READ) -> CaseQuerySet:
    """Return the cases whose section a person may use now at a level."""
    found: CaseQuerySet = Case.objects.visible_to(user, section=section, level=level)
    return found


def may_use(user: Any, case_id: Any, *, section: str, level: str = READ) -> bool:
    """Whether a person may use a section of a case."""
    return cases_of(user, section=section, level=level).filter(pk=case_id).exists()


def check_role(user: Any, case_id: Any, section: str, thing: str) -> None:
    """Refuse whose role lets her read such a thing only elsewhere than where she sees the case.

    Raises:
        NotAllowed: no membership by which she sees the case goes with that right.
    """
    seen = Case.objects.visible_to(user, section=section, right=thing)
    if not seen.filter(pk=case_id).exists():
        raise permissions.NotAllowed(f"{thing}: {permissions.READ}")


def sections_open_to(user: Any, case_id: Any, wanted: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return those of pairs of section and level at which a case is open to who asks.

    The guard answers, whose statement of the rule is planned once; a dozen of `visible_to`'s in one query
    take longer to plan than to carry out.
    """
    sections, levels = zip(*sorted((str(section), str(level)) for section, level in wanted), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT section, level FROM unnest(%s::text[], %s::text[]) AS wanted (section, level)"
            " WHERE %s IN (SELECT sec.cases(section, level)) AND sec.uid() = %s",
            [list(sections), list(levels), case_id, user.pk],
        )
        return set(cursor.fetchall())


def case_for(user: Any, case_id: Any, *, section: str = Section.SUMMARY, level: str = READ) -> Any:
    """Return a case for a person.

    Raises:
        NotThere: it doesn't exist, or not for this person, section and level.
    """
    return one(Case.objects.visible_to(user, section=section, level=level), case_id)


def locked_case(user: Any, case_id: Any, *, section: str = Section.SUMMARY, level: str = READ) -> Any:
    """Return a case for a person, locked until the transaction ends; what was read before may be old."""
    found = Case.objects.visible_to(user, section=section, level=level)
    return one(found.select_for_update(of=("self",)), case_id)


def one(found: models.QuerySet[M], record_id: Any) -> M:
    """Return the record of an id among those that were found for a person."""
    record = found.filter(pk=record_id).first()
    if record is None:
        raise NotThere
    return record


def parties_of(user: Any, case: Any) -> OfCaseQuerySet:
    """Return the people in a case, as far as the person may see them."""
    return Party.objects.visible_to(user).filter(case=case)


def party_for(user: Any, party_id: Any, *, level: str = READ) -> Any:
    """Return a person in a case."""
    return one(Party.objects.visible_to(user, level=level).select_related("case"), party_id)


def identity_of(user: Any, party: Any) -> Any:
    """Return the sealed identity of a person in a case, or nothing where none was recorded.

    Raises:
        NotThere: this person may not see identities of the case.
    """
    case_for(user, party.case_id, section=Section.IDENTITY)
    found = PartyIdentity.objects.visible_to(user).select_related("case")
    return found.filter(party=party).first()


def leads_of_possible_matches(party: Any) -> models.QuerySet[Any]:
    """Return who leads other cases of the organisation in which somebody has a number of this person's.

    The cases stay unknown, and each has it in its record that who asks was told.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.leads_of_possible_matches(%s)", [party.pk])
        ids = [found for (found,) in cursor.fetchall()]
    return Membership.objects.filter(pk__in=ids).select_related("user").order_by("pk")


def contacts_of(user: Any, party: Any) -> models.QuerySet[Any]:
    """Return the rules for safe contact with a person, the newest first."""
    found = SafeContact.objects.visible_to(user).filter(party=party)
    return found.select_related("case").order_by("-created_at")


def contacts_by_person(user: Any, case: Any) -> dict[Any, Any]:
    """Return the rule for safe contact that holds for each person in a case who has one."""
    found = SafeContact.objects.visible_to(user).filter(case=case)
    return {rule.party_id: rule for rule in found.standing()}


def grants_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return who was given access to a case, for who may give it."""
    case_for(user, case.pk, level=GRANT)
    found = CaseAccess.objects.filter(case=case)
    return found.select_related("membership__user", "organisation", "created_by").order_by("-created_at")


def barriers_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the barriers of a case, for who may set them."""
    case_for(user, case.pk, level=GRANT)
    found = CaseBarrier.objects.filter(case=case)
    return found.select_related("user", "organisation", "created_by").order_by("-created_at")


def people_to_bar(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return who can be barred from a case: who works where it is led, or holds access from elsewhere."""
    case_for(user, case.pk, level=GRANT)
    holds = Membership.objects.filter(grants__case=case, grants__revoked_at__isnull=True).values("pk")
    here = colleagues_of(user).filter(organisation=case.organisation_id).order_by().values("pk")
    found = Membership.objects.current().filter(Q(pk__in=holds) | Q(pk__in=here))
    return found.select_related("user", "organisation").order_by("user__last_name", "user__username")


def emergencies_asked_by(user: Any) -> models.QuerySet[Any]:
    """Return the emergency accesses that a person asked for, the newest first."""
    return BreakGlass.objects.filter(membership__user=user).order_by("-created_at")[:20]


def memberships_of(user: Any) -> models.QuerySet[Any]:
    """Return what a person is now, and where."""
    return Membership.objects.of(user).current().select_related("organisation").order_by("created_at")


def colleagues_of(user: Any) -> models.QuerySet[Any]:
    """Return who works now where the person does."""
    places = Membership.objects.of(user).current().values("organisation")
    found = Membership.objects.current().filter(organisation__in=places)  # one row a person and role
    return found.select_related("user", "organisation").order_by("user__last_name", "user__username")


def organisations() -> models.QuerySet[Any]:
    """Return the organisations that work on cases."""
    return Organisation.objects.filter(is_active=True)


def events_about_cases_of(user: Any) -> models.QuerySet[Any]:
    """Return who looked at the cases that a person leads or supervises."""
    return AccessEvent.objects.about_cases_of(user).select_related("actor")


def events_audited_by(user: Any) -> models.QuerySet[Any]:
    """Return the record of the organisations that a person audits, without content."""
    return AccessEvent.objects.audited_by(user).select_related("actor", "organisation")


def people_audited_by(user: Any) -> models.QuerySet[Any]:
    """Return the accounts of whoever has or had a role where a person audits."""
    audits = Membership.objects.of(user).current().filter(role=Role.AUDITOR)
    members = Membership.objects.filter(organisation__in=audits.values("organisation"))
    return get_user_model().objects.filter(pk__in=members.values("user")).order_by("last_name", "username")


def emergencies_about_cases_of(user: Any) -> models.QuerySet[Any]:
    """Return emergency accesses to cases that a person leads or supervises."""
    cases = Case.objects.visible_to(user, level=GRANT).order_by()
    found = BreakGlass.objects.filter(case__in=cases.values("pk"))
    return found.select_related("case", "membership__user")


def duties_for_day_of(user: Any) -> models.QuerySet[Any]:
    """Return what is to be done in the cases of a person, the least time left first."""
    return CaseDuty.objects.visible_to(user).for_my_day()


def flags_of(user: Any) -> models.QuerySet[Any]:
    """Return the open doubts in the cases of a person."""
    return Flag.objects.visible_to(user).open()


def law_flags_of(user: Any) -> models.QuerySet[Any]:
    """Return the open doubts in the cases of a person with all that a line needs, case by case."""
    found = flags_of(user).select_related("case", "version__provision__law__jurisdiction__parent")
    return found.order_by("case__risk", "case_id", "kind", "created_at")


def holds_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the orders to keep a case, for who may give one."""
    case_for(user, case.pk, level=GRANT)
    return LegalHold.objects.filter(case=case).select_related("created_by", "case").order_by("-created_at")


def dispositions() -> Any:
    """Return the destructions of cases that who asks may see; the database knows who that is."""
    return Disposition.objects.visible().select_related(
        "organisation", "first_by__user", "second_by__user", "executed_by__user"
    )


def disposition_for(disposition_id: Any) -> Disposition:
    """Return one of them; what is done with it locks it."""
    return one(dispositions(), disposition_id)


def retention_rules() -> models.QuerySet[Any]:
    """Return the rules on keeping cases that are in use."""
    return RetentionRule.objects.filter(is_active=True).select_related("organisation")


def releases() -> models.QuerySet[Any]:
    """Return the statistics that who asks may see: a member all, anybody else what was made public."""
    return StatisticsRelease.objects.order_by("-month")


def files_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the files of a case, the newest first.

    Raises:
        NotThere: this person may not see the files of the case.
    """
    case_for(user, case.pk, section=Section.FILES)
    found = Attachment.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "created_by", "withdrawn_by")


def may_be_downloaded(user: Any, file: Any) -> bool:
    """Whether a file that the person sees is given out: found clean, and agreed to where it must be."""
    return Attachment.objects.visible_to(user).downloadable().filter(pk=file.pk).exists()


def file_for(user: Any, file_id: Any, *, level: str = READ) -> Any:
    """Return a file of a case."""
    found = Attachment.objects.visible_to(user, level=level)
    return one(found.select_related("case", "created_by", "withdrawn_by"), file_id)
