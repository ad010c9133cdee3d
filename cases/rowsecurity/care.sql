-- What the database itself demands of care: first contact before anything is told or a case is opened.
-- Installed after functions.sql, by the guard; each statement must bear repetition.

CREATE OR REPLACE FUNCTION sec.has_first_contact(of_case uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.cases_firstcontact f WHERE f.case_id = of_case)
$$;

CREATE OR REPLACE FUNCTION sec.check_opening() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.status = 'draft' AND NEW.status = 'open' AND NOT sec.has_first_contact(NEW.id)
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'first contact comes before the work'; END IF;
    RETURN NEW;
END $$;

-- No narrative field opens in a draft before the limits of confidentiality were told.
CREATE OR REPLACE FUNCTION sec.check_first_contact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.cases_case c WHERE c.id = NEW.case_id AND c.status = 'draft')
        AND NOT sec.has_first_contact(NEW.case_id)
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'first contact comes before the work'; END IF;
    RETURN NEW;
END $$;

-- Who works with people rather than against offenders: reads assessments, safety plans and all notes.
CREATE OR REPLACE FUNCTION sec.is_carer() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sec.mine() WHERE role IN ('case-worker', 'supervisor'))
$$;

-- Cases of which a person agreed that this part is shared with an organisation of who asks.
CREATE OR REPLACE FUNCTION sec.consented(section text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.case_id FROM public.cases_consent c JOIN sec.mine() me ON me.organisation_id = c.recipient_id
    WHERE c.kind = 'share' AND c.status = 'given' AND section = ANY (c.sections)
      AND sec.is_now(c.given_at, c.ends_at)
$$;

-- After three attempts in a row that were safe and reached nobody, a supervisor decides before a fourth.
CREATE OR REPLACE FUNCTION sec.check_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    since timestamptz := greatest(
        (SELECT max(a.created_at) FROM public.cases_contactattempt a
         WHERE a.party_id = NEW.party_id AND a.outcome = 'reached'),
        (SELECT max(t.done_at) FROM public.cases_task t
         WHERE t.party_id = NEW.party_id AND t.kind = 'contact-review' AND t.status = 'done'));
BEGIN
    IF (SELECT count(*) FROM public.cases_contactattempt a
        WHERE a.party_id = NEW.party_id AND a.was_safe AND a.outcome <> 'reached'
          AND (since IS NULL OR a.created_at > since)) >= 3
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'a supervisor decides before a fourth attempt';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION sec.danger(level text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_position(ARRAY['unknown', 'standard', 'medium', 'high', 'immediate'], level)
$$;

-- Signed, an assessment is only ever superseded; it is signed in one's own name, and a danger lower than
-- the score's or the case's needs a supervisor, whose approval is of exactly what is signed. The score is of
-- the answers that stand beside it, and is written with them. The database says who asked, and when it was
-- signed.
CREATE OR REPLACE FUNCTION sec.check_assessment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    free text[] := ARRAY['status', 'row_version'];
    judged text[] := ARRAY['answers', 'score', 'level_computed', 'level_final', 'override_reason'];
BEGIN
    IF OLD.status <> 'draft' THEN
        IF NEW.status = 'draft' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
        THEN RAISE integrity_constraint_violation USING MESSAGE = 'a signed assessment is not changed'; END IF;
        RETURN NEW;
    END IF;
    IF (NEW.score, NEW.level_computed) IS DISTINCT FROM (OLD.score, OLD.level_computed)
        AND NEW.answers = OLD.answers
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'the score is of the answers'; END IF;
    NEW.lowering_asked_by_id := CASE
        WHEN NOT NEW.lowering_asked THEN NULL
        WHEN NOT OLD.lowering_asked OR EXISTS (
            SELECT FROM unnest(judged) name
            WHERE to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name) THEN sec.uid()
        ELSE OLD.lowering_asked_by_id END;
    IF NEW.lowering_approved_by_id IS NOT NULL THEN
        IF OLD.lowering_approved_by_id IS DISTINCT FROM NEW.lowering_approved_by_id AND (
            NOT OLD.lowering_asked OR NOT sec.supervises_not_leading(NEW.case_id) OR NOT EXISTS (
            SELECT FROM sec.mine() m JOIN public.cases_case c ON c.id = NEW.case_id
            WHERE m.id = NEW.lowering_approved_by_id AND m.role = 'supervisor'
              AND m.organisation_id = c.organisation_id
              AND m.user_id IS DISTINCT FROM NEW.created_by_id
              AND m.user_id IS DISTINCT FROM OLD.lowering_asked_by_id))
        THEN RAISE insufficient_privilege USING MESSAGE = 'a supervisor approves a lower danger'; END IF;
        IF EXISTS (SELECT FROM unnest(judged) name
                   WHERE to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name)
        THEN RAISE integrity_constraint_violation USING MESSAGE = 'what was approved is not changed'; END IF;
    END IF;
    IF NEW.status = 'signed' THEN
        NEW.signed_at := clock_timestamp();
        IF NOT EXISTS (SELECT FROM sec.mine() m WHERE m.id = NEW.signed_by_id AND m.role = 'case-worker')
        THEN RAISE insufficient_privilege USING MESSAGE = 'one signs in her own name'; END IF;
        IF NEW.lowering_approved_by_id IS NULL AND sec.danger(NEW.level_final) < greatest(
            sec.danger(NEW.level_computed),
            (SELECT sec.danger(c.risk) FROM public.cases_case c WHERE c.id = NEW.case_id))
        THEN RAISE insufficient_privilege USING MESSAGE = 'a supervisor approves a lower danger'; END IF;
    END IF;
    RETURN NEW;
END $$;

-- The danger of a case is what a person judged in the newest assessment that holds, and nothing else.
CREATE OR REPLACE FUNCTION sec.check_danger() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.risk IS DISTINCT FROM OLD.risk AND NEW.status <> 'disposed' AND NEW.risk IS DISTINCT FROM (
        SELECT a.level_final FROM public.cases_assessment a
        WHERE a.case_id = NEW.id AND a.status = 'signed' ORDER BY a.signed_at DESC LIMIT 1)
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'a signed assessment sets the danger'; END IF;
    RETURN NEW;
END $$;

-- The words of an agreed plan stay; only which copy she has may change.
CREATE OR REPLACE FUNCTION sec.check_safety_plan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    free text[] := ARRAY['status', 'row_version', 'copy_given'];
BEGIN
    IF OLD.status <> 'draft' AND to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'an agreed plan is not changed'; END IF;
    RETURN NEW;
END $$;
