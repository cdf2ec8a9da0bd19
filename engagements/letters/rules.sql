-- The walls around letters.

-- A text without line breaks and further spaces, to compare it.
CREATE OR REPLACE FUNCTION app_one_line(told text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(coalesce(told, ''), '\s+', ' ', 'g'))
$$;

-- Whether all that we know of the addressee is abroad; nothing known counts as home.
CREATE OR REPLACE FUNCTION app_is_abroad(official uuid, institution uuid, day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(i.side <> 'domestic'), false)
    FROM officials_institution i
    WHERE i.id = institution OR i.id IN (
        SELECT p.institution_id
        FROM officials_appointment a JOIN officials_post p ON p.id = a.post_id
        WHERE a.official_id = official
          AND (a.started IS NULL OR lower(a.started) <= day)
          AND (a.ended IS NULL OR lower(a.ended) > day))
$$;

-- The labels that bind such a letter and that its text does not hold.
CREATE OR REPLACE FUNCTION app_missing_labels(circle bigint, language text, official uuid,
                                   institution uuid, day date, told text)
RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT l.id
    FROM engagements_legallabel l JOIN officials_circle c ON c.id = l.circle_id
    WHERE (c.everyone OR c.id = circle)
      AND l.since <= day AND (l.until IS NULL OR l.until >= day)
      AND (l.binds = 'all' OR NOT app_is_abroad(official, institution, day))
      AND position(app_one_line(CASE language WHEN 'ru' THEN l.text_ru
                                ELSE l.text_en END) IN app_one_line(told)) = 0
$$;

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
CREATE OR REPLACE TRIGGER letter_wall BEFORE INSERT OR UPDATE ON engagements_letter
    FOR EACH ROW EXECUTE FUNCTION app_letter_wall();
