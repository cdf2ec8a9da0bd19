"""Who confirms an outcome is somebody else, and its state moves by rule.

The rules stand here once: forms and Python ask `app_outcome_dependent` and
`app_outcome_refusal` for the sentence, and triggers refuse what they refuse. The
sentences are listed in engagements/outcome_rules.py, where they are translated.
"""

from django.db import migrations

PLAIN = """
-- A name without case and further spaces, to compare it.
CREATE FUNCTION app_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(btrim(coalesce(name, '')), '\\s+', ' ', 'g'))
$$;
"""
DEPENDENT = """
-- Why this person, or this name, cannot confirm an outcome, or NULL.
CREATE FUNCTION app_outcome_dependent(
    outcome uuid, person bigint, said_name text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_outcome o JOIN staff_user u ON u.id = o.written_by_id
        WHERE o.id = outcome AND (u.id = person OR app_plain_name(said_name)
            IN (nullif(app_plain_name(u.full_name), ''),
                nullif(app_plain_name(u.username), '')))
    ) THEN
        RETURN 'Somebody other than who wrote it must confirm it.';
    ELSIF EXISTS (
        SELECT 1 FROM engagements_outcomelink l
        LEFT JOIN engagements_outreachaction a ON a.id = l.action_id
        LEFT JOIN exchanges_exchange e ON e.id = l.exchange_id
        JOIN staff_user u ON u.id IN (a.lead_id, e.lead_id)
        WHERE l.outcome_id = outcome AND (u.id = person OR app_plain_name(said_name)
            IN (nullif(app_plain_name(u.full_name), ''),
                nullif(app_plain_name(u.username), '')))
    ) THEN
        RETURN 'Somebody other than who led the work behind it must confirm it.';
    END IF;
    RETURN NULL;
END $$;
"""
STANDING = """
-- Whether somebody independent agrees with an outcome as it is worded now.
CREATE FUNCTION app_outcome_confirmed(outcome uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM engagements_substantiation s
        JOIN engagements_outcome o ON o.id = s.outcome_id
        WHERE o.id = outcome AND s.agreement IN ('fully', 'partly')
        AND s.recorded_at >= o.worded_at
        AND app_outcome_dependent(outcome, s.person_id, s.name) IS NULL)
$$;
"""
REFUSAL = """
-- Why an outcome cannot move between two states, in English, or NULL.
CREATE FUNCTION app_outcome_refusal(
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
        RETURN 'An outcome is described, then substantiated, then published.';
    ELSIF to_state IN ('substantiated', 'published')
          AND NOT app_outcome_confirmed(outcome) AND from_state <> 'published' THEN
        RETURN 'It takes somebody independent who agrees, at least in part, with what is written now.';
    ELSIF to_state = 'published' AND NOT EXISTS (
        SELECT 1 FROM engagements_outcome o
        JOIN officials_reviewrequest r ON r.id = o.review_id
        WHERE o.id = outcome AND r.kind = 'outcome' AND r.state = 'signed'
        AND r.decided_by_id <> o.written_by_id) THEN
        RETURN 'It takes the signature of a second person to be published.';
    END IF;
    RETURN NULL;
END $$;
"""
MOVES = """
-- An outcome begins as a draft and moves by rule; confirmed words stay as they are.
CREATE FUNCTION app_outcome_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
    words text[] := ARRAY['title', 'kind', 'direction', 'setback', 'official_id',
        'institution_id', 'who_words', 'what_changed', 'changed_on', 'significance',
        'our_contribution', 'others_contribution', 'written_by_id'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            refusal := 'An outcome is described, then substantiated, then published.';
        END IF;
    ELSE
        refusal := app_outcome_refusal(NEW.id, OLD.state, NEW.state);
        IF refusal IS NULL AND NOT app_system()
           AND OLD.state IN ('substantiated', 'published')
           AND NEW.state IN ('substantiated', 'published')
           AND EXISTS (
            SELECT 1 FROM unnest(words) AS word
            WHERE to_jsonb(OLD) -> word IS DISTINCT FROM to_jsonb(NEW) -> word) THEN
            refusal := 'What was confirmed stays as it is worded: take it back to “described” first.';
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER outcome_by_rule AFTER INSERT OR UPDATE ON engagements_outcome
    FOR EACH ROW EXECUTE FUNCTION app_outcome_by_rule();
"""
CONFIRMS = """
-- Nobody confirms what they wrote or led; what an outcome rests on is not taken away.
CREATE FUNCTION app_substantiation_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refusal text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT app_system() AND EXISTS (
            SELECT 1 FROM engagements_outcome o WHERE o.id = OLD.outcome_id
            AND o.state IN ('substantiated', 'published')) THEN
            refusal := 'The outcome rests on it: take it back to “described” first.';
        END IF;
    ELSE
        refusal := app_outcome_dependent(NEW.outcome_id, NEW.person_id, NEW.name);
        IF NEW.said_on > current_date + 1 THEN  -- a day more for clocks further east
            refusal := 'That day is still to come.';
        END IF;
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER substantiation_by_rule BEFORE INSERT OR DELETE
    OR UPDATE OF outcome_id, person_id, name, said_on ON engagements_substantiation
    FOR EACH ROW EXECUTE FUNCTION app_substantiation_by_rule();
"""
LINKED = """
-- What somebody led who confirmed an outcome is not put behind it afterwards.
CREATE FUNCTION app_outcomelink_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_substantiation s
        WHERE s.outcome_id = NEW.outcome_id
        AND app_outcome_dependent(NEW.outcome_id, s.person_id, s.name) IS NOT NULL) THEN
        RAISE EXCEPTION 'Who led that has confirmed the outcome: take the confirmation away first.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER outcomelink_by_rule
    AFTER INSERT OR UPDATE OF outcome_id, action_id, exchange_id
    ON engagements_outcomelink FOR EACH ROW EXECUTE FUNCTION app_outcomelink_by_rule();
"""
REFORMS = """
-- A step of a reform begins where the reform stands.
CREATE FUNCTION app_reformstep_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM engagements_reform r WHERE r.id = NEW.reform_id
        AND (r.state = NEW.from_state OR (NEW.from_state = '' AND NOT EXISTS (
            SELECT 1 FROM engagements_reformstep s WHERE s.reform_id = r.id)))) THEN
        RAISE EXCEPTION 'It has moved meanwhile: look again.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reformstep_by_rule BEFORE INSERT ON engagements_reformstep
    FOR EACH ROW EXECUTE FUNCTION app_reformstep_by_rule();
-- A reform stands where its latest step led.
CREATE FUNCTION app_reform_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> coalesce(
        (SELECT s.to_state FROM engagements_reformstep s WHERE s.reform_id = NEW.id
         ORDER BY s.moved_at DESC, s.id DESC LIMIT 1), 'proposal') THEN
        RAISE EXCEPTION 'A reform moves step by step.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER reform_by_rule AFTER INSERT OR UPDATE OF state ON engagements_reform
    FOR EACH ROW EXECUTE FUNCTION app_reform_by_rule();
"""
PROMISED = """
-- An approach rests on what the State accepted, at least in part; from both ends.
CREATE FUNCTION app_promise_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
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
        RAISE EXCEPTION 'An approach rests on what the State accepted, at least in part.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER approach_promise_accepted AFTER INSERT OR UPDATE OF promise_id
    ON engagements_approach FOR EACH ROW WHEN (NEW.promise_id IS NOT NULL)
    EXECUTE FUNCTION app_promise_accepted();
CREATE TRIGGER recommendation_promise_accepted AFTER UPDATE OF response
    ON engagements_recommendation FOR EACH ROW
    WHEN (NEW.response NOT IN ('accepted', 'partially'))
    EXECUTE FUNCTION app_promise_accepted();
"""
UNDO = """
DROP TRIGGER recommendation_promise_accepted ON engagements_recommendation;
DROP TRIGGER approach_promise_accepted ON engagements_approach;
DROP FUNCTION app_promise_accepted();
DROP TRIGGER reform_by_rule ON engagements_reform;
DROP FUNCTION app_reform_by_rule();
DROP TRIGGER reformstep_by_rule ON engagements_reformstep;
DROP FUNCTION app_reformstep_by_rule();
DROP TRIGGER outcomelink_by_rule ON engagements_outcomelink;
DROP FUNCTION app_outcomelink_by_rule();
DROP TRIGGER substantiation_by_rule ON engagements_substantiation;
DROP FUNCTION app_substantiation_by_rule();
DROP TRIGGER outcome_by_rule ON engagements_outcome;
DROP FUNCTION app_outcome_by_rule();
DROP FUNCTION app_outcome_refusal(uuid, text, text);
DROP FUNCTION app_outcome_confirmed(uuid);
DROP FUNCTION app_outcome_dependent(uuid, bigint, text);
DROP FUNCTION app_plain_name(text);
"""
MADE = (PLAIN, DEPENDENT, STANDING, REFUSAL, MOVES, CONFIRMS, LINKED, REFORMS, PROMISED)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0018_changing")]

    operations = [migrations.RunSQL("".join(MADE), UNDO)]
