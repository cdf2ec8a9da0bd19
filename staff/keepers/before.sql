-- Keepers, and what no one person may do alone.

-- A manager names a keeper in their own name, another one confirms in theirs, and the
-- keeper alone lays it down.
CREATE OR REPLACE FUNCTION app_keeper_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_name boolean := app_holds('staff', 'name_keeper');
BEGIN
    IF TG_OP = 'INSERT' AND may_name AND NEW.named_by_id = app_uid()
       AND app_works_here(NEW.person_id)
       AND NEW.confirmed_by_id IS NULL AND NEW.laid_down_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.confirmed_by_id IS NULL AND OLD.laid_down_at IS NULL AND may_name
           AND NEW.confirmed_by_id = app_uid()
           AND to_jsonb(NEW) - ARRAY['confirmed_by_id', 'confirmed_at']
               = to_jsonb(OLD) - ARRAY['confirmed_by_id', 'confirmed_at'] THEN
            RETURN NEW;
        END IF;
        IF OLD.laid_down_at IS NULL AND OLD.person_id = app_uid()
           AND to_jsonb(NEW) - 'laid_down_at' = to_jsonb(OLD) - 'laid_down_at' THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.confirmed_by_id IS NULL AND may_name THEN
        RETURN OLD;  -- not confirmed yet, and named by mistake
    END IF;
    RAISE EXCEPTION 'keeper_by_two_managers'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
