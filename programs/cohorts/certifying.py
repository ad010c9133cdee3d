"""Certificates after they were given: whose name is shown, and which are not valid any more."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.cohorts.choices import RevocationReason
from programs.cohorts.rights import Actor, require_officer
from programs.models import Application, Certificate


@transaction.atomic
def show_name(*, application: Application, allowed: bool) -> Certificate:
    """Let whoever checks her certificate see her name, or not; she alone decides.

    Raises:
        ValidationError: there is no certificate.
    """
    certificate = Certificate.objects.select_for_update().filter(application=application).first()
    if certificate is None:
        raise ValidationError(_("There is no certificate yet."))
    certificate.shows_name = allowed
    certificate.save(update_fields=["shows_name"])
    return certificate


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, actor: Actor, now: dt.datetime
) -> Certificate:
    """Revoke a certificate for good; whoever checks it is told.

    Args:
        reason: one of `RevocationReason`.

    Raises:
        ValidationError: no such reason, or it was revoked already.
    """
    held = Certificate.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=certificate.pk)
    require_officer(actor, held.cohort.programme_id)
    if reason not in RevocationReason.values:
        raise ValidationError(_("Say why the certificate is revoked: choose one of the reasons."))
    if held.revoked_on is not None:
        raise ValidationError(_("This certificate was revoked already."))
    held.revoked_on, held.revoked_for, held.revoked_by_id = held.cohort.day(now), reason, actor.pk
    held.save(update_fields=["revoked_on", "revoked_for", "revoked_by"])
    return held
