-- What corrections may carry through: a waiver, the time of a measure's issue, a breach that was none.
-- Belongs to the guard like functions.sql.

-- Whether a duty takes the place of one, counted alike, that was waived so: the waiver goes with it, whoever
-- corrects the event. The history says that it was waived, since anybody who works on it may fill the columns.
CREATE OR REPLACE FUNCTION sec.stays_waived(of_duty uuid, waiver uuid, under bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE former(id, supersedes_id) AS (
        SELECT e.id, e.supersedes_id
        FROM public.cases_caseduty d JOIN public.cases_event e ON e.id = d.event_id
        WHERE d.id = of_duty
        UNION
        SELECT e.id, e.supersedes_id FROM public.cases_event e JOIN former ON e.id = former.supersedes_id)
    SELECT EXISTS (
        SELECT FROM public.cases_caseduty d
        JOIN public.cases_caseduty was ON was.case_id = d.case_id AND was.clock_id = d.clock_id
            AND was.addressee_id = d.addressee_id AND was.due_at = d.due_at AND was.seq = d.seq
            AND was.status = 'replaced' AND was.event_id IN (SELECT former.id FROM former)
        JOIN public.cases_casedutyevent past ON past.id = was.id AND past.status = 'waived'
            AND past.waived_by_id = waiver AND past.waived_under_id = under
        WHERE d.id = of_duty)
$$;

-- A measure is issued when the corrected event of its issue says, and what was breached is in force again only
-- where a recorded breach was corrected to be another one's, or none.
CREATE OR REPLACE FUNCTION sec.check_measure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.issued_at IS DISTINCT FROM OLD.issued_at AND NOT EXISTS (
        SELECT FROM public.cases_event e JOIN public.cases_event former ON former.id = e.supersedes_id
        WHERE e.measure_id = NEW.id AND e.occurred_at = NEW.issued_at
          AND (former.measure_id, former.kind_id, former.occurred_at) = (NEW.id, e.kind_id, OLD.issued_at))
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'the event of its issue says when'; END IF;
    IF OLD.status = 'violated' AND NEW.status = 'in-force' AND NOT EXISTS (
        SELECT FROM public.cases_event e JOIN public.cases_event newer ON newer.supersedes_id = e.id
        WHERE e.measure_id = NEW.id
          AND (newer.kind_id, newer.measure_id) IS DISTINCT FROM (e.kind_id, e.measure_id))
    THEN RAISE integrity_constraint_violation USING MESSAGE = 'no breach of it was corrected'; END IF;
    RETURN NEW;
END $$;
