"""What must be committed to be tried: many at a time, the passing of hours, each lock alone."""

import threading
from datetime import timedelta

from django.db import connection, connections, transaction
from django.utils import timezone

from cases.actions import emergencies, opening
from cases.choices import AccessKind, Confidentiality, OrganisationKind, Section
from cases.context import acting_as
from cases.models import Case
from cases.querysets import LEVELS
from kbase.database import OWNER_ALIAS
from tests.factories.cases import Place, bar, grant, make_case, make_organisation, make_place

NAMES = ("supervisor", "second", "worker", "colleague", "other", "intake", "auditor")


def test_18_eight_at_a_time_get_400_different_numbers(committing_db):
    place, failures, ids = make_place(), [], []
    worker = place.user("worker")

    def fifty() -> None:
        try:
            for _case in range(50):
                with acting_as(worker):
                    ids.append(opening.open_case(actor=worker, lead=place.worker))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=fifty) for _writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting_as(worker):
        numbers = set(Case.objects.visible_to(worker).values_list("public_no", flat=True))
    assert failures == []
    assert len(numbers) == len(set(ids)) == 400


def test_10_four_hours_and_a_second_later_it_is_over(committing_db):
    place = make_place()
    case = make_case(place)
    in_an_emergency(place, case, "colleague")
    colleague = place.user("colleague")
    with acting_as(colleague):
        assert Case.objects.visible_to(colleague).count() == 1
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE qorgau_guard")
        cursor.execute(
            "UPDATE cases_breakglass SET starts_at = now() - interval '4 hours 1 second', "
            "ends_at = now() - interval '1 second'"
        )
        assert cursor.rowcount == 1
    connections[OWNER_ALIAS].close()
    with acting_as(colleague):
        assert Case.objects.visible_to(colleague).count() == 0
        assert Case.objects.count() == 0


def test_the_two_locks_agree_and_each_holds_alone(backup):
    """Every pair of person and case, at every level, over a caseload of all kinds."""
    place, police = make_place(), make_place(OrganisationKind.POLICE)
    people = {f"{name}": place.user(name) for name in NAMES} | {
        f"police {name}": police.user(name) for name in NAMES
    }
    a_caseload(place, police)
    people["administrator"] = place.administrator
    seen = 0
    for name, user in people.items():
        for level in LEVELS:
            for section in (Section.SUMMARY, Section.PARTIES, Section.IDENTITY):
                with acting_as(user):
                    by_database = set(
                        Case.objects.raw("SELECT sec.cases(%s, %s) AS id", [section.value, level])
                    )
                    by_policy = set(Case.objects.values_list("pk", flat=True))
                found = Case.objects.using(backup).visible_to(user, section=section, level=level)
                alone = set(found.values_list("pk", flat=True))
                assert {case.pk for case in by_database} == alone, (name, level, section)
                assert alone <= by_policy
                seen += len(alone)
    assert seen > 100


def a_caseload(place: Place, police: Place) -> None:
    third = make_organisation(place.administrator)
    for confidentiality in Confidentiality.values:
        for lead in ("worker", "other"):
            case = make_case(place, lead, confidentiality=confidentiality)
            grant(case, place.colleague, AccessKind.COWORKER, sections=[Section.SUMMARY, Section.PARTIES])
            case = make_case(place, lead, begun=False)
            grant(case, place.second, AccessKind.SUPERVISOR)
            grant(case, police.organisation, AccessKind.REFERRAL, sections=[Section.SUMMARY])
            with acting_as(case.lead.user):  # which no organisation is given in a case that is secret already
                Case.objects.filter(pk=case.pk).update(confidentiality=confidentiality)
            bar(case, police.user("colleague"))
            case = make_case(place, lead, confidentiality=confidentiality)
            grant(case, police.worker, AccessKind.REFERRAL)
            grant(case, place.auditor, AccessKind.AUDITOR_TEMP, ends_at=timezone.now() + timedelta(hours=1))
            case = make_case(place, lead, confidentiality=confidentiality)
            grant(case, police.worker, AccessKind.REFERRAL)
            bar(case, police.organisation)
            bar(case, third)
            in_an_emergency(place, make_case(place, lead, confidentiality=confidentiality), "colleague")


def in_an_emergency(place: Place, case: Case, name: str) -> None:
    """Let somebody ask, and whoever may decide approve."""
    asker = place.user(name)
    with acting_as(asker):
        request = emergencies.ask(
            actor=asker, membership=place.members[name], number=case.public_no, reason="He is at her door"
        )
    for decider in (place.user("supervisor"), place.user("second")):
        with acting_as(decider):
            if emergencies.to_decide(decider).filter(pk=request).exists():
                emergencies.decide(actor=decider, request_id=request, approve=True)
