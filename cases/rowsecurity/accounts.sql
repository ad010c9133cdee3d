-- Who may give rights to accounts: what the guard believes of them (in use, administrator) is changed by an
-- administrator who signed in, whatever the application's role may write. The owner of the tables, who
-- migrates and runs `createsuperuser --database owner`, is not held back.

-- Where no key is kept, nobody can be known and no case be seen: there is nothing to guard yet.
CREATE OR REPLACE FUNCTION sec.knows_nobody() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM sec.context_key)
$$;

CREATE OR REPLACE FUNCTION sec.may_give_rights() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT sec.is_administrator() OR sec.knows_nobody()
$$;

-- The first administrator is made by whoever sets the site up.
CREATE OR REPLACE FUNCTION sec.has_administrator() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.auth_user WHERE is_superuser)
$$;

-- Runs as who writes, so that the owner is known from the application.
CREATE OR REPLACE FUNCTION sec.check_rights() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'auth_user' THEN
        IF TG_OP = 'UPDATE' AND (NEW.id, NEW.is_active, NEW.is_staff, NEW.is_superuser)
            IS NOT DISTINCT FROM (OLD.id, OLD.is_active, OLD.is_staff, OLD.is_superuser)
            OR TG_OP = 'INSERT' AND NOT (NEW.is_staff OR NEW.is_superuser)
            OR TG_OP = 'INSERT' AND NOT sec.has_administrator()
        THEN RETURN NEW; END IF;
    END IF;
    IF NOT (pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE')
            OR sec.may_give_rights())
    THEN RAISE insufficient_privilege USING MESSAGE = 'an administrator gives and takes rights'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;

-- A password is changed, and a second factor taken away, in the name of whose it is: whoever can write to
-- these tables in some other way would only have to sign in after that. An administrator may delete an
-- account with all that belongs to it. Runs as who writes, like check_rights.
CREATE OR REPLACE FUNCTION sec.check_own() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    whose integer;
BEGIN
    IF TG_TABLE_NAME = 'auth_user' THEN whose := OLD.id; ELSE whose := OLD.user_id; END IF;
    IF NOT (whose IS NOT DISTINCT FROM sec.uid() OR sec.knows_nobody()
            OR TG_OP = 'DELETE' AND sec.is_administrator()
            OR pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE'))
    THEN RAISE insufficient_privilege USING MESSAGE = 'only the person changes this'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
