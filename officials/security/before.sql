-- Who speaks, what they may see, and what the rules of row_security.py call.

-- The moment by which a setting proves that it is of this transaction.
CREATE OR REPLACE FUNCTION app_now() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT extract(epoch FROM transaction_timestamp())::text
$$;

-- Who this transaction speaks for; a setting of another transaction counts for nothing.
CREATE OR REPLACE FUNCTION app_speaker() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT split_part(c, '|', 1) FROM (SELECT current_setting('app.ctx', true) c) s
    WHERE split_part(c, '|', 2) = app_now()
$$;

-- Whether it speaks for the system, which sees every record.
CREATE OR REPLACE FUNCTION app_system() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(app_speaker() = 'system', false)
$$;

-- The person it speaks for, or NULL.
CREATE OR REPLACE FUNCTION app_uid() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN app_speaker() ~ '^[0-9]+$' THEN app_speaker()::bigint END
$$;

-- What the staff's own app answers of people (staff/rules.sql): whether they are active,
-- whether they work here, whether one of their roles holds a permission, whether a name
-- is theirs, whether somebody else chose their password, and whether two people hold the
-- keys of the house. Where it does not yet, or no more, the answer is no.
DO $$ BEGIN
    IF to_regprocedure('app_is_active(bigint)') IS NULL THEN
        CREATE FUNCTION app_is_active(person bigint) RETURNS boolean
        LANGUAGE sql STABLE AS 'SELECT false';
    END IF;
    IF to_regprocedure('app_works_here(bigint)') IS NULL THEN
        CREATE FUNCTION app_works_here(person bigint) RETURNS boolean
        LANGUAGE sql STABLE AS 'SELECT false';
    END IF;
    IF to_regprocedure('app_may(bigint, text, text)') IS NULL THEN
        CREATE FUNCTION app_may(person bigint, app text, permission text)
        RETURNS boolean LANGUAGE sql STABLE AS 'SELECT false';
    END IF;
    IF to_regprocedure('app_is_called(bigint, text)') IS NULL THEN
        CREATE FUNCTION app_is_called(person bigint, name text) RETURNS boolean
        LANGUAGE sql STABLE AS 'SELECT false';
    END IF;
    IF to_regprocedure('app_password_by_other(bigint)') IS NULL THEN
        CREATE FUNCTION app_password_by_other(person bigint) RETURNS boolean
        LANGUAGE sql STABLE AS 'SELECT false';
    END IF;
    IF to_regprocedure('app_keys_held()') IS NULL THEN
        CREATE FUNCTION app_keys_held() RETURNS boolean
        LANGUAGE sql STABLE AS 'SELECT false';
    END IF;
END $$;

-- What policies ask, so that none names what staff/rules.sql takes with it when it goes.
-- The person of this transaction while they are active, or NULL: whose rows these are.
CREATE OR REPLACE FUNCTION app_person() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE WHEN app_is_active(app_uid()) THEN app_uid() END;
END $$;

-- Whether that person is one of us: no stranger, nobody who left, no external translator.
CREATE OR REPLACE FUNCTION app_colleague() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(app_works_here(app_uid()), false);
END $$;

-- Whether that person is one of us whose role holds a permission.
CREATE OR REPLACE FUNCTION app_holds(app text, permission text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN app_colleague() AND app_may(app_uid(), app, permission);
END $$;

-- Whether the record `key` of the table `kind` shows in this transaction, as its own
-- policy has it; or the official that it was merged into. No for what is no record.
CREATE OR REPLACE FUNCTION app_sees(kind text, key uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
    shows boolean;
BEGIN
    PERFORM 1 FROM pg_attribute
    WHERE attrelid = to_regclass(quote_ident(kind)) AND attname = 'circle_id';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE id = $1)', kind)
        INTO shows USING key;
    RETURN shows OR (kind = 'officials_official' AND EXISTS (
        SELECT 1 FROM officials_formerkey former WHERE former.key = app_sees.key));
END $$;

-- Whether many rows are being written at once (officials.context.in_bulk).
CREATE OR REPLACE FUNCTION app_in_bulk() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN current_setting('app.bulk', true) = current_setting('app.ctx', true);
END $$;

-- All staff is every active person who is no external translator: computed, not rows.
-- Asked once where this transaction keeps the answer (officials.context).
CREATE OR REPLACE FUNCTION app_circles() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    person bigint := app_uid();
    kept text := current_setting('app.circles', true);
BEGIN
    IF person IS NOT NULL AND starts_with(kept, current_setting('app.ctx') || '|') THEN
        RETURN split_part(kept, '|', 3)::bigint[];
    END IF;
    IF NOT coalesce(app_works_here(person), false) THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT c.id FROM officials_circle c
        WHERE c.everyone
           OR EXISTS (SELECT 1 FROM officials_membership m
                      WHERE m.circle_id = c.id AND m.person_id = person
                        AND m.suspended_at IS NULL)
           OR (NOT c.sealed AND app_may(person, 'officials', 'see_open_circles')));
