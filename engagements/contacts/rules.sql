-- To whom an action goes, how heavily, and what becomes of a plan when that changes.

-- The day on which a record was written down: its key tells (UUID version 7, RFC 9562).
CREATE OR REPLACE FUNCTION app_written_on(key uuid) RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT to_timestamp(('x' || lpad(left(replace(key::text, '-', ''), 12), 16, '0'))
                        ::bit(64)::bigint / 1000.0)::date
$$;

-- How an action answers somebody: “own_answer” by the way on which they came, “answer” by
-- another, or NULL. They turned to us themselves, within 60 days; written down within a
-- week, or later and seen by another colleague too.
CREATE OR REPLACE FUNCTION app_answers_them(action uuid, person uuid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN incoming.kind = x.kind THEN 'own_answer' ELSE 'answer' END
    FROM engagements_outreachaction x
    JOIN engagements_outreachaction incoming ON incoming.id = x.answers_id
    JOIN engagements_actionofficial o ON o.action_id = incoming.id
    WHERE x.id = action AND o.official_id = person
      AND incoming.direction = 'in' AND incoming.state = 'done'
      AND incoming.done_on >= current_date - 60
      AND (app_written_on(incoming.id) <= incoming.done_on + 7
           OR incoming.seen_too_by_id IS NOT NULL)
$$;

-- The weight of an action of this kind, as in the table of clearances; NULL: it always
-- goes, since it warns, declines, or is asked for by a law.
CREATE OR REPLACE FUNCTION app_weight_of(kind text, ground text, answer text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN ground <> '' THEN NULL
        WHEN kind = 'invitation' THEN 'exposing'
        WHEN answer IS NOT NULL THEN answer
        WHEN kind = 'condolence' THEN 'condolence'
        WHEN kind IN ('congratulation', 'thanks') THEN 'courtesy'
        ELSE 'work' END
$$;

-- To whom an action goes (officials.clearance.goes_out). Where others are named besides,
-- nobody turns to one of them who died.
CREATE OR REPLACE FUNCTION app_action_goes_to(action uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE sql STABLE AS $$
    SELECT o.official_id,
           app_weight_of(x.kind, x.ground, app_answers_them(x.id, o.official_id)),
           x.circle_id, x.let_go_by_id IS NOT NULL
    FROM engagements_outreachaction x
    JOIN engagements_actionofficial o ON o.action_id = x.id
    JOIN officials_official p ON p.id = o.official_id
    WHERE x.id = action AND (p.died IS NULL OR NOT EXISTS (
        SELECT FROM engagements_actionofficial other
        JOIN officials_official living ON living.id = other.official_id
        WHERE other.action_id = x.id AND living.died IS NULL))
$$;

-- The same of one of its people, while it is planned: that is asked first, and of a plan
-- kept (an import brings as many as rows) no more than that.
CREATE OR REPLACE FUNCTION app_action_official_goes_to(link uuid)
RETURNS TABLE (official uuid, weight text, circle bigint, let_go boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    plan uuid;
    person uuid;
BEGIN
    SELECT x.id, o.official_id INTO plan, person
        FROM engagements_actionofficial o
        JOIN engagements_outreachaction x ON x.id = o.action_id
        WHERE o.id = link AND x.state = 'planned';
    IF plan IS NOT NULL THEN
        RETURN QUERY SELECT g.official, g.weight, g.circle, g.let_go
            FROM app_action_goes_to(plan) g WHERE g.official = person;
    END IF;
END $$;

-- Sets the plans with somebody by what the gate says of all their people today: what may
-- not go out waits, and what waited is planned again, unless its day has passed. Returns
-- how many changed.
CREATE OR REPLACE FUNCTION app_settle_plans(person uuid) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    context text := current_setting('app.ctx', true);
    changes int;
BEGIN
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    WITH plans AS MATERIALIZED (
        SELECT x.id, app_why_not_out('app_action_goes_to', x.id, false) AS refusal
        FROM engagements_outreachaction x
        WHERE x.id IN (SELECT o.action_id FROM engagements_actionofficial o
                       WHERE o.official_id = person)
          AND (x.state = 'planned' OR x.state = 'waiting' AND x.planned_on >= current_date)
    )
    UPDATE engagements_outreachaction x
    SET state = CASE WHEN p.refusal IS NULL THEN 'planned' ELSE 'waiting' END,
        let_go_by_id = CASE WHEN p.refusal IS NULL THEN x.let_go_by_id END,
        let_go_at = CASE WHEN p.refusal IS NULL THEN x.let_go_at END
    FROM plans p
    WHERE x.id = p.id AND (x.state = 'planned') = (p.refusal IS NOT NULL);
    GET DIAGNOSTICS changes = ROW_COUNT;
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
    RETURN changes;
END $$;

-- The deliveries of an action are those of its editions to its people, or else to its
-- institution: as long as it is done, and we turned to them. They have happened with it.
CREATE OR REPLACE FUNCTION app_settle_deliveries(action uuid) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    x engagements_outreachaction;
    key uuid;
    wanted record;
BEGIN
    SELECT * INTO x FROM engagements_outreachaction o WHERE o.id = action;
    IF x.id IS NULL OR NOT EXISTS (
        SELECT FROM engagements_actionedition e WHERE e.action_id = action
        UNION ALL
        SELECT FROM engagements_actiondelivery l WHERE l.action_id = action) THEN
        RETURN;
    END IF;
    FOR key IN
        SELECT l.delivery_id FROM engagements_actiondelivery l
        JOIN translations_delivery d ON d.id = l.delivery_id
        WHERE l.action_id = action AND NOT EXISTS (
            SELECT FROM app_deliveries_of(action) w
            WHERE w.edition = d.edition_id AND w.official IS NOT DISTINCT FROM d.official_id
              AND w.institution IS NOT DISTINCT FROM d.institution_id)
    LOOP
        IF EXISTS (SELECT FROM engagements_note n WHERE n.delivery_id = key) THEN
            RAISE EXCEPTION 'delivery_was_used'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'action_sets_deliveries',
                      TABLE = 'engagements_outreachaction';
        END IF;
        DELETE FROM engagements_actiondelivery l WHERE l.delivery_id = key;
        DELETE FROM translations_delivery d WHERE d.id = key;
    END LOOP;
    UPDATE translations_delivery d SET given_on = x.done_on, is_past = true
        FROM engagements_actiondelivery l
        WHERE l.action_id = action AND d.id = l.delivery_id AND d.given_on <> x.done_on;
    FOR wanted IN
        SELECT * FROM app_deliveries_of(action) w WHERE NOT EXISTS (
            SELECT FROM engagements_actiondelivery l
            JOIN translations_delivery d ON d.id = l.delivery_id
            WHERE l.action_id = action AND w.edition = d.edition_id
              AND w.official IS NOT DISTINCT FROM d.official_id
              AND w.institution IS NOT DISTINCT FROM d.institution_id)
    LOOP
        INSERT INTO translations_delivery (circle_id, edition_id, official_id,
                institution_id, given_on, way, copies, given_by_id, is_past)
            VALUES (x.circle_id, wanted.edition, wanted.official, wanted.institution,
                    x.done_on, app_way_of(x.kind), 1, x.lead_id, true)
            RETURNING id INTO key;
        INSERT INTO engagements_actiondelivery (circle_id, action_id, delivery_id)
            VALUES (x.circle_id, action, key);
    END LOOP;
END $$;

-- To whom which edition was given in an action that is done.
CREATE OR REPLACE FUNCTION app_deliveries_of(action uuid)
RETURNS TABLE (edition uuid, official uuid, institution uuid)
LANGUAGE sql STABLE AS $$
    SELECT e.edition_id, o.official_id,
           CASE WHEN o.official_id IS NULL THEN x.institution_id END
    FROM engagements_outreachaction x
    JOIN engagements_actionedition e ON e.action_id = x.id
    LEFT JOIN engagements_actionofficial o ON o.action_id = x.id
    WHERE x.id = action AND x.state = 'done' AND x.direction = 'out'
      AND (o.official_id IS NOT NULL OR x.institution_id IS NOT NULL)
$$;

-- How a text goes that is handed over in an action of this kind.
CREATE OR REPLACE FUNCTION app_way_of(kind text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((SELECT way FROM (VALUES ('letter', 'post'), ('email', 'email'),
                                             ('messenger', 'messenger')) ways (act, way)
                     WHERE act = kind), 'hand')
$$;
