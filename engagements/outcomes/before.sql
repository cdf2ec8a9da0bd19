-- The walls around outcomes and reforms: what they ask stands in rules.sql.

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
