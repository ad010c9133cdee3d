"""The rights on the tables of sharing, as cases/rowsecurity/rules.py has them for the others. As data."""

from __future__ import annotations

from cases.choices import Section
from cases.rowsecurity.rule import Rule, cases_with

_READ, _WRITE, _DECIDE = (cases_with(Section.SUMMARY, level) for level in ("read", "write", "decide"))
_PLAN, _PLAN_WRITE = cases_with(Section.PLAN, "read"), cases_with(Section.PLAN, "write")
_GRANT = cases_with(Section.SUMMARY, "grant")
_OWN = "created_by_id = (SELECT sec.uid())"
_SECOND = "sec.supervises_not_leading(case_id)"
# Parts that who shares doesn't see herself.
_UNSEEN = (
    "EXISTS (SELECT FROM unnest(sections::text[]) part WHERE NOT EXISTS ("
    "SELECT FROM sec.cases(part, 'read') seen WHERE seen = case_id))"
)
# The consent that a referral names: to share, with this receiver, each of the parts, now.
_AGREED = (
    "EXISTS (SELECT FROM cases_consent k WHERE k.id = consent_id AND k.case_id = cases_referral.case_id "
    "AND k.kind = 'share' AND k.status = 'given' AND sec.is_now(k.given_at, k.ends_at) "
    "AND (k.recipient_id = organisation_id OR k.recipient_listed_id = listed_id) "
    "AND array_remove(cases_referral.sections::text[], 'summary') <@ k.sections::text[])"
)


def _asked(table: str, kind: str) -> str:
    """Give the condition that a new row names an approval that was asked for it, and not decided yet."""
    return (
        f"EXISTS (SELECT FROM cases_approval a WHERE a.id = approval_id AND a.case_id = {table}.case_id "
        f"AND a.kind = '{kind}' AND a.status = 'asked' AND a.created_by_id = (SELECT sec.uid()))"
    )


_IS_THE_CASES = "EXISTS (SELECT FROM cases_case c WHERE c.id = case_id AND c.organisation_id = former_id)"
_BARS = (
    "EXISTS (SELECT FROM cases_casebarrier b WHERE b.case_id = cases_transfer.case_id "
    "AND b.lifted_at IS NULL AND b.organisation_id = cases_transfer.organisation_id)"
)

# A duty towards somebody, by the law of where it happened, as far as the case says; of the days on which it
# is day somewhere: what is law today depends on where. cases/law_places.py has the same in Python.
_IS_LAW = (
    "EXISTS (SELECT FROM legislation_provisionversion v "
    "JOIN legislation_provision p ON p.id = v.provision_id JOIN legislation_law l ON l.id = p.law_id "
    "WHERE v.id = version_id AND v.state = 'published' AND v.valid @> law_on AND NOT v.ceased_unknown "
    "AND law_on BETWEEN current_date - 1 AND current_date + 1 "
    "AND EXISTS (SELECT FROM legislation_duty d WHERE d.version_id = v.id AND d.recipient_id IS NOT NULL) "
    "AND (NOT EXISTS (SELECT FROM sec.happened_in(case_id)) OR EXISTS ("
    "SELECT FROM sec.happened_in(case_id) place(id) JOIN legislation_jurisdiction j ON j.id = place.id "
    "WHERE l.jurisdiction_id IN (j.id, j.parent_id))))"
)
_CONSENTED = (
    "EXISTS (SELECT FROM cases_consent k WHERE k.id = consent_id AND k.kind = 'share' "
    "AND k.case_id = cases_caseexport.case_id AND k.status = 'given' AND sec.is_now(k.given_at, k.ends_at) "
    "AND cases_caseexport.sections::text[] <@ (k.sections::text[] || '{summary}'))"
)

_DECIDED = "(SELECT a.status FROM cases_approval a WHERE a.id = approval_id)"

