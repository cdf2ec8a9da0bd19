-- The gate: may we turn to these people now, and how strongly.

-- What each state of somebody lets go out, by the weight of the act: an answer by the way
-- on which they came, another answer, a condolence, another courtesy, work (a call, a
-- letter, a meeting, a document), and what exposes them (an invitation, a journey, their
-- name given out). 0: it goes; 1: when a manager lets it go; 2: not now.
CREATE OR REPLACE FUNCTION app_clearance_table() RETURNS TABLE (
    state text, own_answer int, answer int, condolence int, courtesy int, work int,
    exposing int)
LANGUAGE sql IMMUTABLE AS $$
    VALUES
        ('unsigned',      0, 0, 2, 2, 2, 2),
        ('signed',        0, 0, 0, 0, 0, 0),
        ('taken_over',    0, 0, 0, 0, 0, 2),
        ('ahead',         0, 0, 0, 0, 0, 2),
        ('red_signed',    0, 0, 0, 0, 0, 1),
        ('red',           0, 2, 1, 1, 2, 2),
        ('refused',       2, 2, 2, 2, 2, 2),
        ('resting',       0, 0, 0, 0, 2, 2),
        ('ran_out',       0, 0, 0, 0, 0, 2),
        ('ran_out_long',  0, 0, 0, 0, 2, 2),
        ('new_post',      0, 0, 0, 0, 0, 2),
        ('new_post_long', 0, 0, 0, 0, 2, 2),
        ('left_office',   0, 0, 0, 0, 0, 2),
        ('dead',          2, 2, 0, 2, 2, 2)
$$;

-- The states in which somebody is today, for a record of `circle`: what closes counts
-- from every circle, what opens from that one and from All staff. `kept` is what this
-- transaction sees of clearances, so it is asked as the system. None: not one of those
-- about whom the gate asks.
CREATE OR REPLACE FUNCTION app_clearance_states(person uuid, circle bigint)
RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    states text[] := '{}';
    closing record;
    opening record;
    posts record;
    dead boolean := (SELECT died IS NOT NULL FROM officials_official WHERE id = person);
BEGIN
    SELECT coalesce(bool_or(is_red AND red_signed_by_id IS NULL), false) AS red,
           coalesce(bool_or(is_red), false) AS any_red,
           coalesce(bool_or(decision = 'refuse'), false) AS refused,
           coalesce(bool_or(decision = 'defer' OR resting_since IS NOT NULL), false)
               AS resting,
           count(*) > 0 AS there
        INTO closing FROM officials_clearance c WHERE c.official_id = person;
    SELECT max(c.signed_until) AS until,
           max(c.signed_at) FILTER (WHERE c.signed_until >= current_date) AS signed_at,
           coalesce(bool_or(c.ahead_until > clock_timestamp()), false) AS ahead,
           coalesce(bool_or(c.taken_over_until >= current_date), false) AS taken_over
        INTO opening
        FROM officials_clearance c JOIN officials_circle k ON k.id = c.circle_id
        WHERE c.official_id = person AND (k.everyone OR k.id = circle);
    SELECT count(*) > 0 AS any_post,
           count(*) FILTER (WHERE now_held) > 0 AS in_post,
           coalesce(bool_or(now_held AND (country = '' OR home)), false) AS at_home,
           max(began) FILTER (WHERE now_held) AS began,
           max(left_on) AS left_on
        INTO posts
        FROM (
            SELECT i.country, lower(a.started) AS began, upper(a.ended) - 1 AS left_on,
                   (a.started IS NULL OR lower(a.started) <= current_date)
                   AND (a.ended IS NULL OR lower(a.ended) > current_date) AS now_held,
                   NOT EXISTS (SELECT FROM officials_workcountry)
                   OR EXISTS (SELECT FROM officials_workcountry w
                              WHERE w.code = i.country) AS home
            FROM officials_appointment a
            JOIN officials_post p ON p.id = a.post_id
            JOIN officials_institution i ON i.id = p.institution_id
            WHERE a.official_id = person) held;
    IF dead THEN
        states := states || 'dead'::text;
    END IF;
    IF closing.refused THEN
        states := states || 'refused'::text;
    END IF;
    IF closing.red THEN
        states := states || 'red'::text;
    ELSIF closing.any_red THEN
        states := states || 'red_signed'::text;
    END IF;
    IF dead OR posts.in_post AND NOT posts.at_home AND NOT closing.there THEN
        RETURN states;
    END IF;
    IF closing.resting THEN
        states := states || 'resting'::text;
    END IF;
    IF opening.until >= current_date THEN
        IF posts.began > opening.signed_at::date THEN
            states := states || CASE WHEN posts.began + 30 >= current_date
                THEN 'new_post' ELSE 'new_post_long' END;
        ELSIF posts.any_post AND NOT posts.in_post
              AND NOT coalesce(posts.left_on < opening.signed_at::date, false) THEN
            states := states || 'left_office'::text;
        ELSE
            states := states || 'signed'::text;
        END IF;
    ELSIF opening.ahead THEN
        states := states || 'ahead'::text;
    ELSIF opening.taken_over THEN
        states := states || 'taken_over'::text;
    ELSIF opening.until IS NOT NULL THEN
        states := states || CASE WHEN opening.until + 14 >= current_date
            THEN 'ran_out' ELSE 'ran_out_long' END;
    ELSIF NOT closing.red THEN
        states := states || 'unsigned'::text;
    END IF;
    RETURN states;
