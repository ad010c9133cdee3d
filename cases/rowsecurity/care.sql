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
