"""Relationships with institutions move by rule, whoever writes.

As with officials, the rules stand here once: forms and Python ask
`app_institution_stage_refusal` for the sentence, and triggers refuse what it refuses.
Nobody is assessed here: what counts is contact.
"""

from django.db import migrations

# The sentences are listed in engagements/stage_rules.py, where they are translated.
REFUSAL = """
-- Where a relationship with an institution stood before it was paused or closed.
CREATE FUNCTION app_institution_stage_before_rest(relationship uuid) RETURNS text
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
CREATE FUNCTION app_institution_stage_refusal(
    relationship uuid, from_stage text, to_stage text, reason text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ladder text[] := ARRAY['monitored', 'identified', 'approached', 'in_dialogue',
                           'collaborating', 'ally'];
    here int := array_position(ladder, from_stage);
    there int := array_position(ladder, to_stage);
    turned_to boolean;
    answered boolean;
BEGIN
    IF from_stage = to_stage THEN
        RETURN 'It is at that stage already.';
    ELSIF there IS NULL AND to_stage NOT IN ('paused', 'closed') THEN
        RETURN 'There is no such stage.';
    ELSIF there IS NOT NULL AND here IS NULL
          AND to_stage <> app_institution_stage_before_rest(relationship) THEN
        RETURN 'From “paused” and “closed” it goes back to where it stood before.';
    ELSIF here IS NOT NULL AND abs(there - here) > 1 THEN
        RETURN 'It moves one stage at a time.';
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
                THEN 'It takes a contact with the institution that took place.'
            WHEN to_stage <> 'approached' AND NOT answered
                THEN 'It takes a contact in which they responded.'
        END;
    ELSIF btrim(reason) = '' THEN
        RETURN 'Say why.';
    END IF;
    RETURN NULL;
END $$;
"""
MOVES = """
-- A move that a person writes is legal, or takes back the latest, and stays as it is.
CREATE FUNCTION app_institution_stage_move_by_rule() RETURNS trigger
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
        refusal := 'A move between stages stays as it was made: take it back instead.';
    ELSIF stage IS DISTINCT FROM NEW.from_stage THEN
        refusal := 'It has moved meanwhile: look again.';
    ELSIF NEW.takes_back THEN
        SELECT * INTO latest FROM engagements_institutionstagemove m
            WHERE m.relationship_id = NEW.relationship_id
            ORDER BY m.moved_at DESC, m.id DESC LIMIT 1;
        IF latest.id IS NULL OR latest.takes_back
           OR NEW.to_stage <> latest.from_stage THEN
            refusal := 'Only the latest move can be taken back, and once.';
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
CREATE TRIGGER institutionstagemove_by_rule BEFORE INSERT OR UPDATE
    ON engagements_institutionstagemove
    FOR EACH ROW EXECUTE FUNCTION app_institution_stage_move_by_rule();

-- A relationship with an institution stands where its latest move led.
CREATE FUNCTION app_institution_relationship_by_rule() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT app_system() AND NEW.stage <> coalesce(
        (SELECT m.to_stage FROM engagements_institutionstagemove m
         WHERE m.relationship_id = NEW.id
         ORDER BY m.moved_at DESC, m.id DESC LIMIT 1), 'monitored') THEN
        RAISE EXCEPTION 'A stage is not written over: move it on the page of the institution, which keeps who, when and why.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER institutionrelationship_by_rule AFTER INSERT OR UPDATE OF stage
    ON engagements_institutionrelationship
    FOR EACH ROW EXECUTE FUNCTION app_institution_relationship_by_rule();
"""
UNDO = """
DROP TRIGGER institutionrelationship_by_rule ON engagements_institutionrelationship;
DROP TRIGGER institutionstagemove_by_rule ON engagements_institutionstagemove;
DROP FUNCTION app_institution_relationship_by_rule, app_institution_stage_move_by_rule,
    app_institution_stage_refusal, app_institution_stage_before_rest;
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_squashed_0020_joined")]
    operations = [migrations.RunSQL(REFUSAL + MOVES, UNDO)]
