-- The rules of the method: why a move is refused, and the triggers that refuse it. What
-- is refused is answered with a code; rules.py says it in words.

-- Stages of officials --

-- The stages from first to last, as `LADDER` of stages.py (a test compares).
CREATE OR REPLACE FUNCTION app_ladder() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY['monitored', 'identified', 'approached', 'in_dialogue',
                 'collaborating', 'ally']
$$;

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
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
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
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
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
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS relationship_begun ON engagements_relationship;
CREATE CONSTRAINT TRIGGER relationship_begun AFTER INSERT ON engagements_relationship
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.stage <> 'monitored' AND NOT app_system()) -- asked when it is written
    EXECUTE FUNCTION app_relationship_begun();

-- Stages of institutions --

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
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
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
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER institutionrelationship_by_rule AFTER INSERT OR UPDATE OF stage
    ON engagements_institutionrelationship
    FOR EACH ROW EXECUTE FUNCTION app_institution_relationship_by_rule();

-- Signatures and words --

-- What was asked to be signed is not edited: a new version is.
CREATE OR REPLACE FUNCTION app_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['circle_id'] || TG_ARGV[1:TG_NARGS - 1];
    which uuid := to_jsonb(CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END)
        ->> TG_ARGV[0];
    asked boolean;
BEGIN
    IF app_system() OR (
        TG_OP = 'UPDATE' AND to_jsonb(OLD) - free = to_jsonb(NEW) - free) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    SELECT bool_or(r.state <> 'sent_back') INTO asked
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        WHERE CASE TG_TABLE_NAME
            WHEN 'engagements_approach' THEN a.id
            WHEN 'officials_conductcheck' THEN a.conduct_id
            ELSE a.exposure_id END = which;
    IF asked THEN
        RAISE EXCEPTION 'signed_stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER approach_signed_stays BEFORE UPDATE OR DELETE ON engagements_approach
    FOR EACH ROW EXECUTE FUNCTION app_signed_stays('id', 'review_id');
CREATE OR REPLACE TRIGGER conductcheck_signed_stays BEFORE UPDATE OR DELETE
    ON officials_conductcheck FOR EACH ROW
    EXECUTE FUNCTION app_signed_stays('id', 'reviewed_by_id', 'reviewed_at');
CREATE OR REPLACE TRIGGER exposurerisk_signed_stays BEFORE UPDATE OR DELETE
    ON officials_exposurerisk FOR EACH ROW EXECUTE FUNCTION app_signed_stays('id');
CREATE OR REPLACE TRIGGER exposurethreat_signed_stays BEFORE INSERT OR UPDATE OR DELETE
    ON officials_exposurethreat FOR EACH ROW
    EXECUTE FUNCTION app_signed_stays('exposure_id');

-- Who signs neither wrote it nor leads the relationship.
CREATE OR REPLACE FUNCTION app_signed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_approach a
        LEFT JOIN officials_conductcheck c ON c.id = a.conduct_id
        LEFT JOIN officials_exposurerisk e ON e.id = a.exposure_id
        WHERE a.review_id = NEW.id
          AND NEW.decided_by_id IN (a.written_by_id, c.checked_by_id, e.written_by_id)
    ) THEN
        RAISE EXCEPTION 'signed_by_writer'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN engagements_relationship r ON r.official_id = a.official_id
        WHERE a.review_id = NEW.id AND r.lead_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'signed_by_lead'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER reviewrequest_by_another BEFORE UPDATE OF state, decided_by_id
    ON officials_reviewrequest FOR EACH ROW
    WHEN (NEW.state = 'signed' AND OLD.state <> 'signed')
    EXECUTE FUNCTION app_signed_by_another();

-- Whether a text holds a word, or words in a row, in any form (Russian, English).
CREATE OR REPLACE FUNCTION app_says(said text, word text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT to_tsvector('russian', said) @@ phraseto_tsquery('russian', word)
$$;

-- An approach rests on what the State accepted, at least in part; from both ends.
CREATE OR REPLACE FUNCTION app_promise_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_system() THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN engagements_recommendation r ON r.id = a.promise_id
        WHERE r.response NOT IN ('accepted', 'partially')
        AND CASE TG_TABLE_NAME WHEN 'engagements_approach' THEN a.id
            ELSE r.id END = NEW.id) THEN
        RAISE EXCEPTION 'promise_not_accepted'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER approach_promise_accepted AFTER INSERT OR UPDATE OF promise_id
    ON engagements_approach FOR EACH ROW WHEN (NEW.promise_id IS NOT NULL)
    EXECUTE FUNCTION app_promise_accepted();
