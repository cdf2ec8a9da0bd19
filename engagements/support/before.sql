-- What answers a request.

-- A wall: what is not published was vouched for by nobody, and is not handed over. Asked
-- when a request is answered; a translation withdrawn later did answer in its time.
CREATE OR REPLACE FUNCTION app_published_to_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'answered' AND NEW.translation_id IS NOT NULL
       AND (TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state
            OR NEW.translation_id IS DISTINCT FROM OLD.translation_id)
       AND NOT (SELECT app_system())
       AND NOT EXISTS (SELECT 1 FROM translations_translation t
                       WHERE t.id = NEW.translation_id AND t.state = 'published') THEN
        RAISE EXCEPTION 'answered_unpublished'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'supportrequest_translation_published',
                  TABLE = 'engagements_supportrequest', COLUMN = 'translation_id';
    END IF;
    RETURN NEW;
END $$;
