-- Who confirms an outcome, and how outcomes and reforms move.

-- Why this person, or this name, cannot confirm an outcome, or NULL.
CREATE OR REPLACE FUNCTION app_outcome_dependent(
    outcome uuid, person bigint, said_name text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_outcome o
        WHERE o.id = outcome
          AND (o.written_by_id = person OR app_is_called(o.written_by_id, said_name))
    ) THEN
        RETURN 'confirmed_by_writer';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_outcomelink l
        LEFT JOIN engagements_outreachaction a ON a.id = l.action_id
        LEFT JOIN exchanges_exchange e ON e.id = l.exchange_id
        CROSS JOIN LATERAL (VALUES (a.lead_id), (e.lead_id)) who(led)
        WHERE l.outcome_id = outcome
          AND (who.led = person OR app_is_called(who.led, said_name))
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
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE refusal WHEN 'outcome_words_stay' THEN '' ELSE 'state' END;
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
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
            COLUMN = CASE WHEN TG_OP = 'DELETE' THEN ''
                    WHEN refusal = 'day_to_come' THEN 'said_on'
                    WHEN NEW.person_id IS NULL THEN 'name' ELSE 'person_id' END;
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
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = CASE WHEN NEW.action_id IS NULL THEN 'exchange_id' ELSE 'action_id' END;
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
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'state';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER reform_by_rule AFTER INSERT OR UPDATE OF state ON engagements_reform
    FOR EACH ROW EXECUTE FUNCTION app_reform_by_rule();
