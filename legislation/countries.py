"""The countries whose law is held here."""

from __future__ import annotations

from collections.abc import Iterable

from legislation.models import Jurisdiction


def country_codes(first: Iterable[str] = ()) -> list[str]:
    """Give ISO 3166-1 codes of the countries, those of these jurisdictions in front."""
    codes = Jurisdiction.objects.filter(parent=None).order_by("code").values_list("code", flat=True)
    return list(dict.fromkeys([code.partition("-")[0] for code in first] + list(codes)))
