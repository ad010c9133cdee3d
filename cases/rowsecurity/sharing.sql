-- What leaves a case: who reads what was sent, and how it is answered. Belongs to the guard like
-- functions.sql; what changes two sides at once (acceptance, taking back) happens here alone, under lock,
-- the case first. cases/sharing_querysets.py states the same reading rule in Python.

CREATE OR REPLACE FUNCTION sec.is_barred(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.cases_casebarrier b
        WHERE b.case_id = of_case AND b.lifted_at IS NULL
          AND (b.user_id = (SELECT sec.uid())
               OR b.organisation_id IN (SELECT m.organisation_id FROM sec.mine() m)))
$$;

-- Whether an auditor may read the record of a case: asked of oneself, and told to auditors alone.
CREATE OR REPLACE FUNCTION sec.may_audit(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sec.mine() m WHERE m.role = 'auditor') AND NOT sec.is_barred(of_case)
$$;

-- The digest of what an approval is asked for: whoever decides, decides about exactly this.
CREATE OR REPLACE FUNCTION sec.asked_for(of_approval uuid, of_kind text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(asked.content::text, 'UTF8')), 'hex') FROM (
        SELECT jsonb_build_array(r.id, r.case_id, r.organisation_id, r.listed_id, r.contact, r.service_kind,
            r.basis, r.sections, r.message, r.grant_live, r.respond_by, r.expires_at, r.created_by_id)
        FROM public.cases_referral r WHERE r.approval_id = of_approval AND of_kind = 'referral'
        UNION ALL
        SELECT jsonb_build_array(e.id, e.case_id, e.copy_number, e.purpose, e.basis, e.consent_id, e.order_by,
            e.order_number, e.order_on, e.sections, e.language, e.created_by_id)
        FROM public.cases_caseexport e WHERE e.approval_id = of_approval AND of_kind = 'export'
        UNION ALL
        SELECT jsonb_build_array(t.id, t.case_id, t.former_id, t.organisation_id, t.note, t.basis, t.expires_at,
            t.created_by_id) || CASE WHEN t.version_id IS NULL THEN '[]'::jsonb
                                ELSE jsonb_build_array(t.version_id, t.text_sha256) END
        FROM public.cases_transfer t WHERE t.approval_id = of_approval AND of_kind = 'transfer'
    ) asked (content)
$$;

-- The database says when it was decided, and about what; there is nothing to approve before it is asked for.
CREATE OR REPLACE FUNCTION sec.check_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.content_sha256 := CASE TG_OP WHEN 'UPDATE' THEN OLD.content_sha256 ELSE '' END;
    IF TG_OP = 'UPDATE' AND NEW.status <> OLD.status THEN
        NEW.decided_at := CASE WHEN NEW.status <> 'asked' THEN statement_timestamp() END;
        NEW.content_sha256 := coalesce(sec.asked_for(NEW.id, NEW.kind), '');
        IF NEW.status = 'approved' AND NEW.content_sha256 = ''
        THEN RAISE integrity_constraint_violation USING MESSAGE = 'nothing is asked for'; END IF;
    END IF;
    RETURN NEW;
END $$;

-- Whether an approval allows what points to it, as it stands now; cases/states.py has the days.
CREATE OR REPLACE FUNCTION sec.is_approved(of_approval uuid, of_kind text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.cases_approval a
                   WHERE a.id = of_approval AND a.kind = of_kind AND a.status = 'approved'
                     AND a.decided_at > statement_timestamp() - interval '14 days'
                     AND a.content_sha256 = sec.asked_for(a.id, of_kind))
$$;

-- Referrals sent to where who asks works on cases; with only_open, those whose content she may read:
-- unanswered or accepted, not ended, their consent neither withdrawn nor over.
CREATE OR REPLACE FUNCTION sec.received_referrals(only_open boolean) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.id
    FROM public.cases_referral r
    JOIN sec.mine() me ON me.organisation_id = r.organisation_id
        AND me.role IN ('case-worker', 'supervisor', 'inspector')
    JOIN public.cases_case c ON c.id = r.case_id AND c.status <> 'disposed'
    WHERE r.sent_at IS NOT NULL AND NOT sec.is_barred(r.case_id)
      AND (NOT only_open OR r.status IN ('sent', 'accepted') AND r.expires_at > statement_timestamp()
           AND (r.consent_id IS NULL OR EXISTS (
               SELECT FROM public.cases_consent k
               WHERE k.id = r.consent_id AND k.status = 'given' AND sec.is_now(k.given_at, k.ends_at))))
$$;

