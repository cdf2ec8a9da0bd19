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

-- A move that a person writes is legal, or the first one, or takes back the latest.
CREATE OR REPLACE FUNCTION app_stage_move_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest engagements_stagemove;
    stage text;
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        IF TG_OP = 'UPDATE'
           AND to_jsonb(OLD) - 'circle_id' = to_jsonb(NEW) - 'circle_id' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'move_stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    SELECT r.stage INTO stage FROM engagements_relationship r
        WHERE r.id = NEW.relationship_id;
    SELECT * INTO latest FROM engagements_stagemove m
        WHERE m.relationship_id = NEW.relationship_id
        ORDER BY m.moved_at DESC, m.id DESC LIMIT 1;
    IF NEW.was_so_before AND NEW.from_stage = '' AND NEW.to_stage = stage
       AND latest.id IS NULL THEN
        RETURN NEW;
    END IF;
    NEW.was_so_before := false;
    NEW.moved_at := clock_timestamp();
    IF stage IS DISTINCT FROM NEW.from_stage THEN
        refusal := 'moved_meanwhile';
    ELSIF NEW.undoes_id IS NOT NULL THEN
        IF NEW.undoes_id = latest.id AND latest.undoes_id IS NULL
           AND latest.from_stage <> ''
           AND NEW.from_stage = latest.to_stage AND NEW.to_stage = latest.from_stage
        THEN
            RETURN NEW;
        END IF;
        refusal := 'move_not_the_latest';
    ELSE
        refusal := app_stage_refusal(
            NEW.relationship_id, NEW.from_stage, NEW.to_stage, NEW.reason);
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'reason_missing' THEN 'reason' ELSE 'to_stage' END;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER stagemove_by_rule BEFORE INSERT OR UPDATE OR DELETE
    ON engagements_stagemove
    FOR EACH ROW EXECUTE FUNCTION app_stage_move_by_rule();

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

-- Stage and warmth of a relationship follow the latest move and the latest change.
CREATE OR REPLACE FUNCTION app_relationship_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN NEW;
    END IF;
    IF NEW.stage <> OLD.stage THEN
        refusal := app_stage_unmoved(NEW.id, OLD.stage, NEW.stage);
    END IF;
    IF NEW.warmth <> OLD.warmth AND NEW.warmth IS DISTINCT FROM (
        SELECT c.to_warmth FROM engagements_warmthchange c
        WHERE c.relationship_id = NEW.id
        ORDER BY c.changed_at DESC, c.id DESC LIMIT 1
    ) THEN
        refusal := coalesce(refusal, 'warmth_without_contact');
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'warmth_without_contact' THEN 'warmth' ELSE 'stage' END;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER relationship_by_rule BEFORE UPDATE OF stage, warmth
    ON engagements_relationship FOR EACH ROW
    WHEN (OLD.stage IS DISTINCT FROM NEW.stage
          OR OLD.warmth IS DISTINCT FROM NEW.warmth)
    EXECUTE FUNCTION app_relationship_by_rule();

-- A relationship begins as monitored, or keeps where it stood when we began.
CREATE OR REPLACE FUNCTION app_relationship_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_uid() IS NOT NULL AND NOT EXISTS (  -- without a person there is nothing to see
        SELECT 1 FROM engagements_stagemove m
        WHERE m.relationship_id = NEW.id AND m.was_so_before) THEN
        RAISE EXCEPTION 'stage_written_over'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'stage';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS relationship_begun ON engagements_relationship;
CREATE CONSTRAINT TRIGGER relationship_begun AFTER INSERT ON engagements_relationship
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.stage <> 'monitored' AND NOT app_system()) -- asked when it is written
    EXECUTE FUNCTION app_relationship_begun();

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

-- A move that a person writes is legal, or takes back the latest, and stays as it is.
CREATE OR REPLACE FUNCTION app_institution_stage_move_by_rule() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    latest engagements_institutionstagemove;
    stage text := (SELECT r.stage FROM engagements_institutionrelationship r
                   WHERE r.id = NEW.relationship_id);
    refusal text;
BEGIN
    IF app_system() THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' THEN
        IF to_jsonb(OLD) - 'circle_id' = to_jsonb(NEW) - 'circle_id' THEN
            RETURN NEW;
        END IF;
        refusal := 'move_stays';
    ELSIF stage IS DISTINCT FROM NEW.from_stage THEN
        refusal := 'moved_meanwhile';
    ELSIF NEW.takes_back THEN
        SELECT * INTO latest FROM engagements_institutionstagemove m
            WHERE m.relationship_id = NEW.relationship_id
            ORDER BY m.moved_at DESC, m.id DESC LIMIT 1;
        IF latest.id IS NULL OR latest.takes_back
           OR NEW.to_stage <> latest.from_stage THEN
            refusal := 'move_not_the_latest';
        END IF;
    ELSE
        refusal := app_institution_stage_refusal(
            NEW.relationship_id, NEW.from_stage, NEW.to_stage, NEW.reason);
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'reason_missing' THEN 'reason' ELSE 'to_stage' END;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER institutionstagemove_by_rule BEFORE INSERT OR UPDATE
    ON engagements_institutionstagemove
    FOR EACH ROW EXECUTE FUNCTION app_institution_stage_move_by_rule();

-- A relationship with an institution stands where its latest move led.
CREATE OR REPLACE FUNCTION app_institution_relationship_by_rule() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT app_system() AND NEW.stage <> coalesce(
        (SELECT m.to_stage FROM engagements_institutionstagemove m
         WHERE m.relationship_id = NEW.id
         ORDER BY m.moved_at DESC, m.id DESC LIMIT 1), 'monitored') THEN
        RAISE EXCEPTION 'institution_stage_written_over'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'stage';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER institutionrelationship_by_rule AFTER INSERT OR UPDATE OF stage
    ON engagements_institutionrelationship
    FOR EACH ROW EXECUTE FUNCTION app_institution_relationship_by_rule();
