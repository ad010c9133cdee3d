"""The care in an invented case: consent, contact, assessments, plans, notes and tasks."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils import timezone

from cases.actions import assessments, consents, contacting, notes, parties, plans, tasks
from cases.demo.stories import Story
from cases.models import InstrumentVersion, Membership, Party

ONE_DAY = dt.timedelta(days=1)
NOTES = (
    "Invented. She came with her daughter in the evening, calm, with a bag packed weeks ago. The child slept "
    "at once. Agreed: no calls after six, her sister may answer the telephone.",
    "Invented. The inspector read the order to him. He kept silent and signed.",
    "Invented. She asks how long he must stay away, and whether the school may be told.",
)
DANGER = (
    ("strangled", "worse-lately", "threat-to-kill"),
    ("follows-controls", "leaving", "worse-lately", "drink-drugs"),
    ("drink-drugs", "follows-controls"),
)
SAFETY = {
    "signs": "He stops answering and drinks alone (invented).",
    "places": "The kitchen has a second door; the neighbour on the third floor opens at any hour.",
    "people": "Sister; the teacher; the duty officer of the centre.",
    "bag": "Papers, medicines, keys and some money, at her work.",
    "children": "The word is 'umbrella': then they go to the neighbour.",
}
GOALS = (
    ("To sleep one night without listening for the door", "shelter", 2, "under-way"),
    ("To have the divorce begun", "legal", 20, "planned"),
    ("My daughter should not be afraid of school", "children", -3, "planned"),
    ("To have my knee seen to", "medical", -8, "done"),
)
TASKS = (
    ("Call the school about who may collect the child", -1),
    ("Ask the court for the day of the hearing", 0),
    ("Bring the papers for the allowance", 6),
)


class Caring:
    """The care of one case under way; its lead does all of it."""

    def __init__(self, story: Story, *, survivor: Party, lead: Membership, now: dt.datetime) -> None:
        self.story, self.survivor, self.lead, self.now = story, survivor, lead, now
        self.today = timezone.localdate(now)
        self.given: dict[str, Any] = {"actor": lead.user}
        self.case_id: UUID = survivor.case_id

    def run(self) -> None:
        """Do it in the order in which it happens in such work."""
        self.consent()
        self.contact()
        self.assess()
        self.plan()
        for words in NOTES[: 1 + self.story.number % len(NOTES)]:
            notes.write_note(**self.given, case_id=self.case_id, body=words)
        self.tasks()

    def consent(self) -> None:
        """She agreed in writing to be contacted, and took that back where her telephone isn't safe."""
        terms = consents.Terms(method="written", evidence="Invented form 1", ends_at=self.now + 180 * ONE_DAY)
        given = consents.give_consent(**self.given, party_id=self.survivor.pk, kind="contact", terms=terms)
        if not self.story.phone_is_safe:
            consents.withdraw_consent(
                **self.given, consent_id=given.pk, words="Invented: he reads her telephone"
            )

    def contact(self) -> None:
        """Attempts within the safe hours; in every fourth case three in vain: a supervisor decides."""
        if self.story.phone_is_safe:
            parties.add_safe_contact(
                **self.given, party_id=self.survivor.pk, channel="message", code_word="sample",
                who_may_answer="her sister", ok_days=[1, 2, 3, 4, 5, 6, 7],
                ok_from=dt.time(10), ok_until=dt.time(16),
            )  # fmt: skip
        in_vain = self.story.number % 4 == 0
        for ago in (3, 2, 1) if in_vain else (1,):
            noon = timezone.make_aware(dt.datetime.combine(self.today - ago * ONE_DAY, dt.time(12)))
            contacting.record_attempt(
                **self.given, party_id=self.survivor.pk, channel="message", at=noon,
                outcome="no-answer" if in_vain else "reached", detail="Invented: she wrote 'umbrella' back.",
                override_reason="" if self.story.phone_is_safe else "Invented: a place was free that day",
            )  # fmt: skip

    def assess(self) -> None:
        """One is signed; of every third a lower danger waits for a supervisor; some are drafts."""
        instrument = InstrumentVersion.objects.current().order_by("slug").first()
        if instrument is None:
            return
        self._assessment(instrument, DANGER[self.story.number % len(DANGER)])
        if self.story.number % 3 == 0:
            self._assessment(instrument, DANGER[0], level="standard", reason="Invented: he left the country")
        elif self.story.number % 3 == 1:
            assessments.begin_assessment(**self.given, party_id=self.survivor.pk, instrument_id=instrument.pk)

    def _assessment(
        self, instrument: Any, yes: tuple[str, ...], *, level: str = "", reason: str = ""
    ) -> None:
        draft = assessments.begin_assessment(
            **self.given, party_id=self.survivor.pk, instrument_id=instrument.pk
        )
        answers = {"no-safe-night": "no", "near-now": "no", "note-safety": "Invented: a bag at work"}
        result = assessments.write_answers(
            **self.given, assessment_id=draft.pk, answers=answers | dict.fromkeys(yes, "yes"),
            row_version=draft.row_version,
        )  # fmt: skip
        assessments.sign_assessment(
            **self.given, assessment_id=draft.pk, level=level or result.level, reason=reason,
            row_version=draft.row_version + 1,
        )  # fmt: skip

    def plan(self) -> None:
        """A safety plan that was agreed and one in draft, and goals in her words, each at another point."""
        about: dict[str, Any] = {**self.given, "party_id": self.survivor.pk}
        agreed = plans.write_safety_plan(**about, body=SAFETY, row_version=0)
        plans.agree_safety_plan(
            **self.given, plan_id=agreed.pk, copy_given="memorised", row_version=agreed.row_version
        )
        if self.story.number % 2:
            plans.write_safety_plan(
                **about, body=SAFETY | {"telephone": "A second one, at work."}, row_version=0
            )
        for goal, service, days, status in GOALS:
            item = plans.add_plan_item(
                **self.given, case_id=self.case_id, goal=goal, service_kind=service, owner=self.lead,
                due_on=self.today + days * ONE_DAY,
            )  # fmt: skip
            if status == "done":
                plans.move_plan_item(**self.given, item_id=item.pk, status="under-way")
            if status != "planned":
                plans.move_plan_item(**self.given, item_id=item.pk, status=status, outcome="Invented outcome")

    def tasks(self) -> None:
        """Tasks that are late, for today and ahead, and one that is done."""
        made = [
            tasks.add_task(
                **self.given, case_id=self.case_id, kind="general", about=tasks.About(what=words),
                assignee=self.lead, due_on=self.today + days * ONE_DAY,
            )
            for words, days in TASKS
        ]  # fmt: skip
        tasks.settle_task(**self.given, task_id=made[-1].pk, outcome="Invented: she has them.")