-- Where it happened, as far as a case says: whose law can be named in it. Of cases that who asks sees.
CREATE OR REPLACE FUNCTION sec.happened_in(of_case uuid) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT x.jurisdiction_id FROM (
        SELECT i.case_id, i.jurisdiction_id FROM public.cases_incident i WHERE i.case_id = of_case
        UNION
        SELECT e.case_id, e.jurisdiction_id FROM public.cases_event e WHERE e.case_id = of_case) x
    WHERE x.case_id IN (SELECT sec.cases('summary', 'read'))
$$;

-- Whether what a transfer rests on holds at this moment: the survivor's consent to share every part with
-- this organisation, or else the yes of a supervisor who doesn't lead the case, be it for a provision or for
-- want of one. Whether that is law is looked at by the policy that lets the case be offered: the guard
-- reads no law.
CREATE OR REPLACE FUNCTION sec.transfer_rests(of_transfer uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT CASE t.basis
            WHEN 'consent' THEN EXISTS (
                SELECT FROM public.cases_consent k
                JOIN public.cases_party p ON p.id = k.party_id AND p.kind = 'survivor'
                WHERE k.id = t.consent_id AND k.case_id = t.case_id AND k.kind = 'share'
                  AND k.recipient_id = t.organisation_id AND k.status = 'given'
                  AND sec.is_now(k.given_at, k.ends_at)
                  AND k.sections::text[] @> '{parties,identity,contact,incidents,notes,assessments,plan,measures,files}')
            ELSE t.basis IN ('statute', 'override') AND (t.basis = 'override' OR t.version_id IS NOT NULL)
              AND EXISTS (
                SELECT FROM public.cases_approval a
                JOIN public.cases_membership m ON m.user_id = a.decided_by_id AND m.role = 'supervisor'
                    AND m.organisation_id = t.former_id
                JOIN public.cases_case c ON c.id = t.case_id
                JOIN public.cases_membership led ON led.id = c.lead_id AND led.user_id <> a.decided_by_id
                WHERE a.id = t.approval_id AND a.case_id = t.case_id AND a.kind = 'transfer'
                  AND a.status = 'approved') END
        FROM public.cases_transfer t WHERE t.id = of_transfer), false)
$$;

-- Transfers that wait for an answer where who asks works, and those that she offered herself.
CREATE OR REPLACE FUNCTION sec.received_transfers() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id
    FROM public.cases_transfer t
    JOIN sec.mine() me ON me.organisation_id = t.organisation_id
        AND me.role IN ('case-worker', 'supervisor', 'inspector')
    JOIN public.cases_case c ON c.id = t.case_id AND c.status <> 'disposed'
    WHERE t.status = 'offered' AND t.expires_at > statement_timestamp() AND NOT sec.is_barred(t.case_id)
      AND sec.transfer_rests(t.id)
$$;

CREATE OR REPLACE FUNCTION sec.offered_transfers() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id FROM public.cases_transfer t
    WHERE t.created_by_id = (SELECT sec.uid()) AND NOT sec.is_barred(t.case_id)
$$;

