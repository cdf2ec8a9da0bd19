-- Keepers, and what no one person may do alone.

-- Whether somebody has a second factor. Codes alone are none.
CREATE OR REPLACE FUNCTION app_has_factor(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM mfa_authenticator f
                   WHERE f.user_id = person AND f.type <> 'recovery_codes');
END $$;

-- A manager names a keeper in their own name, another one confirms in theirs, and the
-- keeper alone lays it down.
CREATE OR REPLACE FUNCTION app_keeper_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_name boolean := app_holds('staff', 'name_keeper');
BEGIN
    IF TG_OP = 'INSERT' AND may_name AND NEW.named_by_id = app_uid()
       AND app_works_here(NEW.person_id)
       AND NEW.confirmed_by_id IS NULL AND NEW.laid_down_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.confirmed_by_id IS NULL AND OLD.laid_down_at IS NULL AND may_name
           AND NEW.confirmed_by_id = app_uid()
           AND to_jsonb(NEW) - ARRAY['confirmed_by_id', 'confirmed_at']
               = to_jsonb(OLD) - ARRAY['confirmed_by_id', 'confirmed_at'] THEN
            IF NOT app_has_factor(NEW.person_id) THEN
                RAISE EXCEPTION 'keeper_has_factor'
                    USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                          TABLE = TG_TABLE_NAME;
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.laid_down_at IS NULL AND OLD.person_id = app_uid()
           AND to_jsonb(NEW) - 'laid_down_at' = to_jsonb(OLD) - 'laid_down_at' THEN
            RETURN NEW;
        END IF;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.confirmed_by_id IS NULL AND may_name THEN
        RETURN OLD;  -- not confirmed yet, and named by mistake
    END IF;
    RAISE EXCEPTION 'keeper_by_two_managers'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

