-- The walls around clearance, and the one that stands before whatever goes out.

-- Clearances follow what they rest on; nobody writes them by hand.
CREATE OR REPLACE FUNCTION app_clearance_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'clearance_by_rule'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

-- GoesOut: the row turns to people to whom we may turn, as strongly as it does. The
-- arguments are the function that says to whom it goes, and the column that may be wrong.
-- A merge, a move between circles and a migration put rows as they were
-- (officials.clearance.goes_out.gate_lifted).
CREATE OR REPLACE FUNCTION app_goes_out() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF current_setting('app.gate', true) = 'lifted|' || app_now() THEN
        RETURN NULL;
    END IF;
    refusal := app_why_not_out(TG_ARGV[0], NEW.id, true);
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;

-- What a manager let go: in their own name, by who may. It stands for one act: it falls
-- when the row comes to one of the states of the first argument, or one of the columns
-- of the second changes, which say to whom, how and when it goes.
CREATE OR REPLACE FUNCTION app_let_go_wall() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    back text[] := TG_ARGV[0];
    columns text[] := TG_ARGV[1];
BEGIN
    IF NEW.let_go_by_id IS NULL
       OR current_setting('app.gate', true) = 'lifted|' || app_now() THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' OR (OLD.let_go_by_id, OLD.let_go_at)
                           IS DISTINCT FROM (NEW.let_go_by_id, NEW.let_go_at) THEN
        IF NOT (app_system() OR app_uid() = NEW.let_go_by_id)
           OR NOT app_may(NEW.let_go_by_id, 'officials', 'sign_red') THEN
            RAISE EXCEPTION 'let_go_by_a_manager' USING ERRCODE = 'check_violation',
                CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
        END IF;
    ELSIF OLD.state <> NEW.state AND NEW.state = ANY (back)
          OR EXISTS (SELECT FROM unnest(columns) c
                     WHERE to_jsonb(OLD) -> c <> to_jsonb(NEW) -> c) THEN
        NEW.let_go_by_id := NULL;
        NEW.let_go_at := NULL;
    END IF;
    RETURN NEW;
END $$;

-- Writes down who changed what decides whom the gate asks about, and what of the method
-- is in use. What has no word for it is on while its row is there.
CREATE OR REPLACE FUNCTION app_wall_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was boolean := TG_OP <> 'INSERT' AND coalesce((to_jsonb(OLD) ->> 'on')::boolean, true);
    is_on boolean := TG_OP <> 'DELETE' AND coalesce((to_jsonb(NEW) ->> 'on')::boolean, true);
BEGIN
    IF was <> is_on THEN
        INSERT INTO officials_wallchange (what, name, is_on, changed_by_id, changed_at)
            VALUES (TG_ARGV[0], to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[1], is_on,
                    app_uid(), clock_timestamp());
    END IF;
    RETURN NULL;
END $$;

-- What was changed of the walls is written by the function above, and by nobody else.
CREATE OR REPLACE FUNCTION app_wallchange_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'clearance_by_rule'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
