-- Cases that only their lead could see, restricted or sealed, whose lead has left: what her supervisor
-- proposed, until a second supervisor agrees.
CREATE TABLE IF NOT EXISTS sec.left_case (
    case_id uuid PRIMARY KEY,
    leader uuid NOT NULL,
    asked_by integer NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Whether a person may lead the cases of an organisation now.
CREATE OR REPLACE FUNCTION sec.may_lead(leader uuid, body uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.cases_membership m JOIN public.auth_user u ON u.id = m.user_id AND u.is_active
        WHERE m.id = leader AND m.organisation_id = body AND m.user_id <> (SELECT sec.uid())
          AND m.role IN ('case-worker', 'inspector') AND sec.is_now(m.starts_at, m.ends_at))
$$;

-- Whether a barrier stands against who asks, or against who is to lead.
CREATE OR REPLACE FUNCTION sec.bars_either(of_case uuid, leader uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.cases_casebarrier b JOIN public.cases_membership m ON m.id = leader
        WHERE b.case_id = of_case AND b.lifted_at IS NULL
          AND (b.user_id IN ((SELECT sec.uid()), m.user_id) OR b.organisation_id = m.organisation_id
               OR b.organisation_id IN (SELECT organisation_id FROM sec.mine())))
$$;

-- Whoever leaves: her cases go to another lead, by the supervisor of who left, once her membership has
-- ended. Those that only she could see wait for a second supervisor; nobody else is told whether there are any.
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
    IF NOT sec.may_lead(leader, (SELECT organisation_id FROM public.cases_membership WHERE id = member))
    THEN RAISE insufficient_privilege USING MESSAGE = 'this person can not lead them'; END IF;
    INSERT INTO sec.left_case (case_id, leader, asked_by)
    SELECT c.id, hand_over_left.leader, who FROM public.cases_case c
    WHERE c.lead_id = member AND c.status NOT IN ('disposed', 'void') AND c.confidentiality <> 'normal'
      AND NOT sec.bars_either(c.id, hand_over_left.leader)
    ON CONFLICT (case_id) DO UPDATE
    SET leader = excluded.leader, asked_by = excluded.asked_by, asked_at = clock_timestamp();
    FOR of_case IN
        SELECT c.id FROM public.cases_case c
        WHERE c.lead_id = member AND c.status NOT IN ('disposed', 'void') AND c.confidentiality = 'normal'
          AND NOT sec.bars_either(c.id, hand_over_left.leader)
        ORDER BY c.id FOR UPDATE OF c
    LOOP
        PERFORM sec.give_lead(of_case, hand_over_left.leader, gen_random_uuid(), sections);
        PERFORM sec.note_hand_over(of_case);
    END LOOP;
END $$;

-- Those that wait for who asks: a second supervisor of the same organisation, not barred.
CREATE OR REPLACE FUNCTION sec.left_cases()
RETURNS TABLE (id uuid, public_no text, confidentiality text, former uuid, leader uuid)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.id, c.public_no::text, c.confidentiality::text, c.lead_id, l.leader
    FROM sec.left_case l
    JOIN public.cases_case c ON c.id = l.case_id AND c.status NOT IN ('disposed', 'void')
    JOIN public.cases_membership gone ON gone.id = c.lead_id AND gone.ends_at <= statement_timestamp()
        AND gone.user_id <> (SELECT sec.uid())
    WHERE l.asked_at > gone.ends_at AND l.asked_by <> (SELECT sec.uid()) AND NOT sec.bars_either(c.id, l.leader)
      AND c.organisation_id IN (SELECT m.organisation_id FROM sec.mine() m WHERE m.role = 'supervisor')
$$;

-- Agree, as the second supervisor, to the lead whom she was shown: the first may have proposed another since.
DROP FUNCTION IF EXISTS sec.agree_left(uuid, uuid, text[]);
CREATE OR REPLACE FUNCTION sec.agree_left(of_case uuid, shown uuid, grant_id uuid, sections text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    waits record;
BEGIN
    PERFORM FROM public.cases_case c WHERE c.id = of_case FOR UPDATE;
    PERFORM FROM sec.left_case l WHERE l.case_id = of_case FOR UPDATE;
    SELECT w.leader, c.organisation_id INTO waits FROM sec.left_cases() w
    JOIN public.cases_case c ON c.id = w.id WHERE w.id = of_case;
    IF NOT FOUND OR waits.leader IS DISTINCT FROM shown
        OR NOT sec.may_lead(waits.leader, waits.organisation_id)
    THEN RAISE insufficient_privilege USING MESSAGE = 'no right to hand this over'; END IF;
    PERFORM sec.give_lead(of_case, waits.leader, grant_id, sections);
    PERFORM sec.note_hand_over(of_case);
    DELETE FROM sec.left_case l WHERE l.case_id = of_case;
END $$;

CREATE OR REPLACE FUNCTION sec.note_hand_over(of_case uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.cases_accessevent (id, case_id, object_kind, object_id, deed, purpose, result)
    VALUES (gen_random_uuid(), of_case, 'case', of_case, 'handed-over', '', 'allowed')
$$;

-- Somebody reads more cases in an hour than the work asks for, or tries many numbers to learn in which cases
-- they are (each that was told of counts, and each writing of an identity, invented ones apart): noted once an hour, in the record itself,
-- where neither she nor the application can leave it out. Nobody is stopped: in a raid that would hurt.
CREATE OR REPLACE FUNCTION sec.watch_reading() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (SELECT count(DISTINCT e.case_id) FILTER (WHERE e.deed IN ('read', 'revealed', 'matched'))
            + count(*) FILTER (WHERE e.deed = 'changed' AND e.object_kind = 'partyidentity'
                               AND c.is_demo IS NOT TRUE)
        FROM public.cases_accessevent e LEFT JOIN public.cases_case c ON c.id = e.case_id
        WHERE e.actor_id = NEW.actor_id AND e.at > NEW.at - interval '1 hour' AND e.result = 'allowed') > 30
       AND NOT EXISTS (SELECT FROM public.cases_accessevent e
                       WHERE e.actor_id = NEW.actor_id AND e.at > NEW.at - interval '1 hour'
                         AND e.deed = 'alarm')
    THEN
        INSERT INTO public.cases_accessevent (id, object_kind, deed, purpose, result)
        VALUES (gen_random_uuid(), 'case', 'alarm', '', 'allowed');
    END IF;
    RETURN NULL;
END $$;
