"""The form of finance.yaml, what must hold in it, and its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from legislation.choices import Confidence
from legislation.loading.checks import (
    Check,
    amount,
    date,
    integer,
    mapping,
    one_of,
    sequence,
    slug,
    text,
    texts,
    url,
)
from legislation.loading.problems import Place, shown
from legislation.loading.rows import Ref, Row, translated
from programs.finance.choices import (
    BusinessSector,
    CollateralKind,
    CollateralRule,
    EsgTag,
    OfferKind,
    RateKind,
    SectorRule,
    Settlement,
    WomenRule,
)

FINANCE = "finance.yaml"
Record = Mapping[str, Any]


def some_of(choices: Collection[str], what: str) -> Check:
    """Several codes out of a list."""
    return sequence(one_of(choices, what), unique=True)


def offer(
    jurisdictions: Collection[str],
    programmes: Collection[str],
    organisations: Collection[str],
    period: Check,
    currency: Check,
) -> Check:
    """A record of finance.yaml."""
    months, percent = integer(0, 480), amount
    return mapping(
        {
            "id": slug(80),
            "programme": one_of(programmes, "programme", "programmes.yaml"),
            "jurisdiction": one_of(jurisdictions, "jurisdiction", "jurisdictions.yaml"),
            "kind": one_of(OfferKind.values, "kind of offer"),
            "name": texts(200),
            "currency": currency,
            "source": url,
            "publisher": text(200),
            "confidence": one_of(Confidence.values, "confidence"),
        },
        {
            "lender": one_of(organisations, "organisation", "organisations.yaml"),
            "amount": mapping({}, {"min": amount, "max": amount, "unit": one_of(["MCI"], "reference unit")}),
            "rate": mapping(
                {"kind": one_of(RateKind.values, "kind of interest")},
                {"percent": percent, "margin_percent": percent, "words": texts(300)},
            ),
            "fees": mapping({}, {"once_percent": percent, "monthly": amount}),
            "term_months": months,
            "grace_months": months,
            "guaranteed_percent": percent,
            "collateral": mapping(
                {"rule": one_of(CollateralRule.values, "rule of collateral")},
                {"kinds": some_of(CollateralKind.values, "kind of collateral")},
            ),
            "settlements": some_of(Settlement.values, "sort of place"),
            "sectors": mapping(
                {"rule": one_of(SectorRule.values, "rule of sectors")},
                {
                    "these": some_of(BusinessSector.values, "sector"),
                    "partly_excluded": some_of(BusinessSector.values, "sector"),
                },
            ),
            "business_age_months": mapping({}, {"min": months, "max": months}),
            "owner_age": mapping({}, dict.fromkeys(("min", "in_some_cases_from", "max"), integer(0, 120))),
            "women": mapping(
                {"rule": one_of(WomenRule.values, "rule for women")}, {"share_min_percent": percent}
            ),
            "esg": some_of(EsgTag.values, "ESG tag"),
            "note": texts(),
            "as_of": period,
            "valid_from": date,
            "valid_until": date,
        },
    )


def check_offer(record: Record, place: Place) -> None:
    """Add what is wrong between the fields of an offer; each field is checked for itself before."""
    for name in ("amount", "business_age_months", "owner_age"):
        least, most = (_number(record, name, end) for end in ("min", "max"))
        if least is not None and most is not None and least > most:
            place.at(name, "min").say(f"{least} is more than max, {most}")
    for path in (("guaranteed_percent",), ("women", "share_min_percent")):
        share = _number(record, *path)
        if share is not None and share > 100:
            place.at(*path).say(f"expected a share of at most 100, got {shown(share)}")
    rate, grace, term = record.get("rate"), record.get("grace_months"), record.get("term_months")
    if rate is not None and record.get("kind") == OfferKind.GRANT:
        place.at("rate").say("a grant is not paid back and has no interest: leave it out")
    if isinstance(rate, Mapping) and (_number(record, "rate", "percent") or 0) > 200:
        place.at("rate", "percent").say(f"expected at most 200 percent a year, got {shown(rate['percent'])}")
    if isinstance(grace, int) and isinstance(term, int) and grace >= term:
        place.at("grace_months").say(f"{grace} is not less than term_months, {term}")
    rules = record.get("sectors")
    if isinstance(rules, Mapping) and (rules.get("rule") == SectorRule.ANY) == bool(rules.get("these")):
        place.at("sectors").say("give 'these' with the rules only and except, and not with any")


def _number(record: Record, *path: str) -> Any:
    found: Any = record
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def offer_rows(record: Record, position: int) -> Iterator[Row]:
    """Give the row of one offer."""
    of = {name: record.get(name, {}) for name in _GROUPS}
    lender, words = record.get("lender"), of["rate"].get("words")
    values = {
        "slug": record["id"],
        "programme": Ref("Programme", record["programme"]),
        "jurisdiction": Ref("Jurisdiction", record["jurisdiction"]),
        "lender": Ref("Organisation", lender) if lender else None,
        "kind": record["kind"],
        "amount_min": _decimal(of["amount"].get("min")),
        "amount_max": _decimal(of["amount"].get("max")),
        "amount_unit": of["amount"].get("unit", ""),
        "currency": record["currency"],
        "rate_kind": of["rate"].get("kind", ""),
        "rate_percent": _decimal(of["rate"].get("percent")),
        "margin_percent": _decimal(of["rate"].get("margin_percent")),
        "one_off_fee_percent": _decimal(of["fees"].get("once_percent")),
        "monthly_fee": _decimal(of["fees"].get("monthly")),
        "term_months": record.get("term_months"),
        "grace_months": record.get("grace_months"),
        "guaranteed_percent": _decimal(record.get("guaranteed_percent")),
        **_eligibility(record, of),
        "source_url": record["source"],
        "publisher": record["publisher"],
        "as_of": record.get("as_of", ""),
        "valid_from": record.get("valid_from"),
        "valid_until": record.get("valid_until"),
        "confidence": record["confidence"],
        "position": position,
        **translated(name=record["name"], rate_words=words, note=record.get("note")),
    }
    yield Row("FinanceOffer", record["id"], values, FINANCE)


_GROUPS = ("amount", "rate", "fees", "collateral", "sectors", "business_age_months", "owner_age", "women")


def _eligibility(record: Record, of: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "collateral": of["collateral"].get("rule", ""),
        "collateral_kinds": of["collateral"].get("kinds", []),
        "settlements": record.get("settlements", []),
        "sector_rule": of["sectors"].get("rule", ""),
        "sectors": of["sectors"].get("these", []),
        "partly_excluded": of["sectors"].get("partly_excluded", []),
        "business_age_min_months": of["business_age_months"].get("min"),
        "business_age_max_months": of["business_age_months"].get("max"),
        "owner_age_min": of["owner_age"].get("min"),
        "owner_age_in_some_cases": of["owner_age"].get("in_some_cases_from"),
        "owner_age_max": of["owner_age"].get("max"),
        "women": of["women"].get("rule", ""),
        "women_share_min_percent": _decimal(of["women"].get("share_min_percent")),
        "esg_tags": record.get("esg", []),
    }


def _decimal(value: int | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