END $$;

-- Whether that person is in a sealed circle, and not suspended there, in which `person`
-- is as well, or which is closed to them.
CREATE OR REPLACE FUNCTION app_shares_sealed(person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM officials_membership mine
        JOIN officials_circle c ON c.id = mine.circle_id AND c.sealed
        WHERE mine.person_id = app_person() AND mine.suspended_at IS NULL
          AND (EXISTS (SELECT 1 FROM officials_membership theirs
                       WHERE theirs.circle_id = mine.circle_id
                         AND theirs.person_id = app_shares_sealed.person)
               OR EXISTS (SELECT 1 FROM officials_closure k
                          WHERE k.circle_id = mine.circle_id
                            AND k.person_id = app_shares_sealed.person)));
END $$;

-- Since when a sealed circle is closed to that person: what they wrote down before may be
-- of it, and whoever sits there now may be somebody else. To whom was never in it, that
-- says something where all their work is jobs of others (external translators).
CREATE OR REPLACE FUNCTION app_suspended_since() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN greatest(
        (SELECT coalesce(max(m.suspended_at), '-infinity') FROM officials_membership m
         WHERE m.person_id = app_uid()),
        (SELECT coalesce(max(k.since), '-infinity') FROM officials_closure k
         WHERE k.person_id = app_uid()
           AND (k.taken_out OR NOT app_works_here(app_uid()))));
END $$;

-- The sealed circles that are closed to that person, also where they only have a job.
CREATE OR REPLACE FUNCTION app_closed_circles() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT m.circle_id FROM officials_membership m
        WHERE m.person_id = app_uid() AND m.suspended_at IS NOT NULL
        UNION ALL
        SELECT k.circle_id FROM officials_closure k WHERE k.person_id = app_uid());
END $$;

-- A circle is sealed once two people hold the keys of the house, and stays sealed.
CREATE OR REPLACE FUNCTION app_circle_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was boolean := TG_OP = 'UPDATE' AND OLD.sealed;
BEGIN
    IF NEW.sealed AND NOT was AND NOT app_keys_held() THEN
        RAISE EXCEPTION 'sealed_too_early'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME, COLUMN = 'sealed';
    END IF;
    IF was AND NOT NEW.sealed THEN
        RAISE EXCEPTION 'sealed_stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME, COLUMN = 'sealed';
    END IF;
    NEW.made_at := CASE WHEN TG_OP = 'INSERT' THEN now() ELSE OLD.made_at END;
    RETURN NEW;
END $$;

-- Whoever is put into a sealed circle, other than with it when it is made, and by nobody
-- who lets people in there, is suspended until a member confirms it; and so is whose way
-- in somebody else changed while they were outside, or whose password another chose.
CREATE OR REPLACE FUNCTION app_let_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_old boolean := (SELECT c.made_at <> now() FROM officials_circle c
                       WHERE c.id = NEW.circle_id AND c.sealed);
    by_signatory boolean := NEW.person_id IS DISTINCT FROM app_uid() AND EXISTS (
        SELECT 1 FROM officials_membership m
        WHERE m.circle_id = NEW.circle_id AND m.person_id = app_uid()
          AND m.is_signatory AND m.suspended_at IS NULL);
    closed_since timestamptz;
    changed boolean;
