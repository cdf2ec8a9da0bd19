-- Where a relationship stands, and why it cannot move. The stages from first to last,
-- app_ladder(), are made of LADDER in workflow.py.

-- Where a relationship stood before it was paused or closed.
CREATE OR REPLACE FUNCTION app_stage_before_rest(relationship uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT from_stage FROM engagements_stagemove
         WHERE relationship_id = relationship
           AND to_stage IN ('paused', 'closed')
           AND from_stage NOT IN ('', 'paused', 'closed')
         ORDER BY moved_at DESC, id DESC LIMIT 1),
        'monitored')
$$;

-- Why a relationship cannot be identified: what the person who asks sees decides.
CREATE OR REPLACE FUNCTION app_identified_refusal(relationship uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    person uuid := (SELECT official_id FROM engagements_relationship
                    WHERE id = relationship);
    checked_until date;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM engagements_assessment a WHERE a.official_id = person
        AND NOT EXISTS (
            SELECT 1 FROM engagements_assessment b WHERE b.supersedes_id = a.id)
    ) THEN
        RETURN 'stage_unassessed';
    END IF;
    SELECT max(c.valid_until) INTO checked_until
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        JOIN officials_conductcheck c ON c.id = a.conduct_id
        WHERE a.official_id = person AND r.state IN ('signed', 'unsigned');
    IF checked_until IS NULL THEN
        RETURN 'stage_unsigned';
    END IF;
    IF checked_until < current_date THEN
        RETURN 'conduct_check_over';
    END IF;
    RETURN NULL;
END $$;

-- Whether the latest “Before we approach” lost its signature.
CREATE OR REPLACE FUNCTION app_signature_withdrawn(relationship uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT r.state = 'withdrawn' FROM engagements_approach a
         JOIN engagements_relationship s ON s.official_id = a.official_id
         JOIN officials_reviewrequest r ON r.id = a.review_id
         WHERE s.id = relationship AND r.state IN ('signed', 'unsigned', 'withdrawn')
         ORDER BY r.state = 'withdrawn', a.version DESC LIMIT 1),
        false)
$$;

-- Why nobody turns to this person for the first time yet, as a code, or NULL: what the
-- one who asks sees decides. Red is 15 of 25 and more (ExposureRisk.RED_FROM).
CREATE OR REPLACE FUNCTION app_unprepared(person uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    checked_until date;
BEGIN
    IF EXISTS (
        SELECT 1 FROM officials_exposurerisk e WHERE e.official_id = person
        AND EXISTS (
            SELECT 1 FROM officials_exposurethreat t
            WHERE t.exposure_id = e.id AND t.likelihood * t.severity >= 15)
        AND NOT EXISTS (
            SELECT 1 FROM officials_exposurerisk later
            WHERE later.official_id = person AND later.circle_id = e.circle_id
              AND later.written_at > e.written_at)
        AND NOT EXISTS (
            SELECT 1 FROM engagements_approach a
            JOIN officials_reviewrequest r ON r.id = a.review_id
            WHERE a.exposure_id = e.id AND r.state = 'signed')
    ) THEN
        RETURN 'exposure_red';
    END IF;
    SELECT max(c.valid_until) INTO checked_until
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        JOIN officials_conductcheck c ON c.id = a.conduct_id
        WHERE a.official_id = person AND (r.state = 'signed' OR r.state = 'unsigned'
              AND r.ahead_at > clock_timestamp() - interval '72 hours');
    IF checked_until >= current_date THEN
        RETURN NULL;
    ELSIF checked_until IS NOT NULL THEN
        RETURN 'conduct_check_over';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        WHERE a.official_id = person AND r.state = 'unsigned'
    ) THEN
        RETURN 'contact_unsigned_too_long';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        WHERE a.official_id = person AND r.state = 'withdrawn'
    ) THEN
        RETURN 'signature_withdrawn';
    END IF;
    RETURN 'contact_unsigned';
END $$;

