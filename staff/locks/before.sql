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

-- The two keepers whose keys open a lock of the house, or NULL while there are no two:
-- each in office now, and neither keeps out the other. Nor does a third one, unless it
-- is somebody whom both keep out. (Of all keepers it knows within a trigger.)
CREATE OR REPLACE FUNCTION app_house_openers(house bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        WITH turned AS (
            SELECT o.keeper_id AS who, o.keeps_out FROM staff_housekey o
            WHERE o.house_lock_id = house AND app_opens_house(o.keeper_id))
        SELECT ARRAY[one.who, other.who]
        FROM turned one JOIN turned other ON other.who > one.who
        WHERE one.who <> ALL (other.keeps_out) AND other.who <> ALL (one.keeps_out)
          AND NOT EXISTS (
              SELECT 1 FROM turned third
              WHERE third.keeps_out && ARRAY[one.who, other.who]
                AND NOT (third.who = ANY (one.keeps_out)
                         AND third.who = ANY (other.keeps_out)))
        ORDER BY 1 LIMIT 1);
END $$;

CREATE OR REPLACE FUNCTION app_house_lock_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stamps text[] := ARRAY['opened_at', 'opened_with'];
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
          OR to_jsonb(OLD) - stamps <> to_jsonb(NEW) - stamps THEN
        refusal := 'lock_stays';
    ELSIF NEW.opened_with IS DISTINCT FROM app_house_openers(NEW.id) THEN
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

-- With the second key the house is open.
CREATE OR REPLACE FUNCTION app_house_key_turned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    openers bigint[];
BEGIN
    PERFORM 1 FROM staff_houselock h WHERE h.id = NEW.house_lock_id FOR UPDATE;
    openers := app_house_openers(NEW.house_lock_id);
    IF openers IS NOT NULL THEN
        UPDATE staff_houselock SET opened_at = now(), opened_with = openers
        WHERE id = NEW.house_lock_id AND opened_at IS NULL;
    END IF;
    RETURN NULL;
END $$;