-- Whether somebody holds a role that gives roles.
CREATE OR REPLACE FUNCTION app_holds_role_of_power(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN app_works_here(person) AND EXISTS (
        SELECT 1 FROM staff_user_groups ug JOIN auth_group g ON g.id = ug.group_id
        WHERE ug.user_id = person AND g.name = ANY (app_roles_of_power()));
END $$;

-- Whether somebody holds such a role, or is a keeper.
CREATE OR REPLACE FUNCTION app_trusted_with_key(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN app_holds_role_of_power(person) OR app_works_here(person) AND EXISTS (
        SELECT 1 FROM staff_keeper k
        WHERE k.person_id = person AND k.confirmed_by_id IS NOT NULL
          AND k.laid_down_at IS NULL);
END $$;

-- Whether two people have trusted somebody with the key after `changed`, of whom neither
-- is the `changer`: both named them keeper, or one asked (the server, with a code) and one
-- confirmed that they hold a role that gives roles.
CREATE OR REPLACE FUNCTION app_trusted_anew(
    person bigint, changer bigint, changed timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM staff_keeper k
        WHERE k.person_id = person AND k.laid_down_at IS NULL
          AND k.confirmed_by_id IS NOT NULL AND k.named_at > changed
          AND changer IS DISTINCT FROM k.named_by_id
          AND changer IS DISTINCT FROM k.confirmed_by_id)
    OR EXISTS (
        SELECT 1 FROM staff_keyrequest r
        WHERE r.person_id = person AND lower(r.kind) IN (
                  SELECT lower(role) FROM unnest(app_roles_of_power()) role)
          AND r.confirmed_at IS NOT NULL AND r.asked_at > changed
          AND (r.asked_by_id IS NULL
               OR r.asked_by_id IS DISTINCT FROM changer
                  AND r.confirmed_by_id IS DISTINCT FROM changer));
END $$;

-- Whether somebody else changed how such a person gets in, so that it may be that other
-- who sits there now. Seven days on the person has missed it, if their second factor kept
-- the other out; if they had none then, two people trust them anew.
CREATE OR REPLACE FUNCTION app_way_changed_of_late(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM staff_waychange w
        WHERE w.person_id = person AND w.kind NOT IN ('rights', 'external')
          AND (w.changed_at > now() - interval '7 days' OR NOT w.had_factor)
          AND NOT app_trusted_anew(person, w.changed_by_id, w.changed_at));
END $$;

-- Whether the person had a second factor then is written with each change, and when it
-- was, to the moment, since trust is given anew after that. A factor itself is taken off
-- by two people: seven days are enough for it.
CREATE OR REPLACE FUNCTION app_way_change_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := clock_timestamp();
    NEW.had_factor := NEW.kind = 'factor' OR app_has_factor(NEW.person_id);
    RETURN NEW;
END $$;

-- Whether they may be one of the two where one alone may not decide; a keeper with a
-- second factor.
CREATE OR REPLACE FUNCTION app_holds_key(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN app_trusted_with_key(person)
        AND (app_has_factor(person) OR app_holds_role_of_power(person))
        AND NOT app_way_changed_of_late(person);
END $$;

-- Opens or closes the tenure of a person, whichever of its conditions has changed.
CREATE OR REPLACE FUNCTION app_keep_tenure(person bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    holds boolean := app_holds_role_of_power(person) AND app_has_factor(person);
BEGIN
    IF NOT holds THEN
        UPDATE staff_tenure SET ended_at = now()
        WHERE person_id = person AND ended_at IS NULL;
    ELSIF NOT EXISTS (SELECT 1 FROM staff_tenure t
                      WHERE t.person_id = person AND t.ended_at IS NULL) THEN
        INSERT INTO staff_tenure (person_id, began_at) VALUES (person, now());
    END IF;
END $$;

-- Somebody changed how a person gets in or what they may do. If it was not the person
-- themselves, sealed circles are closed to them, and the other members are told by whom;
-- and for a while they are not the second person. To whom is in none, they are closed as
-- far as a job of one goes, and if somebody lets them in.
CREATE OR REPLACE FUNCTION app_way_changed(person bigint, kind text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    lets_in boolean := kind NOT IN ('rights', 'external');
BEGIN
    IF app_uid() IS NOT DISTINCT FROM person
       OR NOT app_trusted_with_key(person) AND NOT EXISTS (
           SELECT 1 FROM officials_membership m
           JOIN officials_circle c ON c.id = m.circle_id
           WHERE m.person_id = person AND c.sealed)
       AND NOT EXISTS (
           SELECT 1 FROM officials_closure k WHERE k.person_id = person)
       AND NOT (lets_in AND EXISTS (SELECT 1 FROM officials_circle c WHERE c.sealed)) THEN
        RETURN;
    END IF;
    INSERT INTO staff_waychange (person_id, kind, changed_by_id, changed_at)
    VALUES (person, kind, app_uid(), now());
    UPDATE officials_membership m SET suspended_at = now()
    FROM officials_circle c
    WHERE c.id = m.circle_id AND c.sealed
      AND m.person_id = person AND m.suspended_at IS NULL;
    UPDATE officials_closure k SET way_changed = true WHERE k.person_id = person;
    INSERT INTO officials_closure (circle_id, person_id, since, taken_out, way_changed)
    SELECT c.id, person, now(), false, true FROM officials_circle c
    WHERE lets_in AND c.sealed AND NOT EXISTS (
        SELECT 1 FROM officials_membership m
        WHERE m.circle_id = c.id AND m.person_id = person)
    ON CONFLICT (circle_id, person_id) DO NOTHING;
END $$;

-- A password that another person chose is marked as such until its own person, or a link
-- to their mailbox, sets one; nothing else writes the mark.
CREATE OR REPLACE FUNCTION app_password_chosen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.password IS NOT DISTINCT FROM OLD.password THEN
        NEW.password_set_by_other_at := OLD.password_set_by_other_at;
    ELSE
        NEW.password_set_by_other_at :=
            CASE WHEN app_uid() <> NEW.id AND NEW.password !~ '^!' THEN now() END;
    END IF;
    RETURN NEW;
END $$;

-- An account that somebody makes for another, with a password that they chose.
CREATE OR REPLACE FUNCTION app_account_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM app_way_changed(NEW.id, 'passphrase');
    RETURN NULL;
END $$;

-- The account itself. A password that is hashed anew, without being changed, is saved in
-- the name of its person (staff.models.User).
CREATE OR REPLACE FUNCTION app_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.password IS DISTINCT FROM OLD.password THEN
        PERFORM app_way_changed(NEW.id, 'passphrase');
    END IF;
    IF NEW.username IS DISTINCT FROM OLD.username THEN
        PERFORM app_way_changed(NEW.id, 'name');
    END IF;
    IF NEW.email IS DISTINCT FROM OLD.email THEN
        PERFORM app_way_changed(NEW.id, 'address');
    END IF;
    IF NEW.is_active IS DISTINCT FROM OLD.is_active THEN
        PERFORM app_way_changed(NEW.id, 'activity');
    END IF;
    IF NEW.is_external IS DISTINCT FROM OLD.is_external THEN
        PERFORM app_way_changed(NEW.id, 'external');
    END IF;
    IF (NEW.is_superuser, NEW.is_staff) IS DISTINCT FROM (OLD.is_superuser, OLD.is_staff)
    THEN
        PERFORM app_way_changed(NEW.id, 'rights');
    END IF;
    IF OLD.must_use_second_factor AND NOT NEW.must_use_second_factor THEN
        PERFORM app_way_changed(NEW.id, 'factor');
    END IF;
    PERFORM app_keep_tenure(NEW.id);
    RETURN NULL;
END $$;

-- What a person may do: their roles, and permissions of their own.
CREATE OR REPLACE FUNCTION app_rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM app_way_changed(OLD.user_id, 'rights');
        PERFORM app_keep_tenure(OLD.user_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM app_way_changed(NEW.user_id, 'rights');
        PERFORM app_keep_tenure(NEW.user_id);
    END IF;
    RETURN NULL;
END $$;

-- What the data of a factor says but for its use: a recovery code is used up before
-- anybody has spoken, and one that was used comes back by no use.
CREATE OR REPLACE FUNCTION app_factor_differs(before jsonb, after jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT before - ARRAY['used_mask', 'viewed_at'] IS DISTINCT FROM
           after - ARRAY['used_mask', 'viewed_at']
        OR coalesce((before ->> 'used_mask')::bigint, 0)
           & ~coalesce((after ->> 'used_mask')::bigint, 0) <> 0
$$;

-- Second factors and recovery codes. The first of all lets nobody in who was not.
CREATE OR REPLACE FUNCTION app_factor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.user_id = OLD.user_id AND NEW.type = OLD.type
       AND NOT app_factor_differs(OLD.data, NEW.data) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM app_way_changed(OLD.user_id, 'factor');
        PERFORM app_keep_tenure(OLD.user_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' OR EXISTS (
            SELECT 1 FROM mfa_authenticator f
            WHERE f.user_id = NEW.user_id AND f.id <> NEW.id) THEN
            PERFORM app_way_changed(NEW.user_id, 'factor');
        END IF;
        PERFORM app_keep_tenure(NEW.user_id);
    END IF;
    RETURN NULL;
END $$;

-- Addresses beside the one on record, which is no further way in.
CREATE OR REPLACE FUNCTION app_address_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM app_way_changed(OLD.user_id, 'address');
    END IF;
    IF TG_OP <> 'DELETE' AND NOT EXISTS (
        SELECT 1 FROM staff_user u
        WHERE u.id = NEW.user_id AND lower(u.email) = lower(NEW.email)) THEN
        PERFORM app_way_changed(NEW.user_id, 'address');
    END IF;
    RETURN NULL;
END $$;

-- Whether somebody had a part in what was changed of a person from a moment on: they did
-- it, or asked another for it.
CREATE OR REPLACE FUNCTION app_had_part(who bigint, person bigint, since timestamptz)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM staff_waychange w
                   WHERE w.person_id = person AND w.changed_at >= since
                     AND w.changed_by_id = who)
        OR EXISTS (SELECT 1 FROM staff_keyrequest r
                   WHERE r.person_id = person AND r.confirmed_at >= since
                     AND r.asked_by_id = who);
END $$;

-- The same of what a rescue opens: the circles that are closed to its person, or their
-- account as it was made in the last seven days.
CREATE OR REPLACE FUNCTION app_had_part_in_rescue(who bigint, person bigint, kind text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN app_had_part(who, person, CASE
        WHEN kind = 'circles' THEN (
            SELECT min(m.suspended_at) FROM officials_membership m
            WHERE m.person_id = person AND m.suspended_at IS NOT NULL)
        ELSE now() - interval '7 days' END);
END $$;

-- Whether nobody could confirm a rescue who had no part in it.
CREATE OR REPLACE FUNCTION app_nobody_without_part(person bigint, kind text)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT 1 FROM staff_user u
        WHERE u.is_active AND u.id <> person AND app_holds_key(u.id)
          AND NOT app_had_part_in_rescue(u.id, person, kind));
END $$;

-- Whether somebody may say that they spoke with a suspended member of a sealed circle, or
-- with somebody outside to whom it is closed: another member, who is not suspended, works
-- here, and had no part in the changes.
CREATE OR REPLACE FUNCTION app_may_assure(giver bigint, person bigint, circle bigint)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    since timestamptz;
BEGIN
    SELECT m.suspended_at INTO since FROM officials_membership m
    WHERE m.person_id = person AND m.circle_id = circle;
    IF NOT FOUND THEN
        SELECT k.since INTO since FROM officials_closure k
        WHERE k.person_id = person AND k.circle_id = circle
          AND k.taken_out_by_id IS DISTINCT FROM giver;
    END IF;
    RETURN since IS NOT NULL
        AND giver <> person
        AND app_works_here(giver)
        AND EXISTS (SELECT 1 FROM officials_membership m
                    WHERE m.person_id = giver AND m.circle_id = circle
                      AND m.suspended_at IS NULL)
        AND NOT app_had_part(giver, person, since);
END $$;

-- Whether a suspended member has nobody left in the circle who may say so.
CREATE OR REPLACE FUNCTION app_is_stuck(person bigint, circle bigint) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT 1 FROM officials_membership m
        WHERE m.circle_id = circle AND app_may_assure(m.person_id, person, circle));
END $$;

-- Whoever may says in their own name that they spoke with the person: that lifts it.
CREATE OR REPLACE FUNCTION app_assured() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM officials_membership m
    WHERE m.person_id = NEW.person_id AND m.circle_id = NEW.circle_id FOR UPDATE;
    IF NEW.given_by_id IS DISTINCT FROM app_uid()
       OR NOT app_may_assure(NEW.given_by_id, NEW.person_id, NEW.circle_id) THEN
        RAISE EXCEPTION 'assured_by_another'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    IF app_password_by_other(NEW.person_id) THEN
        RAISE EXCEPTION 'password_not_own'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    UPDATE officials_membership SET suspended_at = NULL
    WHERE person_id = NEW.person_id AND circle_id = NEW.circle_id;
    IF NOT FOUND THEN
        DELETE FROM officials_closure k
        WHERE k.person_id = NEW.person_id AND k.circle_id = NEW.circle_id;
    END IF;
    RETURN NULL;
END $$;

-- One asks in their own name and another confirms in theirs; the server asks with a code.
-- A request that is confirmed holds for the transaction in which that is done. Whoever
-- could confirm what somebody asked may decline it, and who asked takes it back. A rescue
-- is confirmed by somebody without a part in it, unless nobody else is left: that is kept.
CREATE OR REPLACE FUNCTION app_key_request_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stamps text[] := ARRAY['confirmed_by_id', 'confirmed_at', 'had_part'];
    closing text[] := ARRAY['closed_by_id', 'closed_at'];
    open boolean := TG_OP = 'UPDATE' AND OLD.confirmed_by_id IS NULL
                    AND OLD.closed_by_id IS NULL AND OLD.lasts_until > now();
BEGIN
    IF TG_OP = 'INSERT' AND NEW.confirmed_by_id IS NULL AND NEW.closed_by_id IS NULL
       AND (NEW.asked_by_id = app_uid() AND app_holds_key(app_uid())
                AND NEW.kind <> 'circles'
            OR NEW.asked_by_id IS NULL AND app_system() AND NEW.code_digest <> '') THEN
        RETURN NEW;
    END IF;
    IF open AND NEW.confirmed_by_id = app_uid() AND app_holds_key(app_uid())
       AND NEW.confirmed_by_id IS DISTINCT FROM OLD.asked_by_id
       AND (OLD.asked_by_id IS NULL OR app_holds_key(OLD.asked_by_id))
       AND NEW.confirmed_by_id <> OLD.person_id
       AND to_jsonb(NEW) - stamps = to_jsonb(OLD) - stamps THEN
        NEW.confirmed_at := now();
        NEW.had_part := OLD.asked_by_id IS NULL
            AND app_had_part_in_rescue(app_uid(), OLD.person_id, OLD.kind);
        IF NEW.had_part AND NOT app_nobody_without_part(OLD.person_id, OLD.kind) THEN
            RAISE EXCEPTION 'rescue_without_part'
                USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                      TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END IF;
    IF open AND NEW.closed_by_id = app_uid()
       AND (OLD.asked_by_id = app_uid()
            OR OLD.asked_by_id IS NOT NULL AND OLD.person_id <> app_uid()
               AND app_holds_key(app_uid()))
       AND to_jsonb(NEW) - closing = to_jsonb(OLD) - closing THEN
        NEW.closed_at := now();
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'key_request_by_two'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

-- Whether two people have just agreed to `kind` for a person, or need not yet.
CREATE OR REPLACE FUNCTION app_agreed_by_two(person bigint, kinds text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN NOT app_keys_held() OR EXISTS (
        SELECT 1 FROM staff_keyrequest r
        WHERE r.person_id = person AND r.kind = kinds AND r.confirmed_at = now());
END $$;

-- A role that gives roles is given by two.
CREATE OR REPLACE FUNCTION app_role_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    role text := (SELECT g.name FROM auth_group g WHERE g.id = NEW.group_id);
BEGIN
    IF role = ANY (app_roles_of_power())
       AND NOT app_agreed_by_two(NEW.user_id, lower(role)) THEN
        RAISE EXCEPTION 'role_by_two'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- Nobody is above the roles, once those are given by two.
CREATE OR REPLACE FUNCTION app_nobody_above_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF app_keys_held() THEN
        RAISE EXCEPTION 'role_by_two'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- A second factor is taken off or exchanged by its person, or by two others.
CREATE OR REPLACE FUNCTION app_factor_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (TG_OP = 'DELETE' OR app_factor_differs(OLD.data, NEW.data)
        OR NEW.user_id <> OLD.user_id OR NEW.type <> OLD.type)
       AND app_uid() IS DISTINCT FROM OLD.user_id
       AND NOT app_agreed_by_two(OLD.user_id, 'factor') THEN
        RAISE EXCEPTION 'factor_by_two'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- What the server asked for, and somebody confirmed: the sealed circles in which nobody
-- is left who could lift it are open to this one person again.
CREATE OR REPLACE FUNCTION app_circles_rescued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE officials_membership m SET suspended_at = NULL
    WHERE m.person_id = NEW.person_id AND m.suspended_at IS NOT NULL
      AND app_is_stuck(m.person_id, m.circle_id);
    RETURN NULL;
END $$;
