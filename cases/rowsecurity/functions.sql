-- What row-level security asks. Everything here belongs to the guard, a role nobody signs in as, and
-- runs with its rights (SECURITY DEFINER) on a fixed search path. Installed again at each migrate, so
-- each statement must bear repetition. cases/querysets.py states the same rule in Python.

CREATE TABLE IF NOT EXISTS sec.context_key (
    id text PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
CREATE TABLE IF NOT EXISTS sec.case_number (public_no text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS sec.chain_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL,
    digest bytea NOT NULL
);
-- Cases that were announced as invented before they were made; by the owner, acting as the guard.
CREATE TABLE IF NOT EXISTS sec.demo_case (id uuid PRIMARY KEY);
INSERT INTO sec.chain_head (number, digest) VALUES (0, ''::bytea) ON CONFLICT DO NOTHING;

-- Who asks: the user of a word that was signed for this connection and hasn't ended; else nobody.
-- HMAC-SHA256 with the key's two pads made beforehand; digests of digests are compared, so that how
-- long a comparison takes says nothing.
CREATE OR REPLACE FUNCTION sec.uid() RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part text[] := string_to_array(current_setting('app.ctx', true), '.');
    pads sec.context_key;
    right_one text;
BEGIN
    IF cardinality(part) IS DISTINCT FROM 5 THEN RETURN NULL; END IF;
    SELECT * INTO pads FROM sec.context_key WHERE id = part[1];
    IF NOT FOUND THEN RETURN NULL; END IF;
    right_one := encode(sha256(pads.outer_pad || sha256(pads.inner_pad
        || convert_to(array_to_string(part[1:4], '.'), 'UTF8'))), 'hex');
    IF sha256(convert_to(right_one, 'UTF8')) IS DISTINCT FROM sha256(convert_to(part[5], 'UTF8'))
        OR part[3]::bigint IS DISTINCT FROM pg_backend_pid()
        OR clock_timestamp() >= to_timestamp(part[4]::bigint)
    THEN RETURN NULL; END IF;
    RETURN part[2]::integer;
END $$;

CREATE OR REPLACE FUNCTION sec.is_now(starts timestamptz, ends timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT starts <= statement_timestamp() AND (ends IS NULL OR ends > statement_timestamp())
$$;

-- The memberships of who asks that count now.
CREATE OR REPLACE FUNCTION sec.mine()
RETURNS TABLE (id uuid, organisation_id uuid, role text, user_id integer)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.id, m.organisation_id, m.role::text, m.user_id
    FROM public.cases_membership m
    JOIN public.cases_organisation o ON o.id = m.organisation_id AND o.is_active
    JOIN public.auth_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = (SELECT sec.uid()) AND sec.is_now(m.starts_at, m.ends_at)
$$;

-- The cases whose section who asks may use at a level: read, write, decide or grant.
CREATE OR REPLACE FUNCTION sec.cases(section text, level text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED ROWS 100
SET search_path = pg_catalog, pg_temp AS $$
    WITH me AS MATERIALIZED (SELECT * FROM sec.mine()),
    found AS (
        SELECT a.case_id
        FROM public.cases_caseaccess a JOIN me ON me.id = a.membership_id
        WHERE a.revoked_at IS NULL AND sec.is_now(a.starts_at, a.ends_at) AND section = ANY (a.sections)
          AND CASE a.kind
              WHEN 'lead' THEN level IN ('read', 'write', 'decide', 'grant')
              WHEN 'coworker' THEN level IN ('read', 'write', 'decide')
              WHEN 'supervisor' THEN level IN ('read', 'decide', 'grant')
              ELSE level = 'read' END
          AND CASE a.kind
              WHEN 'supervisor' THEN me.role = 'supervisor'
              WHEN 'auditor-temp' THEN me.role = 'auditor'
              ELSE me.role IN ('case-worker', 'supervisor', 'inspector') END
      UNION
        SELECT a.case_id
        FROM public.cases_caseaccess a
        JOIN me ON me.organisation_id = a.organisation_id
        JOIN public.cases_case c ON c.id = a.case_id AND c.confidentiality = 'normal'
        WHERE level = 'read' AND a.kind = 'referral' AND a.revoked_at IS NULL
          AND sec.is_now(a.starts_at, a.ends_at) AND section = ANY (a.sections)
          AND me.role IN ('case-worker', 'supervisor', 'inspector')
      UNION
        SELECT c.id
        FROM me JOIN public.cases_membership led ON led.supervisor_id = me.id AND me.role = 'supervisor'
            AND led.organisation_id = me.organisation_id
        JOIN public.cases_case c ON c.lead_id = led.id AND c.confidentiality = 'normal'
        WHERE level <> 'write'
      UNION
        SELECT b.case_id
        FROM me JOIN public.cases_breakglass b ON b.membership_id = me.id
        JOIN public.cases_case c ON c.id = b.case_id AND c.confidentiality <> 'sealed'
            AND c.organisation_id = me.organisation_id
        WHERE level = 'read' AND b.status = 'approved' AND b.ends_at IS NOT NULL
          AND sec.is_now(b.starts_at, b.ends_at) AND me.role IN ('case-worker', 'supervisor', 'inspector')
    )
    SELECT c.id
    FROM found JOIN public.cases_case c ON c.id = found.case_id
    WHERE c.status <> 'disposed'
      AND (level <> 'write' OR c.status IN ('draft', 'open', 'closing', 'reopened'))
      AND NOT EXISTS (
          SELECT FROM public.cases_casebarrier b
          WHERE b.case_id = c.id AND b.lifted_at IS NULL
            AND (b.user_id = (SELECT sec.uid()) OR b.organisation_id IN (SELECT organisation_id FROM me)))
$$;

CREATE OR REPLACE FUNCTION sec.is_administrator() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.auth_user
                   WHERE id = (SELECT sec.uid()) AND is_active AND is_superuser)
$$;

-- The organisations of who asks; with a role, those in which it is hers.
CREATE OR REPLACE FUNCTION sec.organisations(with_role text DEFAULT NULL) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT organisation_id FROM sec.mine() WHERE with_role IS NULL OR role = with_role
$$;

-- Who leads the cases that who asks sees: a referral comes from somebody.
CREATE OR REPLACE FUNCTION sec.leads() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT c.lead_id FROM public.cases_case c
    WHERE c.id = ANY (ARRAY(SELECT sec.cases('summary', 'read')))
$$;

-- The second pair of eyes, wherever one is asked for: a supervisor, now, of the organisation whose case it
-- is, who may decide about it and doesn't lead it, through whatever membership.
CREATE OR REPLACE FUNCTION sec.supervises_not_leading(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.cases_case c
        JOIN public.cases_membership led ON led.id = c.lead_id
        JOIN sec.mine() me ON me.organisation_id = c.organisation_id AND me.role = 'supervisor'
            AND me.user_id <> led.user_id
        WHERE c.id = of_case AND c.id IN (SELECT sec.cases('summary', 'decide')))
$$;

-- Who holds access to the cases that who asks may give access to: also people of other organisations.
CREATE OR REPLACE FUNCTION sec.holders() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT a.membership_id FROM public.cases_caseaccess a
    WHERE a.membership_id IS NOT NULL AND a.case_id = ANY (ARRAY(SELECT sec.cases('summary', 'grant')))
$$;

-- Whether who asks may give this kind of access: of parts that she may give, to others only, and only to
-- who can hold it; to an organisation as a referral to another one, of a normal case.
CREATE OR REPLACE FUNCTION sec.may_be_given(
    member uuid, body uuid, kind text, to_case uuid, parts text[]
) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM unnest(parts) part
        WHERE NOT EXISTS (SELECT FROM sec.cases(part, 'grant') g WHERE g = to_case))
    AND CASE WHEN member IS NULL THEN EXISTS (
        SELECT FROM public.cases_organisation o
        JOIN public.cases_case c ON c.id = to_case AND c.organisation_id <> o.id
            AND c.confidentiality = 'normal'
        WHERE o.id = body AND o.is_active AND may_be_given.kind = 'referral')
    ELSE EXISTS (
        SELECT FROM public.cases_membership m
        JOIN public.cases_case c ON c.id = to_case
        WHERE m.id = member AND m.user_id <> (SELECT sec.uid()) AND sec.is_now(m.starts_at, m.ends_at)
          AND CASE kind
              WHEN 'coworker' THEN m.organisation_id = c.organisation_id
                  AND m.role IN ('case-worker', 'supervisor', 'inspector')
              WHEN 'supervisor' THEN m.organisation_id = c.organisation_id AND m.role = 'supervisor'
              WHEN 'referral' THEN m.role IN ('case-worker', 'supervisor', 'inspector')
              WHEN 'auditor-temp' THEN m.organisation_id = c.organisation_id AND m.role = 'auditor'
              ELSE false END)
    END
$$;

-- Whether an account has to do with cases; asked before anyone is known, so it says no more.
CREATE OR REPLACE FUNCTION sec.works_on_cases(account integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.cases_membership m
        JOIN public.cases_organisation o ON o.id = m.organisation_id AND o.is_active
        WHERE m.user_id = account AND sec.is_now(m.starts_at, m.ends_at))
$$;

-- Open a case: the only way to make one. The number was drawn by the caller; one that was ever used
-- is refused by the table of numbers, and the caller draws again.
CREATE OR REPLACE FUNCTION sec.create_case(
    new_id uuid, number text, organisation uuid, leader uuid, secrecy text, content_key text,
    identity_key text, content_master text, identity_master text, grant_id uuid, sections text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who integer := sec.uid();
BEGIN
    IF NOT EXISTS (SELECT FROM sec.mine() m WHERE m.organisation_id = organisation
                   AND m.role IN ('case-worker', 'inspector', 'intake-worker'))
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to open a case here'; END IF;
    IF NOT EXISTS (SELECT FROM public.cases_membership m
                   WHERE m.id = leader AND m.organisation_id = organisation
                     AND m.role IN ('case-worker', 'inspector') AND sec.is_now(m.starts_at, m.ends_at))
    THEN RAISE insufficient_privilege USING MESSAGE = 'the lead does not work on cases here'; END IF;
    INSERT INTO sec.case_number VALUES (number);
    INSERT INTO public.cases_case (id, created_by_id, row_version, public_no, organisation_id, lead_id,
        status, step, risk, confidentiality, content_key, identity_key, content_master, identity_master,
        retention_basis, legal_hold)
    VALUES (new_id, who, 1, number, organisation, leader, 'draft', 'engage', 'unknown', secrecy,
        content_key, identity_key, content_master, identity_master, '', false);
    INSERT INTO public.cases_caseaccess (id, created_by_id, row_version, case_id, membership_id, kind,
        sections, reason)
    VALUES (grant_id, who, 1, new_id, leader, 'lead', sections, '');
END $$;

-- Make somebody the lead, in place of who was; for functions that have asked whether this may be.
CREATE OR REPLACE FUNCTION sec.give_lead(of_case uuid, leader uuid, grant_id uuid, sections text[])
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.cases_caseaccess SET revoked_at = statement_timestamp(), revoked_by_id = sec.uid()
    WHERE case_id = of_case AND revoked_at IS NULL AND (kind = 'lead' OR membership_id = leader);
    UPDATE public.cases_case SET lead_id = leader, row_version = row_version + 1 WHERE id = of_case;
    INSERT INTO public.cases_caseaccess (id, created_by_id, row_version, case_id, membership_id, kind,
        sections, reason)
    VALUES (grant_id, sec.uid(), 1, of_case, leader, 'lead', sections, '');
$$;

-- Give a case another lead: by the present lead or her supervisor, to somebody of the same organisation.
CREATE OR REPLACE FUNCTION sec.hand_over(of_case uuid, leader uuid, grant_id uuid, sections text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who integer := sec.uid();
BEGIN
    IF NOT EXISTS (SELECT FROM sec.cases('summary', 'grant') g WHERE g = of_case)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to hand this over'; END IF;
    IF NOT EXISTS (SELECT FROM public.cases_membership m JOIN public.cases_case c ON c.id = of_case
                   WHERE m.id = leader AND m.organisation_id = c.organisation_id AND m.user_id <> who
                     AND m.role IN ('case-worker', 'inspector') AND sec.is_now(m.starts_at, m.ends_at)
                     AND NOT EXISTS (SELECT FROM public.cases_casebarrier b
                                     WHERE b.case_id = c.id AND b.lifted_at IS NULL
                                       AND (b.user_id = m.user_id OR b.organisation_id = m.organisation_id)))
    THEN RAISE insufficient_privilege USING MESSAGE = 'this person can not lead it'; END IF;
    PERFORM sec.give_lead(of_case, leader, grant_id, sections);
END $$;

-- Ask for emergency access by number. Whoever asks learns nothing: the request is kept either way, and
-- names the case only where it may be asked for.
CREATE OR REPLACE FUNCTION sec.ask_emergency(new_id uuid, member uuid, number text, sealed_reason text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who integer := sec.uid();
    found uuid;
BEGIN
    IF NOT EXISTS (SELECT FROM sec.mine() m WHERE m.id = member
                   AND m.role IN ('case-worker', 'supervisor', 'inspector'))
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to ask'; END IF;
    SELECT c.id INTO found
    FROM public.cases_case c JOIN public.cases_membership m ON m.id = member
    WHERE c.public_no = number AND c.organisation_id = m.organisation_id
      AND c.confidentiality <> 'sealed' AND c.status NOT IN ('disposed', 'void')
      AND NOT EXISTS (SELECT FROM public.cases_casebarrier b
                      WHERE b.case_id = c.id AND b.lifted_at IS NULL
                        AND (b.user_id = who OR b.organisation_id IN (SELECT organisation_id FROM sec.mine())));
    INSERT INTO public.cases_breakglass (id, created_by_id, row_version, case_id, membership_id, reason,
        status, verdict)
    VALUES (new_id, who, 1, found, member, sealed_reason, 'asked', '');
END $$;

-- Requests that who asks may decide: as a supervisor of the same organisation, of another line than
-- the person who asked, and not barred from the case herself.
CREATE OR REPLACE FUNCTION sec.emergencies_to_decide() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.id
    FROM public.cases_breakglass b
    JOIN public.cases_case c ON c.id = b.case_id
    JOIN public.cases_membership asker ON asker.id = b.membership_id
    JOIN sec.mine() me ON me.organisation_id = c.organisation_id AND me.role = 'supervisor'
    WHERE b.status = 'asked' AND asker.user_id <> me.user_id
      AND asker.supervisor_id IS DISTINCT FROM me.id
      AND NOT EXISTS (SELECT FROM public.cases_membership line  -- nor through another membership
                      WHERE line.user_id = asker.user_id AND line.supervisor_id = me.id)
      AND NOT EXISTS (SELECT FROM public.cases_casebarrier x
                      WHERE x.case_id = c.id AND x.lifted_at IS NULL
                        AND (x.user_id IN (me.user_id, asker.user_id)
                             OR x.organisation_id = me.organisation_id))
$$;

CREATE OR REPLACE FUNCTION sec.decide_emergency(request uuid, approve boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    decider uuid;
BEGIN
    PERFORM FROM public.cases_breakglass WHERE id = request FOR UPDATE;
    SELECT me.id INTO decider
    FROM sec.emergencies_to_decide() e
    JOIN public.cases_breakglass b ON b.id = e AND b.id = request
    JOIN public.cases_case c ON c.id = b.case_id
    JOIN sec.mine() me ON me.organisation_id = c.organisation_id AND me.role = 'supervisor';
    IF NOT FOUND THEN RAISE insufficient_privilege USING MESSAGE = 'no right to decide this'; END IF;
    UPDATE public.cases_breakglass
    SET decided_by_id = decider, status = CASE WHEN approve THEN 'approved' ELSE 'refused' END,
        starts_at = CASE WHEN approve THEN statement_timestamp() END,
        ends_at = CASE WHEN approve THEN statement_timestamp() + interval '4 hours' END,
        row_version = row_version + 1
    WHERE id = request;
END $$;

-- Who comes to supervise whom is another's decision, within one organisation: a line opens cases.
CREATE OR REPLACE FUNCTION sec.check_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.supervisor_id IS NOT NULL AND NEW.supervisor_id IS DISTINCT FROM OLD.supervisor_id
        AND sec.uid() IS NOT NULL AND NOT EXISTS (
            SELECT FROM public.cases_membership m
            WHERE m.id = NEW.supervisor_id AND m.role = 'supervisor' AND m.organisation_id = NEW.organisation_id
              AND m.user_id <> sec.uid())
    THEN RAISE insufficient_privilege USING MESSAGE = 'nobody puts people under themselves'; END IF;
    RETURN NEW;
END $$;

-- Closing is a supervisor's own deed, whatever the application says, and so is going on instead, which needs
-- her words; destroying is the guard's, who alone can take the keys away.
CREATE OR REPLACE FUNCTION sec.check_closing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    steps CONSTANT text[] := '{engage,assess,plan,implement,follow-up,close}';
BEGIN
    IF NEW.status = 'closed' AND OLD.status <> 'closed' THEN
        IF NOT sec.supervises_not_leading(NEW.id) OR NOT EXISTS (
            SELECT FROM sec.mine() m WHERE m.id = NEW.closed_by_id AND m.role = 'supervisor'
                AND m.organisation_id = NEW.organisation_id)
        THEN RAISE insufficient_privilege USING MESSAGE = 'a supervisor closes a case'; END IF;
        NEW.closed_at := statement_timestamp();
    ELSIF OLD.status = 'closed' AND NEW.status = 'closed' THEN
        NEW.closed_at := OLD.closed_at;
        NEW.closed_by_id := OLD.closed_by_id;
    END IF;
    IF (OLD.status, NEW.status) IN (('closing', 'open'), ('closed', 'reopened')) THEN
        IF NOT sec.supervises_not_leading(NEW.id)
        THEN RAISE insufficient_privilege USING MESSAGE = 'a supervisor lets the work go on'; END IF;
        IF NEW.sent_back = '' OR NEW.sent_back = OLD.sent_back
        THEN RAISE check_violation USING MESSAGE = 'the work goes on for a reason'; END IF;
    END IF;
    IF NEW.step <> OLD.step AND NEW.step_reason IN ('', OLD.step_reason)
        AND array_position(steps, NEW.step::text) <> array_position(steps, OLD.step::text) + 1
    THEN RAISE check_violation USING MESSAGE = 'another step than the next one has a reason'; END IF;
    IF NEW.status = 'void' AND OLD.status <> 'void' AND (
        OLD.created_at <= statement_timestamp() - interval '24 hours'
        OR EXISTS (SELECT FROM public.cases_event e WHERE e.case_id = NEW.id)
        OR EXISTS (SELECT FROM public.cases_incident i WHERE i.case_id = NEW.id)
        OR NOT EXISTS (SELECT FROM public.cases_membership led
                       WHERE led.id = OLD.lead_id AND led.user_id = sec.uid()))
    THEN RAISE check_violation USING MESSAGE = 'only a new draft without events is given up'; END IF;
    IF NEW.status = 'disposed' AND (NEW.content_key <> '' OR NEW.identity_key <> '')
    THEN RAISE insufficient_privilege USING MESSAGE = 'a case is destroyed with its keys'; END IF;
    -- The row is locked by now, and each statement of this function sees what was committed before it.
    IF NEW.status IN ('closing', 'closed') AND OLD.status <> NEW.status AND EXISTS (
        SELECT FROM public.cases_caseduty d
        WHERE d.case_id = NEW.id AND d.status IN ('pending', 'reopened'))
    THEN RAISE check_violation USING MESSAGE = 'a duty of this case is still to be done'; END IF;
    RETURN NEW;
END $$;

-- How long a closed case is kept is what the rule says that counts; it is taken back by opening it again.
-- Runs as who writes: the guard's own functions are not held back.
CREATE OR REPLACE FUNCTION sec.check_keeping() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    rule public.cases_retentionrule;
BEGIN
    IF (NEW.dispose_after, NEW.retention_basis) IS NOT DISTINCT FROM (OLD.dispose_after, OLD.retention_basis)
        OR current_user = (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'sec')
        OR NEW.status <> 'closed' AND NEW.dispose_after IS NULL AND NEW.retention_basis = ''
    THEN RETURN NEW; END IF;
    SELECT r.* INTO rule FROM public.cases_retentionrule r
    JOIN public.cases_organisation o ON o.id = NEW.organisation_id
    WHERE r.is_active AND (r.organisation_id = o.id
                           OR r.organisation_id IS NULL AND r.organisation_kind IN ('', o.kind))
    ORDER BY r.organisation_id IS NULL, r.organisation_kind = '', r.years DESC LIMIT 1;
    -- Days are counted on the clocks of the site, which may be a day ahead of the database's.
    IF NOT FOUND OR NEW.status <> 'closed' OR OLD.dispose_after IS NOT NULL OR NEW.dispose_after IS NULL
        OR NEW.retention_basis <> rule.basis
        OR abs(NEW.dispose_after - (NEW.closed_at + make_interval(years => rule.years))::date) > 2
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'the rule says how long a case is kept'; END IF;
    RETURN NEW;
END $$;

-- Waiving a duty and opening it again are a supervisor's, and what she waived stays so; what is replaced has another in its place, or its
-- event was corrected, its measure cancelled, its rule found changed by the site itself.
CREATE OR REPLACE FUNCTION sec.check_duty() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.status IN ('waived', 'reopened') AND NOT sec.supervises_not_leading(NEW.case_id)
        AND NOT (NEW.status = 'waived' AND sec.stays_waived(NEW.id, NEW.waived_by_id, NEW.waived_under_id))
    THEN RAISE insufficient_privilege USING MESSAGE = 'a supervisor waives a duty and opens it again'; END IF;
    IF NEW.status = 'replaced' AND NOT EXISTS (
        -- The measure of the duty's event, and what extended it.
        WITH RECURSIVE extended(id) AS (
            SELECT e.measure_id FROM public.cases_event e
            WHERE e.id = NEW.event_id AND e.measure_id IS NOT NULL
            UNION
            SELECT m.id FROM public.cases_casemeasure m JOIN extended ON m.extension_of_id = extended.id)
        SELECT FROM public.cases_caseduty d JOIN public.cases_event e ON e.id = d.event_id
        WHERE d.id = NEW.replaced_by_id AND d.id <> NEW.id AND d.case_id = NEW.case_id
          AND NEW.event_id IN (e.id, e.supersedes_id)
        UNION ALL
        SELECT FROM public.cases_event e WHERE e.supersedes_id = NEW.event_id
        UNION ALL
        SELECT FROM extended JOIN public.cases_casemeasure m ON m.id = extended.id WHERE m.status = 'cancelled'
        UNION ALL
        SELECT FROM public.cases_flag f
        WHERE f.duty_id = NEW.id AND f.kind = 'rule-changed' AND f.created_by_id IS NULL)
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'another duty takes the place of this one'; END IF;
    RETURN NEW;
END $$;

-- No duty is to be done in a case that is over. The case is locked against closing until this commits.
CREATE OR REPLACE FUNCTION sec.check_open_duty() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    stands text;
BEGIN
    SELECT c.status INTO stands FROM public.cases_case c WHERE c.id = NEW.case_id FOR SHARE;
    IF stands IN ('closed', 'disposed', 'void')
    THEN RAISE check_violation USING MESSAGE = 'the case of this duty is over'; END IF;
    RETURN NEW;
END $$;

-- Whether a case is invented is settled when it is made, and by nobody who makes it.
CREATE OR REPLACE FUNCTION sec.mark_demo() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.is_demo := CASE TG_OP WHEN 'INSERT' THEN EXISTS (SELECT FROM sec.demo_case d WHERE d.id = NEW.id)
                              ELSE OLD.is_demo END;
    RETURN NEW;
END $$;

-- Whether who asks works where a case is, or where it was sent or offered, or was let into it, be it over.
CREATE OR REPLACE FUNCTION sec.has_to_do_with(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.cases_case c JOIN sec.mine() me ON me.organisation_id = c.organisation_id
                   WHERE c.id = of_case)
        OR EXISTS (SELECT FROM public.cases_caseaccess a
                   JOIN sec.mine() me ON me.id = a.membership_id OR me.organisation_id = a.organisation_id
                   WHERE a.case_id = of_case)
        OR EXISTS (SELECT FROM public.cases_referral r
                   JOIN sec.mine() me ON me.organisation_id = r.organisation_id
                   WHERE r.case_id = of_case AND r.sent_at IS NOT NULL)
        OR EXISTS (SELECT FROM public.cases_transfer t
                   JOIN sec.mine() me ON me.organisation_id IN (t.former_id, t.organisation_id)
                   WHERE t.case_id = of_case AND t.status <> 'draft')
$$;

-- The record of accesses: the database says who, when and whose, whatever was sent. To who has nothing to do
-- with a case, or is refused, a foreign case is what no case is: her event is her own organisation's, and
-- whose case it is gets an event that she isn't shown (cases/rowsecurity/rules.py).
CREATE OR REPLACE FUNCTION sec.stamp_access() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whose uuid;
BEGIN
    NEW.at := clock_timestamp();
    NEW.actor_id := sec.uid();
    IF pg_trigger_depth() > 1 AND NEW.organisation_id IS NOT NULL THEN RETURN NEW; END IF;
    SELECT c.organisation_id INTO whose FROM public.cases_case c WHERE c.id = NEW.case_id;
    IF whose IS NOT NULL AND NEW.actor_id IS NOT NULL AND (NOT sec.has_to_do_with(NEW.case_id)
        OR NEW.deed = 'refused' AND whose NOT IN (SELECT organisation_id FROM sec.mine()))
    THEN
        INSERT INTO public.cases_accessevent (id, case_id, organisation_id, object_kind, object_id, deed,
            purpose, result)
        VALUES (gen_random_uuid(), NEW.case_id, whose, NEW.object_kind, NEW.object_id, 'refused', '', 'refused');
        whose := NULL;
    END IF;
    NEW.organisation_id := coalesce(
        whose,
        (SELECT m.organisation_id FROM public.cases_membership m
         WHERE NEW.object_kind = 'membership' AND m.id = NEW.object_id
           AND (sec.is_administrator() OR m.organisation_id IN (SELECT organisation_id FROM sec.mine()))),
        (SELECT m.organisation_id FROM sec.mine() m ORDER BY m.id LIMIT 1));
    RETURN NEW;
END $$;

-- The text of an event that its digest covers; cases/chain.py writes it the same way.
CREATE OR REPLACE FUNCTION sec.access_text(e public.cases_accessevent) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT concat_ws(chr(31), e.id::text, (extract(epoch FROM e.at) * 1000000)::bigint::text,
        coalesce(e.actor_id::text, ''), coalesce(e.organisation_id::text, ''),
        coalesce(e.case_id::text, ''), e.object_kind, coalesce(e.object_id::text, ''), e.deed, e.purpose,
        e.result)
$$;

-- Chain an event when it is committed: last, so that no lock is waited for while this one is held.
CREATE OR REPLACE FUNCTION sec.chain_access() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head sec.chain_head;
    new_digest bytea;
BEGIN
    SELECT * INTO head FROM sec.chain_head FOR UPDATE;
    new_digest := sha256(head.digest || convert_to(sec.access_text(NEW), 'UTF8'));
    INSERT INTO public.cases_chainlink (number, event_id, previous, digest)
    VALUES (head.number + 1, NEW.id, head.digest, new_digest);
    UPDATE sec.chain_head SET number = head.number + 1, digest = new_digest;
    RETURN NULL;
END $$;
