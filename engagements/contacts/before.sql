-- What may be done towards officials.

-- What is handed over in an action stands as deliveries, as soon as it is done.
CREATE OR REPLACE FUNCTION app_deliveries_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_of jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    IF current_setting('app.gate', true) = 'lifted|' || app_now() THEN
        RETURN NULL;  -- a merge names the other person in the deliveries as well
    END IF;
    PERFORM app_settle_deliveries((row_of ->> TG_ARGV[0])::uuid);
    RETURN NULL;
END $$;

-- Plans follow the gate: what closes sets them to waiting, what opens plans them again.
CREATE OR REPLACE FUNCTION app_plans_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_of jsonb;
BEGIN
    IF TG_OP = 'INSERT'
       AND current_setting('app.begins', true) = current_setting('app.ctx', true) THEN
        RETURN NULL;  -- app_begin_clearances settles the plans of all of them
    END IF;
    row_of := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    IF current_setting('app.gate', true) = 'lifted|' || app_now() THEN
        RETURN NULL;  -- half of a merge is written: its plans follow when it is whole
    END IF;
    PERFORM app_settle_plans((row_of ->> TG_ARGV[0])::uuid);
    RETURN NULL;
END $$;

-- With a batch that was undone, plans were put back, and what the gate rests on: they are
-- planned as far as it lets them now.
CREATE OR REPLACE FUNCTION app_plans_follow_undo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    context text := current_setting('app.ctx', true);
BEGIN
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    PERFORM app_settle_plans(o.official_id)
        FROM (SELECT DISTINCT o.official_id
              FROM officials_batchrow r
              JOIN engagements_actionofficial o ON o.action_id = r.key
              WHERE r.batch_id = NEW.id AND r.model = 'engagements.OutreachAction'
              UNION
              SELECT e.official_id FROM officials_clearanceevent e
              WHERE e.pgh_created_at = transaction_timestamp()) o;
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
    RETURN NULL;
END $$;

-- The plans of who was merged, and of both after the merge was undone.
CREATE OR REPLACE FUNCTION app_plans_follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    merged officials_formerkey := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    PERFORM app_settle_plans(merged.official_id);
    PERFORM app_settle_plans(merged.key);
    RETURN NULL;
END $$;

-- What a manager let go, they let go to those who were named: with another it is asked
-- anew.
CREATE OR REPLACE FUNCTION app_let_go_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR (OLD.official_id, OLD.action_id)
                            IS DISTINCT FROM (NEW.official_id, NEW.action_id))
       AND EXISTS (SELECT FROM engagements_outreachaction x
                   WHERE x.id = NEW.action_id AND x.let_go_by_id IS NOT NULL
                     AND x.state IN ('planned', 'waiting')) THEN
        UPDATE engagements_outreachaction SET let_go_by_id = NULL, let_go_at = NULL
            WHERE id = NEW.action_id;
    END IF;
    RETURN NEW;
END $$;
