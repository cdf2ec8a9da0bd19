-- What tables and policies of assessments need before they are made.

-- The requests for a blind second assessment that wait for this person.
CREATE OR REPLACE FUNCTION app_blind_to() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT id FROM officials_reviewrequest
        WHERE asked_of_id = app_uid() AND state = 'open'
          AND kind = 'second_assessment')
$$;

-- A score rests on notes, or says on what.
CREATE OR REPLACE FUNCTION app_rests_on_something() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked uuid := CASE TG_TABLE_NAME WHEN 'engagements_score' THEN to_jsonb(NEW) ->> 'id'
                       ELSE to_jsonb(OLD) ->> 'score_id' END;
BEGIN
    IF EXISTS (SELECT 1 FROM engagements_score s
               WHERE s.id = asked AND btrim(s.reason) = ''
                 AND NOT EXISTS (SELECT 1 FROM engagements_scoreevidence e
                                 WHERE e.score_id = s.id)) THEN
        RAISE EXCEPTION 'score_rests_on_nothing'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0],
                  TABLE = 'engagements_score', COLUMN = 'reason';
    END IF;
    RETURN NULL;
END $$;
