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
