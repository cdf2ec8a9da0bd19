-- The wall around letters: what it asks stands in rules.sql.

-- No letter goes out without its legal label; what is registered stays as it went out.
CREATE OR REPLACE FUNCTION app_letter_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.direction = 'out' AND NEW.state IN ('dispatched', 'answered')
       AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('dispatched', 'answered'))
       AND EXISTS (SELECT FROM app_missing_labels(
            NEW.circle_id, NEW.language, NEW.official_id, NEW.institution_id,
            NEW.dispatched_on, NEW.body || E'\n' || NEW.label)) THEN
        RAISE EXCEPTION 'letter_without_label'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_bears_its_label',
                  TABLE = TG_TABLE_NAME, COLUMN = 'label';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.number IS NOT NULL AND NOT app_system()
       AND ((NEW.number, NEW.year, NEW.series_circle_id, NEW.direction)
            IS DISTINCT FROM
            (OLD.number, OLD.year, OLD.series_circle_id, OLD.direction)
            OR OLD.direction = 'out'
            AND (NEW.subject, NEW.body, NEW.salutation, NEW.label, NEW.addressee,
                 NEW.dated_on, NEW.dispatched_on, NEW.method, NEW.language)
                IS DISTINCT FROM
                (OLD.subject, OLD.body, OLD.salutation, OLD.label, OLD.addressee,
                 OLD.dated_on, OLD.dispatched_on, OLD.method, OLD.language)) THEN
        RAISE EXCEPTION 'letter_stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_registered_stays',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
