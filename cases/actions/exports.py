"""A copy of a case file: asked for, made once it is approved, handed out under a password, deleted."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import case_file, door, permissions, record, snapshots, states
from cases.actions.access import ReasonMissingError
from cases.actions.approvals import ask_approval, start_making
from cases.actions.grounds import check_approval, check_consent
from cases.choices import Deed, Purpose, Section
from cases.models import Case, CaseExport, Consent, ExportedFile
from cases.models.exports import KEPT_HOURS
from cases.querysets import DECIDE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from cases.sharing_choices import ApprovalKind, ExportBasis, Told

KEPT = dt.timedelta(hours=KEPT_HOURS)
NUMBER_SIGNS = ("no", "n", "nr")  # '№' is 'no' too, written in one way


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who ordered the file to be given, in what decision, of which day."""

    by: str
    number: str
    on: dt.date

    def __repr__(self) -> str:
        return "<Order>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is asked for: which parts, for what, in which language, and whether the survivor knows."""

    purpose: str
    sections: Collection[str]
    language: str
    survivor_told: str

    def __repr__(self) -> str:
        return "<Scope>"


@transaction.atomic
def request_export(
    *, actor: Any, case_id: Any, basis: Order | Consent, scope: Scope, request_key: UUID
) -> CaseExport:
    """Ask for a copy of the file; a supervisor decides, and then a job makes it.

    Args:
        request_key: of the form that was filled in; the same sent again is the same request.

    Raises:
        ReasonMissingError: no purpose.
        Refusal: parts that the actor doesn't see, that the consent doesn't cover, or other parts than
            were registered for the same order.
    """
    case = door.locked_case(actor, case_id, level=DECIDE)
    permissions.check(actor, permissions.CREATE, permissions.EXPORT, organisation_id=case.organisation_id)
    made = CaseExport.objects.visible_to(actor).filter(created_by=actor, request_key=request_key).first()
    if made:
        return made
    if not scope.purpose.strip():
        raise ReasonMissingError
    check_parts(actor, case, scope.sections)
    export = CaseExport(
        case=case, sections=_in_order(scope.sections), language=_language(scope.language),
        survivor_told=Told(scope.survivor_told).value, request_key=request_key, created_by=actor,
        copy_number=CaseExport.objects.filter(case=case).count() + 1,
    )  # fmt: skip
    if isinstance(basis, Order):
        _by_order(export, basis)
    else:
        export.basis, export.consent = ExportBasis.CONSENT.value, basis
        _check_consent(export, actor)
    seal(export, purpose=scope.purpose.strip())
    export.approval = ask_approval(case, ApprovalKind.EXPORT, actor=actor, reason=scope.purpose)
    export.save(force_insert=True)
    record.note(Deed.CREATED, export)
    return export


@transaction.atomic
def make_export(*, actor: Any, export_id: Any) -> None:
    """Make the file of an approved copy; what the actor may no longer see is in none. Done once.

    Raises:
        Refusal, NotThere: what allowed it is gone.
        TypesettingError: the engine failed.
    """
    export = _own(actor, export_id)
    if export.status != states.APPROVED:  # made already: the worker died before it said so
        return
    check_approval(export.approval)
    check_parts(actor, export.case, export.sections)
    if export.consent_id:
        _check_consent(export, actor)
    _move(export, states.RUNNING)
    taken = snapshots.take(export.case, export.sections, actor=actor)
    document = case_file.set_pdf(export, taken, by=actor.get_full_name() or actor.get_username())
    file = ExportedFile(export=export, case=export.case, created_by=actor)
    seal(file, document=base64.b64encode(document).decode())
    file.save(force_insert=True)
    now = timezone.now()
    _move(export, states.READY, ready_at=now, expires_at=now + KEPT)


@transaction.atomic
def queue_again(*, actor: Any, export_id: Any) -> None:
    """Let a copy that was approved be made, where the job was given up; two jobs make one file."""
    export = _own(actor, export_id)
    states.check_change(states.EXPORT, export.status, states.RUNNING)
    start_making(export, owner=actor)


@transaction.atomic
def fail_export(*, actor: Any, export_id: Any) -> None:
    """Say that a copy can't be made."""
    _move(_own(actor, export_id), states.FAILED)


@transaction.atomic
def issue_export(*, actor: Any, export_id: Any) -> str:
    """Put the file under a new password and return that: it is shown once and kept nowhere.

    A password that was lost before the file was downloaded is replaced by calling it again.
    """
    export = _own(actor, export_id)
    if export.status != states.READY or not _lasts(export):
        raise states.ForbiddenChangeError(export.status, "opened", states.EXPORT[export.status])
    check_approval(export.approval)
    _check_basis(export, actor)
    file = _file(export)
    password = case_file.new_password()
    locked = case_file.locked(base64.b64decode(opened(file, "document")), password)
    seal(file, issued=base64.b64encode(locked).decode())
    ExportedFile.objects.filter(pk=file.pk).update(issued=file.issued, row_version=F("row_version") + 1)
    CaseExport.objects.filter(pk=export.pk).update(
        sha256=hashlib.sha256(locked).hexdigest(), row_version=F("row_version") + 1
    )
    record.note(Deed.CHANGED, export)
    return password


