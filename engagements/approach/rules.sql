-- What a signature binds, and who may give one.

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
CREATE OR REPLACE TRIGGER approach_signed_stays BEFORE UPDATE OR DELETE ON engagements_approach
    FOR EACH ROW EXECUTE FUNCTION app_signed_stays('id', 'review_id');
CREATE OR REPLACE TRIGGER conductcheck_signed_stays BEFORE UPDATE OR DELETE
    ON officials_conductcheck FOR EACH ROW
    EXECUTE FUNCTION app_signed_stays('id', 'reviewed_by_id', 'reviewed_at');
CREATE OR REPLACE TRIGGER exposurerisk_signed_stays BEFORE UPDATE OR DELETE
    ON officials_exposurerisk FOR EACH ROW EXECUTE FUNCTION app_signed_stays('id');
CREATE OR REPLACE TRIGGER exposurethreat_signed_stays BEFORE INSERT OR UPDATE OR DELETE
    ON officials_exposurethreat FOR EACH ROW
    EXECUTE FUNCTION app_signed_stays('exposure_id');

-- Why this person cannot sign an approach, as a code, or NULL: who signs neither wrote
-- it, nor checked the conduct, nor weighed the exposure, nor leads the relationship.
CREATE OR REPLACE FUNCTION app_approach_unsignable(approach uuid, person bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN person IN (a.written_by_id, c.checked_by_id, e.written_by_id)
            THEN 'signed_by_writer'
        WHEN EXISTS (
            SELECT 1 FROM engagements_relationship r
            WHERE r.official_id = a.official_id AND r.lead_id = person)
            THEN 'signed_by_lead'
    END
    FROM engagements_approach a
    LEFT JOIN officials_conductcheck c ON c.id = a.conduct_id
    LEFT JOIN officials_exposurerisk e ON e.id = a.exposure_id
    WHERE a.id = approach
$$;

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
CREATE OR REPLACE TRIGGER reviewrequest_by_another BEFORE UPDATE OF state, decided_by_id
    ON officials_reviewrequest FOR EACH ROW
    WHEN (NEW.state = 'signed' AND OLD.state <> 'signed')
    EXECUTE FUNCTION app_signed_by_another();

-- Whether a text holds a word, or words in a row, in any form (Russian, English).
CREATE OR REPLACE FUNCTION app_says(said text, word text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('russian', said) @@ phraseto_tsquery('russian', word)
$$;

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
CREATE OR REPLACE TRIGGER approach_recommendation_accepted AFTER INSERT OR UPDATE OF recommendation_id
    ON engagements_approach FOR EACH ROW WHEN (NEW.recommendation_id IS NOT NULL)
    EXECUTE FUNCTION app_recommendation_accepted();
CREATE OR REPLACE TRIGGER recommendation_still_accepted AFTER UPDATE OF response
    ON engagements_recommendation FOR EACH ROW
    WHEN (NEW.response NOT IN ('accepted', 'partially'))
    EXECUTE FUNCTION app_recommendation_accepted();
