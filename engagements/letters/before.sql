-- The wall around letters: what it asks stands in rules.sql.

-- No letter is ready, or goes out, without its legal label: neither one of today nor
-- one of the day that it bears. Its number is of this year, or somebody said why not.
-- What goes out whatever the gate says invites nobody. What is registered stays as it
-- went out.
CREATE OR REPLACE FUNCTION app_letter_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.direction = 'out' AND NEW.state IN ('ready', 'dispatched', 'answered')
       AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('dispatched', 'answered')
            AND (NEW.state, NEW.body, NEW.label, NEW.addressee, NEW.dated_on,
                 NEW.official_id, NEW.institution_id, NEW.language)
                IS DISTINCT FROM
                (OLD.state, OLD.body, OLD.label, OLD.addressee, OLD.dated_on,
                 OLD.official_id, OLD.institution_id, OLD.language))
       AND EXISTS (SELECT FROM app_missing_labels(
            NEW.circle_id, NEW.language, NEW.official_id, NEW.institution_id,
            CASE WHEN NEW.addressee_by_hand THEN NEW.addressee ELSE '' END,
            ARRAY[current_date, NEW.dated_on, NEW.dispatched_on],
            NEW.body || E'\n' || NEW.label)) THEN
        RAISE EXCEPTION 'letter_without_label'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_bears_its_label',
                  TABLE = TG_TABLE_NAME, COLUMN = 'label';
    END IF;
    -- The year turns at another hour here than where the server stands.
    IF NEW.number IS NOT NULL AND NEW.why_other_year = ''
       AND (TG_OP = 'INSERT' OR OLD.number IS NULL)
       AND NEW.year NOT IN (extract(year FROM current_date - 1),
                            extract(year FROM current_date + 1)) THEN
        RAISE EXCEPTION 'letter_of_another_year'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'letter_numbered_in_its_year',
                  TABLE = TG_TABLE_NAME, COLUMN = 'year';
    END IF;
    IF NEW.ground <> '' AND EXISTS (
        SELECT FROM engagements_lettertemplate t
        WHERE t.id = NEW.template_id AND t.occasion = 'invitation') THEN
        RAISE EXCEPTION 'invites_on_a_ground'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_ground_invites_nobody',
                  TABLE = TG_TABLE_NAME, COLUMN = 'template_id';
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