BEGIN
    IF is_old IS NULL THEN
        RETURN NEW;
    END IF;
    DELETE FROM officials_closure k
    WHERE k.circle_id = NEW.circle_id AND k.person_id = NEW.person_id
    RETURNING k.since, k.way_changed INTO closed_since, changed;
    IF changed OR app_password_by_other(NEW.person_id)
       OR NOT by_signatory AND (is_old OR closed_since IS NOT NULL) THEN
        NEW.suspended_at := coalesce(closed_since, now());
    END IF;
    RETURN NEW;
END $$;

-- Whom somebody else takes out of a sealed circle, it is closed to from then on; and from
-- when they were suspended, if they were, whoever does it.
CREATE OR REPLACE FUNCTION app_taken_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM officials_circle c WHERE c.id = OLD.circle_id AND c.sealed)
       AND (OLD.suspended_at IS NOT NULL OR app_uid() IS DISTINCT FROM OLD.person_id) THEN
        INSERT INTO officials_closure
            (circle_id, person_id, since, taken_out, taken_out_by_id, way_changed)
        VALUES (OLD.circle_id, OLD.person_id, coalesce(OLD.suspended_at, now()), true,
                app_uid(), OLD.suspended_at IS NOT NULL)
        ON CONFLICT (circle_id, person_id) DO UPDATE
        SET taken_out = true, taken_out_by_id = app_uid();
    END IF;
    RETURN NULL;
END $$;

-- A membership is suspended, and that lifted, by the triggers of who keeps the keys alone
-- (staff/keepers); whose it is stays.
CREATE OR REPLACE FUNCTION app_membership_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2
       AND (NEW.suspended_at, NEW.person_id, NEW.circle_id)
           IS DISTINCT FROM (OLD.suspended_at, OLD.person_id, OLD.circle_id) THEN
        RAISE EXCEPTION 'membership_by_rule'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME,
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- Whether the person of this transaction is of the accountability track, while in use.
-- Also while suspended: that takes away, and opens no plan.
CREATE OR REPLACE FUNCTION app_on_accountability() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM officials_switch s
                   WHERE s.name = 'two_tracks' AND s."on")
       AND EXISTS (SELECT 1 FROM officials_membership m
                   JOIN officials_circle c ON c.id = m.circle_id
                   WHERE m.person_id = app_uid() AND c.accountability);
END $$;

-- FollowsParent: the circle of a part is that of its whole, whatever the writer said.
CREATE OR REPLACE FUNCTION app_take_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    circle bigint;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.circle_id IS NOT NULL AND app_in_bulk() THEN
        RETURN NEW;  -- the composite key refuses another circle than the parent's
    END IF;
    EXECUTE format('SELECT circle_id FROM %I WHERE id = $1::uuid', TG_ARGV[1])
        INTO circle USING to_jsonb(NEW) ->> TG_ARGV[0];
    IF circle IS NOT NULL THEN
        NEW.circle_id := circle;
    END IF;
    RETURN NEW;
END $$;

-- NoWiderThan: what is named must be in All staff or in the circle of what names it.
CREATE OR REPLACE FUNCTION app_no_wider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text;
    fits boolean;
BEGIN
    IF TG_ARGV[0] = 'post_id' AND TG_ARGV[1] = 'officials_post' THEN
        SELECT c.everyone OR c.id = NEW.circle_id INTO fits
        FROM officials_post n JOIN officials_circle c ON c.id = n.circle_id
        WHERE n.id = NEW.post_id;
        named := NEW.post_id;
    ELSIF TG_ARGV[0] = 'official_id' AND TG_ARGV[1] = 'officials_official' THEN
        SELECT c.everyone OR c.id = NEW.circle_id INTO fits
        FROM officials_official n JOIN officials_circle c ON c.id = n.circle_id
        WHERE n.id = NEW.official_id;
        named := NEW.official_id;
    ELSE
        named := to_jsonb(NEW) ->> TG_ARGV[0];
        EXECUTE format('SELECT c.everyone OR c.id = $2 FROM %I n JOIN officials_circle c'
                       ' ON c.id = n.circle_id WHERE n.id = $1::uuid', TG_ARGV[1])
            INTO fits USING named, NEW.circle_id;
    END IF;
    IF named IS NOT NULL AND NOT coalesce(fits, false) THEN
        RAISE EXCEPTION 'wider_than_named'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = TG_ARGV[0];
    END IF;
    RETURN NULL;
