-- The walls around letters.

-- A text without line breaks and further spaces, to compare it.
CREATE OR REPLACE FUNCTION app_one_line(told text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(coalesce(told, ''), '\s+', ' ', 'g'))
$$;

-- Whether all that we know of the addressee is abroad; nothing known counts as home.
-- So does an addressee typed by hand that is written in Cyrillic letters, or does not
-- name the office abroad.
CREATE OR REPLACE FUNCTION app_is_abroad(official uuid, institution uuid, typed text,
                                         day date)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(i.side <> 'domestic'), false)
       AND (typed = '' OR typed !~ '[\u0400-\u04ff]'
            AND bool_or(position(lower(app_one_line(i.name))
                                 IN lower(app_one_line(typed))) > 0))
    FROM officials_institution i
    WHERE i.id = institution OR i.id IN (
        SELECT p.institution_id
        FROM officials_appointment a JOIN officials_post p ON p.id = a.post_id
        WHERE a.official_id = official
          AND (a.started IS NULL OR lower(a.started) <= day)
          AND (a.ended IS NULL OR lower(a.ended) > day))
$$;

-- The labels that bind such a letter on one of `days` and that its text does not hold.
CREATE OR REPLACE FUNCTION app_missing_labels(circle bigint, language text, official uuid,
                                   institution uuid, typed text, days date[], told text)
RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT l.id
    FROM engagements_legallabel l JOIN officials_circle c ON c.id = l.circle_id
    WHERE (c.everyone OR c.id = circle)
      AND EXISTS (
          SELECT FROM unnest(days) AS day
          WHERE l.since <= day AND (l.until IS NULL OR l.until >= day)
            AND (l.binds = 'all'
                 OR NOT app_is_abroad(official, institution, typed, day)))
      AND position(app_one_line(CASE language WHEN 'ru' THEN l.text_ru
                                ELSE l.text_en END) IN app_one_line(told)) = 0
$$;

-- To whom a letter goes (officials.clearance.goes_out). It answers what they wrote, when
-- that stands as their own contact, registered within a week, or seen by another too.
-- Its occasion says how heavily else it weighs. Without a name it goes to who holds the
-- one seat that leads the office; to nobody where its readers may not know of them, as a
-- refusal would tell that somebody does.
CREATE OR REPLACE FUNCTION app_letter_goes_to(letter uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE sql STABLE AS $$
    SELECT person,
           app_weight_of(
               CASE WHEN t.occasion IN ('invitation', 'condolence', 'congratulation',
                                        'thanks')
                    THEN t.occasion ELSE 'letter' END,
               l.ground,
               CASE WHEN incoming.direction = 'in' AND incoming.state <> 'cancelled'
                         AND incoming.received_on >= current_date - 60
                         AND (app_written_on(incoming.id) <= incoming.received_on + 7
                              OR came.seen_too_by_id IS NOT NULL)
                         AND (incoming.official_id = person
                              OR l.official_id IS NULL
                                 AND incoming.institution_id = l.institution_id)
                    THEN 'own_answer' END),
           l.circle_id, l.let_go_by_id IS NOT NULL
    FROM engagements_letter l
    LEFT JOIN engagements_lettertemplate t ON t.id = l.template_id
    LEFT JOIN engagements_letter incoming ON incoming.id = l.answers_id
    LEFT JOIN engagements_outreachaction came ON came.id = incoming.action_id,
    LATERAL (
        SELECT l.official_id AS person WHERE l.official_id IS NOT NULL
        UNION
        SELECT a.official_id
        FROM officials_post p JOIN officials_appointment a ON a.post_id = p.id
        JOIN officials_circle k ON k.id = a.circle_id
        WHERE l.official_id IS NULL AND p.institution_id = l.institution_id
          AND (k.everyone OR k.id = l.circle_id)
          AND p.single_seat AND p.is_leading
          AND (a.started IS NULL OR lower(a.started) <= current_date)
          AND (a.ended IS NULL OR lower(a.ended) > current_date)
    ) to_whom
    WHERE l.id = letter AND l.direction = 'out'
$$;
