"""The closed vocabularies of sharing: referrals, transfers, approvals, exports of a case file."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SharingBasis(TextChoices):
    """What allows parts of a case to be shared."""

    CONSENT = "consent", _("Consent of the person")
    STATUTE = "statute", _("A provision of the law")
    OVERRIDE = "override", _("Without consent: a supervisor approves")


class ReferralStatus(TextChoices):
    """How far a referral is; the changes allowed are in cases.states."""

    DRAFT = "draft", _("Not sent")
    SENT = "sent", _("Sent, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired without an answer")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Given back")
    REVOKED = "revoked", pgettext_lazy("referral", "Taken back")


class TransferStatus(TextChoices):
    """How far the offer of a case to another organisation is."""

    DRAFT = "draft", _("Not offered")
    OFFERED = "offered", _("Offered, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired without an answer")


class ApprovalKind(TextChoices):
    """What a second person has to agree to."""

    REFERRAL = "referral", _("Referral without consent")
    TRANSFER = "transfer", _("The case goes to another organisation without consent")
    EXPORT = "export", _("Copy of the case file")


class ApprovalStatus(TextChoices):
    """What the second person said."""

    ASKED = "asked", _("Asked")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class ExportBasis(TextChoices):
    """What allows a copy of the case file to leave."""

    ORDER = "order", _("An order of a court or another authority")
    CONSENT = "consent", _("Consent of the person")


class ExportStatus(TextChoices):
    """How far a copy of the case file is."""

    REQUESTED = "requested", _("Waiting for approval")
    APPROVED = "approved", _("Approved, being made")
    REFUSED = "refused", _("Refused")
    RUNNING = "running", _("Being made")
    READY = "ready", _("Ready")
    DOWNLOADED = "downloaded", _("Downloaded")
    FAILED = "failed", _("Failed")
    PURGED = "purged", _("Deleted")


class Told(TextChoices):
    """Whether the survivor was told that the file leaves."""

    YES = "yes", _("Yes")
    NOT_YET = "not-yet", _("Not yet")
    FORBIDDEN = "forbidden", _("The order forbids it")
    UNSAFE = "unsafe", _("No: telling would be unsafe")
