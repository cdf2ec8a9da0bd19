-- What may be done towards officials.

-- Only what is published is handed over.
CREATE OR REPLACE FUNCTION app_hands_over_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.translation_id IS NULL OR NEW.state <> 'done' OR (
        TG_OP = 'UPDATE' AND OLD.state = 'done'
        AND OLD.translation_id IS NOT DISTINCT FROM NEW.translation_id) THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM translations_translation t
                   WHERE t.id = NEW.translation_id AND t.state = 'published') THEN
        RAISE EXCEPTION 'handed_over_unpublished'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'action_hands_over_published',
                  TABLE = 'engagements_outreachaction', COLUMN = 'translation_id';
    END IF;
    RETURN NULL;
END $$;
