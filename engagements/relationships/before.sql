-- The walls around stages: what they ask stands in rules.sql.

-- A move that a person writes is legal, or the first one, or takes back the latest.
CREATE OR REPLACE FUNCTION app_stage_move_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest record;
    stage text;
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        IF TG_OP = 'UPDATE'
           AND to_jsonb(OLD) - 'circle_id' = to_jsonb(NEW) - 'circle_id' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'move_stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    SELECT r.stage INTO stage FROM engagements_relationship r
        WHERE r.id = NEW.relationship_id;
    SELECT * INTO latest FROM engagements_stagemove m
        WHERE m.relationship_id = NEW.relationship_id
        ORDER BY m.moved_at DESC, m.id DESC LIMIT 1;
    IF NEW.was_so_before AND NEW.from_stage = '' AND NEW.to_stage = stage
       AND latest.id IS NULL THEN
        refusal := app_stage_brought_refusal(NEW.to_stage);
        IF refusal IS NULL THEN
            RETURN NEW;
        END IF;
    ELSE
        NEW.was_so_before := false;
        NEW.moved_at := clock_timestamp();
    END IF;
    IF refusal IS NOT NULL THEN
        NULL;
    ELSIF stage IS DISTINCT FROM NEW.from_stage THEN
        refusal := 'moved_meanwhile';
    ELSIF NEW.undoes_id IS NOT NULL THEN
        IF NEW.undoes_id = latest.id AND latest.undoes_id IS NULL
           AND latest.from_stage <> ''
           AND NEW.from_stage = latest.to_stage AND NEW.to_stage = latest.from_stage
        THEN
            RETURN NEW;
        END IF;
        refusal := 'move_not_the_latest';
    ELSE
        refusal := app_stage_refusal(
            NEW.relationship_id, NEW.from_stage, NEW.to_stage, NEW.reason);
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'reason_missing' THEN 'reason' ELSE 'to_stage' END;
    END IF;
    RETURN NEW;
END $$;

-- Stage and warmth of a relationship follow the latest move and the latest change.
CREATE OR REPLACE FUNCTION app_relationship_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN NEW;
    END IF;
    IF NEW.stage <> OLD.stage THEN
        refusal := app_stage_unmoved(NEW.id, OLD.stage, NEW.stage);
    END IF;
    IF NEW.warmth <> OLD.warmth AND NEW.warmth IS DISTINCT FROM (
        SELECT c.to_warmth FROM engagements_warmthchange c
        WHERE c.relationship_id = NEW.id
        ORDER BY c.changed_at DESC, c.id DESC LIMIT 1
    ) THEN
        refusal := coalesce(refusal, 'warmth_without_contact');
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'warmth_without_contact' THEN 'warmth' ELSE 'stage' END;
    END IF;
    RETURN NEW;
END $$;

-- A relationship begins as monitored, or keeps where it stood when we began.
CREATE OR REPLACE FUNCTION app_relationship_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_uid() IS NOT NULL AND NOT EXISTS (  -- without a person there is nothing to see
        SELECT 1 FROM engagements_stagemove m
        WHERE m.relationship_id = NEW.id AND m.was_so_before) THEN
        RAISE EXCEPTION 'stage_written_over'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'stage';
    END IF;
    RETURN NULL;
END $$;

-- What a sheet brought stays; one who signs, and brought it not, answers once of each.
CREATE OR REPLACE FUNCTION app_taken_over_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['circle_id', 'known_since', 'harm', 'goes_on', 'answered_by_id',
                         'answered_at', 'until'];
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.answered_at IS NULL AND NEW.brought_by_id = app_uid() THEN
            RETURN NEW;
        END IF;
        refusal := 'taken_over_by_sheet';
    ELSIF TG_OP = 'DELETE' OR to_jsonb(OLD) - free <> to_jsonb(NEW) - free THEN
        refusal := 'taken_over_stays';
    ELSIF to_jsonb(OLD) - 'circle_id' = to_jsonb(NEW) - 'circle_id' THEN
        RETURN NEW;
    ELSIF OLD.answered_at IS NOT NULL THEN
        refusal := 'taken_over_answered';
    ELSE
        refusal := app_taken_over_refusal(
            NEW.official_id, NEW.circle_id, NEW.brought_by_id, NEW.answered_by_id,
            NEW.until);
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- A move that a person writes is legal, or takes back the latest, and stays as it is.
CREATE OR REPLACE FUNCTION app_institution_stage_move_by_rule() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    latest record;
    stage text := (SELECT r.stage FROM engagements_institutionrelationship r
                   WHERE r.id = NEW.relationship_id);
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'circle_id' = to_jsonb(NEW) - 'circle_id' THEN
            RETURN NEW;
        END IF;
        refusal := 'move_stays';
    ELSIF stage IS DISTINCT FROM NEW.from_stage THEN
        refusal := 'moved_meanwhile';
    ELSIF NEW.takes_back THEN
        SELECT * INTO latest FROM engagements_institutionstagemove m
            WHERE m.relationship_id = NEW.relationship_id
            ORDER BY m.moved_at DESC, m.id DESC LIMIT 1;
        IF latest.id IS NULL OR latest.takes_back
           OR NEW.to_stage <> latest.from_stage THEN
            refusal := 'move_not_the_latest';
        END IF;
    ELSE
        refusal := app_institution_stage_refusal(
            NEW.relationship_id, NEW.from_stage, NEW.to_stage, NEW.reason);
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'reason_missing' THEN 'reason' ELSE 'to_stage' END;
    END IF;
    RETURN NEW;
END $$;

-- A relationship with an institution stands where its latest move led.
CREATE OR REPLACE FUNCTION app_institution_relationship_by_rule() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT app_system() AND NEW.stage <> coalesce(
        (SELECT m.to_stage FROM engagements_institutionstagemove m
         WHERE m.relationship_id = NEW.id
         ORDER BY m.moved_at DESC, m.id DESC LIMIT 1), 'monitored') THEN
        RAISE EXCEPTION 'institution_stage_written_over'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'stage';
    END IF;
    RETURN NULL;
END $$;
