"""Officers run the cohorts that they are responsible for; others aren't there for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from legislation.permissions import EDITOR
from programs.cohorts import attending, certifying, completing, deciding, erasing, looking, opening
from programs.cohorts.choices import Looked
from programs.cohorts.rights import cohorts_of
from programs.models import Application, Cohort, Programme, Responsibility
from programs.permissions import MANAGER, OFFICER
from tests.factories import accounts
from tests.factories.cohorts import AWE, NOW, make_application, make_cohort, make_officer, make_session

pytestmark = pytest.mark.django_db


def other_programme() -> Programme:
    return Programme.objects.exclude(slug=AWE).exclude(lead=academy().lead).order_by("slug")[0]


def academy() -> Programme:
    return Programme.objects.get(slug=AWE)


def test_officer_runs_the_cohorts_of_her_programme() -> None:
    mine, other = make_cohort(), make_cohort(programme=other_programme())
    officer = make_officer(runs=[academy()])
    assert mine in cohorts_of(officer)
    assert other not in cohorts_of(officer)


def test_officer_runs_all_programmes_that_her_organisation_leads() -> None:
    programme = Programme.objects.filter(lead__isnull=False)[0]
    officer = make_officer(runs=[programme.lead])
    assert make_cohort(programme=programme) in cohorts_of(officer)


def test_officer_of_nothing_runs_nothing_and_reads_why() -> None:
    make_cohort(name="Not hers")
    client = accounts.sign_in(Client(), make_officer(runs=[]))
    page = client.get(reverse("cohort-desk")).content.decode()
    assert "You are responsible for no programme yet" in page
    assert "Not hers" not in page
    assert not client.get(reverse("cohort-desk-new")).context["form"].fields["programme"].queryset


def test_manager_runs_everything_and_says_who_runs_what() -> None:
    client = accounts.staff_client(Client(), [MANAGER])
    assert make_cohort() in cohorts_of(client.user)  # type: ignore[attr-defined]
    officer = accounts.staff("new-officer", groups=[OFFICER])
    given = {"officer": officer.pk, "programme": academy().pk, "organisation": ""}
    assert client.post(reverse("admin:programs_responsibility_add"), given).status_code == 302
    assert set(cohorts_of(officer)) == set(Cohort.objects.filter(programme=academy()))


def test_responsibility_is_offered_to_programme_staff_alone() -> None:
    client = accounts.staff_client(Client(), [MANAGER], username="manager")
    accounts.staff("an-editor", groups=[EDITOR])
    page = client.get(reverse("admin:programs_responsibility_add")).content.decode()
    assert "an-editor" not in page


@pytest.mark.parametrize("group", [OFFICER, EDITOR])
def test_nobody_else_says_who_runs_what(group: str) -> None:
    client = accounts.staff_client(Client(), [group])
    assert client.get(reverse("admin:programs_responsibility_add")).status_code == 403


@pytest.mark.parametrize("both", [True, False])
def test_responsibility_is_for_one_thing(both: bool) -> None:
    programme = Programme.objects.filter(lead__isnull=False)[0]
    given = {"programme": programme, "organisation": programme.lead} if both else {}
    with pytest.raises(IntegrityError, match="responsibility_is_for_one_thing"), transaction.atomic():
        Responsibility.objects.create(officer=make_officer(runs=[]), **given)


def test_every_page_of_another_programme_is_not_there() -> None:
    cohort = make_cohort(programme=other_programme())
    session, application = make_session(cohort), make_application(cohort, "enrolled")
    deciding.complete(application=application, actor=make_officer(), now=NOW)
    outcome = application.outcomes.get(months=6)
    client = accounts.sign_in(Client(), make_officer(runs=[academy()]))
    addresses = [
        *(reverse(f"cohort-desk-{name}", args=(cohort.pk,)) for name in (
            "cohort", "edit", "report", "question-new", "applications", "session-new",
        )),
        reverse("cohort-desk-application", args=(application.pk,)),
        reverse("cohort-desk-outcome", args=(outcome.pk,)),
        reverse("cohort-desk-session", args=(cohort.pk, session.pk)),
        reverse("cohort-desk-attendance", args=(cohort.pk, session.pk)),
    ]  # fmt: skip
    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"verb": "erase"}).status_code in (404, 405), address
    assert application.name not in client.get(reverse("cohort-desk-outcomes")).content.decode()
    assert Application.objects.filter(pk=application.pk).exists()


def test_every_action_refuses_an_officer_of_another_programme() -> None:
    cohort = make_cohort(programme=other_programme())
    session, ready = make_session(cohort), make_cohort(programme=cohort.programme, state="in-preparation")
    officer, done = make_officer(runs=[academy()]), make_application(cohort, "enrolled")
    deciding.complete(application=done, actor=make_officer(), now=NOW)
    sent, short = make_application(cohort), make_application(cohort, "shortlisted")
    by: dict[str, Any] = {"actor": officer}
    acts = [
        lambda: opening.save_cohort(cohort=cohort, now=NOW, **by),
        lambda: opening.open_cohort(cohort=ready, now=NOW, **by),
        lambda: opening.close_cohort(cohort=cohort, **by),
        lambda: opening.save_session(session=session, **by),
        lambda: opening.delete_session(session=session, **by),
        lambda: attending.record_attendance(session=session, presences={}, **by),
        lambda: deciding.shortlist(application=sent, now=NOW, **by),
        lambda: deciding.accept(application=short, now=NOW, **by),
        lambda: deciding.decline(application=short, now=NOW, words="No.", **by),
        lambda: deciding.withdraw_for(application=sent, now=NOW, **by),
        lambda: deciding.complete(application=make_application(cohort, "enrolled"), now=NOW, **by),
        lambda: erasing.erase_for(application=sent, now=NOW, **by),
        lambda: looking.record_look(application=sent, what=Looked.PAGE, now=NOW, **by),
        lambda: certifying.revoke_certificate(
            certificate=done.certificate, reason="mistake", now=NOW, **by
        ),
        lambda: completing.answer_outcome(
            outcome=done.outcomes.get(months=6), answers={"occupation": "other"}, now=NOW, **by
        ),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(PermissionDenied, match="not responsible"):
            act()


def test_cohort_is_not_moved_to_a_programme_of_others() -> None:
    cohort = make_cohort(state="in-preparation")
    officer = make_officer(runs=[academy()])
    cohort.programme = other_programme()
    with pytest.raises(PermissionDenied):
        opening.save_cohort(cohort=cohort, actor=officer, now=NOW)
