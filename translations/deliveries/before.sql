-- Which edition may be in whose hands.

-- A wall: we give what is in force, and nobody was given what was not made yet. What went
-- on a day before today has happened.
CREATE OR REPLACE FUNCTION app_delivers_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ours record;
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.edition_id, OLD.given_on, OLD.is_past)
                            = (NEW.edition_id, NEW.given_on, NEW.is_past) THEN
        RETURN NEW;
    END IF;
    NEW.is_past := NEW.is_past OR NEW.given_on < current_date;
    SELECT * INTO ours FROM translations_edition e
        WHERE e.id = NEW.edition_id AND e.translation_id IS NOT NULL;
    IF ours.id IS NULL THEN
        RETURN NEW;  -- a text of others is in force wherever it is
    END IF;
    IF NOT NEW.is_past AND NOT EXISTS (
        SELECT FROM translations_translation t WHERE t.in_force_id = ours.id) THEN
        RAISE EXCEPTION 'delivers_out_of_force'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME, COLUMN = 'edition_id';
    END IF;
    IF NEW.given_on < ours.made_at::date THEN
        RAISE EXCEPTION 'delivers_before_made'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME, COLUMN = 'given_on';
    END IF;
    RETURN NEW;
END $$;

-- To whom a delivery goes (officials.clearance.goes_out).
CREATE OR REPLACE FUNCTION app_delivery_goes_to(delivery uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY SELECT d.official_id, 'work', d.circle_id, false
        FROM translations_delivery d
        WHERE d.id = delivery AND d.official_id IS NOT NULL
          AND d.given_on >= current_date;
END $$;