-- Why it is no dialogue yet: nobody saw them answer, or turn to us.
CREATE OR REPLACE FUNCTION app_unanswered(person uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN NOT EXISTS (
        SELECT 1 FROM engagements_outreachaction x
        JOIN engagements_actionofficial o ON o.action_id = x.id
        WHERE o.official_id = person AND x.state = 'done'
          AND (x.responded OR x.direction = 'in'))
    THEN 'contact_unanswered'
    END
$$;

-- Why a relationship cannot move between two stages, as a code, or NULL.
CREATE OR REPLACE FUNCTION app_stage_refusal(
    relationship uuid, from_stage text, to_stage text, reason text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ladder text[] := app_ladder();
    here int := array_position(ladder, from_stage);
    there int := array_position(ladder, to_stage);
    person uuid := (SELECT official_id FROM engagements_relationship
                    WHERE id = relationship);
BEGIN
    IF from_stage = to_stage THEN
        RETURN 'stage_is_that';
    ELSIF there IS NULL AND to_stage NOT IN ('paused', 'closed') THEN
        RETURN 'stage_unknown';
    ELSIF there IS NOT NULL AND here IS NULL
          AND to_stage <> app_stage_before_rest(relationship) THEN
        RETURN 'stage_back_from_rest';
    ELSIF here IS NOT NULL AND abs(there - here) > 1 THEN
        RETURN 'stage_one_at_a_time';
    ELSIF there = here + 1 AND to_stage = 'identified' THEN
        RETURN app_identified_refusal(relationship);
    ELSIF there = here + 1 AND to_stage = 'approached' THEN
        RETURN app_unprepared(person);
    ELSIF there = here + 1 THEN
        RETURN app_unanswered(person);
    ELSIF btrim(reason) = '' THEN
        RETURN 'reason_missing';
    ELSIF here IS NULL AND there > 1 AND app_signature_withdrawn(relationship) THEN
        RETURN 'signature_withdrawn';
    END IF;
    RETURN NULL;
END $$;

-- Why a stage cannot simply be written over: the refusal of the move, or how to move.
CREATE OR REPLACE FUNCTION app_stage_unmoved(
    relationship uuid, from_stage text, to_stage text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN to_stage = (
        SELECT m.to_stage FROM engagements_stagemove m
        WHERE m.relationship_id = relationship
        ORDER BY m.moved_at DESC, m.id DESC LIMIT 1)
    THEN NULL
    ELSE coalesce(
        app_stage_refusal(relationship, from_stage, to_stage, ''),
        'stage_written_over')
    END
$$;

-- Why nobody brings a relationship in at this stage, as a code, or NULL: what is further
-- than a dialogue rests on contacts that are recorded here, and a manager answers for it.
-- For many at once (`in_bulk`) their role is asked once, as their circles are.
CREATE OR REPLACE FUNCTION app_stage_brought_refusal(to_stage text) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    context text := current_setting('app.ctx', true);
BEGIN
    IF to_stage IN ('collaborating', 'ally') THEN
        RETURN 'stage_brought_too_high';
    ELSIF to_stage = 'monitored'
          OR app_in_bulk() AND current_setting('app.brings_stages', true) = context THEN
        RETURN NULL;
    ELSIF NOT app_holds('officials', 'sign_red') THEN
        RETURN 'stage_brought_by_officer';
    END IF;
    PERFORM set_config('app.brings_stages', context, true);
    RETURN NULL;
END $$;

-- Why the questions about somebody whom a sheet brought are not answered so, as a code,
-- or NULL: it was a sheet, somebody else answers than who brought it, and who signs.
CREATE OR REPLACE FUNCTION app_taken_over_refusal(
    person uuid, circle bigint, bringer bigint, answerer bigint, until date) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF answerer = bringer THEN
        RETURN 'taken_over_by_bringer';
    ELSIF answerer IS DISTINCT FROM app_uid()
          OR NOT app_holds('officials', 'change_reviewrequest') THEN
        RETURN 'taken_over_unsigned';
    ELSIF until > current_date + 182 THEN
        RETURN 'taken_over_too_long';
    ELSIF NOT EXISTS (
        SELECT 1 FROM engagements_relationship r
        JOIN engagements_stagemove m ON m.relationship_id = r.id
        WHERE r.official_id = person AND r.circle_id = circle
          AND m.was_so_before AND m.from_stage = '') THEN
        RETURN 'taken_over_by_sheet';
    END IF;
    RETURN NULL;
END $$;

-- Where a relationship with an institution stood before it was paused or closed.
CREATE OR REPLACE FUNCTION app_institution_stage_before_rest(relationship uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT from_stage FROM engagements_institutionstagemove
         WHERE relationship_id = relationship
           AND to_stage IN ('paused', 'closed')
           AND from_stage NOT IN ('paused', 'closed')
         ORDER BY moved_at DESC, id DESC LIMIT 1),
        'monitored')
$$;

-- Why it cannot move between two stages, as the one who asks sees it, or NULL.
CREATE OR REPLACE FUNCTION app_institution_stage_refusal(
    relationship uuid, from_stage text, to_stage text, reason text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ladder text[] := app_ladder();
    here int := array_position(ladder, from_stage);
    there int := array_position(ladder, to_stage);
    turned_to boolean;
    answered boolean;
BEGIN
    IF from_stage = to_stage THEN
        RETURN 'stage_is_that';
    ELSIF there IS NULL AND to_stage NOT IN ('paused', 'closed') THEN
        RETURN 'stage_unknown';
    ELSIF there IS NOT NULL AND here IS NULL
          AND to_stage <> app_institution_stage_before_rest(relationship) THEN
        RETURN 'stage_back_from_rest';
    ELSIF here IS NOT NULL AND abs(there - here) > 1 THEN
        RETURN 'stage_one_at_a_time';
    ELSIF there = here + 1 THEN
        SELECT count(*) > 0, bool_or(x.responded OR x.direction = 'in')
            INTO turned_to, answered
            FROM engagements_outreachaction x
            JOIN engagements_institutionrelationship r
                ON r.institution_id = x.institution_id
            WHERE r.id = relationship AND x.state = 'done';
        RETURN CASE
            WHEN to_stage = 'identified' THEN NULL
            WHEN NOT turned_to
                THEN 'institution_uncontacted'
            WHEN to_stage <> 'approached' AND NOT answered
                THEN 'institution_unanswered'
        END;
    ELSIF btrim(reason) = '' THEN
        RETURN 'reason_missing';
    END IF;
    RETURN NULL;
END $$;
