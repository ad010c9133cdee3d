-- Whoever leaves: her cases go to another lead, those that only she could see too, and nobody is told
-- whether there are any. By the supervisor of who left, once her membership has ended.
CREATE OR REPLACE FUNCTION sec.hand_over_left(member uuid, leader uuid, sections text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who integer := sec.uid();
    of_case uuid;
BEGIN
    IF NOT EXISTS (SELECT FROM public.cases_membership gone
                   JOIN sec.mine() me ON me.id = gone.supervisor_id AND me.role = 'supervisor'
                   WHERE gone.id = member AND gone.ends_at <= statement_timestamp()
                     AND gone.user_id <> who)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to hand these over'; END IF;
    IF NOT EXISTS (SELECT FROM public.cases_membership m
                   JOIN public.cases_membership gone ON gone.id = member
                   JOIN public.auth_user u ON u.id = m.user_id AND u.is_active
                   WHERE m.id = leader AND m.organisation_id = gone.organisation_id AND m.user_id <> who
                     AND m.role IN ('case-worker', 'inspector') AND sec.is_now(m.starts_at, m.ends_at))
    THEN RAISE insufficient_privilege USING MESSAGE = 'this person can not lead them'; END IF;
    FOR of_case IN
        SELECT c.id FROM public.cases_case c JOIN public.cases_membership m ON m.id = leader
        WHERE c.lead_id = member AND c.status NOT IN ('disposed', 'void')
          AND NOT EXISTS (SELECT FROM public.cases_casebarrier b
                          WHERE b.case_id = c.id AND b.lifted_at IS NULL
                            AND (b.user_id IN (who, m.user_id)
                                 OR b.organisation_id IN (SELECT organisation_id FROM sec.mine())
                                 OR b.organisation_id = m.organisation_id))
        ORDER BY c.id FOR UPDATE OF c
    LOOP
        UPDATE public.cases_caseaccess SET revoked_at = statement_timestamp(), revoked_by_id = who
        WHERE case_id = of_case AND revoked_at IS NULL AND (kind = 'lead' OR membership_id = leader);
        UPDATE public.cases_case SET lead_id = leader, row_version = row_version + 1 WHERE id = of_case;
        INSERT INTO public.cases_caseaccess (id, created_by_id, row_version, case_id, membership_id, kind,
            sections, reason)
        VALUES (gen_random_uuid(), who, 1, of_case, leader, 'lead', sections, '');
        INSERT INTO public.cases_accessevent (id, case_id, object_kind, object_id, deed, purpose, result)
        VALUES (gen_random_uuid(), of_case, 'case', of_case, 'handed-over', '', 'allowed');
    END LOOP;
END $$;

-- Somebody reads more cases in an hour than the work asks for: noted once an hour, in the record itself,
-- where neither she nor the application can leave it out. Nobody is stopped: in a raid that would hurt.
CREATE OR REPLACE FUNCTION sec.watch_reading() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (SELECT count(DISTINCT e.case_id) FROM public.cases_accessevent e
        WHERE e.actor_id = NEW.actor_id AND e.at > NEW.at - interval '1 hour'
          AND e.deed IN ('read', 'revealed') AND e.result = 'allowed') > 30
       AND NOT EXISTS (SELECT FROM public.cases_accessevent e
                       WHERE e.actor_id = NEW.actor_id AND e.at > NEW.at - interval '1 hour'
                         AND e.deed = 'alarm')
    THEN
        INSERT INTO public.cases_accessevent (id, object_kind, deed, purpose, result)
        VALUES (gen_random_uuid(), 'case', 'alarm', '', 'allowed');
    END IF;
    RETURN NULL;
END $$;
