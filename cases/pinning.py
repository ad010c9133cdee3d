"""Pinning the law: which versions hold for an incident or an event, with the fingerprint of the text."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef

from cases import flagging
from cases.choosing import Days, doubt_of, places_of
from cases.law_choices import Basis, Doubt, FlagKind, Known
from cases.models import Event, Incident, LawPin
from cases.sealing import seal
from legislation.choices import EditorialState, LawKind, TextStatus
from legislation.clocks.choosing import choose
from legislation.models import Conduct, ProvisionText, ProvisionVersion

ONE_DAY = dt.timedelta(days=1)


def pin_incident(incident: Incident, *, actor: Any, today: dt.date, reason: str = "") -> list[LawPin]:
    """Pin the versions of the provisions on such conduct that hold on the days of an incident.

    Every version that touches the days is pinned. Where conduct went on while the law changed a lawyer
    is needed; where only the date is vague, the law is unclear; neither is decided here.
    """
    days = incident.days(today)
    if days is None:
        _flag(incident, FlagKind.LAW_UNCLEAR, Doubt.NO_INCIDENT, actor, None)
        return []
    pins: list[LawPin] = []
    for _provision, group in groupby(_substantive(incident, days), key=lambda version: version.provision_id):
        versions = list(group)
        choice = choose([version.stretch for version in versions], *days)
        doubt = doubt_of(versions, gap=choice.gap)
        if doubt:
            kind, doubt = _kind(incident, doubt)
            _flag(incident, kind, doubt, actor, days, versions[-1])
        for version in versions:
            start = version.valid.lower
            as_of = max(days[0], start) if start else days[0]
            pins.append(
                _pin(version, as_of, Basis.INCIDENT_DATE, actor, incident=incident, case=incident.case,
                     needs_review=doubt is not None, reason=reason)
            )  # fmt: skip
    if not pins:
        _flag(incident, FlagKind.LAW_UNCLEAR, Doubt.NO_LAW, actor, days)
    return pins


def pin_rule(event: Event, version: ProvisionVersion, days: Days, *, basis: str, actor: Any) -> LawPin:
    """Pin the version of the law that a rule stands in, for an event."""
    found = LawPin.objects.filter(event=event, version=version).first()
    return found or _pin(version, days[0], basis, actor, event=event, case=event.case)


def _substantive(incident: Incident, days: Days) -> list[ProvisionVersion]:
    """Return versions, law on some of the days, of provisions that prohibit such conduct."""
    found = (
        conduct_versions()
        .with_address()
        .filter(
            valid__overlap=(days[0], days[1] + ONE_DAY),
            provision__law__jurisdiction__in=places_of(incident.jurisdiction),
            provision__topics__slug__in=incident.violence_types,
        )
    )
    return list(found.order_by("provision_id", "valid", "pk").distinct("provision_id", "valid", "pk"))


def conduct_versions() -> Any:
    """Return the published versions of provisions that prohibit some conduct, of laws in force and past."""
    conduct = Conduct.objects.filter(
        version__provision=OuterRef("provision"), version__state=EditorialState.PUBLISHED
    )
    published = ProvisionVersion.objects.published().filter(Exists(conduct))
    return published.exclude(provision__law__kind=LawKind.BILL)


def _kind(incident: Incident, doubt: Doubt) -> tuple[FlagKind, Doubt]:
    goes_on = incident.goes_on or incident.ends_at is not None
    if goes_on and doubt != Doubt.CEASED_SOME_DAY and incident.known != Known.MONTH:
        return FlagKind.NEEDS_LAWYER, Doubt.LAW_CHANGED_MEANWHILE
    return FlagKind.LAW_UNCLEAR, doubt


def _pin(
    version: ProvisionVersion, as_of: dt.date, basis: str, actor: Any, *, reason: str = "", **about: Any
) -> LawPin:
    language, sha256 = fingerprint(version)
    pin = LawPin(
        version=version, as_of_on=as_of, basis=basis, language=language, text_sha256=sha256,
        created_by=actor, **about,
    )  # fmt: skip
    former = _former(pin)
    if former:
        pin.supersedes = former
        seal(pin, reason=reason)
    pin.save(force_insert=True)
    return pin


def _former(pin: LawPin) -> LawPin | None:
    """Return the pin that one for a corrected incident takes the place of."""
    if pin.incident is None or pin.incident.supersedes_id is None:
        return None
    same = LawPin.objects.filter(
        incident=pin.incident.supersedes_id, version__provision=pin.version.provision_id
    )
    return same.filter(superseded_by__isnull=True).order_by("as_of_on").first()


def fingerprint(version: ProvisionVersion) -> tuple[str, str]:
    """Return the language and the SHA-256 of the text that a version is known by: the authoritative first."""
    texts = ProvisionText.objects.filter(version=version)
    text = texts.filter(status=TextStatus.AUTHORITATIVE).first()
    text = text or texts.nearest_to(version.provision.content_languages).first()
    return (text.language, text.text_sha256) if text else ("", "")


def _flag(
    incident: Incident, kind: str, doubt: str, actor: Any, days: Days | None,
    version: ProvisionVersion | None = None,
) -> None:  # fmt: skip
    flagging.raise_flag(
        incident.case, kind, doubt, actor=actor, incident=incident, days=days, version=version
    )
