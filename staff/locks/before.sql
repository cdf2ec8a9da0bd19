-- Who turns a lock, and who opens it. They are asked of the person who speaks and not of
-- `app_person()`, since whoever locks themselves, or the house, is shut out by that.

CREATE OR REPLACE FUNCTION app_lock_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.locked_by_id IS DISTINCT FROM app_uid() OR NEW.lifted_at IS NOT NULL
           OR NOT coalesce(app_may_lock(app_uid(), NEW.person_id), false) THEN
            refusal := 'lock_not_theirs';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.lifted_at IS NOT NULL
          OR to_jsonb(OLD) - ARRAY['lifted_at', 'lifted_by_id']
             <> to_jsonb(NEW) - ARRAY['lifted_at', 'lifted_by_id'] THEN
        refusal := 'lock_stays';
    ELSIF NEW.lifted_by_id IS DISTINCT FROM app_uid()
          OR NOT app_holds('staff', 'lock_user') THEN  -- which who is locked does not
        refusal := 'lock_lifted_by_another';
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION app_house_lock_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.locked_by_id IS DISTINCT FROM app_uid() OR NEW.opened_at IS NOT NULL
           OR NOT app_colleague() THEN
            refusal := 'house_not_theirs';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.opened_at IS NOT NULL
          OR to_jsonb(OLD) - 'opened_at' <> to_jsonb(NEW) - 'opened_at' THEN
        refusal := 'lock_stays';
    ELSIF (SELECT count(DISTINCT o.keeper_id) FROM staff_housekey o
           WHERE o.house_lock_id = NEW.id) < 2 THEN
        refusal := 'house_opened_by_two';
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- Each keeper says it in their own name; whoever is locked or left by now says nothing.
CREATE OR REPLACE FUNCTION app_house_key_by_rule() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    ELSIF TG_OP = 'INSERT' AND NEW.keeper_id = app_uid()
          AND app_opens_house(NEW.keeper_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'house_opened_by_two'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
