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
                       WHERE t.id = NEW.translation_id AND t.in_force_id IS NOT NULL) THEN
        RAISE EXCEPTION 'answered_unpublished'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'supportrequest_translation_published',
                  TABLE = 'engagements_supportrequest', COLUMN = 'translation_id';
    END IF;
    RETURN NEW;
END $$;

-- A wall: what is offered is the edition in force. What was answered may be put on record
-- of the edition that it was.
CREATE OR REPLACE FUNCTION app_offers_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.edition_id IS NOT DISTINCT FROM NEW.edition_id
       AND OLD.answer = 'open' AND OLD.taken_back_at IS NULL THEN
        RETURN NEW;  -- it stood open before the text was corrected
    END IF;
    IF EXISTS (SELECT FROM translations_edition e
               WHERE e.id = NEW.edition_id AND e.translation_id IS NOT NULL
                 AND NOT EXISTS (SELECT FROM translations_translation t
                                 WHERE t.in_force_id = e.id)) THEN
        RAISE EXCEPTION 'offers_out_of_force'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME, COLUMN = 'edition_id';
    END IF;
    RETURN NEW;
END $$;
