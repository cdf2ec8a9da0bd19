-- Translations: what moves with them.

-- Pairs of the memory name no translation by a key: they go along into its circle here.
CREATE OR REPLACE FUNCTION app_pairs_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE translations_memorypair SET circle_id = NEW.circle_id
    WHERE origin = NEW.id AND circle_id <> NEW.circle_id;
    RETURN NULL;
END $$;

-- Who had begun it when somebody else took over; written here and by nobody else.
CREATE OR REPLACE FUNCTION app_translators_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.earlier_translators := OLD.earlier_translators;
    IF OLD.state <> 'requested' AND OLD.translator_id IS NOT NULL
       AND NEW.translator_id IS DISTINCT FROM OLD.translator_id THEN
        NEW.earlier_translators := OLD.earlier_translators || OLD.translator_id;
    END IF;
    RETURN NEW;
END $$;

-- A wall (ISO 17100): whoever translated a part of it, also before somebody else took
-- over, does not vouch for it: who approves, who proofreads, and who publishes.
CREATE OR REPLACE FUNCTION app_no_own_work() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signers bigint[];
    translators bigint[];
BEGIN
    IF TG_TABLE_NAME = 'translations_edition' THEN
        signers := ARRAY[NEW.reviser_id, NEW.made_by_id];
        SELECT earlier_translators INTO translators FROM translations_translation
        WHERE id = NEW.translation_id;
    ELSE
        signers := ARRAY[NEW.approved_by_id];
        IF NEW.proofread_at IS NOT NULL THEN
            signers := signers || NEW.proofreader_id;
        END IF;
        translators := NEW.earlier_translators;
    END IF;
    IF translators && signers THEN
        RAISE EXCEPTION 'own_work'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- A wall: no translation of ours is published before it is decided that it may be. What
-- is decided of the document goes before what holds for its issuer.
CREATE OR REPLACE FUNCTION app_rights_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rights text;
    permitted_on date;
BEGIN
    SELECT CASE WHEN d.rights <> '' THEN d.rights ELSE i.rights END,
           CASE WHEN d.rights <> '' THEN d.permitted_on ELSE i.permitted_on END
    INTO rights, permitted_on
    FROM translations_document d
    LEFT JOIN translations_issuer i ON i.id = d.rights_holder_id
    WHERE d.id = NEW.document_id;
    IF rights = 'forbidden' THEN
        RAISE EXCEPTION 'rights_forbidden'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    ELSIF rights = 'permission' AND permitted_on IS NULL THEN
        RAISE EXCEPTION 'permission_missing'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    ELSIF coalesce(rights, '') NOT IN ('free', 'permission') THEN
        RAISE EXCEPTION 'rights_undecided'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- The tick of a further check is one person's, of one text: it falls with either.
CREATE OR REPLACE FUNCTION app_ticks_fall() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    begun_again boolean := NEW.state IN ('requested', 'translating');
BEGIN
    IF begun_again OR (NEW.expert_id IS DISTINCT FROM OLD.expert_id
                       AND NEW.expert_done_at IS NOT DISTINCT FROM OLD.expert_done_at)
    THEN
        NEW.expert_done_at := NULL;
    END IF;
    IF begun_again OR (NEW.proofreader_id IS DISTINCT FROM OLD.proofreader_id
                       AND NEW.proofread_at IS NOT DISTINCT FROM OLD.proofread_at)
    THEN
        NEW.proofread_at := NULL;
    END IF;
    RETURN NEW;
END $$;

-- A wall: nothing becomes an edition while something is still to be done with it. The
-- same is said before, with numbers (publication.py). Of the faults of a sentence it
-- asks what the sentence keeps of them (open_faults.py): figures may be ticked.
CREATE OR REPLACE FUNCTION app_done_before_edition()
RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM translations_translation t
               WHERE t.id = NEW.translation_id
                 AND (t.expert_id IS NOT NULL AND t.expert_done_at IS NULL
                      OR t.proofreader_id IS NOT NULL AND t.proofread_at IS NULL)) THEN
        RAISE EXCEPTION 'further_check_open'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    ELSIF EXISTS (SELECT 1 FROM translations_segment s
                  WHERE s.translation_id = NEW.translation_id AND NOT s.is_locked
                    AND s.state IN ('empty', 'draft')) THEN
        RAISE EXCEPTION 'sentence_open'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    ELSIF EXISTS (SELECT 1 FROM translations_segmentcomment c
                  WHERE c.translation_id = NEW.translation_id
                    AND c.is_question AND c.answered_at IS NULL) THEN
        RAISE EXCEPTION 'question_open'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    ELSIF EXISTS (SELECT 1 FROM translations_segment s,
                      jsonb_each(s.kept_faults -> 'kinds') AS fault(kind, blocks)
                  WHERE s.translation_id = NEW.translation_id AND NOT s.is_locked
                    AND fault.blocks = 'true'
                    AND NOT (s.ticks ? fault.kind AND fault.kind IN
                             ('numbers', 'dates', 'references', 'symbols'))) THEN
        RAISE EXCEPTION 'fault_open'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- A wall: what is written is written in one language.
CREATE OR REPLACE FUNCTION app_language_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM translations_edition e WHERE e.translation_id = NEW.id)
       OR EXISTS (SELECT 1 FROM translations_segment s
                  WHERE s.translation_id = NEW.id AND s.target <> '') THEN
        RAISE EXCEPTION 'language_stands'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME, COLUMN = 'language';
    END IF;
    RETURN NEW;
END $$;

-- A wall: sentences are those of one file, into which they go again.
CREATE OR REPLACE FUNCTION app_source_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM translations_segment s
               JOIN translations_translation t ON t.id = s.translation_id
               WHERE CASE TG_TABLE_NAME WHEN 'translations_translation'
                     THEN t.id = OLD.id ELSE t.source_id = OLD.id END) THEN
        RAISE EXCEPTION 'source_stands'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
