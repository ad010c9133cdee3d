"""For each table of cases: what the application may do at all, and on which rows. As data.

A right that is not named here doesn't exist. Columns in `update` are the only ones that may be changed.
"""

from __future__ import annotations

from cases.choices import Section
from cases.rowsecurity.rule import Rule
from cases.rowsecurity.rule import cases_with as _cases
from cases.rowsecurity.sharing_rules import (
    SHARING,
    SHARING_CALLABLE,
    SHARING_GUARD,
    SHARING_HISTORY,
    SHARING_WORKER,
)

NOBODY = "false"
SECOND = "sec.supervises_not_leading(case_id)"
ANYBODY_KNOWN = "(SELECT sec.uid()) IS NOT NULL"


def _of_case(section: Section, *columns: str) -> Rule:
    """A record of a case: read, added to and, in some columns, changed as far as the section is."""
    return Rule(
        select=f"case_id {_cases(section, 'read')}",
        insert=f"case_id {_cases(section, 'write')} AND created_by_id = (SELECT sec.uid())",
        update=f"case_id {_cases(section, 'write')}" if columns else "",
        columns=columns,
    )


_GRANTED = _cases(Section.SUMMARY, "grant")
_MANAGED = (
    "user_id <> (SELECT sec.uid()) AND ((SELECT sec.is_administrator()) OR role IN "
    "('case-worker', 'inspector', 'intake-worker') "
    "AND organisation_id = ANY (ARRAY(SELECT sec.organisations('supervisor'))))"
)

# A destruction that is proposed is that of a case past its day, as the case says.
_IS_DUE = (
    "EXISTS (SELECT FROM cases_case c WHERE c.id = case_id AND c.status = 'closed' AND NOT c.legal_hold "
    "AND c.dispose_after < sec.today() AND c.dispose_after = due_on "
    "AND c.organisation_id = cases_disposition.organisation_id "
    "AND c.public_no = cases_disposition.public_no AND c.retention_basis = basis)"
)

# Waiving is a supervisor's own deed, and a correction leaves it as it was; nobody changes the time that
# was counted.
_DUTY = Rule(
    select=f"case_id {_cases(Section.MEASURES, 'read')}",
    # Who waives one time of a series, a supervisor, adds the next.
    insert=f"(case_id {_cases(Section.MEASURES, 'write')} "
    f"OR seq > 1 AND case_id {_cases(Section.MEASURES, 'decide')}) AND created_by_id = (SELECT sec.uid()) "
    "AND status = 'pending' AND override_due_at IS NULL",
    update=f"case_id {_cases(Section.MEASURES, 'decide')}",
    check=f"case_id {_cases(Section.MEASURES, 'decide')} AND (status <> 'waived' "
    f"OR {SECOND} AND EXISTS (SELECT FROM cases_membership m WHERE m.id = waived_by_id "
    "AND m.user_id = (SELECT sec.uid()) AND m.role = 'supervisor') "
    "OR sec.stays_waived(id, waived_by_id, waived_under_id))",
    columns=(
        "status", "done_at", "evidence", "waived_by_id", "waived_under_id", "reason", "replaced_by_id",
        "override_due_at", "override_by_id", "override_reason", "row_version",
    ),
)  # fmt: skip

# Withdrawing is all that happens to a consent; who agreed may do so in a closed case too.
_CONSENT = Rule(
    select=f"case_id {_cases(Section.PLAN, 'read')}",
    insert=f"case_id {_cases(Section.PLAN, 'write')} AND created_by_id = (SELECT sec.uid()) "
    "AND status = 'given'",
    update=f"case_id {_cases(Section.PLAN, 'decide')} AND status = 'given'",
    check="status = 'withdrawn' AND withdrawn_by_id = (SELECT sec.uid())",
    columns=("status", "withdrawn_at", "withdrawn_by_id", "withdrawal", "row_version"),
)

