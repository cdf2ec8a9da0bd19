-- What a signature binds, and who may give one.

-- Why this person cannot sign an approach, as a code, or NULL: who signs neither wrote
-- it, nor checked the conduct, nor weighed the exposure, nor leads the relationship.
CREATE OR REPLACE FUNCTION app_approach_unsignable(approach uuid, person bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN person IN (a.written_by_id, c.checked_by_id, e.written_by_id)
            THEN 'signed_by_writer'
        WHEN EXISTS (
            SELECT 1 FROM engagements_relationship r
            WHERE r.official_id = a.official_id AND r.lead_id = person)
            THEN 'signed_by_lead'
    END
    FROM engagements_approach a
    LEFT JOIN officials_conductcheck c ON c.id = a.conduct_id
    LEFT JOIN officials_exposurerisk e ON e.id = a.exposure_id
    WHERE a.id = approach
$$;

-- Whether a text holds a word, or words in a row, in any form (Russian, English).
CREATE OR REPLACE FUNCTION app_says(said text, word text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('russian', said) @@ phraseto_tsquery('russian', word)
$$;

-- What of an approach a signature covers, as a SHA-256 of its words and figures.
CREATE OR REPLACE FUNCTION app_approach_digest(approach uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(jsonb_build_array(
        to_jsonb(a) - ARRAY['circle_id', 'official_id', 'review_id', 'look_again_on'],
        (SELECT jsonb_build_array(c.allegations, c.sources, c.decision, c.conditions,
                                  c.valid_until)
         FROM officials_conductcheck c WHERE c.id = a.conduct_id),
        (SELECT jsonb_agg(jsonb_build_array(
                    t.what, t.whom, t.likelihood, t.severity, t.mitigation) ORDER BY t.id)
         FROM officials_exposurethreat t WHERE t.exposure_id = a.exposure_id)
    )::text, 'UTF8')), 'hex')
    FROM engagements_approach a WHERE a.id = approach
$$;

-- Whether the worst of a risk is red: 15 of 25 and more (ExposureRisk.RED_FROM).
CREATE OR REPLACE FUNCTION app_is_red(exposure uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM officials_exposurethreat t
        WHERE t.exposure_id = exposure AND t.likelihood * t.severity >= 15)
$$;

-- What each circle knows of whether we may turn to somebody, from what it rests on. The
-- latest version that was signed or taken back decides what opens; risks and decisions
-- count from it on, drafts too, as keys say in which order they were written.
CREATE OR REPLACE FUNCTION app_clearance_from_sources(person uuid)
RETURNS TABLE (circle bigint, signed_by bigint, signed_at timestamptz, signed_until date,
               version smallint, approach uuid, ahead_by bigint, ahead_until timestamptz,
               red boolean, red_signed_by bigint, decision text, resting_since timestamptz,
               taken_over_by bigint, taken_over_until date)
LANGUAGE sql STABLE AS $$
    WITH settled AS (
        SELECT DISTINCT ON (a.circle_id)
               a.circle_id, a.id, a.version, a.conduct_id, a.exposure_id, r.state,
               r.decided_by_id, r.decided_at, c.valid_until
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        JOIN officials_conductcheck c ON c.id = a.conduct_id
        WHERE a.official_id = person AND r.state IN ('signed', 'withdrawn')
        ORDER BY a.circle_id, a.version DESC
    ), signed AS (
        SELECT * FROM settled WHERE state = 'signed'
    ), ahead AS (
        SELECT DISTINCT ON (a.circle_id) a.circle_id, r.asked_by_id, r.ahead_at
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        LEFT JOIN settled s ON s.circle_id = a.circle_id
        WHERE a.official_id = person AND r.state = 'unsigned'
          AND (s.id IS NULL OR a.version > s.version AND s.state = 'signed')
        ORDER BY a.circle_id, a.version
    ), risk AS (
        SELECT e.circle_id,
               coalesce(bool_or(app_is_red(e.id)), false) AS red,
               coalesce(bool_or(app_is_red(e.id)) FILTER (
                   WHERE e.id IS DISTINCT FROM s.exposure_id), false) AS red_since
        FROM officials_exposurerisk e LEFT JOIN signed s USING (circle_id)
        WHERE e.official_id = person AND (s.id IS NULL OR e.id >= s.exposure_id)
        GROUP BY e.circle_id
    ), conduct AS (
        SELECT c.circle_id,
               CASE max(array_position(
                        ARRAY['proceed', 'mitigate', 'defer', 'refuse'],
                        c.decision::text))
                   WHEN 4 THEN 'refuse' WHEN 3 THEN 'defer' WHEN 2 THEN 'mitigate'
                   ELSE 'proceed' END AS decision
        FROM officials_conductcheck c LEFT JOIN signed s USING (circle_id)
        WHERE c.official_id = person AND (s.id IS NULL OR c.id >= s.conduct_id)
        GROUP BY c.circle_id
    ), tie AS (
        SELECT r.circle_id, CASE WHEN r.stage IN ('paused', 'closed') THEN coalesce(
            (SELECT max(m.moved_at) FROM engagements_stagemove m
             WHERE m.relationship_id = r.id AND m.to_stage = r.stage), r.began_on::timestamptz) END
            AS resting_since
        FROM engagements_relationship r WHERE r.official_id = person
    ), sheet AS (
        -- What a signer said of somebody whom a sheet brought; of two rows (two records
        -- of one person) both have to open. A signature since, given or taken back,
        -- counts instead.
        SELECT t.circle_id, (array_agg(t.answered_by_id ORDER BY t.until))[1] AS by,
               min(t.until) AS until
        FROM engagements_takenover t LEFT JOIN settled s USING (circle_id)
        WHERE t.official_id = person
        GROUP BY t.circle_id
        HAVING bool_and(t.until IS NOT NULL
                        AND (s.id IS NULL OR s.decided_at < t.answered_at))
    ), known AS (
        SELECT circle_id FROM engagements_approach a WHERE a.official_id = person
        UNION SELECT circle_id FROM risk
        UNION SELECT circle_id FROM conduct UNION SELECT circle_id FROM tie
        UNION SELECT circle_id FROM sheet
    )
    SELECT k.circle_id, s.decided_by_id, s.decided_at, s.valid_until, s.version, s.id,
           u.asked_by_id, u.ahead_at + interval '72 hours', coalesce(risk.red, false),
           CASE WHEN risk.red AND NOT risk.red_since THEN s.decided_by_id END,
           coalesce(conduct.decision, ''), tie.resting_since, sheet.by, sheet.until
    FROM known k
    LEFT JOIN signed s USING (circle_id)
    LEFT JOIN ahead u ON u.circle_id = k.circle_id
    LEFT JOIN risk ON risk.circle_id = k.circle_id
    LEFT JOIN conduct ON conduct.circle_id = k.circle_id
    LEFT JOIN tie ON tie.circle_id = k.circle_id
    LEFT JOIN sheet ON sheet.circle_id = k.circle_id
$$;

-- Holds somebody still whose clearance is written, and whoever is in a plan with them, in
-- the order of their keys: of two signatures at one moment the later one sees the first,
-- and releases the plan of both. It sees all of them only as the system.
CREATE OR REPLACE FUNCTION app_hold_clearance(person uuid) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    beside uuid;
BEGIN
    FOR beside IN
        SELECT person
        UNION
        SELECT other.official_id
        FROM engagements_actionofficial o
        JOIN engagements_outreachaction x ON x.id = o.action_id
        JOIN engagements_actionofficial other ON other.action_id = x.id
        WHERE o.official_id = person AND x.state IN ('planned', 'waiting')
        ORDER BY 1
    LOOP
        IF beside = person THEN
            PERFORM pg_advisory_xact_lock(app_clearance_lock(beside));
        ELSE
            PERFORM pg_advisory_xact_lock_shared(app_clearance_lock(beside));
        END IF;
    END LOOP;
END $$;

-- Writes what each circle knows of whether we may turn to somebody; whoever writes what
-- it rests on, it sees all of it. Worse news that a draft brought stays when the draft is
-- changed: better news comes with the next signature.
CREATE OR REPLACE FUNCTION app_write_clearance(person uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    context text := current_setting('app.ctx', true);
BEGIN
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    PERFORM app_hold_clearance(person);
    INSERT INTO officials_clearance AS c (
        official_id, circle_id, signed_by_id, signed_at, signed_until, version, digest,
        ahead_by_id, ahead_until, is_red, red_since, red_signed_by_id, decision,
        decision_since, resting_since, taken_over_by_id, taken_over_until)
    SELECT person, s.circle, s.signed_by, s.signed_at, s.signed_until, s.version,
           coalesce(app_approach_digest(s.approach), ''), s.ahead_by, s.ahead_until,
           s.red, CASE WHEN s.red THEN clock_timestamp() END, s.red_signed_by, s.decision,
           CASE WHEN s.decision <> '' THEN clock_timestamp() END, s.resting_since,
           s.taken_over_by, s.taken_over_until
    FROM app_clearance_from_sources(person) s
    ON CONFLICT (official_id, circle_id) DO UPDATE SET
        (signed_by_id, signed_at, signed_until, version, digest, ahead_by_id, ahead_until,
         resting_since, taken_over_by_id, taken_over_until, is_red, red_since,
         red_signed_by_id, decision, decision_since)
        = (SELECT EXCLUDED.signed_by_id, EXCLUDED.signed_at, EXCLUDED.signed_until,
                  EXCLUDED.version,
                  CASE WHEN c.signed_at = EXCLUDED.signed_at
                            AND c.version = EXCLUDED.version
                       THEN c.digest ELSE EXCLUDED.digest END,
                  EXCLUDED.ahead_by_id, EXCLUDED.ahead_until, EXCLUDED.resting_since,
                  EXCLUDED.taken_over_by_id, EXCLUDED.taken_over_until,
                  EXCLUDED.is_red OR red_stays,
                  CASE WHEN EXCLUDED.is_red OR red_stays
                       THEN coalesce(CASE WHEN c.is_red THEN c.red_since END,
                                     EXCLUDED.red_since) END,
                  CASE WHEN EXCLUDED.is_red THEN EXCLUDED.red_signed_by_id END,
                  CASE WHEN no_stays THEN c.decision ELSE EXCLUDED.decision END,
                  CASE WHEN no_stays OR c.decision = EXCLUDED.decision
                       THEN c.decision_since ELSE EXCLUDED.decision_since END
           FROM (SELECT c.is_red AND c.red_signed_by_id IS NULL AND (
                            EXCLUDED.signed_at IS NULL OR EXCLUDED.signed_at < c.red_since)
                            AS red_stays,
                        c.decision IN ('defer', 'refuse')
                        AND EXCLUDED.decision <> 'refuse' AND (
                            EXCLUDED.signed_at IS NULL
                            OR EXCLUDED.signed_at < c.decision_since) AS no_stays) stays);
    -- What was known in All staff goes with all of it to the circle where it stands now.
    WITH gone AS (
        DELETE FROM officials_clearance c
        WHERE c.official_id = person AND c.circle_id NOT IN (
            SELECT s.circle FROM app_clearance_from_sources(person) s)
        RETURNING c.*
    )
    UPDATE officials_clearance c
    SET is_red = c.is_red OR gone.is_red,
        red_since = greatest(c.red_since, gone.red_since),
        red_signed_by_id = CASE WHEN NOT gone.is_red THEN c.red_signed_by_id END,
        decision = CASE WHEN gone.decision IN ('defer', 'refuse')
                             AND c.decision <> 'refuse'
                        THEN gone.decision ELSE c.decision END,
        decision_since = CASE WHEN gone.decision IN ('defer', 'refuse')
                              THEN greatest(c.decision_since, gone.decision_since)
                              ELSE c.decision_since END
    FROM gone JOIN officials_circle k ON k.id = gone.circle_id
    WHERE c.official_id = person AND c.circle_id <> gone.circle_id AND k.everyone
      AND (gone.is_red AND gone.red_signed_by_id IS NULL
           OR gone.decision IN ('defer', 'refuse'));
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
END $$;

-- About whom a row is that a clearance rests on: as the system, whoever writes it.
CREATE OR REPLACE FUNCTION app_clearance_person(kind text, row_of jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    context text := current_setting('app.ctx', true);
    person uuid;
BEGIN
    IF row_of ? 'official_id' THEN
        RETURN (row_of ->> 'official_id')::uuid;
    END IF;
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    IF kind = 'officials_reviewrequest' THEN
        SELECT official_id INTO person FROM engagements_approach
            WHERE review_id = (row_of ->> 'id')::uuid;
    ELSE
        SELECT official_id INTO person FROM officials_exposurerisk
            WHERE id = (row_of ->> 'exposure_id')::uuid;
    END IF;
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
    RETURN person;
END $$;

-- Begins the clearances of officials with whom relationships were written in bulk. One
-- that has just begun opens nothing: it may only close what is planned with somebody, and
-- what was brought as waiting is looked at where something opens already.
CREATE OR REPLACE FUNCTION app_begin_clearances(people uuid[], circle bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    context text := current_setting('app.ctx', true);
    whom uuid;
BEGIN
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    PERFORM set_config('app.begins', current_setting('app.ctx'), true);
    INSERT INTO officials_clearance (official_id, circle_id, digest, is_red, decision)
        SELECT DISTINCT person, circle, '', false, '' FROM unnest(people) person
        ON CONFLICT DO NOTHING;
    PERFORM set_config('app.begins', '', true);
    FOR whom IN
        SELECT c.official_id FROM officials_clearance c
            WHERE c.official_id = ANY (people)
              AND (c.signed_until IS NOT NULL OR c.ahead_until IS NOT NULL
                   OR c.taken_over_until IS NOT NULL)
        UNION
        SELECT o.official_id FROM engagements_outreachaction x
            JOIN engagements_actionofficial o ON o.action_id = x.id
            WHERE x.state = 'planned' AND o.official_id = ANY (people)
    LOOP
        PERFORM app_settle_plans(whom);
    END LOOP;
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
END $$;