-- Answer a referral: by its receiver, or by who works on the case where the receiver is outside.
-- Accepting may let the receiver see the case; giving back and completing end that.
CREATE OR REPLACE FUNCTION sec.answer_referral(
    of_referral uuid, new_status text, sealed_answer text, grant_id uuid
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    r public.cases_referral;
BEGIN
    PERFORM FROM public.cases_case c
    WHERE c.id = (SELECT x.case_id FROM public.cases_referral x WHERE x.id = of_referral) FOR UPDATE;
    SELECT x.* INTO r FROM public.cases_referral x WHERE x.id = of_referral FOR UPDATE;
    IF (r.status, new_status) NOT IN (('sent', 'accepted'), ('sent', 'declined'), ('accepted', 'completed'),
                                      ('accepted', 'withdrawn')) OR NOT EXISTS (
        SELECT FROM sec.received_referrals(true) o WHERE o = r.id
        UNION ALL
        SELECT FROM sec.cases('plan', 'write') w
        WHERE w = r.case_id AND r.organisation_id IS NULL AND r.status IN ('sent', 'accepted'))
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to answer this'; END IF;
    IF new_status = 'accepted' AND r.grant_live THEN
        INSERT INTO public.cases_caseaccess (id, created_by_id, row_version, case_id, organisation_id, kind,
            sections, ends_at, reason)
        VALUES (grant_id, r.created_by_id, 1, r.case_id, r.organisation_id, 'referral', r.sections,
            least(r.expires_at, (SELECT k.ends_at FROM public.cases_consent k WHERE k.id = r.consent_id)), '');
    END IF;
    UPDATE public.cases_referral
    SET status = new_status, answer = sealed_answer, answered_at = statement_timestamp(),
        answered_by_id = sec.uid(), row_version = row_version + 1,
        access_id = CASE WHEN new_status = 'accepted' AND grant_live THEN grant_id ELSE access_id END
    WHERE id = r.id;
    IF new_status IN ('completed', 'withdrawn') THEN PERFORM sec.end_referral_access(r.access_id); END IF;
END $$;

CREATE OR REPLACE FUNCTION sec.end_referral_access(of_access uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.cases_caseaccess
    SET revoked_at = statement_timestamp(), revoked_by_id = sec.uid(), row_version = row_version + 1
    WHERE id = of_access AND revoked_at IS NULL
$$;

-- Take a referral back: by who works on the case or supervises it; closed cases too.
CREATE OR REPLACE FUNCTION sec.revoke_referral(of_referral uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    r public.cases_referral;
BEGIN
    PERFORM FROM public.cases_case c
    WHERE c.id = (SELECT x.case_id FROM public.cases_referral x WHERE x.id = of_referral) FOR UPDATE;
    SELECT x.* INTO r FROM public.cases_referral x WHERE x.id = of_referral FOR UPDATE;
    IF NOT EXISTS (SELECT FROM sec.cases('plan', 'decide') d WHERE d = r.case_id)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to take this back'; END IF;
    UPDATE public.cases_referral SET status = 'revoked', row_version = row_version + 1 WHERE id = r.id;
    PERFORM sec.end_referral_access(r.access_id);
END $$;

-- Decline an offered case.
CREATE OR REPLACE FUNCTION sec.decline_transfer(of_transfer uuid, sealed_answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM public.cases_case c
    WHERE c.id = (SELECT x.case_id FROM public.cases_transfer x WHERE x.id = of_transfer) FOR UPDATE;
    PERFORM FROM public.cases_transfer WHERE id = of_transfer FOR UPDATE;
    IF NOT EXISTS (SELECT FROM sec.received_transfers() t WHERE t = of_transfer)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to answer this'; END IF;
    UPDATE public.cases_transfer
    SET status = 'declined', answer = sealed_answer, answered_at = statement_timestamp(),
        answered_by_id = sec.uid(), row_version = row_version + 1
    WHERE id = of_transfer;
END $$;

-- Take a case over: a worker as its new lead, or a supervisor for one of her organisation. Ownership moves,
-- the keys stay with the case, and every access of the former organisation's people ends.
CREATE OR REPLACE FUNCTION sec.accept_transfer(
    of_transfer uuid, leader uuid, grant_id uuid, sections text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who integer := sec.uid();
    t public.cases_transfer;
BEGIN
    PERFORM FROM public.cases_case c
    WHERE c.id = (SELECT x.case_id FROM public.cases_transfer x WHERE x.id = of_transfer) FOR UPDATE;
    SELECT x.* INTO t FROM public.cases_transfer x WHERE x.id = of_transfer FOR UPDATE;
    IF NOT EXISTS (SELECT FROM sec.received_transfers() o WHERE o = t.id)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to accept this'; END IF;
    IF NOT EXISTS (
        SELECT FROM public.cases_membership m JOIN public.auth_user u ON u.id = m.user_id AND u.is_active
        WHERE m.id = leader AND m.organisation_id = t.organisation_id
          AND m.role IN ('case-worker', 'inspector') AND sec.is_now(m.starts_at, m.ends_at)
          AND (m.user_id = who OR EXISTS (SELECT FROM sec.mine() me
                                          WHERE me.organisation_id = t.organisation_id
                                            AND me.role = 'supervisor'))
          AND NOT EXISTS (SELECT FROM public.cases_casebarrier b
                          WHERE b.case_id = t.case_id AND b.lifted_at IS NULL
                            AND (b.user_id = m.user_id OR b.organisation_id IN (
                                SELECT o.organisation_id FROM public.cases_membership o
                                WHERE o.user_id = m.user_id AND sec.is_now(o.starts_at, o.ends_at)))))
    THEN RAISE insufficient_privilege USING MESSAGE = 'this person can not lead it'; END IF;
    UPDATE public.cases_caseaccess a
    SET revoked_at = statement_timestamp(), revoked_by_id = who, row_version = a.row_version + 1
    WHERE a.case_id = t.case_id AND a.revoked_at IS NULL
      AND (a.organisation_id = t.organisation_id OR a.membership_id IN (
          SELECT m.id FROM public.cases_membership m
          WHERE m.organisation_id IN (t.former_id, t.organisation_id)));
    UPDATE public.cases_transfer
    SET status = 'accepted', lead_id = leader, answered_at = statement_timestamp(), answered_by_id = who,
        row_version = row_version + 1
    WHERE id = t.id;
    UPDATE public.cases_case SET organisation_id = t.organisation_id, lead_id = leader,
        row_version = row_version + 1
    WHERE id = t.case_id;
    INSERT INTO public.cases_caseaccess (id, created_by_id, row_version, case_id, membership_id, kind,
        sections, reason)
    VALUES (grant_id, who, 1, t.case_id, leader, 'lead', sections, '');
END $$;