# An inspector reads her own organisation's notes; assessments and safety plans with consent alone.
_NOTES = "(organisation_id = ANY (ARRAY(SELECT sec.organisations('inspector'))) OR (SELECT sec.is_carer()))"
_CARED_FOR = (
    f"case_id {_cases(Section.ASSESSMENTS, 'read')} AND ((SELECT sec.is_carer()) "
    f"OR case_id = ANY (ARRAY(SELECT sec.consented('{Section.ASSESSMENTS}'))))"
)
_NOTE = Rule(
    select=f"case_id {_cases(Section.NOTES, 'read')} AND {_NOTES}",
    insert=f"case_id {_cases(Section.NOTES, 'write')} AND created_by_id = (SELECT sec.uid()) "
    "AND organisation_id = ANY (ARRAY(SELECT sec.organisations()))",
    update=f"case_id {_cases(Section.NOTES, 'write')} AND {_NOTES}",
    columns=("body", "row_version"),
)
# A supervisor's decisions are settled by a supervisor.
_TASK = Rule(
    select=f"case_id {_cases(Section.PLAN, 'read')}",
    insert=f"case_id {_cases(Section.PLAN, 'decide')} AND created_by_id = (SELECT sec.uid()) "
    "AND status = 'open'",
    update=f"case_id {_cases(Section.PLAN, 'decide')} AND status = 'open'",
    check="done_by_id = (SELECT sec.uid()) AND (kind NOT IN ('contact-review', 'lowering') "
    f"OR status = 'done' AND {SECOND})",
    columns=("status", "done_at", "done_by_id", "outcome", "row_version"),
)
_ASSESSMENT = Rule(
    select=_CARED_FOR,
    insert=f"case_id {_cases(Section.ASSESSMENTS, 'write')} AND created_by_id = (SELECT sec.uid()) "
    "AND status = 'draft' AND lowering_approved_by_id IS NULL AND (SELECT sec.is_carer())",
    update=f"case_id {_cases(Section.ASSESSMENTS, 'decide')} AND (SELECT sec.is_carer())",
    columns=(
        "answers", "score", "level_computed", "level_final", "override_reason", "status", "lowering_asked",
        "lowering_approved_by_id", "signed_at", "signed_by_id", "next_due_on", "row_version",
    ),
)  # fmt: skip
_SAFETY_PLAN = Rule(
    select=_CARED_FOR,
    insert=f"case_id {_cases(Section.ASSESSMENTS, 'write')} AND created_by_id = (SELECT sec.uid()) "
    "AND status = 'draft' AND (SELECT sec.is_carer())",
    update=f"case_id {_cases(Section.ASSESSMENTS, 'write')} AND (SELECT sec.is_carer())",
    columns=("body", "status", "agreed_with_survivor_at", "copy_given", "row_version"),
)
# Whether a file is clean only the worker says; a person adds it unchecked, and withdraws it.
_FILE = Rule(
    select=f"case_id {_cases(Section.FILES, 'read')}",
    insert=f"case_id {_cases(Section.FILES, 'write')} AND created_by_id = (SELECT sec.uid()) "
    "AND status = 'uploaded' AND shared = '' AND checked_at IS NULL AND retries = 0",
    update=f"case_id {_cases(Section.FILES, 'write')} AND status NOT IN ('withdrawn', 'destroyed')",
    check="status = 'withdrawn' AND withdrawn_by_id = (SELECT sec.uid())",
    columns=("status", "withdrawn_at", "withdrawn_by_id", "withdrawal", "row_version"),
)