CREATE OR REPLACE TRIGGER recommendation_promise_accepted AFTER UPDATE OF response
    ON engagements_recommendation FOR EACH ROW
    WHEN (NEW.response NOT IN ('accepted', 'partially'))
    EXECUTE FUNCTION app_promise_accepted();

-- Actions, requests, letters --

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
                  TABLE = 'engagements_outreachaction';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS action_hands_over_published ON engagements_outreachaction;
CREATE CONSTRAINT TRIGGER action_hands_over_published
    AFTER INSERT OR UPDATE OF translation_id, state ON engagements_outreachaction
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
    EXECUTE FUNCTION app_hands_over_published();

-- A wall: what is not published was vouched for by nobody, and is not handed over. Asked
-- when a request is answered; a translation withdrawn later did answer in its time.
CREATE OR REPLACE FUNCTION app_published_to_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'answered' AND NEW.translation_id IS NOT NULL
       AND (TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state
            OR NEW.translation_id IS DISTINCT FROM OLD.translation_id)
       AND NOT (SELECT app_system())
       AND NOT EXISTS (SELECT 1 FROM translations_translation t
                       WHERE t.id = NEW.translation_id AND t.state = 'published') THEN
        RAISE EXCEPTION 'answered_unpublished'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'supportrequest_translation_published',
                  TABLE = 'engagements_supportrequest';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER supportrequest_translation_published
    BEFORE INSERT OR UPDATE ON engagements_supportrequest
    FOR EACH ROW EXECUTE FUNCTION app_published_to_answer();

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
                  TABLE = TG_TABLE_NAME;
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

-- Outcomes and reforms --

-- A name without case and further spaces, to compare it.
CREATE OR REPLACE FUNCTION app_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(btrim(coalesce(name, '')), '\s+', ' ', 'g'))
$$;

-- Why this person, or this name, cannot confirm an outcome, or NULL.
CREATE OR REPLACE FUNCTION app_outcome_dependent(
    outcome uuid, person bigint, said_name text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_outcome o JOIN staff_user u ON u.id = o.written_by_id
        WHERE o.id = outcome AND (u.id = person OR app_plain_name(said_name)
            IN (nullif(app_plain_name(u.full_name), ''),
                nullif(app_plain_name(u.username), '')))
    ) THEN
        RETURN 'confirmed_by_writer';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_outcomelink l
        LEFT JOIN engagements_outreachaction a ON a.id = l.action_id
        LEFT JOIN exchanges_exchange e ON e.id = l.exchange_id
        JOIN staff_user u ON u.id IN (a.lead_id, e.lead_id)
        WHERE l.outcome_id = outcome AND (u.id = person OR app_plain_name(said_name)
            IN (nullif(app_plain_name(u.full_name), ''),
                nullif(app_plain_name(u.username), '')))
    ) THEN
        RETURN 'confirmed_by_lead';
    END IF;
    RETURN NULL;
END $$;

-- Whether somebody independent agrees with an outcome as it is worded now.
CREATE OR REPLACE FUNCTION app_outcome_confirmed(outcome uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM engagements_substantiation s
        JOIN engagements_outcome o ON o.id = s.outcome_id
        WHERE o.id = outcome AND s.agreement IN ('fully', 'partly')
        AND s.recorded_at >= o.worded_at
        AND app_outcome_dependent(outcome, s.person_id, s.name) IS NULL)
$$;

