-- Whether a person in a case may be in another one of the same organisation: only who leads that one is
-- told, never the case. Restricted and sealed cases aren't told of, nor are those that somebody is barred
-- from. Each case that is told of has it in its record, once a day for each person who was looked for, so that
-- its lead sees who asked.
-- Belongs to the guard like functions.sql.

CREATE OR REPLACE FUNCTION sec.leads_of_possible_matches(of_party uuid) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT DISTINCT theirs.id, theirs.lead_id
        FROM public.cases_partyidentity who
        JOIN public.cases_case mine ON mine.id = who.case_id
        JOIN public.cases_partyidentity other ON other.case_id <> who.case_id
            AND (other.iin_index = who.iin_index AND other.iin_index <> ''
                 OR other.phone_index = who.phone_index AND other.phone_index <> '')
        JOIN public.cases_case theirs ON theirs.id = other.case_id
        WHERE who.party_id = of_party AND who.case_id IN (SELECT sec.cases('identity', 'write'))
          AND theirs.organisation_id = mine.organisation_id AND theirs.confidentiality = 'normal'
          AND theirs.status NOT IN ('void', 'disposed') AND NOT sec.is_barred(theirs.id)
    LOOP
        INSERT INTO public.cases_accessevent (id, case_id, object_kind, object_id, deed, purpose, result)
        SELECT gen_random_uuid(), found.id, 'partyidentity', of_party, 'matched', '', 'allowed'
        WHERE NOT EXISTS (
            SELECT FROM public.cases_accessevent e
            WHERE e.case_id = found.id AND e.deed = 'matched' AND e.actor_id = (SELECT sec.uid())
              AND e.object_id = of_party
              AND e.at > statement_timestamp() - interval '1 day');
        RETURN NEXT found.lead_id;
    END LOOP;
END
$$;