RULES: dict[str, Rule] = {
    "cases_organisation": Rule(
        select=ANYBODY_KNOWN,
        insert="(SELECT sec.is_administrator())",
        update="(SELECT sec.is_administrator())",
        columns=("name", "kind", "region", "is_active", "listed_as_id", "row_version"),
    ),
    "cases_membership": Rule(
        select="user_id = (SELECT sec.uid()) OR (SELECT sec.is_administrator()) "
        "OR organisation_id = ANY (ARRAY(SELECT sec.organisations())) "
        "OR id = ANY (ARRAY(SELECT sec.leads())) OR id = ANY (ARRAY(SELECT sec.holders()))",
        insert=_MANAGED,
        update=_MANAGED,
        columns=("ends_at", "supervisor_id", "row_version"),
    ),
    "cases_case": Rule(  # made by sec.create_case alone, given to another lead by sec.hand_over alone
        select=f"id {_cases(Section.SUMMARY, 'read')}",
        update=f"id {_cases(Section.SUMMARY, 'decide')}",
        columns=(
            "status", "step", "risk", "confidentiality", "opened_at", "closed_at", "closed_by_id",
            "outcome", "outcome_note", "sent_back", "step_reason", "retention_basis", "dispose_after",
            "legal_hold", "row_version",
        ),
    ),
    "cases_caseaccess": Rule(
        select=f"case_id {_cases(Section.SUMMARY, 'read')}",
        insert=f"case_id {_GRANTED} AND kind <> 'lead' AND created_by_id = (SELECT sec.uid()) "
        "AND revoked_at IS NULL "
        "AND sec.may_be_given(membership_id, organisation_id, kind, case_id, sections::text[])",
        update=f"case_id {_GRANTED} AND kind <> 'lead' AND revoked_at IS NULL",
        check="revoked_at IS NOT NULL AND revoked_by_id = (SELECT sec.uid())",
        columns=("revoked_at", "revoked_by_id", "row_version"),
    ),
    "cases_casebarrier": Rule(
        select=f"case_id {_cases(Section.SUMMARY, 'read')}",
        insert=f"case_id {_GRANTED} AND created_by_id = (SELECT sec.uid()) AND lifted_at IS NULL",
        update=f"case_id {_GRANTED} AND lifted_at IS NULL",
        check="lifted_at IS NOT NULL AND lifted_by_id = (SELECT sec.uid())",
        columns=("lifted_at", "lifted_by_id", "row_version"),
    ),
    "cases_breakglass": Rule(  # asked for and decided by functions alone
        select="created_by_id = (SELECT sec.uid()) OR id = ANY (ARRAY(SELECT sec.emergencies_to_decide())) "
        f"OR case_id {_GRANTED}",
        update=f"case_id {_GRANTED} AND status = 'approved' AND created_by_id <> (SELECT sec.uid())",
        check="status = 'reviewed' AND reviewed_by_id = (SELECT sec.uid()) AND verdict <> ''",
        columns=("status", "reviewed_at", "reviewed_by_id", "verdict", "row_version"),
    ),
    "cases_party": _of_case(
        Section.PARTIES, "kind", "code", "age_band", "sex", "relationship", "needs_access", "language",
        "is_official", "row_version",
    ),
    "cases_partyidentity": _of_case(
        Section.IDENTITY, "name", "iin", "phones", "address", "iin_index", "phone_index", "row_version"
    ),
    "cases_safecontact": _of_case(Section.CONTACT),
    "cases_incident": _of_case(Section.INCIDENTS),
    "cases_event": _of_case(Section.INCIDENTS),
    "cases_lawpin": _of_case(Section.INCIDENTS),
    "cases_casemeasure": _of_case(
        Section.MEASURES, "issued_at", "served_at", "starts_on", "until_on", "until_source", "reason",
        "status", "row_version",
    ),
    "cases_caseduty": _DUTY,
    "cases_mandatoryreport": _of_case(Section.MEASURES),
    "cases_flag": _of_case(Section.MEASURES, "resolved_at", "resolved_by_id", "resolution", "row_version"),
    "cases_consent": _CONSENT,
    "cases_firstcontact": _of_case(Section.PLAN),
    "cases_note": _NOTE,
    "cases_task": _TASK,
    "cases_contactattempt": _of_case(Section.CONTACT),
    "cases_instrumentversion": Rule(select=ANYBODY_KNOWN),  # loaded by the worker's role alone
    "cases_assessment": _ASSESSMENT,
    "cases_safetyplan": _SAFETY_PLAN,
    "cases_planitem": _of_case(
        Section.PLAN, "goal", "service_kind", "owner_id", "due_on", "status", "outcome", "row_version"
    ),
    "cases_attachment": _FILE,
    "cases_accessevent": Rule(
        # What was noted for another organisation, of a look that found nothing there, isn't shown.
        select="(actor_id = (SELECT sec.uid()) AND (deed <> 'refused' OR organisation_id IS NULL "
        "OR organisation_id = ANY (ARRAY(SELECT sec.organisations())))) "
        f"OR case_id {_GRANTED} "
        "OR (organisation_id = ANY (ARRAY(SELECT sec.organisations('auditor'))) "
        "AND (case_id IS NULL OR sec.may_audit(case_id))) "
        "OR (deed = 'alarm' AND organisation_id = ANY (ARRAY(SELECT sec.organisations('supervisor'))))",
        insert="actor_id = (SELECT sec.uid()) AND deed <> 'alarm'",  # the database alone raises one
    ),
    "cases_chainlink": Rule(select=NOBODY),
    "cases_retentionrule": Rule(
        select=ANYBODY_KNOWN,
        insert="(SELECT sec.is_administrator())",
        update="(SELECT sec.is_administrator())",
        columns=("is_active", "row_version"),
    ),
    "cases_legalhold": Rule(
        select=f"case_id {_cases(Section.SUMMARY, 'read')}",
        insert=f"case_id {_GRANTED} AND created_by_id = (SELECT sec.uid()) AND lifted_at IS NULL",
        update=f"case_id {_GRANTED} AND lifted_at IS NULL",
        check=f"lifted_at IS NOT NULL AND lifted_by_id = (SELECT sec.uid()) AND {SECOND}",
        columns=("lifted_at", "lifted_by_id", "row_version"),
    ),
    "cases_disposition": Rule(  # approved and carried out by functions alone; stopped by whoever may hold
        select=f"case_id {_GRANTED} OR id = ANY (ARRAY(SELECT sec.dispositions()))",
        insert=f"case_id {_GRANTED} AND created_by_id = (SELECT sec.uid()) AND status = 'proposed' "
        f"AND first_by_id IS NULL AND second_by_id IS NULL AND executed_by_id IS NULL AND {_IS_DUE}",
        update=f"case_id {_GRANTED} AND status <> 'executed'",
        check="status IN ('held', 'proposed') AND first_by_id IS NULL AND second_by_id IS NULL",
        columns=("status", "first_by_id", "first_at", "second_by_id", "second_at", "row_version"),
    ),
    "cases_statisticsrelease": Rule(
        select="published_at IS NOT NULL OR cardinality(ARRAY(SELECT sec.organisations())) > 0",
        update="published_at IS NULL AND cardinality(ARRAY(SELECT sec.organisations('auditor'))) > 0",
        check="published_at IS NOT NULL AND EXISTS (SELECT FROM cases_membership m "
        "WHERE m.id = published_by_id AND m.user_id = (SELECT sec.uid()) AND m.role = 'auditor')",
        columns=("published_at", "published_by_id"),
    ),
    **SHARING,
}  # fmt: skip

