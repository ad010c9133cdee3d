"""The files of an invented case, and what of it goes to others: referrals, copies, offers, access."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Collection
from typing import Any

from django.utils import timezone
from PIL import Image

from cases.actions import access, attachments, consents, exports, referrals, transfers
from cases.actions.grounds import Ground
from cases.care_choices import ConsentKind
from cases.choices import AccessKind, Section, ServiceKind
from cases.demo.register import NAMES
from cases.demo.stories import Story
from cases.files.receiving import Receiver
from cases.models import Attachment, Case, Consent, Membership, Organisation, Party

LETTER = (
    "Invented letter\n\nTo whom it may concern: this letter was never written, and nobody received it. "
    "It stands here so that the page of files shows something.\n"
)
SHARED = (Section.PARTIES, Section.MEASURES, Section.PLAN)
MONTH = dt.timedelta(days=30)


class Handing:
    """Files and sharing of one case; its lead does it."""

    def __init__(
        self, story: Story, *, survivor: Party, worker: Any, partner: Organisation, now: dt.datetime
    ) -> None:
        self.story, self.survivor, self.partner, self.now = story, survivor, partner, now
        self.case: Case = Case.objects.visible_to(worker).get(pk=survivor.case_id)
        self.given: dict[str, Any] = {"actor": worker, "case_id": survivor.case_id}

    def run(self, colleague: Membership | None) -> None:
        """Do it in the order in which it happens in such work."""
        self.files()
        self.refer()
        if self.story.number % 3 == 1:
            self.ask_to_refer()
        if self.story.number % 3 == 2:
            self.ask_for_copy()
        if self.story.number % 6 == 4:
            self.offer()
        if colleague:
            access.grant_access(
                **self.given, to=colleague, kind=AccessKind.COWORKER, sections=Section.values,
                reason="Invented: stands in at weekends",
            )  # fmt: skip

    def files(self) -> None:
        """A letter, a picture of a screen, a picture with consent to it; one that was withdrawn."""
        self._add(LETTER.encode(), "letter.txt", "official")
        if self.story.number % 3 != 1:
            return
        self._add(_picture((30, 90, 140)), "screen.png", "message")
        consent = consents.give_consent(
            actor=self.given["actor"], party_id=self.survivor.pk, kind=ConsentKind.RECORDING
        )
        self._add(_picture((150, 110, 90)), "arm.png", "picture", consent=consent)
        mistaken = self._add(LETTER.upper().encode(), "twice.txt", "document")
        attachments.withdraw_file(
            actor=self.given["actor"], attachment_id=mistaken.pk, reason="Invented: belongs to another case"
        )

    def _add(self, content: bytes, name: str, kind: str, *, consent: Any = None) -> Attachment:
        receiver = Receiver(self.case)
        receiver.take(content)
        received = receiver.finish(name)
        try:
            return attachments.add_file(**self.given, received=received, kind=kind, consent=consent)
        except BaseException:
            received.close()
            raise

    def refer(self) -> None:
        """To the partner, with her consent to exactly this."""
        ground = Ground(consent=self._agreed(SHARED))
        self._refer(referrals.Receiver(organisation=self.partner), ground, "refer")

    def offer(self) -> None:
        """To the partner, with her consent to all of it."""
        consent = self._agreed(Section.values)
        transfers.offer_case(
            **self.given, to=self.partner, ground=Ground(consent=consent), expires_at=self.now + MONTH,
            note="Invented: she moves to their town.",
        )  # fmt: skip

    def _agreed(self, sections: Collection[str]) -> Consent:
        return consents.give_consent(
            actor=self.given["actor"], party_id=self.survivor.pk, kind=ConsentKind.SHARE,
            recipient=self.partner, sections=sections,
            terms=consents.Terms(method="written", evidence="Invented form 2"),
        )  # fmt: skip

    def ask_to_refer(self) -> None:
        """To somebody outside, without consent: a supervisor has to approve."""
        outside = referrals.Receiver(contact="Invented lawyer, Exampletau")
        self._refer(outside, Ground(reason="Invented: he was seen at her door"), "ask")

    def _refer(self, to: referrals.Receiver, ground: Ground, what: str) -> None:
        content = referrals.Content(
            service_kind=ServiceKind.SHELTER if what == "refer" else ServiceKind.LEGAL, sections=SHARED,
            message="Invented. Please call before she comes.", expires_at=self.now + MONTH,
            respond_by=timezone.localdate(self.now) + dt.timedelta(days=3),
        )  # fmt: skip
        key = uuid.uuid5(NAMES, f"{self.case.pk}/{what}")
        referrals.refer(**self.given, to=to, ground=ground, content=content, request_key=key)

    def ask_for_copy(self) -> None:
        """By order of a court: a supervisor has to approve."""
        order = exports.Order(
            by="Invented district court", number="0/INVENTED", on=timezone.localdate(self.now)
        )
        scope = exports.Scope(
            purpose="Invented: for the hearing", sections=(Section.SUMMARY, Section.MEASURES), language="en",
            survivor_told="yes",
        )  # fmt: skip
        key = uuid.uuid5(NAMES, f"{self.case.pk}/copy")
        exports.request_export(**self.given, basis=order, scope=scope, request_key=key)


def _picture(colour: tuple[int, int, int]) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (480, 320), colour).save(output, "PNG")
    return output.getvalue()