-- Why an outcome cannot move between two states, as a code, or NULL.
CREATE OR REPLACE FUNCTION app_outcome_refusal(
    outcome uuid, from_state text, to_state text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF to_state = from_state THEN
        RETURN NULL;
    ELSIF NOT to_state = ANY (CASE from_state
            WHEN 'draft' THEN ARRAY['described', 'rejected']
            WHEN 'described' THEN ARRAY['draft', 'substantiated', 'rejected']
            WHEN 'substantiated' THEN ARRAY['described', 'published', 'rejected']
            WHEN 'published' THEN ARRAY['substantiated']
            ELSE ARRAY['draft'] END) THEN
        RETURN 'outcome_out_of_order';
    ELSIF to_state IN ('substantiated', 'published')
          AND NOT app_outcome_confirmed(outcome) AND from_state <> 'published' THEN
        RETURN 'outcome_unconfirmed';
    ELSIF to_state = 'published' AND NOT EXISTS (
        SELECT 1 FROM engagements_outcome o
        JOIN officials_reviewrequest r ON r.id = o.review_id
        WHERE o.id = outcome AND r.kind = 'outcome' AND r.state = 'signed'
        AND r.decided_by_id <> o.written_by_id) THEN
        RETURN 'outcome_unsigned';
    END IF;
    RETURN NULL;
END $$;

-- An outcome begins as a draft and moves by rule; confirmed words stay as they are.
CREATE OR REPLACE FUNCTION app_outcome_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
    words text[] := ARRAY['title', 'kind', 'direction', 'setback', 'official_id',
        'institution_id', 'who_words', 'what_changed', 'changed_on', 'significance',
        'our_contribution', 'others_contribution', 'written_by_id'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            refusal := 'outcome_out_of_order';
        END IF;
    ELSE
        refusal := app_outcome_refusal(NEW.id, OLD.state, NEW.state);
        IF refusal IS NULL AND NOT app_system()
           AND OLD.state IN ('substantiated', 'published')
           AND NEW.state IN ('substantiated', 'published')
           AND EXISTS (
            SELECT 1 FROM unnest(words) AS word
            WHERE to_jsonb(OLD) -> word IS DISTINCT FROM to_jsonb(NEW) -> word) THEN
            refusal := 'outcome_words_stay';
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER outcome_by_rule AFTER INSERT OR UPDATE ON engagements_outcome
    FOR EACH ROW EXECUTE FUNCTION app_outcome_by_rule();

-- Nobody confirms what they wrote or led; what an outcome rests on is not taken away.
CREATE OR REPLACE FUNCTION app_substantiation_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT app_system() AND EXISTS (
            SELECT 1 FROM engagements_outcome o WHERE o.id = OLD.outcome_id
            AND o.state IN ('substantiated', 'published')) THEN
            refusal := 'outcome_rests_on_it';
        END IF;
    ELSE
        refusal := app_outcome_dependent(NEW.outcome_id, NEW.person_id, NEW.name);
        IF NEW.said_on > current_date + 1 THEN  -- a day more for clocks further east
            refusal := 'day_to_come';
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE TRIGGER substantiation_by_rule BEFORE INSERT OR DELETE
    OR UPDATE OF outcome_id, person_id, name, said_on ON engagements_substantiation
    FOR EACH ROW EXECUTE FUNCTION app_substantiation_by_rule();

-- What somebody led who confirmed an outcome is not put behind it afterwards.
CREATE OR REPLACE FUNCTION app_outcomelink_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_substantiation s
        WHERE s.outcome_id = NEW.outcome_id
        AND app_outcome_dependent(NEW.outcome_id, s.person_id, s.name) IS NOT NULL) THEN
        RAISE EXCEPTION 'link_led_by_confirmer'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER outcomelink_by_rule
    AFTER INSERT OR UPDATE OF outcome_id, action_id, exchange_id
    ON engagements_outcomelink FOR EACH ROW EXECUTE FUNCTION app_outcomelink_by_rule();

-- A step of a reform begins where the reform stands.
CREATE OR REPLACE FUNCTION app_reformstep_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM engagements_reform r WHERE r.id = NEW.reform_id
        AND (r.state = NEW.from_state OR (NEW.from_state = '' AND NOT EXISTS (
            SELECT 1 FROM engagements_reformstep s WHERE s.reform_id = r.id)))) THEN
        RAISE EXCEPTION 'moved_meanwhile'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER reformstep_by_rule BEFORE INSERT ON engagements_reformstep
    FOR EACH ROW EXECUTE FUNCTION app_reformstep_by_rule();

-- A reform stands where its latest step led.
CREATE OR REPLACE FUNCTION app_reform_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> coalesce(
        (SELECT s.to_state FROM engagements_reformstep s WHERE s.reform_id = NEW.id
         ORDER BY s.moved_at DESC, s.id DESC LIMIT 1), 'proposal') THEN
        RAISE EXCEPTION 'reform_step_by_step'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER reform_by_rule AFTER INSERT OR UPDATE OF state ON engagements_reform
    FOR EACH ROW EXECUTE FUNCTION app_reform_by_rule();
