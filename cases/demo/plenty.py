"""Stories told with everything: the first few of a place, so that each page of a case shows something.

They happened lately, on fixed distances from today: what is due, late, about to end and over is all there.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import connections

from cases.actions import received
from cases.choices import Confidentiality
from cases.context import acting_as
from cases.demo import caring, handing
from cases.demo.register import Member
from cases.demo.stories import CHANGE, COURT, HELP, ORDER, SHELTER, Story
from cases.files.checking import ScannerMissingError, check_file
from cases.models import Attachment, Membership, Organisation, Party, Referral
from cases.states import ACCEPTED, SENT, UPLOADED
from kbase.database import WORKER_ALIAS

PLENTY = 6
# How many days ago each happened; the last lies in the former law.
AGO = (2, 5, 12, 29, 75)
RESTRICTED = 5


@dataclass(frozen=True, slots=True)
class Others:
    """Who else has to do with such a case: the organisation it is referred to, a colleague."""

    partner_id: uuid.UUID
    partner: Member
    coworker: Member | None


def plentiful(story: Story, *, today: dt.date) -> Story:
    """Return a story as it is told with everything.

    >>> from cases.demo.stories import story
    >>> told = plentiful(story(1, 2, today=dt.date(2026, 11, 22)), today=dt.date(2026, 11, 22))
    >>> str(told.incident_at.date()), told.course
    ('2026-11-17', ('order', 'shelter', 'court', 'help'))
    """
    number = story.number
    is_former = number > len(AGO)
    day = CHANGE - dt.timedelta(days=10) if is_former else today - dt.timedelta(days=AGO[number - 1])
    restricted = number % PLENTY == RESTRICTED
    return replace(
        story,
        violence="domestic-violence",
        told=f"Invented. He came home drunk, shouted, and hit her. Case {number} of the demonstration.",
        incident_at=dt.datetime.combine(day, dt.time(21, 40)),
        known="exact",
        confidentiality=Confidentiality.RESTRICTED if restricted else Confidentiality.NORMAL,
        risk="high" if number in (3, 4) else story.risk,
        course=(ORDER, SHELTER, COURT) if is_former else (ORDER, SHELTER, COURT, HELP),
        is_over=False,
        phone_is_safe=number != RESTRICTED,
    )


def tell_the_rest(
    story: Story, *, case_id: uuid.UUID, worker: User, others: Others, now: dt.datetime
) -> None:
    """Add what care, files and sharing have of a case; the worker leads it and is known to the database."""
    survivor = Party.objects.get(case_id=case_id, code="S1")
    lead = Membership.objects.select_related("supervisor").get(user=worker, cases_led=case_id)
    care = caring.Caring(story, survivor=survivor, lead=lead, now=now)
    care.run()
    partner = Organisation.objects.get(pk=others.partner_id)
    colleague = Membership.objects.get(pk=others.coworker.id) if others.coworker else None
    handing.Handing(story, survivor=survivor, worker=worker, partner=partner, now=now).run(colleague)


def finish(story: Story, *, case_id: uuid.UUID, worker: User, others: Others) -> None:
    """Do what others do when the case is there: the scanner checks its files, the partner answers."""
    with acting_as(worker):
        waiting = list(Attachment.objects.filter(case=case_id, status=UPLOADED).values_list("pk", flat=True))
    if WORKER_ALIAS in connections.databases:
        for file in waiting:
            try:
                check_file(file)
            except ScannerMissingError:
                break
    if story.number % 2:
        _accept(case_id, User.objects.get(pk=others.partner.user_id))


def _accept(case_id: uuid.UUID, partner: Any) -> None:
    with acting_as(partner):
        for referral in Referral.objects.received_by(partner).filter(case=case_id, status=SENT):
            received.answer_referral(
                actor=partner, referral_id=referral.pk, status=ACCEPTED, words="Invented: she may come today."
            )
