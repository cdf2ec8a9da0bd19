-- What a signature binds, and who may give one: what they ask stands in rules.sql.

-- What was asked to be signed is not edited: a new version is.
CREATE OR REPLACE FUNCTION app_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['circle_id'] || TG_ARGV[1:TG_NARGS - 1];
    which uuid := to_jsonb(CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END)
        ->> TG_ARGV[0];
    asked boolean;
BEGIN
    IF app_system() OR (
        TG_OP = 'UPDATE' AND to_jsonb(OLD) - free = to_jsonb(NEW) - free) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    SELECT bool_or(r.state <> 'sent_back') INTO asked
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        WHERE CASE TG_TABLE_NAME
            WHEN 'engagements_approach' THEN a.id
            WHEN 'officials_conductcheck' THEN a.conduct_id
            ELSE a.exposure_id END = which;
    IF asked THEN
        RAISE EXCEPTION 'signed_stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE FUNCTION app_signed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text := (
        SELECT min(app_approach_unsignable(a.id, NEW.decided_by_id))
        FROM engagements_approach a WHERE a.review_id = NEW.id);
BEGIN
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = 'decided_by_id';
    END IF;
    RETURN NEW;
END $$;

-- An approach rests on what the State accepted, at least in part; from both ends.
CREATE OR REPLACE FUNCTION app_recommendation_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_system() THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN engagements_recommendation r ON r.id = a.recommendation_id
        WHERE r.response NOT IN ('accepted', 'partially')
        AND CASE TG_TABLE_NAME WHEN 'engagements_approach' THEN a.id
            ELSE r.id END = NEW.id) THEN
        RAISE EXCEPTION 'recommendation_not_accepted'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = CASE TG_TABLE_NAME WHEN 'engagements_approach' THEN 'recommendation_id'
                          ELSE 'response' END;
    END IF;
    RETURN NULL;
END $$;

-- Whatever a clearance rests on takes it along, by whatever road it is written.
CREATE OR REPLACE FUNCTION app_clearance_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    person uuid;
BEGIN
    IF TG_OP = 'INSERT' AND app_in_bulk() THEN
        RETURN NULL;  -- who writes many begins their clearances in one statement
    END IF;
    FOR person IN
        SELECT DISTINCT official FROM unnest(ARRAY[before, after]) AS row,
        LATERAL app_clearance_person(TG_TABLE_NAME, row) AS official
        WHERE row IS NOT NULL AND official IS NOT NULL ORDER BY official
    LOOP
        PERFORM app_write_clearance(person);
    END LOOP;
    RETURN NULL;
END $$;
