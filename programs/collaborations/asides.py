"""What a provision's page says of policy transfers: who can learn from it, what it came from."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.asides import Aside, Line
from kbase.localised import Localised, localised_from
from programs.collaborations.choices import TransferStatus
from programs.filters import LANGUAGES
from programs.models import PolicyTransfer


def transfers_of_provision() -> ArraySubquery:
    """Fetch the recommendations that a provision is the model or the outcome of."""
    mine = Q(provision=OuterRef("pk")) | Q(enacted_provision=OuterRef("pk"))
    outcome = Q(enacted_provision=OuterRef("pk"))
    given = JSONObject(
        pk="pk",
        status="status",
        title="title",
        titles="i18n",
        place="to_jurisdiction__name",
        places="to_jurisdiction__i18n",
        is_outcome=outcome,
    )
    return ArraySubquery(PolicyTransfer.objects.filter(mine).order_by("pk").values(data=given))


def say_transfers(found: list[dict[str, Any]]) -> Aside:
    """Put them into words."""
    return Aside(_("Lessons for other countries"), [_line(transfer) for transfer in found])


def _line(transfer: dict[str, Any]) -> Line:
    place = _named(transfer["place"], transfer["places"], "name")
    if transfer["is_outcome"]:
        note = _("what came of a recommendation to %(place)s") % {"place": place}
    else:
        status = TransferStatus(transfer["status"]).label
        note = _("recommended to %(place)s: %(status)s") % {"place": place, "status": status}
    title = _named(transfer["title"], transfer["titles"], "title")
    return Line(title, reverse("transfer-detail", args=(transfer["pk"],)), note)


def _named(english: str, translations: dict[str, str] | None, field: str) -> Localised:
    others = {code: (translations or {}).get(f"{field}_{code}") or "" for code in LANGUAGES}
    return localised_from({"en": english, **others})
