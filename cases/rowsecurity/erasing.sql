-- Destroying a case: proposed, approved by two people, carried out by one of those who may approve.

-- The destructions that who asks may see: of cases that she leads or supervises, and of organisations that
-- she audits; what was carried out, supervisors of the organisation. A barrier hides it as it hides the case.
CREATE OR REPLACE FUNCTION sec.dispositions() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.id
    FROM public.cases_disposition d
    WHERE (d.case_id = ANY (ARRAY(SELECT sec.cases('summary', 'grant')))
           OR d.organisation_id = ANY (ARRAY(SELECT sec.organisations('auditor')))
           OR (d.status = 'executed' AND d.organisation_id = ANY (ARRAY(SELECT sec.organisations('supervisor')))))
      AND NOT EXISTS (
          SELECT FROM public.cases_casebarrier b
          WHERE b.case_id = d.case_id AND b.lifted_at IS NULL
            AND (b.user_id = (SELECT sec.uid())
                 OR b.organisation_id IN (SELECT organisation_id FROM sec.mine())))
$$;

-- The membership by which who asks may approve a destruction: a supervisor's or an auditor's, not the lead's.
CREATE OR REPLACE FUNCTION sec.approver(of_disposition uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT me.id
    FROM public.cases_disposition d
    JOIN public.cases_case c ON c.id = d.case_id
    JOIN public.cases_membership lead ON lead.id = c.lead_id AND lead.user_id <> (SELECT sec.uid())
    JOIN sec.mine() me ON me.organisation_id = d.organisation_id AND me.role IN ('supervisor', 'auditor')
    WHERE d.id = of_disposition AND d.id IN (SELECT sec.dispositions())
    ORDER BY me.id LIMIT 1
$$;

-- Whether a case may be destroyed now, whatever was approved: closed, past its day, and nothing holds it.
CREATE OR REPLACE FUNCTION sec.is_due(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.cases_case c
                   WHERE c.id = of_case AND c.status = 'closed' AND NOT c.legal_hold
                     AND c.dispose_after < sec.today()
                     AND NOT EXISTS (SELECT FROM public.cases_legalhold h
                                     WHERE h.case_id = c.id AND h.lifted_at IS NULL))
$$;

-- Approve: the first person, then another; never one person twice, through whatever membership.
CREATE OR REPLACE FUNCTION sec.approve_disposition(of_disposition uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    approver uuid := sec.approver(of_disposition);
    d public.cases_disposition;
BEGIN
    SELECT * INTO d FROM public.cases_disposition WHERE id = of_disposition FOR UPDATE;
    IF approver IS NULL OR NOT sec.is_due(d.case_id)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to approve this'; END IF;
    IF d.status = 'proposed' THEN
        UPDATE public.cases_disposition SET status = 'agreed', first_by_id = approver,
            first_at = clock_timestamp(), row_version = row_version + 1 WHERE id = d.id;
    ELSIF d.status = 'agreed' AND NOT EXISTS (
        SELECT FROM public.cases_membership m WHERE m.id = d.first_by_id AND m.user_id = sec.uid())
    THEN
        UPDATE public.cases_disposition SET status = 'approved', second_by_id = approver,
            second_at = clock_timestamp(), row_version = row_version + 1 WHERE id = d.id;
    ELSE RAISE insufficient_privilege USING MESSAGE = 'another person approves this'; END IF;
END $$;

-- The tables that hold something of a case, each before those it points at; found in the catalogue, so that
-- a table that is added is not forgotten. The records of accesses and destructions stay.
CREATE OR REPLACE FUNCTION sec.tables_of_cases() RETURNS TABLE (place integer, name name, key name)
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    left_over oid[] := ARRAY(
        SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'case_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND c.relname LIKE 'cases\_%' AND c.relname NOT IN
              ('cases_accessevent', 'cases_disposition', 'cases_dispositionevent'));
    free oid[];
    now_at integer := 0;
BEGIN
    WHILE cardinality(left_over) > 0 LOOP
        free := ARRAY(SELECT t FROM unnest(left_over) t WHERE NOT EXISTS (
            SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.confrelid = t AND k.conrelid <> t
                AND NOT k.condeferrable AND k.conrelid = ANY (left_over)));
        IF cardinality(free) = 0 THEN RAISE 'tables of cases point at each other in a circle'; END IF;
        now_at := now_at + 1;
        -- History last: a row that is deleted leaves one there.
        RETURN QUERY SELECT now_at + CASE WHEN EXISTS (
                SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id') THEN 1000 ELSE 0 END,
            c.relname, 'case_id'::name FROM pg_class c WHERE c.oid = ANY (free) ORDER BY c.relname;
        left_over := ARRAY(SELECT t FROM unnest(left_over) t WHERE t <> ALL (free));
    END LOOP;
    RETURN QUERY SELECT 2000, 'cases_caseevent'::name, 'id'::name;
END $$;

-- What would be destroyed: of each table how many rows, and the SHA-256 of them as they stand.
CREATE OR REPLACE FUNCTION sec.content_of(of_case uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t record;
    told jsonb;
    found jsonb := '{}';
BEGIN
    FOR t IN SELECT * FROM sec.tables_of_cases() LOOP
        EXECUTE format(
            'SELECT jsonb_build_object(''rows'', count(*), ''sha256'', encode(sha256(convert_to('
            'string_agg(x::text, E''\n'' ORDER BY x::text), ''UTF8'')), ''hex'')) FROM public.%I x WHERE x.%I = $1',
            t.name, t.key) INTO told USING of_case;
        IF (told ->> 'rows')::bigint > 0 THEN found := found || jsonb_build_object(t.name, told); END IF;
    END LOOP;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION sec.preview_disposition(of_disposition uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT sec.content_of(d.case_id) FROM public.cases_disposition d
    WHERE d.id = of_disposition AND d.status <> 'executed' AND d.id IN (SELECT sec.dispositions())
$$;

-- Remove what was written, and the keys that could read it in any copy of these tables.
CREATE OR REPLACE FUNCTION sec.erase_case(of_case uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t record;
BEGIN
    -- First, since it writes history, which goes last.
    UPDATE public.cases_case
    SET status = 'disposed', content_key = '', identity_key = '', risk = 'unknown', legal_hold = false,
        outcome = '', outcome_note = '', sent_back = '', step_reason = '', opened_at = date_trunc('year', opened_at),
        closed_at = NULL, row_version = row_version + 1
    WHERE id = of_case;
    FOR t IN SELECT * FROM sec.tables_of_cases() f ORDER BY f.place LOOP
        EXECUTE format('DELETE FROM public.%I WHERE %I = $1', t.name, t.key) USING of_case;
    END LOOP;
    DELETE FROM sec.left_case l WHERE l.case_id = of_case;
END $$;

CREATE OR REPLACE FUNCTION sec.execute_disposition(of_disposition uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    approver uuid := sec.approver(of_disposition);
    d public.cases_disposition;
    told jsonb;
BEGIN
    SELECT * INTO d FROM public.cases_disposition WHERE id = of_disposition FOR UPDATE;
    PERFORM FROM public.cases_case WHERE id = d.case_id FOR UPDATE;
    IF approver IS NULL OR d.status <> 'approved' OR NOT sec.is_due(d.case_id)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to carry this out'; END IF;
    told := sec.content_of(d.case_id);
    UPDATE public.cases_disposition SET status = 'executed', executed_by_id = approver,
        executed_at = clock_timestamp(), certificate = told, row_version = row_version + 1 WHERE id = d.id;
    PERFORM sec.erase_case(d.case_id);
    RETURN told;
END $$;

-- After a restore, what had been destroyed is destroyed again, whatever state the backup holds it in.
-- Only the worker calls it, with entries of the ledger that it has proved.
CREATE OR REPLACE FUNCTION sec.replay_erasure(of_case uuid, number text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM public.cases_case
    WHERE id = of_case AND public_no = number AND status <> 'disposed' FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    -- The state in the backup may be any; for this one change its table of changes doesn't count.
    PERFORM set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger
        WHERE tgrelid = 'public.cases_case'::regclass AND tgname LIKE '%case\_takes\_allowed\_changes%'), true);
    PERFORM sec.erase_case(of_case);
    PERFORM set_config('pgtrigger.ignore', '{}', true);
    DELETE FROM public.cases_disposition WHERE case_id = of_case AND status <> 'executed';
    INSERT INTO public.cases_accessevent (id, case_id, object_kind, object_id, deed, purpose, result)
    VALUES (gen_random_uuid(), of_case, 'case', of_case, 'disposed', '', 'allowed');
    RETURN true;
END $$;