END $$;

-- How an act of this weight goes out to somebody: 0, 1 or 2 as in the table, the strictest
-- of their states. An act without weight always goes.
CREATE OR REPLACE FUNCTION app_clearance_of(person uuid, weight text, circle bigint)
RETURNS int LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN weight IS NULL THEN 0 ELSE coalesce(max(
        CASE weight WHEN 'own_answer' THEN t.own_answer WHEN 'answer' THEN t.answer
            WHEN 'condolence' THEN t.condolence WHEN 'courtesy' THEN t.courtesy
            WHEN 'work' THEN t.work ELSE t.exposing END), 0) END
    FROM app_clearance_table() t
    WHERE t.state = ANY (app_clearance_states(person, circle))
$$;

-- The same for many at once (`people`, `weights` and `circles` side by side), whoever
-- asks and whatever they see: the answer is a number, and no row.
CREATE OR REPLACE FUNCTION app_clearance(people uuid[], weights text[], circles bigint[])
RETURNS int[] LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    context text := current_setting('app.ctx', true);
    answers int[];
BEGIN
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    SELECT array_agg(app_clearance_of(a.person, a.weight, a.circle) ORDER BY a.n)
        INTO answers
        FROM unnest(people, weights, circles) WITH ORDINALITY a(person, weight, circle, n);
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
    RETURN answers;
END $$;

-- Folds what was known of the two records of a person, before a merge made them one, to
-- the strictest: `kept` are the clearances of both, `moment` is when they were merged.
-- What closes stays until something newer is signed.
CREATE OR REPLACE FUNCTION app_fold_clearances(person uuid, kept jsonb, moment timestamptz)
RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE officials_clearance c
    SET is_red = c.is_red OR k.red,
        red_since = CASE WHEN c.is_red OR k.red THEN moment END,
        red_signed_by_id = CASE WHEN c.is_red AND NOT k.open THEN c.red_signed_by_id END,
        decision = CASE WHEN 'refuse' IN (c.decision, k.decision) THEN 'refuse'
                        WHEN k.decision <> '' THEN k.decision ELSE c.decision END,
        decision_since = CASE WHEN c.decision <> '' OR k.decision <> '' THEN moment END
    FROM (
        SELECT circle_id, bool_or(is_red) AS red,
               bool_or(is_red AND red_signed_by_id IS NULL) AS open,
               CASE WHEN bool_or(decision = 'refuse') THEN 'refuse'
                    WHEN bool_or(decision = 'defer') THEN 'defer' ELSE '' END AS decision
        FROM jsonb_populate_recordset(NULL::officials_clearance, kept) GROUP BY circle_id
    ) k
    WHERE c.official_id = person AND c.circle_id = k.circle_id
$$;

-- Under which number an official is held still while the gate is asked, or written.
CREATE OR REPLACE FUNCTION app_clearance_lock(person uuid) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT hashtextextended('clearance ' || person, 0)
$$;

-- Why a record that goes out may not, as a code, or NULL. `who` names the function that
-- says to whom it goes: official, weight, circle, and whether a manager let it go. With
-- `held` nobody changes a clearance of these people until this transaction ends.
CREATE OR REPLACE FUNCTION app_why_not_out(who text, key uuid, held boolean) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    context text := current_setting('app.ctx', true);
    people uuid[];
    worst int;
BEGIN
    PERFORM set_config('app.ctx', 'system|' || app_now(), true);
    IF held THEN
        EXECUTE format('SELECT array_agg(DISTINCT official ORDER BY official) FROM %I($1)',
                       who) INTO people USING key;
        IF people IS NULL THEN  -- it goes to nobody now
            PERFORM set_config('app.ctx', coalesce(context, ''), true);
            RETURN NULL;
        END IF;
        FOR i IN 1 .. coalesce(array_length(people, 1), 0) LOOP
            PERFORM pg_advisory_xact_lock_shared(app_clearance_lock(people[i]));
        END LOOP;
    END IF;
    EXECUTE format(
        'SELECT max(CASE WHEN let_go AND answer = 1 THEN 0 ELSE answer END) FROM ('
        'SELECT let_go, app_clearance_of(official, weight, circle) AS answer FROM %I($1)) a',
        who) INTO worst USING key;
    PERFORM set_config('app.ctx', coalesce(context, ''), true);
    RETURN CASE WHEN worst > 0 THEN 'not_cleared' END;
END $$;