@transaction.atomic
def download_export(*, actor: Any, export_id: Any) -> bytes:
    """Return the file under its password; the first time, what could be opened without it is deleted."""
    export = _own(actor, export_id)
    file = _file(export) if export.status in (states.READY, states.DOWNLOADED) else None
    if file is None or not file.issued or not _lasts(export):
        raise states.ForbiddenChangeError(export.status, "downloaded", states.EXPORT[export.status])
    _check_basis(export, actor)
    if export.status == states.READY:
        _move(export, states.DOWNLOADED, downloaded_at=timezone.now())
        ExportedFile.objects.filter(pk=file.pk).update(document="", row_version=F("row_version") + 1)
    record.note(Deed.COPIED, export, purpose=Purpose.DOCUMENT.value)
    return base64.b64decode(opened(file, "issued"))


@transaction.atomic
def purge_export(*, actor: Any, export_id: Any) -> None:
    """Delete the file before its time."""
    export = _own(actor, export_id)
    _move(export, states.PURGED, purged_at=timezone.now())
    ExportedFile.objects.filter(export=export).update(
        document="", issued="", row_version=F("row_version") + 1
    )


@transaction.atomic
def tell_survivor(*, actor: Any, export_id: Any, told: str) -> None:
    """Record whether the survivor was told, once the copy is approved.

    Raises:
        Refusal: while nobody approved it, or once that or the consent is over: the database then takes no
            change of the copy but that it ends.
    """
    export = _own(actor, export_id)
    if export.status == states.REQUESTED:
        raise Refusal(gettext("A supervisor has not approved it: wait for the answer."))
    if export.status in (states.APPROVED, states.RUNNING, states.READY):
        check_approval(export.approval)
    if export.status in (states.RUNNING, states.READY, states.DOWNLOADED):
        _check_basis(export, actor)
    CaseExport.objects.filter(pk=export.pk).update(
        survivor_told=Told(told).value, row_version=F("row_version") + 1
    )
    record.note(Deed.CHANGED, export)


def check_parts(actor: Any, case: Case, sections: Collection[str]) -> None:
    """Refuse parts that a person doesn't see.

    Raises:
        Refusal: naming them.
    """
    wanted = {Section(section).value for section in sections}
    if not wanted:
        raise Refusal(gettext("Choose at least one part."))
    seen = door.sections_open_to(actor, case.pk, {(section, "read") for section in wanted})
    if unseen := wanted - {section for section, _level in seen}:
        raise Refusal(gettext("You can't share parts that you don't see: %(parts)s.") % _named(unseen))


def _own(actor: Any, export_id: Any) -> CaseExport:
    """Return a copy that the actor asked for, of a case she may still decide about, which is locked."""
    found = CaseExport.objects.visible_to(actor, level=DECIDE).filter(created_by=actor)
    case = door.locked_case(actor, door.one(found, export_id).case_id, level=DECIDE)
    export: CaseExport = door.one(found.select_related("consent", "approval"), export_id)
    export.case = case
    return export


def _file(export: CaseExport) -> ExportedFile:
    file = ExportedFile.objects.get(export=export)
    file.case = export.case
    return file


def _lasts(export: CaseExport) -> bool:
    return export.expires_at is not None and timezone.now() < export.expires_at


def _by_order(export: CaseExport, order: Order) -> None:
    """Register the order; one registered before can't be used for other parts."""
    if order.on > timezone.localdate():
        raise Refusal(gettext("The order can't be of a day that lies ahead."))
    export.basis, export.order_on = ExportBasis.ORDER.value, order.on
    seal(export, order_by=order.by.strip(), order_number=order.number.strip())
    for former in CaseExport.objects.filter(case=export.case, order_on=order.on):
        former.case = export.case
        if (
            _plain(opened(former, "order_number")) == _plain(order.number)
            and former.sections != export.sections
        ):
            raise Refusal(
                gettext("This order was registered for: %(parts)s. It allows no other parts.")
                % _named(former.sections)
            )


def _plain(number: str) -> str:
    """Write the number of an order in one way, whatever signs part it: 'No 2-14/7' is '№2 – 14/7'."""
    text = unicodedata.normalize("NFKC", number).casefold()
    parts = re.findall(r"\d+|[^\W\d_]+", text)
    return "-".join(parts[parts[0] in NUMBER_SIGNS :] if parts else [text])


def _check_basis(export: CaseExport, actor: Any) -> None:
    """Refuse a copy whose consent was withdrawn, or has ended, since it was made."""
    if export.consent_id is not None:
        _check_consent(export, actor)


def _check_consent(export: CaseExport, actor: Any) -> None:
    """See that the consent counts, that it is one to share, and that it names whom the copy is for."""
    consent = Consent.objects.visible_to(actor, level=DECIDE).filter(pk=export.consent_id).first()
    receiver = consent and (consent.recipient or consent.recipient_listed)
    check_consent(
        export.consent_id, actor=actor, case=export.case, receiver=receiver, sections=export.sections
    )


def _named(sections: Collection[str]) -> dict[str, str]:
    return {"parts": ", ".join(str(Section(part).label) for part in sorted(sections))}


def _in_order(sections: Collection[str]) -> list[str]:
    return [part for part in snapshots.TOLD if part in sections]


def _language(code: str) -> str:
    if code not in dict(settings.LANGUAGES):
        raise ValueError(f"No language of the site is {code!r}.")
    return code


def _move(export: CaseExport, status: str, **changes: Any) -> None:
    states.check_change(states.EXPORT, export.status, status)
    CaseExport.objects.filter(pk=export.pk).update(status=status, row_version=F("row_version") + 1, **changes)
    export.status = status
    record.note(Deed.CHANGED, export)
