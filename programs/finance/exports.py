"""Pages of finance as summaries to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from legislation.exports.summary import (
    Block,
    Column,
    Fact,
    Heading,
    Note,
    Paragraph,
    Row,
    Source,
    Summary,
    Table,
)
from programs.exports.programme_summary import facts
from programs.exports.summaries import page_summary, site
from programs.exports.tables import cell
from programs.finance.fitting import Fit, Verdict
from programs.finance.repayment import Repayment


def offer_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give an offer as shown."""
    offer = context["object"]
    blocks: list[Block] = [Heading(_("Terms")), facts(context["terms"])]
    blocks += [Heading(_("Who may apply")), facts(context["eligibility"])]
    if context["eligibility_words"]:
        blocks.append(Paragraph(cell(context["eligibility_words"])))  # type: ignore[arg-type]  # a text stays one
    if context["note"]:
        blocks.append(Note(cell(context["note"])))  # type: ignore[arg-type]
    return page_summary(
        request,
        slug=offer.slug,
        title=cell(context["title"]),  # type: ignore[arg-type]
        subtitle=context["eyebrow"],
        today=context["today"],
        blocks=[*blocks, Heading(_("About this offer")), facts(context["about"])],
        sources=[Source(offer.publisher, offer.source_url)],
        confidence=offer.get_confidence_display(),
    )


def repayment_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give the table to the cent; its sums stand with what it was reckoned from."""
    whole: Repayment = context["whole"]
    given = [Fact(_("Interest, percent a year"), whole.loan.yearly_percent)]
    given += [Fact(fact.label, cell(fact.value)) for fact in context["sums"]]
    return page_summary(
        request,
        slug="repayment",
        title=_("Repayment of a loan"),
        today=context["today"],
        scope=given,
        blocks=[_instalments(whole, context["currency"])],
        notices=[*context["cautions"], _("This is arithmetic, not an offer: the lender's own table counts.")],
    )


def _instalments(whole: Repayment, currency: str) -> Table:
    columns = [
        Column("number", _("No."), kind="number", weight=0.5),
        Column("due_on", _("Due on"), kind="date"),
        Column("payment", _("Payment, %(currency)s") % {"currency": currency}, kind="number"),
        Column("principal", _("Of the loan"), kind="number"),
        Column("interest", _("Interest"), kind="number"),
        Column("fee", _("Fee"), kind="number"),
        Column("balance", _("Still owed"), kind="number"),
    ]
    rows = [
        Row([each.number, each.due_on, each.payment, each.principal, each.interest, each.fee, each.balance])
        for each in whole.instalments
    ]
    return Table(columns, rows)


def fit_summary(context: dict[str, Any], request: HttpRequest) -> Summary:
    """Give every offer with every criterion, those that fit first."""
    columns = [
        Column("offer", _("Offer"), weight=2),
        Column("answer", _("Answer")),
        Column("criterion", _("Criterion")),
        Column("stands", _("How it stands")),
        Column("reason", _("Why"), weight=3),
    ]
    return page_summary(
        request,
        slug="what-finance-fits",
        title=_("What finance fits"),
        today=context["today"],
        scope=context["scope"],
        blocks=[Table(columns, _checks(context["groups"], site(request)))],
        notices=[_("What a source doesn't state must be asked of the lender.")],
    )


def _checks(groups: list[Any], address: str) -> Iterator[Row]:
    words = {Verdict.FITS: _("met"), Verdict.ASK: _("ask the lender"), Verdict.NO: _("not met")}
    for group in groups:
        for shown in group.fits:
            fit: Fit = shown.fit
            for check in fit.checks:
                yield Row(
                    [cell(shown.name), group.title, check.criterion, words[check.verdict], check.reason],
                    source=fit.offer.source_url,
                    confidence=fit.offer.get_confidence_display(),
                    address=f"{address}{fit.offer.get_absolute_url()}",
                )
