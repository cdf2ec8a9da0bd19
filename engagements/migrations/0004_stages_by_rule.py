"""Stages move by rule, warmth by a contact, and what was signed stays as it was.

The rules stand here once: forms, the admin and Python ask `app_stage_refusal` for the
sentence, and triggers refuse what it refuses, whoever writes. What an import, a merge
or an undo brings, as system or as “already so when we began”, is let through.
"""

from django.db import migrations, models
from django.db.models import Q

# The sentences are listed in engagements/stage_rules.py, where they are translated.
STOOD = """
-- Where a relationship stood before it was paused or closed.
CREATE FUNCTION app_stage_before_rest(relationship uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT from_stage FROM engagements_stagemove
         WHERE relationship_id = relationship
           AND to_stage IN ('paused', 'closed')
           AND from_stage NOT IN ('', 'paused', 'closed')
         ORDER BY moved_at DESC, id DESC LIMIT 1),
        'monitored')
$$;
"""
GATE = """
-- Why a relationship cannot be identified: what the person who asks sees decides.
CREATE FUNCTION app_identified_refusal(relationship uuid) RETURNS text
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
        RETURN 'It takes an assessment to be identified: write one first.';
    END IF;
    SELECT max(c.valid_until) INTO checked_until
        FROM engagements_approach a
        JOIN officials_reviewrequest r ON r.id = a.review_id
        JOIN officials_conductcheck c ON c.id = a.conduct_id
        WHERE a.official_id = person AND r.state IN ('signed', 'unsigned');
    IF checked_until IS NULL THEN
        RETURN 'It takes a signed “Before we approach” to be identified.';
    END IF;
    IF checked_until < current_date THEN
        RETURN 'The conduct check ran out: write a new version of “Before we approach” and have it signed.';
    END IF;
    RETURN NULL;
END $$;
"""
REFUSAL = """
-- Why a relationship cannot move between two stages, in English, or NULL.
CREATE FUNCTION app_stage_refusal(
    relationship uuid, from_stage text, to_stage text, reason text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    ladder text[] := ARRAY['monitored', 'identified', 'approached', 'in_dialogue',
                           'collaborating', 'ally'];
    here int := array_position(ladder, from_stage);
    there int := array_position(ladder, to_stage);
BEGIN
    IF from_stage = to_stage THEN
        RETURN 'It is at that stage already.';
    ELSIF there IS NULL AND to_stage NOT IN ('paused', 'closed') THEN
        RETURN 'There is no such stage.';
    ELSIF there IS NOT NULL AND here IS NULL
          AND to_stage <> app_stage_before_rest(relationship) THEN
        RETURN 'From “paused” and “closed” it goes back to where it stood before.';
    ELSIF here IS NOT NULL AND abs(there - here) > 1 THEN
        RETURN 'It moves one stage at a time.';
    ELSIF there = here + 1 AND to_stage <> 'identified' THEN
        RETURN 'Moves to “approached” and beyond are not open yet: Rapport cannot check yet that the first contact was prepared and answered.';
    ELSIF there = here + 1 THEN
        RETURN app_identified_refusal(relationship);
    ELSIF btrim(reason) = '' THEN
        RETURN 'Say why.';
    ELSIF here IS NULL AND there > 1 AND app_signature_withdrawn(relationship) THEN
        RETURN 'The signature was withdrawn: write a new version of “Before we approach” and have it signed.';
    END IF;
    RETURN NULL;
END $$;
"""
WITHDRAWN = """
-- Whether the latest “Before we approach” lost its signature.
CREATE FUNCTION app_signature_withdrawn(relationship uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT r.state = 'withdrawn' FROM engagements_approach a
         JOIN engagements_relationship s ON s.official_id = a.official_id
         JOIN officials_reviewrequest r ON r.id = a.review_id
         WHERE s.id = relationship AND r.state IN ('signed', 'unsigned', 'withdrawn')
         ORDER BY r.state = 'withdrawn', a.version DESC LIMIT 1),
        false)
$$;
"""
MOVES = """
-- A move that a person writes is legal, or the first one, or takes back the latest.
CREATE FUNCTION app_stage_move_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
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
        RAISE EXCEPTION 'A move between stages stays as it was made: take it back instead.'
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
        refusal := 'It has moved meanwhile: look again.';
    ELSIF NEW.undoes_id IS NOT NULL THEN
        IF NEW.undoes_id = latest.id AND latest.undoes_id IS NULL
           AND latest.from_stage <> ''
           AND NEW.from_stage = latest.to_stage AND NEW.to_stage = latest.from_stage
        THEN
            RETURN NEW;
        END IF;
        refusal := 'Only the latest move can be taken back, and once.';
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
CREATE TRIGGER stagemove_by_rule BEFORE INSERT OR UPDATE OR DELETE
    ON engagements_stagemove
    FOR EACH ROW EXECUTE FUNCTION app_stage_move_by_rule();
"""
UNMOVED = """
-- Why a stage cannot simply be written over: the refusal of the move, or how to move.
CREATE FUNCTION app_stage_unmoved(
    relationship uuid, from_stage text, to_stage text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN to_stage = (
        SELECT m.to_stage FROM engagements_stagemove m
        WHERE m.relationship_id = relationship
        ORDER BY m.moved_at DESC, m.id DESC LIMIT 1)
    THEN NULL
    ELSE coalesce(
        app_stage_refusal(relationship, from_stage, to_stage, ''),
        'A stage is not written over: move it on the Relationship tab, which keeps who, when and why.')
    END
$$;
-- Stage and warmth of a relationship follow the latest move and the latest change.
CREATE FUNCTION app_relationship_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
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
        refusal := coalesce(refusal, 'Warmth changes with the contact that showed it.');
    END IF;
    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION USING MESSAGE = refusal,
            ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER relationship_by_rule BEFORE UPDATE OF stage, warmth
    ON engagements_relationship FOR EACH ROW
    WHEN (OLD.stage IS DISTINCT FROM NEW.stage
          OR OLD.warmth IS DISTINCT FROM NEW.warmth)
    EXECUTE FUNCTION app_relationship_by_rule();
"""
BEGUN = """
-- A relationship begins as monitored, or keeps where it stood when we began.
CREATE FUNCTION app_relationship_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_uid() IS NOT NULL AND NOT EXISTS (  -- without a person there is nothing to see
        SELECT 1 FROM engagements_stagemove m
        WHERE m.relationship_id = NEW.id AND m.was_so_before) THEN
        RAISE EXCEPTION 'A stage is not written over: move it on the Relationship tab, which keeps who, when and why.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER relationship_begun AFTER INSERT ON engagements_relationship
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.stage <> 'monitored' AND NOT app_system()) -- asked when it is written
    EXECUTE FUNCTION app_relationship_begun();
"""
SIGNED = """
-- What was asked to be signed is not edited: a new version is.
CREATE FUNCTION app_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
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
        RAISE EXCEPTION 'What was asked to be signed stays as it is: take the request back, or write a new version.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER approach_signed_stays BEFORE UPDATE OR DELETE ON engagements_approach
    FOR EACH ROW EXECUTE FUNCTION app_signed_stays('id', 'review_id');
CREATE TRIGGER conductcheck_signed_stays BEFORE UPDATE OR DELETE
    ON officials_conductcheck FOR EACH ROW
    EXECUTE FUNCTION app_signed_stays('id', 'reviewed_by_id', 'reviewed_at');
CREATE TRIGGER exposurerisk_signed_stays BEFORE UPDATE OR DELETE
    ON officials_exposurerisk FOR EACH ROW EXECUTE FUNCTION app_signed_stays('id');
CREATE TRIGGER exposurethreat_signed_stays BEFORE INSERT OR UPDATE OR DELETE
    ON officials_exposurethreat FOR EACH ROW
    EXECUTE FUNCTION app_signed_stays('exposure_id');

-- Who signs neither wrote it nor leads the relationship.
CREATE FUNCTION app_signed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM engagements_approach a
        LEFT JOIN officials_conductcheck c ON c.id = a.conduct_id
        LEFT JOIN officials_exposurerisk e ON e.id = a.exposure_id
        WHERE a.review_id = NEW.id
          AND NEW.decided_by_id IN (a.written_by_id, c.checked_by_id, e.written_by_id)
    ) THEN
        RAISE EXCEPTION 'Somebody other than who wrote it must sign.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF EXISTS (
        SELECT 1 FROM engagements_approach a
        JOIN engagements_relationship r ON r.official_id = a.official_id
        WHERE a.review_id = NEW.id AND r.lead_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'Somebody other than the lead must sign.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviewrequest_by_another BEFORE UPDATE OF state, decided_by_id
    ON officials_reviewrequest FOR EACH ROW
    WHEN (NEW.state = 'signed' AND OLD.state <> 'signed')
    EXECUTE FUNCTION app_signed_by_another();
"""
UNSIGNED = """
DROP TRIGGER approach_signed_stays ON engagements_approach;
DROP TRIGGER conductcheck_signed_stays ON officials_conductcheck;
DROP TRIGGER exposurerisk_signed_stays ON officials_exposurerisk;
DROP TRIGGER exposurethreat_signed_stays ON officials_exposurethreat;
DROP TRIGGER reviewrequest_by_another ON officials_reviewrequest;
DROP FUNCTION app_signed_stays, app_signed_by_another;
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0003_monitoring")]
    operations = [
        migrations.RunSQL(STOOD, "DROP FUNCTION app_stage_before_rest"),
        migrations.RunSQL(GATE, "DROP FUNCTION app_identified_refusal"),
        migrations.RunSQL(WITHDRAWN, "DROP FUNCTION app_signature_withdrawn"),
        migrations.RunSQL(REFUSAL, "DROP FUNCTION app_stage_refusal"),
        migrations.RunSQL(
            MOVES,
            "DROP TRIGGER stagemove_by_rule ON engagements_stagemove;"
            "DROP FUNCTION app_stage_move_by_rule",
        ),
        migrations.RunSQL(
            UNMOVED,
            "DROP TRIGGER relationship_by_rule ON engagements_relationship;"
            "DROP FUNCTION app_relationship_by_rule, app_stage_unmoved",
        ),
        migrations.RunSQL(
            BEGUN,
            "DROP TRIGGER relationship_begun ON engagements_relationship;"
            "DROP FUNCTION app_relationship_begun",
        ),
        migrations.RunSQL(SIGNED, UNSIGNED),
        migrations.RemoveConstraint("stagemove", "stagemove_rests_with_reason"),
        migrations.AddConstraint(
            "stagemove",
            models.CheckConstraint(
                name="stagemove_rests_with_reason",
                condition=~Q(to_stage__in=("paused", "closed"))
                | ~Q(reason="")
                | Q(was_so_before=True),
                violation_error_message="Say why.",
            ),
        ),
    ]