# History is written by its triggers, which run as the owner; a case's is read by who may read the case.
HISTORY: dict[str, str] = {
    "cases_organisationevent": "(SELECT sec.is_administrator())",
    "cases_membershipevent": "(SELECT sec.is_administrator())",
    "cases_caseevent": f"id {_cases(Section.SUMMARY, 'read')}",
    "cases_caseaccessevent": f"case_id {_GRANTED}",
    "cases_casebarrierevent": f"case_id {_GRANTED}",
    "cases_breakglassevent": f"case_id {_GRANTED}",
    "cases_partyevent": f"case_id {_cases(Section.PARTIES, 'read')}",
    "cases_partyidentityevent": f"case_id {_cases(Section.IDENTITY, 'read')}",
    "cases_safecontactevent": f"case_id {_cases(Section.CONTACT, 'read')}",
    "cases_casemeasureevent": f"case_id {_cases(Section.MEASURES, 'read')}",
    "cases_casedutyevent": f"case_id {_cases(Section.MEASURES, 'read')}",
    "cases_noteevent": f"case_id {_cases(Section.NOTES, 'read')} AND {_NOTES}",
    "cases_taskevent": f"case_id {_cases(Section.PLAN, 'read')}",
    "cases_assessmentevent": _CARED_FOR,
    "cases_safetyplanevent": _CARED_FOR,
    "cases_planitemevent": f"case_id {_cases(Section.PLAN, 'read')}",
    "cases_consentevent": f"case_id {_cases(Section.PLAN, 'read')}",
    "cases_attachmentevent": f"case_id {_cases(Section.FILES, 'read')}",
    "cases_flagevent": f"case_id {_cases(Section.MEASURES, 'read')}",
    "cases_retentionruleevent": ANYBODY_KNOWN,
    "cases_legalholdevent": f"case_id {_GRANTED}",
    "cases_dispositionevent": "id = ANY (ARRAY(SELECT sec.dispositions()))",
    **SHARING_HISTORY,
}

# The functions that the application may call; it needs those of the policies too.
CALLABLE = (
    "sec.is_carer()",
    "sec.consented(text)",
    "sec.uid()",
    "sec.today()",
    "sec.is_now(timestamptz, timestamptz)",
    "sec.cases(text, text)",
    "sec.is_administrator()",
    "sec.may_give_rights()",
    "sec.knows_nobody()",
    "sec.has_administrator()",
    "sec.organisations(text)",
    "sec.leads()",
    "sec.supervises_not_leading(uuid)",
    "sec.stays_waived(uuid, uuid, bigint)",
    "sec.holders()",
    "sec.may_be_given(uuid, uuid, text, uuid, text[])",
    "sec.works_on_cases(integer)",
    "sec.create_case(uuid, text, uuid, uuid, text, text, text, text, text, uuid, text[])",
    "sec.hand_over(uuid, uuid, uuid, text[])",
    "sec.ask_emergency(uuid, uuid, text, text)",
    "sec.emergencies_to_decide()",
    "sec.decide_emergency(uuid, boolean)",
    "sec.hand_over_left(uuid, uuid, text[])",
    "sec.leads_of_possible_matches(uuid)",
    "sec.left_cases()",
    "sec.agree_left(uuid, uuid, uuid, text[])",
    "sec.dispositions()",
    "sec.approver(uuid)",
    "sec.approve_disposition(uuid)",
    "sec.preview_disposition(uuid)",
    "sec.execute_disposition(uuid)",
    *SHARING_CALLABLE,
)