# An answer, a taking back and an acceptance go by the functions of sharing.sql.
SHARING: dict[str, Rule] = {
    "cases_approval": Rule(
        select=f"case_id {_READ}",
        insert=f"case_id {_DECIDE} AND {_OWN} AND requested_by_id = created_by_id AND status = 'asked'",
        update=f"case_id {_DECIDE} AND status = 'asked' AND requested_by_id <> (SELECT sec.uid())",
        check=f"status IN ('approved', 'refused') AND decided_by_id = (SELECT sec.uid()) AND {_SECOND}",
        columns=("status", "decided_by_id", "decided_at", "comment", "row_version"),
    ),
    "cases_referral": Rule(
        select=f"case_id {_PLAN} OR id = ANY (ARRAY(SELECT sec.received_referrals(false)))",
        insert=f"case_id {_PLAN_WRITE} AND {_OWN} AND status = 'draft' "
        f"AND access_id IS NULL AND (NOT grant_live OR case_id {_GRANT}) AND NOT {_UNSEEN} "
        f"AND (approval_id IS NULL OR {_asked('cases_referral', 'referral')})",
        update=f"case_id {_PLAN_WRITE} AND status = 'draft'",
        check="status = 'sent' AND (approval_id IS NULL OR sec.is_approved(approval_id, 'referral')) "
        f"AND (consent_id IS NULL OR {_AGREED}) AND (version_id IS NULL OR {_IS_LAW})",
        columns=("status", "sent_at", "law_on", "row_version"),
    ),
    "cases_referralpackage": Rule(
        select=f"case_id {_PLAN} OR referral_id = ANY (ARRAY(SELECT sec.received_referrals(true)))",
        insert=f"case_id {_PLAN_WRITE} AND {_OWN}",
    ),
    "cases_transfer": Rule(
        select=f"case_id {_GRANT} OR id = ANY (ARRAY(SELECT sec.received_transfers())) "
        "OR id = ANY (ARRAY(SELECT sec.offered_transfers()))",
        insert=f"case_id {_GRANT} AND {_OWN} AND status = 'draft' AND {_IS_THE_CASES} AND NOT {_BARS} "
        f"AND (approval_id IS NULL OR {_asked('cases_transfer', 'transfer')})",
        update=f"case_id {_GRANT} AND status IN ('draft', 'offered')",
        check=f"status = 'cancelled' OR status = 'offered' AND {_IS_THE_CASES} AND NOT {_BARS} "
        f"AND sec.transfer_rests(id) AND (version_id IS NULL OR {_IS_LAW}) "
        "AND (approval_id IS NULL OR sec.is_approved(approval_id, 'transfer'))",
        columns=("status", "law_on", "row_version"),
    ),
    # What was asked for can be changed by nobody; a supervisor lets it be made, who asked makes and takes it.
    "cases_caseexport": Rule(
        select=f"case_id {_DECIDE}",
        insert=f"case_id {_DECIDE} AND {_OWN} AND status = 'requested' AND NOT {_UNSEEN} "
        f"AND {_asked('cases_caseexport', 'export')} AND (consent_id IS NULL OR {_CONSENTED})",
        update=f"case_id {_DECIDE}",
        check=f"status = 'refused' AND {_DECIDED} = 'refused' OR {_DECIDED} = 'approved' "
        f"AND (status = 'approved' OR {_OWN}) "
        "AND (status NOT IN ('approved', 'running', 'ready') OR sec.is_approved(approval_id, 'export')) "
        f"AND (consent_id IS NULL OR status IN ('approved', 'failed', 'purged') OR {_CONSENTED})",
        columns=(
            "status", "ready_at", "expires_at", "sha256", "downloaded_at", "purged_at", "survivor_told",
            "row_version",
        ),
    ),
    "cases_exportedfile": Rule(
        select=f"case_id {_READ} AND {_OWN}",
        insert=f"case_id {_DECIDE} AND {_OWN}",
        update=f"case_id {_DECIDE} AND {_OWN}",
        columns=("document", "issued", "row_version"),
    ),
}  # fmt: skip

SHARING_HISTORY: dict[str, str] = {
    "cases_approvalevent": f"case_id {_READ}",
    "cases_referralevent": f"case_id {_PLAN}",
    "cases_transferevent": f"case_id {_GRANT}",
    "cases_caseexportevent": f"case_id {_DECIDE}",
}

SHARING_CALLABLE = (
    "sec.may_audit(uuid)",
    "sec.is_approved(uuid, text)",
    "sec.received_referrals(boolean)",
    "sec.answer_referral(uuid, text, text, uuid)",
    "sec.revoke_referral(uuid)",
    "sec.received_transfers()",
    "sec.offered_transfers()",
    "sec.decline_transfer(uuid, text)",
    "sec.transfer_rests(uuid)",
    "sec.happened_in(uuid)",
    "sec.accept_transfer(uuid, uuid, uuid, text[])",
)

SHARING_GUARD: dict[str, tuple[str, ...]] = {
    "cases_referral": ("SELECT", "UPDATE"),
    "cases_consent": ("SELECT",),
    "cases_transfer": ("SELECT", "UPDATE"),
}

# Wrapping keys again; saying of what has run out that it has.
_KEYS = "content_key, identity_key, content_master, identity_master"
_RUNS_OUT = (
    f"SELECT (id, {_KEYS}, status, expires_at, row_version)",
    f"UPDATE ({_KEYS}, status, row_version)",
)
SHARING_WORKER: dict[str, tuple[str, ...]] = {
    "cases_referral": _RUNS_OUT,
    "cases_transfer": _RUNS_OUT,
    "cases_caseexport": (
        "SELECT (id, status, expires_at, row_version)",
        "UPDATE (status, purged_at, row_version)",
    ),
    "cases_exportedfile": ("SELECT (export_id, row_version)", "UPDATE (document, issued, row_version)"),
}