END $$;

-- The same from the other end; it must see rows that the mover may not.
CREATE OR REPLACE FUNCTION app_not_left_wider() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_wider boolean;
BEGIN
    IF NEW.circle_id = OLD.circle_id
       OR (SELECT everyone FROM officials_circle WHERE id = NEW.circle_id) THEN
        RETURN NULL;
    END IF;
    IF NOT app_system() THEN
        RAISE EXCEPTION 'circle_changed_by_hand'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'circle_id';
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1 AND circle_id <> $2)',
                   TG_ARGV[1], TG_ARGV[0]) INTO left_wider USING NEW.id, NEW.circle_id;
    IF left_wider THEN
        RAISE EXCEPTION 'left_wider'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = 'circle_id';
    END IF;
    RETURN NULL;
END $$;

-- CopiesFrom: the copy is what the named record says, whatever the writer said.
CREATE OR REPLACE FUNCTION app_take_copy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original jsonb;
BEGIN
    IF TG_OP = 'INSERT' AND app_in_bulk() THEN
        RETURN NEW;  -- the composite key refuses another value than the original
    END IF;
    EXECUTE format('SELECT jsonb_build_object($2, %I) FROM %I WHERE id = $1::uuid',
                   TG_ARGV[2], TG_ARGV[1])
        INTO original USING to_jsonb(NEW) ->> TG_ARGV[0], TG_ARGV[2];
    IF original IS NOT NULL THEN
        NEW := jsonb_populate_record(NEW, original);
    END IF;
    RETURN NEW;
END $$;

-- NoLoop: one writer at a time, or two could close a loop that neither sees.
CREATE OR REPLACE FUNCTION app_no_loop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above text := to_jsonb(NEW) ->> TG_ARGV[0];
    loops boolean;
BEGIN
    IF above IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || '.' || TG_ARGV[0]));
    EXECUTE format(
        'WITH RECURSIVE up(id) AS ('
        '    SELECT $1::uuid UNION'
        '    SELECT t.%1$I FROM %2$I t JOIN up ON t.id = up.id WHERE t.%1$I IS NOT NULL)'
        'SELECT EXISTS (SELECT 1 FROM up WHERE id = $2)',
        TG_ARGV[0], TG_TABLE_NAME) INTO loops USING above, NEW.id;
    IF loops THEN
        RAISE EXCEPTION 'above_itself'
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
                  COLUMN = TG_ARGV[0];
    END IF;
    RETURN NULL;
END $$;

-- AppendOnly: what is older than so many minutes stays as it was written.
CREATE OR REPLACE FUNCTION app_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
    free text[] := ARRAY['circle_id'] || TG_ARGV[2:TG_NARGS - 1];
BEGIN
    IF app_system()
       OR (before ->> TG_ARGV[0])::timestamptz
          > now() - make_interval(mins => TG_ARGV[1]::int)
       OR (TG_OP = 'UPDATE' AND before - free = to_jsonb(NEW) - free) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'written_stays'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

-- The digest of a text, as whoever signs it sees it: SHA-256 in hexadecimal. Of UTF-8,
-- in which every database of ours is kept (convert_to is not immutable by itself).
CREATE OR REPLACE FUNCTION app_digest(words text) RETURNS text LANGUAGE sql IMMUTABLE
PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;

-- UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits.
CREATE OR REPLACE FUNCTION app_new_key() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_byte(
        overlay(uuid_send(gen_random_uuid()) PLACING
            substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                      FROM 3) FROM 1 FOR 6),
        6, (get_byte(uuid_send(gen_random_uuid()), 6) & 15) | 112), 'hex')::uuid
$$;