# What the worker may call besides: destroying again, after a restore, what had been destroyed.
WORKER_CALLABLE = ("sec.replay_erasure(uuid, text)",)

# What the guard's functions need of the tables.
GUARD: dict[str, tuple[str, ...]] = {
    "cases_caseduty": ("SELECT",),
    "cases_organisation": ("SELECT",),
    "cases_membership": ("SELECT",),
    "cases_case": ("SELECT", "INSERT", "UPDATE"),
    "cases_caseaccess": ("SELECT", "INSERT", "UPDATE"),
    "cases_casebarrier": ("SELECT",),
    "cases_breakglass": ("SELECT", "INSERT", "UPDATE"),
    "cases_chainlink": ("INSERT",),
    "cases_accessevent": ("SELECT", "INSERT"),
    "cases_disposition": ("SELECT", "UPDATE", "DELETE"),
    "cases_firstcontact": ("SELECT",),
    "cases_contactattempt": ("SELECT",),
    "cases_task": ("SELECT",),
    "cases_assessment": ("SELECT",),
    **SHARING_GUARD,
}
# What the guard needs besides of every table that holds something of a case: to destroy it.
GUARD_OF_CONTENT = ("SELECT", "DELETE")

# What no person's request may: wrapping keys again, proving the chain. Columns where not all.
WORKER: dict[str, tuple[str, ...]] = {
    "cases_case": (
        "SELECT (id, content_key, identity_key, content_master, identity_master, public_no, organisation_id, "
        "status, risk, opened_at, retention_basis, dispose_after, legal_hold, is_demo)",
        "UPDATE (content_key, identity_key, content_master, identity_master)",
    ),
    "cases_accessevent": ("SELECT",),
    "cases_chainlink": ("SELECT",),
    # Writing the blind indexes of numbers anew; no names.
    "cases_partyidentity": (
        "SELECT (id, case_id, iin, phones, iin_index, phone_index)",
        "UPDATE (iin_index, phone_index)",
    ),
    # What a change of law touches, and what is counted: codes and dates, no content.
    "cases_caseduty": (
        "SELECT (id, case_id, event_id, version_id, status, chosen_from, chosen_until, due_at, done_at, "
        "override_due_at)",
    ),
    "cases_incident": (
        "SELECT (id, case_id, jurisdiction_id, starts_at, ends_at, known, goes_on, violence_types, "
        "supersedes_id)",
    ),
    "cases_event": ("SELECT (id, case_id, supersedes_id)",),
    "cases_party": ("SELECT (id, case_id, kind, age_band, relationship)",),
    "cases_consent": ("SELECT (id, case_id, party_id, kind, status, given_at, ends_at)",),
    "cases_organisation": ("SELECT (id, kind, region)",),
    "cases_statisticsrelease": ("SELECT", "INSERT"),
    "cases_disposition": ("SELECT", "INSERT"),
    "cases_lawpin": (
        "SELECT (id, case_id, incident_id, event_id, version_id, as_of_on, language, text_sha256, "
        "supersedes_id)",
    ),
    "cases_casemeasure": ("SELECT (id, case_id, version_id, issued_at, until_on, status)",),
    "cases_flag": (
        "SELECT (id, case_id, kind, doubt, incident_id, event_id, duty_id, measure_id, version_id, fact)",
        "INSERT",
    ),
    # Loading instruments: reference data, nobody's.
    "cases_instrumentversion": ("SELECT", "INSERT", "UPDATE (is_current)"),
    # Checking files: their keys, no names.
    "cases_attachment": (
        "SELECT (id, case_id, created_at, status, finding, retries, row_version, original, original_key, "
        "shared, began_at, checked_at, withdrawn_at)",
        "UPDATE (status, finding, signature, checked_with, began_at, checked_at, retries, row_version, "
        "file_type, shared, shared_key, shared_size, original_key, destroyed_at)",
    ),
    **SHARING_WORKER,
}
